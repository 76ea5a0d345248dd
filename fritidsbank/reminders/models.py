"""What was sent to remind of which loan: no number, no name, no text. And what a branch writes."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fritidsbank.reminders.rules import LONGEST_TEXT, Became, Channel, Manner, Step
from fritidsbank.schema import Base, Instant, word


class Reminder(Base):
    """One loan that a message was about; several loans share a message's errand.

    Unique by loan, due day, step and number: nobody is reminded twice of the same.
    """

    __tablename__ = "reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    due_on: Mapped[date]  # as it was then: an extension begins anew
    step: Mapped[Step] = mapped_column(word(Step))
    number: Mapped[int] = mapped_column(default=1)  # the nth weekly one
    channel: Mapped[Channel] = mapped_column(word(Channel))
    became: Mapped[Became] = mapped_column(word(Became))
    errand_id: Mapped[int | None] = mapped_column(index=True)  # no foreign key: errands are pruned
    sent_at: Mapped[datetime] = mapped_column(Instant)


Index("uq_reminder", Reminder.loan_id, Reminder.due_on, Reminder.step, Reminder.number, unique=True)
_IN_TROUBLE = Reminder.became != Became.SENT
Index(
    "ix_reminder_in_trouble",
    Reminder.sent_at,
    sqlite_where=_IN_TROUBLE,
    postgresql_where=_IN_TROUBLE,
)


class ReminderText(Base):
    """What a branch sends in one manner, in place of the usual text; one manner is chosen."""

    __tablename__ = "reminder_text"

    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    manner: Mapped[Manner] = mapped_column(word(Manner), primary_key=True)
    text_before: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    text_after: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    chosen: Mapped[bool] = mapped_column(default=False)
    edition: Mapped[int] = mapped_column(default=1)
