"""Looking up bookings: one with its lines, those of a day, whose an article is."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from fritidsbank.bookings.models import Booking, BookingLine
from fritidsbank.bookings.rules import PUT_ASIDE_FROM
from fritidsbank.refusals import N_, NotFound
from fritidsbank.stock.models import Hold
from fritidsbank.stock.queries import Thing


@dataclass(eq=False)
class NoSuchBooking(NotFound):
    """The id or the number leads nowhere."""

    message = N_("That booking is not in the register.")


@dataclass(frozen=True)
class Progress:
    """A line of a booking, and how far it has come."""

    id: int
    booking: str
    category: int
    size: str
    count: int
    fetched: int
    held: int

    @property
    def missing(self) -> int:
        """How many are still to be found."""
        return max(0, self.count - self.fetched - self.held)


@dataclass(frozen=True)
class Claim:
    """The line of somebody's booking that an article would fulfil."""

    booking: str
    line: int
    size: str
    from_on: date
    until_on: date
    is_held: bool


_HELD = (
    select(func.count())
    .where(Hold.line_id == BookingLine.id)
    .correlate(BookingLine)
    .scalar_subquery()
)
_MISSING = BookingLine.count - BookingLine.fetched - _HELD


def booking_with(db: Session, booking: str) -> Booking:
    """The booking with that id. Raises NoSuchBooking."""
    found = db.get(Booking, booking)
    if found is None:
        raise NoSuchBooking
    return found


def booking_held(db: Session, booking: str) -> Booking:
    """The booking as it is now; nobody else fills or ends it until this unit of work does.

    Raises NoSuchBooking.
    """
    held = select(Booking).where(Booking.id == booking)
    if db.get_bind().dialect.name == "postgresql":
        held = held.with_for_update()
    found = db.scalar(held.execution_options(populate_existing=True))
    if found is None:
        raise NoSuchBooking
    return found


def booking_coded(db: Session, code: str) -> Booking:
    """The booking whose slip bears that number. Raises NoSuchBooking."""
    found = db.scalar(select(Booking).where(Booking.code == code))
    if found is None:
        raise NoSuchBooking
    return found


def progress_of(db: Session, bookings: list[str]) -> dict[str, list[Progress]]:
    """The lines of these bookings in the order in which they were made."""
    found: dict[str, list[Progress]] = {booking: [] for booking in bookings}
    rows = db.execute(
        select(
            BookingLine.id,
            BookingLine.booking_id,
            BookingLine.category_id,
            BookingLine.size,
            BookingLine.count,
            BookingLine.fetched,
            _HELD,
        )
        .where(BookingLine.booking_id.in_(bookings))
        .order_by(BookingLine.id)
    )
    for row in rows:
        found[row[1]].append(Progress(*row))
    return found


def put_aside_for(db: Session, booking: str) -> dict[int, int]:
    """What is put aside for a booking: the line of each article."""
    rows = db.execute(select(Hold.article_id, Hold.line_id).where(Hold.booking_id == booking))
    return {article: line for article, line in rows}  # noqa: C416 - rows are no pairs to mypy


def promised(db: Session, branch: int) -> list[Booking]:
    """All that a branch has promised, what is fetched first on top."""
    return list(
        db.scalars(
            select(Booking)
            .where(Booking.branch_id == branch, Booking.ended_at.is_(None))
            .order_by(Booking.from_on, Booking.created_at, Booking.id)
        )
    )


def claim_of(db: Session, borrower: str, thing: Thing, *, branch: int, today: date) -> Claim | None:
    """What the borrower has booked that the thing would fulfil: put aside, or still missing.

    What is not put aside counts from the first day of the booking on. A line of the very size
    comes before one of any size.
    """
    row = db.execute(
        select(
            Booking.id,
            BookingLine.id,
            BookingLine.size,
            Booking.from_on,
            Booking.until_on,
            Hold.article_id.is_not(None),
        )
        .join(BookingLine, BookingLine.booking_id == Booking.id)
        .outerjoin(Hold, (Hold.line_id == BookingLine.id) & (Hold.article_id == thing.id))
        .where(
            Booking.borrower_id == borrower,
            Booking.branch_id == branch,
            Booking.ended_at.is_(None),
            BookingLine.category_id == thing.category_id,
            BookingLine.size.in_({thing.size, ""}),
            Hold.article_id.is_not(None) | ((_MISSING > 0) & (Booking.from_on <= today)),
        )
        .order_by(
            Hold.article_id.is_(None),
            case((BookingLine.size == "", 1), else_=0),
            Booking.from_on,
            BookingLine.id,
        )
        .limit(1)
    ).first()
    if row is None or (thing.held_for is not None and not row[5]):
        return None
    return Claim(*row)


def waits_for(db: Session, booking: str) -> tuple[str, date]:
    """For which slip and from which day on something waits; never for whom."""
    row = db.execute(select(Booking.code, Booking.from_on).where(Booking.id == booking)).one()
    return row.code, row.from_on


def slip_waiting_for(db: Session, thing: Thing, *, branch: int, today: date) -> str | None:
    """The slip of the next booking that still misses such an article, if it is fetched soon."""
    return db.scalar(
        select(Booking.code)
        .join(BookingLine, BookingLine.booking_id == Booking.id)
        .where(
            Booking.branch_id == branch,
            Booking.ended_at.is_(None),
            Booking.from_on <= today + PUT_ASIDE_FROM,
            Booking.expires_on >= today,
            BookingLine.category_id == thing.category_id,
            BookingLine.size.in_({thing.size, ""}),
            _MISSING > 0,
        )
        .order_by(Booking.from_on, case((BookingLine.size == "", 1), else_=0), Booking.id)
        .limit(1)
    )
