"""Bookings: what waits for somebody is promised, stands in the house, and is not too much."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from fritidsbank.bookings.models import Booking, BookingLine
from fritidsbank.bookings.rules import PROMISED
from fritidsbank.doctor.finding import Facts, check, rows
from fritidsbank.refusals import N_
from fritidsbank.stock.models import Article, Hold, Place
from fritidsbank.stock.rules import READY_AT


@check(N_("Article {article} is put aside for a booking that promises nothing any more."))
def held_for_nothing(db: Session) -> Facts:
    """What is put aside belongs to a line of a booking that is promised."""
    return rows(
        db,
        select(Hold.article_id.label("article"))
        .outerjoin(BookingLine, BookingLine.id == Hold.line_id)
        .outerjoin(Booking, Booking.id == BookingLine.booking_id)
        .where(
            or_(
                Booking.id.is_(None),
                Booking.ended_at.is_not(None),
                Booking.id != Hold.booking_id,
            )
        ),
    )


@check(N_("Article {article} is put aside for a booking and does not stand ready."))
def held_elsewhere(db: Session) -> Facts:
    """What is put aside stands on a shelf or in the season store."""
    return rows(
        db,
        select(Hold.article_id.label("article"))
        .join(Article, Article.id == Hold.article_id)
        .join(Place, Place.id == Article.place_id)
        .where(Place.kind.not_in(READY_AT)),
    )


@check(N_("More is put aside or fetched for line {line} of a booking than was booked."))
def more_than_booked(db: Session) -> Facts:
    """Nothing waits in vain."""
    held = select(func.count()).where(Hold.line_id == BookingLine.id).scalar_subquery()
    return rows(
        db,
        select(BookingLine.id.label("line")).where(BookingLine.fetched + held > BookingLine.count),
    )


@check(N_("Booking {code} has the state {state}, and its end says otherwise."))
def ended_otherwise(db: Session) -> Facts:
    """What has ended promises nothing, and what has not is promised: the stock asks for the end."""
    return rows(
        db,
        select(Booking.code, Booking.state).where(
            Booking.ended_at.is_(None) != Booking.state.in_(PROMISED)
        ),
    )


@check(N_("Booking {code} ends before it begins, or expires after it ended."))
def days_out_of_order(db: Session) -> Facts:
    """First it begins, then it expires, then it ends."""
    return rows(
        db,
        select(Booking.code).where(
            or_(Booking.from_on > Booking.until_on, Booking.expires_on > Booking.until_on)
        ),
    )


CHECKS = (
    held_for_nothing,
    held_elsewhere,
    more_than_booked,
    ended_otherwise,
    days_out_of_order,
)
