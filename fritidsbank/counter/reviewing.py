"""What was done offline against the rules, until somebody has looked at it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from fritidsbank.refusals import N_, NotFound, sentence_of
from fritidsbank.schema import rows_changed
from fritidsbank.stock.operations import DONE as OF_THE_STOCK
from fritidsbank.stock.queries import Thing, things_of
from fritidsbank.web.models import Operation
from fritidsbank.web.operations import waiting_for_review

MOST = 200

DONE = {
    "check_out": N_("Lent"),
    "relend": N_("Taken back and lent again"),
    "check_in": N_("Taken back"),
    "mark": N_("Marked"),
    "extend": N_("Extended"),
    "set_due": N_("Other due date"),
    "safety_check": N_("Checked"),
    "register_borrower": N_("New borrower"),
    "under_18": N_("Under 18"),
    "tally": N_("Counted"),
    "undo": N_("Undone"),
    "bench_scan": N_("Scanned at the bench"),
    "bench_take_in": N_("Taken in to the workshop"),
    "repair_note": N_("Noted about a repair"),
    "repair_wait": N_("Waits for a part"),
    "repair_go_on": N_("Mended further"),
    "repair_end": N_("Repair ended"),
    "repair_reopen": N_("Repair opened again"),
    "repair_release": N_("Let out unmended"),
    "part_add": N_("New kind of part"),
    "part_change": N_("Parts counted or brought"),
    "part_use": N_("Part used"),
    "part_harvest": N_("Parts taken out"),
    **OF_THE_STOCK,
}
BECAUSE = {
    "out_to_other": N_("It was noted as lent to somebody else."),
    "guardian_needed": N_("Under 18, and no guardian had said yes."),
    "blocked": N_("It was blocked."),
    "needs_check": N_("It had not had its safety check."),
    "held": N_("It was put aside for somebody."),
    "booked_up": N_("It was promised to somebody else."),
    "booked_later": N_("It was promised to somebody else."),
    "waited_for": N_("It was promised to somebody else."),
    "check_due": N_("Its safety check was due."),
    "not_here": N_("It stood somewhere else by then, or had been back since: nothing was changed."),
    "points_left": N_("Not every point had been looked at."),
    "service_day_needed": N_("Its service had run out."),
    "needs_signature": N_("Nobody who signs off such things had said that it was in order."),
    "in_workshop": N_("It was noted as in the workshop."),
    "in_transit": N_("It was noted as on its way between two branches."),
    "missing": N_("It was noted as missing."),
    "gone": N_("It was noted as out of the stock."),
    "unknown_code": N_("No article has that number: {scanned}."),
    "not_our_code": N_("What was scanned is not one of our labels."),
    "misread": N_("What was scanned could not be read."),
    "no_such_borrower": N_("The borrower was not in the register: it is lent without details."),
    "not_at_bench": N_("It was not noted as in the workshop."),
    "back_at_bench": N_("It had come to the workshop anew since, so nothing was changed."),
    "was_missing": N_("It was noted as missing or gone, and is found."),
    "out_on_loan": N_("It was noted as lent, so nothing was changed."),
    "at_other_bench": N_("It was noted as in another branch, so nothing was changed."),
    "between_branches": N_("It was noted as on its way between two branches."),
    "has_left": N_("It was noted as out of the stock."),
    "not_scrapped": N_("It was not scrapped in the workshop, so no parts came from it."),
    "part_not_there": N_("There were too few of {part_name}: count the drawer."),
    "older_than_loan": N_("It had been lent again since, so it is still out."),
}


@dataclass(eq=False)
class NothingToReview(NotFound):
    """Somebody else has looked at it, or there is no such thing."""

    message = N_("Somebody has looked at that already.")


@dataclass(frozen=True)
class ToReview:
    """One act: `done` and `because` are msgids, `facts` what stands in them."""

    operation: str
    at: datetime
    done: str
    because: str
    facts: dict[str, object]
    thing: Thing | None


def to_review(db: Session, branch: int) -> list[ToReview]:
    """What is to be looked at in a branch, the oldest first."""
    rows = db.execute(
        select(Operation.id, Operation.kind, Operation.at, Operation.review, Operation.answer)
        .add_columns(Operation.article_id)
        .where(*waiting_for_review(branch))
        .order_by(Operation.received_at, Operation.id)
        .limit(MOST)
    ).all()
    things = things_of(db, [row.article_id for row in rows if row.article_id is not None])
    return [
        ToReview(
            operation=row.id,
            at=row.at,
            done=DONE.get(row.kind, row.kind),
            because=_because(row.review, row.answer["outcome"]),
            facts={"scanned": "", "part_name": "", **row.answer},
            thing=things.get(row.article_id),
        )
        for row in rows
    ]


def _because(review: str, outcome: str) -> str:
    # What could not be read says more in its outcome than in the reason to look.
    return BECAUSE.get(outcome) or BECAUSE.get(review) or sentence_of(review)


def looked_at(db: Session, operation: str, *, branch: int, now: datetime) -> None:
    """Take an act off the list. Raises NothingToReview."""
    changed = db.execute(
        update(Operation)
        .where(Operation.id == operation, *waiting_for_review(branch))
        .values(reviewed_at=now),
        execution_options={"synchronize_session": False},
    )
    if rows_changed(changed) != 1:
        raise NothingToReview
