"""Loans: what is out is lent to somebody, once, and the ledger says the same."""

from sqlalchemy import String as Text
from sqlalchemy import and_, case, cast, false, func, null, or_, select
from sqlalchemy.orm import Session, aliased

from fritidsbank.doctor.finding import Facts, check, rows
from fritidsbank.loans.models import Ending, Loan, Visit
from fritidsbank.refusals import N_
from fritidsbank.stock.models import Article, Move, Place
from fritidsbank.stock.rules import PlaceKind, Reason

_OPEN = Loan.ended_at.is_(None)


@check(N_("Article {article} is noted as lent, but there is no open loan of it."))
def out_without_loan(db: Session) -> Facts:
    """Whatever stands in a place "out" has an open loan."""
    return rows(
        db,
        select(Article.id.label("article"))
        .join(Place, Place.id == Article.place_id)
        .outerjoin(Loan, and_(Loan.article_id == Article.id, _OPEN))
        .where(Place.kind == PlaceKind.OUT, Loan.id.is_(None)),
    )


@check(N_("Loan {loan} is open, but article {article} is noted as being in place {place}."))
def loan_without_out(db: Session) -> Facts:
    """Whatever has an open loan stands in a place "out"."""
    return rows(
        db,
        select(Loan.id.label("loan"), Article.id.label("article"), Article.place_id.label("place"))
        .join(Article, Article.id == Loan.article_id)
        .join(Place, Place.id == Article.place_id)
        .where(_OPEN, Place.kind != PlaceKind.OUT),
    )


@check(N_("Article {article} has {loans} open loans at the same time."))
def lent_twice(db: Session) -> Facts:
    """No article has two open loans."""
    return rows(
        db,
        select(Loan.article_id.label("article"), func.count().label("loans"))
        .where(_OPEN)
        .group_by(Loan.article_id)
        .having(func.count() > 1),
    )


@check(N_("Loan {loan} was made in branch {branch}, but its article is out from branch {out}."))
def out_from_other_branch(db: Session) -> Facts:
    """What is out is out from the branch that lent it."""
    return rows(
        db,
        select(Loan.id.label("loan"), Loan.branch_id.label("branch"), Place.branch_id.label("out"))
        .join(Article, Article.id == Loan.article_id)
        .join(Place, Place.id == Article.place_id)
        .where(_OPEN, Place.kind == PlaceKind.OUT, Place.branch_id != Loan.branch_id),
    )


@check(N_("Loan {loan} is open and belongs to nobody."))
def open_without_borrower(db: Session) -> Facts:
    """Only a loan that has ended may be taken off its borrower."""
    return rows(db, select(Loan.id.label("loan")).where(_OPEN, Loan.borrower_id.is_(None)))


@check(N_("Loan {loan} and its visit {visit} belong to two different borrowers."))
def loan_of_other_than_visit(db: Session) -> Facts:
    """A loan belongs to the borrower of its visit, or to nobody any more.

    What was written off is kept longer than the rest of its visit.
    """
    apart = and_(Loan.ending == Ending.WRITTEN_OFF, Visit.borrower_id.is_(None))
    return rows(
        db,
        select(Loan.id.label("loan"), Visit.id.label("visit"))
        .join(Visit, Visit.id == Loan.visit_id)
        .where(
            Loan.borrower_id.is_not(None),
            Loan.borrower_id.is_distinct_from(Visit.borrower_id),
            func.coalesce(apart, false()).is_(False),
        ),
    )


@check(N_("Loan {loan} has an end without a reason, a reason without an end, or ends too early."))
def ended_halfway(db: Session) -> Facts:
    """A loan that has ended says when and how, and not before it began."""
    return rows(
        db,
        select(Loan.id.label("loan")).where(
            or_(
                and_(_OPEN, Loan.ending.is_not(None)),
                and_(Loan.ended_at.is_not(None), Loan.ending.is_(None)),
                Loan.ended_at < Loan.lent_at,
            )
        ),
    )


@check(N_("Loan {loan} and the ledger of article {article} do not tell the same story."))
def loan_not_in_ledger(db: Session) -> Facts:
    """Each loan has one line that took its article out, and one that brought it back if it is."""
    undoing = aliased(Move)
    holds = undoing.seq.is_(None)
    lent, returned = Move.reason == Reason.LENT, Move.reason == Reason.RETURNED
    told = (
        select(
            Move.loan_id.label("loan"),
            func.min(Move.article_id).label("article"),
            func.max(Move.article_id).label("other"),
            func.count(case((lent, 1))).label("lent"),
            func.max(case((lent, Move.at))).label("lent_at"),
            func.count(case((and_(lent, holds), 1))).label("lent_still"),
            func.count(case((and_(returned, holds), 1))).label("returned"),
            func.max(case((and_(returned, holds), Move.at))).label("returned_at"),
        )
        .outerjoin(undoing, undoing.reverses == Move.seq)
        .where(Move.loan_id.is_not(None))
        .group_by(Move.loan_id)
        .subquery()
    )
    how = cast(Loan.ending, Text)
    was_returned = and_(Loan.ended_at.is_not(None), how == Ending.RETURNED.value)
    was_undone = and_(Loan.ended_at.is_not(None), how == Ending.UNDONE.value)
    return rows(
        db,
        select(Loan.id.label("loan"), Loan.article_id.label("article"))
        .outerjoin(told, told.c.loan == Loan.id)
        .where(
            or_(
                told.c.loan.is_(None),
                told.c.article != Loan.article_id,
                told.c.other != Loan.article_id,
                told.c.lent != 1,
                told.c.lent_at != Loan.lent_at,
                told.c.lent_still != case((was_undone, 0), else_=1),
                told.c.returned != case((was_returned, 1), else_=0),
                told.c.returned_at.is_distinct_from(
                    case((was_returned, Loan.ended_at), else_=null())
                ),
            )
        ),
    )


@check(N_("Line {line} of the ledger names loan {loan}, which does not exist."))
def line_of_no_loan(db: Session) -> Facts:
    """Whatever the ledger says to be lent or returned names its loan."""
    about_loans = Move.reason.in_([Reason.LENT, Reason.RETURNED])
    return rows(
        db,
        select(Move.seq.label("line"), Move.loan_id.label("loan"))
        .outerjoin(Loan, Loan.id == Move.loan_id)
        .where(Loan.id.is_(None), or_(about_loans, Move.loan_id.is_not(None))),
    )


CHECKS = (
    out_without_loan,
    loan_without_out,
    lent_twice,
    out_from_other_branch,
    open_without_borrower,
    loan_of_other_than_visit,
    ended_halfway,
    loan_not_in_ledger,
    line_of_no_loan,
)
