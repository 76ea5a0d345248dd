"""How each act at the bench can end, and what is said then."""

from fritidsbank.refusals import N_
from fritidsbank.stock.outcomes import POINTS_LEFT, SERVICE_DAY_NEEDED, UNREADABLE
from fritidsbank.web.operations import Outcome

NOT_AT_BENCH = (
    Outcome(
        "not_at_bench",
        "look",
        N_("It is not in the workshop. It stands here: {place_name}. Take it in?"),
    ),
    Outcome(
        "out_on_loan", "look", N_("It is lent. Take it back at the counter, then it can be mended.")
    ),
    Outcome("at_other_bench", "look", N_("It stands in another branch: {place_name}.")),
    Outcome("between_branches", "look", N_("It is on its way between two branches.")),
    Outcome("was_missing", "look", N_("It was noted as missing, and is here. Take it in?")),
    Outcome(
        "back_at_bench",
        "look",
        N_("It has come to the workshop anew since. Scan it, and see what is wrong now."),
    ),
    Outcome("has_left", "stop", N_("It has left the stock. Put it aside.")),
    *UNREADABLE,
)
OPENED = (Outcome("repair_open", "back", N_("Being mended.")), *NOT_AT_BENCH)
TAKEN_IN = (Outcome("taken_in", "back", N_("Taken in to the workshop.")), *OPENED)
NOTED = (Outcome("repair_noted", "back", N_("Noted.")), *NOT_AT_BENCH)
WAITING = (Outcome("repair_waits", "look", N_("Waits for: {waits_for}")), *NOT_AT_BENCH)
ENDED = (
    Outcome("mended", "back", N_("Mended. Put it here: {place_name}.")),
    Outcome(
        "mended_blocked",
        "look",
        N_("Mended, and still blocked: {because}. Put it here: {place_name}."),
    ),
    Outcome(
        "mended_to_sign",
        "look",
        N_("Mended. Put it on the check table: somebody who signs off such things looks at it."),
    ),
    Outcome("scrapped", "look", N_("It has left the stock.")),
    POINTS_LEFT,
    SERVICE_DAY_NEEDED,
    *NOT_AT_BENCH,
)
REOPENED = (Outcome("repair_reopened", "look", N_("The repair is open again.")), *OPENED)
RELEASED = (
    Outcome("released", "back", N_("Let out unmended. Put it on the shelf {place_name}.")),
    *NOT_AT_BENCH,
)
PART_ADDED = (
    Outcome("part_added", "back", N_("There is a drawer for it now: {part_name}, {count}.")),
    Outcome("part_known", "look", N_("There is a drawer for that already: {part_name}, {count}.")),
)
PART_CHANGED = (
    Outcome("part_changed", "back", N_("Noted: {part_name}, {count}.")),
    Outcome(
        "part_came",
        "back",
        N_("Noted: {part_name}, {count}. So many things wait for it: {waiting}"),
    ),
    *NOT_AT_BENCH,
)
PART_USED = (
    Outcome("part_used", "back", N_("Used. So many are left: {count}")),
    Outcome("part_used_low", "look", N_("Used. So many are left: {count}. Get more.")),
    Outcome(
        "part_not_there",
        "look",
        N_("So many are left of {part_name}: {count}. Count the drawer, or wait for the part."),
    ),
    *NOT_AT_BENCH,
)
PARTS_TAKEN = (
    Outcome("parts_taken", "back", N_("Put the parts in their drawers.")),
    Outcome(
        "not_scrapped", "look", N_("It is not scrapped. Scrap it first, then take parts from it.")
    ),
    Outcome("at_other_bench", "look", N_("It stands in another branch: {place_name}.")),
    *UNREADABLE,
)
