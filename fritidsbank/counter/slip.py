"""The slip ("lånesedel"): what they have, until when, and what we keep. It bears no name."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.branches.queries import branch_with, settings_of_operator
from fritidsbank.clock import local_day
from fritidsbank.loans.models import Ending, Loan
from fritidsbank.loans.queries import visit_with
from fritidsbank.search_keys import sort_key
from fritidsbank.stock.queries import Thing, things_of

LISTED = 30
"""So many articles are listed one by one; a group's slip says how many of each kind and size."""
# A telephone number is not broken at the end of a line.
_UNBROKEN = str.maketrans({" ": "\u00a0", "-": "\u2011"})


@dataclass(frozen=True)
class DueGroup:
    """What is due on one day."""

    due_on: date
    things: tuple[Thing, ...]

    @property
    def counted(self) -> list[tuple[str, int]]:
        """How many of each kind and size, where a list would be metres of paper; else nothing."""
        if len(self.things) <= LISTED:
            return []
        called = (f"{thing.name} {thing.size}".strip() for thing in self.things)
        return sorted(Counter(called).items(), key=lambda each: sort_key(each[0]))


@dataclass(frozen=True)
class Slip:
    """Everything that is printed on it."""

    operator: str
    branch: str
    address: str
    phone: str
    code: str
    lent_on: date
    due: tuple[DueGroup, ...]
    back: tuple[Thing, ...]
    ask: str
    unlink_days: int
    erase_months: int
    link: str = ""  # to what is still out, for whoever holds the slip


def slip_of(db: Session, visit: str, link_of: Callable[[str], str]) -> Slip:
    """The slip of a visit as of now; `link_of` makes its link of its number. Raises NoSuchVisit."""
    made = visit_with(db, visit)
    branch, settings = branch_with(db, made.branch_id), settings_of_operator(db)
    loans = db.execute(
        select(Loan.article_id, Loan.due_on, Loan.ending)
        .where(Loan.visit_id == visit)
        .order_by(Loan.due_on, Loan.lent_at, Loan.id)
    ).all()
    things = things_of(db, [loan.article_id for loan in loans])
    due: dict[date, list[Thing]] = {}
    for loan in loans:
        if loan.ending is None:
            due.setdefault(loan.due_on, []).append(things[loan.article_id])
    back = [things[loan.article_id] for loan in loans if loan.ending is Ending.RETURNED]
    return Slip(
        operator=str(settings["operator"]),
        branch=branch.name,
        address=branch.address,
        phone=branch.phone.translate(_UNBROKEN),
        code=made.code,
        lent_on=local_day(made.opened_at),
        due=tuple(DueGroup(day, tuple(out)) for day, out in due.items()),
        back=tuple(back),
        ask=str(settings["privacy_contact"]),
        unlink_days=int(str(settings["unlink_days"])),
        erase_months=int(str(settings["erase_months"])),
        link=link_of(made.code) if due and settings["own_loans"] else "",
    )
