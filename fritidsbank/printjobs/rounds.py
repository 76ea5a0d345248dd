"""Going round among printers: a thread for each that has work, so that a dead one stops itself."""

import logging
from collections.abc import Callable, Iterable
from threading import Event, Lock, Thread
from time import monotonic

log = logging.getLogger("fritidsbank")


class Rounds:
    """`waiting` says which printers have work, `work` does one job of one and whether there was."""

    def __init__(self, waiting: Callable[[], Iterable[int]], work: Callable[[int], bool]) -> None:
        self._waiting, self._work = waiting, work
        self._busy: dict[int, Thread] = {}
        self._lock = Lock()
        self._over = Event()

    def go(self) -> None:
        """Look once, and begin wherever there is work and nobody at it."""
        for printer in self._waiting():
            with self._lock:
                if printer in self._busy or self._over.is_set():
                    continue
                thread = Thread(target=self._keep_at_it, args=(printer,), daemon=True)
                self._busy[printer] = thread
            thread.start()

    def stop(self, seconds: float) -> bool:
        """Begin nothing new; what has begun may end within its time. Whether something did not."""
        self._over.set()
        with self._lock:
            threads = list(self._busy.values())
        until = monotonic() + seconds
        for thread in threads:
            thread.join(timeout=max(until - monotonic(), 0.0))
        return any(thread.is_alive() for thread in threads)

    def _keep_at_it(self, printer: int) -> None:
        try:
            while not self._over.is_set() and self._work(printer):
                pass
        except Exception:
            # The register or the server is away: the next round tries again.
            log.exception("printer %s: the work was broken off", printer)
        finally:
            with self._lock:
                del self._busy[printer]
