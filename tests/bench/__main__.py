"""Build the shops, run the measures, print one table. Exit 1 when a bound does not hold."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import (
    booking,
    browsing,
    building,
    counting,
    lending,
    looking,
    meetings,
    mending,
    pages,
    printers,
    printing,
    reminding,
    reporting,
    retaining,
)
from tests.bench.lending import Counter
from tests.bench.running import Tablet, new_borrower, server
from tests.bench.table import HEAD, Line
from tests.ports import free_port

SHOP = ["fritidsbank.cli", "serve"]
TRIVIAL = ["tests.bench.trivial"]
CLERK = ("amina", "demo-amina-fritidsbank")


def main() -> int:
    """Everything in one run, so that figures and floors have seen the same machine."""
    folder = Path(tempfile.mkdtemp(prefix="fritidsbank-bench-"))
    try:
        lines = []
        for line in _run(folder):
            lines.append(line)
            print(line, flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"\n{HEAD}")
    print("\n".join(map(str, lines)))
    return 0 if all(line.holds for line in lines) else 1


def _run(folder: Path) -> Iterator[Line]:
    yield from printing.figures()
    big, full, empty = folder / "big", folder / "full", folder / "empty"
    yield from building.demo(big)
    shop, bare = building.history(full, loans=1_000_000), building.history(empty, loans=0)
    yield from pages.statements(full, shop, CLERK)
    long, short = counting.stocktakes(full, shop.shelf)
    with (
        server(SHOP, full, free_port()) as busy,
        server(SHOP, empty, free_port()) as idle,
        server(TRIVIAL, empty, free_port()) as floor,
    ):
        there, here = Tablet(busy.port, *CLERK), Tablet(idle.port, *CLERK)
        counter = Counter(busy, there, new_borrower(there), shop.shelf)
        quiet = Counter(idle, here, new_borrower(here), bare.shelf)
        heavy = Counter(busy, there, shop.heavy_borrower, shop.worn)
        yield lending.cost(counter, floor)
        yield lending.syncs(counter)
        yield from lending.flatness(counter, quiet, heavy)
        yield from counting.costs(counter, long, short)
        yield from lending.queue(busy.port, CLERK, shop.shelf)
    yield from retaining.figures(full)
    with server(SHOP, big, free_port()) as open_shop:
        shelf = building.shelf_of(big)
        yield pages.memory(open_shop, CLERK, shelf)
        yield from browsing.browse(open_shop, CLERK, shelf)
        yield from looking.look(open_shop, big, TRIVIAL)
    yield from _workshop(folder / "workshop")
    yield from _faults(folder)
    yield from meetings.figures(folder / "minutes")
    yield from booking.figures(folder / "bookings")
    yield from reminding.figures(folder / "reminders")
    yield from _reports(folder / "long")


def _workshop(data: Path) -> Iterator[Line]:
    """A shop in whose workshop two thousand articles wait."""
    building.history(data, loans=20_000)
    waiting = mending.send_to_bench(data)
    yield from mending.statements(data, waiting[-1])
    with server(SHOP, data, free_port()) as shop, server(TRIVIAL, data, free_port()) as floor:
        yield mending.scan(shop, floor, waiting)
        yield from mending.look(shop, data, TRIVIAL)


def _faults(folder: Path) -> Iterator[Line]:
    """Two shops alike, but that one has twelve printers with twelve faults."""
    shops = [folder / "printers", folder / "no-printers"]
    shelves = [building.history(shop, loans=20_000).shelf for shop in shops]
    with server(SHOP, shops[0], free_port()) as loud, server(SHOP, shops[1], free_port()) as quiet:
        counters = [
            Counter(running, tablet := Tablet(running.port, *CLERK), new_borrower(tablet), shelf)
            for running, shelf in zip((loud, quiet), shelves, strict=True)
        ]
        yield from printers.beside_lending(counters[0], counters[1], shops[0])


def _reports(long: Path) -> Iterator[Line]:
    """Five million loans of two hundred thousand articles, on both databases."""
    extent = {"loans": 5_000_000, "articles": 200_000}
    shop = building.history(long, **extent)
    store = building.opened(long)
    yield from reporting.figures(store, "SQLite")
    store.close()
    with server(SHOP, long, free_port()) as busy:
        tablet = Tablet(busy.port, *CLERK)
        yield reporting.beside_lending(Counter(busy, tablet, new_borrower(tablet), shop.shelf))
    with building.on_postgresql(**extent) as other:
        yield from reporting.figures(other, "PostgreSQL")


if __name__ == "__main__":
    sys.exit(main())
