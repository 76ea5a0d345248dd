"""The hold shelf: what is put aside for a booking, and what of it has gone out."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from fritidsbank.bookings.actions import end_when_fetched, refuse_ended
from fritidsbank.bookings.availability import missed_on
from fritidsbank.bookings.models import Booking, BookingLine
from fritidsbank.bookings.queries import Claim, Progress, progress_of
from fritidsbank.bookings.rules import BookingState
from fritidsbank.branches.queries import calendar_of
from fritidsbank.clock import local_day
from fritidsbank.refusals import N_, Refusal
from fritidsbank.schema import rows_changed
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Hold
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import Stop


@dataclass(eq=False)
class NotWanted(Refusal):
    """The booking wants no such article, or has enough of them."""

    message = N_("The booking misses nothing like it. Put it back on its shelf.")


@dataclass(eq=False)
class AsideAlready(Refusal):
    """Scanned twice."""

    message = N_("It is put aside for this booking already.")


@dataclass(eq=False)
class CannotStandAside(Refusal):
    """It may not go out now, so it waits for nobody."""

    why: str

    message = N_("It cannot go out just now, so take another one.")


@dataclass(eq=False)
class NeededBefore(Refusal):
    """Put aside from today on, it would be missing for somebody before."""

    day: date

    message = N_("Somebody else needs it on {day}. Take another one, or put it aside later.")


def put_aside(db: Session, booking: Booking, thing: Thing, *, signed: Signature) -> Progress:
    """The thing waits on the hold shelf for the booking; the line that it goes to.

    Raises BookingEnded, AsideAlready, CannotStandAside, NotWanted, NeededBefore.
    """
    refuse_ended(booking)
    if thing.held_for == booking.id:
        raise AsideAlready
    today = local_day(signed.at)
    stops = thing.verdicts(at_branch=booking.branch_id, today=today).stops
    if stops or thing.spot.branch != booking.branch_id:
        raise CannotStandAside(stops[0].value if stops else Stop.IN_TRANSIT.value)
    line = _line_for(db, booking, thing)
    needed_on = missed_on(
        db,
        thing,
        booking.until_on,
        calendar=calendar_of(db, booking.branch_id, today),
        today=today,
        for_line=(line.size, booking.from_on, booking.until_on),
    )
    if needed_on is not None:
        raise NeededBefore(needed_on)
    _hold(db, booking.id, line.id, thing.id, signed)
    return line


def put_back(db: Session, booking: Booking, article: int) -> bool:
    """The article waits for nobody any more; whether it did."""
    released = db.execute(
        delete(Hold).where(Hold.booking_id == booking.id, Hold.article_id == article),
        execution_options={"synchronize_session": False},
    )
    return rows_changed(released) == 1


def fetch(db: Session, claim: Claim, *, visit: str, now: datetime) -> None:
    """An article of the line has gone out to whoever booked it. Call it after the check-out."""
    db.execute(
        update(BookingLine)
        .where(BookingLine.id == claim.line)
        .values(fetched=BookingLine.fetched + 1),
        execution_options={"synchronize_session": False},
    )
    booking = db.get_one(Booking, claim.booking)
    # A group's visit stays: what is missing is counted from it.
    booking.visit_id = booking.visit_id or visit
    end_when_fetched(db, booking, now=now)


def unfetch(db: Session, line: int, article: int, *, was_held: bool, signed: Signature) -> None:
    """The check-out of that article is undone: it is still to be fetched."""
    row = db.get_one(BookingLine, line, populate_existing=True)
    booking = db.get_one(Booking, row.booking_id)
    if row.fetched == 0:
        return
    # Whoever took a part and cancelled the rest has given up the promise: others have it now.
    was_whole = not any(
        each.count > each.fetched for each in progress_of(db, [booking.id])[booking.id]
    )
    row.fetched -= 1
    in_time = local_day(signed.at) <= booking.expires_on
    if booking.state is BookingState.HANDED_OVER and was_whole and in_time:
        booking.state, booking.ended_at = BookingState.BOOKED, None
    db.flush()
    if was_held and booking.ended_at is None:
        _hold(db, booking.id, line, article, signed)


def _line_for(db: Session, booking: Booking, thing: Thing) -> Progress:
    """The line that misses such a thing; its very size first. Raises NotWanted."""
    fitting = [
        line
        for line in progress_of(db, [booking.id])[booking.id]
        if line.category == thing.category_id and line.size in {thing.size, ""} and line.missing
    ]
    if not fitting:
        raise NotWanted
    return min(fitting, key=lambda line: line.size == "")


def _hold(db: Session, booking: str, line: int, article: int, signed: Signature) -> None:
    db.add(
        Hold(
            article_id=article,
            booking_id=booking,
            line_id=line,
            since_at=signed.at,
            account_id=signed.account,
        )
    )
    db.flush()
