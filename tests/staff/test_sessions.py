"""Sessions end in time, at once when they must, and one tap changes whose it is."""

from datetime import datetime

import pytest
from flask import Flask

from fritidsbank.db import Store
from fritidsbank.staff import actions, queries
from fritidsbank.staff.models import Device
from fritidsbank.staff.passwords import hashed
from fritidsbank.web.access import Role
from tests import make
from tests.conftest import PASSWORD, Shop
from tests.hands import Hands, hands_of_the_clock
from tests.snapshots import snapshot

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def hands(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Hands:
    """The clock that all of this follows."""
    return hands_of_the_clock(monkeypatch, now)


@pytest.fixture
def tablet(app: Flask, shop: Shop) -> make.Visitor:
    """The browser of the counter, where nobody is signed in."""
    return make.visitor(app)


def who(browser: make.Visitor) -> str | None:
    """Whose session it is, or None."""
    answer = browser.client.get("/api/session")
    return None if answer.status_code == 401 else str(answer.json["account"]["name"])  # type: ignore[index]


def cookie(browser: make.Visitor, name: str) -> str:
    """What the browser keeps under a name, or nothing."""
    kept = browser.client.get_cookie(f"fritidsbank-{name}")
    return kept.value if kept else ""


def test_four_hours_without_a_touch_end_a_session(tablet: make.Visitor, hands: Hands) -> None:
    tablet.signs_in("disken", PASSWORD)
    hands.pass_(hours=3.99)
    assert who(tablet) == "Disken"
    hands.pass_(hours=4)

    assert who(tablet) is None


def test_who_keeps_working_stays_signed_in_for_a_working_day_and_no_longer(
    tablet: make.Visitor, hands: Hands
) -> None:
    tablet.signs_in("disken", PASSWORD)
    for _ in range(11):
        hands.pass_(hours=1)
        assert who(tablet) == "Disken"
    hands.pass_(hours=1)

    assert who(tablet) is None


def test_who_only_scans_is_at_work_too(tablet: make.Visitor, hands: Hands) -> None:
    tablet.signs_in("disken", PASSWORD)
    csrf = tablet.token
    for _ in range(5):
        hands.pass_(hours=1)
        answer = tablet.client.post(
            "/api/operations", json={"operations": []}, headers={"X-CSRF-Token": csrf}
        )
        assert answer.status_code == 422

    assert who(tablet) == "Disken"


def test_a_new_password_ends_every_session(tablet: make.Visitor, store: Store, shop: Shop) -> None:
    tablet.signs_in("disken", PASSWORD)
    with store.writing() as db:
        account = queries.account_with(db, shop.account)
        actions.set_password(db, account, sign_in="disken", secret=hashed("en ny lång vinter"))
        db.commit()

    assert who(tablet) is None


def test_a_closed_account_is_out_at_once_and_stays_out(
    tablet: make.Visitor, store: Store, shop: Shop, now: datetime
) -> None:
    tablet.signs_in("disken", PASSWORD)
    with store.writing() as db:
        actions.close_account(db, queries.account_with(db, shop.account), now=now)
        db.commit()

    assert who(tablet) is None
    assert tablet.signs_in("disken", PASSWORD).status_code == 403


def test_a_lost_tablet_is_out_at_once_and_is_a_stranger_afterwards(
    tablet: make.Visitor, store: Store, shop: Shop, now: datetime
) -> None:
    tablet.signs_in("disken", PASSWORD)
    known = cookie(tablet, "device")
    with store.writing() as db:
        actions.revoke_device(db, db.query(Device).one(), now=now)
        db.commit()
    assert who(tablet) is None

    tablet.signs_in("disken", PASSWORD)

    assert cookie(tablet, "device") != known


def test_a_tablet_is_known_again_when_somebody_else_signs_in(
    tablet: make.Visitor, store: Store
) -> None:
    tablet.signs_in("disken", PASSWORD)
    tablet.signs_in("astrid", PASSWORD)

    assert len(snapshot(store, "device")["device"]) == 1


def test_a_role_that_was_taken_away_is_gone_at_once(
    tablet: make.Visitor, store: Store, shop: Shop
) -> None:
    tablet.signs_in("disken", PASSWORD)
    assert tablet.client.get("/api/find?q=a").status_code == 200
    with store.writing() as db:
        actions.give_roles(db, queries.account_with(db, shop.account), [])
        db.commit()

    assert tablet.client.get("/api/find?q=a").status_code == 403


@pytest.fixture
def sara(store: Store, shop: Shop, secret: str, now: datetime) -> int:
    """Sara, who works at the counter of this branch."""
    with store.writing() as db:
        made = make.account(db, "Sara", [(Role.COUNTER, shop.branch)], secret=secret, now=now)
        db.commit()
    return made


def test_one_tap_changes_who_is_at_the_counter(tablet: make.Visitor, shop: Shop, sara: int) -> None:
    tablet.signs_in("sara", PASSWORD)
    tablet.signs_in("disken", PASSWORD)

    answer = tablet.posts("/api/session/switch", {"account": sara})

    assert answer.status_code == 200
    assert who(tablet) == "Sara"
    assert tablet.posts("/api/session/switch", {"account": shop.account}).status_code == 200
    assert who(tablet) == "Disken"


def test_nobody_becomes_somebody_who_may_do_more(
    tablet: make.Visitor, shop: Shop, sara: int
) -> None:
    tablet.signs_in("astrid", PASSWORD)
    tablet.signs_in("disken", PASSWORD)

    assert tablet.posts("/api/session/switch", {"account": shop.admin}).status_code == 404
    assert who(tablet) == "Disken"


def test_nobody_becomes_somebody_who_has_not_signed_in_here(
    app: Flask, tablet: make.Visitor, sara: int
) -> None:
    make.visitor(app).signs_in("sara", PASSWORD)
    tablet.signs_in("disken", PASSWORD)

    assert tablet.posts("/api/session/switch", {"account": sara}).status_code == 404


def test_nobody_becomes_somebody_who_has_signed_out(tablet: make.Visitor, sara: int) -> None:
    tablet.signs_in("sara", PASSWORD)
    tablet.sends_form("/logout")
    tablet.signs_in("disken", PASSWORD)

    assert tablet.posts("/api/session/switch", {"account": sara}).status_code == 404


def test_somebody_without_any_role_may_be_changed_to(
    tablet: make.Visitor, store: Store, secret: str, now: datetime
) -> None:
    with store.writing() as db:
        ida = make.account(db, "Ida", secret=secret, now=now)
        db.commit()
    tablet.signs_in("ida", PASSWORD)
    tablet.signs_in("disken", PASSWORD)

    assert tablet.posts("/api/session/switch", {"account": ida}).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        [],
        [1],
        "x",
        17,
        {"account": "1"},
        {"account": 1.5},
        {"account": True},
        {"account": None},
        {"account": 2**80},
    ],
)
def test_a_switch_to_nobody_is_refused(tablet: make.Visitor, body: object) -> None:
    tablet.signs_in("disken", PASSWORD)

    assert tablet.posts("/api/session/switch", body).status_code in {404, 422}


def test_changing_to_and_fro_does_not_make_a_working_day_longer(
    tablet: make.Visitor, shop: Shop, sara: int, hands: Hands
) -> None:
    tablet.signs_in("sara", PASSWORD)
    tablet.signs_in("disken", PASSWORD)
    for account in (sara, shop.account) * 6:
        assert tablet.posts("/api/session/switch", {"account": account}).status_code == 200
        hands.pass_(minutes=59)
    hands.pass_(minutes=15)

    assert who(tablet) is None
