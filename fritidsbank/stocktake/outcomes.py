"""How a scan in a stocktake can end, and what is said then."""

from fritidsbank.refusals import N_
from fritidsbank.stock.outcomes import UNREADABLE
from fritidsbank.stocktake.rules import Sighting
from fritidsbank.web.operations import Outcome

_UNREAD = tuple(one for one in UNREADABLE if one.name != "unknown_code")
NOT_AN_ARTICLE = Outcome("not_an_article", "look", N_("{label} is no number for an article."))
ENDED = Outcome(
    "stocktake_ended",
    "stop",
    N_("This stocktake has ended. The scan is kept, and stands in its report."),
)
OF_SIGHTING = {
    Sighting.RIGHT: Outcome("counted", "back", N_("Counted.")),
    Sighting.ELSEWHERE: Outcome(
        "counted_elsewhere",
        "look",
        N_("In the register it stands on {place_name}. Leave it here."),
    ),
    Sighting.OTHER_BRANCH: Outcome(
        "counted_other_branch",
        "look",
        N_("In the register it stands in another branch: {place_name}."),
    ),
    Sighting.OUT: Outcome("counted_out", "look", N_("Lent in the register. Leave it here.")),
    Sighting.WORKSHOP: Outcome(
        "counted_workshop", "look", N_("In the register it is in the workshop. Is it whole?")
    ),
    Sighting.CHECK: Outcome(
        "counted_check", "look", N_("It waits for its check. Put it on the check table.")
    ),
    Sighting.IN_TRANSIT: Outcome(
        "counted_in_transit",
        "look",
        N_("On its way between two branches. Put it aside and receive it."),
    ),
    Sighting.MISSING: Outcome(
        "counted_missing", "look", N_("It was missing. Good that it is here!")
    ),
    Sighting.GONE: Outcome(
        "counted_gone", "look", N_("It has left the stock in the register. Put it aside.")
    ),
}
AGAIN = Outcome("counted_again", "look", N_("Is counted already."))
UNKNOWN = Outcome(
    "counted_unknown",
    "look",
    N_("No article has the number {scanned}. It is kept in the list: put the thing aside."),
)
COUNTED = (*OF_SIGHTING.values(), AGAIN, UNKNOWN, ENDED, NOT_AN_ARTICLE, *_UNREAD)
UNCOUNTED = (
    Outcome("uncounted", "look", N_("Taken away again. It counts as not seen.")),
    Outcome("not_counted", "look", N_("It is not counted, so there is nothing to take away.")),
    ENDED,
    NOT_AN_ARTICLE,
    *_UNREAD,
)
