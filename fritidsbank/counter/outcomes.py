"""How each act at the counter can end, and what is said then."""

from fritidsbank.refusals import N_
from fritidsbank.stock.outcomes import (
    CHECK_DUE,
    FOUND,
    IN_WORKSHOP,
    NEEDS_CHECK,
    SCRAPPED_BEFORE,
    UNCHECKED,
    UNREADABLE,
)
from fritidsbank.web.operations import Outcome

HELD = Outcome("held", "look", N_("Put aside for slip {slip}, to be fetched {from_on}."))
STOPPED = (
    Outcome("already_theirs", "look", N_("The borrower has it already. Back {due_on}.")),
    Outcome("out_to_other", "look", N_("Lent to somebody else. Take it back and lend it again?")),
    Outcome("guardian_needed", "look", N_("Under 18: has a guardian said yes?")),
    Outcome("blocked", "stop", N_("May not go out: {because}. Put it aside.")),
    HELD,
    Outcome("booked_up", "look", N_("Somebody has booked it. Take another one.")),
    Outcome("booked_later", "look", N_("Somebody has booked it. Lend it until {until_on}?")),
    NEEDS_CHECK,
    CHECK_DUE,
    IN_WORKSHOP,
    Outcome("in_transit", "look", N_("On its way between two branches.")),
    Outcome("missing", "look", N_("Noted as missing. Is it here now?")),
    Outcome("gone", "stop", N_("Has left the stock. Put it aside.")),
)
LENT = (Outcome("lent", "out", N_("Lent. Back {due_on}.")), *STOPPED, *UNREADABLE)
TO_CHECK = Outcome("to_check", "back", N_("Back. Look at it before it goes out again."))
WANTED = (
    Outcome("wanted", "back", N_("Back. Put it on the hold shelf, for slip {slip}.")),
    Outcome(
        "to_check_wanted",
        "back",
        N_("Back. Look at it before it goes out again: slip {slip} waits for it."),
    ),
)
PUT_ASIDE = Outcome("put_aside", "look", N_("Back. Put it aside, it is blocked. {because}"))
RELENT = (
    Outcome("relent", "out", N_("Taken back and lent again. Back {due_on}.")),
    TO_CHECK,
    *WANTED,
    PUT_ASIDE,
    *LENT,
)
RETURNED = (
    Outcome("returned", "back", N_("Back. Put it on the shelf {place_name}.")),
    TO_CHECK,
    *WANTED,
    PUT_ASIDE,
    HELD,
    FOUND,
    Outcome("already_back", "look", N_("Is already back.")),
    Outcome("was_not_out", "look", N_("Is not lent.")),
    SCRAPPED_BEFORE,
    *UNREADABLE,
)
NOT_HERE = Outcome("not_here", "look", N_("It stands somewhere else now. Scan it once more."))
MARKED = (
    Outcome("marked_whole", "back", N_("Whole.")),
    Outcome("marked_workshop", "look", N_("Put it in the box for the workshop.")),
    Outcome("marked_part_missing", "look", N_("Put it aside until the part is found. {note}")),
    Outcome("marked_scrap", "look", N_("It has left the stock.")),
    NOT_HERE,
    *UNREADABLE,
)
CHECKED = (
    Outcome("checked_ok", "back", N_("Checked. Put it on the shelf {place_name}.")),
    Outcome("checked_to_repair", "look", N_("Put it in the box for the workshop.")),
    Outcome("checked_scrap", "look", N_("It has left the stock.")),
    *UNCHECKED,
    NOT_HERE,
    *UNREADABLE,
)
NOTHING_OUT = Outcome("nothing_out", "look", N_("Nothing is out, so there is no date to change."))
WAITED_FOR = (
    Outcome("waited_for", "look", N_("Somebody waits for it, so it is due as before.")),
    Outcome("waited_for_later", "look", N_("Somebody waits for it. It can stay until {until_on}.")),
)
EXTENDED = (
    Outcome("extended", "out", N_("Back {due_on} instead.")),
    Outcome("extended_some", "look", N_("Extended, but for {kept}: somebody waits for that.")),
    *WAITED_FOR,
    NOTHING_OUT,
    *UNREADABLE,
)
DUE_SET = (
    Outcome("due_set", "out", N_("Back {due_on} instead.")),
    Outcome("due_set_some", "look", N_("A new day, but for {kept}: somebody waits for that.")),
    *WAITED_FOR,
    NOTHING_OUT,
    *UNREADABLE,
)
REGISTERED = (Outcome("registered", "look", N_("Welcome. Now scan the articles.")),)
SWITCHED = (Outcome("switched", "look", N_("Noted for this visit.")),)
UNDONE = (Outcome("undone", "look", N_("Undone. Everything is as it was.")),)
COUNTED = (Outcome("tallied", "back", N_("Counted.")),)
