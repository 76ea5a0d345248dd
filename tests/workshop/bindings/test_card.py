"""The card says to what skis are set, by whom, and what that is worth; nothing of the skier."""

import re
from collections.abc import Callable

import pytest

from fritidsbank.printing.drawing import Drawing, WordsAt
from fritidsbank.printing.painting import paint
from fritidsbank.printing.surface import Surface, TooNarrow
from fritidsbank.printjobs.actions import Described, add_printer
from fritidsbank.printjobs.models import PrintJob
from fritidsbank.printjobs.rules import Purpose
from fritidsbank.stock.queries import Thing
from fritidsbank.workshop.binding_card import card_drawings, facts_of
from fritidsbank.workshop.models import BindingSetting
from tests import make
from tests.staff.crew import Crew
from tests.workshop.bindings.card_samples import SET, SOLE_ONLY
from tests.workshop.bindings.conftest import SARA, at, sealed_in

pytestmark = pytest.mark.one_database

Read = Callable[[], BindingSetting | None]
ROLLS = [Surface(48.0, None, 203), Surface(72.1, None, 203)]
SHEETS = [Surface(105.0, 148.0), Surface(210.0, 297.0)]
RECEIPTS = Described(
    "Kvittoskrivaren",
    "epson-tm-m30",
    "receipt-80",
    "tcp://127.0.0.1:9100",
    frozenset({Purpose.SLIPS}),
)


def said_on(drawings: list[Drawing]) -> str:
    """All its words, from the top."""
    parts = [part for page in drawings for part in page.parts if isinstance(part, WordsAt)]
    return " ".join(part.text for part in parts)


@pytest.fixture
def was_set(sven: make.Visitor, skis: Thing, boots: Thing) -> None:
    """Sven has set the skis for Sara's boots."""
    found = sealed_in(sven.sends_form(at(skis), **(SARA | {"boot": boots.code})))
    sven.sends_form(at(skis, "set"), found=found, front="6", heel="5,5")


def test_it_says_all_that_was_set_and_by_whom(
    crew: Crew, skis: Thing, boots: Thing, was_set: None, setting: Read
) -> None:
    done = setting()
    assert done
    with crew.store.reading() as db:
        facts = facts_of(db, done.id)
    said = said_on(card_drawings(facts, ROLLS[1], "sv"))
    for word in ("Slalomskidor 160", "Slalompjäxor 27", "315 mm", "6,0", "5,5", "Sven", "Hamnen"):
        assert word in said
    for thing in (skis, boots):
        assert f"{thing.code[:4]} {thing.code[4:]}" in said
    assert not re.search(r"\b(70|170|30|II|Sara)\b", said)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ["ISO 11088", "provas ihop med en provapparat", "fackhandel", "bara för den åkare"]),
        ("en", ["ISO 11088", "tested with a device", "specialist shop", "nobody else"]),
    ],
)
def test_it_says_what_it_is_worth(language: str, words: list[str]) -> None:
    said = said_on(card_drawings(SET, ROLLS[1], language))
    assert [word for word in words if word not in said] == []


def test_where_no_value_is_set_it_says_so() -> None:
    said = said_on(card_drawings(SOLE_ONLY, ROLLS[1], "sv"))
    assert "Utlösningsvärdet är inte inställt. Låt en fackhandel ställa in det." in said
    assert "ISO 11088" not in said


@pytest.mark.parametrize("facts", [SET, SOLE_ONLY])
@pytest.mark.parametrize("surface", [*ROLLS, *SHEETS])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_nothing_leaves_the_paper_and_one_sheet_is_enough(
    facts: object, surface: Surface, language: str
) -> None:
    (page,) = card_drawings(facts, surface, language)  # type: ignore[arg-type]
    for part in page.parts:
        assert part.box.left >= 0
        assert part.box.right <= page.width_mm + 1e-6
        assert part.box.bottom <= page.height_mm + 1e-6
    assert paint(page, surface.dpi or 203).black.getextrema() != (255, 255)


def test_it_is_not_broken_into_labels() -> None:
    with pytest.raises(TooNarrow):
        card_drawings(SET, Surface(57.0, 32.0, 203), "sv")


@pytest.mark.parametrize("sheet", ["", "a4", "a6", "sheet-l7160"])
def test_without_a_printer_there_is_a_pdf(
    crew: Crew, skis: Thing, was_set: None, sheet: str
) -> None:
    page = crew.disken.client.get(at(skis)).text
    assert "card.pdf?lang=en" in page
    answer = crew.disken.client.get(f"{at(skis)}/card.pdf?lang=en&sheet={sheet}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")


def test_the_slip_printer_prints_it_in_the_language_of_the_skier(
    crew: Crew, skis: Thing, was_set: None
) -> None:
    with crew.store.writing() as db:
        add_printer(db, crew.hamnen, RECEIPTS)
        db.commit()
    answer = crew.disken.sends_form(at(skis, "card"), lang="en")
    assert answer.headers["Location"] == f"{at(skis)}?done=printing"
    with crew.store.reading() as db:
        job = db.query(PrintJob).one()
    assert (job.design, job.language, [*job.refers_to]) == ("binding", "en", ["setting"])


def test_what_was_never_set_has_no_card(crew: Crew, skis: Thing) -> None:
    assert "card.pdf" not in crew.disken.client.get(at(skis)).text
    assert crew.disken.client.get(at(skis, "card.pdf")).status_code == 404
    assert crew.disken.sends_form(at(skis, "card")).status_code == 404
