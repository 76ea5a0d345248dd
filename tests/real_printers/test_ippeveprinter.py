"""Printing on CUPS's own IPP Everywhere printer: what is handed over is what arrives."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from time import monotonic, sleep

import pytest
import zxingcpp
from PIL import Image

from fritidsbank.printing.addresses import address
from fritidsbank.printing.conversation import Delivery, Document, Ending
from fritidsbank.printing.encoding import encoded, page_of
from fritidsbank.printing.ipp import (
    JobState,
    Unprinted,
    abilities,
    fingerprint,
    job_state,
    printer_status,
    sent,
)
from fritidsbank.printing.languages.png import picture
from fritidsbank.printing.profiles import medium_for, printer_with, surface_of
from fritidsbank.printing.status import Trouble
from fritidsbank.printing.transports import deliver
from tests.printing.decoding import pwg
from tests.printing.decoding.pdf import rendered
from tests.printing.example_labels import FIRST, codes_of, label, labels
from tests.real_printers import programs

pytestmark = pytest.mark.one_database

OFFICE, EVERYWHERE = printer_with("office"), printer_with("ipp-everywhere-300")
L7160 = medium_for(OFFICE, "sheet-l7160")
A4 = (210, 297)
PDF = "application/pdf"


@pytest.fixture
def printer() -> Iterator[tuple[str, Path]]:
    """Its address, and the folder of what arrived."""
    with programs.ippeveprinter() as running:
        yield running


def ended(address: str, job: int) -> JobState:
    """How a job ended."""
    until = monotonic() + programs.SECONDS
    while (state := job_state(address, job)) is JobState.WAITING:
        assert monotonic() < until, "the job does not end"
        sleep(0.02)
    return state


def arrived(printer: tuple[str, Path], document: bytes | Iterator[bytes], mime: str) -> bytes:
    """The bytes that the printer has printed."""
    address, spool = printer
    job = sent(address, document, mime, "Etiketter åäö", size_mm=A4)
    assert ended(address, job) is JobState.PRINTED
    (file,) = (file for file in spool.iterdir() if file.suffix in {".pdf", ".png", ".pwg"})
    return file.read_bytes()


def read(*images: Image.Image) -> list[str]:
    """All codes."""
    return sorted(code.text for image in images for code in zxingcpp.read_barcodes(image))


def test_a_sheet_of_labels_arrives_as_pdf(printer: tuple[str, Path]) -> None:
    drawings = labels(surface_of(OFFICE, L7160), 22)
    got = arrived(printer, encoded(drawings, OFFICE, L7160), PDF)
    codes = sorted(text for n in range(22) for text in codes_of(FIRST + n))
    assert read(*rendered(got, 300)) == codes


def test_what_the_queue_brings_there_arrives(printer: tuple[str, Path]) -> None:
    address_, spool = printer
    data = b"".join(encoded(labels(surface_of(OFFICE, L7160), 22), OFFICE, L7160))
    document = Document(data, OFFICE, L7160, "test-1", 22)
    delivery = deliver(document, address(address_), folder=spool, within=programs.SECONDS)
    assert delivery == Delivery(Ending.PRINTED)
    (file,) = (file for file in spool.iterdir() if file.suffix == ".pdf")
    assert file.read_bytes() == data


def test_a_sheet_of_labels_arrives_as_raster_sent_page_by_page(printer: tuple[str, Path]) -> None:
    drawings = labels(surface_of(EVERYWHERE, L7160), 22)
    job = list(encoded(drawings, EVERYWHERE, L7160))
    got = arrived(printer, iter(job), pwg.MIME)
    assert got == b"".join(job)


def test_a_label_arrives_as_png(printer: tuple[str, Path]) -> None:
    medium = medium_for(EVERYWHERE, "label-57x32")
    page = page_of(label(surface_of(EVERYWHERE, medium)), EVERYWHERE, medium)
    got = arrived(printer, picture(page), "image/png")
    assert read(Image.open(BytesIO(got))) == sorted(codes_of(FIRST))


def test_a_printer_tells_what_it_takes(printer: tuple[str, Path]) -> None:
    can = abilities(printer[0])
    assert {PDF, pwg.MIME} <= {*can.formats}
    assert can.raster_dpi == (300, 600)


def test_a_printer_at_rest_has_no_trouble(printer: tuple[str, Path]) -> None:
    status = printer_status(printer[0])
    assert (status.troubles, status.waiting) == ((), 0)


def test_a_kind_of_document_that_it_does_not_know_is_refused(printer: tuple[str, Path]) -> None:
    with pytest.raises(Unprinted) as refused:
        sent(printer[0], b"{}", "application/json", "ark")
    assert (refused.value.trouble, refused.value.perhaps_printed) == (Trouble.REFUSED, False)


def test_a_job_that_the_printer_gives_up_has_failed(printer: tuple[str, Path]) -> None:
    assert ended(printer[0], sent(printer[0], b"%PDF", PDF, "failing")) is JobState.FAILED


def test_a_job_that_it_has_forgotten_is_unknown(printer: tuple[str, Path]) -> None:
    assert job_state(printer[0], 4711) is JobState.UNKNOWN


@pytest.mark.parametrize(
    ("says", "trouble"), [("cover-open", Trouble.LID_OPEN), ("media-jam", Trouble.JAM)]
)
def test_what_troubles_it_is_told(printer: tuple[str, Path], says: str, trouble: Trouble) -> None:
    ended(printer[0], sent(printer[0], b"%PDF", PDF, says))
    assert printer_status(printer[0]).troubles == (trouble,)


def test_without_paper_the_next_job_waits_and_the_printer_says_why(
    printer: tuple[str, Path],
) -> None:
    ended(printer[0], sent(printer[0], b"%PDF", PDF, "media-empty"))
    job = sent(printer[0], b"%PDF", PDF, "ark")
    until = monotonic() + programs.SECONDS
    while not (status := printer_status(printer[0])).troubles and monotonic() < until:
        sleep(0.02)
    assert status.troubles == (Trouble.NO_PAPER,)
    assert job_state(printer[0], job) is JobState.WAITING


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(printer: tuple[str, Path]) -> None:
    with pytest.raises(Unprinted) as distrusted:
        sent(printer[0].replace("ipp:", "ipps:"), b"%PDF", PDF, "ark")
    assert distrusted.value.trouble is Trouble.NOT_TRUSTED
    assert not distrusted.value.perhaps_printed


def test_a_printer_is_known_by_the_fingerprint_behind_its_address(
    printer: tuple[str, Path],
) -> None:
    address = printer[0].replace("ipp:", "ipps:")
    known = f"{address}#{fingerprint(address)}"
    assert ended(known, sent(known, b"%PDF", PDF, "ark", size_mm=A4)) is JobState.PRINTED


def test_another_printer_at_the_same_address_is_not_trusted(printer: tuple[str, Path]) -> None:
    address = printer[0].replace("ipp:", "ipps:")
    with pytest.raises(Unprinted) as distrusted:
        sent(f"{address}#sha256:{'0' * 64}", b"%PDF", PDF, "ark")
    assert distrusted.value.trouble is Trouble.NOT_TRUSTED
