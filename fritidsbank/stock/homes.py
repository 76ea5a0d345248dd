"""The shelf that is an article's own, where it is put back to, and how many stand in a place."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from fritidsbank.stock.models import Article, Place
from fritidsbank.stock.queries import Spot, Thing


def make_home(db: Session, thing: Thing, shelf: Spot) -> None:
    """From now on a thing belongs on that shelf."""
    db.execute(
        update(Article).where(Article.id == thing.id).values(shelf_id=shelf.id),
        execution_options={"synchronize_session": False},
    )


def count_by_place(db: Session, branch: int) -> dict[int, int]:
    """How many articles stand in each place of a branch; empty places are left out."""
    rows = db.execute(
        select(Article.place_id, func.count())
        .join(Place, Place.id == Article.place_id)
        .where(Place.branch_id == branch)
        .group_by(Article.place_id)
    )
    return {row[0]: row[1] for row in rows}
