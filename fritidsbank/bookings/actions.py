"""What is done with bookings: promise, change, put aside, hand out, and end."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind
from fritidsbank.bookings.availability import hold_still, kinds_of
from fritidsbank.bookings.models import Booking, BookingLine
from fritidsbank.bookings.queries import Progress, progress_of
from fritidsbank.bookings.rules import Asked, BookingState, Days, agreed, tidied
from fritidsbank.bookings.supply import (
    Piece,
    Promise,
    first_worse,
    free_again,
    least_free,
    without,
)
from fritidsbank.branches.queries import calendar_of, settings_of_operator
from fritidsbank.branches.rules import OpeningCalendar
from fritidsbank.clock import local_day
from fritidsbank.people.queries import NoSuchBorrower, is_known
from fritidsbank.refusals import N_, Refusal
from fritidsbank.stock.models import Article, Category, Hold
from fritidsbank.stock.numbers import next_code
from fritidsbank.stock.put_aside import release
from fritidsbank.stock.queries import NoSuchCategory
from fritidsbank.stock.wishes import NoSuchSize


@dataclass(eq=False)
class BookedUp(Refusal):
    """There are not so many on one of the days. `kind` is the code of the category."""

    day: date
    kind: str
    size: str
    wanted: int
    free: int

    message = N_("{kind} {size}: {wanted} wanted, {free} free on {day}. Take fewer, or other days.")


@dataclass(eq=False)
class BookingEnded(Refusal):
    """It was handed over, cancelled, or nobody came."""

    message = N_("That booking has ended. Make a new one.")


@dataclass(eq=False)
class BookingChanged(Refusal):
    """Two wrote at the same time; whoever comes second reads first."""

    message = N_("Somebody else has changed the booking meanwhile. Look at it once more.")


@dataclass(eq=False)
class MoreAreReady(Refusal):
    """Fewer are wanted than are put aside or fetched already."""

    kind: str
    size: str
    ready: int

    message = N_("{kind} {size}: {ready} are put aside or fetched. Put some back first.")


@dataclass(eq=False)
class AsideNeeded(Refusal):
    """Put aside for later days than before, it would be missing for somebody in between."""

    day: date

    message = N_(
        "Somebody else needs what is put aside on {day}. Put it back first, or choose other days."
    )


def book(
    db: Session,
    borrower: str,
    asked: list[Asked],
    from_on: date,
    until_on: date,
    *,
    branch: int,
    now: datetime,
    id_: str = "",
) -> Booking:
    """Promise so many of these kinds for these days; what is promised under that id is it already.

    Raises BookedUp, NoSuchBorrower, NoSuchCategory, NoSuchSize, and the refusals of `rules`.
    """
    today = local_day(now)
    if not is_known(db, borrower):
        raise NoSuchBorrower
    wanted = tidied(asked)
    codes = _codes_of(db, wanted)
    calendar = calendar_of(db, branch, today)
    days = _agreed(db, from_on, until_on, calendar, today)
    hold_still(db, codes, articles=True)  # a form that is sent twice at once waits for itself here
    before = db.get(Booking, id_) if id_ else None
    if before is not None and before.ended_at is None:
        return before
    _refuse_overbooking(db, wanted, days, codes, branch=branch, calendar=calendar, today=today)
    booking = Booking(
        id=str(uuid4()) if before or not id_ else id_,
        code=next_code(db, Kind.SLIP).digits,
        branch_id=branch,
        borrower_id=borrower,
        from_on=days.from_on,
        until_on=days.until_on,
        expires_on=days.expires_on,
        created_at=now,
    )
    db.add(booking)
    db.flush()
    _write_lines(db, booking.id, wanted, {})
    return booking


def change(
    db: Session,
    booking: Booking,
    asked: list[Asked],
    from_on: date,
    until_on: date,
    *,
    edition: int,
    now: datetime,
) -> Booking:
    """Other things or other days, in place of what was promised.

    Raises BookingEnded, BookingChanged, MoreAreReady, and the refusals of `book`.
    """
    refuse_ended(booking)
    if booking.edition != edition:
        raise BookingChanged
    today = local_day(now)
    wanted = tidied(asked)
    codes = _codes_of(db, wanted)
    before = {
        (line.category, line.size): line for line in progress_of(db, [booking.id])[booking.id]
    }
    _refuse_too_few(db, wanted, before)
    calendar = calendar_of(db, booking.branch_id, today)
    if (from_on, until_on) == (booking.from_on, booking.until_on):
        # Who comes a day late changes what they take, not when.
        days = Days(from_on, until_on, booking.expires_on)
    else:
        days = _agreed(db, from_on, until_on, calendar, today)
    codes |= _codes_of(db, [Asked(line.category, "", 0) for line in before.values()])
    missing = [
        Asked(one.category, one.size, one.count - _ready(before.get((one.category, one.size))))
        for one in wanted
    ]
    as_it_is = _as_it_is(db, booking, list(before.values()), days.until_on, calendar)
    _refuse_overbooking(
        db,
        missing,
        days,
        codes,
        branch=booking.branch_id,
        calendar=calendar,
        today=today,
        instead_of=as_it_is,
    )
    booking.from_on, booking.until_on = days.from_on, days.until_on
    booking.expires_on, booking.moved_from = days.expires_on, None
    booking.edition += 1
    _write_lines(db, booking.id, wanted, before)
    end_when_fetched(db, booking, now=now)
    return booking


def cancel(db: Session, booking: Booking, *, now: datetime) -> None:
    """Nobody will come for it, or for the rest of it. Raises BookingEnded."""
    refuse_ended(booking)
    _end(db, booking, _how_far(db, booking, BookingState.CANCELLED), now=now)


def expire(db: Session, *, now: datetime) -> int:
    """What nobody came for goes back to the shelves; how many bookings that were."""
    late = list(
        db.scalars(
            select(Booking).where(Booking.ended_at.is_(None), Booking.expires_on < local_day(now))
        )
    )
    for booking in late:
        _end(db, booking, _how_far(db, booking, BookingState.EXPIRED), now=now)
    return len(late)


def refuse_ended(booking: Booking) -> None:
    """Only what is promised can be changed. Raises BookingEnded."""
    if booking.ended_at is not None:
        raise BookingEnded


def end_when_fetched(db: Session, booking: Booking, *, now: datetime) -> None:
    """The last of it has gone out."""
    lines = progress_of(db, [booking.id])[booking.id]
    if all(line.fetched >= line.count for line in lines):
        _end(db, booking, BookingState.HANDED_OVER, now=now)


def _agreed(
    db: Session, from_on: date, until_on: date, calendar: OpeningCalendar, today: date
) -> Days:
    hold_days = settings_of_operator(db)["hold_days"]
    assert isinstance(hold_days, int)
    return agreed(from_on, until_on, hold_days=hold_days, calendar=calendar, today=today)


def _codes_of(db: Session, wanted: list[Asked]) -> dict[int, str]:
    """The codes of the categories. Raises NoSuchCategory, NoSuchSize."""
    ids = {one.category for one in wanted}
    found = {
        category.id: category
        for category in db.scalars(select(Category).where(Category.id.in_(ids)))
        if category.parent_id is not None
    }
    for one in wanted:
        if one.category not in found:
            raise NoSuchCategory
        if one.size and one.size not in found[one.category].sizes:
            raise NoSuchSize(one.size[:20])
    return {category: found[category].code for category in ids}


def _refuse_overbooking(
    db: Session,
    wanted: list[Asked],
    days: Days,
    codes: dict[int, str],
    *,
    branch: int,
    calendar: OpeningCalendar,
    today: date,
    instead_of: dict[int, list[Piece | Promise]] | None = None,
) -> None:
    """`instead_of`: what must be added to each category for the booking as it was not to be."""
    hold_still(db, codes, articles=True)
    kinds = kinds_of(db, branch, codes, calendar=calendar, today=today)
    free_on = free_again(days.until_on, calendar)
    # What was promised for today stays so; days that are over are nobody's any more.
    first = max(days.from_on, today)
    beside = {
        category: kind.supply.also(*(instead_of or {}).get(category, ()))
        for category, kind in kinds.items()
    }
    for category, changes in (instead_of or {}).items():
        # What is put aside stays away from its old last day on, long before the new first day.
        since = min((each.from_on for each in changes if isinstance(each, Piece)), default=first)
        since = max(since, today)
        before = kinds[category].supply
        if since < first and (day := first_worse(before, beside[category], since, first)):
            raise AsideNeeded(day)
    for one in wanted:
        before = kinds[one.category].supply
        more = beside[one.category].also(Promise(one.size, one.count, days.from_on, free_on))
        if first < free_on and first_worse(before, more, first, free_on) is not None:
            free, day = least_free(beside[one.category], one.size, first, free_on)
            raise BookedUp(day, codes[one.category], one.size, one.count, free)
        beside[one.category] = more


def _as_it_is(
    db: Session,
    booking: Booking,
    lines: list[Progress],
    until_on: date,
    calendar: OpeningCalendar,
) -> dict[int, list[Piece | Promise]]:
    """What takes a booking out of its categories; what is put aside stays so, until a new day."""
    changes: dict[int, list[Piece | Promise]] = {line.category: [] for line in lines}
    was_free, free_on = free_again(booking.until_on, calendar), free_again(until_on, calendar)
    for line in lines:
        gone = Promise(line.size, -line.missing, booking.from_on, was_free)
        changes[line.category].append(gone)
    if was_free < free_on:
        held = (
            select(Article.category_id, Article.size)
            .join(Hold, Hold.article_id == Article.id)
            .where(Hold.booking_id == booking.id)
        )
        for category, size in db.execute(held):
            changes.setdefault(category, []).append(without(size, was_free, free_on))
    return changes


def _refuse_too_few(
    db: Session, wanted: list[Asked], before: dict[tuple[int, str], Progress]
) -> None:
    counts = {(one.category, one.size): one.count for one in wanted}
    for key, line in before.items():
        ready = _ready(line)
        if counts.get(key, 0) < ready:
            raise MoreAreReady(db.get_one(Category, line.category).code, line.size, ready)


def _how_far(db: Session, booking: Booking, otherwise: BookingState) -> BookingState:
    """What of it has gone out has been handed over, whatever becomes of the rest."""
    some = any(line.fetched for line in progress_of(db, [booking.id])[booking.id])
    return BookingState.HANDED_OVER if some else otherwise


def _ready(line: Progress | None) -> int:
    return line.fetched + line.held if line else 0


def _write_lines(
    db: Session, booking: str, wanted: list[Asked], before: dict[tuple[int, str], Progress]
) -> None:
    kept = {(one.category, one.size): one.count for one in wanted}
    for key, line in before.items():
        if key in kept:
            db.get_one(BookingLine, line.id).count = kept[key]
        else:
            db.delete(db.get_one(BookingLine, line.id))
    for one in wanted:
        if (one.category, one.size) not in before:
            db.add(
                BookingLine(
                    booking_id=booking,
                    category_id=one.category,
                    size=one.size,
                    count=one.count,
                )
            )
    db.flush()


def _end(db: Session, booking: Booking, state: BookingState, *, now: datetime) -> None:
    booking.state, booking.ended_at = state, now
    booking.edition += 1
    release(db, list(db.scalars(select(Hold.article_id).where(Hold.booking_id == booking.id))))
    db.flush()
