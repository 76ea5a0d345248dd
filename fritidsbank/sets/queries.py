"""What stands on the shelves of a branch just now and may go out."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.schema import table_of
from fritidsbank.sets.suggesting import Candidate
from fritidsbank.stock.models import Article, Block, Category, Hold, Place
from fritidsbank.stock.rules import Condition, PlaceKind, may_go_out
from fritidsbank.stock.upkeep import is_check_due

_article, _category = table_of(Article), table_of(Category)
_place, _block, _hold = table_of(Place), table_of(Block), table_of(Hold)


def on_shelf(
    db: Session, branch: int, categories: Iterable[str], *, today: date
) -> list[Candidate]:
    """What may be lent from the shelves of a branch, in one statement."""
    rows = db.execute(
        select(
            _article.c.id,
            _category.c.code,
            _article.c.size,
            _article.c.attributes,
            _place.c.kind,
            _place.c.branch_id,
            _category.c.guardian_under_18,
            _block.c.reason,
            _article.c.check_due_on,
            _article.c.check_due_lent,
            _article.c.times_lent,
            _hold.c.booking_id,
        )
        .join(_category, _category.c.id == _article.c.category_id)
        .join(_place, _place.c.id == _article.c.place_id)
        .outerjoin(_hold, _hold.c.article_id == _article.c.id)
        .outerjoin(_block, (_block.c.article_id == _article.c.id) & _block.c.lifted_at.is_(None))
        .where(
            _place.c.branch_id == branch,
            _place.c.kind == PlaceKind.SHELF,
            _category.c.code.in_(list(categories)),
        )
        .order_by(_article.c.id)
    )
    found = {}
    for article, category, size, attributes, kind, at, guardian, block, *due, held_for in rows:
        blocks = (block,) if block is not None else ()
        on, at_loan, lent = due
        is_due = is_check_due(on, at_loan, times_lent=lent, today=today)
        condition = Condition(kind, at, blocks, guardian, check_due=is_due, held_for=held_for)
        if not may_go_out(condition, at_branch=branch).stops:
            found[article] = Candidate(article, category, size, attributes)
    return list(found.values())
