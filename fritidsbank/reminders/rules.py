"""Words of reminders, and what a text of a branch may say."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

from fritidsbank.paths import PACKAGE
from fritidsbank.refusals import Malformed, N_

LONGEST_TEXT = 600
FACTS = ("articles", "day", "branch", "phone", "link")
"""What a text may name in braces."""


class Step(StrEnum):
    """Which reminder of a loan it is."""

    BEFORE = "before"
    AFTER = "after"
    WEEKLY = "weekly"


class Channel(StrEnum):
    """How a reminder went."""

    SMS = "sms"
    BY_HAND = "by_hand"  # somebody copied the list and sent it from a telephone


class Became(StrEnum):
    """What is known of a reminder. Until the gateway has answered, nobody knows whether it went."""

    UNHEARD = "unheard"
    SENT = "sent"
    REFUSED = "refused"


class Manner(StrEnum):
    """How a branch speaks to those who borrow; no language is kept of anybody."""

    BOTH = "both"  # Swedish, and one line of English
    SWEDISH = "swedish"
    ENGLISH = "english"
    EASY = "easy"  # lättläst


@dataclass(eq=False)
class TextIncomplete(Malformed):
    """It does not say what is to come back, or where to."""

    articles: str = "{articles}"
    branch: str = "{branch}"

    message = N_("The text must have {articles} and {branch}, so that people know what it is.")


@dataclass(eq=False)
class TextUnknown(Malformed):
    """Something in braces that nobody can fill in."""

    known: str = ", ".join(f"{{{fact}}}" for fact in FACTS)

    message = N_("In braces only these can stand: {known}.")


@dataclass(eq=False)
class TextTooLong(Malformed):
    """Longer than four parts of a text message."""

    longest: int

    message = N_("The text is longer than {longest} letters. Write a shorter one.")


@dataclass(eq=False)
class TextOfMoney(Malformed):
    """A word about money (`fee_words.txt`): nothing costs anything here, and nobody owes us."""

    word: str

    message = N_("“{word}” has no place in a reminder: to borrow costs nothing. Take it out.")


_OF_MONEY = re.compile(
    rf"\b({'|'.join((PACKAGE / 'reminders' / 'fee_words.txt').read_text('utf-8').split())})\b",
    re.IGNORECASE,
)


def text_of(written: str) -> str:
    """A text as a branch may send it.

    Raises TextTooLong, TextUnknown, TextIncomplete, TextOfMoney.
    """
    # As one letter each: ö of two would make a text message twice as long, and hide a word.
    written = unicodedata.normalize("NFC", written)
    text = "\n".join(filter(None, (" ".join(line.split()) for line in written.splitlines())))
    text = "".join(c for c in text if c == "\n" or c.isprintable())
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(LONGEST_TEXT)
    named = _named_in(text)
    if not named <= set(FACTS):
        raise TextUnknown
    if not {"articles", "branch"} <= named:
        raise TextIncomplete
    if found := _OF_MONEY.search(text):
        raise TextOfMoney(found[0])
    return text


def _named_in(text: str) -> set[str]:
    try:
        parts = [*Formatter().parse(text)]
    except ValueError:
        raise TextUnknown from None
    # {day:>9}, {day!r} and {day.year} are for programmers; a bare {} is nobody's.
    if any(form or how for _, _, form, how in parts):
        raise TextUnknown
    return {name for _, name, _, _ in parts if name is not None}
