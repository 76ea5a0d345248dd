"""What is written on each label, card and sheet, and the address in its square code."""

from collections.abc import Sequence
from dataclasses import dataclass

from fritidsbank.printing.squares import in_capitals


@dataclass(frozen=True)
class ArticleFacts:
    """An article. `shop` says whose it is, as in "Fritidsbanken Hamnen".

    `home` is the address of the installation. A label that waits for its article has a number only.
    """

    digits: str
    home: str
    name: str = ""
    size: str = ""
    category: str = ""
    shop: str = ""


@dataclass(frozen=True)
class PlaceFacts:
    """A shelf or a store. `kind` is what sort of place it is, in the words of the shop."""

    digits: str
    name: str
    kind: str = ""
    shop: str = ""


@dataclass(frozen=True)
class CardFacts:
    """A borrower's card: who loses it loses a number. A name is there if staff wrote it."""

    digits: str
    shop: str
    name: str = ""


@dataclass(frozen=True)
class CommandFacts:
    """A number that does what a button does, as (word, what it does) in each language."""

    digits: str
    said: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class SheetFacts:
    """All commands of the counter. `title` is the heading in the shop's language."""

    title: str
    commands: Sequence[CommandFacts]


@dataclass(frozen=True)
class PosterFacts:
    """What leads to the public list. `said` is (question, invitation, hint) in each language."""

    shop: str
    address: str
    said: Sequence[tuple[str, str, str]]


def label_address(home: str, digits: str) -> str:
    """Where the square code of a label leads."""
    return f"{in_capitals(home)}/I/{digits}"


def shown_address(address: str) -> str:
    """As people write it."""
    return address.partition("://")[2].rstrip("/")


LADDERS = frozenset({"SLS", "LGS", "STV", "SNB", "FIS", "GLF"})
"""Categories of a new shop whose things are long and thin: their bars run round the pole."""


def usual_design(category: str) -> str:
    """The label that fits a kind of thing best, for whoever does not choose one."""
    return "ladder" if category in LADDERS else "article"
