"""Accounts: who works here, what they may do, how they sign in."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from fritidsbank.clock import local_day
from fritidsbank.staff.models import Account, AccountKind, Authority, Role, SignIn
from fritidsbank.web.access import Role as RoleName
from tests import make
from tests.conftest import PASSWORD
from tests.staff.crew import Crew, invalid_fields, text_of, value_of

pytestmark = pytest.mark.one_database

GOOD = "myror i brallan hela dagen"


def account_called(crew: Crew, name: str) -> Account:
    """Somebody by their name."""
    with crew.store.reading() as db:
        return db.scalars(select(Account).where(Account.name == name)).one()


def roles(crew: Crew, account: int) -> set[tuple[RoleName, int | None]]:
    """What an account may do, and where."""
    with crew.store.reading() as db:
        found = db.scalars(select(Role).where(Role.account_id == account))
        return {(role.role, role.branch_id) for role in found}


def may_sign_in(app: Flask, name: str, password: str) -> bool:
    """Whether that name and password open the door."""
    return make.visitor(app).signs_in(name, password).status_code == 303


def new(**fields: str) -> dict[str, str]:
    """A form about Bo."""
    return {"name": "Bo", "kind": "person", "sign_in": "", "password": "", **fields}


def test_everybody_is_listed_with_their_roles(crew: Crew) -> None:
    page = text_of(crew.astrid.client.get("/staff"))
    assert "Lena Platsansvarig Hamnen" in page
    assert "Olle Platsansvarig Söder" in page


def test_somebody_new_signs_in_and_may_what_was_ticked(app: Flask, crew: Crew) -> None:
    here = {f"role-counter-{crew.hamnen}": "yes", "role-workshop-all": "yes"}
    crew.astrid.sends_form("/staff/new", **new(sign_in="bo", password=GOOD), **here)
    bo = account_called(crew, "Bo")
    assert roles(crew, bo.id) == {(RoleName.COUNTER, crew.hamnen), (RoleName.WORKSHOP, None)}
    assert may_sign_in(app, "bo", GOOD)


def test_a_post_needs_nobody_to_sign_in(crew: Crew) -> None:
    crew.astrid.sends_form("/staff/new", **new(name="Förrådet", kind="post"))
    assert account_called(crew, "Förrådet").kind is AccountKind.POST


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "robot"}, "kind"),
        ({"sign_in": "bo", "password": "kort"}, "password"),
        ({"sign_in": "bo", "password": ""}, "password"),
        ({"sign_in": "", "password": GOOD}, "sign_in"),
        ({"sign_in": "disken", "password": GOOD}, "sign_in"),
    ],
)
def test_what_is_wrong_is_named_and_no_account_is_opened(
    crew: Crew, wrong: dict[str, str], field: str
) -> None:
    ticked = {"role-counter-all": "yes"}
    answer = crew.astrid.sends_form("/staff/new", **(new() | wrong), **ticked)
    assert (answer.status_code, invalid_fields(answer)) == (422, {field})
    assert "checked" in answer.text.split('id="role-counter-all"')[1].split(">")[0]
    with crew.store.reading() as db:
        assert db.scalars(select(Account).where(Account.name == "Bo")).all() == []


def test_a_password_is_never_sent_back(crew: Crew) -> None:
    answer = crew.astrid.sends_form("/staff/new", **new(sign_in="disken", password=GOOD))
    assert GOOD not in answer.text


def test_roles_are_those_that_are_ticked_and_no_others(crew: Crew) -> None:
    lena = account_called(crew, "Lena")
    ticked = {"roles": "yes", f"role-counter-{crew.soder}": "yes"}
    crew.astrid.sends_form(f"/staff/{lena.id}/roles", **ticked)
    assert roles(crew, lena.id) == {(RoleName.COUNTER, crew.soder)}


def test_a_person_at_the_bench_alone_is_a_supervisor_or_has_no_account(crew: Crew) -> None:
    bench = {"role-workshop-all": "yes"}
    answer = crew.astrid.sends_form("/staff/new", **new(), **bench)
    assert (answer.status_code, invalid_fields(answer)) == (422, {"supervisor"})
    crew.astrid.sends_form("/staff/new", **new(), **bench, supervisor="yes")
    assert roles(crew, account_called(crew, "Bo").id) == {(RoleName.WORKSHOP, None)}


def test_a_person_becomes_no_participant_with_an_account_later(crew: Crew) -> None:
    lena = account_called(crew, "Lena")
    before, bench = roles(crew, lena.id), {"roles": "yes", "role-workshop-all": "yes"}
    answer = crew.astrid.sends_form(f"/staff/{lena.id}/roles", **bench)
    assert (answer.status_code, roles(crew, lena.id)) == (422, before)


def test_a_post_may_work_at_the_bench_and_nowhere_else(crew: Crew) -> None:
    bench = {"role-workshop-all": "yes"}
    crew.astrid.sends_form("/staff/new", **new(name="Bänken", kind="post"), **bench)
    assert roles(crew, account_called(crew, "Bänken").id) == {(RoleName.WORKSHOP, None)}


def test_an_administrator_of_one_branch_there_is_not(crew: Crew) -> None:
    lena = account_called(crew, "Lena")
    ticked = {"roles": "yes", f"role-admin-{crew.hamnen}": "yes"}
    crew.astrid.sends_form(f"/staff/{lena.id}/roles", **ticked)
    assert roles(crew, lena.id) == set()


def test_the_last_administrator_stays_one(crew: Crew) -> None:
    path = f"/staff/{crew.shop.admin}/roles"
    answer = crew.astrid.sends_form(path, roles="yes")
    assert answer.status_code == 422
    assert 'href="#roles"' in answer.text
    assert roles(crew, crew.shop.admin) == {(RoleName.ADMIN, None)}


def test_the_last_administrator_is_not_closed(crew: Crew) -> None:
    assert crew.astrid.sends_form(f"/staff/{crew.shop.admin}/close").status_code == 422
    assert account_called(crew, "Astrid").closed_at is None


def test_another_name_stands_on_what_was_signed(crew: Crew) -> None:
    skates = crew.registers()
    crew.astrid.sends_form(f"/staff/{crew.shop.account}/name", name="Stora disken")
    assert "Stora disken" in text_of(crew.lena.client.get(f"/articles/{skates.id}"))


def test_an_empty_name_is_refused_and_the_other_forms_stay_filled(crew: Crew) -> None:
    answer = crew.astrid.sends_form(f"/staff/{crew.shop.account}/name", name=" ")
    assert invalid_fields(answer) == {"name"}
    assert value_of(answer, "sign_in") == "disken"


def test_a_new_password_ends_what_the_old_one_opened(app: Flask, crew: Crew) -> None:
    path = f"/staff/{crew.shop.account}/password"
    crew.astrid.sends_form(path, sign_in="disken", password=GOOD)
    assert crew.disken.client.get("/api/session").status_code == 401
    assert may_sign_in(app, "disken", GOOD)
    assert not may_sign_in(app, "disken", PASSWORD)


@pytest.mark.parametrize("password", ["", "kort", "x" * 20, "fritidsbanken1"])
def test_a_weak_password_changes_nothing(app: Flask, crew: Crew, password: str) -> None:
    path = f"/staff/{crew.shop.account}/password"
    answer = crew.astrid.sends_form(path, sign_in="disken", password=password)
    assert (answer.status_code, invalid_fields(answer)) == (422, {"password"})
    assert may_sign_in(app, "disken", PASSWORD)


def test_a_closed_account_is_out_at_once_and_back_when_reopened(app: Flask, crew: Crew) -> None:
    crew.astrid.sends_form(f"/staff/{crew.shop.account}/close")
    assert crew.disken.client.get("/api/session").status_code == 401
    assert not may_sign_in(app, "disken", PASSWORD)
    crew.astrid.sends_form(f"/staff/{crew.shop.account}/reopen")
    assert may_sign_in(app, "disken", PASSWORD)


def test_an_authority_is_given_until_a_day_and_taken_away(crew: Crew) -> None:
    vera = account_called(crew, "Vera")
    until = local_day(crew.now) + timedelta(days=365)
    path = f"/staff/{vera.id}/authorities"
    crew.astrid.sends_form(path, what="set_bindings", until=until.isoformat())
    with crew.store.reading() as db:
        given = db.scalars(select(Authority)).one()
    assert (given.account_id, given.what, given.until) == (vera.id, "set_bindings", until)
    crew.astrid.sends_form(f"{path}/remove", authority=str(given.id))
    with crew.store.reading() as db:
        assert db.scalars(select(Authority)).all() == []


def test_an_authority_of_somebody_else_is_not_taken_away(crew: Crew) -> None:
    vera, lena = account_called(crew, "Vera"), account_called(crew, "Lena")
    crew.astrid.sends_form(f"/staff/{vera.id}/authorities", what="sign_off", until="")
    crew.astrid.sends_form(f"/staff/{lena.id}/authorities/remove", authority="1")
    with crew.store.reading() as db:
        assert len(db.scalars(select(Authority)).all()) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"what": "fly"}, "what"), ({"until": "2020-01-01"}, "until"), ({"until": "snart"}, "until")],
)
def test_a_wrong_authority_is_refused(crew: Crew, wrong: dict[str, str], field: str) -> None:
    fields = {"what": "sign_off", "until": ""} | wrong
    answer = crew.astrid.sends_form(f"/staff/{crew.shop.account}/authorities", **fields)
    assert (answer.status_code, invalid_fields(answer)) == (422, {field})


@pytest.mark.parametrize("authority", ["", "x", "9" * 30, "-1"])
def test_a_forged_number_is_refused(crew: Crew, authority: str) -> None:
    path = f"/staff/{crew.shop.account}/authorities/remove"
    assert crew.astrid.sends_form(path, authority=authority).status_code == 422


def test_an_account_that_does_not_exist_is_said_so(crew: Crew) -> None:
    assert crew.astrid.client.get("/staff/4711").status_code == 404


def test_no_page_shows_a_secret(crew: Crew) -> None:
    with crew.store.reading() as db:
        secrets = db.scalars(select(SignIn.secret)).all()
    page = crew.astrid.client.get(f"/staff/{crew.shop.account}").text
    assert not any(secret in page for secret in secrets)
