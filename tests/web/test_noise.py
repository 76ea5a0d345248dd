"""Bodies of noise: never a fault of ours, and nothing changed that was refused."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fritidsbank.app import KINDS
from fritidsbank.barcodes import Kind, own
from fritidsbank.clock import iso
from tests import make
from tests.conftest import DATABASE, NOW, Shop
from tests.hands import hands_of_the_clock
from tests.snapshots import STATE, snapshot

AMINA = str(UUID(int=1))
VISIT = str(UUID(int=2))
ROUNDS = 1_000 if DATABASE == "sqlite" else 300
MANY = [own(Kind.ARTICLE, serial).digits for serial in range(40)]
BOOTS = MANY[0]

strange = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=30)
    | st.sampled_from([2**31, 2**63, 2**64, -1, "\ud800", "\x00", "å" * 2_501, "1e999", "", " "]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
SENSIBLE = {
    "register_borrower": ["borrower", "name", "mobile", "borrower_kind"],
    "check_out": ["article", "borrower"],
    "check_in": ["article"],
    "mark": ["article", "mark"],
    "relend": ["article", "borrower"],
    "extend": ["article"],
    "set_due": ["article", "due_on"],
    "under_18": ["visit", "under_18"],
    "safety_check": ["article", "verdict", "seen", "wrong"],
    "undo": ["operation"],
    "tally": ["visitor"],
    "wish": ["category", "size"],
    "put_aside": ["booking", "article", "fit", "line"],
    "put_back": ["booking", "article"],
    "hand_over": ["booking", "leader"],
    "carry": ["article", "to"],
    "send": ["article", "to_branch"],
    "receive": ["article"],
    "register_article": ["category", "size", "copies"],
    "count": ["stocktake", "article", "place"],
    "uncount": ["stocktake", "article"],
    "bench_scan": ["article"],
    "bench_take_in": ["article", "fault"],
    "repair_note": ["article", "work", "did", "did_not", "minutes", "note"],
    "repair_wait": ["article", "waits_for", "orders"],
    "repair_go_on": ["article", "state"],
    "repair_end": ["article", "to", "seen"],
    "repair_reopen": ["article"],
    "repair_release": ["article", "because"],
    "part_add": ["name", "category", "size", "low"],
    "part_change": ["part", "why", "how_many"],
    "part_use": ["article", "part", "how_many"],
    "part_harvest": ["article", "harvest"],
}
stocktakes: list[str] = []
"""The one that has begun, once there is a shop."""
people = st.sampled_from(
    [AMINA, "10000119", {"name": "Sara", "mobile": "070-174 06 07"}, {"name": "Sara"}, VISIT]
)
good = {
    "id": st.uuids().map(str) | st.just(VISIT),
    "v": st.just(1),
    "kind": st.sampled_from([kind.name for kind in KINDS]),
    "at": st.sampled_from([iso(NOW), "2026-03-01", "2026-02-20T12:00:00+01:00"]),
    "seq": st.integers(0, 99),
    "done": st.booleans(),
    "article": st.sampled_from(MANY * 3 + ["4006381333931", "20000044", "http://localhost:8080"]),
    "borrower": people,
    "visit": st.sampled_from([VISIT, AMINA]),
    "under_18": st.booleans(),
    "guardian": st.booleans(),
    "due_on": st.sampled_from(["2026-03-20", "2026-02-30", "0001-01-01", "9999-12-31"]),
    "returned_on": st.sampled_from(["2026-03-01", "0001-01-01", "9999-12-31"]),
    "mark": st.sampled_from(["whole", "workshop", "part_missing", "scrap"]),
    "fault": st.sampled_from(["buckle", "other", "x"]),
    "reason": st.sampled_from(["worn_out", "unsafe", "lent"]),
    "verdict": st.sampled_from(["ok", "to_repair", "scrap"]),
    "operation": st.uuids().map(str),
    "booking": st.uuids().map(str),
    "fit": st.sampled_from(["wished", "extra", "instead", "x"]),
    "line": st.integers(-1, 9),
    "leader": st.booleans(),
    "name": st.sampled_from(["Sara", "", "Sara 19900102-1234"]),
    "mobile": st.sampled_from(["070-174 06 07", "12", "+380441234567"]),
    "borrower_kind": st.sampled_from(["person", "alias", "without_details", "organisation"]),
    "contact": st.sampled_from(["Vivi", ""]),
    "card": st.sampled_from(["10000119", "1000 0216", BOOTS]),
    "visitor": st.sampled_from(["child", "group", "ghost"]),
    "category": st.sampled_from(["SLP", "HJA", "slp", "QQQ", "1"]),
    "size": st.sampled_from(["", "25,5", "54-58", "huge"]),
    "to": st.sampled_from(
        [*(own(Kind.PLACE, n).digits for n in range(8)), BOOTS, "shelf", "season_store", "scrap"]
    ),
    "place": st.sampled_from([own(Kind.PLACE, 0).digits, own(Kind.PLACE, 3).digits, ""]),
    "to_branch": st.sampled_from(["1", "2", "99", "Norr"]),
    "copies": st.integers(-1, 3),
    "code": st.sampled_from(["", BOOTS, "20000999", "Gammal 7"]),
    "shelf": st.sampled_from([own(Kind.PLACE, 0).digits, own(Kind.PLACE, 4).digits]),
    "parts": st.lists(st.sampled_from(["pinnar", "stänger"]), max_size=2),
    "stocktake": st.builds(lambda: stocktakes[-1]),
    "work": st.lists(st.sampled_from(["laces", "wax", "x"]), max_size=2),
    "did": st.sampled_from(["laces", "wax", "x"]),
    "did_not": st.sampled_from(["laces", "x"]),
    "minutes": st.sampled_from([0, 5, 30, "15", 7, 10**9]),
    "note": st.sampled_from(["", "nya snören"]),
    "waits_for": st.sampled_from(["snören", ""]),
    "orders": st.sampled_from(["workshop", "manager", "nobody"]),
    "state": st.sampled_from(["in_repair", "assess", "done"]),
    "barrier": st.sampled_from(["no_parts", "worn_out", "x"]),
    "part": st.sampled_from([1, 2, 99, "1", 2**31]),
    "why": st.sampled_from(["bought", "counted", "put_back", "used"]),
    "how_many": st.sampled_from([0, 1, 3, "2", 10**9]),
    "low": st.sampled_from([0, 2, -1]),
    "kept": st.booleans(),
    "harvest": st.lists(
        st.fixed_dictionaries({}, optional={"part": st.integers(1, 3), "name": st.just("spänne")}),
        max_size=2,
    ),
    "seen": st.lists(st.sampled_from(["blow", "crack", "buckle", "year", "x"]), max_size=5),
    "wrong": st.lists(st.sampled_from(["blow", "buckle", "x"]), max_size=2),
    "next_service_on": st.sampled_from(["2027-03-01", "0001-01-01", "när som"]),
    "because": st.sampled_from(["", "tävling på lördag"]),
}


@st.composite
def operations(draw: st.DrawFn) -> dict[str, Any]:
    """An operation that makes sense, but for a field or two."""
    kind = draw(st.sampled_from(KINDS)).name
    body = {"id": str(uuid4()), "v": 1, "kind": kind, "at": iso(NOW)}
    body |= {name: draw(good[name]) for name in SENSIBLE[kind]}
    for name in draw(st.lists(st.sampled_from(sorted(good)), max_size=2)):
        body[name] = draw(good[name] | strange | strange)
    return body


requests = st.fixed_dictionaries(
    {"sent_at": st.just(iso(NOW)), "operations": st.lists(operations(), min_size=1, max_size=2)}
).map(lambda body: json.dumps(body).encode())


def nested(deep: int) -> bytes:
    """An operation with something deep in it."""
    act = {"id": str(uuid4()), "kind": "check_in", "at": iso(NOW), "article": BOOTS, "x": 1}
    body = json.dumps({"sent_at": iso(NOW), "operations": [act]}).encode()
    return body.replace(b'"x": 1', b'"x": ' + b"[" * deep + b"]" * deep)


def broken(body: bytes, cut: int, piece: bytes) -> bytes:
    """A body that was damaged on its way."""
    at = cut % (len(body) + 1)
    return body[:at] + piece + body[at + len(piece) % 7 :]


damaged = (
    st.builds(broken, requests, st.integers(0, 2_000), st.binary(max_size=5))
    | strange.map(lambda body: json.dumps(body).encode())
    | st.binary(max_size=300)
    | st.integers(1, 30_000).map(lambda deep: b"[" * deep)
    | st.integers(1, 900).map(nested)
)
bodies = st.integers(0, 9).flatmap(lambda dice: damaged if dice == 0 else requests)
types = st.sampled_from(
    ["application/json"] * 20
    + ["text/plain", "application/x-www-form-urlencoded", "", "a/b; c=\xe5"]
)


@pytest.fixture
def browser(app: Flask, shop: Shop, monkeypatch: pytest.MonkeyPatch, now: datetime) -> make.Visitor:
    """The counter's page, where everything may be done."""
    hands_of_the_clock(monkeypatch, now)
    with shop.store.writing() as db:
        for category in ("SLP", "HJA", "VAT", "STV") * 10:
            made = make.article(db, category, branch=shop.branch, by=shop.account, now=now)
            assert made.code in MANY
        make.borrower(db, card="10000119", id_=AMINA, now=now)
        make.branch(db, "Norr")
        stocktakes.append(make.stocktake(db, branch=shop.branch, by=shop.account, now=now))
        db.commit()
    return make.signed_in(app, shop.store, shop.admin, shop.branch, now=now)


def send(browser: make.Visitor, token: str, body: bytes, kind: str) -> tuple[int, Any]:
    """The status and the JSON of the answer."""
    answer = browser.client.post(
        "/api/operations", data=body, content_type=kind, headers={"X-CSRF-Token": token}
    )
    return answer.status_code, answer.json


def make_noise(browser: make.Visitor, shop: Shop, rounds: int) -> None:
    """Send so many bodies; each must be answered in words, and change nothing if refused."""
    token, before = browser.token, snapshot(shop.store, *STATE)

    @settings(max_examples=rounds, suppress_health_check=list(HealthCheck), database=None)
    @given(bodies, types)
    def check(body: bytes, kind: str) -> None:
        nonlocal before
        status, said = send(browser, token, body, kind)
        after = snapshot(shop.store, *STATE)

        assert status < 500
        if status >= 400:
            assert after == before
        for answer in said.get("answers", [said]):
            assert answer["message"]
            assert answer.get("code") or answer["outcome"]
        before = after

    check()


def test_noise_is_answered_calmly_and_what_is_refused_changes_nothing(
    browser: make.Visitor, shop: Shop
) -> None:
    make_noise(browser, shop, ROUNDS)


@pytest.mark.campaign
def test_so_are_ten_thousand_bodies(browser: make.Visitor, shop: Shop) -> None:
    make_noise(browser, shop, 10_000)
