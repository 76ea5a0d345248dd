"""Care that is due by itself: sharpening every ten loans, wax before the winter."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from json import loads
from typing import Any

from fritidsbank.stock.tick_lists import OTHER

AHEAD = timedelta(weeks=6)
"""So long before a season its care is due: the bench is busiest in October and November."""
SEASONS: Mapping[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "winter": ((12, 1), (3, 31)),
    "summer": ((5, 1), (8, 31)),
}
"""Month and day when a season of lending begins and ends."""


@dataclass(frozen=True)
class Plan:
    """One kind of care; its code is the code of the work at the bench.

    Due after so many loans, or before a season, or both. An article may have a number of loans of
    its own, as the attribute `sharpen_interval` for the plan `sharpen`. `fault` is the fault word
    under which it goes to the workshop.
    """

    code: str
    word: str
    word_en: str
    every_loans: int | None = None
    before: str = ""
    fault: str = ""

    def said(self, language: str) -> str:
        """Its words in a language."""
        return self.word_en if language == "en" else self.word

    def interval(self, attributes: Mapping[str, Any]) -> int | None:
        """After how many loans an article with these attributes needs it."""
        own = attributes.get(f"{self.code}_interval")
        return int(own) if own else self.every_loans

    def fault_among(self, faults: Collection[str]) -> str:
        """The fault word of its category for it."""
        named = [code for code in (self.fault, self.code) if code in faults]
        return named[0] if named else OTHER

    def as_json(self) -> dict[str, Any]:
        """As the column Category.plans keeps it."""
        told: dict[str, Any] = {"code": self.code, "word": self.word, "word_en": self.word_en}
        if self.every_loans:
            told["every_loans"] = self.every_loans
        if self.before:
            told["before"] = self.before
        if self.fault:
            told["fault"] = self.fault
        return told


@dataclass(frozen=True)
class DueCare:
    """A plan that is due. `loans` went by since it was last done; None when a season is coming."""

    plan: Plan
    loans: int | None


def read_plans(kept: Sequence[Mapping[str, Any]]) -> tuple[Plan, ...]:
    """The column Category.plans as plans."""
    return tuple(Plan(**plan) for plan in kept)


@lru_cache(maxsize=256)
def plans_written(text: str) -> tuple[Plan, ...]:
    """The same as a database keeps it; there are as many texts as categories."""
    return read_plans(loads(text))


def care_due(
    plans: Sequence[Plan],
    attributes: Mapping[str, Any],
    cared: Mapping[str, Sequence[Any]],
    *,
    times_lent: int,
    today: date,
) -> tuple[DueCare, ...]:
    """Which plans an article needs now; `cared` is the column Article.cared."""
    due = []
    for plan in plans:
        at_loan, on = cared.get(plan.code, (0, ""))
        loans, interval = times_lent - at_loan, plan.interval(attributes)
        if interval is not None and loans >= interval:
            due.append(DueCare(plan, loans))
        elif plan.before and is_before_season(plan.before, today, done_on=on):
            due.append(DueCare(plan, None))
    return tuple(due)


def is_before_season(season: str, today: date, *, done_on: str) -> bool:
    """Whether the season begins within six weeks or runs, and it was not done since the last one.

    `done_on` is a day as 2026-03-02, empty when it never was done.
    """
    (first_month, first_day), (last_month, last_day) = SEASONS[season]
    for year in (today.year, today.year + 1):
        ends = date(year, last_month, last_day)
        begins = date(year - (first_month > last_month), first_month, first_day)
        if begins - AHEAD <= today <= ends:
            last_one_ended = date(year - 1, last_month, last_day)
            return not done_on or date.fromisoformat(done_on) <= last_one_ended
    return False
