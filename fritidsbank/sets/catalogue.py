"""The sets there are, as `sets.toml` lists them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fritidsbank.refusals import N_, NotFound
from fritidsbank.sets.fitting import WAYS, Gear
from fritidsbank.sets.rules import MEASURES, Measure, Need
from fritidsbank.stock.soles import Fit
from fritidsbank.toml_rows import Row, once


@dataclass(eq=False)
class NoSuchSet(NotFound):
    """No set has that name."""

    message = N_("There is no such set. Choose one of the list.")


@dataclass(frozen=True)
class Word:
    """One answer to a set's own question. Articles bear the Swedish word as an attribute."""

    code: str
    word: str
    word_en: str


@dataclass(frozen=True)
class Question:
    """What a set asks besides measures."""

    name: str
    label: str
    label_en: str
    choices: tuple[Word, ...]

    def word_of(self, code: str) -> str:
        """The word that articles bear, of the answer that was chosen or is usual."""
        return next((each for each in self.choices if each.code == code), self.choices[0]).word


@dataclass(frozen=True)
class Piece:
    """One kind of thing in a set, and how its size is found."""

    category: str
    measure: Measure
    in_cm: str = ""
    as_asked: str = ""
    only: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """Two pieces of a set that must fit each other: a boot, and what it goes into."""

    boot: str
    into: str
    by: str

    def other(self, category: str) -> str:
        """What a piece must fit; nothing when it stands alone."""
        return {self.boot: self.into, self.into: self.boot}.get(category, "")

    def fit(self, category: str, gear: Gear, other: Gear) -> Fit:
        """Whether a piece of that category fits the other one."""
        boot, into = (gear, other) if category == self.boot else (other, gear)
        return WAYS[self.by](boot, into)


@dataclass(frozen=True)
class SetEntry:
    """What is picked together: never an article, only a list to pick from."""

    code: str
    name: str
    name_en: str
    pieces: tuple[Piece, ...]
    asks: Question | None = None
    pair: Pair | None = None

    @property
    def categories(self) -> list[str]:
        """The codes of what it consists of."""
        return [piece.category for piece in self.pieces]

    @property
    def needs(self) -> list[Need]:
        """What it asks to be measured, in the order of the form."""
        asked = {piece.measure.need for piece in self.pieces}
        return [need for need in Need if need in asked]

    def partner(self, category: str) -> str:
        """The piece that one of this category must fit, if any."""
        return self.pair.other(category) if self.pair else ""


@cache
def sets() -> tuple[SetEntry, ...]:
    """All of them, in the order of the page."""
    return read(Path(__file__).with_name("sets.toml").read_text(encoding="utf-8"))


def set_called(code: str) -> SetEntry:
    """One of them. Raises NoSuchSet."""
    for each in sets():
        if each.code == code:
            return each
    raise NoSuchSet


def read(text: str) -> tuple[SetEntry, ...]:
    """Read sets written in TOML. Raises ValueError that says where and what is wrong."""
    top = Row.of_file(text, "sets")
    entries = tuple(_set(row) for row in top.rows("set"))
    top.done()
    once("sets", [entry.code for entry in entries])
    return entries


def _set(row: Row) -> SetEntry:
    asks, pair = row.table("asks"), row.table("fit")
    entry = SetEntry(
        code=row.text("code"),
        name=row.text("name"),
        name_en=row.text("name_en"),
        pieces=tuple(_piece(each) for each in row.rows("piece")),
        asks=_question(asks) if asks else None,
        pair=_pair(pair) if pair else None,
    )
    row.done()
    once(row.where, entry.categories)
    if entry.pair and not {entry.pair.boot, entry.pair.into} <= {*entry.categories}:
        raise ValueError(f"{row.where}: fit names what is no piece of it")
    if not entry.asks and any(piece.as_asked for piece in entry.pieces):
        raise ValueError(f"{row.where}: as_asked, and nothing is asked")
    return entry


def _piece(row: Row) -> Piece:
    category, size = row.text("category"), row.text("size")
    if size not in MEASURES:
        raise ValueError(f"{row.where}: there is no rule {size}")
    only = row.table("only")
    piece = Piece(
        category=category,
        measure=MEASURES[size],
        in_cm=row.text("in_cm", ""),
        as_asked=row.text("as_asked", ""),
        only=only.texts() if only else {},
    )
    row.done()
    return piece


def _question(row: Row) -> Question:
    question = Question(
        name=row.text("name"),
        label=row.text("label"),
        label_en=row.text("label_en"),
        choices=tuple(_word(each) for each in row.rows("choices")),
    )
    row.done()
    if not question.choices:
        raise ValueError(f"{row.where}: a question has answers")
    once(row.where, [choice.code for choice in question.choices])
    return question


def _word(row: Row) -> Word:
    word = Word(row.text("code"), row.text("word"), row.text("word_en"))
    row.done()
    return word


def _pair(row: Row) -> Pair:
    pair = Pair(row.text("boot"), row.text("into"), row.text("by"))
    row.done()
    if pair.by not in WAYS:
        raise ValueError(f"{row.where}: there is no way to fit called {pair.by}")
    return pair
