"""The stock's part of the description for programs."""

from fritidsbank.web.openapi import TEXT, Described, Schema

_CODE: Schema = {**TEXT, "description": "any code that leads to the article, as scanned or typed"}

DESCRIBED = Described(
    fields={
        "carry": {
            "article": _CODE,
            "to": {**TEXT, "description": "the number on the label of a shelf or season store"},
        },
        "send": {
            "article": _CODE,
            "to_branch": {**TEXT, "description": "the number of the branch that will take it in"},
        },
        "receive": {"article": _CODE},
        "wish": {
            "category": {**TEXT, "description": "its code, such as SLP"},
            "size": {**TEXT, "description": "one of its sizes; left out when nobody knows"},
        },
    },
    required={
        "carry": ("article", "to"),
        "send": ("article", "to_branch"),
        "receive": ("article",),
        "wish": ("category",),
    },
    facts={
        "branch": {"type": "string", "description": "where it goes, or was meant to go"},
        "category": TEXT,
        "size": TEXT,
    },
)
