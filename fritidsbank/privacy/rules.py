"""Words of privacy: why somebody was forgotten, and what a look at a borrower was for."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum


class Cause(StrEnum):
    """Why personal details were deleted."""

    REQUEST = "request"
    RETENTION = "retention"
    MERGED = "merged"  # a second entry of somebody whose first one stays
    REPLAYED = "replayed"  # again, after a restore of an older copy


class Look(StrEnum):
    """What somebody looked at, or took out of the register."""

    PAGE = "page"
    SHOWN = "shown"  # on a list to call or write from, in a search, with a booking, at the counter
    LAST_BORROWER = "last_borrower"  # who had an article last
    EXTRACT = "extract"
    PUBLIC_RECORD = "public_record"


LEAP = timedelta(days=60)
"""A clock that has gone so far since retention last ran may be wrong: it waits for a day."""


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last one that month has."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one that month has."""
    return months_before(day, -months)
