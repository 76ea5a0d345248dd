"""What a cell says: a size, a year, a day, a unit, the value of an attribute."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from fritidsbank.intake.importing_headings import normal
from fritidsbank.intake.importing_known import Sort
from fritidsbank.people.rules import free_text
from fritidsbank.refusals import Malformed, N_, Refusal
from fritidsbank.stock import attributes
from fritidsbank.stock.catalogue import AttributeKind, written
from fritidsbank.stock.parts import parts_of
from fritidsbank.stock.registering import NameOfArticleMissing, YearWrong
from fritidsbank.stock.rules import PlaceKind, Unit
from fritidsbank.stock.words import PLACES, UNITS
from fritidsbank.web.forms import TOO_LONG
from fritidsbank.web.language import LANGUAGES, say

EARLIEST = date(1950, 1, 1)
_SERIAL_0 = date(1899, 12, 30)
"""The day from which spreadsheet programs count; the two days before 1900 are an old fault."""

_DECIMAL = re.compile(r"(?<![\d.,])(\d{1,3})[.,](\d{1,2})(?![\d.,])")
_RANGE = re.compile(r"(?<=\d)\s*[-\u2013]\s*(?=\d)")
NO_PARTS = N_("none")
_LOST = "saknas, saknad, försvunnen, borttappad, bortkommen, lost"
_GONE = "kasserad, kasserat, skrotad, slängd, såld, utgången, utgått, avskriven, borta, scrapped"
_UNITS = {
    Unit.PIECE: "st, styck, stycken, styk, 1 st, pc, pcs, piece, pieces",
    Unit.PAIR: "par, pairs, pair",
    Unit.SET: "sats, set, paket, sett, sets",
}
_YES = "ja, j, yes, y, x, 1, sant, true, finns"
_NO = "nej, n, no, 0, falskt, false, saknas"


@dataclass(eq=False)
class UnitUnknown(Malformed):
    """None of the three."""

    written: str

    message = N_("Write piece, pair or set, not {written}.")


@dataclass(eq=False)
class RegisteredWrong(Malformed):
    """No day, or one on which nothing of ours was registered."""

    message = N_("Write the day as 2026-03-02, from 1950 to today.")


@dataclass(eq=False)
class WrittenTooLong(Malformed):
    """More than there is room for."""

    longest: int

    message = TOO_LONG


def name(cell: str) -> str:
    """What the article is called. Raises NameOfArticleMissing and what free text raises."""
    text = free_text(cell)
    if not 0 < len(text) <= 80:
        raise NameOfArticleMissing
    return text


def _short(cell: str, longest: int) -> str:
    text = free_text(cell, max(len(cell), 1))
    if len(text) > longest:
        raise WrittenTooLong(longest)
    return text


def brand(cell: str) -> str:
    """Who made it. Raises WrittenTooLong, LooksLikePersonnummer."""
    return _short(cell, 80)


def note(cell: str) -> str:
    """Anything else about it. Raises WrittenTooLong, LooksLikePersonnummer."""
    return _short(cell, 500)


def size(cell: str) -> str:
    """As people write it on the label: 38 and not 38.0, 25,5 and not 25.5, 54-58."""
    return _short(_RANGE.sub("-", _DECIMAL.sub(_with_comma, cell)), 20)


def _with_comma(match: re.Match[str]) -> str:
    return written(float(f"{match[1]}.{match[2]}"))


def year(cell: str, this_year: int) -> int:
    """With four digits, from the first that counts until next year. Raises YearWrong."""
    digits = without_zero(cell)
    if not re.fullmatch(r"[12]\d{3}", digits) or not (
        EARLIEST.year <= int(digits) <= this_year + 1
    ):
        raise YearWrong
    return int(digits)


def day(cell: str, today: date) -> date:
    """A day that was, also as spreadsheet programs count days. Raises RegisteredWrong."""
    found = _day_of(without_zero(cell))
    if found is None or not EARLIEST <= found <= today:
        raise RegisteredWrong
    return found


def without_zero(cell: str) -> str:
    """A whole number as a spreadsheet keeps it, without its decimals."""
    whole, point, decimals = cell.partition(".")
    return whole if point and whole.isdecimal() and set(decimals) == {"0"} else cell


def parts(cell: str) -> list[str]:
    """Its loose parts, with | between them, else one a line, else with commas between.

    Raises what `parts_of` raises.
    """
    if normal(cell) in {normal(say(NO_PARTS, language)) for language in LANGUAGES}:
        return []
    between = next(sign for sign in ("|", "\n", ",") if sign in f"{cell},")
    return parts_of(cell.split(between))


def unit(cell: str) -> Unit:
    """What one label stands for. Raises UnitUnknown."""
    found = _unit_words().get(normal(cell))
    if found is None:
        raise UnitUnknown(cell[:40])
    return found


def _day_of(cell: str) -> date | None:
    if re.fullmatch(r"\d{5}", cell):
        return _SERIAL_0 + timedelta(days=int(cell))
    match = re.fullmatch(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})([T ]\d{2}:\d{2}.*)?", cell)
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()[:3]))
    except ValueError:
        return None


def has_left(cell: str) -> bool:
    """Whether it is neither in the house nor lent: missing, scrapped, written off."""
    return normal(cell) in _left_words()


def answering(sort: Sort, name: str) -> Callable[[str], Any]:
    """How the value of an attribute is read. What it returns raises what `attributes.read` does."""
    question = sort.questions[name]

    def read(cell: str) -> Any:  # noqa: ANN401 - what JSON can hold
        typed = cell
        if question.kind is AttributeKind.YESNO:
            typed = _yes_or_no().get(normal(cell), cell)
        elif question.options:
            exact = cell in dict(question.options)
            typed = cell if exact else sort.words[name].get(normal(cell), cell)
        elif question.kind is AttributeKind.DATE:
            day = _day_of(without_zero(cell))
            typed = day.isoformat() if day else cell
        elif question.kind is AttributeKind.TEXT:
            return _short(cell, attributes.LONGEST)
        elif question.unit:
            typed = cell.removesuffix(question.unit).strip()
        return attributes.read(question, typed)

    return read


def is_usual(sort: Sort, size: str) -> bool:
    """Whether such things come in that size, as far as the category says."""
    if size in sort.sizes or sort.size is None:
        return True
    try:
        attributes.read(sort.size, size)
    except Refusal:
        return False
    return True


def is_strange(cell: str) -> bool:
    """Whether there are control characters in it, other than ends of lines."""
    return any(unicodedata.category(s) == "Cc" and s not in "\t\r\n" for s in cell)


def _words_of(said: str) -> list[str]:
    return [normal(word) for word in said.split(",")]


@cache
def _unit_words() -> Mapping[str, Unit]:
    others = {word: unit for unit, said in _UNITS.items() for word in _words_of(said)}
    ours = {normal(say(UNITS[unit], each)): unit for unit in Unit for each in LANGUAGES}
    return others | ours


@cache
def _left_words() -> frozenset[str]:
    away = (PlaceKind.MISSING, PlaceKind.GONE)
    ours = {normal(say(PLACES[kind], language)) for kind in away for language in LANGUAGES}
    return frozenset(ours.union(_words_of(_LOST), _words_of(_GONE)))


@cache
def _yes_or_no() -> Mapping[str, str]:
    return dict.fromkeys(_words_of(_YES), attributes.YES) | dict.fromkeys(
        _words_of(_NO), attributes.NO
    )
