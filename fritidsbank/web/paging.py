"""Long lists a page at a time."""

from collections.abc import Mapping
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
    size: int = A_PAGE

    @property
    def skip(self) -> int:
        """How many lines stand on the pages before."""
        return (self.number - 1) * self.size


def page_asked() -> int:
    """The page that the address names."""
    wanted = request.args.get("page", "1")
    return max(1, int(wanted)) if wanted.isdecimal() and len(wanted) < 7 else 1


def pages_of(count: int, size: int = A_PAGE, asked: Mapping[str, str] | None = None) -> Pages:
    """The pages of a list of `count` lines, at the page that the address names.

    `asked` is what the addresses of the others say besides; else all that this one says.
    """
    last = max(1, -(-count // size))
    number = min(page_asked(), last)
    said = request.args if asked is None else asked
    near = range(max(1, number - _AROUND), min(last, number + _AROUND) + 1)
    return Pages(
        number,
        tuple(PageLink(n, _path(n, said), n == number) for n in sorted({1, *near, last})),
        _path(number - 1, said) if number > 1 else "",
        _path(number + 1, said) if number < last else "",
        size,
    )


def _path(number: int, said: Mapping[str, str]) -> str:
    asked = [(name, value) for name, value in said.items() if name != "page" and value]
    return f"{request.path}?{urlencode([*asked, ('page', number)])}"
