"""What is printed: a slip that names nobody, and commands that the counter understands."""

import re

import pytest
from sqlalchemy import select

from fritidsbank.barcodes import Barcode, Kind, is_own
from fritidsbank.branches.actions import choose
from fritidsbank.clock import local_day
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.web.language import shown_day
from tests.counter.conftest import OpenCounter
from tests.tracked import text_of, tracked_in

pytestmark = pytest.mark.one_database


def visit_of(counter: OpenCounter) -> str:
    """The only visit there is."""
    with counter.shop.store.reading() as db:
        return db.scalars(select(Visit.id)).one()


def words(page: str) -> str:
    """What people read on a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def slip(counter: OpenCounter) -> str:
    """Sara has boots, and has brought back skis."""
    sara, boots = counter.meets("Sara Berg"), counter.registers("Pjäxor", size="25,5")
    skis = counter.registers("Längdskidor")
    counter.lends(boots, sara)
    counter.lends(skis, sara)
    counter.tablet.says("check_in", article=skis.code)
    return counter.disken.client.get(f"/slip/{visit_of(counter)}?lang=en").text


def test_a_slip_names_nobody(slip: str) -> None:
    assert not re.search(r"sara|berg|174 06", slip, re.IGNORECASE)


def test_a_slip_says_what_is_out_and_until_when(slip: str, counter: OpenCounter) -> None:
    with counter.shop.store.reading() as db:
        due_on = db.scalars(select(Loan.due_on)).first()
    assert due_on
    assert shown_day(due_on, "en") in slip
    assert "Pjäxor 25,5" in words(slip)


def test_what_came_back_is_ticked(slip: str) -> None:
    assert "Längdskidor" in slip.split('class="ticked"')[1]


def test_what_is_out_is_not_ticked(slip: str) -> None:
    assert "Pjäxor" not in slip.split('class="ticked"')[1]


def test_what_was_undone_never_stood_on_the_slip(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor"), sara)
    counter.lends(counter.registers("Längdskidor"), sara)
    counter.tablet.says("undo", operation=counter.tablet.last)
    assert "Längdskidor" not in counter.disken.client.get(f"/slip/{visit_of(counter)}").text


def test_a_slip_says_that_nothing_costs_anything(slip: str) -> None:
    assert "Nothing costs anything." in words(slip)


def test_a_slip_says_how_long_something_is_known(counter: OpenCounter) -> None:
    counter.lends(counter.registers("Pjäxor"), counter.meets("Sara"))
    with counter.shop.store.writing() as db:
        choose(db, "unlink_days", 7)
        choose(db, "erase_months", 3)
        choose(db, "privacy_contact", "dataskydd@example.se")
        db.commit()
    page = words(counter.disken.client.get(f"/slip/{visit_of(counter)}?lang=en").text)
    assert "7 days after everything is back" in page
    assert "3 months after your last visit" in page
    assert "dataskydd@example.se" in page


def test_a_slip_bears_the_number_of_its_visit(slip: str, counter: OpenCounter) -> None:
    with counter.shop.store.reading() as db:
        code = Barcode(db.scalars(select(Visit.code)).one())
    assert code.kind is Kind.SLIP
    assert code.grouped in words(slip)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_slip_is_in_the_language_that_was_asked_for(counter: OpenCounter, language: str) -> None:
    counter.lends(counter.registers("Pjäxor"), counter.meets("Sara"))
    page = counter.disken.client.get(f"/slip/{visit_of(counter)}?lang={language}").text
    assert f'<html lang="{language}">' in page
    assert shown_day(local_day(counter.now), language) in page


@pytest.mark.parametrize("paper", ["80", "a6"])
def test_a_slip_is_laid_out_for_the_paper_that_was_asked_for(
    counter: OpenCounter, paper: str
) -> None:
    counter.lends(counter.registers("Pjäxor"), counter.meets("Sara"))
    page = counter.disken.client.get(f"/slip/{visit_of(counter)}?paper={paper}").text
    assert f'class="slip slip-{paper}"' in page


def test_a_visit_that_never_was_has_no_slip(counter: OpenCounter) -> None:
    missing = "00000000-0000-4000-8000-000000000000"
    assert counter.disken.client.get(f"/slip/{missing}").status_code == 404


def test_the_sheet_has_the_commands_that_the_counter_knows(counter: OpenCounter) -> None:
    sheet = words(counter.disken.client.get("/commands").text)
    printed = {code.replace(" ", "")[:6] for code in re.findall(r"\b9\d{3} \d{4}\b", sheet)}
    (script,) = (path for path in tracked_in("fritidsbank") if path.name == "commands.js")
    assert printed == set(re.findall(r'= "(9\d{5})"', text_of(script)))


def test_every_command_is_a_number_of_ours(counter: OpenCounter) -> None:
    sheet = words(counter.disken.client.get("/commands").text)
    assert all(is_own(code.replace(" ", "")) for code in re.findall(r"\b9\d{3} \d{4}\b", sheet))
