"""The page on which a table full of donations is registered, as it works without any script."""

import re
from html import unescape
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from fritidsbank.barcodes import Kind, own
from fritidsbank.branches.actions import choose
from fritidsbank.printjobs.actions import add_printer
from fritidsbank.printjobs.models import PrintJob
from fritidsbank.stock.models import Article, Photo, Place
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.counter.conftest import counting
from tests.staff.crew import Crew, invalid_fields, text_of, value_of
from tests.stock.test_statements_of_pages import FEW, MANY, fill

pytestmark = pytest.mark.one_database

PRINTED = own(Kind.ARTICLE, 9_000).digits
PRINTED_OTHERWISE = "FB-0815"


def shelf(crew: Crew) -> str:
    """The number on the label of the common shelf."""
    with crew.store.reading() as db:
        return db.get_one(Place, crew.place(PlaceKind.SHELF)).code


def sends(crew: Crew, **fields: str) -> TestResponse:
    """Fill in the page and press the button."""
    usual = {"category": "SLP", "name": "Slalompjäxor", "unit": "pair", "shelf": shelf(crew)}
    return crew.disken.sends_form("/register", **usual | {"operation": str(uuid4())} | fields)


def registers(crew: Crew, **fields: str) -> TestResponse:
    """The same, and the page that comes next."""
    answer = sends(crew, **fields)
    assert answer.status_code == 303, text_of(answer)
    return crew.disken.client.get(answer.headers["Location"])


def count(crew: Crew, model: Any = Article) -> int:  # noqa: ANN401 - any table
    """How many there are."""
    with crew.store.reading() as db:
        return db.scalar(select(func.count()).select_from(model)) or 0


def chosen(page: TestResponse) -> dict[str, str]:
    """Which buttons are pressed."""
    pressed = re.findall(r'type="radio"\s+name="([^"]+)"\s+value="([^"]*)"\s+checked', page.text)
    return {name: unescape(value) for name, value in pressed}


def test_first_it_asks_what_kind_of_thing_it_is(crew: Crew) -> None:
    page = crew.disken.client.get(f"/register?code={PRINTED}").text
    assert f'href="/register?category=SLP&amp;code={PRINTED}"' in page
    assert 'id="describe"' not in page


def test_a_kind_has_buttons_for_its_sizes_and_for_what_can_be_chosen(crew: Crew) -> None:
    page = crew.disken.client.get("/register?category=SLP")
    assert {"26,5", "GripWalk"} <= set(
        re.findall(r'type="radio"\s+name=\S+\s+value="([^"]*)"', page.text)
    )
    assert chosen(page) == {"size": "", "attribute-norm": "", "brand": ""}
    assert value_of(page, "name") == "Slalompjäxor"


def test_what_was_registered_is_described_again_for_the_next(crew: Crew) -> None:
    fields = {"size": "26,5", "brand_other": "Tecnica", "attribute-norm": "GripWalk"}
    page = registers(crew, note="ett spänne", **fields)
    assert chosen(page) == {"size": "26,5", "attribute-norm": "GripWalk", "brand": "Tecnica"}
    assert value_of(page, "note") == ""
    assert "Registrerad: Slalompjäxor 26,5" in text_of(page)


def test_a_size_that_no_button_has_is_written(crew: Crew) -> None:
    page = registers(crew, size="", size_other="32.5")
    assert value_of(page, "size_other") == "32,5"


def test_of_what_comes_in_most_there_are_buttons_first(crew: Crew) -> None:
    for category in ("SKR", "SLP", "SLP"):
        registers(crew, category=category)
    page = crew.disken.client.get("/register").text
    first = page.split('class="picks"')[1].split("</ul>")[0]
    assert re.findall(r"category=(\w+)", first) == ["SLP", "SKR"]


def test_the_last_ones_are_listed_with_their_numbers(crew: Crew) -> None:
    registers(crew, code=PRINTED, size="25")
    page = text_of(registers(crew, copies="12", size="26"))
    assert f"{PRINTED[:4]} {PRINTED[4:]}" in page
    assert "12 likadana" in page


def test_another_tablet_lists_its_own(crew: Crew) -> None:
    registers(crew, code=PRINTED)
    assert PRINTED[:4] not in text_of(crew.lena.client.get("/register"))


def test_one_of_the_list_is_taken_back(crew: Crew) -> None:
    page = registers(crew, code=PRINTED)
    act = re.search(r'name="undoes"\s+value="([^"]+)"', page.text)
    assert act
    fields = {"operation": str(uuid4()), "undoes": act[1], "back": "/register?like=1"}
    answer = crew.disken.sends_form("/undo", **fields)
    page = crew.disken.client.get(answer.headers["Location"])
    assert "Ångrat" in text_of(page)
    assert 'name="undoes"' not in page.text


def test_the_page_of_what_never_was_says_so(crew: Crew) -> None:
    tablet = make.tablet(crew.store, crew.hamnen, crew.shop.account, now=crew.now)
    made = tablet.says("register_article", category="SLP")["article"]["id"]
    tablet.says("undo", operation=tablet.last)
    page = text_of(crew.astrid.client.get(f"/articles/{made}"))
    assert "Registreringen ångrades" in page
    assert "hittad" not in page
    answer = crew.astrid.sends_form(f"/articles/{made}/codes", how="fresh")
    assert answer.status_code == 409
    assert crew.astrid.sends_form(f"/articles/{made}/found").status_code == 409


def test_pressed_twice_it_is_registered_once(crew: Crew) -> None:
    act = str(uuid4())
    answers = [sends(crew, operation=act, copies="2") for _ in range(2)]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert count(crew) == 2


@pytest.fixture
def printing_at_once(crew: Crew) -> None:
    """A branch with a label printer, where fresh numbers are printed by themselves."""
    with crew.store.writing() as db:
        add_printer(db, crew.hamnen, make.ZEBRA)
        choose(db, "label_at_once", "always")
        db.commit()


@pytest.mark.usefixtures("printing_at_once")
def test_what_prints_by_itself_is_printed_once_when_its_answer_was_lost(crew: Crew) -> None:
    act = str(uuid4())
    for _ in range(2):
        sends(crew, operation=act, copies="7")
    with crew.store.reading() as db:
        job = db.scalars(select(PrintJob)).one()
    assert len(job.refers_to["codes"]) == 7


@pytest.mark.usefixtures("printing_at_once")
@pytest.mark.parametrize("code", [PRINTED, PRINTED_OTHERWISE])
def test_what_bears_a_label_already_gets_no_other_one(crew: Crew, code: str) -> None:
    registers(crew, code=code)
    assert count(crew, PrintJob) == 0


def test_a_label_that_is_taken_is_said_and_everything_is_kept(crew: Crew) -> None:
    skates = crew.registers(size="38")
    answer = sends(crew, code=skates.code, size="26,5")
    assert answer.status_code == 422
    assert "hör redan till Skridskor 38" in text_of(answer)
    assert f'href="/articles/{skates.id}"' in answer.text
    assert chosen(answer)["size"] == "26,5"


def test_after_a_refusal_the_same_act_may_be_sent_with_another_label(crew: Crew) -> None:
    skates, act = crew.registers(), str(uuid4())
    assert sends(crew, operation=act, code=skates.code).status_code == 422
    assert sends(crew, operation=act, code=PRINTED).status_code == 303


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("name", ""),
        ("made_year", "1066"),
        ("attribute-bsl", "9000"),
        ("shelf", "80000001"),
        ("copies", "51"),
        ("note", "lämnades av 19900101-0017"),
        ("size_other", "x" * 21),
    ],
)
def test_what_is_unclear_is_said_beside_its_field(crew: Crew, field: str, written: str) -> None:
    answer = sends(crew, **{field: written})
    assert (answer.status_code, invalid_fields(answer)) == (422, {field})
    assert count(crew) == 0


@pytest.mark.parametrize("operation", ["", "no id", "x" * 400])
def test_an_act_without_an_id_is_none(crew: Crew, operation: str) -> None:
    assert sends(crew, operation=operation).status_code == 422
    assert count(crew) == 0


def with_photo(crew: Crew, file: bytes, name: str) -> TestResponse:
    """The form with a photo in it."""
    fields = {"category": "SLP", "name": "Slalompjäxor", "unit": "pair", "shelf": shelf(crew)}
    sent = {**fields, "operation": str(uuid4()), "form_token": crew.disken.token}
    return crew.disken.client.post(
        "/register",
        data={**sent, "photo": (BytesIO(file), name)},
        content_type="multipart/form-data",
    )


def test_a_photo_is_kept_with_it(crew: Crew) -> None:
    written = BytesIO()
    Image.new("RGB", (40, 30)).save(written, "JPEG")
    assert with_photo(crew, written.getvalue(), "pjäxor.jpg").status_code == 303
    assert count(crew, Photo) == 1


def test_without_a_photo_that_can_be_read_nothing_is_registered(crew: Crew) -> None:
    answer = with_photo(crew, b"%PDF-1.7", "pjäxor.png")
    assert (answer.status_code, invalid_fields(answer)) == (422, {"photo"})
    assert count(crew) == 0


def test_the_page_asks_the_same_number_of_questions_of_a_large_stock(crew: Crew) -> None:
    skates = crew.registers()
    registers(crew)
    asked = []
    for numbers in (range(FEW), range(FEW, MANY)):
        fill(crew, skates, numbers)
        for path in ("/register", "/register?category=SKR"):
            with counting(crew.store) as sent:
                assert crew.disken.client.get(path).status_code == 200
            asked.append(len(sent))
    assert asked[:2] == asked[2:]
    assert max(asked) <= 12
