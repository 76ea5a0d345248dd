"""Texts at the bench, which hold known words only, and the words that a manager lets in."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fritidsbank.people.rules import free_text
from fritidsbank.refusals import Malformed, N_, Quoting
from fritidsbank.search_keys import sort_key
from fritidsbank.workshop.models import BenchWord
from fritidsbank.workshop.wording import strangers, vocabulary

LONGEST_NOTE = 200
NAMES_FILE = Path(__file__).with_name("names.txt")
LONGEST_WORD = 40
_WORD = re.compile(r"[a-zåäö]{2,40}")


@dataclass(eq=False)
class UnknownWord(Quoting):
    """A word that the bench does not know, and that might be somebody's name."""

    message = N_(
        "A word there is not in the word list of the workshop. Write without names. If it is a "
        "thing or a part, ask the manager to add it."
    )
    quoting = N_(
        "The word “{quoted}” is not in the word list of the workshop. Write without names. If it "
        "is a thing or a part, ask the manager to add it."
    )


@dataclass(eq=False)
class NotOneWord(Malformed):
    """Words are let in one at a time, and numbers are known anyway."""

    message = N_("Write one word of at least two letters from a to ö, without spaces or signs.")


@dataclass(eq=False)
class KnownAlready(Malformed):
    """Nothing needs to be added."""

    message = N_("That word is known already.")


@dataclass(eq=False)
class AlsoAName(Malformed):
    """Somebody is called that, and a text with it in would tell who sat at the bench."""

    message = N_("People are called that, so it cannot be a word here. Choose another word for it.")


def bench_text(db: Session, text: str, longest: int, *, field: str) -> str:
    """A text of the bench as it may be kept; `field` is where it was written.

    Raises UnknownWord, LooksLikePersonnummer, NameTooLong.
    """
    kept = free_text(text, longest)
    if not strangers(text):
        return kept
    for one in strangers(text, set(words_let_in(db))):
        raise UnknownWord(field, one.begins, one.ends, text[one.begins : one.ends])
    return kept


def words_let_in(db: Session) -> list[str]:
    """The words that managers have added, as Swedes sort them."""
    return sorted(db.scalars(select(BenchWord.word)), key=sort_key)


def let_in(db: Session, written: str, *, by: int, now: datetime) -> str:
    """One more word may be used at the bench, by everybody.

    Raises NotOneWord, AlsoAName, KnownAlready.
    """
    word = unicodedata.normalize("NFC", written).strip().casefold()
    if not _WORD.fullmatch(word):
        raise NotOneWord
    if _bare(word) & _names():
        raise AlsoAName
    if vocabulary().knows(word) or db.get(BenchWord, word) is not None:
        raise KnownAlready
    db.add(BenchWord(word=word, added_at=now, account_id=by))
    db.flush()
    return word


def shut_out(db: Session, word: str) -> None:
    """It may not be written any more; one that is gone already is no trouble."""
    db.execute(delete(BenchWord).where(BenchWord.word == word))


@cache
def _names() -> frozenset[str]:
    listed = NAMES_FILE.read_text(encoding="utf-8").splitlines()
    names = {name for line in listed if not line.startswith("#") for name in line.split()}
    return frozenset(form for name in names for form in _bare(name))


def _bare(word: str) -> frozenset[str]:
    """As it is written, without accents and without the s of a genitive."""
    small = word.casefold()
    parts = unicodedata.normalize("NFD", small)
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return frozenset({small, small.removesuffix("s"), plain, plain.removesuffix("s")})
