"""What somebody may change about their own account."""

import pytest
from flask import Flask
from sqlalchemy import select

from fritidsbank.staff.models import SessionRow
from fritidsbank.staff.rules import TRIES_AN_ACCOUNT
from tests import make
from tests.conftest import PASSWORD
from tests.staff.crew import Crew, invalid_fields, text_of

pytestmark = pytest.mark.one_database

GOOD = "myror i brallan hela dagen"


def test_my_page_says_what_i_may_and_where_i_am_signed_in(crew: Crew) -> None:
    page = text_of(crew.lena.client.get("/me"))
    assert "Platsansvarig" in page
    assert "Surfplattan" in page


def test_a_password_is_changed_by_whoever_knows_the_old_one(app: Flask, crew: Crew) -> None:
    answer = crew.disken.sends_form("/me/password", current=PASSWORD, password=GOOD)
    assert answer.headers["Location"] == "/login"
    assert crew.disken.client.get("/api/session").status_code == 401
    assert make.visitor(app).signs_in("disken", GOOD).status_code == 303


@pytest.mark.parametrize(
    ("current", "password", "field"),
    [("fel lösenord helt enkelt", GOOD, "current"), (PASSWORD, "kort", "password")],
)
def test_a_wrong_or_weak_password_changes_nothing(
    app: Flask, crew: Crew, current: str, password: str, field: str
) -> None:
    answer = crew.disken.sends_form("/me/password", current=current, password=password)
    assert (answer.status_code, invalid_fields(answer)) == (422, {field})
    assert make.visitor(app).signs_in("disken", PASSWORD).status_code == 303


def test_a_password_cannot_be_guessed_for_long_at_an_open_tablet(crew: Crew) -> None:
    for _ in range(TRIES_AN_ACCOUNT):
        crew.disken.sends_form("/me/password", current="gissning", password=GOOD)
    answer = crew.disken.sends_form("/me/password", current=PASSWORD, password=GOOD)
    assert answer.status_code == 429


def test_whoever_signs_out_everywhere_is_out(crew: Crew) -> None:
    crew.disken.sends_form("/me/sign-out")
    assert crew.disken.client.get("/api/session").status_code == 401
    with crew.store.reading() as db:
        mine = select(SessionRow.ended_at).where(SessionRow.account_id == crew.shop.account)
        assert None not in db.scalars(mine).all()


def test_who_works_in_several_branches_goes_from_one_to_the_other(crew: Crew) -> None:
    crew.astrid.sends_form("/me/branch", branch=str(crew.soder))
    session = crew.astrid.client.get("/api/session").json
    assert session
    assert session["branch"]["name"] == "Söder"


def test_nobody_goes_to_a_branch_where_they_do_not_work(crew: Crew) -> None:
    assert crew.disken.sends_form("/me/branch", branch=str(crew.soder)).status_code == 403


def test_a_branch_that_does_not_exist_is_refused(crew: Crew) -> None:
    answer = crew.astrid.sends_form("/me/branch", branch="99")
    assert (answer.status_code, invalid_fields(answer)) == (422, {"branch"})


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_language_of_the_pages_is_chosen_on_any_of_them(crew: Crew, language: str) -> None:
    answer = crew.lena.sends_form("/language", language=language, next="/categories")
    page = crew.lena.client.get(answer.headers["Location"])
    assert f'<html lang="{language}">' in page.text
