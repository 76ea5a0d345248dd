"""Pages out of a job for a Star: its raster mode and StarPRNT, read as the specifications say."""

import re
from dataclasses import dataclass, field

from PIL import Image

from fritidsbank.printing.profiles import Medium, Printer, dots_of

_ENTER, _LEAVE = re.compile(rb"\x1b\*rR\x1b\*rA"), re.compile(rb"\x1b\x0c\x04\x1b\*rB")
_MODE = re.compile(rb"\x1b\*r([A-Z])(\d+)\x00")
_ROW = re.compile(rb"b(..)", re.DOTALL)
_PAGE_ENDS = re.compile(rb"\x1b\x0c\x00")
_BAND = re.compile(rb"\x1b\x1dS\x01(..)(..)\x00", re.DOTALL)
_CUT = re.compile(rb"\x1bd[23]")
_LEAVES_IT_TO_BE_TAKEN = {3, 9, 13}
"""Modes of a page's end that feed it to the bar or the knife."""


class Misread(Exception):  # noqa: N818 - the job is at fault
    """A Star would do something else with it, or nothing."""


@dataclass
class _Job:
    """What is left of it, and the rows since the last cut."""

    left: bytes
    rows: list[bytes] = field(default_factory=list)
    pages: list[list[bytes]] = field(default_factory=list)

    def has(self, form: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """The next command, when it is this one."""
        found = form.match(self.left)
        if found:
            self.left = self.left[found.end() :]
        return found

    def row(self, length: int) -> None:
        if len(self.left) < length:
            raise Misread("a row is shorter than it says")
        self.rows.append(self.left[:length])
        self.left = self.left[length:]

    def cut(self) -> None:
        self.pages.append(self.rows)
        self.rows = []


def decode(job: bytes, printer: Printer, medium: Medium) -> list[Image.Image]:
    """What is cut off, page by page, as wide as the paper can be printed on. Raises Misread."""
    across, _ = dots_of(printer, medium)
    reading = _Job(job)
    while reading.left:
        if reading.has(_ENTER):
            _raster(reading)
        elif band := reading.has(_BAND):
            width, height = (int.from_bytes(each, "little") for each in band.groups())
            for _ in range(height):
                reading.row(width)
        elif reading.has(_CUT):
            reading.cut()
        else:
            raise Misread(f"no command: {reading.left[:8]!r}")
    if reading.rows:
        raise Misread("the last page stays in the printer")
    return [_page(rows, across) for rows in reading.pages]


def _raster(job: _Job) -> None:
    modes: dict[bytes, int] = {}
    while not job.has(_LEAVE):
        if mode := job.has(_MODE):
            if job.rows:
                raise Misread("a mode is ignored while there are rows")
            modes[mode[1]] = int(mode[2])
        elif row := job.has(_ROW):
            job.row(int.from_bytes(row[1], "little"))
        elif job.has(_PAGE_ENDS):
            if modes.get(b"F") not in _LEAVES_IT_TO_BE_TAKEN:
                raise Misread(f"nobody can take the page: {modes}")
            job.cut()
        else:
            raise Misread(f"no command of the raster mode: {job.left[:8]!r}")
    if modes.get(b"P") != 0:
        raise Misread("pages have a length of their own")


def _page(rows: list[bytes], across: int) -> Image.Image:
    width = -(-across // 8)
    if any(len(row) > width for row in rows):
        raise Misread("a row is longer than the paper is wide")
    dots = b"".join(row.ljust(width, b"\0") for row in rows)
    return Image.frombytes("1", (across, len(rows)), dots, "raw", "1;I")
