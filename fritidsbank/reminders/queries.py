"""What is out and has a reminder due, what was sent lately, and what a branch writes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.people.models import BorrowerDetails
from fritidsbank.reminders.due import Schedule, Turn
from fritidsbank.reminders.models import Reminder, ReminderText
from fritidsbank.reminders.rules import Became, Channel, Manner, Step
from fritidsbank.stock.models import Article


@dataclass(frozen=True)
class DueLoan:
    """A loan that is out, its reminder that is due now, and how to reach who has it."""

    loan: int
    branch: int
    borrower: str
    slip: str
    due_on: date
    article: str
    turn: Turn
    mobile: str = field(repr=False)
    in_peace: bool


_OUT = (
    select(
        Loan.id,
        Loan.branch_id,
        Loan.borrower_id,
        Visit.code,
        Loan.due_on,
        Loan.lent_at,
        Article.name,
        Article.size,
        BorrowerDetails.mobile,
        BorrowerDetails.do_not_remind,
    )
    .join(Visit, Visit.id == Loan.visit_id)
    .join(Article, Article.id == Loan.article_id)
    # Whoever was erased has no details, and cannot be told anything.
    .join(BorrowerDetails, BorrowerDetails.borrower_id == Loan.borrower_id)
    .where(Loan.ended_at.is_(None))
    .order_by(Loan.due_on, Loan.id)
)
_HAD = (
    select(Reminder.loan_id, Reminder.step, Reminder.number, Reminder.sent_at)
    .join(Loan, Loan.id == Reminder.loan_id)
    .where(Loan.ended_at.is_(None), Reminder.due_on == Loan.due_on)
)


def due_loans(
    db: Session,
    schedule: Schedule,
    day: date,
    *,
    branch: int | None = None,
    borrower: str | None = None,
    held: bool = False,
) -> list[DueLoan]:
    """What somebody should hear of that day, what is due first on top.

    With `held` nobody else can take it back or extend it before this unit of work is over.
    """
    back, ahead = schedule.reach
    of = [Loan.due_on >= day - back, Loan.due_on <= day + ahead]
    of += [] if branch is None else [Loan.branch_id == branch]
    of += [] if borrower is None else [Loan.borrower_id == borrower]
    rows = _OUT.where(*of)
    found = db.execute(rows.with_for_update(of=Loan) if held else rows).all()
    had, last = _had(db, _HAD.where(*of))
    due = []
    for loan, at, whom, slip, due_on, lent_at, name, size, mobile, peace in found:
        turn = schedule.turn_on(
            day, due_on, lent_on=local_day(lent_at), had=had[loan], last_on=last.get(loan)
        )
        if turn is not None and whom is not None:
            what = f"{name} {size}".strip()
            due.append(DueLoan(loan, at, whom, slip, due_on, what, turn, mobile, in_peace=peace))
    return due


def _had(
    db: Session, rows: Select[int, Step, int, datetime]
) -> tuple[dict[int, set[Turn]], dict[int, date]]:
    """What each loan was reminded of for the day on which it is due now, and when last."""
    had: dict[int, set[Turn]] = defaultdict(set)
    last: dict[int, date] = {}
    for loan, step, number, sent_at in db.execute(rows):
        had[loan].add(Turn(step, number))
        last[loan] = max(local_day(sent_at), last.get(loan, date.min))
    return had, last


@dataclass(frozen=True)
class Logged:
    """One line of what went out: the article and the step, and nobody's name."""

    article: int
    what: str
    turn: Turn
    due_on: date
    channel: Channel
    became: Became
    sent_at: datetime


_LOGGED = (
    select(
        Loan.article_id,
        Article.name,
        Article.size,
        Reminder.step,
        Reminder.number,
        Reminder.due_on,
        Reminder.channel,
        Reminder.became,
        Reminder.sent_at,
    )
    .join(Loan, Loan.id == Reminder.loan_id)
    .join(Article, Article.id == Loan.article_id)
)


def latest(db: Session, branch: int, most: int = 30) -> Iterator[Logged]:
    """What went out from a branch, the newest first."""
    rows = _LOGGED.where(Loan.branch_id == branch).order_by(Reminder.id.desc()).limit(most)
    for article, name, size, step, number, due_on, channel, became, sent_at in db.execute(rows):
        what = f"{name} {size}".strip()
        yield Logged(article, what, Turn(step, number), due_on, channel, became, sent_at)


@dataclass(frozen=True)
class Astray:
    """A message that was refused, or of which nobody knows whether it came: somebody may ring."""

    errand: int
    borrower: str
    became: Became
    sent_at: datetime
    articles: tuple[str, ...]


def astray(db: Session, branch: int, *, before: datetime) -> list[Astray]:
    """What went astray in a branch and is still out; what is under way since `before` may come."""
    rows = db.execute(
        select(
            Reminder.errand_id,
            Loan.borrower_id,
            Reminder.became,
            Reminder.sent_at,
            Article.name,
            Article.size,
        )
        .join(Loan, and_(Loan.id == Reminder.loan_id, Loan.due_on == Reminder.due_on))
        .join(Article, Article.id == Loan.article_id)
        .where(Reminder.became != Became.SENT, Reminder.sent_at < before)
        .where(Loan.ended_at.is_(None), Loan.branch_id == branch)
        .order_by(Reminder.id)
    )
    messages: dict[tuple[int, str], list[tuple[Became, datetime, str]]] = defaultdict(list)
    for errand, whom, became, sent_at, name, size in rows:
        if errand is not None and whom is not None:
            messages[errand, whom].append((became, sent_at, f"{name} {size}".strip()))
    return [
        Astray(errand, whom, about[0][0], about[0][1], tuple(what for _, _, what in about))
        for (errand, whom), about in messages.items()
    ]


def own_texts(db: Session) -> dict[tuple[int, Manner], ReminderText]:
    """What branches have written themselves, by branch and manner."""
    return {(text.branch_id, text.manner): text for text in db.scalars(select(ReminderText))}
