"""The story of an article as its page tells it: codes, blocks, and the lines of the ledger."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from fritidsbank.printjobs.queries import is_printer_for
from fritidsbank.printjobs.rules import Purpose
from fritidsbank.staff.models import Account
from fritidsbank.staff.queries import trusted
from fritidsbank.staff.rules import SIGN_OFF
from fritidsbank.stock.models import Article, ArticleCode, Block, Category, Move, Photo, Place
from fritidsbank.stock.queries import NoSuchArticle
from fritidsbank.stock.rules import PlaceKind, Reason

MOST = 50


@dataclass(frozen=True)
class Line:
    """One line of the ledger. Loans stand there without the borrower."""

    at: datetime
    reason: Reason
    from_kind: PlaceKind
    from_name: str
    to_kind: PlaceKind
    to_name: str
    fault: str
    weight_g: int | None
    who: str
    undone: bool


@dataclass(frozen=True)
class Blocked:
    """A block and who signed it; `lifted_at` is None while it stands."""

    id: int
    reason: str
    since_at: datetime
    who: str
    lifted_at: datetime | None
    lifted_because: str
    lifted_by: str
    recall: int | None
    reader_signs_off: bool


@dataclass(frozen=True)
class Shown:
    """A photo by its number, and whether it was taken at the bench."""

    id: int
    at_bench: bool


def article_and_category(db: Session, article: int) -> tuple[Article, Category]:
    """All that is written about an article. Raises NoSuchArticle."""
    row = db.execute(
        select(Article, Category)
        .join(Category, Category.id == Article.category_id)
        .where(Article.id == article)
    ).first()
    if row is None:
        raise NoSuchArticle
    return row[0], row[1]


def all_about(
    db: Session, article: int, *, branch: int
) -> tuple[Article, Category, list[Shown], bool]:
    """The same, its photos, and whether the branch prints labels, in one question.

    Raises NoSuchArticle.
    """
    prints = is_printer_for(branch, Purpose.LABELS)
    rows = db.execute(
        select(Article, Category, Photo.id, Photo.at_bench, prints)
        .join(Category, Category.id == Article.category_id)
        .outerjoin(Photo, Photo.article_id == Article.id)
        .where(Article.id == article)
        .order_by(Photo.id)
    ).all()
    if not rows:
        raise NoSuchArticle
    photos = [Shown(row[2], row[3]) for row in rows if row[2]]
    return rows[0][0], rows[0][1], photos, bool(rows[0][4])


def codes_of(db: Session, article: int) -> list[ArticleCode]:
    """The codes of an article, the latest first."""
    return list(
        db.scalars(
            select(ArticleCode)
            .where(ArticleCode.article_id == article)
            .order_by(ArticleCode.added_at.desc(), ArticleCode.code)
        )
    )


def blocks_of(db: Session, article: int, *, reader: int, today: date) -> list[Blocked]:
    """The blocks of an article, those that stand first, then the latest.

    With each, whether the `reader` is an account that is trusted to sign off.
    """
    lifter = aliased(Account)
    rows = db.execute(
        select(Block, Account.name, lifter.name, trusted(reader, SIGN_OFF, on=today))
        .join(Account, Account.id == Block.account_id)
        .outerjoin(lifter, lifter.id == Block.lifted_by_id)
        .where(Block.article_id == article)
        .order_by(Block.lifted_at.is_not(None), Block.id.desc())
        .limit(MOST)
    )
    return [
        Blocked(
            block.id,
            block.reason,
            block.since_at,
            who,
            block.lifted_at,
            block.lifted_because,
            lifted_by or "",
            block.recall_id,
            signs_off,
        )
        for block, who, lifted_by, signs_off in rows
    ]


def lines_of(db: Session, article: int) -> list[Line]:
    """The latest lines of the ledger about an article, the newest first."""
    start, end, reversal = aliased(Place), aliased(Place), aliased(Move)
    rows = db.execute(
        select(Move, start.name, end.name, Account.name, reversal.seq)
        .join(Account, Account.id == Move.account_id)
        .outerjoin(start, start.id == Move.from_place_id)
        .outerjoin(end, end.id == Move.to_place_id)
        .outerjoin(reversal, reversal.reverses == Move.seq)
        .where(Move.article_id == article)
        .order_by(Move.seq.desc())
        .limit(MOST)
    )
    return [
        Line(
            move.at,
            move.reason,
            move.from_kind,
            from_name or "",
            move.to_kind,
            to_name or "",
            move.fault,
            move.weight_g,
            who,
            undone is not None or move.reverses is not None,
        )
        for move, from_name, to_name, who, undone in rows
    ]
