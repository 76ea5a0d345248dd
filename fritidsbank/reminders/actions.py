"""What people do about reminders: write by hand, ring, and choose the words of their branch."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from fritidsbank.loans.models import Loan
from fritidsbank.refusals import N_, Refusal
from fritidsbank.reminders.models import Reminder, ReminderText
from fritidsbank.reminders.queries import DueLoan
from fritidsbank.reminders.rules import Became, Channel, Manner, text_of


@dataclass(eq=False)
class TextChangedSince(Refusal):
    """Somebody else has saved these words since the page was opened."""

    message = N_(
        "Somebody else has changed these words since you opened the page. Read theirs, then save."
    )


def note_sent(
    db: Session,
    about: Iterable[DueLoan],
    channel: Channel,
    became: Became,
    *,
    errand: int | None = None,
    now: datetime,
) -> None:
    """A line for each loan that a message is about."""
    db.add_all(
        Reminder(
            loan_id=one.loan,
            due_on=one.due_on,
            step=one.turn.step,
            number=one.turn.number,
            channel=channel,
            became=became,
            errand_id=errand,
            sent_at=now,
        )
        for one in about
    )
    db.flush()


def told_by_hand(
    db: Session, due: Iterable[DueLoan], loans: Collection[str], *, now: datetime
) -> int:
    """Somebody has written or rung about these loans; how many were due, and are told now."""
    about = [one for one in due if str(one.loan) in loans and not one.in_peace]
    note_sent(db, about, Channel.BY_HAND, Became.SENT, now=now)
    return len(about)


def told_after_all(db: Session, errand: int, *, branch: int) -> None:
    """Somebody has rung about a message that went astray: it stands on no list any more."""
    here = select(Loan.id).where(Loan.branch_id == branch)
    db.execute(
        update(Reminder)
        .where(Reminder.errand_id == errand, Reminder.loan_id.in_(here))
        .where(Reminder.became != Became.SENT)
        .values(became=Became.SENT, channel=Channel.BY_HAND),
        execution_options={"synchronize_session": False},
    )


@dataclass(frozen=True)
class Words:
    """What a branch wants to send in a manner, read in an edition (0: there was none)."""

    manner: Manner
    before: str
    after: str
    edition: int


def choose_words(db: Session, branch: int, words: Words) -> None:
    """From now on the branch speaks so. Raises TextChangedSince and the refusals of `text_of`."""
    words = replace(words, before=text_of(words.before), after=text_of(words.after))
    own = {
        one.manner: one
        for one in db.scalars(
            select(ReminderText).where(ReminderText.branch_id == branch).with_for_update()
        )
    }
    mine = own.get(words.manner)
    if (mine.edition if mine else 0) != words.edition:
        raise TextChangedSince
    for other in own.values():
        other.chosen = False
    if mine is None:
        mine = ReminderText(branch_id=branch, manner=words.manner, edition=0)
        db.add(mine)
    mine.text_before, mine.text_after = words.before, words.after
    mine.chosen, mine.edition = True, mine.edition + 1
    db.flush()
