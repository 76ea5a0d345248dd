"""The workshop's part of the description for programs."""

from fritidsbank.web.openapi import NUMBER, TEXT, Described, Schema
from fritidsbank.workshop.rules import MINUTES, Barrier, Orderer, RepairState

_CODE: Schema = {**TEXT, "description": "any code that leads to the article, as scanned or typed"}
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
            "waits_for": TEXT,
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
            "barrier": {"type": "string", "enum": [barrier.value for barrier in Barrier]},
        },
        "repair_reopen": {"article": _CODE},
        "repair_release": {"article": _CODE, "because": TEXT},
    },
    required={
        "bench_scan": ("article",),
        "bench_take_in": ("article",),
        "repair_note": ("article",),
        "repair_wait": ("article", "waits_for"),
        "repair_go_on": ("article",),
        "repair_end": ("article", "to"),
        "repair_reopen": ("article",),
        "repair_release": ("article", "because"),
    },
    facts={"repair": NUMBER, "waits_for": TEXT},
)
