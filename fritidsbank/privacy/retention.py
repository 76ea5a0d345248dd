"""What a rule of retention ("gallring") is made of. A rule is data: no rule runs by itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from fritidsbank.branches.rules import LIMITS
from fritidsbank.clock import local_day, local_moment
from fritidsbank.privacy.rules import months_before

Key = int | str
Found = list[tuple[Key, Key]]
"""What is to be done next: each with its position, by which the rest is found later."""


@dataclass(frozen=True)
class Reach:
    """How far back a rule reaches in this run, and by which decision."""

    before: datetime
    now: datetime
    folder: Path
    decision: str = ""


@dataclass(frozen=True)
class Work:
    """One kind of row that a rule reaches.

    `find` only reads, and gives so many from a position on; `do` changes what was found, and asks
    of each once more whether it is due, since somebody may have been there between the two.
    """

    count: Callable[[Session, Reach], int]
    find: Callable[[Session, Reach, Key | None, int], Found]
    do: Callable[[Session, Reach, list[Key]], int]


@dataclass(frozen=True)
class Rule:
    """A setting, the setting with the number of its decision, and what it does."""

    name: str
    setting: str
    title: str
    works: tuple[Work, ...]
    in_months: bool = False

    @property
    def decision(self) -> str:
        """The setting with the number of the decision ("gallringsbeslut", dnr)."""
        return decision_of(self.setting)

    def span(self, settings: Mapping[str, object]) -> int | None:
        """The days (or months) that hold; None when they are none that may be chosen."""
        chosen = settings.get(self.setting)
        if not isinstance(chosen, int) or isinstance(chosen, bool):
            return None
        return chosen if chosen in LIMITS[self.setting] else None

    def reach(self, settings: Mapping[str, object], folder: Path, *, now: datetime) -> Reach | None:
        """How far back it reaches now; None when the setting is none that may be chosen."""
        span = self.span(settings)
        if span is None:
            return None
        before = now - timedelta(days=span)
        if self.in_months:
            before = local_moment(months_before(local_day(now), span), time.min)
        return Reach(before, now, folder, str(settings.get(self.decision, "")))


def decision_of(setting: str) -> str:
    """The name of the setting that says by which decision another one was chosen."""
    return f"{setting.rpartition('_')[0]}_decision"
