"""Moments as whole seconds, and as the text that both databases read.

A year has a hundred thousand of them: whole numbers are made and compared in no time.
"""

from datetime import UTC, date, datetime
from functools import cache

DAY = 86_400
HOUR = 3_600
MINUTE = 60

_EPOCH = date(1970, 1, 1).toordinal()
_MINUTES = tuple(f" {hour:02}:{minute:02}:" for hour in range(24) for minute in range(60))
_SECONDS = tuple(f"{second:02}.000000" for second in range(60))


def seconds_of(moment: datetime) -> int:
    """The moment as seconds since 1970."""
    return int(moment.timestamp())


def moment_of(seconds: int) -> datetime:
    """The other way round."""
    return datetime.fromtimestamp(seconds, UTC)


def written(seconds: int) -> str:
    """The moment in UTC as SQLite keeps it, and as PostgreSQL reads it when its zone is UTC."""
    day, second = divmod(seconds, DAY)
    minute, second = divmod(second, MINUTE)
    return f"{_day(day)}{_MINUTES[minute]}{_SECONDS[second]}"


@cache
def _day(number: int) -> str:
    return date.fromordinal(_EPOCH + number).isoformat()
