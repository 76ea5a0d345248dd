"""What the page of one article at the bench shows: the article, its repair, what may be tapped."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from fritidsbank.clock import local_day
from fritidsbank.stock.care_plans import DueCare
from fritidsbank.stock.checks import may_sign
from fritidsbank.stock.history import Shown
from fritidsbank.stock.models import Article, Category, Photo
from fritidsbank.stock.queries import Thing, thing_of
from fritidsbank.stock.tick_lists import Point, fault_of
from fritidsbank.stock.upkeep import asks_service_day
from fritidsbank.workshop.at_bench import TAKEN_IN, elsewhere
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.need import Need, wish_need
from fritidsbank.workshop.part_queries import Part, parts_fitting, parts_used
from fritidsbank.workshop.queries import fault_said, open_repair, repair_to_reopen
from fritidsbank.workshop.queue import unmet
from fritidsbank.workshop.rules import RepairState
from fritidsbank.workshop.work import Work, mending_first, work_in


@dataclass(frozen=True)
class Bench:
    """An article as somebody looks at it at the bench of a branch, wherever it stands.

    `stands` says where instead, as the outcome of a scan would; None when it lies here. `ended` is
    a repair that was ended within a day and can be opened again; `need` is a wish that nothing on
    the shelf fulfils; `signs`: whoever looks may say that it is in order.
    """

    thing: Thing
    category: Category
    group: str
    photos: list[Shown]
    stands: str | None
    repair: Repair | None
    ended: Repair | None
    fault: str
    parts: list[Part]
    used: dict[int, int]
    care: list[DueCare]
    need: Need | None
    signs: bool
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
        """What can be done; first what mends its fault, then the care that is due."""
        due = {care.plan.code for care in self.care}
        works = sorted(work_in(self.category.code), key=lambda work: work.code not in due)
        return mending_first(works, self.fault)

    @property
    def points(self) -> tuple[Point, ...]:
        """What is looked at before it goes out."""
        return self.thing.upkeep.points

    def is_wrong(self, point: Point) -> bool:
        """Whether its fault is what that point is about."""
        return point.code == self.fault

    def fault_at(self, point: Point) -> str:
        """The fault word for a point that is not in order."""
        return fault_of([point.code], {fault["code"] for fault in self.category.faults})

    @property
    def asks_service_day(self) -> bool:
        """Whether the day of its next service has to be written down."""
        return asks_service_day(self.thing.upkeep.known)


def bench_of(db: Session, article: int, *, branch: int, account: int, now: datetime) -> Bench:
    """All of it, by a constant number of statements. Raises NoSuchArticle."""
    thing, today = thing_of(db, article), local_day(now)
    category, group, photos = _described(db, article)
    stands = elsewhere(db, thing, branch)
    lies_here = stands is None
    repair = open_repair(db, article) if lies_here else None
    said = fault_said(db, article) if lies_here else ""
    return Bench(
        thing=thing,
        category=category,
        group=group,
        photos=photos,
        stands=stands,
        repair=repair,
        ended=None if lies_here else repair_to_reopen(db, article, now),
        fault=repair.fault if repair else said,
        parts=parts_fitting(db, branch, category.id) if lies_here else [],
        used=parts_used(db, repair.id) if repair else {},
        care=list(thing.upkeep.care(today)),
        need=wish_need(category.id, thing.size, unmet(db, branch, today)) if lies_here else None,
        signs=may_sign(db, thing, account, today),
        days=max(0, (today - local_day(thing.since)).days),
    )


def _described(db: Session, article: int) -> tuple[Category, str, list[Shown]]:
    parent = aliased(Category)
    rows = db.execute(
        select(Category, parent.code, Photo.id, Photo.at_bench)
        .select_from(Article)
        .join(Category, Category.id == Article.category_id)
        .outerjoin(parent, parent.id == Category.parent_id)
        .outerjoin(Photo, Photo.article_id == Article.id)
        .where(Article.id == article)
        .order_by(Photo.id)
    ).all()
    photos = [Shown(number, at_bench) for _, _, number, at_bench in rows if number]
    return rows[0][0], rows[0][1] or "", photos
