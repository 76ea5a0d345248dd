"""Many counters want the same thing in the same moment: each is answered, and none by a fault."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fritidsbank.clock import iso
from fritidsbank.doctor import findings
from fritidsbank.loans.models import Loan
from fritidsbank.serving import THREADS
from tests import make
from tests.conftest import Shop
from tests.hands import hands_of_the_clock

ROUNDS = 30


@pytest.fixture
def counters(
    app: Flask, shop: Shop, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> list[make.Visitor]:
    """As many as the server has threads."""
    hands_of_the_clock(monkeypatch, now)
    return [
        make.signed_in(app, shop.store, shop.account, shop.branch, now=now) for _ in range(THREADS)
    ]


def at_once(
    counters: list[make.Visitor], acts: list[list[dict[str, Any]]], now: datetime
) -> list[list[str]]:
    """What each counter was answered, round by round, when all of them spoke together."""
    tokens = [counter.token for counter in counters]
    line = Barrier(len(counters), timeout=60)

    def work(number: int) -> list[str]:
        said = []
        for act in acts[number]:
            line.wait()
            body = {"sent_at": iso(now), "operations": [{**act, "at": iso(now)}]}
            headers = {"X-CSRF-Token": tokens[number]}
            answer = counters[number].client.post("/api/operations", json=body, headers=headers)
            if answer.status_code >= 500:
                line.abort()
            assert answer.status_code < 500, answer.text
            said.append(answer.json["answers"][0]["outcome"])  # type: ignore[index]
        return said

    with ThreadPoolExecutor(len(counters)) as threads:
        return list(threads.map(work, range(len(counters))))


def test_everybody_takes_the_same_boots_from_everybody(
    counters: list[make.Visitor], shop: Shop, now: datetime
) -> None:
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.account, now=now).code
        people = [make.borrower(db, f"Amina {n}", now=now) for n in range(THREADS)]
        db.commit()
    acts = [
        [
            {"id": make.uid(), "kind": "relend", "article": boots, "borrower": one}
            for _ in range(ROUNDS)
        ]
        for one in people
    ]

    said = at_once(counters, acts, now)

    assert {outcome for each in said for outcome in each} <= {"lent", "relent", "already_theirs"}
    with shop.store.reading() as db:
        assert len(db.scalars(select(Loan).where(Loan.ended_at.is_(None))).all()) == 1
        assert [str(finding) for finding in findings(db)] == []


def test_some_lend_it_again_some_take_it_back_and_some_undo(
    counters: list[make.Visitor], shop: Shop, now: datetime
) -> None:
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.account, now=now).code
        people = [make.borrower(db, f"Amina {n}", now=now) for n in range(THREADS)]
        db.commit()
    acts: list[list[dict[str, Any]]] = []
    for number, one in enumerate(people):
        mine: list[dict[str, Any]] = []
        for turn in range(ROUNDS):
            act = {"id": make.uid(), "kind": "relend", "article": boots, "borrower": one}
            if number % 4 == 1:
                act = {"id": make.uid(), "kind": "check_in", "article": boots}
            if number % 4 == 2 and turn % 2:
                act = {"id": make.uid(), "kind": "undo", "operation": mine[-1]["id"]}
            mine.append(act)
        acts.append(mine)

    at_once(counters, acts, now)

    with shop.store.reading() as db:
        assert [str(finding) for finding in findings(db)] == []


def test_an_act_that_is_sent_by_all_in_the_same_moment_is_done_once(
    counters: list[make.Visitor], shop: Shop, now: datetime
) -> None:
    with shop.store.writing() as db:
        codes = [
            make.article(db, branch=shop.branch, by=shop.account, now=now).code
            for _ in range(ROUNDS)
        ]
        amina = make.borrower(db, now=now)
        db.commit()
    acts = [
        {"id": make.uid(), "kind": "check_out", "article": code, "borrower": amina}
        for code in codes
    ]

    said = at_once(counters, [acts] * THREADS, now)

    assert said == [["lent"] * ROUNDS] * THREADS
    with shop.store.reading() as db:
        assert len(db.scalars(select(Loan)).all()) == ROUNDS


def test_somebody_new_who_comes_to_all_counters_at_once_has_one_visit_a_day(
    counters: list[make.Visitor], shop: Shop, now: datetime
) -> None:
    with shop.store.writing() as db:
        codes = [
            make.article(db, branch=shop.branch, by=shop.account, now=now).code
            for _ in range(THREADS)
        ]
        amina = make.borrower(db, now=now)
        db.commit()
    visit = make.uid()
    acts = [
        [{"id": make.uid(), "kind": "check_out", "article": c, "borrower": amina, "visit": visit}]
        for c in codes
    ]

    said = at_once(counters, acts, now)

    assert said == [["lent"]] * THREADS
    with shop.store.reading() as db:
        assert {loan.visit_id for loan in db.scalars(select(Loan))} == {visit}
