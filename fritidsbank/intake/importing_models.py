"""A file that waits between being shown and being imported; afterwards, that it was."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from fritidsbank.schema import Base, Id, Instant


class ImportDraft(Base):
    """Nothing in it is about people. `digest` is of what stands in the file, `seal` of the plan.

    What was imported leaves the file behind at once; the row stays, so that the same file is known
    when it comes again.
    """

    __tablename__ = "import_draft"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(Instant, index=True)
    name: Mapped[str] = mapped_column(String(80), default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    shown: Mapped[bytes | None] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    seal: Mapped[str] = mapped_column(String(64))
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    registered: Mapped[int] = mapped_column(default=0)
