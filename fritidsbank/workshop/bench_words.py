"""Texts at the bench, which hold known words only, and the words that a manager lets in."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fritidsbank.people.rules import free_text
from fritidsbank.refusals import Malformed, N_, Quoting
from fritidsbank.workshop.models import BenchWord
from fritidsbank.workshop.wording import strangers, vocabulary

LONGEST_NOTE = 200
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
    """The words that managers have added."""
    return list(db.scalars(select(BenchWord.word)))


def let_in(db: Session, written: str, *, by: int, now: datetime) -> str:
    """One more word may be used at the bench, by everybody. Raises NotOneWord, KnownAlready."""
    word = written.strip().casefold()
    if not _WORD.fullmatch(word):
        raise NotOneWord
    if vocabulary().knows(word) or db.get(BenchWord, word) is not None:
        raise KnownAlready
    db.add(BenchWord(word=word, added_at=now, account_id=by))
    db.flush()
    return word


def shut_out(db: Session, word: str) -> None:
    """It may not be written any more; one that is gone already is no trouble."""
    db.execute(delete(BenchWord).where(BenchWord.word == word))
