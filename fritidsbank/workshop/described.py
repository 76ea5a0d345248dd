"""The workshop's part of the description for programs."""

from fritidsbank.web.openapi import DAY, FLAG, NUMBER, TEXT, Described, Schema, shape
from fritidsbank.workshop.part_operations import MOST, MOST_KINDS
from fritidsbank.workshop.rules import MINUTES, Barrier, Orderer, RepairState

_CODE: Schema = {**TEXT, "description": "any code that leads to the article, as scanned or typed"}
_PART: Schema = {"type": "integer", "description": "the number of a kind of part"}
_HOW_MANY: Schema = {"type": "integer", "minimum": 0, "maximum": MOST}
_HARVEST: Schema = {
    "type": "array",
    "maxItems": MOST_KINDS,
    "items": {
        "type": "object",
        "properties": {"part": _PART, "name": TEXT, "size": TEXT, "how_many": _HOW_MANY},
    },
    "description": "what was taken out of it: each kind by its number, or by what it is called",
}
_FAULT: Schema = {**TEXT, "description": "the code of a fault word of its category"}

DESCRIBED = Described(
    fields={
        "bench_scan": {"article": _CODE},
        "bench_take_in": {"article": _CODE, "fault": _FAULT},
        "repair_note": {
            "article": _CODE,
            "fault": _FAULT,
            "work": {"type": "array", "items": TEXT, "description": "all that was done, as codes"},
            "did": {**TEXT, "description": "this was done, too"},
            "did_not": {**TEXT, "description": "this was not done after all"},
            "minutes": {"type": "integer", "enum": [0, *MINUTES]},
            "note": TEXT,
        },
        "repair_wait": {
            "article": _CODE,
            "waits_for": {**TEXT, "description": "left out, what `part` is called"},
            "part": _PART,
            "orders": {"type": "string", "enum": [post.value for post in Orderer]},
        },
        "repair_go_on": {
            "article": _CODE,
            "state": {
                "type": "string",
                "enum": [RepairState.IN_REPAIR.value, RepairState.ASSESS.value],
            },
        },
        "repair_end": {
            "article": _CODE,
            "to": {"type": "string", "enum": ["shelf", "season_store", "scrap"]},
            "reason": {"type": "string", "enum": ["worn_out", "unsafe", "parts_taken"]},
            "seen": {
                "type": "array",
                "items": TEXT,
                "description": "the points of its safety check that are in order, as codes",
            },
            "next_service_on": DAY,
            "barrier": {"type": "string", "enum": [barrier.value for barrier in Barrier]},
            "harvest": _HARVEST,
        },
        "repair_reopen": {"article": _CODE},
        "repair_release": {"article": _CODE, "because": TEXT},
        "part_add": {
            "name": TEXT,
            "category": {**TEXT, "description": "its code; left out, it fits anything"},
            "size": TEXT,
            "low": {**_HOW_MANY, "description": "at so few somebody should get more; 0: never"},
            "how_many": {**_HOW_MANY, "description": "so many lie there already"},
        },
        "part_change": {
            "part": _PART,
            "why": {"type": "string", "enum": ["bought", "counted", "put_back"]},
            "how_many": {**_HOW_MANY, "description": "came; of `counted`: lie there"},
            "article": {**_CODE, "description": "of `put_back`: on the bench, not needed there"},
            "low": _HOW_MANY,
            "kept": {**FLAG, "description": "false: that kind is not kept any more"},
        },
        "part_use": {"article": _CODE, "part": _PART, "how_many": _HOW_MANY},
        "part_harvest": {"article": _CODE, "harvest": _HARVEST},
    },
    required={
        "bench_scan": ("article",),
        "bench_take_in": ("article",),
        "repair_note": ("article",),
        "repair_wait": ("article",),
        "repair_go_on": ("article",),
        "repair_end": ("article", "to"),
        "repair_reopen": ("article",),
        "repair_release": ("article", "because"),
        "part_add": ("name",),
        "part_change": ("part",),
        "part_use": ("article", "part"),
        "part_harvest": ("article", "harvest"),
    },
    facts={
        "repair": NUMBER,
        "waits_for": TEXT,
        "part": NUMBER,
        "part_name": TEXT,
        "count": NUMBER,
        "low": FLAG,
        "waiting": NUMBER,
        "parts": {
            "type": "array",
            "items": shape({"part": NUMBER, "part_name": TEXT, "count": NUMBER, "low": FLAG}),
        },
    },
)
