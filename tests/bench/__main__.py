"""Build the shops, run the measures, print one table. Exit 1 when a bound does not hold."""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench import browsing, building, lending, pages
from tests.bench.running import Tablet, free_port, server
from tests.bench.table import HEAD, Line

SHOP = ["fritidsbank.cli", "serve"]
TRIVIAL = ["tests.bench.trivial"]
CLERK = ("amina", "demo-amina-fritidsbank")


def main() -> int:
    """Everything in one run, so that figures and floors have seen the same machine."""
    folder = Path(tempfile.mkdtemp(prefix="fritidsbank-bench-"))
    try:
        lines = [*_run(folder)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"\n{HEAD}")
    print("\n".join(map(str, lines)))
    return 0 if all(line.holds for line in lines) else 1


def _run(folder: Path) -> list[Line]:
    big, full, empty = folder / "big", folder / "full", folder / "empty"
    lines = building.demo(big)
    bench = building.history(full, loans=1_000_000)
    plain = building.history(empty, loans=0)
    lines += pages.statements(full, bench)
    with (
        server(SHOP, full, free_port()) as busy,
        server(SHOP, empty, free_port()) as idle,
        server(TRIVIAL, empty, free_port()) as floor,
    ):
        there = Tablet(busy.port, *CLERK)
        counter = lending.Counter(busy, there, lending.new_borrower(there), bench.shelf)
        here = Tablet(idle.port, *CLERK)
        quiet = lending.Counter(idle, here, lending.new_borrower(here), plain.shelf)
        lines.append(lending.cost(counter, floor))
        lines.append(lending.syncs(counter))
        lines += lending.flatness(counter, quiet, bench)
        lines += lending.queue(busy.port, CLERK, bench.shelf)
    with server(SHOP, big, free_port()) as shop:
        lines += pages.weight(shop, CLERK, building.shelf_of(big))
        lines += browsing.scans(shop, CLERK, building.shelf_of(big))
    return lines


if __name__ == "__main__":
    sys.exit(main())
