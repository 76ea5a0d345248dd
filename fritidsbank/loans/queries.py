"""Who has what: open loans, visits, and what is due."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from fritidsbank.loans.models import Ending, Loan, Visit
from fritidsbank.people.models import Borrower
from fritidsbank.refusals import N_, NotFound
from fritidsbank.schema import table_of
from fritidsbank.stock.models import Article, Block, Category


@dataclass(eq=False)
class NoSuchVisit(NotFound):
    """The id or the slip's number leads nowhere."""

    message = N_("That slip is not in the register.")


@dataclass(eq=False)
class NoSuchLoan(NotFound):
    """The loan does not exist, or has ended."""

    message = N_("That loan has ended already.")


@dataclass(frozen=True)
class OpenLoan:
    """A loan that has not ended, as the counter's rules need it."""

    id: int
    article: int
    visit: str
    borrower: str | None
    branch: int
    lent_at: datetime
    due_on: date
    extensions: int


@dataclass(frozen=True)
class BorrowerAndVisit:
    """What check-out must know about the person and the basket; no visit means a new one."""

    borrower: str
    last_seen_on: date
    visit_borrower: str | None
    visit_known: bool
    under_18: bool


_loan = table_of(Loan)
_visit = table_of(Visit)
_borrower = table_of(Borrower)
_OPEN_LOAN = select(
    _loan.c.id,
    _loan.c.article_id,
    _loan.c.visit_id,
    _loan.c.borrower_id,
    _loan.c.branch_id,
    _loan.c.lent_at,
    _loan.c.due_on,
    _loan.c.extensions,
).where(_loan.c.ended_at.is_(None))
# Built once: they run at every scan.
_OF_ARTICLE = _OPEN_LOAN.where(_loan.c.article_id == bindparam("article"))
_LAST_ENDED = (
    select(_loan.c.ended_at, _loan.c.ending)
    .where(_loan.c.article_id == bindparam("article"))
    .order_by(_loan.c.lent_at.desc())
    .limit(1)
)
_BASKET = (
    select(
        _borrower.c.id,
        _borrower.c.last_seen_on,
        _visit.c.id,
        _visit.c.borrower_id,
        _visit.c.under_18,
    )
    .outerjoin(_visit, _visit.c.id == bindparam("visit"))
    .where(_borrower.c.id == bindparam("borrower"))
)


def open_loan_of(db: Session, article: int) -> OpenLoan | None:
    """The loan that an article is out on, if it is."""
    row = db.execute(_OF_ARTICLE, {"article": article}).first()
    return OpenLoan(*row) if row else None


def came_back_at(db: Session, article: int) -> datetime | None:
    """When the article's last loan was returned, if that is how it ended."""
    row = db.execute(_LAST_ENDED, {"article": article}).first()
    return row.ended_at if row and row.ending is Ending.RETURNED else None


def basket_of(db: Session, borrower: str, visit: str) -> BorrowerAndVisit | None:
    """Borrower and visit in one look, or None when there is no such borrower."""
    row = db.execute(_BASKET, {"borrower": borrower, "visit": visit}).first()
    if row is None:
        return None
    return BorrowerAndVisit(row[0], row[1], row[3], row[2] is not None, bool(row[4]))


def visit_on(
    db: Session, borrower: str, branch: int, since: datetime, until: datetime
) -> str | None:
    """The latest visit of a borrower in a branch between two moments."""
    return db.scalar(
        select(Visit.id)
        .where(Visit.borrower_id == borrower, Visit.branch_id == branch)
        .where(Visit.opened_at >= since, Visit.opened_at < until)
        .order_by(Visit.opened_at.desc())
        .limit(1)
    )


def visit_with(db: Session, visit: str) -> Visit:
    """The visit with that id. Raises NoSuchVisit."""
    found = db.get(Visit, visit)
    if found is None:
        raise NoSuchVisit
    return found


def visit_of_slip(db: Session, code: str) -> Visit:
    """The visit whose slip bears that number. Raises NoSuchVisit."""
    found = db.scalar(select(Visit).where(Visit.code == code))
    if found is None:
        raise NoSuchVisit
    return found


def loan_with(db: Session, loan: int) -> OpenLoan:
    """The open loan with that id. Raises NoSuchLoan."""
    row = db.execute(_OPEN_LOAN.where(_loan.c.id == loan)).first()
    if row is None:
        raise NoSuchLoan
    return OpenLoan(*row)


def open_loans(
    db: Session, *, borrower: str | None = None, visit: str | None = None
) -> list[OpenLoan]:
    """What a borrower has out, or what is still out of a visit; the newest first."""
    statement = _OPEN_LOAN.order_by(_loan.c.lent_at.desc(), _loan.c.id.desc())
    if borrower is not None:
        statement = statement.where(_loan.c.borrower_id == borrower)
    if visit is not None:
        statement = statement.where(_loan.c.visit_id == visit)
    return [OpenLoan(*row) for row in db.execute(statement)]


def open_ones(db: Session, loans: list[int]) -> list[OpenLoan]:
    """Those of these loans that have not ended."""
    return [OpenLoan(*row) for row in db.execute(_OPEN_LOAN.where(_loan.c.id.in_(loans)))]


def loan_days_of(db: Session, articles: list[int]) -> dict[int, int]:
    """How long each article may be out, by its category."""
    rows = db.execute(
        select(Article.id, Category.loan_days)
        .join(Category, Category.id == Article.category_id)
        .where(Article.id.in_(articles))
    )
    return {row.id: row.loan_days for row in rows}


def overdue(db: Session, branch: int, today: date) -> list[OpenLoan]:
    """The open loans of a branch whose day has passed, the longest ago first."""
    rows = db.execute(
        _OPEN_LOAN.where(_loan.c.branch_id == branch, _loan.c.due_on < today).order_by(
            _loan.c.due_on, _loan.c.id
        )
    )
    return [OpenLoan(*row) for row in rows]


def called_back(db: Session, branch: int, recall: int) -> list[OpenLoan]:
    """The open loans of a branch whose articles a recall blocks, what is due last on top."""
    blocked = select(Block.article_id).where(Block.recall_id == recall, Block.lifted_at.is_(None))
    rows = db.execute(
        _OPEN_LOAN.where(_loan.c.branch_id == branch, _loan.c.article_id.in_(blocked)).order_by(
            _loan.c.due_on.desc(), _loan.c.id
        )
    )
    return [OpenLoan(*row) for row in rows]


def due_between(db: Session, branch: int, first: date, last: date) -> list[OpenLoan]:
    """The open loans of a branch due on these days."""
    rows = db.execute(
        _OPEN_LOAN.where(
            _loan.c.branch_id == branch, _loan.c.due_on >= first, _loan.c.due_on <= last
        ).order_by(_loan.c.due_on, _loan.c.id)
    )
    return [OpenLoan(*row) for row in rows]


def loans_of_article(db: Session, article: int, most: int = 50) -> list[Row[tuple[Loan]]]:
    """The latest loans of an article, without the borrower."""
    return list(
        db.execute(
            select(Loan).where(Loan.article_id == article).order_by(Loan.lent_at.desc()).limit(most)
        )
    )


def count_open(db: Session, borrowers: list[str]) -> dict[str, int]:
    """How many articles each borrower has out; those with none are left out."""
    rows = db.execute(
        select(Loan.borrower_id, func.count())
        .where(Loan.ended_at.is_(None), Loan.borrower_id.in_(borrowers))
        .group_by(Loan.borrower_id)
    )
    return {borrower: number for borrower, number in rows if borrower}


def lent_beside(article: int) -> Select[int]:
    """What was lent at the same time as an article that is out, and is out still."""
    its, others = aliased(Loan), aliased(Loan)
    return (
        select(others.article_id)
        .join(its, its.visit_id == others.visit_id)
        .where(
            its.article_id == article,
            its.ended_at.is_(None),
            others.ended_at.is_(None),
            others.article_id != article,
        )
    )
