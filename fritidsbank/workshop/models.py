"""Repairs, spare parts, how bindings were set. No table here says who sat at the bench."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from fritidsbank.schema import Base, Id, Instant, word
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.workshop.rules import (
    Barrier,
    BindingMode,
    Orderer,
    Outcome,
    PartChange,
    RepairState,
)


class Repair(Base):
    """What is done with an article during one stay at the bench.

    `since_line` is the newest line of the ledger when it was opened. As long as it has not ended
    and no later line takes the article away from the bench, it is alive (`queries.ALIVE`); one
    whose article was carried away without a word is ended as LEFT when that is met. There is no
    column for whoever mended it, and there will be none.
    """

    __tablename__ = "repair"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    since_line: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[RepairState] = mapped_column(word(RepairState))
    fault: Mapped[str] = mapped_column(String(20), default="")
    work: Mapped[list[str]] = mapped_column(JSON, default=list)
    minutes: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(String(200), default="")
    waits_for: Mapped[str] = mapped_column(String(60), default="")
    waits_for_part_id: Mapped[int | None] = mapped_column(ForeignKey("spare_part.id"))
    orders: Mapped[Orderer | None] = mapped_column(word(Orderer))
    outcome: Mapped[Outcome | None] = mapped_column(word(Outcome))
    barrier: Mapped[Barrier | None] = mapped_column(word(Barrier))
    went_to: Mapped[PlaceKind | None] = mapped_column(word(PlaceKind))
    released_because: Mapped[str] = mapped_column(String(200), default="")
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    # The operation whose moves ended it: they are taken back when it is opened again.
    operation_id: Mapped[str | None] = mapped_column(Id)


Index(
    "uq_repair_open",
    Repair.article_id,
    unique=True,
    sqlite_where=Repair.ended_at.is_(None),
    postgresql_where=Repair.ended_at.is_(None),
)
Index("ix_repair_branch_id_ended_at", Repair.branch_id, Repair.ended_at)


class SparePart(Base):
    """A kind of part in a drawer of the workshop, and how many there are."""

    __tablename__ = "spare_part"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    size: Mapped[str] = mapped_column(String(20), default="")
    count: Mapped[int] = mapped_column(default=0)
    low: Mapped[int] = mapped_column(default=0)
    put_away_at: Mapped[datetime | None] = mapped_column(Instant)


class PartMove(Base):
    """One change of the number of a spare part; together they are its count."""

    __tablename__ = "part_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("spare_part.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    change: Mapped[int]
    why: Mapped[PartChange] = mapped_column(word(PartChange))
    repair_id: Mapped[int | None] = mapped_column(ForeignKey("repair.id"), index=True)
    operation_id: Mapped[str | None] = mapped_column(Id)


class BindingSetting(Base):
    """To what a pair of skis is set. Weight, height and age are asked for and never kept."""

    __tablename__ = "binding_setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    boot_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"))
    sole_mm: Mapped[int]
    mode: Mapped[BindingMode] = mapped_column(word(BindingMode))
    front: Mapped[float | None]
    heel: Mapped[float | None]
    at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class BenchWord(Base):
    """A word that a manager has let into the notes of the bench, beside those that are known."""

    __tablename__ = "bench_word"

    word: Mapped[str] = mapped_column(String(40), primary_key=True)
    added_at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
