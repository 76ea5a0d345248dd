"""The plug is pulled while counters work: nothing acknowledged is lost, nothing is done twice."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from threading import Condition, Thread
from time import monotonic

import pytest
from sqlalchemy import func, select

from fritidsbank import clock
from fritidsbank.doctor import findings
from fritidsbank.settings import Settings
from fritidsbank.staff.actions import start_session
from fritidsbank.stock.models import Move
from fritidsbank.stock.rules import Reason
from fritidsbank.web.models import Operation
from tests import make
from tests.conftest import DATABASE, Shop
from tests.ports import free_port, wait_until_free
from tests.ready_program import begun

COUNTERS = 4
# What a killed server leaves half done is a question to SQLite's file. PostgreSQL outlives it.
KILLS = 20 if DATABASE == "sqlite" else 5
PATIENCE = 60.0
KNOCKS_AGAIN = 0.05


class Acknowledged:
    """The answers that counters were given, by operation; others wait here for more of them."""

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}
        self.stop = False
        self._more = Condition()

    def add(self, operation: str, outcome: str) -> None:
        """One more act that the shop has said yes to."""
        with self._more:
            self.outcomes[operation] = outcome
            self._more.notify_all()

    def rest(self) -> None:
        """Until somebody else has an answer; a counter knocks again by itself after a moment."""
        # Four that knock without a pause take the time in which the server could start.
        with self._more:
            self._more.wait(timeout=KNOCKS_AGAIN)

    def wait_for(self, more: int) -> None:
        """Come back when there are so many more."""
        with self._more:
            enough = len(self.outcomes) + more
            if not self._more.wait_for(lambda: len(self.outcomes) >= enough, timeout=PATIENCE):
                raise TimeoutError(f"{enough} answers did not come")


class Counter(Thread):
    """Lends its own article and takes it back; what is not answered is sent again as it was."""

    def __init__(
        self, port: int, cookie: str, borrower: str, article: str, answered: Acknowledged
    ) -> None:
        super().__init__(daemon=True)
        self.port, self.borrower, self.article, self.answered = port, borrower, article, answered
        self.headers = {"Cookie": cookie, "Content-Type": "application/json"}

    def run(self) -> None:
        """Out and in until it is over; the last act is answered as well."""
        while not self.answered.stop:
            for kind in ("check_out", "check_in"):
                self.act(kind)

    def act(self, kind: str) -> None:
        """One operation, sent until it is answered."""
        now = clock.iso(clock.now())
        one = {"id": make.uid(), "kind": kind, "at": now, "article": self.article}
        body = json.dumps({"sent_at": now, "operations": [one | {"borrower": self.borrower}]})
        until = monotonic() + PATIENCE
        while monotonic() < until:
            try:
                answer = self.ask("POST", "/api/operations", body)
            except (OSError, HTTPException, ValueError):
                self.answered.rest()
                continue
            self.answered.add(str(one["id"]), answer["answers"][0]["outcome"])
            return

    def ask(
        self, method: str, path: str, body: str | None = None
    ) -> dict[str, list[dict[str, str]]]:
        """A request on a connection of its own, as after a lost line."""
        connection = HTTPConnection("localhost", self.port, timeout=5)
        try:
            if "X-CSRF-Token" not in self.headers:
                connection.request("GET", "/api/session", headers=self.headers)
                self.headers["X-CSRF-Token"] = json.loads(connection.getresponse().read())["csrf"]
            connection.request(method, path, body, self.headers)
            found: dict[str, list[dict[str, str]]] = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return found


@contextmanager
def server(settings: Settings, port: int, log: Path) -> Iterator[None]:
    """The program as a process group of its own, so that the whole of it can be killed."""
    outside = {k: v for k, v in os.environ.items() if not k.startswith("FRITIDSBANK_")}
    own = {
        "FRITIDSBANK_DATA": str(settings.data),
        "FRITIDSBANK_DATABASE": settings.database,
        "PORT": str(port),
    }
    process = begun(["serve"], outside | own, log)
    assert process.pid is not None
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.join()
        wait_until_free(port)


def pull_the_plug(shop: Shop, settings: Settings, folder: Path, kills: int) -> Acknowledged:
    """Let four counters work while the server is killed again and again."""
    port, answered, dice = free_port(), Acknowledged(), Random(kills)
    counters = [counter(shop, port, number, answered) for number in range(COUNTERS)]
    for one in counters:
        one.start()
    for _ in range(kills):
        with server(settings, port, folder / "server.log"):
            answered.wait_for(dice.randint(10, 60))
    with server(settings, port, folder / "server.log"):
        answered.stop = True
        for one in counters:
            one.join(timeout=PATIENCE)
    return answered


def counter(shop: Shop, port: int, number: int, answered: Acknowledged) -> Counter:
    """A counter with an article, a borrower and a tablet of its own."""
    now = clock.now()
    with shop.store.writing() as db:
        thing = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
        borrower = make.borrower(db, f"Amina {number}", now=shop.now)
        tablet = make.device(db, shop.branch, now=now)
        token = start_session(db, shop.account, tablet, branch=shop.branch, now=now)
        db.commit()
    return Counter(port, f"fritidsbank-session={token}", borrower, thing.code, answered)


def assert_nothing_is_lost_or_doubled(shop: Shop, answered: Acknowledged) -> None:
    """Each answer stands in the register, and each loan and return has moved its article once."""
    assert set(answered.outcomes.values()) == {"lent", "returned"}
    with shop.store.reading() as db:
        kept = {row.id: row.answer["outcome"] for row in db.scalars(select(Operation))}
        rows = db.execute(
            select(Move.operation_id, func.count())
            .where(Move.reason.in_([Reason.LENT, Reason.RETURNED]))
            .group_by(Move.operation_id)
        )
        moves = {row[0]: row[1] for row in rows}
        assert {one: kept.get(one) for one in answered.outcomes} == answered.outcomes
        assert {one: moves.get(one) for one in answered.outcomes} == dict.fromkeys(
            answered.outcomes, 1
        )
        assert findings(db) == []


def test_no_acknowledged_act_is_lost_or_doubled_when_the_server_is_killed(
    shop: Shop, settings: Settings, tmp_path: Path
) -> None:
    answered = pull_the_plug(shop, settings, tmp_path, KILLS)

    assert_nothing_is_lost_or_doubled(shop, answered)


@pytest.mark.campaign
def test_nor_when_it_is_killed_five_hundred_times(
    shop: Shop, settings: Settings, tmp_path: Path
) -> None:
    answered = pull_the_plug(shop, settings, tmp_path, 500)

    assert_nothing_is_lost_or_doubled(shop, answered)
