"""Two people, or two tablets, in the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread

from fritidsbank.refusals import Refusal
from tests import make


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do them in the same moment; what each came to, a refusal included."""
    line = Barrier(len(deeds), timeout=60)
    came_to: list[object] = [None] * len(deeds)

    def do(place: int, deed: Callable[[], object]) -> None:
        line.wait()
        try:
            came_to[place] = deed()
        except Refusal as refusal:
            came_to[place] = refusal.code

    threads = [Thread(target=do, args=one) for one in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return came_to


def saying(tablet: make.Tablet, kind: str, **fields: object) -> Callable[[], object]:
    """A tablet says something."""
    return lambda: tablet.says(kind, **fields)["outcome"]
