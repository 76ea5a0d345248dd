"""Signing in and out: who guesses is stopped, who leaves is gone, and nobody gains a right."""

from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from fritidsbank.app import create_app
from fritidsbank.db import Store
from fritidsbank.settings import Settings
from fritidsbank.staff.passwords import hashed
from fritidsbank.staff.rules import WeakPassword, good_password
from fritidsbank.web.access import Role
from tests import make
from tests.conftest import PASSWORD, Shop
from tests.hands import Hands, hands_of_the_clock
from tests.snapshots import snapshot


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


def flags(answer: TestResponse, name: str) -> set[str]:
    """How a cookie is set, but for what is in it."""
    [line] = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith(f"{name}=")]
    return {part.split("=")[0] if "Expires" in part else part for part in line.split("; ")[1:]}


def test_who_has_the_password_comes_in(tablet: make.Visitor) -> None:
    answer = tablet.signs_in("disken", PASSWORD)

    assert (answer.status_code, answer.location) == (303, "/counter")
    assert who(tablet) == "Disken"


def test_who_works_in_the_workshop_begins_at_its_wall(
    tablet: make.Visitor, shop: Shop, secret: str
) -> None:
    with shop.store.writing() as db:
        role = [(Role.WORKSHOP, shop.branch)]
        make.account(db, "Vera", role, secret=secret, now=shop.now)
        db.commit()

    assert tablet.signs_in("vera", PASSWORD).location == "/workshop"


@pytest.mark.parametrize("name", ["DISKEN", " disken ", "Disken"])
def test_capitals_and_spaces_in_the_name_make_no_difference(
    tablet: make.Visitor, name: str
) -> None:
    tablet.signs_in(name, PASSWORD)

    assert who(tablet) == "Disken"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("disken", "wrong"),
        ("disken", ""),
        ("disken", PASSWORD.upper()),
        ("disken", PASSWORD + " "),
        ("nobody", PASSWORD),
        ("", ""),
        ("verkstaden", ""),
        ("d" * 5_000, "p" * 5_000),
    ],
)
def test_what_does_not_fit_is_answered_alike(
    tablet: make.Visitor, name: str, password: str
) -> None:
    answer = tablet.signs_in(name, password)

    assert answer.status_code == 403
    assert "stämmer inte" in answer.text or "is not right" in answer.text
    assert who(tablet) is None


def test_the_password_is_never_sent_back(tablet: make.Visitor) -> None:
    assert "hemligheten" not in tablet.signs_in("disken", "hemligheten").text


def test_on_this_machine_the_cookie_is_for_the_server_alone(tablet: make.Visitor) -> None:
    answer = tablet.signs_in("disken", PASSWORD)

    assert flags(answer, "fritidsbank-session") == {
        "Expires",
        "Max-Age=43200",
        "HttpOnly",
        "Path=/",
        "SameSite=Lax",
    }


def test_over_https_the_cookie_is_bound_to_the_host(
    settings: Settings, store: Store, shop: Shop
) -> None:
    settings = replace(settings, url="https://disk.example.se")
    browser = make.visitor(create_app(settings, store))
    page = browser.client.get("/login", base_url=settings.url)
    token = page.text.split('name="form_token" value="')[1].split('"')[0]

    answer = browser.client.post(
        "/login",
        base_url=settings.url,
        data={"name": "disken", "password": PASSWORD, "form_token": token},
    )

    assert "Secure" in flags(answer, "__Host-fritidsbank-session")
    assert "Secure" in flags(answer, "__Host-fritidsbank-device")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_what_stands_in_the_database_opens_nothing(
    tablet: make.Visitor, store: Store, shop: Shop
) -> None:
    tablet.signs_in("disken", PASSWORD)

    kept = str(snapshot(store, "session", "device"))

    assert cookie(tablet, "session") not in kept
    assert cookie(tablet, "device") not in kept


def test_each_sign_in_has_a_new_session_whatever_the_browser_brought(
    tablet: make.Visitor,
) -> None:
    tablet.client.set_cookie("fritidsbank-session", "chosen by somebody else")
    tablet.signs_in("disken", PASSWORD)
    first = cookie(tablet, "session")
    tablet.signs_in("disken", PASSWORD)

    assert len({first, cookie(tablet, "session"), "chosen by somebody else"}) == 3


def test_after_signing_out_a_copied_cookie_is_dead(app: Flask, tablet: make.Visitor) -> None:
    tablet.signs_in("disken", PASSWORD)
    copy = make.visitor(app)
    copy.client.set_cookie("fritidsbank-session", cookie(tablet, "session"))
    assert who(copy) == "Disken"

    tablet.sends_form("/logout")

    assert who(copy) is None
    assert who(tablet) is None


def test_signing_out_without_being_signed_in_is_no_trouble(tablet: make.Visitor) -> None:
    tablet.client.set_cookie("fritidsbank-session", "dead long ago")
    page = tablet.client.get("/login").text
    token = page.split('name="form_token" value="')[1].split('"')[0]

    answer = tablet.client.post("/logout", data={"form_token": token})

    assert answer.location == "/login"


def test_ten_wrong_passwords_stop_the_guessing_of_one_account(tablet: make.Visitor) -> None:
    answers = [tablet.signs_in("disken", f"guess {n}").status_code for n in range(12)]

    assert answers == [403] * 10 + [429] * 2
    assert tablet.signs_in("disken", PASSWORD).status_code == 429


def test_a_thousand_guesses_cost_ten_checks(tablet: make.Visitor, store: Store, shop: Shop) -> None:
    page = tablet.client.get("/login").text
    token = page.split('name="form_token" value="')[1].split('"')[0]
    for n in range(1_000):
        guess = {"name": "disken", "password": f"guess {n}", "form_token": token}
        assert tablet.client.post("/login", data=guess).status_code in {403, 429}

    # Each wrong one counts for the account and for the address.
    assert len(snapshot(store, "attempt")["attempt"]) == 20


def test_others_may_sign_in_meanwhile(tablet: make.Visitor) -> None:
    for n in range(10):
        tablet.signs_in("disken", f"guess {n}")

    assert tablet.signs_in("astrid", PASSWORD).status_code == 303


def test_thirty_wrong_ones_from_one_address_stop_it_whatever_the_name(
    tablet: make.Visitor,
) -> None:
    answers = [tablet.signs_in(f"name {n}", "guess").status_code for n in range(31)]

    assert answers == [403] * 30 + [429]


def test_who_guesses_is_stopped_after_a_restart_too(
    tablet: make.Visitor, settings: Settings, store: Store
) -> None:
    for n in range(10):
        tablet.signs_in("disken", f"guess {n}")
    restarted = make.visitor(create_app(settings, store))

    assert restarted.signs_in("disken", PASSWORD).status_code == 429


def test_after_a_quarter_of_an_hour_one_may_try_again(tablet: make.Visitor, hands: Hands) -> None:
    for n in range(10):
        tablet.signs_in("disken", f"guess {n}")
    hands.pass_(minutes=15.1)

    assert tablet.signs_in("disken", PASSWORD).status_code == 303


def test_the_register_of_guesses_names_nobody(
    tablet: make.Visitor, store: Store, shop: Shop
) -> None:
    tablet.signs_in("disken", "guess")

    kept = str(snapshot(store, "attempt"))

    assert "disken" not in kept
    assert "127.0.0.1" not in kept


def test_over_an_open_line_no_password_is_taken(app: Flask, shop: Shop) -> None:
    browser = make.visitor(app).client
    page = browser.get("/login", base_url="http://disk.example.se").text
    token = page.split('name="form_token" value="')[1].split('"')[0]

    answer = browser.post(
        "/login",
        base_url="http://disk.example.se",
        data={"name": "disken", "password": PASSWORD, "form_token": token},
    )

    assert answer.status_code == 403
    assert "fritidsbank-session" not in str(answer.headers)


@pytest.mark.parametrize("page", ["/borrowers?q=Sara+%C3%85", "/articles?q=38&place=shelf&page=2"])
def test_after_signing_in_one_goes_on_where_one_was(tablet: make.Visitor, page: str) -> None:
    asked = tablet.client.get(page)
    login = tablet.client.get(asked.location)
    hidden = login.text.split('name="next" value="')[1].split('"')[0]

    answer = tablet.signs_in("disken", PASSWORD, next=hidden.replace("&amp;", "&"))

    assert answer.location == page


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/%0a/evil.example\r\nX-Injected: 1",
        "javascript:alert(1)",
        "http:evil.example",
        "evil.example",
        "//[",
        "https://[::1",
        "",
        " ",
    ],
)
def test_nobody_is_sent_to_another_site(tablet: make.Visitor, elsewhere: str) -> None:
    answer = tablet.signs_in("disken", PASSWORD, next=elsewhere)

    assert answer.status_code == 303
    assert answer.location == "/counter"


def test_a_strange_next_page_in_the_address_is_left_out(tablet: make.Visitor) -> None:
    for elsewhere in ("//%5B", "//evil.example", "%0d%0aX-Injected:%201"):
        answer = tablet.client.get(f"/login?next={elsewhere}")
        assert answer.status_code == 200
        assert 'name="next" value=""' in answer.text


def test_a_password_is_kept_as_argon2id_with_46_megabytes() -> None:
    assert hashed("en lång vinter").startswith("$argon2id$v=19$m=47104,t=1,p=1$")


@pytest.mark.parametrize(
    "password",
    ["", "kort", "elva tecken", "fritidsbank1", "Lösenord123", "aaaaaaaaaaaaaaaa",
     "abababababababab", "123456789012", "p" * 257],
)  # fmt: skip
def test_a_weak_password_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword, match="12"):
        good_password(password)


@pytest.mark.parametrize(
    "password", [PASSWORD, "tolv tecken!", "å" * 3 + "bcdefghijkl", "w x y z " * 30]
)
def test_a_long_one_may_be_of_any_kind(password: str) -> None:
    assert good_password(password) == password
