"""Random plans: whatever is done in whatever order, no promise is broken by doing it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from fritidsbank.app import REGISTRY
from fritidsbank.bookings import actions, hold_shelf
from fritidsbank.bookings.availability import kinds_of
from fritidsbank.bookings.closing import move_bookings_on
from fritidsbank.bookings.models import Booking
from fritidsbank.bookings.queries import booking_with, promised
from fritidsbank.bookings.rules import Asked
from fritidsbank.bookings.supply import Supply
from fritidsbank.branches.actions import except_day
from fritidsbank.branches.queries import calendar_of
from fritidsbank.clock import iso, local_day
from fritidsbank.counter.closing import put_off
from fritidsbank.db import Store
from fritidsbank.doctor.bookings import CHECKS
from fritidsbank.loans.queries import open_loan_of
from fritidsbank.refusals import Refusal
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.queries import Thing, category_coded, thing_of
from fritidsbank.web.operations import Sender, open_envelope, perform
from tests import make
from tests.bookings.by_hand import unkept
from tests.conftest import DATABASE, Shop

SIZES = ("36", "36", "36", "38", "38", "")
PEOPLE = 3
AHEAD = 60
number = st.integers(0, 40)
KINDS = (
    ["book"] * 4
    + ["lend"] * 4
    + ["aside"] * 3
    + ["return", "extend", "set_due", "change", "cancel", "back", "relend", "undo", "expire"] * 2
    + ["close", "days", "days", "workshop", "mended", "offline"]
)
plans = st.lists(st.tuples(st.sampled_from(KINDS), number, number, number), min_size=8, max_size=30)
TRUTH = {"return", "workshop", "undo", "offline", "mended"}
"""What has happened is not refused: it may break a promise."""


@dataclass
class Plan:
    """A shop in which one thing after the other is done, all of it thrown away in the end."""

    db: Session
    branch: int
    account: int
    device: str
    now: datetime
    skates: list[int]
    people: list[str]
    category: int
    sent: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        return local_day(self.now)

    def supply(self) -> Supply:
        calendar = calendar_of(self.db, self.branch, self.today)
        kinds = kinds_of(self.db, self.branch, [self.category], calendar=calendar, today=self.today)
        return kinds[self.category].supply

    def shorts(self) -> dict[date, int]:
        supply = self.supply()
        days = [self.today + timedelta(days=each) for each in range(AHEAD)]
        short = {day: short for day in days if (short := supply.short_on(day))}
        calendar = calendar_of(self.db, self.branch, self.today)
        assert unkept(self.db, self.branch, self.category, calendar, days) == short
        return short

    def thing(self, which: int) -> Thing:
        return thing_of(self.db, self.skates[which % len(self.skates)])

    def booking(self, which: int) -> Booking | None:
        found = promised(self.db, self.branch)
        return found[which % len(found)] if found else None

    def says(self, kind: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - a JSON body
        body = {"id": make.uid(), "v": 1, "kind": kind, "at": iso(self.now), **fields}
        envelope = open_envelope(body, REGISTRY.kinds, sent_at=self.now)
        sender = Sender(self.account, self.branch, self.device, "http://localhost:8080", b"x")
        answer = perform(self.db, envelope, sender, now=self.now)
        self.db.commit()
        self.sent.append(str(body["id"]))
        return answer

    def asked(self, a: int, b: int, c: int) -> tuple[list[Asked], date, date]:
        wanted = [Asked(self.category, ("36", "38", "")[a % 3], 1 + a % 2)]
        if c % 3 == 0:
            wanted.append(Asked(self.category, ("38", "")[c % 2], 1))
        first = self.today + timedelta(days=b % 12)
        return wanted, first, first + timedelta(days=c % 9)


def book(plan: Plan, a: int, b: int, c: int) -> None:
    asked, first, last = plan.asked(a, b, c)
    who = plan.people[b % PEOPLE]
    actions.book(plan.db, who, asked, first, last, branch=plan.branch, now=plan.now)


def change(plan: Plan, a: int, b: int, c: int) -> None:
    found = plan.booking(a)
    if found is not None:
        asked, first, last = plan.asked(b, c, a)
        edition = found.edition
        actions.change(plan.db, found, asked, first, last, edition=edition, now=plan.now)


def cancel(plan: Plan, a: int, b: int, c: int) -> None:
    del b, c
    if (found := plan.booking(a)) is not None:
        actions.cancel(plan.db, found, now=plan.now)


def aside(plan: Plan, a: int, b: int, c: int) -> None:
    del c
    if (found := plan.booking(a)) is not None:
        signed = Signature(plan.now, plan.account)
        hold_shelf.put_aside(plan.db, found, plan.thing(b), signed=signed)


def back(plan: Plan, a: int, b: int, c: int) -> None:
    del b, c
    held = plan.thing(a).held_for
    if held is not None:
        hold_shelf.put_back(plan.db, booking_with(plan.db, held), plan.thing(a).id)


def lend(plan: Plan, a: int, b: int, c: int) -> None:
    thing, who = plan.thing(a), plan.people[b % PEOPLE]
    due = {"due_on": (plan.today + timedelta(days=c % 15)).isoformat()} if c % 4 else {}
    answer = plan.says("check_out", article=thing.code, borrower=who, **due)
    if answer["outcome"] == "lent" and thing.held_for is not None:
        assert booking_with(plan.db, thing.held_for).borrower_id == who


def relend(plan: Plan, a: int, b: int, c: int) -> None:
    del c
    plan.says("relend", article=plan.thing(a).code, borrower=plan.people[b % PEOPLE])


def offline(plan: Plan, a: int, b: int, c: int) -> None:
    del c
    who = plan.people[b % PEOPLE]
    plan.says("check_out", article=plan.thing(a).code, borrower=who, done=True)


def give_back(plan: Plan, a: int, b: int, c: int) -> None:
    del b, c
    plan.says("check_in", article=plan.thing(a).code)


def extend(plan: Plan, a: int, b: int, c: int) -> None:
    del c
    whose = {"borrower": plan.people[a % PEOPLE]} if b % 2 else {"article": plan.thing(a).code}
    plan.says("extend", **whose)


def set_due(plan: Plan, a: int, b: int, c: int) -> None:
    del c
    day = plan.today + timedelta(days=b % 25)
    plan.says("set_due", article=plan.thing(a).code, due_on=day.isoformat())


def undo(plan: Plan, a: int, b: int, c: int) -> None:
    del b, c
    if plan.sent:
        plan.says("undo", operation=plan.sent[-1 - a % min(3, len(plan.sent))])


def expire(plan: Plan, a: int, b: int, c: int) -> None:
    del a, b, c
    actions.expire(plan.db, now=plan.now)


def close(plan: Plan, a: int, b: int, c: int) -> None:
    del c
    for each in range(1 + b % 3):
        day = plan.today + timedelta(days=1 + a % 14 + each)
        except_day(plan.db, plan.branch, day, None, "Stängt")
    put_off(plan.db, plan.branch, plan.today)
    move_bookings_on(plan.db, plan.branch, plan.today)


def days(plan: Plan, a: int, b: int, c: int) -> None:
    del b, c
    plan.now += timedelta(days=1 + a % 3)
    actions.expire(plan.db, now=plan.now)


def workshop(plan: Plan, a: int, b: int, c: int) -> None:
    del b, c
    plan.says("mark", article=plan.thing(a).code, mark="workshop")


def mended(plan: Plan, a: int, b: int, c: int) -> None:
    del b, c
    plan.says("repair_end", article=plan.thing(a).code, to="shelf")


STEPS: dict[str, Callable[[Plan, int, int, int], None]] = {
    "book": book,
    "change": change,
    "cancel": cancel,
    "aside": aside,
    "back": back,
    "lend": lend,
    "relend": relend,
    "offline": offline,
    "return": give_back,
    "extend": extend,
    "set_due": set_due,
    "undo": undo,
    "expire": expire,
    "close": close,
    "days": days,
    "workshop": workshop,
    "mended": mended,
}


def carried_out(plan: Plan, steps: list[tuple[str, int, int, int]]) -> None:
    """Every step, with what must hold after it."""
    after = plan.shorts()
    for kind, a, b, c in steps:
        before = after
        try:
            STEPS[kind](plan, a, b, c)
            plan.db.commit()
        except Refusal:
            plan.db.rollback()
        plan.db.expire_all()
        after = plan.shorts()
        if kind == "close":
            assert sum(after.values()) == 0 or before, (kind, before, after)
        elif kind == "days":
            assert not after or before or is_late(plan), (kind, before, after)
        elif kind not in TRUTH:
            worse = {one: short for one, short in after.items() if short > before.get(one, 0)}
            assert not worse, (kind, a, b, c, before, after)
        assert [facts for check in CHECKS for facts in check.findings(plan.db)] == []


def is_late(plan: Plan) -> bool:
    """Whether something is out that was to be back by now."""
    out = (thing_of(plan.db, each) for each in plan.skates)
    days = [loan for thing in out if (loan := open_loan_of(plan.db, thing.id))]
    return any(loan.due_on < plan.today for loan in days)


@contextmanager
def begun(store: Store, base: "Plan") -> Iterator[Plan]:
    """The same shop for each plan: nothing of the one before is left."""
    with ExitStack() as stack:
        stack.enter_context(store.turn())
        engine = store.engine.execution_options(writing=True)
        connection = stack.enter_context(engine.connect())
        whole = connection.begin()
        stack.callback(whole.rollback)
        db = stack.enter_context(
            Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
        )
        yield replace(base, db=db, sent=[])


@pytest.fixture
def base(shop: Shop) -> Plan:
    """Six pairs of skates in two sizes, one without, and three who want them."""
    now, branch = shop.now, shop.branch
    with shop.store.writing() as db:
        skates = [
            make.article(
                db, "SKR", "Skridskor", size=size, branch=branch, by=shop.account, now=now
            ).id
            for size in SIZES
        ]
        people = [
            make.borrower(db, name, f"070-174 06 0{at}", now=now)
            for at, name in enumerate(("Amina", "Bo", "Skolan"))
        ]
        device = make.device(db, branch, now=now).id
        category = category_coded(db, "SKR").id
        db.commit()
        return Plan(db, branch, shop.account, device, now, skates, people, category)


def run(store: Store, base: Plan, many: int) -> None:
    """So many plans."""

    @settings(
        max_examples=many, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(plans)
    def tried(steps: list[tuple[str, int, int, int]]) -> None:
        with begun(store, base) as plan:
            carried_out(plan, steps)

    tried()


def test_no_promise_is_broken_by_what_is_done(shop: Shop, base: Plan) -> None:
    run(shop.store, base, 60 if DATABASE == "sqlite" else 10)


@pytest.mark.campaign
def test_ten_thousand_plans_break_no_promise(shop: Shop, base: Plan) -> None:
    run(shop.store, base, 10_000)
