"""The tally: who came in and borrowed nothing."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fritidsbank.counter.rules import Visitor
from fritidsbank.schema import Base, Id, Instant, word


class Tally(Base):
    """Somebody came in and borrowed nothing; nobody is named. Its id is that of its operation."""

    __tablename__ = "tally"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    visitor: Mapped[Visitor] = mapped_column(word(Visitor))
    came_on: Mapped[date]
    at: Mapped[datetime] = mapped_column(Instant)


Index("ix_tally_branch_id_came_on", Tally.branch_id, Tally.came_on)
