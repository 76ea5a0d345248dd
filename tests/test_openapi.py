"""The description for programs is valid, leaves nothing out, and tells the truth."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from fritidsbank.app import REGISTRY
from fritidsbank.barcodes import Kind, own
from fritidsbank.clock import now as present
from fritidsbank.web.access import PUBLIC
from tests import make
from tests.conftest import Shop
from tests.tracked import text_of

pytestmark = pytest.mark.one_database

AMINA = {"name": "Amina", "mobile": "070-174 06 05"}


@pytest.fixture
def description(app: Flask, shop: Shop) -> dict[str, Any]:
    """The document as a program fetches it, without signing in."""
    answer = app.test_client().get("/api/openapi.json")
    assert answer.status_code == 200
    document: dict[str, Any] = dict(answer.json or {})
    return document


def trouble_with(description: dict[str, Any], name: str, body: object) -> list[str]:
    """What is wrong with a body that should have the shape of a schema."""
    schema = {
        "$ref": f"#/components/schemas/{name}",
        "components": description["components"],
    }
    return [error.message for error in OAS31Validator(schema).iter_errors(body)]


def answered(description: dict[str, Any], path: str, body: object, status: int = 200) -> list[str]:
    """The same for the answer of a GET route."""
    told = description["paths"][path]["get"]["responses"][str(status)]["content"]
    schema = told["application/json"]["schema"] | {"components": description["components"]}
    return [error.message for error in OAS31Validator(schema).iter_errors(body)]


def test_it_is_valid(description: dict[str, Any]) -> None:
    validate(description)


def test_over_https_it_names_the_cookie_that_is_used_there(app: Flask, shop: Shop) -> None:
    app.extensions["fritidsbank.settings"] = replace(
        app.extensions["fritidsbank.settings"], url="https://disk.example.se"
    )

    document = app.test_client().get("/api/openapi.json").json or {}

    named = document["components"]["securitySchemes"]["session"]["name"]
    assert named == "__Host-fritidsbank-session"


def test_it_has_every_route_for_programs(app: Flask, description: dict[str, Any]) -> None:
    there = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    told = {(path, method) for path, ways in description["paths"].items() for method in ways}
    assert told == there


def test_every_route_tells_the_shape_of_its_answer(description: dict[str, Any]) -> None:
    shapeless = [
        path
        for path, ways in description["paths"].items()
        for way in ways.values()
        if not way["responses"]["200"]["content"]["application/json"]["schema"]
    ]
    assert shapeless == []


def test_every_route_says_what_it_is_for(description: dict[str, Any]) -> None:
    silent = [
        path
        for path, ways in description["paths"].items()
        for way in ways.values()
        if way["summary"] == way["operationId"]
    ]
    assert silent == []


def test_only_public_routes_need_no_session(description: dict[str, Any]) -> None:
    for ways in description["paths"].values():
        for way in ways.values():
            assert ("security" in way) == (way["x-who"] != PUBLIC.value)


def test_every_kind_has_its_outcomes(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    for kind in REGISTRY.kinds.values():
        name = "".join(part.capitalize() for part in kind.name.split("_"))
        told = schemas[f"{name}Answer"]["properties"]["outcome"]["enum"]
        assert told == [outcome.name for outcome in kind.outcomes]


def fields_in_words() -> dict[str, set[str]]:
    """The fields of each kind as docs/operations.md tells them."""
    chapter = text_of(Path("docs/operations.md")).split("\n## The kinds\n")[1].split("\n## ")[0]
    told: dict[str, set[str]] = {}
    for row in chapter.splitlines():
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        if len(cells) == 4 and cells[0].startswith("`"):
            words = re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", cells[2]))
            kind = cells[0].strip("`")
            told[kind] = told[words[0]] if cells[2].startswith("as ") else set(words)
    return told


def test_every_field_is_the_one_of_the_documentation(description: dict[str, Any]) -> None:
    common = {"id", "v", "kind", "seq", "at", "done"}
    told = {
        kind: set(
            description["components"]["schemas"][
                "".join(part.capitalize() for part in kind.split("_"))
            ]["properties"]
        )
        - common
        for kind in REGISTRY.kinds
    }
    assert told == fields_in_words()


@pytest.fixture
def boots(shop: Shop) -> str:
    """The number of an article on its shelf."""
    with shop.store.writing() as db:
        made = make.article(db, branch=shop.branch, by=shop.account, now=shop.now).code
        make.borrower(db, "Bo", "070-174 06 06", card=own(Kind.CARD, 0).digits, now=shop.now)
        db.commit()
    return made


def test_what_a_tablet_sends_has_the_shape_that_is_told(
    description: dict[str, Any], shop: Shop, boots: str
) -> None:
    disken = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    disken.says("check_out", article=boots, borrower=AMINA, under_18=True, guardian=True)
    disken.says("check_in", article=boots)
    disken.says("undo", operation=disken.last)
    body = {"sent_at": "2026-03-02T14:05:09Z", "operations": disken.sent}
    assert trouble_with(description, "Request", body) == []


@pytest.mark.parametrize(
    "spoilt", [{"kind": "fly"}, {"id": 7}, {"article": None}, {"guardian": "yes"}]
)
def test_what_would_be_refused_has_another_shape(
    description: dict[str, Any], spoilt: dict[str, Any]
) -> None:
    sent = {"id": make.uid(), "kind": "check_out", "at": "2026-03-02T14:05:09Z", "article": "1"}
    body = {"sent_at": sent["at"], "operations": [sent | {"borrower": AMINA} | spoilt]}
    assert trouble_with(description, "Request", body) != []


def test_answers_have_the_shape_that_is_told(
    description: dict[str, Any], shop: Shop, boots: str
) -> None:
    disken = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    nobody = make.uid()
    stored = [
        disken.says("register_borrower", borrower=make.uid(), **AMINA),
        disken.says("check_out", article=boots, borrower=AMINA),
        disken.says("check_out", article=boots, borrower=AMINA),
        disken.says("extend", borrower=AMINA),
        disken.says("check_in", article=boots),
        disken.says("check_in", article=boots),
        disken.says("mark", article=boots, mark="workshop"),
        disken.says("check_out", article=boots, borrower=AMINA),
        disken.says("check_out", article=boots, borrower=nobody),
        disken.says("check_in", article="no such code"),
    ]
    spoken = [REGISTRY.spoken(answer, "en") for answer in stored]
    assert trouble_with(description, "Answers", {"answers": spoken}) == []


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/api/session", "/api/session"),
        ("/api/catalogue", "/api/catalogue"),
        ("/api/texts/{language}", "/api/texts/sv"),
        ("/api/find", "/api/find?q=Bo"),
        ("/api/cards/{code}", f"/api/cards/{own(Kind.CARD, 0).digits}"),
    ],
)
def test_routes_answer_in_the_shape_that_is_told(
    app: Flask, description: dict[str, Any], shop: Shop, boots: str, path: str, asked: str
) -> None:
    disken = make.signed_in(app, shop.store, shop.account, shop.branch, now=present())
    answer = disken.client.get(asked)
    assert answer.status_code == 200
    assert answered(description, path, answer.json) == []


def test_a_problem_has_the_shape_that_is_told(
    app: Flask, description: dict[str, Any], shop: Shop
) -> None:
    disken = make.signed_in(app, shop.store, shop.account, shop.branch, now=present())
    answer = disken.client.get(f"/api/borrowers/{make.uid()}")
    assert answer.status_code == 404
    assert answered(description, "/api/borrowers/{borrower}", answer.json, 404) == []


def test_whoever_has_it_already_is_not_sent_it_again(app: Flask) -> None:
    client = app.test_client()
    tag = client.get("/api/openapi.json").headers["ETag"]
    again = client.get("/api/openapi.json", headers={"If-None-Match": tag})
    assert again.status_code == 304
