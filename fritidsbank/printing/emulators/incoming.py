"""What comes in over the line, byte by byte, and what a reader makes of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from PIL import Image

from fritidsbank.printing.emulators.faults import Roll
from fritidsbank.refusals import Malformed, N_

MOST_MEGABYTES = 50
MOST_ROWS = 20_000


class Ended(Exception):  # noqa: N818 - that a job ends is no error
    """The line was closed at the other end."""


@dataclass(eq=False)
class JobTooLarge(Malformed):
    """So that whoever sends without end fills no memory."""

    megabytes: int

    message = N_("A job of more than {megabytes} MB is not read to its end.")


@dataclass(eq=False)
class PageTooLong(Malformed):
    """Two and a half metres at 203 dpi."""

    rows: int

    message = N_("A page of more than {rows} rows of dots is not printed.")


@dataclass(frozen=True)
class Printed:
    """A page is ready to come out: all its ink, and which of it is red, where there is red.

    `roll` is the one it asks for, where a language says so. `quiet`: the sender wants no report.
    """

    page: Image.Image
    red: Image.Image | None = None
    copies: int = 1
    roll: Roll | None = None
    quiet: bool = False


@dataclass(frozen=True)
class Asked:
    """The sender asks how the machine stands, in these bytes."""

    question: bytes


@dataclass(frozen=True)
class Remark:
    """Something that would be on the paper, and is not in the picture."""

    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)


Event = Printed | Asked | Remark


class Incoming:
    """Bytes as they come. `more` waits for some and gives none when the line is closed."""

    def __init__(self, more: Callable[[], bytes]) -> None:
        self._more = more
        self._held = bytearray()
        self._room = MOST_MEGABYTES * 1_000_000

    @classmethod
    def of(cls, pieces: Iterable[bytes]) -> "Incoming":
        """A job that is already there."""
        left = iter(pieces)
        return cls(lambda: next((piece for piece in left if piece), b""))

    def take(self, count: int) -> bytes:
        """So many bytes. Raises Ended, JobTooLarge."""
        while len(self._held) < count:
            self._fill()
        taken = bytes(self._held[:count])
        del self._held[:count]
        return taken

    def until(self, stops: bytes) -> bytes:
        """All before one of these bytes, which stays. Raises Ended, JobTooLarge."""
        searched = 0
        while True:
            found = [at for stop in stops if (at := self._held.find(stop, searched)) >= 0]
            if found:
                return self.take(min(found))
            searched = len(self._held)
            self._fill()

    def _fill(self) -> None:
        piece = self._more()
        if not piece:
            raise Ended
        self._room -= len(piece)
        if self._room < 0:
            raise JobTooLarge(MOST_MEGABYTES)
        self._held += piece


def refuse_too_long(rows: int) -> None:
    """Raises PageTooLong."""
    if rows > MOST_ROWS:
        raise PageTooLong(MOST_ROWS)


def picture(dots: bytes, row: int) -> Image.Image:
    """Rows of so many bytes from the top, eight dots in each, in which 1 is ink."""
    # "1;I" is Pillow's name for dots in which 1 is black.
    return Image.frombytes("1", (row * 8, len(dots) // row), dots, "raw", "1;I")
