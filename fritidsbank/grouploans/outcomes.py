"""How each act at a group loan can end, and what is said then."""

from fritidsbank.counter.outcomes import STOPPED
from fritidsbank.refusals import N_
from fritidsbank.stock.outcomes import UNREADABLE
from fritidsbank.web.operations import Outcome

_CANNOT = frozenset(
    ["blocked", "held", "needs_check", "check_due", "in_workshop", "in_transit", "missing", "gone"]
)
ASIDE = (
    Outcome("set_aside", "out", N_("Put aside: {held} of {count}.")),
    Outcome("not_on_list", "look", N_("The list does not ask for one like it.")),
    Outcome("enough_aside", "look", N_("There are enough of that kind and size already.")),
    Outcome("lent_out", "look", N_("It is lent. Take it back at the counter first.")),
    *(each for each in STOPPED if each.name in _CANNOT),
    *UNREADABLE,
)
BACK = (
    Outcome("no_longer_aside", "back", N_("Put it back on its shelf.")),
    Outcome("was_not_aside", "look", N_("It is not put aside here.")),
    *UNREADABLE,
)
HANDED_OVER = (
    Outcome("handed_over", "out", N_("Handed over: {count} articles. Back {due_on}.")),
    Outcome(
        "handed_over_so_far",
        "out",
        N_("Handed over: {count} articles. Back {due_on}. {left} are still booked."),
    ),
    Outcome(
        "handed_over_some", "look", N_("Handed over: {count} articles. {stayed} could not go.")
    ),
    Outcome("none_could_go", "stop", N_("None of it may go out. {stayed} stay here.")),
    Outcome("handed_over_before", "look", N_("It has been handed over already.")),
)
