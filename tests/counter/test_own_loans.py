"""Whoever holds the slip sees what is out and keeps it longer once: no account, no name."""

import secrets
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from fritidsbank.branches.actions import choose
from fritidsbank.clock import local_day
from fritidsbank.loans.models import Visit
from fritidsbank.loans.own_link import OwnLinkNoMore, own_address, own_token, visit_linked
from fritidsbank.loans.queries import OpenLoan, open_loans
from fritidsbank.stock.queries import Thing
from tests import make
from tests.counter.conftest import OpenCounter, counting
from tests.counter.test_printout_pages import visit_of

SECRET = b"k" * 32


@pytest.fixture
def boots(counter: OpenCounter) -> Thing:
    """Sara Överström has borrowed them."""
    boots = counter.registers("Slalompjäxor", size="26,5")
    counter.lends(boots, counter.meets("Sara Överström"))
    return boots


@pytest.fixture
def telephone(app: Flask) -> FlaskClient:
    """Sara's, which has never been here."""
    return app.test_client()


@pytest.fixture
def token(app: Flask, counter: OpenCounter, boots: Thing) -> str:
    """What stands in the link of her slip."""
    with counter.shop.store.reading() as db:
        code = db.get_one(Visit, visit_of(counter)).code
    return own_token(app.extensions["fritidsbank.secret"], code)


def loan_of(counter: OpenCounter) -> OpenLoan:
    """The only thing that is out."""
    with counter.shop.store.reading() as db:
        (loan,) = open_loans(db, visit=visit_of(counter))
    return loan


def due(counter: OpenCounter) -> int:
    """How many days from today what is out is due."""
    return (loan_of(counter).due_on - local_day(counter.now)).days


def test_the_link_shows_what_is_out(telephone: FlaskClient, token: str) -> None:
    assert "Slalompjäxor 26,5" in telephone.get(f"/mina-lan/{token}").text


def test_it_names_nobody(telephone: FlaskClient, token: str) -> None:
    page = telephone.get(f"/mina-lan/{token}").text
    assert not [word for word in ("Sara", "Överström", "174 06") if word in page]


def test_the_short_link_speaks_the_language_of_the_telephone(
    telephone: FlaskClient, token: str
) -> None:
    english = telephone.get(f"/ML/{token}", headers={"Accept-Language": "uk, en;q=0.8"})
    swedish = telephone.get(f"/ML/{token}", headers={"Accept-Language": "uk"})
    assert english.location == f"/en/my-loans/{token}"
    assert swedish.location == f"/mina-lan/{token}"


def test_no_search_engine_keeps_it_and_no_cookie_is_set(telephone: FlaskClient, token: str) -> None:
    answer = telephone.get(f"/mina-lan/{token}")
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_one_press_gives_a_longer_time(
    counter: OpenCounter, telephone: FlaskClient, token: str
) -> None:
    before = due(counter)
    answer = telephone.post(f"/mina-lan/{token}", follow_redirects=True)
    assert "Klart. Nu har du längre tid." in answer.text
    assert due(counter) == before + 14


def test_a_second_press_gives_no_more(
    counter: OpenCounter, telephone: FlaskClient, token: str
) -> None:
    telephone.post(f"/mina-lan/{token}")
    after_one = due(counter)
    answer = telephone.post(f"/mina-lan/{token}")
    assert answer.status_code == 409
    assert due(counter) == after_one


def test_looking_changes_nothing(counter: OpenCounter, telephone: FlaskClient, token: str) -> None:
    before = due(counter)
    telephone.get(f"/mina-lan/{token}")
    assert due(counter) == before


def test_what_was_extended_at_the_counter_is_not_extended_by_the_link(
    counter: OpenCounter, boots: Thing, telephone: FlaskClient, token: str
) -> None:
    counter.tablet.says("extend", article=boots.code)
    assert telephone.post(f"/mina-lan/{token}").status_code == 409


def test_what_somebody_waits_for_keeps_its_day_and_the_rest_is_extended(
    counter: OpenCounter, boots: Thing, telephone: FlaskClient, token: str
) -> None:
    skates = counter.registers("Skridskor", category="SKR", size="38")
    counter.tablet.says(
        "check_out",
        article=skates.code,
        borrower=loan_of(counter).borrower,
        visit=visit_of(counter),
    )
    with counter.shop.store.writing() as db:
        school, branch = make.borrower(db, "Björkskolan", now=counter.now), counter.shop.branch
        make.booking(db, school, 1, "SKR", branch=branch, now=counter.now, begins=20)
        db.commit()
    answer = telephone.post(f"/mina-lan/{token}", follow_redirects=True)
    assert "Resten ska tillbaka som förut" in answer.text
    with counter.shop.store.reading() as db:
        extended = {one.article: one.extensions for one in open_loans(db, visit=visit_of(counter))}
    assert extended == {boots.id: 1, skates.id: 0}
    assert telephone.post(f"/mina-lan/{token}").status_code == 409


def test_the_link_dies_with_the_visit(
    counter: OpenCounter, boots: Thing, telephone: FlaskClient, token: str
) -> None:
    counter.tablet.says("check_in", article=boots.code)
    shown, pressed = telephone.get(f"/mina-lan/{token}"), telephone.post(f"/mina-lan/{token}")
    assert (shown.status_code, pressed.status_code) == (404, 404)
    assert "Slalompjäxor" not in shown.text + pressed.text


def test_a_link_that_never_was_is_answered_like_one_that_is_over(
    counter: OpenCounter, boots: Thing, telephone: FlaskClient, token: str
) -> None:
    guessed = telephone.get(f"/mina-lan/{token[:-1]}{'B' if token[-1] != 'B' else 'C'}")
    counter.tablet.says("check_in", article=boots.code)
    over = telephone.get(f"/mina-lan/{token}")
    assert (guessed.status_code, guessed.text) == (over.status_code, over.text)


def test_ten_thousand_guesses_find_nothing_and_ask_the_database_nothing(
    counter: OpenCounter, token: str
) -> None:
    code = token[:-16]
    guesses = [code + secrets.token_hex(8).translate(_AS_BASE32) for _ in range(10_000)]
    with counter.shop.store.reading() as db, counting(counter.shop.store) as sent:
        for guess in guesses:
            with pytest.raises(OwnLinkNoMore):
                visit_linked(db, SECRET, guess)
    assert not sent


_AS_BASE32 = str.maketrans("0189", "WXYZ")


@pytest.mark.parametrize("junk", ["", "1", "å" * 30, "7" * 26, "../../etc", "A" * 4000])
def test_junk_for_a_link_is_answered_calmly(telephone: FlaskClient, junk: str) -> None:
    assert telephone.get(f"/mina-lan/{junk}").status_code == 404


def test_a_telephone_cannot_follow_a_link_to_the_shops_own_computer() -> None:
    assert own_address("http://localhost:8080", SECRET, "7000000015") == ""


def test_an_operator_may_do_without_links(
    counter: OpenCounter, telephone: FlaskClient, token: str
) -> None:
    page = counter.astrid.client.get("/settings/operator").text
    assert "own_loans" in page
    with counter.shop.store.writing() as db:
        choose(db, "own_loans", value=False)
        db.commit()
    assert telephone.get(f"/mina-lan/{token}").status_code == 404


def test_the_slip_bears_the_link_where_telephones_can_follow_it(
    app: Flask, counter: OpenCounter, boots: Thing
) -> None:
    settings = app.extensions["fritidsbank.settings"]
    app.extensions["fritidsbank.settings"] = replace(settings, url="http://disk.example.se")
    assert "Mina lån" in counter.disken.client.get(f"/slip/{visit_of(counter)}").text
