"""A text as it is searched for what is private: every sign in its plainest form.

A personal number in full-width digits, with a hard space or split by the stars of bold type, is
still one. Each sign remembers where in the text it stood.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_MARKUP = frozenset("*_\\`")
_APOSTROPHES = frozenset("\u00b4\u02bc\u2018\u2019")


class PrivateKind(StrEnum):
    """What may be private in a text."""

    PERSONAL_NUMBER = "personal_number"
    PHONE = "phone"
    MAIL = "mail"
    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True)
class Found:
    """Something private at a place of a plain text; not `sure`: it only looks so."""

    kind: PrivateKind
    start: int
    end: int
    sure: bool


@dataclass(frozen=True)
class PlainText:
    """The plain signs, and for each the span in the text that it was made of."""

    signs: str
    spans: tuple[tuple[int, int], ...]

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text itself a span of the plain signs stands."""
        return self.spans[start][0], self.spans[end - 1][1]


def plain_text(text: str) -> PlainText:
    """Composed letters, ASCII digits, one kind of dash and of space, and no marks of Markdown."""
    signs: list[str] = []
    spans: list[tuple[int, int]] = []
    for place, sign in enumerate(text):
        if sign in _MARKUP:
            continue
        if sign.isascii():
            signs.append(" " if sign == "\t" else sign)
            spans.append((place, place + 1))
            continue
        category = unicodedata.category(sign)
        if category == "Cf":
            continue
        if category == "Mn" and signs:
            composed = unicodedata.normalize("NFC", signs[-1] + sign)
            signs[-1] = composed if len(composed) == 1 else signs[-1]
            spans[-1] = (spans[-1][0], place + 1)
            continue
        for each in _plain(sign, category):
            signs.append(each)
            spans.append((place, place + 1))
    return PlainText("".join(signs), tuple(spans))


def _plain(sign: str, category: str) -> str:
    if category == "Pd" or sign == "−":
        return "-"
    if category in {"Zs", "Zl", "Zp"}:
        return " " if category == "Zs" else "\n"
    if sign in _APOSTROPHES:
        return "'"
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    return unicodedata.normalize("NFKC", sign)
