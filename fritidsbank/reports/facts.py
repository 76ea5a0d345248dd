"""What a report needs to be told and does not carry itself: the names of things, and the moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.stock.models import Category


@dataclass(frozen=True)
class CategoryName:
    """What people call a category, and when they ask for it: winter, summer or all."""

    sv: str
    en: str
    season: str = "all"


@dataclass(frozen=True)
class Facts:
    """Names as they are now, also in a report that was frozen long ago."""

    operator: str
    branches: tuple[str, ...]
    categories: Mapping[str, CategoryName]
    now: datetime

    def category(self, code: str, language: str) -> str:
        """The name of a category, or its code when there is no such category any more."""
        known = self.categories.get(code)
        if known is None:
            return code
        return known.sv if language == "sv" else known.en

    def season(self, code: str) -> str:
        """When people ask for a category."""
        known = self.categories.get(code)
        return known.season if known else "all"

    def shop(self, branch: str) -> str:
        """Whose report it is: of all branches together when none is named."""
        return branch or (self.branches[0] if len(self.branches) == 1 else self.operator)


def facts_of(db: Session, *, now: datetime) -> Facts:
    """The names in three statements, however many there are."""
    named = select(Category.code, Category.name, Category.name_en, Category.season)
    return Facts(
        operator=str(settings_of_operator(db)["operator"]),
        branches=tuple(db.scalars(select(Branch.name).order_by(Branch.id))),
        categories={code: CategoryName(*names) for code, *names in db.execute(named)},
        now=now,
    )
