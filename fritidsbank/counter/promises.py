"""What the bookings have to say when an article goes out, stays out, or comes back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.barcodes import Barcode
from fritidsbank.bookings.availability import missed_on
from fritidsbank.bookings.queries import Claim, claim_of, slip_waiting_for, waits_for
from fritidsbank.bookings.supply import longest_stay
from fritidsbank.branches.queries import calendar_of
from fritidsbank.branches.rules import due_on
from fritidsbank.loans.queries import OpenLoan
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import Stop


@dataclass(frozen=True)
class Promised:
    """`claim` is what the borrower has booked of it; `missed` somebody else would miss it.

    Then `until` is the last day on which it could come back instead, if there is one.
    """

    claim: Claim | None = None
    due: date | None = None
    missed: bool = False
    until: date | None = None

    @property
    def for_booking(self) -> str | None:
        """The borrower's own booking."""
        return self.claim.booking if self.claim else None


def promised_of(
    db: Session,
    thing: Thing,
    borrower: str,
    *,
    branch: int,
    today: date,
    due: date | None,
    ends: OpenLoan | None,
) -> Promised:
    """Whether the thing may go out to the borrower until its due day, as far as others go.

    Of what nobody has booked nothing is asked. `ends` is the loan that ends by this.
    """
    if not thing.is_wanted and thing.held_for is None:
        return Promised(due=due)
    claim = claim_of(db, borrower, thing, branch=branch, today=today)
    calendar = calendar_of(db, branch, today)
    if due is not None:
        back_on = calendar.open_day_from(due)
    elif claim is not None:
        back_on = calendar.open_day_from(max(today, claim.until_on))
    else:
        back_on = due_on(today, thing.loan_days, calendar)
    here_from = ends.due_on if ends else None
    for_line = None
    if claim is not None and claim.is_held:
        here_from = claim.until_on
    elif claim is not None and thing.spot.branch == branch:
        for_line = (claim.size, claim.from_on, claim.until_on)
    missed = missed_on(
        db,
        thing,
        back_on,
        calendar=calendar,
        today=today,
        is_out_until=here_from,
        for_line=for_line,
    )
    if missed is None:
        return Promised(claim, back_on)
    until = longest_stay(missed, calendar, not_before=today)
    return Promised(claim, back_on, missed=True, until=until)


def said_of(
    db: Session, stop: Stop, thing: Thing, promised: Promised
) -> tuple[str, dict[str, Any]]:
    """The outcome of a stop and its facts: for which slip it waits, how long it could go out."""
    if stop is Stop.HELD and thing.held_for:
        return stop.value, slip_of(db, thing.held_for)
    if stop is Stop.BOOKED_UP and promised.until:
        return "booked_later", {"until_on": promised.until.isoformat()}
    return stop.value, {}


def slip_of(db: Session, booking: str) -> dict[str, Any]:
    """The number on the slip of what waits, and its day. For whom stands nowhere."""
    code, from_on = waits_for(db, booking)
    return {"slip": Barcode(code).grouped, "from_on": from_on.isoformat()}


def wanted_back(db: Session, back: Thing, *, branch: int, today: date) -> str | None:
    """The slip for which what has come back is put aside at once, if somebody waits for one."""
    if not back.is_wanted or back.blocks:
        return None
    code = slip_waiting_for(db, back, branch=branch, today=today)
    return Barcode(code).grouped if code else None
