"""Two tables of the frame: what was asked of us, and what we have promised to do."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from fritidsbank.schema import Base, Id, Instant


class Operation(Base):
    """One act at a counter, a bench or a stocktake, and the answer it was given.

    A resend with the same id gets the stored answer. Neither the body nor a name is kept: `seal`
    is an HMAC of the body, `answer` holds ids.
    """

    __tablename__ = "operation"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    v: Mapped[int]
    device_id: Mapped[str | None] = mapped_column(Id, ForeignKey("device.id"))
    seq: Mapped[int | None]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    # No foreign keys: a refused act may name what does not exist, and is kept all the same.
    visit_id: Mapped[str | None] = mapped_column(Id)
    article_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant, index=True)
    seal: Mapped[bytes] = mapped_column(LargeBinary(32))
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    # What undo needs to put everything back as it was: ids, dates, the note of a place.
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    review: Mapped[str | None] = mapped_column(String(40))
    reviewed_at: Mapped[datetime | None] = mapped_column(Instant)


Index(
    "ix_operation_to_review",
    Operation.received_at,
    sqlite_where=Operation.review.is_not(None) & Operation.reviewed_at.is_(None),
    postgresql_where=Operation.review.is_not(None) & Operation.reviewed_at.is_(None),
)


class Errand(Base):
    """Something to carry out beside the database: print, mail, SMS. It holds references only.

    Whoever works on it holds a lease until `leased_until_at`; any number of workers may claim.
    """

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    refers_to: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Instant)
    not_before_at: Mapped[datetime] = mapped_column(Instant)
    leased_until_at: Mapped[datetime | None] = mapped_column(Instant)
    leased_by: Mapped[str | None] = mapped_column(Id)
    attempts: Mapped[int] = mapped_column(default=0)
    # Set in the last moment before the other side has it: from then on it is not tried again.
    handed_over_at: Mapped[datetime | None] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    given_up_at: Mapped[datetime | None] = mapped_column(Instant)
    trouble: Mapped[str] = mapped_column(String(200), default="")


_WAITING = Errand.done_at.is_(None) & Errand.given_up_at.is_(None)
Index("ix_outbox_waiting", Errand.not_before_at, sqlite_where=_WAITING, postgresql_where=_WAITING)
