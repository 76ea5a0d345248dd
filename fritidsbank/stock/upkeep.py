"""When a safety check is due, and all that an article needs by itself, as it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from json import loads
from typing import Any

from fritidsbank.stock.care_plans import DueCare, care_due, plans_written
from fritidsbank.stock.tick_lists import Point, points_of, points_written

SERVICE_DUE = "service_due_on"
"""The attribute with the last day but one: from it on, the service must have been done."""
INFLATABLE = "inflatable"


def next_check_on(
    attributes: Mapping[str, Any], every_days: int | None, *, looked_at_on: date, from_on: date
) -> date | None:
    """From which day on an article is looked at before it goes out again; None: none.

    `looked_at_on` is when a check last said "ok", or else when it was registered, which is
    `from_on`. An inflatable vest without a day for its service is due at once.
    """
    days = [looked_at_on + timedelta(days=every_days)] if every_days else []
    service = service_day(attributes)
    if service is not None:
        days.append(service)
    elif attributes.get(INFLATABLE) is True:
        days.append(from_on)
    return min(days, default=None)


def next_check_lent(
    before: int | None, *, every_loans: int | None, times_lent: int, looked_at: bool
) -> int | None:
    """After how many loans in all it is looked at again; `looked_at`: it has just been."""
    if every_loans is None:
        return None
    return times_lent + every_loans if looked_at or before is None else before


def service_day(attributes: Mapping[str, Any]) -> date | None:
    """The day for the next service that somebody has written down."""
    written = attributes.get(SERVICE_DUE)
    return date.fromisoformat(written) if written else None


def asks_service_day(attributes: Mapping[str, Any]) -> bool:
    """Whether such an article has to have a day for its next service."""
    return attributes.get(INFLATABLE) is True or SERVICE_DUE in attributes


def is_check_due(
    due_on: date | None, due_lent: int | None, *, times_lent: int, today: date
) -> bool:
    """Whether it is looked at before it goes out: on that day already, not the day after."""
    return (due_on is not None and due_on <= today) or (
        due_lent is not None and times_lent >= due_lent
    )


@dataclass(frozen=True)
class Upkeep:
    """What an article needs by itself. Lists are texts as they are kept, read when asked."""

    due_on: date | None = None
    due_lent: int | None = None
    times_lent: int = 0
    signed: bool = False
    checks: str = "[]"
    plans: str = "[]"
    attributes: str = "{}"
    cared: str = "{}"

    def is_due(self, today: date) -> bool:
        """Whether its safety check is due, wherever it is."""
        return is_check_due(self.due_on, self.due_lent, times_lent=self.times_lent, today=today)

    @property
    def known(self) -> Mapping[str, Any]:
        """Its attributes."""
        return _object(self.attributes)

    @property
    def points(self) -> tuple[Point, ...]:
        """What a safety check looks at; nothing where its category has no list."""
        points = points_written(self.checks)
        return points_of(points, self.known) if points else ()

    @property
    def cared_for(self) -> Mapping[str, Any]:
        """When each plan was last done."""
        return _object(self.cared)

    def care(self, today: date) -> tuple[DueCare, ...]:
        """The care that is due."""
        plans = plans_written(self.plans)
        if not plans:
            return ()
        return care_due(plans, self.known, self.cared_for, times_lent=self.times_lent, today=today)


@lru_cache(maxsize=1_024)
def _object(text: str) -> Mapping[str, Any]:
    read: dict[str, Any] = loads(text)
    return read
