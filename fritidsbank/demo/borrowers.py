"""The people of the demo: families that share a number, aliases, some who left no details."""

from functools import cache
from random import Random
from typing import TypeVar

from fritidsbank.barcodes import Kind, own
from fritidsbank.demo.moments import MINUTE
from fritidsbank.demo.names import ALIASES, CALLED, GIVEN, GROUPS, NUMBERS, SURNAMES
from fritidsbank.demo.writing import Row
from fritidsbank.people.models import BorrowerKind
from fritidsbank.search_keys import search_key, sort_key

BORROWER = ("id", "kind", "created_on", "last_seen_on")
DETAILS = (
    "borrower_id",
    "name",
    "mobile",
    "contact",
    "call_notes",
    "noted_on",
    "do_not_remind",
    "search_key",
    "sort_key",
)
CARD = ("code", "borrower_id", "given_on")

_WITHOUT_DETAILS = 0.022
_BY_ALIAS = 0.013
_SAME_FAMILY = 0.35
_WITH_CARD = 0.12
_LEFT_IN_PEACE = 0.006

T = TypeVar("T")

# A name is made of few words: each is made into its key once. Keys of words make the key of a name.
_key = cache(search_key)
_order = cache(sort_key)


class Borrowers:
    """Everybody who has been here, in the order of their first visit."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._family = (SURNAMES[0], NUMBERS[0])
        self._returning: list[int] = []
        self._cards: list[int] = []
        self._names: list[tuple[str, ...]] = []
        self._facts: list[tuple[BorrowerKind, str, str]] = []
        self._created: list[int] = []
        self._last_seen: list[int] = []
        self._called: dict[int, str] = {}
        self.ids: list[str] = []

    @property
    def cards(self) -> int:
        """How many cards have been handed out."""
        return len(self._cards)

    def newcomer(self, at: int, day: int) -> int:
        """Somebody who has not been here before."""
        chance = self._rng.random()
        if chance < _WITHOUT_DETAILS:
            return self._add(at, day, BorrowerKind.WITHOUT_DETAILS, ())
        if chance < _WITHOUT_DETAILS + _BY_ALIAS:
            return self._add(at, day, BorrowerKind.ALIAS, (self._one_of(ALIASES),))
        if self._rng.random() > _SAME_FAMILY:
            self._family = (self._one_of(SURNAMES), self._one_of(NUMBERS))
        surname, mobile = self._family
        name = (self._one_of(GIVEN), surname)
        person = self._add(at, day, BorrowerKind.PERSON, name, mobile)
        self._returning.append(person)
        if self._rng.random() < _WITH_CARD:
            self._cards.append(person)
        return person

    def group(self, at: int, day: int, which: int) -> int:
        """A school or an association."""
        contact = f"{self._one_of(GIVEN)} {self._one_of(SURNAMES)}"
        mobile = NUMBERS[which % len(NUMBERS)]
        return self._add(at, day, BorrowerKind.ORGANISATION, (GROUPS[which],), mobile, contact)

    def back_again(self, day: int) -> int | None:
        """Somebody who has been here before, if there is anybody."""
        if not self._returning:
            return None
        known = self._one_of(self._returning)
        self._last_seen[known] = day
        return known

    def seen(self, borrower: int, day: int) -> None:
        """Here once more."""
        self._last_seen[borrower] = day

    def telephoned(self, borrower: int) -> None:
        """Somebody rang, and noted what was said."""
        self._called[borrower] = self._one_of(CALLED)

    def rows(self, dates: list[str]) -> tuple[list[Row], list[Row], list[Row]]:
        """The rows of `borrower`, `borrower_details` and `card`; `dates` by the day's number."""
        bare: list[Row] = []
        details: list[Row] = []
        latest = max(self._last_seen, default=0)
        for number, (kind, mobile, contact) in enumerate(self._facts):
            words = self._names[number]
            key = " ".join(map(_key, (*words, contact) if contact else words))
            order = " ".join(map(_order, words))
            called = self._called.get(number, "")
            quiet = int(kind is BorrowerKind.PERSON and self._rng.random() < _LEFT_IN_PEACE)
            id_, name = self.ids[number], " ".join(words)
            created, last_seen = dates[self._created[number]], dates[self._last_seen[number]]
            bare.append((id_, kind.value, created, last_seen))
            noted = dates[latest] if called else None
            details.append((id_, name, mobile, contact, called, noted, quiet, key, order))
        cards: list[Row] = [
            (own(Kind.CARD, serial).digits, self.ids[person], dates[self._created[person]])
            for serial, person in enumerate(self._cards)
        ]
        return bare, details, cards

    def _add(
        self,
        at: int,
        day: int,
        kind: BorrowerKind,
        name: tuple[str, ...],
        mobile: str = "",
        contact: str = "",
    ) -> int:
        self.ids.append(uuid_at(at - MINUTE, self._rng))
        self._names.append(name)
        self._facts.append((kind, mobile, contact))
        self._created.append(day)
        self._last_seen.append(day)
        return len(self.ids) - 1

    def _one_of(self, things: tuple[T, ...] | list[T]) -> T:
        return things[int(self._rng.random() * len(things))]


def uuid_at(at: int, rng: Random) -> str:
    """An id as a tablet makes it at that moment: a UUID that begins with the time (version 7)."""
    chance = rng.getrandbits(84)
    milliseconds = at * 1000 + (chance >> 74) * 1000 // 1024
    high = milliseconds << 80 | 7 << 76 | (chance >> 62 & 0xFFF) << 64
    digits = f"{high | 2 << 62 | chance & (1 << 62) - 1:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
