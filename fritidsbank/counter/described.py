"""The counter's part of the description for programs; a test holds it to the documentation."""

from collections.abc import Iterable

from fritidsbank.counter.rules import Mark, Visitor
from fritidsbank.people.models import BorrowerKind
from fritidsbank.stock.rules import SCRAPPED, Notice, PlaceKind, Unit, Verdict
from fritidsbank.web.openapi import (
    DAY,
    FLAG,
    NUMBER,
    TEXT,
    UUID,
    ApiRoute,
    Described,
    Schema,
    ref,
    shape,
)


def _words(words: Iterable[str]) -> Schema:
    return {"type": "string", "enum": [str(word) for word in words]}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": dict(schema)}


_CODE: Schema = {**TEXT, "description": "any code that leads to the article, as scanned or typed"}
_BORROWER: Schema = {
    "description": "an id, a card number, or a name and a mobile, which registers somebody new",
    "anyOf": [UUID, TEXT, shape({"name": TEXT, "mobile": TEXT})],
}
_VISIT: Schema = {**UUID, "description": "the basket; left out, the borrower's visit of that day"}
_LENDING = {
    "article": _CODE,
    "borrower": _BORROWER,
    "visit": _VISIT,
    "under_18": FLAG,
    "guardian": {**FLAG, "description": "a guardian has said yes"},
    "due_on": DAY,
}
_ONE_OF_THREE = {"article": _CODE, "borrower": _BORROWER, "visit": _VISIT}
_FIELDS = {
    "register_borrower": {
        "borrower": {**UUID, "description": "made by the tablet"},
        "name": TEXT,
        "mobile": TEXT,
        "borrower_kind": _words(BorrowerKind),
        "contact": TEXT,
        "card": TEXT,
    },
    "check_out": _LENDING,
    "check_in": {"article": _CODE, "returned_on": {**DAY, "description": "of the drop box"}},
    "mark": {
        "article": _CODE,
        "mark": _words(Mark),
        "fault": {**TEXT, "description": "the code of a fault word"},
        "reason": _words(sorted(SCRAPPED)),
        "parts": {**_list(TEXT), "description": "those of the article's parts that are missing"},
    },
    "relend": _LENDING,
    "extend": _ONE_OF_THREE,
    "set_due": {**_ONE_OF_THREE, "due_on": DAY},
    "under_18": {"visit": UUID, "under_18": FLAG},
    "safety_check": {
        "article": _CODE,
        "verdict": {**_words(Verdict), "description": "left out, it follows from `wrong`"},
        "seen": {**_list(TEXT), "description": "the points that are in order, as codes"},
        "wrong": {**_list(TEXT), "description": "the points that are not"},
        "next_service_on": {**DAY, "description": "where the article has a service day"},
    },
    "tally": {"visitor": _words(Visitor)},
    "undo": {"operation": UUID},
}
_REQUIRED = {
    "register_borrower": ("borrower",),
    "check_out": ("article", "borrower"),
    "check_in": ("article",),
    "mark": ("article", "mark"),
    "relend": ("article", "borrower"),
    "set_due": ("due_on",),
    "under_18": ("visit",),
    "safety_check": ("article",),
    "tally": ("visitor",),
    "undo": ("operation",),
}
_FACTS = {
    "article": ref("Article"),
    "loan": NUMBER,
    "due_on": DAY,
    "was_due_on": DAY,
    "visit": UUID,
    "borrower": UUID,
    "notices": _list(_words(Notice)),
    "because": {"type": "string"},
    "note": {"type": "string"},
    "lendable": FLAG,
    "scanned": {"type": "string"},
    "loans": _list(shape({"loan": NUMBER, "due_on": DAY})),
    "under_18": FLAG,
    "operation": UUID,
    "visitor": _words(Visitor),
    "points": {**_list(TEXT), "description": "what its safety check looks at, as codes"},
    "left": {**_list(TEXT), "description": "those that nobody said are in order"},
    "slip": {**TEXT, "description": "the number on the slip of a booking"},
    "from_on": DAY,
    "until_on": DAY,
    "kept": {**TEXT, "description": "what is promised to somebody, and so due as before"},
    "care": {
        **_list(shape({"code": TEXT, "loans": {"type": ["integer", "null"]}})),
        "description": "the care that is due; loans since it was done, null before a season",
    },
}
_ARTICLE = {
    "id": NUMBER,
    "code": {**TEXT, "description": "its own number, empty if it has none"},
    "name": TEXT,
    "size": TEXT,
    "brand": TEXT,
    "category": TEXT,
    "unit": _words(Unit),
    "place": _words(place for place in PlaceKind if place is not PlaceKind.OUTSIDE),
    "place_name": TEXT,
    "note": TEXT,
    "parts": {**_list(TEXT), "description": "loose parts, ticked off when it comes back"},
    "guardian_under_18": FLAG,
    "check_at_return": FLAG,
    "blocked": FLAG,
}
_PERSON = {"id": UUID, "name": TEXT, "mobile": TEXT, "kind": _words(BorrowerKind)}
_LOAN = {"loan": NUMBER, "article": ref("Article"), "due_on": DAY, "lent_on": DAY, "late": FLAG}
_CATEGORY = {
    "code": TEXT,
    "name": TEXT,
    "unit": _words(Unit),
    "guardian_under_18": FLAG,
    "check_at_return": FLAG,
    "check_advice": TEXT,
    "faults": _list(shape({"code": TEXT, "word": TEXT})),
    "checks": _list(shape({"code": TEXT, "word": TEXT})),
    "plans": _list(shape({"code": TEXT, "word": TEXT, "fault": TEXT})),
}
_NOT_THERE = ("404", "422")

DESCRIBED = Described(
    routes={
        "/api/texts/{language}": ApiRoute(
            {
                "type": "object",
                "additionalProperties": {"anyOf": [{"type": "string"}, _list({"type": "string"})]},
            },
            problems=("422",),
        ),
        "/api/catalogue": ApiRoute(shape({"categories": _list(ref("Category"))})),
        "/api/find": ApiRoute(
            shape(
                {
                    "borrowers": _list(shape(_PERSON | {"out": NUMBER})),
                    "articles": _list(ref("Article")),
                }
            ),
            query={"q": {**TEXT, "description": "what somebody has typed so far"}},
        ),
        "/api/borrowers/{borrower}": ApiRoute(ref("Borrower"), problems=_NOT_THERE),
        "/api/cards/{code}": ApiRoute(ref("Borrower"), problems=_NOT_THERE),
        "/api/slips/{code}": ApiRoute(
            shape({"visit": UUID, "borrower": {"anyOf": [ref("Borrower"), {"type": "null"}]}}),
            problems=_NOT_THERE,
        ),
        "/api/slips/{visit}/print": ApiRoute(
            shape({"job": NUMBER}), problems=(*_NOT_THERE, "409", "503")
        ),
    },
    schemas={
        "Article": shape(_ARTICLE),
        "Category": shape(_CATEGORY),
        "Borrower": shape(_PERSON | {"loans": _list(shape(_LOAN))}),
    },
    fields=_FIELDS,
    required=_REQUIRED,
    facts=_FACTS,
)
