"""What retention did, in sentences: counts, and no names."""

from typing import Any

from fritidsbank.privacy.retaining import Due, Ran
from fritidsbank.refusals import N_

Told = tuple[str, dict[str, Any]]

DONE = {
    "unlink": N_("Visits and bookings that forgot their borrower: {count}."),
    "written_off": N_("Written-off loans that forgot their borrower: {count}."),
    "erase": N_("Borrowers erased: {count}."),
    "notes": N_("Notes of calls deleted: {count}."),
    "messages": N_("Messages deleted: {count}."),
    "operations": N_("Operations and looks deleted: {count}."),
    "copies": N_("Old copies deleted: {count}."),
}


def told(ran: Ran) -> list[Told]:
    """A sentence for each thing that was done, or why nothing was."""
    if ran.elsewhere:
        return [(N_("Another retention is at work. Nothing to do."), {})]
    if ran.leapt is not None:
        leapt = N_(
            "Nothing is deleted today: the clock has gone forward by {days} days since it last "
            "was. If the clock is right, retention goes on tomorrow, or now with: "
            "fritidsbank retention"
        )
        return [(leapt, {"days": ran.leapt.days})]
    said: list[Told] = [
        (DONE[rule], {"count": count}) for rule, count in ran.counts.items() if count
    ]
    broken = N_("The rule {rule} has a time that cannot be, and was left out. Choose another one.")
    said += [(broken, {"rule": rule}) for rule in ran.broken]
    if ran.unfinished:
        said.append((N_("There is more to do. It goes on by itself."), {}))
    return said


def would_do(found: list[Due]) -> list[Told]:
    """A sentence for each rule: how much it would meet now."""
    said: list[Told] = [(DONE[one.rule.name], {"count": one.count}) for one in found if one.span]
    broken = N_("The rule {rule} has a time that cannot be, and was left out. Choose another one.")
    said += [(broken, {"rule": one.rule.name}) for one in found if one.span is None]
    return [(N_("Nothing is changed. This is what would go now:"), {}), *said]
