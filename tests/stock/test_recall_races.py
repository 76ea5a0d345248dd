"""Somebody registers in the very moment when somebody else calls it back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from fritidsbank.doctor import findings
from fritidsbank.stock.models import Recall
from fritidsbank.stock.recalls import InForceAlready, ReachChanged
from tests.conftest import Shop
from tests.stock.calling_back import calls_back, describes, ends, registers

TIMES = 12


def test_whoever_registers_while_a_recall_comes_in_is_not_missed(shop: Shop) -> None:
    line = Barrier(3, timeout=60)
    plain = [registers(shop, "Hockeyhjälm") for _ in range(TIMES)]

    def register() -> None:
        for _ in range(TIMES):
            line.wait()
            registers(shop)

    def correct() -> None:
        for thing in plain:
            line.wait()
            describes(shop, thing, "Hockeyhjälm Re-Akt 75")

    def call_back() -> None:
        recall: Recall | None = None
        for _ in range(TIMES):
            line.wait()
            if recall is not None:
                ends(shop, recall.id)
            recall = called_back(shop)

    with ThreadPoolExecutor(3) as pool:
        done = [pool.submit(work) for work in (register, correct, call_back)]
        for one in done:
            one.result(timeout=120)
    with shop.store.reading() as db:
        assert findings(db) == []


def called_back(shop: Shop) -> Recall:
    """Look and say yes, until nothing has changed between."""
    while True:
        try:
            return calls_back(shop)
        except ReachChanged:
            continue


def test_of_two_who_write_down_the_same_recall_one_does(shop: Shop) -> None:
    registers(shop)
    line = Barrier(2, timeout=60)

    def add() -> str:
        line.wait()
        try:
            calls_back(shop)
        except InForceAlready:
            return "there already"
        return "added"

    with ThreadPoolExecutor(2) as pool:
        told = [pool.submit(add) for _ in range(2)]
        assert sorted(one.result(timeout=60) for one in told) == ["added", "there already"]
    with shop.store.reading() as db:
        assert findings(db) == []
