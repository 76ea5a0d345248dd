"""The print worker beside the server: started when a branch has printers, and when it fell over.

The two hold a pipe each way. The server asks for jobs to be drawn (for agents, which cannot), and
when the server is gone, however it went, the pipe ends, and the worker with it.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import IO, Any

from sqlalchemy.exc import DBAPIError

from fritidsbank.db import Busy, Store
from fritidsbank.printjobs.queries import any_printers
from fritidsbank.printjobs.rules import Why
from fritidsbank.refusals import Refusal

LOOK_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0
COMMAND = (sys.executable, "-m", "fritidsbank.cli", "print-worker", "--as-child")
log = logging.getLogger("fritidsbank")


@dataclass(frozen=True)
class Drawn:
    """A job in the language of its printer, and how many labels that are."""

    data: bytes
    labels: int


class NotDrawn(Exception):  # noqa: N818 - it is an answer, not an error
    """A job could not be drawn, for this reason: see `sentence_about`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Tending:
    """One for each server process."""

    def __init__(
        self, store: Store, surroundings: Mapping[str, str], command: tuple[str, ...] = COMMAND
    ) -> None:
        self._store, self._command = store, command
        self._surroundings = {**os.environ, **surroundings}
        self._child: subprocess.Popen[bytes] | None = None
        self._over = Event()
        self._starting, self._asking = Lock(), Lock()

    def begin(self) -> None:
        """Look after it from now on."""
        Thread(target=self._tend, daemon=True, name="print worker").start()

    def end(self) -> None:
        """Look after it no longer; it ends by itself, with what it has begun."""
        self._over.set()
        self._let_go()

    def drawn(self, job: int) -> Drawn:
        """A job drawn by the worker. Raises NotDrawn."""
        with self._asking:
            try:
                child = self._running()
                assert child.stdin
                assert child.stdout
                child.stdin.write(b"%d\n" % job)
                child.stdin.flush()
                head: dict[str, Any] = json.loads(child.stdout.readline())
                data = child.stdout.read(head["bytes"])
                whole = len(data) == head["bytes"]
            except (OSError, ValueError):
                whole = False
            if not whole:
                self._let_go()
                raise NotDrawn(Why.NOT_DRAWN)
            if head["why"]:
                raise NotDrawn(head["why"])
            return Drawn(data, head["labels"])

    def _tend(self) -> None:
        pause = LOOK_SECONDS
        while not self._over.wait(pause):
            try:
                with self._store.reading() as db:
                    wanted = any_printers(db)
            except (DBAPIError, Busy):
                continue
            if not wanted:
                self._let_go()
            elif self._child is None or self._child.poll() is not None:
                # One that falls over again and again is started less and less often.
                fell = self._child is not None
                pause = min(pause * 2, _LONGEST_PAUSE_SECONDS) if fell else LOOK_SECONDS
                try:
                    self._running()
                except OSError:
                    log.exception("the print worker could not be started")
                    pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
                continue
            pause = LOOK_SECONDS

    def _running(self) -> subprocess.Popen[bytes]:
        with self._starting:
            if self._child is not None and self._child.poll() is not None:
                _part_from(self._child)
                self._child = None
            if self._child is None:
                self._child = subprocess.Popen(  # noqa: S603 - our own command
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    env=self._surroundings,
                )
            return self._child

    def _let_go(self) -> None:
        with self._starting:
            child, self._child = self._child, None
        if child is not None:
            _part_from(child)


def _part_from(child: "subprocess.Popen[bytes]") -> None:
    """It ends when its pipe does, after what it has begun; nobody waits for that."""
    for pipe in (child.stdin, child.stdout):
        if pipe:
            with suppress(OSError):
                pipe.close()
    Thread(target=child.wait, daemon=True).start()


def answer_requests(asked: IO[bytes], said: IO[bytes], draw: Callable[[int], Drawn]) -> None:
    """The worker's end of the pipe: a number on each line, until there are no more."""
    for line in asked:
        drawn, why = Drawn(b"", 0), ""
        try:
            drawn = draw(int(line))
        except Refusal as refusal:
            why = refusal.code
        except Exception:
            log.exception("a print job could not be drawn")
            why = Why.NOT_DRAWN
        head = {"bytes": len(drawn.data), "labels": drawn.labels, "why": why}
        said.write(json.dumps(head).encode() + b"\n" + drawn.data)
        said.flush()
