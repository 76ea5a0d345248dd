"""The whole way of a label: registered at a table, one tap, and out of the printer it comes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from fritidsbank.branches.actions import choose
from fritidsbank.printing.emulators.faults import Fault
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printing.status import SENTENCES, Trouble
from fritidsbank.printjobs.actions import Described, add_printer, remove_printer
from fritidsbank.printjobs.rules import Purpose
from tests import make
from tests.browser.desk import Desk
from tests.browser.register import Register

UNTIL_ASKED_LAST = 20_000
"""The counter asks four times within sixteen seconds how its slip went, in milliseconds."""
EPSON = Described("Epson", "epson-tm-m30", "receipt-80", "", frozenset({Purpose.SLIPS}))


@contextmanager
def printer_that_the_branch_has(
    register: Register,
    folder: Path,
    language: str,
    described: Described,
    fault: Fault = Fault.OK,
) -> Iterator[Path]:
    """The folder where what it prints comes out."""
    with emulator(language, folder=folder, fault=fault) as machine:
        address = f"tcp://127.0.0.1:{machine.port}"
        with register.store.writing() as db:
            made = add_printer(db, register.shop.branch, replace(described, address=address))
            db.commit()
        yield folder
    with register.store.writing() as db:
        remove_printer(db, db.merge(made), now=register.now)
        db.commit()


@pytest.fixture
def zebra(register: Register, tmp_path: Path) -> Iterator[Path]:
    """A printer for labels."""
    with printer_that_the_branch_has(register, tmp_path, "zpl", make.ZEBRA) as folder:
        yield folder


@pytest.fixture
def receipts(register: Register, tmp_path: Path) -> Iterator[Path]:
    """A printer for slips."""
    with printer_that_the_branch_has(register, tmp_path, "escpos", EPSON) as folder:
        yield folder


@pytest.fixture
def receipts_without_paper(register: Register, tmp_path: Path) -> Iterator[Path]:
    """The same with an empty roll."""
    with printer_that_the_branch_has(register, tmp_path, "escpos", EPSON, Fault.PAPER) as folder:
        yield folder


def registers(desk: Desk) -> str:
    """A helmet by the page at the table; its number."""
    desk.page.goto("/register?category=HJA")
    desk.presses("Register it")
    number = desk.page.locator("#registered li .number").first
    expect(number).to_be_visible()
    return number.inner_text().replace(" ", "")


def is_printed(desk: Desk, word: str = "Printed") -> None:
    """The newest job of the page of printers has its label out, or as much as is known of it."""
    desk.page.goto("/printers")
    expect(desk.page.locator(".printed .badge").first).to_have_text(desk.say(word))


@contextmanager
def asking_for_a_slip(desk: Desk) -> Iterator[None]:
    """The shop has the slip that the page asks for before anybody looks elsewhere."""
    with desk.page.expect_response(re.compile("/api/slips/.*/print")):
        yield


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


@pytest.fixture
def lending_with_slips(desk: Desk) -> Desk:
    """The counter of a shop that prints a slip after each loan."""
    with desk.register.store.writing() as db:
        choose(db, "slip", "always")
        db.commit()
    desk.opens()
    return desk


def test_a_slip_is_printed_by_itself_when_the_borrower_is_done(
    lending_with_slips: Desk, receipts: Path
) -> None:
    desk = lending_with_slips
    boots, sara = desk.register.article(), desk.register.borrower("Sara Berg")
    desk.chooses(sara)
    desk.scans(boots)
    desk.is_lent(boots)
    with asking_for_a_slip(desk):
        desk.presses("Done")
    desk.is_free()
    is_printed(desk, "Sent: look whether it came out")
    (slip,) = codes_on(receipts)
    assert slip.startswith("7")


def test_a_slip_is_printed_as_well_when_the_next_borrower_comes_at_once(
    lending_with_slips: Desk, receipts: Path
) -> None:
    desk = lending_with_slips
    boots = desk.register.article()
    desk.chooses(desk.register.borrower("Sara Berg"))
    desk.scans(boots)
    desk.is_lent(boots)
    with asking_for_a_slip(desk):
        desk.chooses(desk.register.borrower("Omar Nur"))
    is_printed(desk, "Sent: look whether it came out")
    (slip,) = codes_on(receipts)
    assert slip.startswith("7")


def test_a_slip_that_did_not_come_out_is_said_and_delays_nobody(
    lending_with_slips: Desk, receipts_without_paper: Path
) -> None:
    desk = lending_with_slips
    boots, skis = desk.register.article(), desk.register.article()
    desk.chooses(desk.register.borrower("Sara Berg"))
    desk.scans(boots)
    desk.is_lent(boots)
    desk.presses("Done")
    desk.is_free()
    desk.chooses(desk.register.borrower("Omar Nur"))
    desk.scans(skis)
    desk.is_lent(skis)
    said = desk.row(desk.say("Loan slip"))
    no_paper = desk.say(SENTENCES[Trouble.NO_PAPER])
    expect(said).to_contain_text(no_paper, timeout=UNTIL_ASKED_LAST)
