"""What the workshop costs with two thousand articles waiting, and a scan at its bench."""

import json
import os
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from http.client import HTTPConnection
from pathlib import Path

from sqlalchemy import select

from fritidsbank.app import create_app
from fritidsbank.clock import now
from fritidsbank.settings import Settings
from fritidsbank.staff.queries import first_admin
from fritidsbank.stock.actions import Signature, move_many
from fritidsbank.stock.models import Article, Place, Wish
from fritidsbank.stock.queries import standard_place, things_of
from fritidsbank.stock.rules import PlaceKind, Reason
from tests import make
from tests.bench import building
from tests.bench.lending import ROUNDS
from tests.bench.plans import listen, scans
from tests.bench.running import Running, Tablet, Wire, operation, server
from tests.bench.table import Line, middle
from tests.ports import free_port

WORKER = ("verkstad", "demo-verkstad-fritidsbank")
WAITING, WISHES, A_PAGE = 2_000, 60, 50
SCANS, LOOKS, POLLS = 100, 20, 200
_ROW = re.compile(
    r'<td class="number">(\d+)</td>.*?<a href="(.*?)">(.*?)</a>.*?<span class="number">(.*?)</span>'
    r".*?<td>(.*?)</td>.*?<td>(.*?)</td>.*?<td>(.*?)</td>",
    re.DOTALL,
)


def send_to_bench(data: Path) -> list[str]:
    """So many of the first branch wait in its workshop, and some of them are wished for."""
    store = building.opened(data)
    with store.writing() as db:
        signed = Signature(now() - timedelta(days=3), first_admin(db).id)
        on_shelf = select(Article.id).join(Place, Place.id == Article.place_id)
        here = on_shelf.where(Place.branch_id == 1, Place.kind == PlaceKind.SHELF).limit(WAITING)
        things = list(things_of(db, list(db.scalars(here))).values())
        bench = standard_place(db, 1, PlaceKind.WORKSHOP)
        ways = [(thing, bench) for thing in things]
        move_many(db, ways, reason=Reason.TO_WORKSHOP, signed=signed)
        for thing in things[:WISHES]:
            asked = {"category_id": thing.category_id, "size": thing.size}
            day = {"at": signed.at, "wished_on": signed.at.date()}
            db.add(Wish(id=make.uid(), branch_id=1, **asked, **day))
        db.commit()
    store.close()
    return [thing.code for thing in things]


def statements(data: Path, article: str) -> list[Line]:
    """How many statements a scan needs that opens a repair, and whether any reads a whole table."""
    app = create_app(Settings.from_environment({"FRITIDSBANK_DATA": str(data)}))
    store = app.extensions["fritidsbank.store"]
    screen = make.visitor(app)
    screen.signs_in(*WORKER)
    headers = {"X-CSRF-Token": screen.token, "Content-Type": "application/json"}
    heard = listen(store)
    body = operation("bench_scan", article=article)
    answer = screen.client.post("/api/operations", data=body, headers=headers)
    if "repair_open" not in answer.text:
        raise RuntimeError(answer.text)
    first = heard.count()
    whole = scans(store, heard)
    store.close()
    return [
        Line("statements of a scan at the bench", first, "", "<= 14", first <= 14),
        Line("tables read whole by it", len(whole), "", "= 0", not whole),
    ]


def scan(shop: Running, floor: Running, articles: list[str]) -> Line:
    """Server CPU of a scan that opens a repair beside a trivial view, as of a check-out."""
    screen = Tablet(shop.port, *WORKER)
    plain = Wire(floor.port, screen.headers)
    ours, trivial = [], []
    for first in range(0, ROUNDS * SCANS, SCANS):
        before = shop.cpu_ms()
        for article in articles[first : first + SCANS]:
            if screen.act("bench_scan", article=article)["outcome"] != "repair_open":
                raise RuntimeError(article)
        ours.append((shop.cpu_ms() - before) / SCANS)
        sample = operation("bench_scan", article=articles[first])
        before = floor.cpu_ms()
        for _ in range(SCANS):
            plain.post(sample)
        trivial.append((floor.cpu_ms() - before) / SCANS)
    ratio = middle([mine / bare for mine, bare in zip(ours, trivial, strict=True)])
    value, bare = middle(ours), middle(trivial)
    return Line("scan at the bench, server CPU", value, "ms", "ratio <= 8", ratio <= 8, bare)


def look(shop: Running, data: Path, trivial: list[str]) -> Iterator[Line]:
    """The wall and the list with all these waiting, beside a bare page that has the same rows."""
    screen = Tablet(shop.port, *WORKER)
    rows = [row for page in range(WAITING // A_PAGE) for row in _rows_of(shop, screen, page + 1)]
    if len(rows) != WAITING:
        raise RuntimeError(f"{len(rows)} rows")
    file = data / "rows.json"
    file.write_text(json.dumps(rows))
    os.environ["BENCH_QUEUE"] = str(file)
    with server(trivial, data, free_port()) as bare:
        for what, path in (("wall", "/workshop"), ("list", "/workshop/list")):
            ours, floor = [], []
            for _ in range(ROUNDS):
                ours.append(_ms(shop, path, screen.headers, LOOKS))
                floor.append(_ms(bare, "/queue", {}, LOOKS))
            ratio = middle([mine / theirs for mine, theirs in zip(ours, floor, strict=True)])
            told = f"{what} with {WAITING:,} waiting, server CPU"
            yield Line(told, middle(ours), "ms", "ratio <= 2", ratio <= 2, middle(floor))
    wall = middle([_ms(shop, "/workshop", screen.headers, LOOKS) for _ in range(ROUNDS)])
    known = {**screen.headers, "If-None-Match": "*"}
    poll = middle([_ms(shop, "/workshop", known, POLLS) for _ in range(ROUNDS)])
    yield Line("wall that is as it was (304)", poll, "ms", "<= wall / 4", poll <= wall / 4, wall)


def _rows_of(shop: Running, screen: Tablet, page: int) -> list[list[str]]:
    wire = HTTPConnection("localhost", shop.port, timeout=60)
    wire.request("GET", f"/workshop/list?page={page}", headers=screen.headers)
    told = wire.getresponse().read().decode()
    return [
        [unescape(re.sub(r"<.*?>", "", cell, flags=re.DOTALL)).strip() for cell in row]
        for row in _ROW.findall(told.split("<tbody>")[1])
    ]


def _ms(running: Running, path: str, headers: dict[str, str], times: int) -> float:
    """Processor time of one answer."""
    wire = HTTPConnection("localhost", running.port, timeout=60)
    before = running.cpu_ms()
    for _ in range(times):
        wire.request("GET", path, headers=headers)
        answer = wire.getresponse()
        answer.read()
        if answer.status not in {200, 304}:
            raise RuntimeError(f"{path}: {answer.status}")
    return (running.cpu_ms() - before) / times
