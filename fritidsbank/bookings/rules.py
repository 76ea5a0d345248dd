"""Words of bookings: how far one has come, its days, and how many articles one may be about."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import NAMESPACE_OID, uuid5

from fritidsbank.branches.rules import OpeningCalendar
from fritidsbank.refusals import Malformed, N_, Refusal

MOST_ARTICLES = 150
"""A whole school day fits; beyond it somebody has typed one digit too many."""
AHEAD = timedelta(days=366)
LONGEST = timedelta(days=186)
MOVED_AT_MOST = timedelta(days=7)
"""So far a day is moved on when the door is closed; beyond it somebody has to choose another."""
PUT_ASIDE_FROM = timedelta(days=7)
"""What comes back is put aside at once for whoever fetches it within these days."""


class BookingState(StrEnum):
    """How far a booking has come. Whether all of it is put aside is counted, never kept."""

    BOOKED = "booked"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"
    EXPIRED = "expired"  # nobody came for it


PROMISED = frozenset({BookingState.BOOKED})
"""What waits for somebody, and is nobody else's meanwhile: exactly what has not ended."""


@dataclass(frozen=True)
class Asked:
    """So many of a category, by its id, in a size; "" is any size."""

    category: int
    size: str
    count: int


@dataclass(frozen=True)
class Days:
    """From when until when, and until when it stays put aside: open days all."""

    from_on: date
    until_on: date
    expires_on: date


@dataclass(eq=False)
class BadDays(Malformed):
    """In the past, the wrong way round, years away, or for half a year and more."""

    message = N_(
        "Choose days from today on, at most a year ahead and for half a year, the first day first."
    )


@dataclass(eq=False)
class ClosedForWeeks(Refusal):
    """The door is closed then, and for longer than anybody would guess."""

    day: date
    next_open: date

    message = N_("We are closed on {day} and open next on {next_open}. Choose another day.")


@dataclass(eq=False)
class ClosedAtTheEnd(ClosedForWeeks):
    """The same of the last day, so that it is said beside that one."""

    message = N_(
        "We are closed on {day}, when it comes back, and open next on {next_open}."
        " Choose another day."
    )


@dataclass(eq=False)
class ClosedForGood(Refusal):
    """No open day within a year."""

    day: date

    message = N_("There is no open day from {day} on. Look at the opening hours first.")


@dataclass(eq=False)
class NothingAsked(Malformed):
    """A booking of nothing."""

    message = N_("Write at least one category and how many.")


@dataclass(eq=False)
class TooMany(Malformed):
    """More than anybody carries."""

    most: int

    message = N_("At most {most} articles in one booking.")


def id_by_form(page: str, *written: object) -> str:
    """The id of what a page's form asks for: the same when it is sent twice, as it was.

    "" is none: whoever sent no page may send it as often as they like.
    """
    return str(uuid5(NAMESPACE_OID, repr((page, *written)))) if page else ""


def agreed(
    from_on: date, until_on: date, *, hold_days: int, calendar: OpeningCalendar, today: date
) -> Days:
    """The days of a booking, moved on where the door is closed for a few days.

    Raises BadDays, ClosedForWeeks, ClosedAtTheEnd, ClosedForGood.
    """
    in_order = today <= from_on <= until_on
    if not in_order or from_on > today + AHEAD or until_on > from_on + LONGEST:
        raise BadDays
    first = _open_day(from_on, calendar, ClosedForWeeks)
    last = max(first, _open_day(until_on, calendar, ClosedAtTheEnd))
    return Days(first, last, expires_on(first, last, hold_days, calendar))


def expires_on(from_on: date, until_on: date, hold_days: int, calendar: OpeningCalendar) -> date:
    """Until when it stays put aside: so many days, and to the next open one."""
    return min(until_on, calendar.open_day_from(from_on + timedelta(days=hold_days)))


def tidied(asked: list[Asked]) -> list[Asked]:
    """Each category and size once, in the order in which they were named.

    Raises NothingAsked, TooMany.
    """
    counts: dict[tuple[int, str], int] = {}
    for one in asked:
        if one.count > 0:
            key = (one.category, one.size)
            counts[key] = counts.get(key, 0) + one.count
    if not counts:
        raise NothingAsked
    if sum(counts.values()) > MOST_ARTICLES:
        raise TooMany(MOST_ARTICLES)
    return [Asked(category, size, count) for (category, size), count in counts.items()]


def _open_day(day: date, calendar: OpeningCalendar, closed: type[ClosedForWeeks]) -> date:
    found = calendar.open_day_from(day)
    if not calendar.is_open(found):
        raise ClosedForGood(day)
    if found - day > MOVED_AT_MOST:
        raise closed(day, found)
    return found
