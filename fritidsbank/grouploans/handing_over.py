"""Handing over: all that is put aside goes out in one visit, or is said to stay and why."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from fritidsbank.bookings.actions import end_when_fetched, refuse_ended
from fritidsbank.bookings.models import Booking, BookingLine
from fritidsbank.bookings.queries import progress_of, put_aside_for
from fritidsbank.branches.queries import calendar_of
from fritidsbank.clock import local_day
from fritidsbank.counter.actions import basket, open_basket
from fritidsbank.loans.models import Loan
from fritidsbank.people.queries import NoSuchBorrower
from fritidsbank.refusals import N_, Refusal
from fritidsbank.schema import table_of
from fritidsbank.stock.actions import Signature, move_many
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import Thing, standard_place, things_of
from fritidsbank.stock.rules import PlaceKind, Reason, Stop


@dataclass(eq=False)
class NothingAside(Refusal):
    """There is nothing that could be handed over."""

    message = N_("Nothing is put aside yet. Scan what they take first.")


@dataclass(eq=False)
class LeaderNeeded(Refusal):
    """Some of it is lent to somebody under 18 only when an adult answers for it."""

    message = N_("Some of it needs an adult's yes for those under 18. Ask the leader, and tick it.")


@dataclass(frozen=True)
class HandedOver:
    """What has gone out in which visit, until when, what could not, how many stay booked."""

    visit: str
    due_on: date
    count: int
    left: int
    stayed: tuple[tuple[Thing, Stop], ...]


_loan, _line = table_of(Loan), table_of(BookingLine)
_LEND = insert(_loan).returning(_loan.c.id, _loan.c.article_id)
_FETCH = (
    update(_line)
    .where(_line.c.id == bindparam("line"))
    .values(fetched=_line.c.fetched + bindparam("more"))
)


def hand_over(db: Session, booking: Booking, *, leader: bool, signed: Signature) -> HandedOver:
    """Lend all that is put aside, in as few statements for 150 articles as for two.

    Raises BookingEnded, NothingAside, LeaderNeeded, NotThere, NoSuchBorrower.
    """
    refuse_ended(booking)
    if booking.borrower_id is None:
        raise NoSuchBorrower
    lines = put_aside_for(db, booking.id)
    if not lines:
        raise NothingAside
    today = local_day(signed.at)
    going, stayed = _looked_at(db, booking, sorted(lines), today, leader=leader)
    if not going:
        return HandedOver("", booking.until_on, 0, 0, tuple(stayed))
    day = calendar_of(db, booking.branch_id, today).open_day_from(max(today, booking.until_on))
    at = max(signed.at, *(thing.since for thing in going))
    taken = basket(
        db,
        booking.borrower_id,
        booking.visit_id,
        branch=booking.branch_id,
        under_18=leader or None,
    )
    open_basket(db, taken, at=at)
    rows = [
        {
            "article_id": thing.id,
            "visit_id": taken.visit,
            "borrower_id": booking.borrower_id,
            "branch_id": booking.branch_id,
            "lent_at": at,
            "due_on": day,
            "extensions": 0,
            "guardian": leader and thing.guardian_under_18,
            "account_id": signed.account,
        }
        for thing in going
    ]
    loans = {article: loan for loan, article in db.execute(_LEND, rows)}
    out = standard_place(db, booking.branch_id, PlaceKind.OUT)
    ways = [(thing, out) for thing in going]
    move_many(db, ways, reason=Reason.LENT, signed=signed, loans=loans)
    fetched = Counter(lines[thing.id] for thing in going)
    db.execute(_FETCH, [{"line": line, "more": more} for line, more in sorted(fetched.items())])
    db.expire_all()
    booking.visit_id = taken.visit
    # What the list still misses stays promised: a school fetches the rest another day.
    end_when_fetched(db, booking, now=signed.at)
    left = sum(line.count - line.fetched for line in progress_of(db, [booking.id])[booking.id])
    return HandedOver(taken.visit, day, len(going), left, tuple(stayed))


def _looked_at(
    db: Session, booking: Booking, articles: list[int], today: date, *, leader: bool
) -> tuple[list[Thing], list[tuple[Thing, Stop]]]:
    """What may go out, and what may not; `may_go_out` alone says. Raises LeaderNeeded."""
    if db.get_bind().dialect.name == "postgresql":
        of_them = select(Article.id).where(Article.id.in_(articles)).order_by(Article.id)
        db.execute(of_them.with_for_update()).all()
    going, stayed = [], []
    for thing in things_of(db, articles).values():
        verdicts = thing.verdicts(
            at_branch=booking.branch_id, today=today, under_18=True, for_booking=booking.id
        )
        if verdicts.stops:
            stayed.append((thing, verdicts.stops[0]))
        elif verdicts.confirmations and not leader:
            raise LeaderNeeded
        else:
            going.append(thing)
    return going, stayed
