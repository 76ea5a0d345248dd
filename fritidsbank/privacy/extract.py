"""What is known of one borrower, all of it, as plain values; and when each part goes."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.barcodes import is_own
from fritidsbank.bookings.models import Booking, BookingLine
from fritidsbank.bookings.rules import BookingState
from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.counter.finding_people import straight_to
from fritidsbank.loans.models import Ending, Loan, Visit
from fritidsbank.people.models import BorrowerDetails
from fritidsbank.people.queries import BorrowerEntry, cards_of, names_of, person_with
from fritidsbank.people.rules import NotANumber, e164
from fritidsbank.privacy.models import LookedAt
from fritidsbank.privacy.rules import Look, months_after
from fritidsbank.refusals import Malformed, N_
from fritidsbank.reminders.models import Reminder
from fritidsbank.reminders.rules import Became, Channel
from fritidsbank.stock.models import Article, Category
from fritidsbank.stock.queries import things_of


@dataclass(eq=False)
class NobodyAsked(Malformed):
    """Neither a telephone number nor one of ours."""

    message = N_("Write the whole mobile number, or the number of a slip or a card.")


@dataclass(frozen=True)
class KnownLoan:
    """One article that is still linked to the borrower."""

    article: str
    code: str
    slip: str
    lent_at: datetime
    due_on: date
    ended_at: datetime | None
    ending: Ending | None


@dataclass(frozen=True)
class KnownVisit:
    """One time at the counter."""

    slip: str
    opened_at: datetime
    under_18: bool


@dataclass(frozen=True)
class KnownBooking:
    """What was promised for days to come."""

    code: str
    from_on: date
    until_on: date
    state: BookingState
    things: tuple[str, ...]


@dataclass(frozen=True)
class KnownReminder:
    """A message about one article."""

    article: str
    sent_at: datetime
    channel: Channel
    became: Became


@dataclass(frozen=True)
class Extract:
    """All that the register knows of a borrower."""

    person: BorrowerEntry = field(repr=False)
    noted_on: date | None
    cards: tuple[str, ...]
    loans: tuple[KnownLoan, ...]
    visits: tuple[KnownVisit, ...]
    bookings: tuple[KnownBooking, ...]
    reminders: tuple[KnownReminder, ...]
    looks: tuple[tuple[datetime, Look], ...]
    details_go_on: date | None
    """No day as long as something is out."""
    notes_go_on: date | None


def who_asks(db: Session, typed: str) -> list[BorrowerEntry]:
    """Whom a mobile, or the number of a slip or a card, leads to: a family shares a telephone.

    Raises NobodyAsked.
    """
    if is_own("".join(typed.split())):
        borrower = straight_to(db, typed)
        return list(names_of(db, [borrower]).values()) if borrower else []
    try:
        number = e164(typed)
    except (NotANumber, Malformed) as trouble:
        raise NobodyAsked from trouble
    theirs = select(BorrowerDetails.borrower_id).where(BorrowerDetails.mobile == number)
    found = names_of(db, list(db.scalars(theirs.limit(50))))
    return sorted(found.values(), key=lambda one: one.name)


def extract_of(db: Session, borrower: str) -> Extract:
    """Everything that is linked to a borrower now. Raises NoSuchBorrower."""
    person = person_with(db, borrower)
    settings = settings_of_operator(db)
    noted_on = db.scalar(
        select(BorrowerDetails.noted_on).where(BorrowerDetails.borrower_id == borrower)
    )
    loans = _loans(db, borrower)
    out = any(loan.ended_at is None for loan in loans)
    months, days = int(str(settings["erase_months"])), int(str(settings["note_days"]))
    return Extract(
        person=person,
        noted_on=noted_on,
        cards=tuple(cards_of(db, borrower)),
        loans=loans,
        visits=tuple(
            KnownVisit(*row)
            for row in db.execute(
                select(Visit.code, Visit.opened_at, Visit.under_18)
                .where(Visit.borrower_id == borrower)
                .order_by(Visit.opened_at)
            )
        ),
        bookings=_bookings(db, borrower),
        reminders=_reminders(db, borrower),
        looks=tuple(
            (row.at, row.what)
            for row in db.execute(
                select(LookedAt.at, LookedAt.what)
                .where(LookedAt.borrower_id == borrower)
                .order_by(LookedAt.at)
            )
        ),
        details_go_on=None if out else months_after(person.last_seen_on, months),
        notes_go_on=noted_on + timedelta(days=days) if noted_on else None,
    )


_WHAT = func.trim(Article.name + " " + Article.size)


def _loans(db: Session, borrower: str) -> tuple[KnownLoan, ...]:
    rows = db.execute(
        select(Loan, Visit.code)
        .join(Visit, Visit.id == Loan.visit_id)
        .where(Loan.borrower_id == borrower)
        .order_by(Loan.lent_at, Loan.id)
    ).all()
    things = things_of(db, [loan.article_id for loan, _ in rows])
    return tuple(
        KnownLoan(
            article=f"{things[loan.article_id].name} {things[loan.article_id].size}".strip(),
            code=things[loan.article_id].code,
            slip=slip,
            lent_at=loan.lent_at,
            due_on=loan.due_on,
            ended_at=loan.ended_at,
            ending=loan.ending,
        )
        for loan, slip in rows
    )


def _bookings(db: Session, borrower: str) -> tuple[KnownBooking, ...]:
    lines: dict[str, list[str]] = {}
    for booking, name, size, count in db.execute(
        select(BookingLine.booking_id, Category.name, BookingLine.size, BookingLine.count)
        .join(Category, Category.id == BookingLine.category_id)
        .join(Booking, Booking.id == BookingLine.booking_id)
        .where(Booking.borrower_id == borrower)
        .order_by(BookingLine.id)
    ):
        lines.setdefault(booking, []).append(f"{count} {name} {size}".strip())
    theirs = select(Booking).where(Booking.borrower_id == borrower).order_by(Booking.from_on)
    return tuple(
        KnownBooking(one.code, one.from_on, one.until_on, one.state, tuple(lines.get(one.id, ())))
        for one in db.scalars(theirs)
    )


def _reminders(db: Session, borrower: str) -> tuple[KnownReminder, ...]:
    rows = db.execute(
        select(_WHAT, Reminder.sent_at, Reminder.channel, Reminder.became)
        .join(Loan, Loan.id == Reminder.loan_id)
        .join(Article, Article.id == Loan.article_id)
        .where(Loan.borrower_id == borrower)
        .order_by(Reminder.sent_at, Reminder.id)
    )
    return tuple(KnownReminder(*row) for row in rows)
