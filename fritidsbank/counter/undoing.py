"""Undo: everything as it was before an operation, as long as nothing has happened since."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from fritidsbank.bookings.availability import too_long
from fritidsbank.bookings.hold_shelf import unfetch
from fritidsbank.bookings.models import Booking
from fritidsbank.clock import local_day
from fritidsbank.counter.actions import WaitedFor, set_under_18
from fritidsbank.counter.tally import uncount
from fritidsbank.loans.models import Ending, Loan, Visit
from fritidsbank.loans.queries import open_ones
from fritidsbank.people.actions import remove
from fritidsbank.people.queries import is_known
from fritidsbank.refusals import N_, NotFound, Refusal
from fritidsbank.schema import rows_changed
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.checks import take_back
from fritidsbank.stock.models import Move
from fritidsbank.stock.operations import put_right
from fritidsbank.stock.queries import held, thing_of
from fritidsbank.stock.reversing import (
    AlreadyUndone,
    ChangedSince,
    has_moved_since,
    moves_of,
    reverse,
)
from fritidsbank.stock.rules import Reason
from fritidsbank.stock.wishes import unwish
from fritidsbank.web.models import Operation
from fritidsbank.web.operations import Act, Answer


@dataclass(eq=False)
class NoSuchOperation(NotFound):
    """The id leads nowhere."""

    message = N_("There is nothing to undo.")


@dataclass(eq=False)
class NotUndoable(Refusal):
    """It changed nothing, or is an undo itself."""

    message = N_("That changed nothing, so there is nothing to undo.")


@dataclass(eq=False)
class OtherCounter(Refusal):
    """Done at another tablet: they know why, we do not."""

    message = N_("That was done at another counter. Undo it there.")


@dataclass(eq=False)
class OtherWeek(Refusal):
    """The figures of that week are told by now."""

    message = N_("Only what was counted this week can be taken back.")


@dataclass(eq=False)
class OtherDay(Refusal):
    """Done on an earlier day."""

    message = N_("Only what was done today can be undone. Correct it on the article's page.")


@dataclass(eq=False)
class ReopenInstead(Refusal):
    """A repair is more than a move: the bench opens it again, with all that was said of it."""

    message = N_("Open the repair again in the workshop instead.")


@dataclass(eq=False)
class BenchInstead(Refusal):
    """What is said of a repair or a part is tapped, and tapped otherwise."""

    message = N_("Put that right in the workshop instead: tap what is true now.")


@dataclass(eq=False)
class GroupInstead(Refusal):
    """A list that is filled, or handed over whole, is put right piece by piece."""

    message = N_("Put that right on the group loan's page: put back, scan again, or take back.")


_REFUSED: dict[str, type[Refusal]] = {
    "group": GroupInstead,
    "undone_by": AlreadyUndone,
    "reopen": ReopenInstead,
    "bench": BenchInstead,
}
TAPS = {"tally": uncount, "wish": unwish}
"""What stands for nobody's thing: any counter of the branch may take it back within its week."""


def undo(db: Session, act: Act, operation: str) -> Answer:
    """Take an operation back. Raises the refusals above, ChangedSince and AlreadyUndone."""
    done = db.get(Operation, operation)
    if done is None:
        raise NoSuchOperation
    if done.kind in TAPS:
        _refuse_far_tap(done, act)
    elif done.device_id != act.device:
        raise OtherCounter
    elif local_day(done.at) != act.day:
        raise OtherDay
    if done.answer.get("refused") or done.kind == "undo":
        raise NotUndoable
    if done.article_id is not None:
        held(db, thing_of(db, done.article_id))
        db.refresh(done)
    for said, refusal in _REFUSED.items():
        if said in (done.before or {}):
            raise refusal
    _take_back(db, act, done)
    done.before = {"undone_by": act.id}
    db.flush()
    facts: dict[str, Any] = {"operation": operation}
    if done.article_id is not None:
        facts["article"] = thing_of(db, done.article_id).shown()
    return Answer("undone", facts, visit=done.visit_id)


def _take_back(db: Session, act: Act, done: Operation) -> None:
    before = done.before or {}
    if done.kind in TAPS:
        if not TAPS[done.kind](db, done.id):
            raise AlreadyUndone
    elif moves := moves_of(db, done.id):
        _undo_moves(db, act, moves, before)
        put_right(db, moves[0].article_id, before)
    elif "shelf" in before and done.article_id is not None:
        _undo_shelf(db, done.article_id, before)
    elif "loans" in before:
        _undo_dates(db, act, before)
    elif "under_18" in before and done.visit_id:
        set_under_18(db, done.visit_id, under_18=before["under_18"])
    elif done.kind == "register_borrower":
        _undo_registration(db, done.answer["borrower"])
    elif done.answer["outcome"] != "marked_whole" or done.article_id is None:
        raise NotUndoable
    elif has_moved_since(db, done.article_id, before["line"]):
        raise ChangedSince


def _undo_moves(db: Session, act: Act, moves: list[Move], before: dict[str, Any]) -> None:
    signed = Signature(act.at, act.account, act.id)
    since = datetime.fromisoformat(before["since"])
    for of_one in _by_article(moves):
        reverse(db, of_one, note=before["note"], since=since, signed=signed)
    for line in reversed(moves):
        if line.reason is Reason.LENT:
            _change(db, line.loan_id, ended_at=max(act.at, line.at), ending=Ending.UNDONE)
        elif line.reason is Reason.RETURNED:
            _reopen(db, line.loan_id)
    if "booked" in before:
        booked, was_held = before["booked"]
        unfetch(db, booked, moves[0].article_id, was_held=was_held, signed=signed)
    service = before.get("service")
    take_back(db, moves[0].operation_id, moves[0].article_id, service=service, at=act.at)


def _by_article(moves: list[Move]) -> list[list[Move]]:
    """An act is about one article, unless several alike were registered."""
    about: dict[int, list[Move]] = {}
    for line in moves:
        about.setdefault(line.article_id, []).append(line)
    return list(about.values())


def _reopen(db: Session, loan: int | None) -> None:
    # Whoever had it may have been erased meanwhile; nobody can have it again.
    reopened = db.execute(
        update(Loan)
        .where(Loan.id == loan, Loan.borrower_id.is_not(None))
        .values(ended_at=None, ending=None),
        execution_options={"synchronize_session": False},
    )
    if rows_changed(reopened) != 1:
        raise ChangedSince


def _undo_shelf(db: Session, article: int, before: dict[str, Any]) -> None:
    if has_moved_since(db, article, before["line"]):
        raise ChangedSince
    put_right(db, article, before)


def _refuse_far_tap(done: Operation, act: Act) -> None:
    if done.branch_id != act.branch:
        raise OtherCounter
    if local_day(done.at).isocalendar()[:2] != act.day.isocalendar()[:2]:
        raise OtherWeek


def _undo_dates(db: Session, act: Act, before: dict[str, Any]) -> None:
    _refuse_awaited(db, act, before)
    for loan, due_on, extensions in before["loans"]:
        # The loan must still be as the operation left it.
        expected = date.fromisoformat(before["after"][str(loan)])
        changed = db.execute(
            update(Loan)
            .where(Loan.id == loan, Loan.ended_at.is_(None), Loan.due_on == expected)
            .values(due_on=date.fromisoformat(due_on), extensions=extensions),
            execution_options={"synchronize_session": False},
        )
        if rows_changed(changed) != 1:
            raise ChangedSince


def _refuse_awaited(db: Session, act: Act, before: dict[str, Any]) -> None:
    """A day is a choice and no fact: what was promised since holds. Raises WaitedFor."""
    days = {loan: date.fromisoformat(day) for loan, day, _ in before["loans"]}
    loans = open_ones(db, list(days))
    if too_long(db, loans, days, today=act.day):
        raise WaitedFor


def _undo_registration(db: Session, borrower: str) -> None:
    if not is_known(db, borrower):
        raise AlreadyUndone
    known_by = (exists().where(each.borrower_id == borrower) for each in (Visit, Booking))
    if db.scalar(select(or_(*known_by))):
        raise ChangedSince
    remove(db, borrower)


def _change(db: Session, loan: int | None, **values: Any) -> None:  # noqa: ANN401 - columns
    db.execute(
        update(Loan).where(Loan.id == loan).values(**values),
        execution_options={"synchronize_session": False},
    )
