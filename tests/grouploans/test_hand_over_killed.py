"""The plug is pulled while a hundred and fifty pairs are handed over: all are out, or none."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from random import Random
from threading import Thread
from time import monotonic, sleep

import pytest
from sqlalchemy import func, select

from fritidsbank import clock
from fritidsbank.app import shop_store
from fritidsbank.db import Store
from fritidsbank.doctor import findings
from fritidsbank.loans.models import Loan
from fritidsbank.settings import Settings
from tests import make
from tests.bookings.conftest import Desk
from tests.browser.serving import Server
from tests.conftest import Shop
from tests.grouploans.test_handing_over import filled
from tests.ports import free_port
from tests.test_kill import Acknowledged, counter
from tests.test_kill import Counter as Tablet

KILLS = 40
LONGER = 2.5
"""The plug is pulled until so many times later than an undisturbed hand-over takes."""


@contextmanager
def copy_of(shop: Shop, folder: Path) -> Iterator[Server]:
    """The shop once more, with a server of its own."""
    folder.mkdir()
    file = folder / "fritidsbank.db"
    assert shop.store.file
    for ending in ("", "-wal"):
        shutil.copyfile(f"{shop.store.file}{ending}", f"{file}{ending}")
    settings = Settings(folder, f"sqlite:///{file}", f"http://localhost:{free_port()}")
    store = shop_store(settings)
    server = Server(settings, store, folder / "server.log")
    server.start()
    try:
        yield server
    finally:
        server.kill()
        store.close()
        shutil.rmtree(folder)


@dataclass
class HandOver:
    """The one operation, and what was answered so far."""

    tablet: Tablet
    body: str
    told: list[str] = field(default_factory=list)

    def send(self) -> None:
        """Send it, perhaps once more."""
        with suppress(OSError, HTTPException, ValueError):
            answer = self.tablet.ask("POST", "/api/operations", self.body)
            self.told.append(answer["answers"][0]["outcome"])


def hand_over(server: Server, tablet: Tablet, booking: str) -> HandOver:
    """Ready to be sent to that server."""
    tablet.port = server.port
    tablet.headers.pop("X-CSRF-Token", None)
    tablet.ask("GET", "/api/session")
    at = clock.iso(clock.now())
    act = {"id": make.uid(), "kind": "hand_over", "at": at, "booking": booking}
    return HandOver(tablet, json.dumps({"sent_at": at, "operations": [act]}))


def out_of(store: Store) -> int:
    """How many are out; the books agree."""
    with store.reading() as db:
        assert findings(db) == []
        return int(db.scalar(select(func.count()).select_from(Loan)) or 0)


@pytest.mark.campaign
@pytest.mark.one_database
def test_all_go_out_or_none_whenever_the_server_is_killed(shop: Shop, tmp_path: Path) -> None:
    now, dice, seen = clock.now(), Random(7), set[tuple[int, bool]]()
    desk = Desk(shop, make.tablet(shop.store, shop.branch, shop.account, now=now))
    booked, _ = filled(desk, desk.borrower("Björkskolan"), 150)
    tablet = counter(shop, 0, 0, Acknowledged())
    with copy_of(shop, tmp_path / "undisturbed") as server:
        act, began = hand_over(server, tablet, booked[0]), monotonic()
        act.send()
        longest = LONGER * (monotonic() - began)
    for lap in range(KILLS):
        with copy_of(shop, tmp_path / str(lap)) as server:
            act = hand_over(server, tablet, booked[0])
            sender = Thread(target=act.send)
            sender.start()
            sleep(dice.uniform(0, longest))
            server.kill()
            sender.join()
            out = out_of(server.store)
            assert out in ({150} if act.told else {0, 150})
            seen.add((out, bool(act.told)))
            server.start()
            act.send()
            assert act.told[-1] == "handed_over"
            assert out_of(server.store) == 150
    assert seen >= {(0, False), (150, True)}, "it was killed before and after"
