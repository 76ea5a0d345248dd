"""The words of the stock, and the one rule about what may leave the house."""

from dataclasses import dataclass, field
from enum import StrEnum

from fritidsbank.search_keys import search_key, sort_key


class Unit(StrEnum):
    """What one label stands for."""

    PIECE = "piece"
    PAIR = "pair"
    SET = "set"


class CodeKind(StrEnum):
    """Where a code came from: printed here, stuck on before, or a printed one claimed later."""

    OWN = "own"
    OLDER = "older"
    CLAIMED = "claimed"


class PlaceKind(StrEnum):
    """Where a thing can be. It is in exactly one place."""

    SHELF = "shelf"
    SEASON_STORE = "season_store"
    OUT = "out"
    CHECK = "check"
    WORKSHOP = "workshop"
    IN_TRANSIT = "in_transit"
    MISSING = "missing"
    GONE = "gone"
    OUTSIDE = "outside"  # before it was registered; only the ledger knows this place


STANDARD_PLACES = tuple(kind for kind in PlaceKind if kind is not PlaceKind.OUTSIDE)


class Reason(StrEnum):
    """Why a thing moved. The weekly report is made of these."""

    REGISTERED = "registered"
    LENT = "lent"
    RETURNED = "returned"
    FOUND = "found"
    TO_WORKSHOP = "to_workshop"
    PART_MISSING = "part_missing"
    MENDED = "mended"
    RELEASED = "released"  # from the bench, unmended, by a manager's word
    CHECKED = "checked"
    MOVED = "moved"
    MISSING = "missing"
    WORN_OUT = "worn_out"
    UNSAFE = "unsafe"
    PARTS_TAKEN = "parts_taken"
    NEVER_RETURNED = "never_returned"
    RECATEGORISED = "recategorised"
    UNDONE = "undone"


SCRAPPED = frozenset({Reason.WORN_OUT, Reason.UNSAFE, Reason.PARTS_TAKEN})


class Verdict(StrEnum):
    """What a safety check found."""

    OK = "ok"
    TO_REPAIR = "to_repair"
    SCRAP = "scrap"


class Stop(StrEnum):
    """Why an article cannot go out now."""

    OUT = "out"
    BLOCKED = "blocked"
    NEEDS_CHECK = "needs_check"
    HELD = "held"  # put aside for somebody's booking
    BOOKED_UP = "booked_up"  # lent until its due day, it would be missing where it is promised
    CHECK_DUE = "check_due"  # it stands on a shelf, and its day or its number of loans has come
    IN_WORKSHOP = "in_workshop"
    IN_TRANSIT = "in_transit"
    MISSING = "missing"
    GONE = "gone"


class Confirmation(StrEnum):
    """What somebody must say yes to before an article goes out."""

    GUARDIAN = "guardian"


class Notice(StrEnum):
    """What is worth knowing, and stops nothing."""

    FROM_SEASON_STORE = "from_season_store"
    FROM_OTHER_BRANCH = "from_other_branch"
    GREEN_BUCKLE = "green_buckle"  # an ordinary helmet, and whoever borrows may be under 7


def keys_of(name: str, size: str, brand: str, category: tuple[str, str]) -> tuple[str, str]:
    """By what an article is searched and sorted; its category has a name in two languages."""
    words = " ".join((name, size, brand, *category))
    return search_key(words)[:400], sort_key(f"{name} {size}")[:200]


_STOP_AT = {
    PlaceKind.OUT: Stop.OUT,
    PlaceKind.CHECK: Stop.NEEDS_CHECK,
    PlaceKind.WORKSHOP: Stop.IN_WORKSHOP,
    PlaceKind.IN_TRANSIT: Stop.IN_TRANSIT,
    PlaceKind.MISSING: Stop.MISSING,
    PlaceKind.GONE: Stop.GONE,
}


READY_AT = frozenset({PlaceKind.SHELF, PlaceKind.SEASON_STORE})
"""Where a thing is ready to go out, unless its check is due: elsewhere something is said anyway."""
ORDINARY_HELMETS = frozenset({"HJA", "HJC", "HJH"})
"""Categories whose buckle holds when a small child hangs by it (EN 1080 has the green one)."""


HELMETS = ORDINARY_HELMETS | {"HJS"}


def is_old_helmet(category: str, made_year: int | None, *, oldest: int) -> bool:
    """Whether it is a helmet made before that year: worth a look, and no reason to stop it."""
    return category in HELMETS and made_year is not None and made_year < oldest


@dataclass(frozen=True)
class Condition:
    """What `may_go_out` needs to know about an article, on a day."""

    place: PlaceKind
    place_branch: int
    blocks: tuple[str, ...]
    guardian_under_18: bool
    check_due: bool = False
    ordinary_helmet: bool = False
    held_for: str | None = None


@dataclass(frozen=True)
class Verdicts:
    """The answer of `may_go_out`; an article goes out when there is no stop left."""

    stops: tuple[Stop, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    notices: tuple[Notice, ...] = field(default=())


def may_go_out(
    thing: Condition,
    *,
    at_branch: int,
    under_18: bool = False,
    for_booking: str | None = None,
    promised: bool = False,
) -> Verdicts:
    """Whether a thing may be lent here and now. The tray, check-out and every list ask this.

    `for_booking` is the booking of whoever wants it, if they have one. `promised` is what the
    bookings say: lent until its due day, it would be missing for somebody.
    """
    stops = []
    if thing.place in _STOP_AT:
        stops.append(_STOP_AT[thing.place])
    if thing.check_due and thing.place in READY_AT:
        stops.append(Stop.CHECK_DUE)
    if thing.blocks:
        stops.append(Stop.BLOCKED)
    if thing.held_for is not None and thing.held_for != for_booking:
        stops.append(Stop.HELD)
    elif promised:
        stops.append(Stop.BOOKED_UP)
    notices = []
    if thing.place is PlaceKind.SEASON_STORE:
        notices.append(Notice.FROM_SEASON_STORE)
    if thing.place_branch != at_branch:
        notices.append(Notice.FROM_OTHER_BRANCH)
    if under_18 and thing.ordinary_helmet:
        notices.append(Notice.GREEN_BUCKLE)
    asks = (Confirmation.GUARDIAN,) if under_18 and thing.guardian_under_18 else ()
    return Verdicts(tuple(stops), asks, tuple(notices))
