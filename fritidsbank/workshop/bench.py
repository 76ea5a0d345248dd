"""What the page of one article at the bench shows: the article, its repair, what may be tapped."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.stock.history import Shown
from fritidsbank.stock.models import Article, Category, Photo
from fritidsbank.stock.queries import Thing, thing_of
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.queries import fault_said, open_repair, repair_to_reopen
from fritidsbank.workshop.rules import RepairState
from fritidsbank.workshop.work import Work, mending_first, work_in


@dataclass(frozen=True)
class Bench:
    """An article as somebody looks at it at the bench of a branch, wherever it stands."""

    thing: Thing
    category: Category
    photos: list[Shown]
    repair: Repair | None
    fault: str
    ended: Repair | None
    """What was ended within a day, and can be opened again."""
    lies_here: bool
    days: int

    @property
    def waits(self) -> bool:
        """Whether it waits for a part."""
        return self.repair is not None and self.repair.state is RepairState.WAITING

    @property
    def done(self) -> list[str]:
        """What was done so far."""
        return self.repair.work if self.repair else []

    @property
    def minutes(self) -> int:
        """About how long it took so far."""
        return self.repair.minutes if self.repair else 0

    @property
    def works(self) -> list[Work]:
        """What can be done, whatever mends its fault first; what was done is among it."""
        return mending_first(work_in(self.category.code), self.fault)


def bench_of(db: Session, article: int, *, branch: int, now: datetime) -> Bench:
    """All of it, by a constant number of statements. Raises NoSuchArticle."""
    thing = thing_of(db, article)
    lies_here = thing.spot.kind is PlaceKind.WORKSHOP and thing.spot.branch == branch
    category, photos = _described(db, article)
    repair = open_repair(db, article) if lies_here else None
    return Bench(
        thing=thing,
        category=category,
        photos=photos,
        repair=repair,
        fault=repair.fault if repair else fault_said(db, article) if lies_here else "",
        ended=None if lies_here else repair_to_reopen(db, article, now),
        lies_here=lies_here,
        days=max(0, (local_day(now) - local_day(thing.since)).days),
    )


def _described(db: Session, article: int) -> tuple[Category, list[Shown]]:
    rows = db.execute(
        select(Category, Photo.id, Photo.at_bench)
        .select_from(Article)
        .join(Category, Category.id == Article.category_id)
        .outerjoin(Photo, Photo.article_id == Article.id)
        .where(Article.id == article)
        .order_by(Photo.id)
    ).all()
    return rows[0][0], [Shown(number, at_bench) for _, number, at_bench in rows if number]
