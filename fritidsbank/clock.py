"""The only place that looks at a clock; everybody else is handed the moment."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """The present moment in UTC, to the millisecond that tablets count in."""
    moment = datetime.now(UTC)  # noqa: TID251 - this is the one place
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def local_day(moment: datetime) -> date:
    """The calendar day in Sweden at that moment."""
    return moment.astimezone(SWEDEN).date()


def local_moment(day: date, at: time) -> datetime:
    """That time of that day in Sweden, in UTC."""
    return datetime.combine(day, at, SWEDEN).astimezone(UTC)


def parse_moment(text: str) -> datetime:
    """Read an ISO 8601 moment; one without a zone is meant in Sweden. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=SWEDEN)
    return moment.astimezone(UTC)


def iso(moment: datetime) -> str:
    """The moment as machines write it: 2026-03-02T14:05:09.120Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
