"""What was sent to remind of which loan: no number, no name, no text."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fritidsbank.reminders.rules import Channel, Step
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
    errand_id: Mapped[int | None] = mapped_column(index=True)  # no foreign key: errands are pruned
    sent_at: Mapped[datetime] = mapped_column(Instant)


Index("uq_reminder", Reminder.loan_id, Reminder.due_on, Reminder.step, Reminder.number, unique=True)
