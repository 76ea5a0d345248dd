"""Branches, when they are open, and the settings of the operator."""

from datetime import date, time
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from fritidsbank.schema import Base


class Branch(Base):
    """One Fritidsbank with a door and opening hours."""

    __tablename__ = "branch"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    address: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    closed_for_good_on: Mapped[date | None]


class OpeningHours(Base):
    """One span of one weekday (Monday is 0); a day may have several."""

    __tablename__ = "opening_hours"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]


class OpeningException(Base):
    """One day that is not like its weekday: closed (no times), or open at other hours."""

    __tablename__ = "opening_exception"
    __table_args__ = (UniqueConstraint("branch_id", "falls_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    falls_on: Mapped[date]
    opens: Mapped[time | None]
    closes: Mapped[time | None]
    reason: Mapped[str] = mapped_column(String(80), default="")


class Setting(Base):
    """One choice of the operator, by name; `rules.OPERATOR_DEFAULTS` says which there are."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
