"""Founding the demo: branches with hours and shelves, people who work there, settings."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind
from fritidsbank.branches.actions import choose, set_hours
from fritidsbank.branches.models import Branch, OpeningException
from fritidsbank.branches.rules import OpeningCalendar
from fritidsbank.clock import local_day
from fritidsbank.demo.days import AHEAD, Days, DoorDays
from fritidsbank.demo.goods import GOODS
from fritidsbank.demo.ledger import Sort, Spot
from fritidsbank.demo.opening import UnlikeDay, exceptions_between, span
from fritidsbank.demo.sizes import Door
from fritidsbank.founding import FoundedAlready, new_branch, workshop_post
from fritidsbank.staff.actions import give_roles, open_account, set_password
from fritidsbank.staff.models import Account
from fritidsbank.stock.catalogue import load
from fritidsbank.stock.models import Category, Place
from fritidsbank.stock.numbers import next_codes
from fritidsbank.stock.registering import load_catalogue
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.web.access import Role

OPERATOR = "Fritidsbanken i Tall kommun"
PEOPLE = (
    # A shop is never without an administrator, so that one comes first.
    ("Administratören", "admin", Role.ADMIN),
    ("Lena", "lena", Role.MANAGER),
    ("Amina", "amina", Role.COUNTER),
    ("Bo", "bo", Role.COUNTER),
)
BENCH = "verkstad"
SIGN_INS = (*(sign_in for _, sign_in, _ in PEOPLE), BENCH)


def demo_password(sign_in: str) -> str:
    """The password of somebody in the demo; the page to sign in shows it."""
    return f"demo-{sign_in}-fritidsbank"


@dataclass(frozen=True)
class Staff:
    """The accounts by their sign-in, and those that sign what happens."""

    accounts: Mapping[str, Account]
    counter: tuple[int, ...]
    manager: int
    bench: int


@dataclass(frozen=True)
class Site:
    """A branch as the year uses it: its places, its door, and what stands on its shelves."""

    id: int
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
    if db.scalar(select(Branch.id).limit(1)) is not None:
        raise FoundedAlready
    load_catalogue(db, load())
    sites = [_open(db, door, days, is_first=door is doors[0], now=now) for door in doors]
    choose(db, "demo", value=True)
    choose(db, "operator", OPERATOR)
    return sites, _employ(db, now=now)


def give_passwords(db: Session, staff: Staff, secrets: Mapping[str, str]) -> None:
    """Everybody can sign in; `secrets` are hashed passwords."""
    for sign_in, account in staff.accounts.items():
        set_password(db, account, sign_in=sign_in, secret=secrets[sign_in])


def sorts_of(db: Session) -> dict[str, Sort]:
    """The categories by code, as the year needs them."""
    return {
        row.code: Sort(
            row.id,
            row.code,
            row.loan_days,
            row.guardian_under_18,
            row.check_at_return,
            row.season,
            tuple(fault["code"] for fault in row.faults),
        )
        for row in db.scalars(select(Category).where(Category.parent_id.is_not(None)))
    }


def _open(db: Session, door: Door, days: Days, *, is_first: bool, now: datetime) -> Site:
    branch = new_branch(db, door.name)
    branch.address = door.address
    set_hours(db, branch.id, {weekday: list(spans) for weekday, spans in door.weekly.items()})
    calendar = _calendar(db, branch.id, door, days, is_first=is_first, since=local_day(now))
    shelves = _shelves(db, branch.id)
    rows = db.scalars(select(Place).where(Place.branch_id == branch.id, Place.standard))
    return Site(
        branch.id,
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


def _employ(db: Session, *, now: datetime) -> Staff:
    accounts: dict[str, Account] = {}
    for name, sign_in, role in PEOPLE:
        accounts[sign_in] = open_account(db, name, now=now)
        give_roles(db, accounts[sign_in], [(role, None)])
    accounts[BENCH] = workshop_post(db, now=now)
    amina, bo, lena = (accounts[sign_in].id for sign_in in ("amina", "bo", "lena"))
    return Staff(accounts, (amina, bo, amina, bo, lena), lena, accounts[BENCH].id)
