"""The page on which a scanner is tried says in words what was scanned, also without its script."""

import pytest

from fritidsbank.barcodes import Kind, own
from fritidsbank.stock.queries import places_of
from tests import make
from tests.staff.crew import Crew, text_of

pytestmark = pytest.mark.one_database

CARD, SLIP = own(Kind.CARD, 500).digits, own(Kind.SLIP, 500).digits
FREE, NO_PLACE = own(Kind.ARTICLE, 77_000).digits, own(Kind.PLACE, 77_000).digits


def told(crew: Crew, text: str) -> str:
    return text_of(crew.disken.sends_form("/printers/scanner", text=text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (CARD, "Det är numret på ett lånekort."),
        (SLIP, "Det är numret på en lånesedel."),
        ("9000 9987", "Det är ett kommando till disken, eller vårt provnummer."),
        ("HTTP://LOCALHOST:8080/I/90009987", "vårt provnummer"),
        ("HTTPÖ--LOCALHOSTÖ8080-I-90009987", "vårt provnummer"),
        ("HTTP>&&LOCALHOST>8080&I&90009987", "vårt provnummer"),
        (FREE, "Ingen artikel har numret"),
        (NO_PLACE, "ingen plats har det"),
        ("7310865004703", "Det här är inte en av våra etiketter."),
        ("https://example.se/x?y=1", "en adress, men ingen som leder till en artikel"),
        ("12345678", "Det gick inte att läsa."),
    ],
)
def test_what_was_scanned_is_told_in_words(crew: Crew, text: str, sentence: str) -> None:
    assert sentence in told(crew, text)


def test_an_article_is_named_and_led_to(crew: Crew) -> None:
    skates = crew.registers("Konståkningsskridskor", size="34")
    page = crew.disken.sends_form("/printers/scanner", text=skates.code)
    assert "Konståkningsskridskor 34" in text_of(page)
    assert f'href="/articles/{skates.id}"' in page.text


def test_a_shelf_is_named(crew: Crew) -> None:
    with crew.store.reading() as db:
        shelf = places_of(db, crew.hamnen)[0]
    assert f"Det är platsen {shelf.name}." in told(crew, shelf.code)


def test_whose_card_it_is_is_not_told(crew: Crew) -> None:
    with crew.store.writing() as db:
        make.borrower(db, "Sara Berg", card=CARD, now=crew.now)
        db.commit()
    assert "Sara" not in told(crew, CARD)
