"""The codes that lead to an article: a fresh one, an older label, a printed one claimed later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank import barcodes
from fritidsbank.refusals import N_, NotFound, Refusal
from fritidsbank.stock.models import Article, ArticleCode
from fritidsbank.stock.queries import Thing, last_reason, things_of
from fritidsbank.stock.registering import add_code, fresh_code
from fritidsbank.stock.rules import CodeKind


@dataclass(eq=False)
class LastCode(Refusal):
    """Without a code nobody could scan it."""

    message = N_("This is its only number. Give it another one before you take this away.")


@dataclass(eq=False)
class NoSuchCode(NotFound):
    """The article does not have that code, or not any more."""

    message = N_("The article does not have that number any more.")


@dataclass(eq=False)
class RegistrationUndone(Refusal):
    """It never was, so no number leads to it."""

    message = N_("Its registration was undone. If it is here, register it anew.")


def refuse_undone(db: Session, article: int) -> None:
    """Nothing may lead to an article whose registration was undone. Raises RegistrationUndone."""
    if last_reason(db, article) is None:
        raise RegistrationUndone


def give_code(db: Session, article: int, *, at: datetime) -> ArticleCode:
    """A fresh number of ours, for a new label."""
    return add_code(db, article, fresh_code(db), at=at)


def claim_code(db: Session, article: int, written: str, *, home: str, at: datetime) -> ArticleCode:
    """The number of a label that was printed before, as scanned or typed.

    Raises CodeTaken, NotAnArticleCode, Misread, NotOurCode.
    """
    added = add_code(db, article, barcodes.parse(written, home=home).digits, at=at)
    added.kind = CodeKind.CLAIMED
    return added


def label_of(written: str, *, home: str) -> str:
    """What stands on a label that a new article bears already: one of ours, or an older one.

    Raises Misread for what looks like one of ours and is not.
    """
    try:
        return barcodes.parse(written, home=home).digits
    except barcodes.NotOurCode:
        return written
    except barcodes.Misread:
        digits = "".join(written.split())
        if digits.isdecimal() and len(digits) not in {8, 10}:
            return written
        raise


def remove_code(db: Session, article: int, code: str) -> None:
    """It does not lead there any more. Raises LastCode, NoSuchCode."""
    # Two people may each take away one of two codes; the row of the article makes them queue.
    db.execute(select(Article.id).where(Article.id == article).with_for_update())
    held = db.get(ArticleCode, code)
    if held is None or held.article_id != article:
        raise NoSuchCode
    if db.scalar(select(func.count()).where(ArticleCode.article_id == article)) == 1:
        raise LastCode
    db.delete(held)
    db.flush()


def things_coded(db: Session, codes: Sequence[str]) -> dict[str, Thing]:
    """The articles that these codes lead to, by code; those that lead nowhere are not there."""
    rows = db.execute(
        select(ArticleCode.code, ArticleCode.article_id).where(ArticleCode.code.in_(codes))
    ).all()
    found = things_of(db, [article for _, article in rows])
    return {code: found[article] for code, article in rows}
