"""The words of the bench: what may become of a repair, and the codes that others count it by."""

from datetime import timedelta
from enum import StrEnum

REOPENED_WITHIN = timedelta(days=1)
"""So long a repair that was ended too soon is opened again instead of begun anew."""
MINUTES = (5, 10, 15, 30, 45, 60, 90, 120)
"""What can be tapped. Minutes belong to a thing; nobody's are added up."""


class RepairState(StrEnum):
    """Where a repair is. What stands in the workshop without one is to be assessed, too."""

    ASSESS = "assess"
    IN_REPAIR = "in_repair"
    WAITING = "waiting"
    DONE = "done"
    SCRAPPED = "scrapped"
    RELEASED = "released"  # let out unmended, by a manager's word
    LEFT = "left"  # it was carried away without a word; what became of it nobody said


OPEN = frozenset({RepairState.ASSESS, RepairState.IN_REPAIR, RepairState.WAITING})
ENDED_HERE = frozenset({RepairState.DONE, RepairState.SCRAPPED, RepairState.RELEASED})
"""Ends that somebody at the bench has chosen; each moved the article in the same act."""
AFTER = {
    **dict.fromkeys(OPEN, OPEN | ENDED_HERE | {RepairState.LEFT}),
    # Opened again, as long as nothing has happened since.
    **dict.fromkeys(ENDED_HERE, frozenset({RepairState.IN_REPAIR})),
    RepairState.LEFT: frozenset[RepairState](),
}
"""What a repair may become."""


class Outcome(StrEnum):
    """What a repair came to, in the codes of the Open Repair Data Standard (`repair_status`)."""

    UNKNOWN = "unknown"
    FIXED = "fixed"
    REPAIRABLE = "repairable"
    END_OF_LIFE = "end_of_life"


OUTCOME_OF = {
    RepairState.DONE: Outcome.FIXED,
    RepairState.SCRAPPED: Outcome.END_OF_LIFE,
    RepairState.RELEASED: Outcome.REPAIRABLE,
    RepairState.LEFT: Outcome.UNKNOWN,
}


class Barrier(StrEnum):
    """Why something could not be mended (`repair_barrier_if_end_of_life` there)."""

    NO_PARTS = "no_parts"
    PARTS_TOO_DEAR = "parts_too_dear"
    NO_WAY_IN = "no_way_in"
    NO_INSTRUCTIONS = "no_instructions"
    NO_TOOL = "no_tool"
    WORN_OUT = "worn_out"


class Orderer(StrEnum):
    """Who gets the part that is waited for: a post, never a person."""

    WORKSHOP = "workshop"
    COUNTER = "counter"
    MANAGER = "manager"
    MAKER = "maker"  # the maker or the importer sends it


class PartChange(StrEnum):
    """Why the number of a spare part changed."""

    BOUGHT = "bought"
    HARVESTED = "harvested"  # taken from a thing that was scrapped
    USED = "used"
    PUT_BACK = "put_back"  # not needed after all
    COUNTED = "counted"


class BindingMode(StrEnum):
    """What the shop does about ski bindings (a setting of the operator)."""

    OFF = "off"
    SOLE = "sole"  # only the length of the sole; a specialist sets the release value
    TABLE = "table"  # by ISO 11088, by an authorised setter
