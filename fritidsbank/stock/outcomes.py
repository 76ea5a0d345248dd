"""How each act with the stock can end, and what is said then; the counter shares some of them."""

from fritidsbank.refusals import N_
from fritidsbank.web.operations import Outcome

UNREADABLE = (
    Outcome("unknown_code", "look", N_("No article has the number {scanned} yet. Register it?")),
    Outcome(
        "not_our_code",
        "look",
        N_("This is not one of our labels. Look for our own label on the article."),
    ),
    Outcome(
        "misread",
        "stop",
        N_("That could not be read. Scan once more, or type the number under the bars."),
    ),
)
NEEDS_CHECK = Outcome("needs_check", "look", N_("Waits for its safety check. Look at it first."))
CHECK_DUE = Outcome(
    "check_due", "look", N_("Its safety check is due. Look at it, then it can go out.")
)
POINTS_LEFT = Outcome(
    "points_left", "look", N_("Not everything has been looked at. It stays here.")
)
NEEDS_SIGNATURE = Outcome(
    "needs_signature",
    "look",
    N_("Somebody who signs off such things must say that it is in order. It stays here."),
)
SERVICE_DAY_NEEDED = Outcome(
    "service_day_needed", "look", N_("Its service is to be renewed. When is the next one due?")
)
UNCHECKED = (POINTS_LEFT, SERVICE_DAY_NEEDED, NEEDS_SIGNATURE)
"""Why something could not be said to be in order."""
IN_WORKSHOP = Outcome("in_workshop", "look", N_("It is being mended. {note}"))
FOUND = Outcome("found", "back", N_("Found again. Put it on the shelf {place_name}."))
SCRAPPED_BEFORE = Outcome("scrapped_before", "stop", N_("Was scrapped before. Put it aside."))

_STILL_LENT = Outcome(
    "still_lent", "look", N_("It is lent. Take it back at the counter, then move it.")
)
_FOUND_TO_CHECK = Outcome(
    "found_to_check", "look", N_("It was missing, and is found. Look at it before it goes out.")
)
_OF_OTHER_BRANCH = Outcome(
    "of_other_branch",
    "look",
    N_("It belongs to another branch. Take it in on the page Between branches."),
)
_UNDER_WAY = Outcome(
    "under_way",
    "look",
    N_("It is on its way between branches. Take it in on the page Between branches."),
)
CARRIED = (
    Outcome("carried", "back", N_("Moved to {place_name}.")),
    Outcome("already_there", "look", N_("It stands there already.")),
    FOUND,
    _FOUND_TO_CHECK,
    _STILL_LENT,
    NEEDS_CHECK,
    _UNDER_WAY,
    _OF_OTHER_BRANCH,
    SCRAPPED_BEFORE,
    *UNREADABLE,
)
SENT = (
    Outcome("sent", "out", N_("On its way to {branch}.")),
    Outcome("already_sent", "look", N_("It is on the list already.")),
    _FOUND_TO_CHECK,
    _STILL_LENT,
    NEEDS_CHECK,
    IN_WORKSHOP,
    _UNDER_WAY,
    _OF_OTHER_BRANCH,
    SCRAPPED_BEFORE,
    *UNREADABLE,
)
RECEIVED = (
    Outcome("received", "back", N_("Taken in. Put it on the shelf {place_name}.")),
    Outcome("kept", "back", N_("It stays after all. Put it on the shelf {place_name}.")),
    Outcome(
        "received_astray",
        "look",
        N_("It was meant for {branch}. Until you send it on it belongs here: {place_name}."),
    ),
    Outcome(
        "received_unannounced",
        "back",
        N_("It had not been announced. It belongs here now: {place_name}."),
    ),
    Outcome("already_here", "look", N_("It is here already: {place_name}.")),
    FOUND,
    _FOUND_TO_CHECK,
    _STILL_LENT,
    SCRAPPED_BEFORE,
    *UNREADABLE,
)
WISHED = (Outcome("wished", "back", N_("Noted. Now it is known that it is missed.")),)
