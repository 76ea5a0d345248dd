"""Two counters scan the same helmet in the same second: one of them lends it, the other is told."""

from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from fritidsbank import clock
from fritidsbank.doctor import findings
from fritidsbank.loans.models import Loan
from tests import make
from tests.conftest import Shop

RACES = 1_000


class Counter(Thread):
    """One of two counters: it lends the same article as the other, again and again."""

    def __init__(self, browser: make.Visitor, borrower: str, article: str, line: Barrier) -> None:
        super().__init__(daemon=True)
        self.browser, self.borrower, self.article, self.line = browser, borrower, article, line
        self.headers = {"X-CSRF-Token": browser.token}
        self.outcomes: list[str] = []
        self.now = clock.now()

    def run(self) -> None:
        """Start together with the other counter; whoever has lent takes it back again."""
        for _ in range(RACES):
            self.line.wait()
            outcome = self.says("check_out", borrower=self.borrower)
            self.outcomes.append(outcome)
            self.line.wait()
            if outcome == "lent":
                self.says("check_in")

    def says(self, kind: str, **fields: Any) -> str:  # noqa: ANN401 - a JSON body
        """One operation about the article, and how it ended."""
        at = clock.iso(self.now)
        body = {"id": make.uid(), "kind": kind, "at": at, "article": self.article, **fields}
        answer = self.browser.client.post(
            "/api/operations", json={"sent_at": at, "operations": [body]}, headers=self.headers
        )
        return str((answer.json or {})["answers"][0]["outcome"])


def race(app: Flask, shop: Shop) -> list[tuple[str, str]]:
    """What the two counters were told, race by race."""
    with shop.store.writing() as db:
        article = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
        people = [make.borrower(db, name, now=shop.now) for name in ("Amina", "Bo")]
        db.commit()
    line = Barrier(2, timeout=60)
    counters = [
        Counter(
            make.signed_in(app, shop.store, shop.account, shop.branch, now=clock.now()),
            borrower,
            article.code,
            line,
        )
        for borrower in people
    ]
    for counter in counters:
        counter.start()
    for counter in counters:
        counter.join(timeout=300)
    return list(zip(counters[0].outcomes, counters[1].outcomes, strict=True))


def test_of_two_counters_exactly_one_lends_the_article(app: Flask, shop: Shop) -> None:
    told = race(app, shop)

    assert len(told) == RACES
    assert {tuple(sorted(pair)) for pair in told} == {("lent", "out_to_other")}
    with shop.store.reading() as db:
        assert db.scalar(select(func.count()).select_from(Loan)) == RACES
        assert findings(db) == []


@pytest.mark.campaign
def test_ten_thousand_times_over(app: Flask, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_races.RACES", 10_000)

    assert {tuple(sorted(pair)) for pair in race(app, shop)} == {("lent", "out_to_other")}
