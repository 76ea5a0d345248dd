"""The description of the interface for programs, made from what the rooms have registered."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, current_app, jsonify, request

from fritidsbank.web.access import AGENT, PUBLIC, Who
from fritidsbank.web.endpoint import LARGEST_BODY, MOST_AT_ONCE, Registry
from fritidsbank.web.guard import Cookie, cookie_name
from fritidsbank.web.operations import OLDEST, VERSION, OperationKind
from fritidsbank.web.room import Room

Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string", "maxLength": 2500}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
UUID: Schema = {"type": "string", "format": "uuid"}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "integer"}

_PROBLEMS = {
    "401": "not signed in",
    "403": "this account may not, or the token of the form is missing",
    "404": "what was named does not exist",
    "409": "it cannot be done as things stand",
    "413": "too much at once",
    "422": "it cannot be read",
    "503": "nothing was done: send the same again in a moment",
}


@dataclass(frozen=True)
class ApiRoute:
    """What a room says about one of its /api routes: the shape of its answer, and of its body."""

    answer: Schema
    body: Schema | None = None
    query: Mapping[str, Schema] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Described:
    """What a room adds.

    Its routes by path, schemas by name, the fields of its operations by kind and which of them
    must be there, and the facts that its answers may have.
    """

    routes: Mapping[str, ApiRoute] = field(default_factory=dict)
    schemas: Mapping[str, Schema] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, Schema]] = field(default_factory=dict)
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: Mapping[str, Schema] = field(default_factory=dict)


def ref(name: str) -> Schema:
    """A schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def shape(properties: Mapping[str, Schema], *optional: str) -> dict[str, Any]:
    """An object that has all of these properties but the optional ones."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": dict(properties), "required": required}


def openapi_room(registry: Registry, described: Iterable[Described]) -> Room:
    """The route of the description itself."""
    room = Room("openapi")
    told = tuple(described)

    @room.shows("/api/openapi.json", who=PUBLIC)
    def openapi() -> Response:
        """This description."""
        answer = jsonify(document(current_app, registry, told))
        answer.headers["Cache-Control"] = "no-cache"
        answer.add_etag()
        answer.make_conditional(request)
        return answer

    return room


def document(app: Flask, registry: Registry, described: tuple[Described, ...]) -> dict[str, Any]:
    """OpenAPI 3.1 of every /api route that the application has."""
    routes = {**_OWN, **{path: route for room in described for path, route in room.routes.items()}}
    paths: dict[str, dict[str, Any]] = {}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/"):
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
            view = app.view_functions[rule.endpoint]
            who = app.extensions["fritidsbank.doors"][rule.endpoint]
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                paths.setdefault(path, {})[method.lower()] = _operation(
                    rule.endpoint, view.__doc__ or "", who, routes.get(path), method, path
                )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Fritidsbank",
            "version": "1",
            "description": "Lend and take back sports equipment. See docs/operations.md.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": _schemas(registry, described),
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": cookie_name(Cookie.SESSION)},
                "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"},
                "agent": {"type": "http", "scheme": "bearer"},
            },
        },
    }


_OWN = {
    "/api/operations": ApiRoute(
        answer=ref("Answers"), body=ref("Request"), problems=("404", "409", "413", "422", "503")
    ),
    "/api/openapi.json": ApiRoute(answer={"type": "object"}),
}


def _operation(
    name: str, says: str, who: Who, route: ApiRoute | None, method: str, path: str, /
) -> dict[str, Any]:
    route = route or ApiRoute({})
    problems = list(route.problems)
    if who is not PUBLIC:
        problems += ["401", "403"]
    told: dict[str, Any] = {
        "operationId": name,
        "summary": says.strip().splitlines()[0] if says.strip() else name,
        "x-who": who.value,
        "parameters": [
            *(
                {"name": part, "in": "path", "required": True, "schema": dict(TEXT)}
                for part in re.findall(r"{(\w+)}", path)
            ),
            *({"name": q, "in": "query", "schema": dict(s)} for q, s in route.query.items()),
        ],
        "responses": {
            "200": {"description": "done", "content": _json(route.answer)},
            **{status: _problem(status, path) for status in sorted(set(problems))},
        },
    }
    if who is AGENT:
        told["security"] = [{"agent": []}]
    elif who is not PUBLIC:
        needs: dict[str, list[str]] = {"session": []}
        told["security"] = [needs if method == "GET" else needs | {"csrf": []}]
    if route.body is not None:
        told["requestBody"] = {"required": True, "content": _json(route.body)}
    return told


def _problem(status: str, path: str) -> dict[str, Any]:
    schema = ref("Problem")
    if path == "/api/operations" and status in {"404", "409", "422"}:
        # Of a single operation the answer comes with the status of its refusal.
        schema = {"anyOf": [ref("Problem"), ref("Answers")]}
    return {"description": _PROBLEMS[status], "content": _json(schema)}


def _json(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": dict(schema)}}


def _schemas(registry: Registry, described: tuple[Described, ...]) -> dict[str, Any]:
    facts = {name: dict(schema) for room in described for name, schema in room.facts.items()}
    kinds = list(registry.kinds.values())
    schemas: dict[str, Any] = {
        "Request": shape(
            {
                "sent_at": {**MOMENT, "description": "by the clock of the device"},
                "operations": {
                    "type": "array",
                    "items": ref("Operation"),
                    "minItems": 1,
                    "maxItems": MOST_AT_ONCE,
                },
            }
        )
        | {"description": f"At most {LARGEST_BODY} bytes."},
        "Operation": _one_of("kind", {kind.name: _name_of(kind) for kind in kinds}),
        "Answers": shape({"answers": {"type": "array", "items": ref("Answer")}}),
        "Answer": {"anyOf": [*(ref(f"{_name_of(k)}Answer") for k in kinds), ref("Refused")]},
        "Refused": shape(
            {
                "id": UUID,
                "kind": {"type": "string"},
                "outcome": {"type": "string", "description": "the code of the refusal"},
                "refused": {"const": True},
                "status": {"type": "integer", "enum": [404, 409, 422]},
                "tone": {"const": "stop"},
                "message": {"type": "string"},
            }
        ),
        "Problem": shape({"code": {"type": "string"}, "message": {"type": "string"}}),
    }
    for kind in kinds:
        schemas[_name_of(kind)] = _body_of(kind, described)
        schemas[f"{_name_of(kind)}Answer"] = _answer_of(kind, facts)
    for room in described:
        schemas |= {name: dict(schema) for name, schema in room.schemas.items()}
    return schemas


def _body_of(kind: OperationKind, described: tuple[Described, ...]) -> dict[str, Any]:
    common: dict[str, Schema] = {
        "id": {**UUID, "description": "made by whoever acts; sent again, it is done once"},
        "v": {"const": VERSION},
        "kind": {"const": kind.name},
        "seq": {"type": "integer", "minimum": 0},
        "at": {**MOMENT, "description": f"when it was done, at most {OLDEST.days} days ago"},
        "done": {**FLAG, "description": "it has changed hands already, so it is never refused"},
    }
    own = {n: s for room in described for n, s in room.fields.get(kind.name, {}).items()}
    needed = {n for room in described for n in room.required.get(kind.name, ())}
    optional = {"v", "seq", "done", *own} - needed
    says = (kind.act.__doc__ or "").strip()
    return {**shape(common | own, *optional), "description": says, "x-who": kind.who.value}


def _answer_of(kind: OperationKind, facts: Mapping[str, Schema]) -> dict[str, Any]:
    common: dict[str, Schema] = {
        "id": UUID,
        "kind": {"const": kind.name},
        "outcome": {"type": "string", "enum": [outcome.name for outcome in kind.outcomes]},
        "tone": {"type": "string", "enum": sorted({outcome.tone for outcome in kind.outcomes})},
        "message": {"type": "string"},
    }
    return {
        **shape({**common, **facts}, *facts),
        "x-outcomes": {outcome.name: outcome.message for outcome in kind.outcomes},
    }


def _one_of(key: str, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "oneOf": [ref(name) for name in names.values()],
        "discriminator": {
            "propertyName": key,
            "mapping": {value: ref(name)["$ref"] for value, name in names.items()},
        },
    }


def _name_of(kind: OperationKind) -> str:
    """CheckOut for check_out."""
    return "".join(part.capitalize() for part in kind.name.split("_"))
