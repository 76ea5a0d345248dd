"""Finding articles by anything: a code, a word, a size ("finns 38?")."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, false, func, literal, or_, select, true
from sqlalchemy.orm import Session

from fritidsbank.search_keys import search_key
from fritidsbank.stock.models import Article, ArticleCode, Place
from fritidsbank.stock.queries import Thing, normal_code, things_of
from fritidsbank.stock.rules import PlaceKind

_SWEDISH = {"finns", "har", "ni", "vi", "det", "någon", "några", "en", "ett", "i", "storlek", "stl"}
_ENGLISH = {"is", "are", "there", "any", "do", "you", "we", "have", "got", "a", "an", "in", "size"}
QUESTION_WORDS = _SWEDISH | _ENGLISH
"""What people type around the word they mean: "finns 38?"."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; everything that is set must hold."""

    typed: str = ""
    place: PlaceKind | None = None
    category: int | None = None
    branch: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not self.words and (self.place, self.category, self.branch) == (None, None, None)

    @property
    def words(self) -> list[str]:
        """What was meant, as stored keys are written; question words alone mean themselves."""
        words = search_key(self.typed.replace("?", " ")).split()
        return [word for word in words if word not in QUESTION_WORDS] or words


def things_like(db: Session, wanted: Wanted, *, most: int = 8, skip: int = 0) -> list[Thing]:
    """Articles by name and size; none when nothing was asked."""
    if wanted.is_empty:
        return []
    order = _matching(select(Article.id), wanted).order_by(Article.sort_key, Article.id)
    ids = list(db.scalars(order.limit(most).offset(skip)))
    found = things_of(db, ids)
    return [found[article] for article in ids]


def every_thing(db: Session, *, most: int, skip: int = 0) -> list[Thing]:
    """Whatever was ever registered, by name and size."""
    order = select(Article.id).order_by(Article.sort_key, Article.id)
    ids = list(db.scalars(order.limit(most).offset(skip)))
    found = things_of(db, ids)
    return [found[article] for article in ids]


def count_like(db: Session, wanted: Wanted) -> int:
    """How many there are in all."""
    return db.scalar(_matching(select(func.count(Article.id)), wanted)) or 0


def _matching(statement: Select[int], wanted: Wanted) -> Select[int]:
    statement = statement.join(Place, Place.id == Article.place_id)
    # What left the stock is shown to whoever has its number, or asks for what is gone.
    ours = Place.kind != PlaceKind.GONE
    if wanted.place is not None:
        statement = statement.where(Place.kind == wanted.place)
        ours = true()
    if wanted.words:
        ours = or_(_by_code(wanted.typed), and_(by_words(wanted.words), ours))
    statement = statement.where(ours)
    if wanted.category is not None:
        statement = statement.where(Article.category_id == wanted.category)
    if wanted.branch is not None:
        statement = statement.where(Place.branch_id == wanted.branch)
    return statement


def _by_code(typed: str) -> ColumnElement[bool]:
    code, digits = ArticleCode.code, "".join(typed.split())
    exact: ColumnElement[bool] = code == normal_code(typed)
    # From four digits on, the beginning of a number is enough.
    begins = (
        and_(code >= digits, code < digits + ":")
        if digits.isdecimal() and len(digits) > 3
        else false()
    )
    return Article.id.in_(select(ArticleCode.article_id).where(or_(exact, begins)))


def by_words(words: list[str]) -> ColumnElement[bool]:
    """Articles whose key has all of these words."""
    return and_(*(_by_word(word) for word in words))


def _by_word(word: str) -> ColumnElement[bool]:
    if not word.isdecimal():
        # Anywhere in a word: who looks for "skidor" wants "slalomskidor", too.
        return Article.search_key.contains(word, autoescape=True)
    # A whole number: who looks for 38 wants "38" and "38-41", but not 138.
    spaced = func.replace(func.replace(Article.search_key, "-", " "), "/", " ")
    return (literal(" ") + spaced + literal(" ")).contains(f" {word} ")
