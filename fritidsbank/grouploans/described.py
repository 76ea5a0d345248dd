"""The group loans' part of the description for programs."""

from fritidsbank.grouploans.operations import Fit
from fritidsbank.web.openapi import DAY, FLAG, NUMBER, TEXT, UUID, Described, Schema, ref

_ONE: Schema = {"booking": UUID, "article": TEXT}
_FIELDS = {
    "put_aside": {
        **_ONE,
        "fit": {"type": "string", "enum": [fit.value for fit in Fit]},
        "line": {**NUMBER, "description": "with `instead`, the line that it is taken for"},
    },
    "put_back": _ONE,
    "hand_over": {"booking": UUID, "leader": FLAG},
}
_REQUIRED = {
    "put_aside": ("booking", "article"),
    "put_back": ("booking", "article"),
    "hand_over": ("booking",),
}
_FACTS = {
    "article": ref("Article"),
    "booking": UUID,
    "visit": UUID,
    "due_on": DAY,
    "held": NUMBER,
    "count": NUMBER,
    "stayed": NUMBER,
    "left": NUMBER,
    "because": {"anyOf": [{"type": "string"}, {"type": "array"}]},
}
DESCRIBED = Described(fields=_FIELDS, required=_REQUIRED, facts=_FACTS)
