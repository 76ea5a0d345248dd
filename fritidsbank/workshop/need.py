"""What to mend first, and why: the order of the queue, and the reason that is said.

What is wished for and stands on no shelf comes before what is in season, that before safety, care
that is due, and age. Several reasons count together: of two things in season, the helmet is first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from fritidsbank.stock.catalogue import IN_SEASON

WISHED_WITHIN = timedelta(days=30)
"""Who asked for it longer ago has borrowed something else."""
SOON = timedelta(days=30)
"""So long before a season its things are mended: they are asked for on its first day."""


class Need(StrEnum):
    """Why something is mended before something else, the weightiest first."""

    WISHED = "wished"  # in that very size
    WISHED_ANY = "wished_any"  # whatever size it has
    SEASON = "season"
    SOON = "soon"
    SAFETY = "safety"
    CARE = "care"
    AGE = "age"


_WEIGHT = {need: 1 << place for place, need in enumerate(reversed(Need))}
# A wish weighs the same, whether somebody has asked for the size or not.
_WEIGHT[Need.WISHED_ANY] = _WEIGHT[Need.WISHED]


class Waiting(NamedTuple):
    """An article that waits to be mended, as far as its turn depends on it."""

    article: int
    category: int
    size: str
    since: datetime
    season: str
    safety: bool
    care: bool = False


@dataclass(frozen=True)
class Demand:
    """What was wished for lately, and what could be lent at once; both as (category, size).

    A wish with an empty size is for any.
    """

    wished: frozenset[tuple[int, str]]
    on_shelf: frozenset[tuple[int, str]]

    def unmet(self, category: int, size: str) -> Need | None:
        """Whether somebody asked for it while nothing like it stands on the shelf."""
        if (category, size) in self.wished and size and (category, size) not in self.on_shelf:
            return Need.WISHED
        if (category, "") in self.wished and category not in self._there:
            return Need.WISHED_ANY
        return None

    @cached_property
    def _there(self) -> frozenset[int]:
        return frozenset(category for category, _ in self.on_shelf)


class Turn(NamedTuple):
    """An article with its place in the queue: the smallest comes first."""

    weight: int
    since: datetime
    article: int
    need: Need


def season_need(season: str, today: date) -> Need | None:
    """Whether a season is now, or begins soon."""
    months = IN_SEASON.get(season, frozenset())
    if today.month in months:
        return Need.SEASON
    return Need.SOON if (today + SOON).month in months else None


def needs_of(waiting: Waiting, demand: Demand, today: date) -> list[Need]:
    """All reasons to mend it, the weightiest first; its age is always one."""
    found = (
        demand.unmet(waiting.category, waiting.size),
        season_need(waiting.season, today),
        Need.SAFETY if waiting.safety else None,
        Need.CARE if waiting.care else None,
        Need.AGE,
    )
    return [need for need in found if need]


def in_order(waiting: Iterable[Waiting], demand: Demand, today: date) -> list[Turn]:
    """The queue: what is needed most comes first, and what is needed alike in order of age."""
    return sorted(_turn(one, demand, today) for one in waiting)


def _turn(waiting: Waiting, demand: Demand, today: date) -> Turn:
    needs = needs_of(waiting, demand, today)
    weight = sum(_WEIGHT[need] for need in needs)
    return Turn(-weight, waiting.since, waiting.article, needs[0])
