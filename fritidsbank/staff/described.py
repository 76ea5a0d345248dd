"""The part of the description for programs that is about who is signed in."""

from fritidsbank.web.access import Role
from fritidsbank.web.language import LANGUAGES
from fritidsbank.web.openapi import DAY, FLAG, NUMBER, TEXT, UUID, ApiRoute, Described, ref, shape

_LANGUAGE = {"type": "string", "enum": list(LANGUAGES)}
_SESSION = {
    "account": shape({"id": NUMBER, "name": TEXT, "language": _LANGUAGE}),
    "roles": {"type": "array", "items": {"type": "string", "enum": [str(role) for role in Role]}},
    "branch": shape({"id": NUMBER, "name": TEXT}),
    "device": UUID,
    "csrf": {**TEXT, "description": "to be sent as X-CSRF-Token with every POST"},
    "home": {**TEXT, "description": "the shop's own address, as in its QR codes"},
    "others": {"type": "array", "items": shape({"id": NUMBER, "name": TEXT})},
    "today": DAY,
    "demo": FLAG,
    "slip": {**TEXT, "enum": ["ask", "always", "never"]},
}

DESCRIBED = Described(
    routes={
        "/api/session": ApiRoute(ref("Session")),
        "/api/session/switch": ApiRoute(
            ref("Session"), body=shape({"account": NUMBER}), problems=("404", "422", "503")
        ),
        "/api/session/language": ApiRoute(
            shape({"language": _LANGUAGE}),
            body=shape({"language": _LANGUAGE}),
            problems=("422", "503"),
        ),
    },
    schemas={"Session": shape(_SESSION)},
)
