"""A day that is closed after all: what was booked from then on begins on the next open day."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.bookings.availability import hold_still, kinds_of
from fritidsbank.bookings.models import Booking, BookingLine
from fritidsbank.bookings.queries import promised
from fritidsbank.bookings.rules import AHEAD, expires_on
from fritidsbank.branches.queries import calendar_of, settings_of_operator
from fritidsbank.branches.rules import OpeningCalendar


@dataclass(frozen=True)
class _Moving:
    calendar: OpeningCalendar
    hold_days: int
    today: date


def move_bookings_on(db: Session, branch: int, today: date) -> int:
    """No booking begins, ends or expires on a closed day any more; how many begin later.

    Due days have moved on, too, and may be in the way of a booking that is fetched on an open day:
    it then begins an open day later. Call it after the due days were put off.
    """
    hold_days = settings_of_operator(db)["hold_days"]
    assert isinstance(hold_days, int)
    moving = _Moving(calendar_of(db, branch, today), hold_days, today)
    bookings = promised(db, branch)
    was = {booking.id: booking.from_on for booking in bookings}
    for booking in bookings:
        _move(booking, booking.from_on, moving)
    db.flush()
    categories = set(
        db.scalars(
            select(BookingLine.category_id)
            .join(Booking, Booking.id == BookingLine.booking_id)
            .where(Booking.branch_id == branch, Booking.ended_at.is_(None))
        )
    )
    hold_still(db, categories)
    for category in sorted(categories):
        _make_room(db, branch, category, bookings, moving)
    moved = [booking for booking in bookings if booking.from_on != was[booking.id]]
    for booking in moved:
        booking.moved_from = booking.moved_from or was[booking.id]
        booking.edition += 1
    db.flush()
    return len(moved)


def _move(booking: Booking, first: date, moving: _Moving) -> None:
    if first >= moving.today:
        booking.from_on = moving.calendar.open_day_from(first)
    booking.until_on = max(booking.from_on, moving.calendar.open_day_from(booking.until_on))
    if booking.expires_on >= moving.today:
        later = expires_on(booking.from_on, booking.until_on, moving.hold_days, moving.calendar)
        booking.expires_on = max(moving.calendar.open_day_from(booking.expires_on), later)
        booking.expires_on = min(booking.expires_on, booking.until_on)


def _make_room(
    db: Session, branch: int, category: int, bookings: list[Booking], moving: _Moving
) -> None:
    """Whoever booked last begins an open day later, as long as that helps."""
    lines = select(BookingLine.booking_id).where(BookingLine.category_id == category)
    theirs = set(db.scalars(lines))
    at = {"calendar": moving.calendar, "today": moving.today}
    for _ in range(len(bookings) * 4):
        supply = kinds_of(db, branch, [category], **at)[category].supply  # type: ignore[arg-type]
        days = sorted(supply.turns(moving.today, moving.today + 2 * AHEAD))
        short = next((day for day in days if supply.short_on(day)), None)
        begins = [one for one in bookings if one.id in theirs and one.from_on == short]
        if short is None or not begins:
            return
        last = max(begins, key=lambda one: (one.created_at, one.id))
        _move(last, short + timedelta(days=1), moving)
        db.flush()
