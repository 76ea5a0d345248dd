"""Reports that are frozen, and who gets them by mail."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from fritidsbank.schema import Base, Instant

EVERYWHERE = 0
"""Instead of a branch's number: all branches together."""


class FrozenReport(Base):
    """What a report said when its books were closed. It is never counted again."""

    __tablename__ = "frozen_report"

    period: Mapped[str] = mapped_column(String(8), primary_key=True)
    branch: Mapped[int] = mapped_column(primary_key=True)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    frozen_at: Mapped[datetime] = mapped_column(Instant)


class ReportReader(Base):
    """An address that the weekly report is mailed to, of one branch or of all together."""

    __tablename__ = "report_reader"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(200))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    language: Mapped[str] = mapped_column(String(2))
    added_at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
