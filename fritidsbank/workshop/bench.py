"""What the page of one article at the bench shows: the article, its repair, what may be tapped."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.stock.history import Shown
from fritidsbank.stock.models import Article, Category, Photo
from fritidsbank.stock.queries import Thing, thing_of
from fritidsbank.workshop.at_bench import TAKEN_IN, elsewhere
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.part_queries import Part, parts_fitting, parts_used
from fritidsbank.workshop.queries import fault_said, open_repair, repair_to_reopen
from fritidsbank.workshop.rules import RepairState
from fritidsbank.workshop.work import Work, mending_first, work_in


@dataclass(frozen=True)
class Bench:
    """An article as somebody looks at it at the bench of a branch, wherever it stands.

    `stands` says where instead, as the outcome of a scan would; None when it lies here. `ended` is
    a repair that was ended within a day and can be opened again.
    """

    thing: Thing
    category: Category
    photos: list[Shown]
    stands: str | None
    repair: Repair | None
    ended: Repair | None
    fault: str
    parts: list[Part]
    used: dict[int, int]
    days: int

    @property
    def lies_here(self) -> bool:
        """Whether it lies on this bench."""
        return self.stands is None

    @property
    def can_come_in(self) -> bool:
        """Whether it can be taken in from where it stands."""
        return self.stands in TAKEN_IN

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
        """What can be done, whatever mends its fault first."""
        return mending_first(work_in(self.category.code), self.fault)


def bench_of(db: Session, article: int, *, branch: int, now: datetime) -> Bench:
    """All of it, by a constant number of statements. Raises NoSuchArticle."""
    thing = thing_of(db, article)
    category, photos = _described(db, article)
    stands = elsewhere(db, thing, branch)
    days = max(0, (local_day(now) - local_day(thing.since)).days)
    if stands is not None:
        ended = repair_to_reopen(db, article, now)
        return Bench(thing, category, photos, stands, None, ended, "", [], {}, days)
    repair = open_repair(db, article)
    return Bench(
        thing,
        category,
        photos,
        stands,
        repair,
        None,
        fault=repair.fault if repair else fault_said(db, article),
        parts=parts_fitting(db, branch, category.id),
        used=parts_used(db, repair.id) if repair else {},
        days=days,
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
