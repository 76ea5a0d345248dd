"""A stocktake, what it expects and has seen, and the codes that led nowhere."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fritidsbank.schema import Base, Id, Instant, word
from fritidsbank.stocktake.rules import Finish, Remedy, Scope, Sighting


class Stocktake(Base):
    """One count of a place, a category or a whole branch, over as many days as it takes.

    The figures are kept here so that a scan and a look at them cost the same however many there
    are; `version` grows with each change of them.
    """

    __tablename__ = "stocktake"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    scope: Mapped[Scope] = mapped_column(word(Scope))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    started_at: Mapped[datetime] = mapped_column(Instant)
    started_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=0)
    expected: Mapped[int] = mapped_column(default=0)
    seen: Mapped[int] = mapped_column(default=0)  # of those that were expected, wherever
    found: Mapped[int] = mapped_column(default=0)
    wrong: Mapped[int] = mapped_column(default=0)
    unknown: Mapped[int] = mapped_column(default=0)
    again: Mapped[int] = mapped_column(default=0)
    finish: Mapped[Finish | None] = mapped_column(word(Finish))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    # The lines that closing wrote in the ledger bear this id.
    operation_id: Mapped[str | None] = mapped_column(Id)


class StocktakeLine(Base):
    """One article in a stocktake: expected, seen, or both; and in the end what was done about it.

    `expected_line` and `seen_line` are the newest line of the ledger about it in that moment, so
    that closing knows whether it has moved since. What was not expected has no `expected_line`.
    """

    __tablename__ = "stocktake_line"

    stocktake_id: Mapped[str] = mapped_column(Id, ForeignKey("stocktake.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True, index=True)
    expected_line: Mapped[int | None]
    expected_place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    sighting: Mapped[Sighting | None] = mapped_column(word(Sighting))
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    seen_line: Mapped[int | None]
    # Where the register had it then, and where the tablet was, if it said so.
    stood_place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    seen_place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    remedy: Mapped[Remedy | None] = mapped_column(word(Remedy))


class StocktakeCode(Base):
    """A number of ours that no article had; or, `late`, whatever was scanned after the end."""

    __tablename__ = "stocktake_code"
    __table_args__ = (UniqueConstraint("stocktake_id", "late", "code"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    stocktake_id: Mapped[str] = mapped_column(Id, ForeignKey("stocktake.id"))
    code: Mapped[str] = mapped_column(String(40))
    late: Mapped[bool] = mapped_column(default=False)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    seen_at: Mapped[datetime] = mapped_column(Instant)
    seen_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
