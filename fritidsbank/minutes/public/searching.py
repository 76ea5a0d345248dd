"""Searching what is published, in Swedish: by stems, å, ä and ö letters of their own.

On SQLite the words were stored as stems (`stems.py`) in an FTS5 table, on PostgreSQL as a tsvector;
what somebody typed becomes a question of the same kind. A word also finds what begins with it, so
that skridsko finds skridskobanan, and the stems of its other forms, so that it finds skridskor.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup, escape
from sqlalchemy import (
    Column,
    Date,
    Executable,
    Float,
    Integer,
    Row,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    select,
    text,
)
from sqlalchemy.orm import Session, aliased

from fritidsbank.minutes.published import Published, PublishedItem
from fritidsbank.minutes.rules import PublishedKind
from fritidsbank.minutes.stems import stems_of

MOST_HITS = 100
"""More than anybody reads: whoever has found so many is asked for one more word."""
MOST_WORDS = 8
SHORTEST_START = 3
"""Letters from which on a word also finds what begins with it."""
SNIPPET = 220
_YEAR = 365.0
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_VOWELS = frozenset("aeiouyåäö")


@dataclass(frozen=True)
class Wanted:
    """A word that was typed: how it begins, and the stems of its forms."""

    word: str
    stem: str
    others: tuple[str, ...]
    begins: bool

    def is_in(self, word: str) -> bool:
        """Whether a word of a text is this one in any form."""
        if self.begins and word.startswith(self.stem):
            return True
        # To stem a word takes its time, and most words are others already by their first letters.
        return word.startswith(self.stem[:2]) and stems_of(word) in {self.stem, *self.others}


class Looking:
    """Which of the words stand in a text; a word that texts say again and again is asked once."""

    def __init__(self, words: list[Wanted]) -> None:
        self._words = words
        self._known: dict[str, frozenset[str]] = {}

    def which(self, said: str) -> frozenset[str]:
        """Those that this one word of a text is a form of."""
        found = self._known.get(said)
        if found is None:
            word = said.casefold()
            found = frozenset(each.word for each in self._words if each.is_in(word))
            self._known[said] = found
        return found

    def how_many(self, sentence: str) -> int:
        """How many of them stand in it."""
        return len(frozenset[str]().union(*map(self.which, set(_WORD.findall(sentence)))))


@dataclass(frozen=True)
class Ranked:
    """A place that was found, and how well."""

    item: int
    score: float
    falls_on: date | None
    in_title: bool


@dataclass(frozen=True)
class Piece:
    """A part of a text; `found` where the words stand that were looked for."""

    text: str
    found: bool


@dataclass(frozen=True)
class Hit:
    """What is told about a place that was found."""

    path: str
    label: str
    kind: str
    published: PublishedKind
    title: tuple[Piece, ...]
    around: tuple[Piece, ...]
    falls_on: date | None
    group: str


def wanted(typed: str) -> list[Wanted]:
    """The words of what was typed, each with what else it may look like."""
    words = list(dict.fromkeys(_WORD.findall(typed.casefold())))[:MOST_WORDS]
    return [_wanted(word) for word in words]


def find(db: Session, words: list[Wanted], today: date) -> list[Ranked]:
    """The best places with all these words, the best first; at most MOST_HITS."""
    if not words:
        return []
    asked = _by_tsvector(words) if _is_postgresql(db) else _by_fts5(words)
    found = [
        Ranked(item, score, falls_on, _begins_a_word(words, title))
        for item, score, falls_on, title in db.execute(*asked)
    ]
    return sorted(found, key=lambda each: (_worth(each, today), -each.item))


def hits(db: Session, ranked: list[Ranked], words: list[Wanted]) -> list[Hit]:
    """What is shown of these places, in their order."""
    rows = {row.id: row for row in db.execute(_SHOWN, {"items": [each.item for each in ranked]})}
    looking = Looking(words)
    return [_hit(rows[each.item], looking) for each in ranked if each.item in rows]


_GROUP, _TAKEN = aliased(Published), aliased(Published)
_MINUTES_TAKEN_BACK = exists().where(
    _TAKEN.kind == PublishedKind.MINUTES,
    _TAKEN.key == Published.key,
    _TAKEN.superseded_at.is_(None),
    _TAKEN.withdrawn_at.is_not(None),
)
_SHOWN = (
    select(
        PublishedItem.id,
        PublishedItem.anchor,
        PublishedItem.label,
        PublishedItem.kind.label("sort"),
        PublishedItem.title,
        PublishedItem.text,
        # The page of such a meeting says only that it was taken back; its notice stands beside it.
        case(
            (
                (Published.kind == PublishedKind.NOTICE) & _MINUTES_TAKEN_BACK,
                Published.path + "/kallelse",
            ),
            else_=Published.path,
        ).label("path"),
        Published.kind,
        Published.falls_on,
        _GROUP.title.label("group"),
    )
    .join(Published, Published.id == PublishedItem.published_id)
    .outerjoin(
        _GROUP,
        and_(
            _GROUP.kind == PublishedKind.GROUP,
            _GROUP.key == Published.group_slug,
            _GROUP.superseded_at.is_(None),
        ),
    )
    .where(PublishedItem.id.in_(bindparam("items", expanding=True)))
)


def pieces(said: str, looking: Looking) -> tuple[Piece, ...]:
    """A text, cut where a word stands that was looked for."""
    return tuple(_pieces(said, looking))


def around(said: str, looking: Looking) -> tuple[Piece, ...]:
    """The sentence in which the words stand, or how the text begins."""
    sentences = [each.strip() for each in _SENTENCE.split(said) if each.strip()]
    chosen = max(sentences, key=looking.how_many, default="")
    return pieces(_shortened(chosen, looking), looking)


def marked(told: tuple[Piece, ...]) -> Markup:
    """A text with its found words marked: no macro, since a page of hits has hundreds of pieces."""
    parts = ((str(escape(each.text)), each.found) for each in told)
    return Markup("".join(f"<mark>{text}</mark>" if found else text for text, found in parts))  # noqa: S704 - escaped


def _wanted(word: str) -> Wanted:
    stem = stems_of(word)
    forms = [stems_of(word + ending) for ending in ("r", "n", "ar", "er")]
    # cykel, cyklar: the stem of a word in -el, -en or -er loses its e, and gets it back.
    if len(stem) > 3 and stem[-1] in "lnr" and stem[-2] not in _VOWELS:
        forms.append(f"{stem[:-1]}e{stem[-1]}")
    if len(stem) > 3 and stem[-2] == "e" and stem[-1] in "lnr":
        forms.append(stem[:-2] + stem[-1])
    begins = len(word) >= SHORTEST_START
    known = [each for each in dict.fromkeys(forms) if not each.startswith(stem)]
    return Wanted(word, stem, tuple(known), begins)


def question_for_fts5(words: list[Wanted]) -> str:
    """As FTS5 is asked. Each stem stands in quotes, so that nothing typed is a word of its own."""
    return " AND ".join(f"({' OR '.join(_fts5(each))})" for each in words)


def _by_fts5(words: list[Wanted]) -> tuple[Executable, dict[str, Any]]:
    return _FTS5, {"question": question_for_fts5(words), "most": MOST_HITS}


# The best are chosen before anything is joined to them. It is text, since building it anew would
# cost as much as asking.
_FTS5 = text("""
    SELECT best.item, best.score, published.falls_on, published_item.title
    FROM (
        SELECT rowid AS item, rank AS score FROM published_search
        WHERE published_search MATCH :question ORDER BY rank LIMIT :most
    ) AS best
    JOIN published_item ON published_item.id = best.item
    JOIN published ON published.id = published_item.published_id
""").columns(
    Column("item", Integer), Column("score", Float), Column("falls_on", Date), Column("title", Text)
)


def _fts5(word: Wanted) -> Iterator[str]:
    yield f'"{word.stem}"{"*" if word.begins else ""}'
    yield from (f'"{other}"' for other in word.others)


def _by_tsvector(words: list[Wanted]) -> tuple[Executable, dict[str, Any]]:
    # `swedish` stems what stands in quotes, also where it is only a beginning.
    question = func.to_tsquery("swedish", " & ".join(f"({_tsquery(each)})" for each in words))
    score = -func.ts_rank(PublishedItem.words, question)
    best = (
        select(PublishedItem.id.label("item"), score.label("score"))
        .where(PublishedItem.words.op("@@")(question))
        .order_by(score)
        .limit(MOST_HITS)
        .subquery()
    )
    asked = (
        select(best.c.item, best.c.score, Published.falls_on, PublishedItem.title)
        .join(PublishedItem, PublishedItem.id == best.c.item)
        .join(Published, Published.id == PublishedItem.published_id)
    )
    return asked, {}


def _tsquery(word: Wanted) -> str:
    beginning = f"'{word.word}'{':*' if word.begins else ''}"
    return " | ".join((beginning, *(f"'{other}'" for other in word.others)))


def _is_postgresql(db: Session) -> bool:
    return db.get_bind().dialect.name == "postgresql"


def _worth(found: Ranked, today: date) -> float:
    """Less is better. A word in the heading counts double; what is ten years old counts half."""
    age = (today - found.falls_on).days / _YEAR if found.falls_on else 1.0
    return found.score * (2.0 if found.in_title else 1.0) / (1.0 + max(age, 0.0) / 10.0)


def _begins_a_word(words: list[Wanted], title: str) -> bool:
    """Without stems, since there may be two hundred titles."""
    said = f" {title.casefold()}"
    return any(f" {each.stem}" in said for each in words)


def _hit(row: Row[*tuple[Any, ...]], looking: Looking) -> Hit:
    return Hit(
        f"{row.path}#{row.anchor}" if row.anchor else row.path,
        row.label,
        row.sort,
        row.kind,
        pieces(row.title, looking),
        around(row.text, looking),
        row.falls_on,
        row.group or "",
    )


def _pieces(said: str, looking: Looking) -> Iterator[Piece]:
    done = 0
    for match in _WORD.finditer(said):
        if looking.which(match[0]):
            if match.start() > done:
                yield Piece(said[done : match.start()], found=False)
            yield Piece(match[0], found=True)
            done = match.end()
    if done < len(said):
        yield Piece(said[done:], found=False)


def _shortened(sentence: str, looking: Looking) -> str:
    """At most SNIPPET letters, of a long sentence those around the first word that was found."""
    if len(sentence) <= SNIPPET:
        return sentence
    places = (m.start() for m in _WORD.finditer(sentence) if looking.which(m[0]))
    start = max(0, next(places, 0) - SNIPPET // 3)
    begin = sentence.find(" ", start) + 1 if start else 0
    end = sentence.rfind(" ", begin, begin + SNIPPET)
    cut = sentence[begin : end if end > begin else begin + SNIPPET]
    return f"{'… ' if begin else ''}{cut} …"
