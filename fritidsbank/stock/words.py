"""What people call the words of the stock; templates put them through `_`."""

from collections.abc import Mapping

from fritidsbank.refusals import N_
from fritidsbank.stock.catalogue import Season
from fritidsbank.stock.rules import CodeKind, PlaceKind, Reason, Unit

PLACES: Mapping[PlaceKind, str] = {
    PlaceKind.SHELF: N_("On the shelf"),
    PlaceKind.SEASON_STORE: N_("In the season store"),
    PlaceKind.OUT: N_("Out"),
    PlaceKind.CHECK: N_("To be checked"),
    PlaceKind.WORKSHOP: N_("In the workshop"),
    PlaceKind.IN_TRANSIT: N_("On its way"),
    PlaceKind.MISSING: N_("Missing"),
    PlaceKind.GONE: N_("Left the stock"),
}
KINDS_OF_PLACE: Mapping[PlaceKind, str] = {
    PlaceKind.SHELF: N_("Shelf"),
    PlaceKind.SEASON_STORE: N_("Season store"),
    PlaceKind.OUT: N_("What is lent"),
    PlaceKind.CHECK: N_("Check table"),
    PlaceKind.WORKSHOP: N_("Workshop"),
    PlaceKind.IN_TRANSIT: N_("What is on its way"),
    PlaceKind.MISSING: N_("What is missing"),
    PlaceKind.GONE: N_("What has left the stock"),
}
REASONS: Mapping[Reason, str] = {
    Reason.REGISTERED: N_("Registered"),
    Reason.LENT: N_("Lent"),
    Reason.RETURNED: N_("Came back"),
    Reason.FOUND: N_("Found"),
    Reason.TO_WORKSHOP: N_("To the workshop"),
    Reason.PART_MISSING: N_("Part missing"),
    Reason.MENDED: N_("Mended"),
    Reason.RELEASED: N_("Let out unmended, by the manager"),
    Reason.CHECKED: N_("Checked"),
    Reason.MOVED: N_("Moved"),
    Reason.MISSING: N_("Noted as missing"),
    Reason.WORN_OUT: N_("Scrapped: worn out"),
    Reason.UNSAFE: N_("Scrapped: unsafe"),
    Reason.PARTS_TAKEN: N_("Scrapped: taken for parts"),
    Reason.NEVER_RETURNED: N_("Never came back"),
    Reason.RECATEGORISED: N_("Other category"),
    Reason.UNDONE: N_("Undone"),
}
SCRAP_REASONS: Mapping[Reason, str] = {
    Reason.WORN_OUT: N_("Worn out or broken"),
    Reason.UNSAFE: N_("Not safe any more"),
    Reason.PARTS_TAKEN: N_("Taken apart for spare parts"),
}
UNITS: Mapping[Unit, str] = {
    Unit.PIECE: N_("Piece"),
    Unit.PAIR: N_("Pair"),
    Unit.SET: N_("Set"),
}
SEASONS: Mapping[str, str] = {
    Season.WINTER: N_("Winter things"),
    Season.SUMMER: N_("Summer things"),
    Season.ALL: N_("All the year round"),
}
CODES: Mapping[CodeKind, str] = {
    CodeKind.OWN: N_("our own"),
    CodeKind.OLDER: N_("older label"),
    CodeKind.CLAIMED: N_("printed before"),
}
