"""Visits and loans: who left with what, and until when."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fritidsbank.schema import Base, Id, Instant, word


class Ending(StrEnum):
    """How a loan came to its end."""

    RETURNED = "returned"
    WRITTEN_OFF = "written_off"
    UNDONE = "undone"


class Visit(Base):
    """One time at the counter: the basket. It stays when the borrower is unlinked."""

    __tablename__ = "visit"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    borrower_id: Mapped[str | None] = mapped_column(Id, ForeignKey("borrower.id"))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    under_18: Mapped[bool] = mapped_column(default=False)


Index("ix_visit_borrower_id_opened_at", Visit.borrower_id, Visit.opened_at)


class Loan(Base):
    """One article lent once, open until `ended_at`. Late is read from `due_on`, never kept."""

    __tablename__ = "loan"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    visit_id: Mapped[str] = mapped_column(Id, ForeignKey("visit.id"), index=True)
    borrower_id: Mapped[str | None] = mapped_column(Id, ForeignKey("borrower.id"))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    lent_at: Mapped[datetime] = mapped_column(Instant)
    due_on: Mapped[date]
    extensions: Mapped[int] = mapped_column(default=0)
    guardian: Mapped[bool] = mapped_column(default=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ending: Mapped[Ending | None] = mapped_column(word(Ending))


_OPEN = Loan.ended_at.is_(None)
# Two counters may scan the same helmet in the same second: the database has the last word.
Index("uq_loan_open", Loan.article_id, unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("ix_loan_open_borrower", Loan.borrower_id, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("ix_loan_open_due", Loan.branch_id, Loan.due_on, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("ix_loan_article_id_lent_at", Loan.article_id, Loan.lent_at)
Index("ix_loan_borrower_id", Loan.borrower_id)
