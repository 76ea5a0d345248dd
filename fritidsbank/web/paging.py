"""Long lists a page at a time."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

A_PAGE = 50
_AROUND = 2


@dataclass(frozen=True)
class PageLink:
    """One of the pages; `here` is the one that is shown."""

    number: int
    path: str
    here: bool


@dataclass(frozen=True)
class Pages:
    """Which page of a list is shown, and the way to the others."""

    number: int
    links: tuple[PageLink, ...]
    earlier: str
    later: str

    @property
    def skip(self) -> int:
        """How many lines stand on the pages before."""
        return (self.number - 1) * A_PAGE


def pages_of(count: int) -> Pages:
    """The pages of a list of `count` lines, at the page that the address names."""
    last = max(1, -(-count // A_PAGE))
    wanted = request.args.get("page", "1")
    number = min(max(1, int(wanted)), last) if wanted.isdecimal() and len(wanted) < 7 else 1
    near = range(max(1, number - _AROUND), min(last, number + _AROUND) + 1)
    return Pages(
        number,
        tuple(PageLink(n, _path(n), n == number) for n in sorted({1, *near, last})),
        _path(number - 1) if number > 1 else "",
        _path(number + 1) if number < last else "",
    )


def _path(number: int) -> str:
    asked = [(name, value) for name, value in request.args.items() if name != "page" and value]
    return f"{request.path}?{urlencode([*asked, ('page', number)])}"
