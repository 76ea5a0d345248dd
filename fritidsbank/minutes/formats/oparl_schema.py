"""What stands in each object of the OParl-shaped interface, as JSON Schema (2020-12).

Ours, written from what we give; served as /oparl/schema.json, and held to in the tests.
"""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string"}
SOME_TEXT: Schema = {"type": "string", "minLength": 1}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
ADDRESS: Schema = {"type": "string", "format": "uri", "pattern": "^https?://"}
MOMENT: Schema = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
}
DAY: Schema = {"type": "string", "format": "date"}
ADDRESSES: Schema = {"type": "array", "items": ADDRESS}


def _one(kind: str) -> Schema:
    return {"$ref": f"#/$defs/{kind}"}


def _many(kind: str) -> Schema:
    return {"type": "array", "items": _one(kind)}


def _type(kind: str) -> Schema:
    return {"const": f"https://schema.oparl.org/1.1/{kind}"}


def _standing(kind: str, properties: Mapping[str, Schema], *always: str) -> dict[str, Any]:
    """An object that is never deleted."""
    known = {"id": ADDRESS, "type": _type(kind), **properties}
    return {
        "type": "object",
        "properties": known,
        "required": ["id", "type", *always],
        "additionalProperties": False,
    }


def _kept(kind: str, properties: Mapping[str, Schema], *always: str) -> Schema:
    """An object of its moments, and what is left of it when it was withdrawn."""
    moments = {"created": MOMENT, "modified": MOMENT}
    whole = _standing(
        kind, {**moments, **properties, "web": ADDRESS}, "created", "modified", *always
    )
    gone = _standing(
        kind, {**moments, "deleted": {"const": True}}, "created", "modified", "deleted"
    )
    return {"oneOf": [whole, gone]}


_CONTACT = {"contactEmail": SOME_TEXT, "contactName": SOME_TEXT}
_LINKS = dict.fromkeys(("first", "prev", "self", "next", "last"), ADDRESS)
_PAGINATION = dict.fromkeys(
    ("totalElements", "elementsPerPage", "currentPage", "totalPages"), NUMBER
)

DEFINITIONS: dict[str, Schema] = {
    "System": _standing(
        "System",
        {
            "oparlVersion": {"const": "https://schema.oparl.org/1.1/"},
            "name": SOME_TEXT,
            **_CONTACT,
            "body": ADDRESS,
            "website": ADDRESS,
            "fritidsbank:schema": ADDRESS,
        },
        "oparlVersion",
        "name",
        "body",
    ),
    "Body": _standing(
        "Body",
        {
            "system": ADDRESS,
            "name": SOME_TEXT,
            **_CONTACT,
            **dict.fromkeys(("organization", "meeting", "file", "person", "paper"), ADDRESS),
            "legislativeTerm": {"type": "array", "maxItems": 0},
            "website": ADDRESS,
            "web": ADDRESS,
        },
        "name",
        "organization",
        "person",
        "meeting",
        "paper",
        "legislativeTerm",
    ),
    "Organization": _kept(
        "Organization",
        {
            "body": ADDRESS,
            "name": TEXT,
            "organizationType": TEXT,
            "classification": TEXT,
            "endDate": DAY,
            "meeting": ADDRESS,
        },
        "body",
        "name",
        "meeting",
    ),
    "Meeting": _kept(
        "Meeting",
        {
            "name": TEXT,
            "meetingState": {"enum": ["eingeladen", "durchgeführt"]},
            "cancelled": FLAG,
            "start": MOMENT,
            "end": MOMENT,
            "location": _one("Location"),
            "organization": ADDRESSES,
            "invitation": _one("File"),
            "resultsProtocol": _one("File"),
            "auxiliaryFile": _many("File"),
            "agendaItem": _many("AgendaItem"),
        },
        "name",
        "meetingState",
        "cancelled",
        "start",
        "end",
        "organization",
        "agendaItem",
    ),
    "AgendaItem": _kept(
        "AgendaItem",
        {
            "meeting": ADDRESS,
            "number": SOME_TEXT,
            "order": NUMBER,
            "name": TEXT,
            "public": FLAG,
            "resolutionText": SOME_TEXT,
        },
        "order",
        "name",
        "public",
    ),
    "File": _kept(
        "File",
        {
            "name": TEXT,
            "fileName": SOME_TEXT,
            "mimeType": {"const": "application/pdf"},
            "date": MOMENT,
            "accessUrl": ADDRESS,
            "downloadUrl": ADDRESS,
            "meeting": ADDRESSES,
            "fritidsbank:change": SOME_TEXT,
        },
        "accessUrl",
        "fileName",
        "mimeType",
        "date",
        "meeting",
    ),
    "Location": _kept("Location", {"description": TEXT}, "description"),
    "List": {
        "type": "object",
        "properties": {
            "data": {
                "type": "array",
                "items": {"anyOf": [_one(k) for k in ("Body", "Organization", "Meeting", "File")]},
            },
            "pagination": {
                "type": "object",
                "properties": _PAGINATION,
                "required": [*_PAGINATION],
                "additionalProperties": False,
            },
            "links": {
                "type": "object",
                "properties": _LINKS,
                "required": ["first", "self", "last"],
                "additionalProperties": False,
            },
        },
        "required": ["data", "pagination", "links"],
        "additionalProperties": False,
    },
}
SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "OParl-shaped interface of Fritidsbank",
    "description": "A subset of OParl 1.1: docs/open-data.md says what each property means.",
    "$defs": DEFINITIONS,
    "anyOf": [_one(kind) for kind in DEFINITIONS],
}
