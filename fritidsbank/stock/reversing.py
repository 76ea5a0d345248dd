"""Undoing moves: a line that reverses a line, never a line taken away."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from fritidsbank.refusals import N_, Refusal
from fritidsbank.schema import rows_changed
from fritidsbank.stock.actions import NotThere, Signature
from fritidsbank.stock.ledger import HOLDS, open_to_undo, write_reversal
from fritidsbank.stock.models import Article, ArticleCode, Move
from fritidsbank.stock.put_aside import release
from fritidsbank.stock.queries import standard_place
from fritidsbank.stock.recalled import block_again
from fritidsbank.stock.rules import PlaceKind, Reason


@dataclass(eq=False)
class ChangedSince(Refusal):
    """Something else has happened to it; undoing would tear the story apart."""

    message = N_("Something else has happened to it since, so it cannot be undone any more.")


@dataclass(eq=False)
class AlreadyUndone(Refusal):
    """Undone once is enough."""

    message = N_("That is undone already.")


def moves_of(db: Session, operation: str) -> list[Move]:
    """The lines that an operation wrote, in order."""
    return list(db.scalars(select(Move).where(Move.operation_id == operation).order_by(Move.seq)))


def newest_line(db: Session, article: int) -> int:
    """The number of the last line in the ledger about an article; 0 where there is none."""
    newest = select(Move.seq).where(Move.article_id == article).order_by(Move.seq.desc()).limit(1)
    return db.scalar(newest) or 0


def has_moved_since(db: Session, article: int, line: int) -> bool:
    """Whether a move holds that was written after that line: no reversal, and none reversed.

    Lines are compared, not times: two acts may be of the same moment.
    """
    later = select(Move.seq).where(HOLDS, Move.article_id == article, Move.seq > line)
    return db.scalar(later.limit(1)) is not None


def reverse(
    db: Session, moves: list[Move], *, note: str, since: datetime, signed: Signature
) -> None:
    """Write lines that undo these moves of one article, and put it back as it was.

    One whose registration is undone never was: neither line is in any figure, no number leads to
    it any more, so its label is free, and it stands among what is gone since a row must stand
    somewhere. Scrapping it instead would be told as something that broke.

    Raises AlreadyUndone, ChangedSince, WeekClosed, NotThere.
    """
    first, last = moves[0], moves[-1]
    if db.scalar(select(Move.seq).where(Move.reverses == last.seq)):
        raise AlreadyUndone
    if has_moved_since(db, last.article_id, last.seq):
        raise ChangedSince
    closed = open_to_undo(db, moves)
    home = first.from_place_id
    if home is None:
        db.execute(delete(ArticleCode).where(ArticleCode.article_id == first.article_id))
        home = standard_place(db, first.from_branch_id, PlaceKind.GONE).id
    # Since nothing later holds, the article stands where the last of these moves left it.
    left = db.execute(
        update(Article)
        .where(Article.id == last.article_id, Article.place_id == last.to_place_id)
        .values(
            place_id=home,
            place_note=note,
            place_since_at=since,
            times_lent=Article.times_lent - sum(line.reason is Reason.LENT for line in moves),
        ),
        execution_options={"synchronize_session": False},
    )
    if rows_changed(left) != 1:
        raise NotThere("")
    release(db, [last.article_id])  # somebody looks anew whether it stands ready
    if last.to_kind is PlaceKind.GONE:
        block_again(db, last.article_id, at=signed.at, account=signed.account)
    for line in reversed(moves):
        write_reversal(
            db,
            line,
            at=signed.at,
            operation=signed.operation,
            account=signed.account,
            closed=closed,
        )
