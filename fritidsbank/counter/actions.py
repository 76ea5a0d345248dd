"""Lend, take back, and change until when: the procedures on the counter's wall."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind
from fritidsbank.bookings.availability import too_long
from fritidsbank.branches.queries import calendar_of
from fritidsbank.branches.rules import due_on
from fritidsbank.clock import local_day
from fritidsbank.loans.models import Ending, Loan, Visit
from fritidsbank.loans.queries import (
    BorrowerAndVisit,
    OpenLoan,
    basket_of,
    loan_days_of,
    open_loan_of,
)
from fritidsbank.people.actions import seen
from fritidsbank.people.queries import NoSuchBorrower
from fritidsbank.refusals import LostRace, N_, Refusal
from fritidsbank.schema import new_key, rows_changed, table_of
from fritidsbank.stock.actions import NotThere, Signature, move, take_in
from fritidsbank.stock.numbers import next_code
from fritidsbank.stock.queries import Thing, standard_place
from fritidsbank.stock.rules import PlaceKind, Reason


@dataclass(eq=False)
class VisitOfOther(Refusal):
    """The visit belongs to another borrower: a forged or a mixed-up id."""

    message = N_("That visit belongs to somebody else. Choose the borrower again.")


@dataclass(eq=False)
class EndedMeanwhile(LostRace):
    """Somebody else was first to take it back."""

    message = N_("That loan has ended already.")


@dataclass(eq=False)
class WaitedFor(Refusal):
    """It is promised to somebody from before the day that was asked for."""

    message = N_("Somebody waits for it, so it is due as before.")


@dataclass(frozen=True)
class Basket:
    """Who borrows, in which visit, in which branch; `known` is what the register has of it."""

    borrower: str
    visit: str
    branch: int
    under_18: bool
    known: BorrowerAndVisit


@dataclass(frozen=True)
class Lent:
    """A loan that has just been made."""

    loan: int
    due_on: date
    thing: Thing


_loan = table_of(Loan)
_visit = table_of(Visit)
_LEND = insert(_loan)
_OPEN_VISIT = insert(_visit)
_END = (
    update(_loan)
    .where(_loan.c.id == bindparam("loan"), _loan.c.ended_at.is_(None))
    .values(ended_at=bindparam("at"), ending=bindparam("how"))
)
_SET_DUE = (
    update(_loan)
    .where(_loan.c.id == bindparam("loan"))
    .values(due_on=bindparam("day"), extensions=_loan.c.extensions + bindparam("more"))
)
_SET_UNDER_18 = (
    update(_visit).where(_visit.c.id == bindparam("visit")).values(under_18=bindparam("flag"))
)


def basket(
    db: Session, borrower: str, visit: str | None, *, branch: int, under_18: bool | None
) -> Basket:
    """The visit that the next loans belong to, only looked at: what is not lent opens none.

    Raises NoSuchBorrower, VisitOfOther.
    """
    visit = visit or str(uuid4())
    known = basket_of(db, borrower, visit)
    if known is None:
        raise NoSuchBorrower
    if known.visit_known and known.visit_borrower != borrower:
        raise VisitOfOther
    flag = known.under_18 if under_18 is None else under_18
    return Basket(borrower, visit, branch, flag, known)


def open_basket(db: Session, taken: Basket, *, at: datetime) -> None:
    """Write the visit when it is new, or its switch when that has changed."""
    if not taken.known.visit_known:
        _new_visit(db, taken, at=at)
    elif taken.under_18 != taken.known.under_18:
        set_under_18(db, taken.visit, under_18=taken.under_18)


def set_under_18(db: Session, visit: str, *, under_18: bool) -> None:
    """The one switch of a visit."""
    db.execute(_SET_UNDER_18, {"visit": visit, "flag": under_18})


def check_out(
    db: Session,
    thing: Thing,
    taken: Basket,
    *,
    due: date | None = None,
    guardian: bool = False,
    signed: Signature,
) -> Lent:
    """The thing leaves the house. Whoever calls has asked `may_go_out`. Raises NotThere."""
    today = local_day(signed.at)
    calendar = calendar_of(db, taken.branch, today)
    day = calendar.open_day_from(due) if due else due_on(today, thing.loan_days, calendar)
    at = max(signed.at, thing.since)
    open_basket(db, taken, at=at)
    made = db.execute(
        _LEND,
        {
            "article_id": thing.id,
            "visit_id": taken.visit,
            "borrower_id": taken.borrower,
            "branch_id": taken.branch,
            "lent_at": at,
            "due_on": day,
            "extensions": 0,
            "guardian": guardian,
            "account_id": signed.account,
        },
    )
    loan = new_key(made)
    out = standard_place(db, taken.branch, PlaceKind.OUT)
    thing = move(db, thing, out, reason=Reason.LENT, signed=signed, loan=loan)
    return Lent(loan, day, thing)


def check_in(db: Session, thing: Thing, loan: OpenLoan, *, branch: int, signed: Signature) -> Thing:
    """The thing is back: on its shelf, or waiting for its safety check. Raises NotThere."""
    end(db, loan.id, Ending.RETURNED, at=max(signed.at, thing.since))
    return take_in(db, thing, branch=branch, reason=Reason.RETURNED, signed=signed, loan=loan.id)


def check_in_seen(db: Session, thing: Thing, branch: int, signed: Signature) -> Thing:
    """The same for what was seen in the house although it is lent. Raises NotThere."""
    loan = open_loan_of(db, thing.id)
    if loan is None:
        raise NotThere(thing.name)
    return check_in(db, thing, loan, branch=branch, signed=signed)


def end(db: Session, loan: int, how: Ending, *, at: datetime) -> None:
    """A loan ends once. Raises EndedMeanwhile."""
    if rows_changed(db.execute(_END, {"loan": loan, "at": at, "how": how})) != 1:
        raise EndedMeanwhile


def extended_until(
    db: Session, loans: list[OpenLoan], *, branch: int, today: date
) -> dict[int, date]:
    """Another loan time from today, or from the due day when that is later."""
    calendar = calendar_of(db, branch, today)
    days = loan_days_of(db, [loan.article for loan in loans])
    return {
        loan.id: due_on(max(today, loan.due_on), days[loan.article], calendar) for loan in loans
    }


def due_instead(
    db: Session, loans: list[OpenLoan], day: date, *, branch: int, today: date
) -> dict[int, date]:
    """Another due day for all of them, moved on when the door is closed then."""
    open_day = calendar_of(db, branch, today).open_day_from(day)
    return {loan.id: open_day for loan in loans}


def extend(db: Session, loans: list[OpenLoan], *, branch: int, today: date) -> dict[int, date]:
    """Another loan time for what nobody waits for; the new day of each.

    Raises WaitedFor when somebody waits for all of them.
    """
    new = extended_until(db, loans, branch=branch, today=today)
    awaited = too_long(db, loans, new, today=today)
    going = {loan: day for loan, day in new.items() if loan not in awaited}
    if not going:
        raise WaitedFor
    write_due(db, going, extended=True)
    return going


def write_due(db: Session, new: dict[int, date], *, extended: bool) -> None:
    """The loans are due on these days. Whoever calls has asked whether somebody waits."""
    if new:
        rows = [{"loan": loan, "day": day, "more": int(extended)} for loan, day in new.items()]
        db.execute(_SET_DUE, rows)


def _new_visit(db: Session, taken: Basket, *, at: datetime) -> None:
    db.execute(
        _OPEN_VISIT,
        {
            "id": taken.visit,
            "code": next_code(db, Kind.SLIP).digits,
            "branch_id": taken.branch,
            "borrower_id": taken.borrower,
            "opened_at": at,
            "under_18": taken.under_18,
        },
    )
    if taken.known.last_seen_on < local_day(at):
        seen(db, taken.borrower, local_day(at))
