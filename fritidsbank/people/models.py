"""Borrowers: the bare person, and apart from it the few details that erasure deletes."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fritidsbank.schema import Base, Id, word


class BorrowerKind(StrEnum):
    """How much we know: a name, an alias, nothing at all, or a school or association."""

    PERSON = "person"
    ALIAS = "alias"
    WITHOUT_DETAILS = "without_details"
    ORGANISATION = "organisation"


class Borrower(Base):
    """Somebody who borrows. Nothing here tells who."""

    __tablename__ = "borrower"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[BorrowerKind] = mapped_column(word(BorrowerKind))
    created_on: Mapped[date]
    last_seen_on: Mapped[date]


class BorrowerDetails(Base):
    """All that is personal, in one row. Erasing a borrower deletes it."""

    __tablename__ = "borrower_details"

    borrower_id: Mapped[str] = mapped_column(Id, ForeignKey("borrower.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), default="")
    mobile: Mapped[str] = mapped_column(String(16), default="", index=True)
    contact: Mapped[str] = mapped_column(String(80), default="")
    call_notes: Mapped[str] = mapped_column(String(500), default="")
    noted_on: Mapped[date | None]  # the day of the notes, which are kept for a while only
    do_not_remind: Mapped[bool] = mapped_column(default=False)
    search_key: Mapped[str] = mapped_column(String(200), default="")
    sort_key: Mapped[str] = mapped_column(String(200), default="")


Index("ix_borrower_details_sort_key", BorrowerDetails.sort_key)


class Card(Base):
    """A borrower card with a number of ours (it begins with 1)."""

    __tablename__ = "card"

    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    borrower_id: Mapped[str] = mapped_column(Id, ForeignKey("borrower.id"), index=True)
    given_on: Mapped[date]
