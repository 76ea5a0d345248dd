"""What the operator has decided about ski bindings, and what the pages say then."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from fritidsbank.clock import local_day
from fritidsbank.staff.actions import close_account, trust
from fritidsbank.staff.models import AccountKind
from fritidsbank.staff.queries import account_with, is_trusted
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.web.access import Role
from fritidsbank.workshop.models import BindingSetting
from fritidsbank.workshop.rules import BindingMode
from tests import make
from tests.staff.crew import Crew, invalid_fields, text_of
from tests.workshop.bindings.conftest import SARA, at, chooses, puts

pytestmark = pytest.mark.one_database

Read = Callable[[], BindingSetting | None]
NOT_SET = "Utlösningsvärdet är inte inställt. Låt en fackhandel ställa in det."


# -------------------------------------------------------------------------------------- off


def test_in_a_shop_that_wants_none_of_it_nothing_is_shown(crew: Crew, skis: Thing) -> None:
    chooses(crew, "off")
    page = crew.disken.client.get(f"/articles/{skis.id}")
    assert "Skidbindning" not in text_of(page)
    assert at(skis) not in page.text
    refused = crew.disken.client.get(at(skis))
    assert (refused.status_code, "fackhandel" in text_of(refused)) == (404, True)


@pytest.mark.parametrize("door", ["", "sole", "set", "card"])
def test_there_nothing_is_stored_either(crew: Crew, skis: Thing, setting: Read, door: str) -> None:
    chooses(crew, "off")
    answer = crew.disken.sends_form(at(skis, door).rstrip("/"), **SARA)
    assert (answer.status_code, setting()) == (404, None)


# ------------------------------------------------------------------------------------- sole


def test_a_new_shop_fits_soles_and_sets_no_values(crew: Crew, skis: Thing) -> None:
    page = crew.disken.client.get(at(skis))
    assert 'name="sole"' in page.text
    assert 'name="weight"' not in page.text


def test_the_page_of_the_skis_leads_there_and_that_of_a_helmet_does_not(
    crew: Crew, skis: Thing
) -> None:
    helmet = puts(crew, "HJA", "Hjälm")
    assert at(skis) in crew.vera.client.get(f"/articles/{skis.id}").text
    assert "/workshop/bindings" not in crew.vera.client.get(f"/articles/{helmet.id}").text
    assert crew.vera.client.get(at(helmet)).status_code == 404
    assert crew.vera.client.get("/workshop/bindings/4711").status_code == 404


@pytest.mark.parametrize(("mode", "by_a_shop"), [("sole", True), ("table", False)])
def test_it_is_said_who_sets_the_value_and_nobody_else(
    crew: Crew, skis: Thing, mode: str, *, by_a_shop: bool
) -> None:
    chooses(crew, mode)
    page = text_of(crew.disken.client.get(at(skis)))
    assert ("en fackhandel ställer in det" in page) == by_a_shop
    assert ("av dem som har fått det uppdraget" in page) == (not by_a_shop)


def test_a_boot_that_is_scanned_gives_the_length_of_its_sole(
    crew: Crew, skis: Thing, boots: Thing, setting: Read
) -> None:
    answer = crew.disken.sends_form(at(skis, "sole"), boot=boots.code, sole="")
    assert answer.headers["Location"] == f"{at(skis)}?done=saved"
    done = setting()
    assert done
    assert (done.mode, done.sole_mm, done.boot_id) == (BindingMode.SOLE, 315, boots.id)
    assert (done.front, done.heel, done.account_id) == (None, None, crew.shop.account)


def test_a_sole_alone_is_enough(crew: Crew, skis: Thing, setting: Read) -> None:
    crew.vera.sends_form(at(skis, "sole"), boot="", sole="298,5")
    done = setting()
    assert done
    assert (done.sole_mm, done.boot_id) == (299, None)


def test_a_part_of_a_millimetre_counts_as_one(crew: Crew, skis: Thing, setting: Read) -> None:
    boot = puts(crew, "SLP", "Pjäxor", bsl=310.5)
    crew.disken.sends_form(at(skis, "sole"), boot=boot.code)
    done = setting()
    assert done
    assert done.sole_mm == 311, "in the column of the longer soles, which is softer"


@pytest.mark.parametrize("path", ["/articles/{}", "/workshop/bindings/{}"])
def test_afterwards_it_says_that_no_value_is_set(crew: Crew, skis: Thing, path: str) -> None:
    crew.disken.sends_form(at(skis, "sole"), boot="", sole="300")
    assert NOT_SET in text_of(crew.disken.client.get(path.format(skis.id)))


def test_a_finger_that_taps_twice_has_fitted_one_sole(crew: Crew, skis: Thing) -> None:
    for _ in range(2):
        crew.disken.sends_form(at(skis, "sole"), boot="", sole="300")
    with crew.store.reading() as db:
        assert db.query(BindingSetting).count() == 1


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"sole": "31,5"}, "sole", "i millimeter"),
        ({"sole": ""}, "sole", "i millimeter"),
        ({"sole": "lång"}, "sole", "i millimeter"),
        ({"sole": "259"}, "sole", "från 260 till 340 mm"),
        ({"sole": "340,5"}, "sole", "från 260 till 340 mm"),
        ({"boot": "20000044"}, "boot", ""),
        ({"boot": "pjäxan"}, "boot", ""),
        ({"boot": "{skis}"}, "boot", "är ingen pjäxa"),
        ({"boot": "{boots}", "sole": "316"}, "sole", "315 mm"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    crew: Crew,
    skis: Thing,
    boots: Thing,
    setting: Read,
    typed: dict[str, str],
    field: str,
    says: str,
) -> None:
    codes = {"skis": skis.code, "boots": boots.code}
    form = {name: value.format(**codes) for name, value in typed.items()}
    answer = crew.disken.sends_form(at(skis, "sole"), **form)
    assert (answer.status_code, invalid_fields(answer)) == (422, {field})
    assert says in text_of(answer)
    assert setting() is None


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ({"bsl": 350, "norm": "ISO 5355"}, "från 260 till 340 mm"),
        ({"bsl": 315, "norm": "GripWalk"}, "GripWalk"),
        ({"bsl": 315, "norm": "ISO 9523"}, "ISO 9523"),
    ],
)
def test_a_boot_that_does_not_go_in_there_is_refused(
    crew: Crew, skis: Thing, setting: Read, known: dict[str, object], says: str
) -> None:
    boot = puts(crew, "SLP", "Pjäxor", **known)
    answer = crew.disken.sends_form(at(skis, "sole"), boot=boot.code, sole="")
    assert (answer.status_code, setting()) == (422, None)
    assert says in text_of(answer)


def test_boots_that_go_in_there_are_offered_and_no_others(
    crew: Crew, skis: Thing, boots: Thing
) -> None:
    grippy = puts(crew, "SLP", "Pjäxor", bsl=315, norm="GripWalk")
    gone = puts(crew, "SLP", "Pjäxor", bsl=315)
    crew.stands(gone, PlaceKind.GONE)
    page = crew.disken.client.get(at(skis)).text.split('id="boot-list"')[1].split("</datalist>")[0]
    offered = [thing.code in page for thing in (boots, grippy, gone)]
    assert offered == [True, False, False]
    answer = crew.disken.sends_form(at(skis, "sole"), boot=gone.code)
    assert "har lämnat beståndet" in text_of(answer)


def test_nobody_fits_skis_of_another_branch(crew: Crew, skis: Thing, setting: Read) -> None:
    assert crew.olle.client.get(at(skis)).status_code == 200
    assert 'name="sole"' not in crew.olle.client.get(at(skis)).text
    assert crew.olle.sends_form(at(skis, "sole"), sole="300").status_code == 403
    assert setting() is None


# ------------------------------------------------------------------------------------ table


def test_a_post_never_sets_a_value(crew: Crew, skis: Thing) -> None:
    chooses(crew, "table")
    with crew.store.writing() as db:
        trust(db, account_with(db, crew.shop.account), "set_bindings")
        db.commit()
    assert 'name="weight"' not in crew.disken.client.get(at(skis)).text
    assert crew.disken.sends_form(at(skis), **SARA).status_code == 403
    assert crew.disken.sends_form(at(skis, "set"), front="6", heel="6").status_code == 403


def test_nor_does_whoever_is_not_trusted_with_it(crew: Crew, skis: Thing) -> None:
    chooses(crew, "table")
    for browser in (crew.vera, crew.lena, crew.astrid):
        page = browser.client.get(at(skis))
        assert 'name="weight"' not in page.text
        assert 'name="sole"' in page.text
        assert browser.sends_form(at(skis), **SARA).status_code == 403


def test_nor_does_sven_where_the_operator_lets_nobody(
    crew: Crew, sven: make.Visitor, skis: Thing
) -> None:
    chooses(crew, "sole")
    assert 'name="weight"' not in sven.client.get(at(skis)).text
    assert sven.sends_form(at(skis), **SARA).status_code == 403


@pytest.mark.parametrize(("days", "trusted"), [(None, True), (1, True), (0, True), (-1, False)])
def test_an_authority_holds_until_its_day(crew: Crew, days: int | None, *, trusted: bool) -> None:
    today = local_day(crew.now)
    with crew.store.writing() as db:
        account = make.account(db, "Sven", [(Role.WORKSHOP, None)], now=crew.now)
        until = None if days is None else today + timedelta(days=days)
        trust(db, account_with(db, account), "set_bindings", until=until)
        assert is_trusted(db, account, "set_bindings", on=today) is trusted
        assert not is_trusted(db, account, "sign_off", on=today)


def test_a_post_and_a_closed_account_have_no_authority(crew: Crew, app: Flask) -> None:
    today = local_day(crew.now)
    with crew.store.writing() as db:
        account = make.account(db, "Sven", [(Role.WORKSHOP, None)], now=crew.now)
        known = account_with(db, account)
        trust(db, known, "set_bindings")
        known.kind = AccountKind.POST
        db.flush()
        assert not is_trusted(db, account, "set_bindings", on=today)
        known.kind = AccountKind.PERSON
        close_account(db, known, now=crew.now)
        assert not is_trusted(db, account, "set_bindings", on=today)
