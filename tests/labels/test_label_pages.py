"""Labels from a page: on the branch's printer by one tap, on a sheet as PDF, or for later."""

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import select

from fritidsbank.barcodes import Kind, own
from fritidsbank.printjobs.actions import ONE_TAP, Described, add_printer
from fritidsbank.printjobs.models import PrintJob
from fritidsbank.printjobs.rules import Purpose
from fritidsbank.stock.codes import claim_code
from tests import make
from tests.counter.conftest import counting
from tests.staff.crew import Crew, invalid_fields, text_of

pytestmark = pytest.mark.one_database


@pytest.fixture
def zebra(crew: Crew) -> int:
    """The printer for labels at Hamnen; its id."""
    with crew.store.writing() as db:
        made = add_printer(db, crew.hamnen, make.ZEBRA)
        db.commit()
        return made.id


def jobs(crew: Crew) -> list[PrintJob]:
    with crew.store.reading() as db:
        return list(db.scalars(select(PrintJob).order_by(PrintJob.id)))


def read_from(content: bytes) -> list[str]:
    """What a scanner reads on the first page of a PDF."""
    with pypdfium2.PdfDocument(content) as paper:
        image: Image.Image = paper[0].render(scale=4).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(image)]


def test_an_articles_label_is_one_tap_on_its_page(crew: Crew, zebra: int) -> None:
    skates = crew.registers("Konståkningsskridskor", size="34")
    page = crew.disken.client.get(f"/articles/{skates.id}").text
    assert 'action="/labels"' in page
    back = f"/articles/{skates.id}"
    answer = crew.disken.sends_form("/labels", codes=skates.code, back=back)
    assert answer.location == f"{back}?done=printing"
    (job,) = jobs(crew)
    assert (job.printer_id, job.refers_to["codes"]) == (zebra, [skates.code])


def test_a_card_is_printed_where_it_is_given(crew: Crew, zebra: int) -> None:
    card = own(Kind.CARD, 7).digits
    with crew.store.writing() as db:
        sara = make.borrower(db, "Sara Berg", card=card, now=crew.now)
        db.commit()
    back = f"/borrowers/{sara}"
    assert 'action="/labels"' in crew.disken.client.get(back).text
    answer = crew.disken.sends_form("/labels", design="card", codes=card, back=back)
    assert answer.location == f"{back}?done=printing"
    assert "skrivaren" in text_of(crew.disken.client.get(answer.location))
    (job,) = jobs(crew)
    assert (job.design, job.refers_to["codes"]) == ("card", [card])


def test_without_a_printer_there_is_a_pdf_and_no_button(crew: Crew) -> None:
    skates = crew.registers()
    page = crew.disken.client.get(f"/articles/{skates.id}").text
    assert 'action="/labels"' not in page
    assert f'href="/labels?codes={skates.code}"' in page
    assert crew.disken.sends_form("/labels", codes=skates.code).status_code == 409


def test_a_pdf_holds_the_labels_that_were_asked_for(crew: Crew) -> None:
    codes = [crew.registers().code for _ in range(3)]
    answer = crew.disken.client.get(f"/labels.pdf?codes={','.join(codes)}&copies=2")
    assert answer.mimetype == "application/pdf"
    read = read_from(answer.data)
    assert sorted(code for code in read if code.isdecimal()) == sorted(codes * 2)


def test_a_sheet_begins_where_the_last_one_ended(crew: Crew) -> None:
    skates = crew.registers()
    whole = crew.disken.client.get(f"/labels.pdf?codes={skates.code}").data
    rest = crew.disken.client.get(f"/labels.pdf?codes={skates.code}&start=5").data
    assert set(read_from(rest)) == set(read_from(whole))
    assert rest != whole
    beyond = crew.disken.client.get(f"/labels.pdf?codes={skates.code}&start=22")
    assert beyond.status_code == 422


@pytest.mark.parametrize("design", ["card&codes=10000119", "shelf", "commands", "poster"])
def test_everything_else_is_a_pdf_too(crew: Crew, design: str) -> None:
    read = read_from(crew.disken.client.get(f"/labels.pdf?design={design}").data)
    assert read


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("codes=20000045", "Det gick inte att läsa."),
        ("codes=80000072", "är numret på något annat"),
        ("first=20000043&many=9999", "högst 500 etiketter"),
        (f"first={own(Kind.ARTICLE, 99_000)}&many=5", "har inte delats ut än"),
    ],
)
def test_numbers_that_cannot_be_are_said_on_the_page(crew: Crew, asked: str, sentence: str) -> None:
    assert sentence in text_of(crew.disken.client.get(f"/labels?{asked}"))
    assert crew.disken.client.get(f"/labels.pdf?{asked}").status_code == 422


def test_a_label_that_nobody_could_scan_is_refused_before_it_waits(crew: Crew) -> None:
    office = Described(
        "Kontoret", "office", "sheet-l4731", "ipp://127.0.0.1/ipp/print", frozenset(Purpose)
    )
    with crew.store.writing() as db:
        add_printer(db, crew.hamnen, office)
        db.commit()
    answer = crew.disken.sends_form("/labels", codes=crew.registers().code, design="flag")
    assert answer.status_code == 422
    assert invalid_fields(answer) == {"design"}
    assert jobs(crew) == []


@pytest.mark.parametrize("design", ["slip", "test", "nothing"])
def test_what_is_no_label_is_not_printed_as_one(crew: Crew, zebra: int, design: str) -> None:
    assert crew.disken.client.get(f"/labels.pdf?design={design}").status_code == 422
    assert crew.disken.sends_form("/labels", design=design).status_code == 422
    assert jobs(crew) == []


@pytest.mark.parametrize("design", ["usual", "flag", "card"])
def test_labels_of_nothing_do_not_wait_in_a_queue(crew: Crew, zebra: int, design: str) -> None:
    assert crew.disken.sends_form("/labels", design=design, codes=" \n").status_code == 409
    assert jobs(crew) == []


def test_more_labels_than_a_job_may_hold_are_refused_before_it_waits(
    crew: Crew, zebra: int
) -> None:
    codes = ",".join(crew.registers().code for _ in range(3))
    answer = crew.disken.sends_form("/labels", codes=codes, copies="334")
    assert answer.status_code == 422
    assert invalid_fields(answer) == {"copies"}
    assert "mellan 1 och 333" in text_of(answer)
    assert jobs(crew) == []


def test_a_number_that_was_not_handed_out_is_not_printed(crew: Crew, zebra: int) -> None:
    later = own(Kind.ARTICLE, 99_000).digits
    assert "har inte delats ut än" in text_of(crew.disken.client.get(f"/labels?codes={later}"))
    assert crew.disken.client.get(f"/labels.pdf?codes={later}").status_code == 422
    assert crew.disken.sends_form("/labels", codes=later).status_code == 422
    assert jobs(crew) == []


def test_an_article_may_have_brought_its_number_along(crew: Crew, zebra: int) -> None:
    skates, later = crew.registers(), own(Kind.ARTICLE, 99_000).digits
    with crew.store.writing() as db:
        claim_code(db, skates.id, later, home="http://localhost:8080", at=crew.now)
        db.commit()
    assert crew.disken.sends_form("/labels", codes=later).status_code == 303


def test_who_has_printed_finds_out_how_it_went(crew: Crew, zebra: int) -> None:
    skates = crew.registers()
    tapped = crew.disken.sends_form("/labels", codes=skates.code, back=f"/articles/{skates.id}")
    page = crew.disken.client.get(tapped.location or "").text
    assert 'href="/printers"' in page.split('role="status"')[1].split("</div>")[0]


def test_a_finger_that_taps_twice_prints_once(crew: Crew, zebra: int) -> None:
    skates, skis = crew.registers(), crew.registers()
    for code in (skates.code, skates.code, skis.code):
        assert crew.disken.sends_form("/labels", codes=code).status_code == 303
    assert [job.refers_to["codes"] for job in jobs(crew)] == [[skates.code], [skis.code]]


def test_whoever_taps_again_later_gets_another_label(crew: Crew, zebra: int) -> None:
    skates = crew.registers()
    crew.disken.sends_form("/labels", codes=skates.code)
    with crew.store.writing() as db:
        db.scalars(select(PrintJob)).one().created_at -= ONE_TAP
        db.commit()
    crew.disken.sends_form("/labels", codes=skates.code)
    assert len(jobs(crew)) == 2


def test_nobody_is_sent_to_another_site(crew: Crew, zebra: int) -> None:
    code = crew.registers().code
    for back in ("//example.se", "https://example.se/", "/logout"):
        assert crew.disken.sends_form("/labels", codes=code, back=back).status_code == 422
    assert jobs(crew) == []


def ordered(crew: Crew, many: int) -> str:
    """A batch for later; the address of its page."""
    return crew.lena.sends_form("/labels/batch", many=str(many)).location or ""


def test_a_batch_holds_numbers_that_are_given_once(crew: Crew) -> None:
    first, second = ordered(crew, 3), ordered(crew, 3)
    skates = crew.registers()
    pages = [text_of(crew.lena.client.get(path)) for path in (first, second)]
    assert first != second
    assert all("väntar på sin pryl" in page for page in pages)
    assert not any(f"{skates.code[:4]} {skates.code[4:]}" in page for page in pages)


def test_a_number_of_a_batch_is_claimed_by_registering(crew: Crew) -> None:
    path = ordered(crew, 1)
    code = path.split("first=")[1].split("&")[0]
    skates = crew.registers("Hockeyrör")
    with crew.store.writing() as db:
        claim_code(db, skates.id, code, home="http://localhost:8080", at=crew.now)
        db.commit()
    assert "Hockeyrör" in text_of(crew.lena.client.get(path))


def test_a_batch_of_500_is_a_pdf(crew: Crew) -> None:
    query = ordered(crew, 500).split("?")[1]
    answer = crew.lena.client.get(f"/labels.pdf?{query}")
    with pypdfium2.PdfDocument(answer.data) as paper:
        assert len(paper) == 24
    assert len(answer.data) < 1_000_000


@pytest.mark.parametrize("many", ["0", "501", "hundra", ""])
def test_a_batch_has_a_size(crew: Crew, many: str) -> None:
    answer = crew.lena.sends_form("/labels/batch", many=many)
    assert answer.status_code == 422
    assert invalid_fields(answer) == {"many"}


def test_a_batch_is_ordered_by_a_manager(crew: Crew) -> None:
    assert crew.disken.sends_form("/labels/batch", many="5").status_code == 403


@pytest.mark.parametrize("path", ["/labels?{}", "/labels.pdf?{}"])
def test_many_labels_ask_as_many_questions_as_one(crew: Crew, path: str) -> None:
    codes = [crew.registers().code for _ in range(6)]
    counts = []
    for few in (codes[:1], codes):
        with counting(crew.store) as sent:
            answer = crew.disken.client.get(path.format(f"codes={','.join(few)}"))
            assert answer.status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
