"""The drawers of the workshop: parts come in, are used, are taken from what is scrapped."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from fritidsbank.refusals import LostRace, Malformed, N_, Refusal
from fritidsbank.schema import rows_changed
from fritidsbank.stock.actions import Signature
from fritidsbank.workshop.models import PartMove, SparePart
from fritidsbank.workshop.part_queries import (
    Part,
    part_called,
    part_with,
    parts_harvested,
    parts_used,
)
from fritidsbank.workshop.rules import PartChange


@dataclass(eq=False)
class PartNameMissing(Malformed):
    """A kind of part without a name."""

    message = N_("Write what the part is called.")


@dataclass(eq=False)
class PartNotThere(Refusal):
    """The register knows of fewer than somebody wants to take."""

    part_name: str

    message = N_("There is no {part_name} left. Count the drawer, or wait for the part.")


@dataclass(eq=False)
class PartNotUsed(Refusal):
    """Somebody puts back what this repair has not taken."""

    message = N_("That part has not been used here, so it cannot be put back.")


@dataclass(eq=False)
class PartsLeft(Refusal):
    """A kind of part leaves the list when its drawer is empty."""

    count: int

    message = N_("There are {count} left. Count the drawer to 0 first.")


@dataclass(eq=False)
class PartsUsedSince(Refusal):
    """What was taken from a scrapped thing is in another one by now."""

    part_name: str

    message = N_(
        "A part that was taken from it has been used since: {part_name}. It stays scrapped."
    )


@dataclass(eq=False)
class DrawerChanged(LostRace):
    """Somebody took or brought one in the same moment."""

    message = N_("The number of that part has just changed. Count once more.")


@dataclass(frozen=True)
class NewPart:
    """A kind of part as somebody describes it; without a category it fits anything."""

    name: str
    size: str = ""
    category: int | None = None
    low: int = 0


@dataclass(frozen=True)
class Taken:
    """So many parts out of something: of a kind by its number, or by what it is called."""

    how_many: int
    part: int | None = None
    name: str = ""
    size: str = ""


def add_part(db: Session, new: NewPart, *, branch: int) -> Part:
    """A kind of part with a drawer of its own, still empty. Raises PartNameMissing."""
    if not new.name:
        raise PartNameMissing
    row = SparePart(
        branch_id=branch,
        name=new.name,
        size=new.size,
        category_id=new.category,
        low=new.low,
        count=0,
    )
    db.add(row)
    db.flush()
    return part_with(db, row.id, branch)


def bring_in(db: Session, part: Part, how_many: int, why: PartChange, *, signed: Signature) -> Part:
    """More of them: bought, or left over. What was put away is kept again."""
    return _changed(db, keep(db, part), how_many, why, signed=signed)


def count_drawer(db: Session, part: Part, lie_there: int, *, signed: Signature) -> Part:
    """Somebody has counted. Raises DrawerChanged."""
    if lie_there == part.count:
        return part
    unchanged = SparePart.count == part.count
    difference = lie_there - part.count
    counted = update(SparePart).where(SparePart.id == part.id, unchanged)
    if rows_changed(db.execute(counted.values(count=lie_there), execution_options=_BARE)) != 1:
        raise DrawerChanged
    return _noted(db, part, difference, PartChange.COUNTED, signed=signed)


def use_part(db: Session, part: Part, how_many: int, repair: int, *, signed: Signature) -> Part:
    """Out of the drawer and into the thing that is mended. Raises PartNotThere."""
    return _changed(db, part, -how_many, PartChange.USED, signed=signed, repair=repair)


def put_back(db: Session, part: Part, how_many: int, repair: int, *, signed: Signature) -> Part:
    """It was not needed after all. Raises PartNotUsed."""
    if parts_used(db, repair).get(part.id, 0) < how_many:
        raise PartNotUsed
    return _changed(db, part, how_many, PartChange.PUT_BACK, signed=signed, repair=repair)


def harvest(
    db: Session,
    taken: Iterable[Taken],
    repair: int,
    *,
    category: int,
    branch: int,
    signed: Signature,
) -> list[Part]:
    """Parts out of a scrapped thing go into their drawers; a new kind gets one of its own.

    Raises NoSuchPart, PartNameMissing.
    """
    why = PartChange.HARVESTED
    return [
        _changed(
            db,
            keep(db, _meant(db, one, category, branch)),
            one.how_many,
            why,
            signed=signed,
            repair=repair,
        )
        for one in taken
    ]


def give_back_harvest(db: Session, repair: int, *, branch: int, signed: Signature) -> None:
    """It is to be mended after all: what was taken out of it is its own again.

    Raises PartsUsedSince.
    """
    for number, how_many in parts_harvested(db, repair).items():
        part = part_with(db, number, branch)
        try:
            _changed(db, part, -how_many, PartChange.HARVESTED, signed=signed, repair=repair)
        except PartNotThere:
            raise PartsUsedSince(part.called) from None


def keep(db: Session, part: Part) -> Part:
    """Its drawer is in use, whether it was put away before or not."""
    if not part.put_away:
        return part
    _set(db, part, put_away_at=None)
    return replace(part, put_away=False)


def set_limit(db: Session, part: Part, low: int) -> Part:
    """At so few somebody should get more; 0 for never."""
    _set(db, part, low=low)
    return replace(part, low=low)


def put_away(db: Session, part: Part, *, signed: Signature) -> Part:
    """That kind is not kept any more. Raises PartsLeft."""
    empty = update(SparePart).where(SparePart.id == part.id, SparePart.count == 0)
    done = db.execute(empty.values(put_away_at=signed.at), execution_options=_BARE)
    if rows_changed(done) != 1:
        raise PartsLeft(part.count)
    return replace(part, put_away=True)


_BARE = {"synchronize_session": False}


def _meant(db: Session, taken: Taken, category: int, branch: int) -> Part:
    if taken.part is not None:
        return part_with(db, taken.part, branch)
    known = part_called(db, taken.name, taken.size, category, branch=branch)
    new = NewPart(taken.name, taken.size, category)
    return known or add_part(db, new, branch=branch)


def _set(db: Session, part: Part, **values: object) -> None:
    changed = update(SparePart).where(SparePart.id == part.id).values(**values)
    db.execute(changed, execution_options=_BARE)


def _changed(
    db: Session,
    part: Part,
    change: int,
    why: PartChange,
    *,
    signed: Signature,
    repair: int | None = None,
) -> Part:
    # The number that is there is part of the question, so that of two who take the last one only
    # one gets it.
    enough = SparePart.count + change >= 0
    moved = update(SparePart).where(SparePart.id == part.id, enough)
    new = moved.values(count=SparePart.count + change)
    if rows_changed(db.execute(new, execution_options=_BARE)) != 1:
        raise PartNotThere(part.called)
    return _noted(db, part, change, why, signed=signed, repair=repair)


def _noted(
    db: Session,
    part: Part,
    change: int,
    why: PartChange,
    *,
    signed: Signature,
    repair: int | None = None,
) -> Part:
    db.add(
        PartMove(
            part_id=part.id,
            at=signed.at,
            change=change,
            why=why,
            repair_id=repair,
            operation_id=signed.operation,
        )
    )
    db.flush()
    counted = db.scalar(select(SparePart.count).where(SparePart.id == part.id))
    return replace(part, count=counted or 0)
