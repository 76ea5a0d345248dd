"""What to mend first, and why: the order of the queue, and the reason that is said.

What is wished for and stands on no shelf comes before what is in season, that before safety, care
that is due, and age. Several reasons count together: of two things in season, the helmet is first.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
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
    care: bool


Unmet = frozenset[tuple[int, str]]
"""What was wished for lately while nothing like it could be lent, as (category, size).

An empty size is any.
"""


class Turn(NamedTuple):
    """An article with its place in the queue: the smallest comes first."""

    weight: int
    since: datetime
    article: int
    need: Need


@lru_cache(maxsize=64)
def season_need(season: str, today: date) -> Need | None:
    """Whether a season is now, or begins soon."""
    months = IN_SEASON.get(season, frozenset())
    if today.month in months:
        return Need.SEASON
    return Need.SOON if (today + SOON).month in months else None


def wish_need(category: int, size: str, unmet: Unmet) -> Need | None:
    """Whether somebody has asked for such a thing in vain."""
    if size and (category, size) in unmet:
        return Need.WISHED
    return Need.WISHED_ANY if (category, "") in unmet else None


def needs_of(waiting: Waiting, unmet: Unmet, today: date) -> tuple[Need, ...]:
    """All reasons to mend it, the weightiest first; its age is always one."""
    return _needs(
        wish_need(waiting.category, waiting.size, unmet),
        season_need(waiting.season, today),
        waiting.safety,
        waiting.care,
    )


def in_order(waiting: Iterable[Waiting], unmet: Unmet, today: date) -> list[Turn]:
    """The queue: what is needed most comes first, and what is needed alike in order of age."""
    return sorted(_turn(one, needs_of(one, unmet, today)) for one in waiting)


def _turn(waiting: Waiting, needs: tuple[Need, ...]) -> Turn:
    return Turn(-_weight(needs), waiting.since, waiting.article, needs[0])


# There are few reasons and many things that wait for the same ones.
@lru_cache(maxsize=256)
def _needs(wish: Need | None, season: Need | None, safety: bool, care: bool) -> tuple[Need, ...]:  # noqa: FBT001 - a key
    found = (wish, season, Need.SAFETY if safety else None, Need.CARE if care else None, Need.AGE)
    return tuple(need for need in found if need)


@lru_cache(maxsize=256)
def _weight(needs: tuple[Need, ...]) -> int:
    return sum(_WEIGHT[need] for need in needs)
