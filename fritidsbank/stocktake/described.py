"""The stocktake's part of the description for programs."""

from fritidsbank.web.openapi import (
    NUMBER,
    TEXT,
    UUID,
    ApiRoute,
    Described,
    Schema,
    ref,
    shape,
)

_CODE: Schema = {**TEXT, "description": "any code that leads to the article, as scanned or typed"}
_PLACE: Schema = {**TEXT, "description": "the number of the place where the tablet is"}
_COUNTS = ("version", "expected", "seen", "found", "wrong", "unknown", "again", "left")

DESCRIBED = Described(
    routes={
        "/api/stocktakes/{stocktake}": ApiRoute(
            shape({"counts": ref("Counts"), "ended": {"type": "boolean"}}), problems=("404",)
        )
    },
    schemas={"Counts": shape(dict.fromkeys(_COUNTS, NUMBER))},
    fields={
        "count": {"stocktake": UUID, "article": _CODE, "place": _PLACE},
        "uncount": {"stocktake": UUID, "article": _CODE},
    },
    required={"count": ("stocktake", "article"), "uncount": ("stocktake", "article")},
    facts={"counts": ref("Counts"), "label": {"type": "string"}},
)
