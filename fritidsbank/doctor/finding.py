"""What a check is, and what it says when something is not as it must be."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from fritidsbank.refusals import N_

MOST = 50
"""So many of a kind are told; whoever has more of them needs a backup, not a list."""

Facts = Iterable[Mapping[str, object]]


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it must be: ids and dates in a sentence, never a person's name.

    What is not `grave` is worth knowing and breaks nothing.
    """

    check: str
    message: str
    facts: Mapping[str, object]
    grave: bool = True

    def __str__(self) -> str:
        return self.message.format_map(self.facts)


@dataclass(frozen=True)
class Check:
    """One invariant: what holds always, and the sentence for each case where it does not."""

    name: str
    message: str
    cases: Callable[[Session], Facts]
    grave: bool

    def findings(self, db: Session) -> list[Finding]:
        """Every case where it does not hold; of a damaged database not even that can be told."""
        try:
            return [Finding(self.name, self.message, facts, self.grave) for facts in self.cases(db)]
        except DBAPIError as error:
            facts = {"check": self.name, "why": type(error.orig).__name__}
            return [Finding(self.name, N_("{check} could not be looked at: {why}."), facts)]


def check(message: str, *, grave: bool = True) -> Callable[[Callable[[Session], Facts]], Check]:
    """Make a check of a function that gives the facts of each case; its name is the check's."""

    def decorate(cases: Callable[[Session], Facts]) -> Check:
        return Check(cases.__name__, message, cases, grave)

    return decorate


def rows(db: Session, statement: Select[*tuple[Any, ...]]) -> Facts:
    """The rows of a statement as facts; numbers as text, since an id has no thousands."""
    for row in db.execute(statement.limit(MOST)).mappings():
        yield {name: str(value) if isinstance(value, int) else value for name, value in row.items()}
