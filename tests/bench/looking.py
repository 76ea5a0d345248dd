"""What the public list costs the server, beside a bare page that renders the same rows."""

import json
import os
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

from fritidsbank.app import shop_store
from fritidsbank.clock import local_day, now
from fritidsbank.settings import Settings
from fritidsbank.stocklist.queries import headings, lines_of, tallies_by_category
from fritidsbank.stocklist.rules import racks_of
from tests.bench.running import Running, server
from tests.bench.table import Line, middle
from tests.ports import free_port

ROUNDS = 5
REQUESTS = 1_200
"""Of a round: the poster leads to the list, and from there each goes on to one category."""
COLD = 40
CATEGORY = "SKR"


def look(shop: Running, data: Path, trivial: list[str]) -> Iterator[Line]:
    """One page asked for again and again, a crowd on all pages, and whoever comes first."""
    rows, codes = _rows(data)
    os.environ["BENCH_ROWS"] = json.dumps(rows)
    with server(trivial, data, free_port()) as bare:
        ours, floor = _Reader(shop), _Reader(bare)
        one = _both(
            lambda n: ours.ms(f"/lagersaldo/1/{CATEGORY}", n), lambda n: floor.ms("/rows", n)
        )
        yield _line("public list, one page", *one)
        ways = [("/lagersaldo/1", f"/lagersaldo/1/{code}") for code in codes]
        crowd = _both(lambda n: ours.crowd_ms(ways, n), lambda n: floor.ms("/rows", n))
        yield _line(f"public list, a crowd on {len(ways) + 1} pages", *crowd)
        first = middle(
            [ours.ms(f"/lagersaldo/1/{CATEGORY}?q={n}", 1) for n in range(COLD)]
            # Each of these addresses is asked for once, so nothing was kept.
        )
        yield Line("public list, whoever comes first", first, "ms", "<= 50 ms", first <= 50)


class _Reader:
    """A telephone, and what its questions cost the server."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.wire = HTTPConnection("localhost", running.port, timeout=60)

    def ms(self, path: str, times: int) -> float:
        """Processor time of one answer."""
        before = self.running.cpu_ms()
        for _ in range(times):
            self.wire.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = self.wire.getresponse()
            body = answer.read()
            if answer.status != 200 or len(body) < 500:
                raise RuntimeError(f"{path}: {answer.status}")
        return (self.running.cpu_ms() - before) / times

    def crowd_ms(self, ways: list[tuple[str, str]], times: int) -> float:
        """The same of visitors who come in turn by all of these ways."""
        path = [page for way in ways for page in way]
        return sum(self.ms(path[n % len(path)], 1) for n in range(times)) / times


def _both(
    ours: Callable[[int], float], floor: Callable[[int], float]
) -> tuple[float, float, float]:
    ours(REQUESTS // 10)
    floor(REQUESTS // 10)
    pairs = [(ours(REQUESTS), floor(REQUESTS)) for _ in range(ROUNDS)]
    ratio = middle([mine / bare for mine, bare in pairs])
    return middle([mine for mine, _ in pairs]), middle([bare for _, bare in pairs]), ratio


def _line(what: str, value: float, floor: float, ratio: float) -> Line:
    return Line(f"{what}, server CPU", value, "ms", "ratio <= 2", ratio <= 2, floor)


def _rows(data: Path) -> tuple[list[object], list[str]]:
    """What the page of one category shows, and the codes of all that have a page."""
    store = shop_store(Settings.from_environment({"FRITIDSBANK_DATA": str(data)}))
    today = local_day(now())
    with store.reading() as db:
        known = tallies_by_category(db, 1, today=today)
        codes = {heading.code: heading.id for heading in headings(db) if heading.id in known}
        rows: list[object] = [
            [
                rack.name,
                [[e.size, e.tally.available, e.tally.lent, e.tally.resting] for e in rack.lines],
            ]
            for rack in racks_of(lines_of(db, 1, codes[CATEGORY], today=today))
        ]
    store.close()
    return rows, list(codes)
