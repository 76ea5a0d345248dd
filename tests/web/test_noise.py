"""Two thousand bodies of noise: never a fault of ours, and nothing changed that was refused."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fritidsbank.app import KINDS
from fritidsbank.clock import iso
from tests import make
from tests.conftest import NOW, Shop
from tests.hands import hands_of_the_clock
from tests.snapshots import STATE, snapshot

AMINA = str(UUID(int=1))
VISIT = str(UUID(int=2))
BOOTS, HELMET = "20000043", "20000140"

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
    "article": st.sampled_from([BOOTS, HELMET, "4006381333931", "20000044", "http://localhost:8080"]),
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
    "name": st.sampled_from(["Sara", "", "Sara 19900102-1234"]),
    "mobile": st.sampled_from(["070-174 06 07", "12", "+380441234567"]),
    "borrower_kind": st.sampled_from(["person", "alias", "without_details", "organisation"]),
    "contact": st.sampled_from(["Vivi", ""]),
    "card": st.sampled_from(["10000119", "1000 0216", "20000043"]),
}
fields = st.fixed_dictionaries(
    {}, optional={name: values | strange for name, values in good.items()}
)
operations = st.fixed_dictionaries({name: good[name] for name in ("id", "kind", "at")}).flatmap(
    lambda whole: fields.map(lambda some: {**whole, **some})
)
requests = st.fixed_dictionaries(
    {"sent_at": st.just(iso(NOW)), "operations": st.lists(operations, min_size=1, max_size=3)}
)
as_json = (requests | requests | requests | strange | fields).map(
    lambda body: json.dumps(body).encode()
)


def broken(body: bytes, cut: int, piece: bytes) -> bytes:
    """A body that was damaged on its way."""
    at = cut % (len(body) + 1)
    return body[:at] + piece + body[at + len(piece) % 7 :]


bodies = (
    as_json
    | st.builds(broken, as_json, st.integers(0, 2_000), st.binary(max_size=5))
    | st.binary(max_size=300)
    | st.integers(1, 30_000).map(lambda deep: b"[" * deep)
    | st.integers(1, 30_000).map(lambda deep: b'{"operations":' * (deep // 20) + b"1")
    | st.integers(1, 900).map(
        lambda deep: (
            b'{"sent_at":"2026-03-02T14:05:09Z","operations":[{"id":"%s","kind":"check_in","at":'
            b'"2026-03-02T14:05:09Z","article":"20000043","x":%s1%s}]}'
            % (VISIT.encode(), b"[" * deep, b"]" * deep)
        )
    )
)
types = st.sampled_from(
    ["application/json"] * 8 + ["text/plain", "application/x-www-form-urlencoded", "", "a/b; c=\xe5"]
)


@pytest.fixture
def browser(
    app: Flask, shop: Shop, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> make.Visitor:
    """The counter's page, where everything may be done."""
    hands_of_the_clock(monkeypatch, now)
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.account, now=now)
        helmet = make.article(db, "HJA", "Hjälm", branch=shop.branch, by=shop.account, now=now)
        make.borrower(db, card="10000119", id_=AMINA, now=now)
        db.commit()
    assert (boots.code, helmet.code) == (BOOTS, HELMET)
    return make.signed_in(app, shop.store, shop.admin, shop.branch, now=now)


def send(browser: make.Visitor, token: str, body: bytes, kind: str) -> tuple[int, Any]:
    """The status and the JSON of the answer."""
    answer = browser.client.post(
        "/api/operations", data=body, content_type=kind, headers={"X-CSRF-Token": token}
    )
    return answer.status_code, answer.json


def test_noise_is_answered_calmly_and_what_is_refused_changes_nothing(
    browser: make.Visitor, shop: Shop
) -> None:
    token = browser.token

    @settings(max_examples=2_000, suppress_health_check=list(HealthCheck), database=None)
    @given(bodies, types)
    def check(body: bytes, kind: str) -> None:
        before = snapshot(shop.store, *STATE)
        status, said = send(browser, token, body, kind)

        assert status < 500
        if status >= 400:
            assert snapshot(shop.store, *STATE) == before
            for answer in said.get("answers", [said]):
                assert answer["message"]
                assert answer.get("code") or answer["refused"]

    check()
