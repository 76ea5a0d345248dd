"""Bookings: for whom, from when until when, how many of which kind and size."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fritidsbank.bookings.rules import BookingState
from fritidsbank.schema import Base, Id, Instant, word


class Booking(Base):
    """What somebody will borrow: a quantity now, articles later. It stays when they are unlinked.

    No text of anybody's stands here: a class, a pupil, a reason have no field.
    """

    __tablename__ = "booking"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)  # a slip's number
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    borrower_id: Mapped[str | None] = mapped_column(Id, ForeignKey("borrower.id"), index=True)
    from_on: Mapped[date]  # the day when it is fetched
    until_on: Mapped[date]  # the day when it is due
    expires_on: Mapped[date]  # until then it is put aside; an open day
    # When the door was closed after all and the first day had to be moved: what was said before.
    moved_from: Mapped[date | None]
    state: Mapped[BookingState] = mapped_column(word(BookingState), default=BookingState.BOOKED)
    visit_id: Mapped[str | None] = mapped_column(Id, ForeignKey("visit.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    # None: promised. The stock asks that of each article that is scanned.
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    edition: Mapped[int] = mapped_column(default=1)


Index("ix_booking_branch_id_from_on", Booking.branch_id, Booking.from_on)
_PROMISED = Booking.ended_at.is_(None)
Index("ix_booking_promised", Booking.branch_id, sqlite_where=_PROMISED, postgresql_where=_PROMISED)


class BookingLine(Base):
    """So many of a kind in a size ("" is any size)."""

    __tablename__ = "booking_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[str] = mapped_column(Id, ForeignKey("booking.id"), index=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    size: Mapped[str] = mapped_column(String(20), default="")
    count: Mapped[int]
    fetched: Mapped[int] = mapped_column(default=0)  # so many of them have gone out
