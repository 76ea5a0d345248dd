"""Categories, places, articles with their codes, blocks, safety checks, and the ledger of moves."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, and_
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from fritidsbank.schema import Base, Id, Instant, word
from fritidsbank.stock.rules import CodeKind, PlaceKind, Reason, Unit, Verdict


class Category(Base):
    """A kind of equipment, such as SLS, or one of the parents that group them."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    unit: Mapped[Unit] = mapped_column(word(Unit), default=Unit.PIECE)
    loan_days: Mapped[int] = mapped_column(default=14)
    guardian_under_18: Mapped[bool] = mapped_column(default=False)
    check_at_return: Mapped[bool] = mapped_column(default=False)
    check_advice: Mapped[str] = mapped_column(String(200), default="")
    check_advice_en: Mapped[str] = mapped_column(String(200), default="")
    season: Mapped[str] = mapped_column(String(10), default="all")
    size_attribute: Mapped[str] = mapped_column(String(20), default="")
    sizes: Mapped[list[str]] = mapped_column(JSON, default=list)
    # Lists of what `catalogue.py` describes; small, read whole, and edited as a whole.
    attributes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    faults: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    parts: Mapped[list[str]] = mapped_column(JSON, default=list)
    # What a safety check looks at, how often it is due beside returns, and who may say "ok".
    checks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    check_every_loans: Mapped[int | None]
    check_every_days: Mapped[int | None]
    check_signed: Mapped[bool] = mapped_column(default=False)
    # Care that is due by itself: sharpening every n loans, wax before the season.
    plans: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class Place(Base):
    """Where things can be: a shelf with a label, or one of the other kinds, in one branch."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    kind: Mapped[PlaceKind] = mapped_column(word(PlaceKind))
    name: Mapped[str] = mapped_column(String(80))
    code: Mapped[str] = mapped_column(String(10), unique=True)
    standard: Mapped[bool] = mapped_column(default=False)


Index(
    "uq_place_standard",
    Place.branch_id,
    Place.kind,
    unique=True,
    sqlite_where=Place.standard.is_(True),
    postgresql_where=Place.standard.is_(True),
)


class Article(Base):
    """One thing with one label, or a pair of things: this very helmet, not helmets in general."""

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    name: Mapped[str] = mapped_column(String(80))
    size: Mapped[str] = mapped_column(String(20), default="")
    attributes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # None: the loose parts that its category names.
    parts: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    unit: Mapped[Unit | None] = mapped_column(word(Unit))
    brand: Mapped[str] = mapped_column(String(80), default="")
    made_year: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(500), default="")
    shelf_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    place_note: Mapped[str] = mapped_column(String(200), default="")
    place_since_at: Mapped[datetime] = mapped_column(Instant)
    registered_on: Mapped[date]
    # Lines of the ledger that hold and say "lent"; `move` and `reverse` keep it, the doctor counts.
    times_lent: Mapped[int] = mapped_column(default=0)
    # From that day, or after so many loans in all, it is looked at before it goes out again.
    check_due_on: Mapped[date | None]
    check_due_lent: Mapped[int | None]
    # When each plan of its category was last done: {code: [times_lent, day]}.
    cared: Mapped[dict[str, list[Any]]] = mapped_column(JSON, default=dict)
    search_key: Mapped[str] = mapped_column(String(400), default="")
    sort_key: Mapped[str] = mapped_column(String(200), default="")


Index("ix_article_sort_key", Article.sort_key)
# "Is there a 38?" is asked of each wish whenever the wall of the workshop is drawn.
Index("ix_article_category_id_size", Article.category_id, Article.size)


class ArticleCode(Base):
    """A code that leads to an article: our own label, an older one, one claimed later."""

    __tablename__ = "article_code"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    kind: Mapped[CodeKind] = mapped_column(word(CodeKind))
    added_at: Mapped[datetime] = mapped_column(Instant)


class Photo(Base):
    """What an article looks like: a JPEG made anew by `pictures.py`, and a small one of it."""

    __tablename__ = "photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)
    small: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    # Taken at the bench: it shows what was broken, and is nothing for the public list.
    at_bench: Mapped[bool] = mapped_column(default=False)


class Serial(Base):
    """The next number of each kind of code of ours."""

    __tablename__ = "serial"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    next: Mapped[int]


class Recall(Base):
    """A maker or an authority calls a product back ("återkallelse"). What is empty matches all."""

    __tablename__ = "recall"

    id: Mapped[int] = mapped_column(primary_key=True)
    maker: Mapped[str] = mapped_column(String(80))
    model: Mapped[str] = mapped_column(String(80), default="")
    years_from: Mapped[int | None]
    years_to: Mapped[int | None]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    source: Mapped[str] = mapped_column(String(200))
    published_on: Mapped[date]
    advice: Mapped[str] = mapped_column(String(200), default="")
    added_at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    # Withdrawn by its source, or settled: it hits nothing any more, and its blocks are lifted.
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_because: Mapped[str] = mapped_column(String(200), default="")


class Block(Base):
    """Why an article may not go out, whatever place it is in ("spärr")."""

    __tablename__ = "block"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    reason: Mapped[str] = mapped_column(String(200))
    since_at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    lifted_because: Mapped[str] = mapped_column(String(200), default="")
    recall_id: Mapped[int | None] = mapped_column(ForeignKey("recall.id"), index=True)


Index(
    "ix_block_open",
    Block.article_id,
    sqlite_where=Block.lifted_at.is_(None),
    postgresql_where=Block.lifted_at.is_(None),
)


class Hold(Base):
    """An article that is put aside for a booking: it goes out to nobody else."""

    __tablename__ = "hold"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    booking_id: Mapped[str] = mapped_column(Id, ForeignKey("booking.id"), index=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("booking_line.id"))
    since_at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class SafetyCheck(Base):
    """Somebody has looked at a helmet, a vest, a binding, and said what they saw."""

    __tablename__ = "safety_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    verdict: Mapped[Verdict] = mapped_column(word(Verdict))
    # The codes of the points that were in order, and of those that were not.
    seen: Mapped[list[str]] = mapped_column(JSON, default=list)
    wrong: Mapped[list[str]] = mapped_column(JSON, default=list)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    operation_id: Mapped[str | None] = mapped_column(Id)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class Move(Base):
    """One line of the ledger: a thing left one place and came to another.

    Never changed, never deleted (triggers). `reverses` names the line that this one undoes; both
    are then left out of all figures. Never a borrower.
    """

    __tablename__ = "move"

    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    booked_on: Mapped[date] = mapped_column(index=True)
    booked_late: Mapped[bool] = mapped_column(default=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    from_kind: Mapped[PlaceKind] = mapped_column(word(PlaceKind))
    from_place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    from_branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    from_category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    to_kind: Mapped[PlaceKind] = mapped_column(word(PlaceKind))
    to_place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    to_branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    to_category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    weight_g: Mapped[int | None]
    reason: Mapped[Reason] = mapped_column(word(Reason))
    fault: Mapped[str] = mapped_column(String(20), default="")
    operation_id: Mapped[str | None] = mapped_column(Id)
    loan_id: Mapped[int | None]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reverses: Mapped[int | None] = mapped_column(ForeignKey("move.seq"), unique=True)


Index("ix_move_article_id_seq", Move.article_id, Move.seq)
Index("ix_move_operation_id", Move.operation_id)
_TO_BENCH = Move.to_kind == PlaceKind.WORKSHOP
Index("ix_move_to_workshop", Move.at, sqlite_where=_TO_BENCH, postgresql_where=_TO_BENCH)


class DayFigure(Base):
    """How many lines of the ledger that hold are booked on a day and say the same.

    Written with each line, in its transaction, so that a report need not count the ledger; the
    doctor counts it and compares. Clustered by day.
    """

    __tablename__ = "day_figure"
    __table_args__ = ({"sqlite_with_rowid": False},)

    day: Mapped[date] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), primary_key=True)
    reason: Mapped[Reason] = mapped_column(word(Reason), primary_key=True)
    from_kind: Mapped[PlaceKind] = mapped_column(word(PlaceKind), primary_key=True)
    from_branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    to_kind: Mapped[PlaceKind] = mapped_column(word(PlaceKind), primary_key=True)
    to_branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    count: Mapped[int]


class ClosedWeek(Base):
    """A week whose books are closed: nothing is booked on its days any more."""

    __tablename__ = "closed_week"

    last_on: Mapped[date] = mapped_column(primary_key=True)
    closed_at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Balance(Base):
    """What stood in each kind of place when a week was closed, carried forward to the next."""

    __tablename__ = "balance"
    __table_args__ = ({"sqlite_with_rowid": False},)

    last_on: Mapped[date] = mapped_column(ForeignKey("closed_week.last_on"), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), primary_key=True)
    kind: Mapped[PlaceKind] = mapped_column(word(PlaceKind), primary_key=True)
    count: Mapped[int]


class Transfer(Base):
    """What one branch sends to another on a day ("överföring"), in one or several loads."""

    __tablename__ = "transfer"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    to_branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    sent_on: Mapped[date]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


Index(
    "uq_transfer_day",
    Transfer.from_branch_id,
    Transfer.to_branch_id,
    Transfer.sent_on,
    unique=True,
)


class TransferLine(Base):
    """One article of a transfer. It is on its way while it has neither arrived nor been kept."""

    __tablename__ = "transfer_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey("transfer.id"), index=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    sent_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime | None] = mapped_column(Instant)
    kept_at: Mapped[datetime | None] = mapped_column(Instant)


Index(
    "uq_transfer_line_open",
    TransferLine.article_id,
    unique=True,
    sqlite_where=and_(TransferLine.received_at.is_(None), TransferLine.kept_at.is_(None)),
    postgresql_where=and_(TransferLine.received_at.is_(None), TransferLine.kept_at.is_(None)),
)


class Wish(Base):
    """Somebody asked for what was not there ("fanns inte"); nobody is named.

    Its id is that of the operation which noted it. An empty size is one that nobody asked about.
    """

    __tablename__ = "wish"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    size: Mapped[str] = mapped_column(String(20), default="")
    wished_on: Mapped[date]
    at: Mapped[datetime] = mapped_column(Instant)


Index("ix_wish_branch_id_wished_on", Wish.branch_id, Wish.wished_on)
