"""What is promised and put aside, as far as the stock asks: bookings stand on a floor above."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, FromClause, column, delete, select, table
from sqlalchemy.orm import Session

from fritidsbank.stock.models import Hold

_booking = table("booking", column("id"), column("branch_id"), column("ended_at"))
_line = table("booking_line", column("booking_id"), column("category_id"))


def is_wanted(article: FromClause, place: FromClause) -> ColumnElement[bool]:
    """Whether anything of an article's category is promised in the branch where it is.

    It is asked together with the article, so that what nobody has booked costs no statement more.
    """
    return (
        select(_line.c.booking_id)
        .join(_booking, _booking.c.id == _line.c.booking_id)
        .where(
            _booking.c.branch_id == place.c.branch_id,
            _booking.c.ended_at.is_(None),
            _line.c.category_id == article.c.category_id,
        )
        .correlate(article, place)
        .exists()
    )


def release(db: Session, articles: Sequence[int]) -> None:
    """These are put aside for nobody any more: what does not stand ready waits for nobody."""
    if articles:
        db.execute(
            delete(Hold).where(Hold.article_id.in_(articles)),
            execution_options={"synchronize_session": False},
        )
