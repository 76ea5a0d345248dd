"""Who is to be reminded: kindly, one row a borrower, never those who asked for peace."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import select

from fritidsbank.loans.models import Ending, Loan
from fritidsbank.people.models import BorrowerDetails
from fritidsbank.people.rules import dialled
from fritidsbank.stock.models import Move
from fritidsbank.stock.queries import thing_of
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.web.spreadsheet import plain, spreadsheet
from tests import make
from tests.counter.conftest import OpenCounter

pytestmark = pytest.mark.one_database

LONG_AGO = timedelta(days=25)


def rows_of(counter: OpenCounter) -> list[list[str]]:
    """The table as a spreadsheet program reads it, without its headings."""
    file = counter.disken.client.get("/overdue.csv").data.decode("utf-8-sig")
    return list(csv.reader(StringIO(file), delimiter=";"))[1:]


def test_a_borrower_is_awaited_from_the_day_after(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor"), sara, counter.now - timedelta(days=15))
    assert "Sara" in counter.disken.client.get("/overdue").text


def test_nobody_is_awaited_on_the_due_day_itself(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor"), sara, counter.now - timedelta(days=14))
    assert "Sara" not in counter.disken.client.get("/overdue").text


def test_a_borrower_has_one_row_for_everything(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    for name in ("Pjäxor", "Skidor", "Stavar"):
        counter.lends(counter.registers(name), sara, counter.now - LONG_AGO)
    assert [row[3] for row in rows_of(counter)] == ["Pjäxor, Skidor, Stavar"]


def test_the_mobile_can_be_tapped(counter: OpenCounter) -> None:
    counter.lends(counter.registers("Pjäxor"), counter.meets("Sara"), counter.now - LONG_AGO)
    assert 'href="tel:+46701740605"' in counter.disken.client.get("/overdue").text


def test_the_text_names_the_articles_and_not_the_borrower(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor", size="25,5"), sara, counter.now - LONG_AGO)
    text = counter.disken.client.get("/overdue?text=en").text.split("<textarea")[1]
    text = text.split("</textarea>")[0]
    assert "Pjäxor 25,5" in text
    assert "Sara" not in text


def test_whoever_asked_to_be_left_in_peace_has_no_text(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor"), sara, counter.now - LONG_AGO)
    counter.disken.sends_form(f"/overdue/{sara}/notes", notes="", do_not_remind="yes")
    assert [row[-1] for row in rows_of(counter)] == [""]


def test_whoever_asked_to_be_left_in_peace_is_still_shown(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor"), sara, counter.now - LONG_AGO)
    counter.disken.sends_form(f"/overdue/{sara}/notes", notes="", do_not_remind="yes")
    assert "Sara" in counter.disken.client.get("/overdue").text


def test_call_notes_are_kept(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.disken.sends_form(f"/overdue/{sara}/notes", notes="Kommer på fredag")
    with counter.shop.store.reading() as db:
        assert db.get_one(BorrowerDetails, sara).call_notes == "Kommer på fredag"


def test_the_file_is_one_that_swedish_excel_opens(counter: OpenCounter) -> None:
    counter.lends(counter.registers("Pjäxor"), counter.meets("Sara"), counter.now - LONG_AGO)
    file = counter.disken.client.get("/overdue.csv").data
    assert file.startswith(b"\xef\xbb\xbf")
    assert file.count(b"\r\n") == file.count(b"\n") == 2
    assert b"Sara;;070-174 06 05;" in file


@pytest.mark.parametrize("name", ["=1+1", "+46", "-2", "@SUM(A1)"])
def test_no_name_is_calculated(counter: OpenCounter, name: str) -> None:
    counter.lends(counter.registers("Pjäxor"), counter.meets(name), counter.now - LONG_AGO)
    assert [row[0] for row in rows_of(counter)] == [f"'{name}"]


@pytest.mark.parametrize("cell", ["\tx", "\rx", "=x", "-x"])
def test_a_cell_that_looks_like_a_formula_is_text(cell: str) -> None:
    assert plain(cell) == f"'{cell}"


def test_a_semicolon_stays_in_its_cell() -> None:
    assert spreadsheet([["a;b", "c"]]).decode("utf-8-sig") == '"a;b";c\r\n'


def test_a_foreign_number_is_written_as_it_is_dialled() -> None:
    assert dialled("+380 44 123 4567") == "00380 44 123 4567"


def test_what_is_written_off_leaves_the_stock(counter: OpenCounter) -> None:
    boots = counter.registers("Pjäxor")
    loan = counter.lends(boots, counter.meets("Sara"), counter.now - LONG_AGO)
    counter.astrid.sends_form(f"/loans/{loan}/write-off")
    with counter.shop.store.reading() as db:
        ended = db.get_one(Loan, loan).ending
        reasons = list(db.scalars(select(Move.reason).order_by(Move.seq.desc()).limit(1)))
        place = thing_of(db, boots.id).spot.kind
    assert (ended, reasons, place) == (
        Ending.WRITTEN_OFF,
        [Reason.NEVER_RETURNED],
        PlaceKind.GONE,
    )


def test_what_was_written_off_is_found_again_when_it_is_scanned(counter: OpenCounter) -> None:
    boots = counter.registers("Pjäxor")
    loan = counter.lends(boots, counter.meets("Sara"), counter.now - LONG_AGO)
    counter.astrid.sends_form(f"/loans/{loan}/write-off")
    assert counter.tablet.says("check_in", article=boots.code)["outcome"] == "found"


def test_only_a_manager_writes_off(counter: OpenCounter) -> None:
    loan = counter.lends(counter.registers("Pjäxor"), counter.meets("Sara"))
    assert counter.disken.sends_form(f"/loans/{loan}/write-off").status_code == 403


def test_what_has_come_back_meanwhile_is_not_written_off(counter: OpenCounter) -> None:
    boots = counter.registers("Pjäxor")
    loan = counter.lends(boots, counter.meets("Sara"), counter.now - LONG_AGO)
    counter.tablet.says("check_in", article=boots.code)
    assert counter.astrid.sends_form(f"/loans/{loan}/write-off").status_code == 404


def test_another_branch_awaits_its_own(app: Flask, counter: OpenCounter) -> None:
    counter.lends(counter.registers("Pjäxor"), counter.meets("Sara"), counter.now - LONG_AGO)
    shop = counter.shop
    with shop.store.writing() as db:
        elsewhere = make.branch(db, "Söder")
        db.commit()
    there = make.signed_in(app, shop.store, shop.admin, elsewhere, now=counter.now)
    assert "Sara" not in there.client.get("/overdue").text
