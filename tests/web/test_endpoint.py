"""The one endpoint of all operations: what it takes, what it answers, and in what order."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from fritidsbank.clock import iso
from fritidsbank.web.access import Role
from fritidsbank.web.operations import Envelope, perform
from tests import make
from tests.conftest import Shop
from tests.hands import Hands, hands_of_the_clock
from tests.snapshots import STATE, snapshot


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Hands:
    """The server's clock."""
    return hands_of_the_clock(monkeypatch, now)


@pytest.fixture
def browser(app: Flask, shop: Shop, hands: Hands) -> make.Visitor:
    """The counter's page, where Disken is signed in."""
    return make.signed_in(app, shop.store, shop.account, shop.branch, now=shop.now)


@pytest.fixture
def boots(shop: Shop) -> str:
    """The number of a pair of boots."""
    with shop.store.writing() as db:
        made = make.article(db, branch=shop.branch, by=shop.account, now=shop.now).code
        db.commit()
    return made


@pytest.fixture
def amina(shop: Shop) -> str:
    """Amina, who borrows."""
    with shop.store.writing() as db:
        made = make.borrower(db, now=shop.now)
        db.commit()
    return made


def operation(kind: str, at: datetime, /, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """One operation."""
    return {"id": make.uid(), "v": 1, "kind": kind, "at": iso(at), **fields}


def send(browser: make.Visitor, hands: Hands, *operations: object) -> TestResponse:
    """A request with some operations."""
    body = {"sent_at": iso(hands.now), "operations": list(operations)}
    return browser.posts("/api/operations", body)


def outcomes(answer: TestResponse) -> list[str]:
    """What each came to."""
    return [each["outcome"] for each in answer.json["answers"]]  # type: ignore[index]


def test_one_operation_is_answered_with_its_tone_and_its_sentence(
    browser: make.Visitor, hands: Hands, boots: str, amina: str
) -> None:
    browser.posts("/api/session/language", {"language": "en"})

    answer = send(browser, hands, operation("check_out", hands.now, article=boots, borrower=amina))

    [said] = answer.json["answers"]  # type: ignore[index]
    assert answer.status_code == 200
    assert (said["outcome"], said["tone"]) == ("lent", "out")
    assert said["message"] == "Lent. Back Monday 16 March."


def test_a_basket_is_answered_in_order(
    browser: make.Visitor, hands: Hands, boots: str, amina: str
) -> None:
    answer = send(
        browser,
        hands,
        operation("check_out", hands.now, article=boots, borrower=amina),
        operation("check_out", hands.now, article=boots, borrower=amina),
        operation("check_in", hands.now, article=boots),
        operation("check_in", hands.now, article=boots),
    )

    assert outcomes(answer) == ["lent", "already_theirs", "returned", "already_back"]


def test_of_a_basket_one_refusal_stops_nothing(
    browser: make.Visitor, hands: Hands, boots: str, amina: str
) -> None:
    answer = send(
        browser,
        hands,
        operation("check_out", hands.now, article=boots, borrower=make.uid()),
        operation("check_out", hands.now, article=boots, borrower=amina),
    )

    assert answer.status_code == 200
    assert outcomes(answer) == ["no_such_borrower", "lent"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"kind": "check_out", "borrower": "nobody"}, 422),
        ({"kind": "check_out", "borrower": str(UUID(int=1))}, 404),
        ({"kind": "undo", "operation": str(UUID(int=1))}, 404),
        ({"kind": "check_in", "article": "9" * 2_000}, 200),
    ],
)
def test_a_single_refusal_has_its_status(
    browser: make.Visitor, hands: Hands, boots: str, fields: dict[str, str], status: int
) -> None:
    answer = send(browser, hands, {**operation("", hands.now, article=boots), **fields})

    assert answer.status_code == status
    assert answer.json["answers"][0]["message"]  # type: ignore[index]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_outcome_is_said_without_a_hole(
    browser: make.Visitor, hands: Hands, boots: str, amina: str, language: str
) -> None:
    browser.posts("/api/session/language", {"language": language})
    acts: list[dict[str, Any]] = [
        {"kind": "check_out", "borrower": amina},
        {"kind": "check_out", "borrower": amina},
        {"kind": "extend"},
        {"kind": "set_due", "due_on": "2026-03-20"},
        {"kind": "check_in"},
        {"kind": "check_in"},
        {"kind": "extend"},
        {"kind": "safety_check", "verdict": "ok"},
        {"kind": "mark", "mark": "workshop"},
        {"kind": "check_out", "borrower": amina},
        {"kind": "check_in", "article": "20000044"},
        {"kind": "check_in", "article": "4006381333931"},
        {"kind": "check_out", "borrower": {"name": "", "mobile": "070-174 06 05"}},
        {"kind": "set_due", "due_on": "1999-01-01"},
    ]

    answer = send(
        browser,
        hands,
        *({**operation("", hands.now, article=boots), **fields} for fields in acts),
    )

    said = [each["message"] for each in answer.json["answers"]]  # type: ignore[index]
    assert all(said)
    assert not any("{" in sentence for sentence in said)


def test_sent_again_after_a_lost_answer_it_is_answered_alike(
    browser: make.Visitor, hands: Hands, shop: Shop, boots: str, amina: str
) -> None:
    lent = operation("check_out", hands.now, article=boots, borrower=amina)
    first = send(browser, hands, lent)
    hands.pass_(hours=1)
    before = snapshot(shop.store, but=("session",))

    assert send(browser, hands, lent).json == first.json
    assert snapshot(shop.store, but=("session",)) == before


def test_the_same_id_with_another_body_is_409(
    browser: make.Visitor, hands: Hands, boots: str, amina: str
) -> None:
    lent = operation("check_out", hands.now, article=boots, borrower=amina)
    send(browser, hands, lent)

    answer = send(browser, hands, {**lent, "guardian": True})

    assert answer.status_code == 409
    assert answer.json["code"] == "same_id_other_body"  # type: ignore[index]


def test_a_tablet_whose_clock_is_wrong_is_understood(
    browser: make.Visitor, hands: Hands, boots: str, amina: str
) -> None:
    wrong = hands.now - timedelta(days=20_000)
    lent = operation("check_out", wrong - timedelta(days=2), article=boots, borrower=amina)

    answer = browser.posts("/api/operations", {"sent_at": iso(wrong), "operations": [lent]})

    assert answer.json["answers"][0]["due_on"] == "2026-03-14"  # type: ignore[index]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (None, 422, "not_json"),
        ([], 422, "not_json"),
        ({}, 422, "not_json"),
        ({"operations": {}}, 422, "not_json"),
        ({"operations": []}, 422, "not_json"),
        ({"operations": [{}]}, 422, "field_missing"),
        ({"operations": [{}], "sent_at": "now"}, 422, "field_wrong"),
        ({"operations": [{}] * 51}, 413, "too_much"),
        ({"operations": [{"x": "y" * 66_000}]}, 413, "too_much"),
        ({"operations": [17], "sent_at": "2026-03-02T14:05:09Z"}, 422, "field_wrong"),
        (
            {"operations": [{"kind": "steal"}], "sent_at": "2026-03-02T14:05:09Z"},
            422,
            "unknown_kind",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_as_a_whole(
    browser: make.Visitor, shop: Shop, body: object, status: int, code: str
) -> None:
    before = snapshot(shop.store)

    answer = browser.posts("/api/operations", body)

    assert (answer.status_code, answer.json["code"]) == (status, code)  # type: ignore[index]
    assert answer.json["message"]  # type: ignore[index]
    assert snapshot(shop.store) == before


def test_when_one_cannot_be_read_none_is_done(
    browser: make.Visitor, hands: Hands, shop: Shop, boots: str, amina: str
) -> None:
    before = snapshot(shop.store)

    answer = send(
        browser,
        hands,
        operation("check_out", hands.now, article=boots, borrower=amina),
        operation("steal", hands.now, article=boots),
    )

    assert answer.status_code == 422
    assert snapshot(shop.store) == before


def test_a_body_in_pieces_is_no_larger_than_another(
    browser: make.Visitor, app: Flask, shop: Shop
) -> None:
    """Without a length in its head, too."""
    answer = browser.client.post(
        "/api/operations",
        input_stream=BytesIO(b'{"operations": ["' + b"x" * 70_000 + b'"]}'),
        content_type="application/json",
        headers={"X-CSRF-Token": browser.token, "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert (answer.status_code, answer.json["code"]) == (413, "too_much")  # type: ignore[index]


@pytest.mark.parametrize("roles", [(), ((Role.WORKSHOP, None),)])
def test_whoever_has_no_role_for_a_kind_changes_nothing(
    app: Flask,
    shop: Shop,
    hands: Hands,
    boots: str,
    amina: str,
    roles: tuple[tuple[Role, int | None], ...],
) -> None:
    with shop.store.writing() as db:
        vera = make.account(db, "Vera", roles, now=shop.now)
        db.commit()
    browser = make.signed_in(app, shop.store, vera, shop.branch, now=shop.now)
    before = snapshot(shop.store)

    answer = send(browser, hands, operation("check_out", hands.now, article=boots, borrower=amina))

    assert (answer.status_code, answer.json["code"]) == (403, "not_yours")  # type: ignore[index]
    assert snapshot(shop.store) == before


def test_each_act_is_signed_by_its_account_and_its_device(
    browser: make.Visitor, hands: Hands, shop: Shop, boots: str, amina: str
) -> None:
    send(browser, hands, operation("check_out", hands.now, article=boots, borrower=amina))

    [kept] = snapshot(shop.store, "operation")["operation"]
    [device] = snapshot(shop.store, "device")["device"]
    assert (kept[3], kept[5], kept[6]) == (device[0], shop.account, shop.branch)


def test_nothing_of_a_borrower_stands_in_an_answer(
    browser: make.Visitor, hands: Hands, shop: Shop, boots: str
) -> None:
    sara = {"name": "Sara Ek", "mobile": "070-174 06 07"}

    answer = send(
        browser,
        hands,
        operation("check_out", hands.now, article=boots, borrower=sara),
        operation("check_out", hands.now, article=boots, borrower={**sara, "mobile": "12"}),
    )

    assert "Sara" not in answer.text
    assert "1740607" not in answer.text + str(snapshot(shop.store, *STATE[:3]))


def test_half_a_sign_in_a_name_is_refused_and_the_others_are_done(
    browser: make.Visitor, hands: Hands, boots: str
) -> None:
    half = {"name": "Sven \ud800", "mobile": "070-174 06 07"}
    sven = {"name": "Sven", "mobile": "070-174 06 07"}

    answer = send(
        browser,
        hands,
        operation("check_out", hands.now, article=boots, borrower=half),
        operation("check_out", hands.now, article=boots, borrower=sven),
    )

    assert outcomes(answer) == ["field_wrong", "lent"]


def test_a_fault_in_the_middle_leaves_what_was_done_answered(
    browser: make.Visitor, hands: Hands, boots: str, amina: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def perform_or_break(db: Session, envelope: Envelope, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
        if envelope.kind.name == "extend":
            raise RuntimeError("the program has a fault")
        return perform(db, envelope, *rest, **more)

    monkeypatch.setattr("fritidsbank.web.endpoint.perform", perform_or_break)
    acts = [
        operation("check_out", hands.now, article=boots, borrower=amina),
        operation("extend", hands.now, article=boots),
        operation("check_in", hands.now, article=boots),
    ]

    answer = send(browser, hands, *acts)
    again = send(browser, hands, acts[0], acts[2])

    assert outcomes(answer) == ["lent"]
    assert outcomes(again) == ["lent", "returned"]


def test_a_fault_of_the_database_in_the_middle_tells_the_log_no_name(
    browser: make.Visitor,
    hands: Hands,
    boots: str,
    amina: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def perform_or_break(db: Session, envelope: Envelope, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
        if envelope.kind.name == "register_borrower":
            half = text("INSERT INTO borrower_details (name) VALUES (:name)")
            db.execute(half, {"name": envelope.body["name"]})
        return perform(db, envelope, *rest, **more)

    monkeypatch.setattr("fritidsbank.web.endpoint.perform", perform_or_break)
    sven = {"borrower": make.uid(), "name": "Sven Hemlig", "mobile": "070-174 06 07"}

    answer = send(
        browser,
        hands,
        operation("check_out", hands.now, article=boots, borrower=amina),
        operation("register_borrower", hands.now, **sven),
    )

    assert outcomes(answer) == ["lent"]
    assert "IntegrityError" in caplog.text
    assert "Hemlig" not in caplog.text
