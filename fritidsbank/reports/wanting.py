"""What people asked for and did not find, beside what stands on the shelves."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.reports.figures import Gap
from fritidsbank.reports.rules import Period
from fritidsbank.stock.models import Article, Place
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.stock.wishes import unmet_wishes


def gaps(
    db: Session, asked: Period, branch: int | None, codes: Mapping[int, str]
) -> tuple[Gap, ...]:
    """Sizes that were wished for: first those of which there is none now, the most wanted first.

    What stands on the shelves is counted now; an empty size is any.
    """
    wished = unmet_wishes(db, asked.first, asked.last, branch)
    stands = _on_shelves(db, {category for category, _, _ in wished}, branch)
    found = [
        Gap(codes[category], size, times, _many(stands, category, size))
        for category, size, times in wished
    ]
    return tuple(sorted(found, key=lambda gap: (gap.on_shelf > 0, -gap.wished)))


def _many(stands: Mapping[tuple[int, str], int], category: int, size: str) -> int:
    if size:
        return stands.get((category, size), 0)
    return sum(count for (of, _), count in stands.items() if of == category)


def _on_shelves(
    db: Session, categories: set[int], branch: int | None
) -> dict[tuple[int, str], int]:
    if not categories:
        return {}
    counted = (
        select(Article.category_id, Article.size, func.count())
        .join(Place, Place.id == Article.place_id)
        .where(Article.category_id.in_(categories), Place.kind == PlaceKind.SHELF)
    )
    if branch is not None:
        counted = counted.where(Place.branch_id == branch)
    rows = db.execute(counted.group_by(Article.category_id, Article.size))
    return {(category, size): count for category, size, count in rows}
