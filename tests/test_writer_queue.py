"""Writers take turns: in the order they came, across processes, and nobody waits for ever."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from fritidsbank import db as ground
from fritidsbank.app import shop_store
from fritidsbank.db import PATIENCE, Busy, WriterQueue
from tests.conftest import installation

HOLD = """
import sys
from pathlib import Path
from fritidsbank.db import WriterQueue
with WriterQueue(Path(sys.argv[1])).turn():
    print("mine", flush=True)
    sys.stdin.read()
"""
COUNT = """
import sys
from pathlib import Path
from fritidsbank.db import WriterQueue
queue, file = WriterQueue(Path(sys.argv[1])), Path(sys.argv[1], "count")
for _ in range(200):
    with queue.turn():
        file.write_text(str(int(file.read_text()) + 1))
"""


class Impatience:
    """A clock that runs a second each time somebody looks at it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1.0
        return self.seconds


@contextmanager
def held_elsewhere(folder: Path) -> Iterator[None]:
    """Another process of ours holds the turn, and is killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"mine\n"
    try:
        yield
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> Impatience:
    """Patience is over after a few looks at the clock, and nobody sleeps."""
    clock = Impatience()
    monkeypatch.setattr(ground, "monotonic", clock)
    monkeypatch.setattr(ground, "sleep", lambda _: None)
    return clock


@pytest.fixture
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who does not get the turn at once is told so."""
    monkeypatch.setattr(ground, "PATIENCE", 0.0)


def wait_until_they_queue(queue: WriterQueue, many: int) -> None:
    """Until so many stand in the queue."""
    while len(queue._waiting) < many:
        threading.Event().wait(0.0005)


def test_writers_come_in_the_order_in_which_they_asked(tmp_path: Path) -> None:
    queue = WriterQueue(tmp_path)
    order: list[int] = []

    def write(number: int) -> None:
        with queue.turn():
            order.append(number)

    with ThreadPoolExecutor(20) as counters, queue.turn():
        for number in range(20):
            counters.submit(write, number)
            wait_until_they_queue(queue, number + 1)

    assert order == list(range(20))


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    queue = WriterQueue(tmp_path)
    inside: list[int] = []
    most: list[int] = []

    def write(number: int) -> None:
        for _ in range(50):
            with queue.turn():
                inside.append(number)
                most.append(len(inside))
                inside.remove(number)

    with ThreadPoolExecutor(8) as counters:
        list(counters.map(write, range(8)))

    assert most == [1] * 400


def test_who_waits_too_long_is_told_that_the_register_is_busy(
    tmp_path: Path, no_patience: None
) -> None:
    queue = WriterQueue(tmp_path)

    def write() -> None:
        with queue.turn():
            raise AssertionError("nobody has let go yet")

    with queue.turn(), ThreadPoolExecutor(1) as counter:
        asked = counter.submit(write)
        with pytest.raises(Busy, match="Nothing was changed"):
            asked.result()


def test_who_gave_up_does_not_hold_up_the_next(tmp_path: Path) -> None:
    queue = WriterQueue(tmp_path)
    with queue.turn(), pytest.raises(Busy):
        queue._queue_up(until=0.0)

    with queue.turn():
        assert not queue._waiting


def test_a_turn_that_comes_in_the_moment_of_giving_up_is_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = WriterQueue(tmp_path)

    class LateLock:
        def acquire(self, timeout: float | None = None) -> bool:
            if timeout is not None:
                queue._next()
            return timeout is None

        def release(self) -> None:
            pass

    with queue.turn():
        monkeypatch.setattr(threading, "Lock", LateLock)
        with pytest.raises(Busy):
            queue._queue_up(until=0.0)
        monkeypatch.undo()

    with queue.turn():
        assert not queue._waiting


def test_a_writer_that_fails_hands_its_turn_on(tmp_path: Path) -> None:
    queue = WriterQueue(tmp_path)
    with pytest.raises(ZeroDivisionError), queue.turn():
        _ = 1 / 0

    with queue.turn():
        assert queue._taken


def test_another_process_is_waited_for_until_patience_ends(
    tmp_path: Path, hurried: Impatience
) -> None:
    queue = WriterQueue(tmp_path)

    with held_elsewhere(tmp_path), pytest.raises(Busy), queue.turn():
        pass

    assert hurried.seconds > PATIENCE


def test_a_process_that_is_killed_holds_nothing(tmp_path: Path) -> None:
    queue = WriterQueue(tmp_path)
    with held_elsewhere(tmp_path):
        pass

    with queue.turn():
        assert queue._taken


def test_a_register_that_another_process_holds_is_busy_and_then_free(
    sqlite_url: str, tmp_path: Path, no_patience: None
) -> None:
    store = shop_store(installation(tmp_path / "data", sqlite_url))
    with held_elsewhere(tmp_path / "data"), pytest.raises(Busy), store.writing():
        pass

    with store.writing() as db:
        assert db.is_active
    store.close()


def test_two_processes_never_write_at_once(tmp_path: Path) -> None:
    (tmp_path / "count").write_text("0")
    counters = [subprocess.Popen([sys.executable, "-c", COUNT, str(tmp_path)]) for _ in range(3)]

    assert [counter.wait() for counter in counters] == [0, 0, 0]
    assert (tmp_path / "count").read_text() == "600"
