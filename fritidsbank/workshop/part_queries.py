"""What is asked about spare parts: what lies in the drawers, what is low, what is waited for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from fritidsbank.refusals import N_, NotFound
from fritidsbank.search_keys import search_key, sort_key
from fritidsbank.stock.models import Category
from fritidsbank.stock.queries import Thing, things_of
from fritidsbank.workshop.models import PartMove, Repair, SparePart
from fritidsbank.workshop.queries import ALIVE
from fritidsbank.workshop.rules import Orderer, PartChange, RepairState


@dataclass(eq=False)
class NoSuchPart(NotFound):
    """No kind of part of this branch has that number."""

    message = N_("There is no such spare part in this workshop.")


@dataclass(frozen=True)
class Part:
    """A kind of part in a drawer, and how many there are."""

    id: int
    name: str
    size: str
    category_id: int | None
    count: int
    low: int
    put_away: bool

    @property
    def called(self) -> str:
        """Its name with its size."""
        return f"{self.name} {self.size}".strip()

    @property
    def is_low(self) -> bool:
        """Whether somebody should get more of it; a limit of 0 never says so."""
        return 0 < self.low >= self.count

    def shown(self) -> dict[str, Any]:
        """The facts that answers show."""
        return {"part": self.id, "part_name": self.called, "count": self.count, "low": self.is_low}


@dataclass(frozen=True)
class Waiting:
    """A repair that waits: for what, since when, and which post gets it."""

    repair: int
    thing: Thing
    waits_for: str
    part: int | None
    orders: Orderer | None
    since: datetime


_PART = select(
    SparePart.id,
    SparePart.name,
    SparePart.size,
    SparePart.category_id,
    SparePart.count,
    SparePart.low,
    SparePart.put_away_at,
)


def part_with(db: Session, part: int, branch: int) -> Part:
    """The kind of part with that number in a branch. Raises NoSuchPart."""
    found = _read(db, _PART.where(SparePart.id == part, SparePart.branch_id == branch))
    if not found:
        raise NoSuchPart
    return found[0]


def part_called(
    db: Session, name: str, size: str, category: int | None, *, branch: int
) -> Part | None:
    """The kind of part that is called so already, however it is spelt."""
    same = _PART.where(
        SparePart.branch_id == branch, SparePart.category_id.is_not_distinct_from(category)
    )
    wanted = search_key(name), search_key(size)
    known = [
        part for part in _read(db, same) if (search_key(part.name), search_key(part.size)) == wanted
    ]
    return min(known, key=lambda part: (part.put_away, part.id), default=None)


def parts_of(db: Session, branch: int) -> list[Part]:
    """Every kind of part that a branch keeps, by name and size."""
    kept = _PART.where(SparePart.branch_id == branch, SparePart.put_away_at.is_(None))
    return _sorted(_read(db, kept))


def low_parts(db: Session, branch: int) -> list[Part]:
    """What somebody should get more of."""
    return [part for part in parts_of(db, branch) if part.is_low]


def parts_fitting(db: Session, branch: int, category: int) -> list[Part]:
    """What may be used for a thing of a category: its own parts first, then those for anything."""
    above = select(Category.parent_id).where(Category.id == category).scalar_subquery()
    fitting = _PART.where(
        SparePart.branch_id == branch,
        SparePart.put_away_at.is_(None),
        SparePart.category_id.is_(None)
        | (SparePart.category_id == category)
        | (SparePart.category_id == above),
    )
    # Sorted by name before, so those of the category keep that order among themselves.
    return sorted(_sorted(_read(db, fitting)), key=lambda part: part.category_id != category)


def parts_used(db: Session, repair: int) -> dict[int, int]:
    """How many of each kind of part a repair has taken and kept."""
    return _sum_of(db, repair, PartChange.USED, PartChange.PUT_BACK, sign=-1)


def parts_harvested(db: Session, repair: int) -> dict[int, int]:
    """How many of each kind of part came out of what was scrapped in a repair."""
    return _sum_of(db, repair, PartChange.HARVESTED, sign=1)


def waited_for(db: Session, branch: int) -> list[Waiting]:
    """What waits for a part, the longest first."""
    repairs = list(
        db.scalars(
            select(Repair)
            .where(Repair.branch_id == branch, Repair.state == RepairState.WAITING, ALIVE)
            .order_by(Repair.changed_at, Repair.id)
        )
    )
    things = things_of(db, [repair.article_id for repair in repairs])
    return [
        Waiting(
            repair.id,
            things[repair.article_id],
            repair.waits_for,
            repair.waits_for_part_id,
            repair.orders,
            repair.changed_at,
        )
        for repair in repairs
    ]


def waiting_for(db: Session, part: int) -> int:
    """How many repairs wait for a kind of part."""
    waiting = select(func.count()).where(
        Repair.waits_for_part_id == part, Repair.state == RepairState.WAITING, ALIVE
    )
    return db.scalar(waiting) or 0


def _read(db: Session, statement: Select[*tuple[Any, ...]]) -> list[Part]:
    return [
        Part(
            id=row["id"],
            name=row["name"],
            size=row["size"],
            category_id=row["category_id"],
            count=row["count"],
            low=row["low"],
            put_away=row["put_away_at"] is not None,
        )
        for row in db.execute(statement).mappings()
    ]


def _sorted(parts: list[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: (sort_key(part.called), part.id))


def _sum_of(db: Session, repair: int, *why: PartChange, sign: int) -> dict[int, int]:
    change = func.sum(PartMove.change)
    rows = db.execute(
        select(PartMove.part_id, change)
        .where(PartMove.repair_id == repair, PartMove.why.in_(why))
        .group_by(PartMove.part_id)
        .order_by(PartMove.part_id)
    )
    return {row[0]: sign * row[1] for row in rows if row[1]}
