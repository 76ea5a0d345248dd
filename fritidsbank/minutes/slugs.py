"""What a group and a meeting are called in addresses: short, in plain letters, and for ever."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from fritidsbank.refusals import Malformed, N_, Refusal

LONGEST = 60
RESERVED = frozenset({"arenden", "forslag", "sok", "prenumerera", "kalender", "atom"})
"""What stands beside the groups under /moten."""
_LIKE = str.maketrans({"ø": "o", "æ": "a", "ß": "ss", "đ": "d", "ð": "d", "ł": "l", "þ": "th"})


@dataclass(eq=False)
class NameHasNoLetters(Malformed):
    """Nothing is left of the name that could stand in an address."""

    message = N_("Write a name with letters or numbers in it: it becomes the address of the page.")


@dataclass(eq=False)
class AddressTaken(Refusal):
    """Another group has that address, or the program itself."""

    slug: str

    message = N_("The address /moten/{slug} is taken. Make the name a little longer.")


def slug_of(name: str) -> str:
    """å becomes a; all but letters and figures a hyphen. Raises NameHasNoLetters."""
    bare = unicodedata.normalize("NFKD", name.casefold().translate(_LIKE))
    slug = re.sub(r"[^a-z0-9]+", "-", "".join(x for x in bare if not unicodedata.combining(x)))
    slug = slug.strip("-")[:LONGEST].strip("-")
    if not slug:
        raise NameHasNoLetters
    return slug


def free_slug(name: str, taken: Collection[str]) -> str:
    """The address of a group with that name. Raises NameHasNoLetters, AddressTaken."""
    slug = slug_of(name)
    if slug in RESERVED or slug in taken:
        raise AddressTaken(slug)
    return slug


def numbered(slug: str, taken: Collection[str]) -> str:
    """The slug, or with -2, -3 behind it: two meetings on one day."""
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free
