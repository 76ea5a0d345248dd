"""Founding the demo: branches with their hours, holidays and shelves, and the settings."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind
from fritidsbank.branches.actions import choose, set_hours
from fritidsbank.branches.models import OpeningException
from fritidsbank.branches.rules import OpeningCalendar
from fritidsbank.clock import local_day
from fritidsbank.demo.days import AHEAD, Days, DoorDays
from fritidsbank.demo.goods import GOODS
from fritidsbank.demo.ledger import Spot
from fritidsbank.demo.opening import UnlikeDay, exceptions_between, span
from fritidsbank.demo.sizes import Door
from fritidsbank.demo.staffing import Staff, employ
from fritidsbank.founding import new_branch
from fritidsbank.staff.first_account import refuse_founded
from fritidsbank.stock.catalogue import load
from fritidsbank.stock.models import Place
from fritidsbank.stock.numbers import next_codes
from fritidsbank.stock.registering import load_catalogue
from fritidsbank.stock.rules import PlaceKind

OPERATOR = "Fritidsbanken i Tall kommun"


@dataclass(frozen=True)
class Site:
    """A branch as the year uses it: its places, its door, and what stands on its shelves."""

    id: int
    name: str
    share: float
    spots: Mapping[PlaceKind, Spot]
    shelves: Mapping[str, Spot]
    door: DoorDays
    on_shelf: dict[int, list[int]]
    in_store: list[int]


def found(
    db: Session, doors: tuple[Door, ...], days: Days, *, now: datetime
) -> tuple[list[Site], Staff]:
    """An empty register becomes the demo's shop. Raises FoundedAlready."""
    refuse_founded(db)
    load_catalogue(db, load())
    sites = [_open(db, door, days, is_first=door is doors[0], now=now) for door in doors]
    choose(db, "demo", value=True)
    choose(db, "operator", OPERATOR)
    return sites, employ(db, now=now)


def _open(db: Session, door: Door, days: Days, *, is_first: bool, now: datetime) -> Site:
    branch = new_branch(db, door.name)
    branch.address = door.address
    set_hours(db, branch.id, {weekday: list(spans) for weekday, spans in door.weekly.items()})
    calendar = _calendar(db, branch.id, door, days, is_first=is_first, since=local_day(now))
    shelves = _shelves(db, branch.id)
    rows = db.scalars(select(Place).where(Place.branch_id == branch.id, Place.standard))
    return Site(
        branch.id,
        door.name,
        door.share,
        {row.kind: (row.kind.value, row.id, branch.id) for row in rows},
        {goods.category: shelves[goods.shelf] for goods in GOODS},
        DoorDays(days, calendar),
        defaultdict(list),
        [],
    )


def _calendar(
    db: Session, branch: int, door: Door, days: Days, *, is_first: bool, since: date
) -> OpeningCalendar:
    today = days.dates[-1]
    until = today + timedelta(days=AHEAD)
    unlike = exceptions_between(since, until, door.weekly, open_in_summer=door.open_in_summer)
    calendar = _read(door, unlike)
    if is_first and not calendar.is_open(today):
        # Whoever looks at a demo wants to see a day at the counter.
        unlike[today] = UnlikeDay(span(10, 16), "Öppet hus")
        calendar = _read(door, unlike)
    db.add_all(
        OpeningException(
            branch_id=branch,
            falls_on=day,
            opens=one.span[0] if one.span else None,
            closes=one.span[1] if one.span else None,
            reason=one.reason,
        )
        for day, one in sorted(unlike.items())
    )
    return calendar


def _read(door: Door, unlike: Mapping[date, UnlikeDay]) -> OpeningCalendar:
    exceptions = {day: (one.span,) if one.span else () for day, one in unlike.items()}
    return OpeningCalendar(door.weekly, exceptions)


def _shelves(db: Session, branch: int) -> dict[str, Spot]:
    names = sorted({goods.shelf for goods in GOODS})
    codes = next_codes(db, Kind.PLACE, len(names))
    shelves = [
        Place(branch_id=branch, kind=PlaceKind.SHELF, name=name, code=code.digits)
        for name, code in zip(names, codes, strict=True)
    ]
    db.add_all(shelves)
    db.flush()
    return {shelf.name: (PlaceKind.SHELF.value, shelf.id, branch) for shelf in shelves}
