"""What people call the words of a stocktake; templates put them through `_`."""

from collections.abc import Mapping

from fritidsbank.refusals import N_
from fritidsbank.stocktake.rules import Remedy, Scope, Sighting

SCOPES: Mapping[Scope, str] = {
    Scope.PLACE: N_("A place"),
    Scope.CATEGORY: N_("A category"),
    Scope.BRANCH: N_("The whole branch"),
}
REMEDIES: Mapping[Remedy, tuple[str, str]] = {
    Remedy.MISSING: (
        N_("Missing articles"),
        N_("Expected, and nobody has seen it. It is noted as missing."),
    ),
    Remedy.FOUND: (N_("Found again"), N_("It was missing or written off, and it is here.")),
    Remedy.RETURNED: (
        N_("Lent in the register, and here"),
        N_("It is taken back, and its loan ends."),
    ),
    Remedy.MOVED: (
        N_("Stands elsewhere than in the register"),
        N_("It is moved to where it was seen."),
    ),
    Remedy.BY_HAND: (
        N_("To be decided by somebody"),
        N_("Closing leaves it as it is. Open its page and say what holds."),
    ),
    Remedy.MEANWHILE: (
        N_("Has moved meanwhile"),
        N_("Somebody has had it in their hands since, so it is left as it is."),
    ),
}
"""A heading, and what it means; in the order in which people want to read them."""
SIGHTINGS: Mapping[Sighting, str] = {
    Sighting.OTHER_BRANCH: N_("another branch"),
    Sighting.CHECK: N_("waits for its check"),
    Sighting.IN_TRANSIT: N_("on its way"),
    Sighting.GONE: N_("was scrapped"),
}
"""What is said beside the place where the register has it."""
