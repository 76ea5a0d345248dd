"""A slip comes out of the branch's printer for slips, or as a PDF where there is none."""

import re

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import select

from fritidsbank.loans.models import Visit
from fritidsbank.printjobs.actions import Described, add_printer
from fritidsbank.printjobs.models import PrintJob
from fritidsbank.printjobs.rules import Purpose
from tests.counter.conftest import OpenCounter

pytestmark = pytest.mark.one_database

EPSON = Described(
    "Epson", "epson-tm-m30", "receipt-80", "tcp://127.0.0.1:9100", frozenset({Purpose.SLIPS})
)


@pytest.fixture
def visit(counter: OpenCounter) -> Visit:
    """Sara was here and has boots."""
    counter.lends(counter.registers("Pjäxor"), counter.meets("Sara Berg"))
    with counter.shop.store.reading() as db:
        return db.scalars(select(Visit)).one()


@pytest.fixture
def epson(counter: OpenCounter) -> None:
    """The printer for slips."""
    with counter.shop.store.writing() as db:
        add_printer(db, counter.shop.branch, EPSON)
        db.commit()


def jobs(counter: OpenCounter) -> list[PrintJob]:
    with counter.shop.store.reading() as db:
        return list(db.scalars(select(PrintJob)))


@pytest.mark.usefixtures("epson")
def test_a_slip_is_printed_by_one_tap_on_its_page(counter: OpenCounter, visit: Visit) -> None:
    path = f"/slip/{visit.id}/print"
    assert f'action="{path}"' in counter.disken.client.get(f"/slip/{visit.id}").text
    assert counter.disken.sends_form(path, lang="en").status_code == 303
    (job,) = jobs(counter)
    assert (job.design, job.refers_to, job.language) == ("slip", {"visit": visit.id}, "en")


def test_without_a_printer_there_is_no_button_and_nothing_is_queued(
    counter: OpenCounter, visit: Visit
) -> None:
    path = f"/slip/{visit.id}/print"
    assert path not in counter.disken.client.get(f"/slip/{visit.id}").text
    assert counter.disken.sends_form(path).status_code == 409
    assert jobs(counter) == []


def test_a_slip_is_a_pdf_that_is_scanned(counter: OpenCounter, visit: Visit) -> None:
    answer = counter.disken.client.get(f"/slip/{visit.id}.pdf")
    with pypdfium2.PdfDocument(answer.data) as paper:
        image: Image.Image = paper[0].render(scale=4).to_pil()
    assert visit.code in {found.text for found in zxingcpp.read_barcodes(image)}


def test_a_slip_as_pdf_speaks_the_language_that_was_chosen_on_its_page(
    counter: OpenCounter, visit: Visit
) -> None:
    page = counter.disken.client.get(f"/slip/{visit.id}?lang=en").text
    (path,) = re.findall(r'href="([^"]+\.pdf[^"]*)"', page)
    with pypdfium2.PdfDocument(counter.disken.client.get(path).data) as paper:
        assert "Bring it back by" in paper[0].get_textpage().get_text_range()


def test_the_counter_knows_whether_slips_are_printed_by_themselves(counter: OpenCounter) -> None:
    assert (counter.disken.client.get("/api/session").json or {})["slip"] == "ask"
