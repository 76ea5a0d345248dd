"""The whole way of a label: registered at a table, one tap, and out of the printer it comes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from fritidsbank.branches.actions import choose
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printjobs.actions import add_printer, remove_printer
from tests import make
from tests.browser.desk import Desk
from tests.browser.register import Register


@pytest.fixture
def zebra(register: Register, tmp_path: Path) -> Iterator[Path]:
    """A printer for labels that the branch has; the folder where its labels come out."""
    with emulator("zpl", folder=tmp_path) as machine:
        there = make.described_at(f"tcp://127.0.0.1:{machine.port}")
        with register.store.writing() as db:
            made = add_printer(db, register.shop.branch, there)
            db.commit()
        yield tmp_path
    with register.store.writing() as db:
        remove_printer(db, db.merge(made), now=register.now)
        db.commit()


def registers(desk: Desk) -> str:
    """A helmet by the page at the table; its number."""
    desk.page.goto("/register?category=HJA")
    desk.presses("Register it")
    number = desk.page.locator("#registered li .number").first
    expect(number).to_be_visible()
    return number.inner_text().replace(" ", "")


def is_printed(desk: Desk) -> None:
    """The newest job of the page of printers has its label out."""
    desk.page.goto("/printers")
    expect(desk.page.locator(".printed .badge").first).to_have_text(desk.say("Printed"))


def codes_on(folder: Path) -> set[str]:
    return {
        found.text
        for label in folder.glob("*.png")
        for found in zxingcpp.read_barcodes(Image.open(label))
        if found.text.isdecimal()
    }


def test_one_tap_after_registering_prints_the_label(desk: Desk, zebra: Path) -> None:
    code = registers(desk)
    desk.page.locator("#registered form[action='/labels'] button").first.tap()
    expect(desk.page.locator("#outcome")).to_have_text(desk.say("On its way to the printer."))
    is_printed(desk)
    assert codes_on(zebra) == {code}


def test_what_is_registered_is_printed_by_itself_where_it_is_so_chosen(
    desk: Desk, zebra: Path
) -> None:
    with desk.register.store.writing() as db:
        choose(db, "label_at_once", "always")
        db.commit()
    code = registers(desk)
    is_printed(desk)
    assert codes_on(zebra) == {code}


def test_the_page_of_printers_shows_what_happens_without_being_loaded_again(
    desk: Desk, zebra: Path
) -> None:
    desk.page.goto("/printers")
    desk.presses("Print a test label")
    expect(desk.page.locator(".printed .badge").first).to_have_text(desk.say("Printed"))
    assert len(list(zebra.glob("*.png"))) == 1


def test_a_slip_is_printed_by_itself_when_the_borrower_is_done(desk: Desk, zebra: Path) -> None:
    with desk.register.store.writing() as db:
        choose(db, "slip", "always")
        db.commit()
    desk.opens()
    boots, sara = desk.register.article(), desk.register.borrower("Sara Berg")
    desk.chooses(sara)
    desk.scans(boots)
    desk.is_lent(boots)
    desk.presses("Done")
    desk.is_free()
    is_printed(desk)
    (slip,) = codes_on(zebra)
    assert slip.startswith("7")
