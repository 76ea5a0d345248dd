"""Made-up people with names and numbers that nobody else has, and how to find a trace of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from random import Random

BEGINNINGS = ("qvå", "zör", "xän", "wyå", "qäl", "zåf", "xöd", "wäv", "qöj", "zyä", "xåg", "wöb")
MIDDLES = (
    "kröf",
    "gätz",
    "båxl",
    "dwän",
    "flåq",
    "pjöv",
    "tzäk",
    "vröx",
    "mqåd",
    "jözg",
    "hwäf",
    "bwöl",
    "fåzt",
    "gwäk",
    "hqöt",
    "jwår",
)
ENDINGS = ("ström", "påhz", "qvist", "lörx", "bäckz", "zund", "hjälq", "wång")
FIRST_NAMES = ("Åsa", "Amina", "Örjan", "Bo", "Märta", "Yusuf", "Ängla", "Per-Olof", "Sara", "José")
AREAS = ("70919", "72939", "73691", "76197", "79193")
"""The first five digits of their numbers, after the zero or the +46."""

# As a page, a search key, a sort key, JSON, an address, a mail, or an old program writes them.
_LETTERS = {
    "å": ("å", "Å", "a", "{", "a\u030a", "\\u00e5", "\\u00c5", "%c3%a5", "%c3%85", "=c3=a5"),
    "ä": ("ä", "Ä", "a", "|", "a\u0308", "\\u00e4", "\\u00c4", "%c3%a4", "%c3%84", "=c3=a4"),
    "ö": ("ö", "Ö", "o", "}", "o\u0308", "\\u00f6", "\\u00d6", "%c3%b6", "%c3%96", "=c3=b6"),
}
_OLD = {"å": (b"\xe5", b"\xc5"), "ä": (b"\xe4", b"\xc4"), "ö": (b"\xf6", b"\xd6")}  # latin-1
_BETWEEN = rb"(?:[ ()./+-]|\xc2\xa0|\xa0|%20){0,3}"
"""What may stand between two digits of a number."""


@dataclass(frozen=True)
class Resident:
    """Somebody of the town; the surname is nobody else's."""

    first_name: str
    surname: str
    mobile: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.surname}"

    @property
    def digits(self) -> str:
        """The number as every spelling of it has it."""
        return self.mobile.removeprefix("+46")


def residents(many: int, seed: int) -> list[Resident]:
    """So many of them, alike for the same seed."""
    dice = Random(seed)
    surnames = ["".join(parts) for parts in product(BEGINNINGS, MIDDLES, ENDINGS)]
    numbers = [f"+46{area}{last:04}" for area in AREAS for last in range(10_000)]
    return [
        Resident(dice.choice(FIRST_NAMES), surname.capitalize(), mobile)
        for surname, mobile in zip(
            dice.sample(surnames, many), dice.sample(numbers, many), strict=True
        )
    ]


class Traces:
    """Finds names and numbers in bytes, in every spelling, with one look at each byte."""

    def __init__(self, people: Iterable[Resident]) -> None:
        people = list(people)
        self._names = {_plain(one.surname.casefold()): one.surname for one in people}
        self._numbers = {one.digits.encode(): one.surname for one in people}
        self.bytes = 0

    def of(self, data: bytes) -> set[str]:
        """The surnames of whoever stands there, by name or by number."""
        self.bytes += len(data)
        found = {
            self._names.get(_UNSPELT.sub(_letter, match[0]).decode())
            for match in _SURNAME.finditer(data.lower())
        }
        found |= {
            self._numbers.get(re.sub(rb"\D", b"", match[1].replace(b"%20", b"")))
            for match in _NUMBER.finditer(data)
        }
        return {one for one in found if one}


def _plain(text: str) -> str:
    return text.translate(str.maketrans("åäö", "aao"))


def _spelt(letter: str) -> list[bytes]:
    """A letter in bytes that were made small, those above ASCII excepted."""
    if letter not in _LETTERS:
        return [re.escape(letter.encode())]
    ways = {way.encode().lower() for way in _LETTERS[letter]} | {*_OLD[letter]}
    return [re.escape(way) for way in sorted(ways, key=len, reverse=True)]


def _pattern(parts: Iterable[str]) -> bytes:
    spelt = (b"".join(b"(?:%b)" % b"|".join(_spelt(letter)) for letter in part) for part in parts)
    return b"(?:%b)" % b"|".join(spelt)


def _letter(match: re.Match[bytes]) -> bytes:
    return _BARE[match[0]]


_BARE = {
    way.encode().lower(): _plain(letter).encode()
    for letter, ways in _LETTERS.items()
    for way in ways
} | {way: _plain(letter).encode() for letter, ways in _OLD.items() for way in ways}
_UNSPELT = re.compile(b"|".join(re.escape(way) for way in sorted(_BARE, key=len, reverse=True)))
_SURNAME = re.compile(b"".join(_pattern(parts) for parts in (BEGINNINGS, MIDDLES, ENDINGS)))
_NUMBER = re.compile(rb"(?=(7%b\d%b\d%b\d%b\d(?:%b\d){4}))" % ((_BETWEEN,) * 5))
"""Any nine digits that may be a number, wherever they begin."""
