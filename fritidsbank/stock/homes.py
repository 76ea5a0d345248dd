"""The shelf that is an article's own: where it is put back to when it has been away."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import Spot, Thing


def make_home(db: Session, thing: Thing, shelf: Spot) -> None:
    """From now on a thing belongs on that shelf."""
    db.execute(
        update(Article).where(Article.id == thing.id).values(shelf_id=shelf.id),
        execution_options={"synchronize_session": False},
    )
