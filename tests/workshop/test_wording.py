"""Known words: what people write about things passes, and no name does, however it is written."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from fritidsbank.barcodes import Kind, own
from fritidsbank.web.language import say
from fritidsbank.workshop import usual_parts
from fritidsbank.workshop.wording import of_catalogue, of_tiles, read, strangers, vocabulary
from fritidsbank.workshop.words import RELEASES
from tests.workshop.names import GROUPS, NAMES

pytestmark = pytest.mark.one_database

LOOK_ALIKES = str.maketrans("aeopcxyi", "аеорсхуі")


def without_accents(text: str) -> str:
    """As somebody writes it whose keyboard has no å."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def in_cyrillic(text: str) -> str:
    """With letters that look alike."""
    return text.lower().translate(LOOK_ALIKES)


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": lambda name: name,
    "in small letters": str.lower,
    "in capitals": str.upper,
    "in the genitive": lambda name: f"{name}s",
    "in a sentence": lambda name: f"slipad av {name}, klar idag",
    "without accents": without_accents,
    "letter by letter": " ".join,
    "with dots": ".".join,
    "with hyphens": "-".join,
    "twice, with a hyphen": lambda name: f"{name}-{name}",
    "in Cyrillic": in_cyrillic,
    "with nothing between": "\u200b".join,
    "with a soft hyphen": lambda name: f"{name[:2]}\u00ad{name[2:]}",
    "broken by a hyphen": lambda name: f"{name[:2]}-{name[2:]}",
    "in wide letters": lambda name: "".join(chr(ord(c) + 0xFEE0) if c < "~" else c for c in name),
    "with a digit": lambda name: f"{name}1",
    "in brackets": lambda name: f"({name})",
    "behind a number": lambda name: f"3{name}",
    "beside a thing": lambda name: f"{name}hjul",
}
SAID = [
    "Slipade kanten, bytte skidspets",
    "Hål i sulan, 25,5",
    "V/H 180cm 3x M6 5/8",
    "ny bromsvajer och kedjeskydd",
    "cykelbromsvajern är av",
    "väntar på snören 120 cm",
    "skid- och stavspets",
    "skruv M6x20 lös i fästet",
    "lätt slö",
    "Bytt rem. Storlek L",
    "Rem M",
    "XL",
    "M",
    "Batteri CR2032, 2 st",
    "Glapp i vevlagret (vänster); drog åt skruven!",
    "saknar pinne, byt båda bindningarna",
    "Changed the chain and both brake pads",
    "It's broken, waits for spokes 26″",
    "o-ring",
    "Hjälm EN1077: sprucken, kasseras",
    "Kedjan hoppar på minsta kugghjulet, bytt kassett",
    "Skenan är lös på vänster skridsko, nitad om",
    "Belaget repat, fyllt med P-tex",
    "läckan lappad, håller luft; limmet torkar till i morgon",
    "the rear wheel is bent, spokes replaced",
]
NOTES = Path(__file__).with_name("notes.txt").read_text(encoding="utf-8").splitlines()
INITIALS = [
    "a",
    "lagad av a igår",
    "a S",
    "A igen",
    "A.S.",
    "AS",
    "A S",
    "S M",
    "S.M.",
    "lagad av S",
    "by M",
    "A",
    "i",
    "S-M",
    "S lagade",
]
PARTS_OF_SURNAMES = """
berg ström lund gren kvist quist qvist dal dahl son sson man mark vall wall blad häll stedt stad
bäck beck borg holm hult feldt fors gård hammar ås åker ros sten stål björk lind ek alm löv silver
"""
NUMBERS = ["070-174 06 05", "0701740605", "1990 01 02 12 34", "1 2 3 4 5 6 7", "+46701740605"]


@pytest.mark.parametrize("text", SAID)
def test_what_is_said_of_things_is_known(text: str) -> None:
    assert [text[one.begins : one.ends] for one in strangers(text)] == []


def test_what_a_bench_would_note_is_known() -> None:
    refused = {note: strangers(note) for note in NOTES}
    assert {note: met for note, met in refused.items() if met} == {}
    assert len(NOTES) > 150


@pytest.mark.parametrize("text", ["ryggsäckens spänne", "pulkans snöre", "Rodrets skruv"])
def test_a_thing_owns_its_parts(text: str) -> None:
    assert strangers(text) == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("group", GROUPS)
def test_no_name_is_known(group: str, way: str) -> None:
    written = {name: WAYS[way](name) for name in GROUPS[group]}
    # Without its dots Pär is a pair: that word is needed.
    through = [name for name, text in written.items() if not strangers(text) and text != "Par"]
    assert through == []


def test_there_are_many_names_to_try() -> None:
    assert len(NAMES) > 700


@pytest.mark.parametrize("text", INITIALS)
def test_initials_are_not_known(text: str) -> None:
    assert strangers(text)


@pytest.mark.parametrize("text", NUMBERS)
def test_what_may_be_a_telephone_is_not_known(text: str) -> None:
    assert strangers(text)


def test_the_number_of_an_article_is_known() -> None:
    assert strangers(f"delar från {own(Kind.ARTICLE, 12).grouped}") == []


def test_a_stranger_is_found_where_it_stands() -> None:
    text = "Bytt rem, (Amina) och kedja"
    assert [text[one.begins : one.ends] for one in strangers(text)] == ["Amina"]


def test_what_a_manager_let_in_is_known_in_any_letters() -> None:
    assert strangers("Ny Wobbler", {"wobbler"}) == []


def test_what_comes_with_the_program_can_be_written_but_for_names_and_halves_of_names() -> None:
    lacking = {word for word in of_tiles() | of_catalogue() if not vocabulary().knows(word)}
    named = {name.casefold() for name in NAMES}
    assert lacking - named == {"an", "as", "bi", "klass", "or"}


@pytest.mark.parametrize("part", usual_parts.load(), ids=lambda part: part.word)
def test_the_parts_that_are_offered_can_be_named(part: usual_parts.UsualPart) -> None:
    assert strangers(f"{part.word} {part.word_en}") == []


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("sentence", RELEASES)
def test_what_is_offered_instead_of_writing_is_known(sentence: str, language: str) -> None:
    assert strangers(say(sentence, language)) == []


def test_no_stem_is_a_name_or_a_part_of_a_surname() -> None:
    stems = vocabulary().beginnings | vocabulary().endings
    assert stems & {*PARTS_OF_SURNAMES.split(), *(name.casefold() for name in NAMES)} == set()


def test_every_line_is_of_small_letters_and_each_form_stands_for_itself() -> None:
    assert all(word == word.casefold() for word in vocabulary().words)
    assert 2_000 < len(vocabulary().words) < 6_000


def test_stems_join_with_an_s_and_without_and_three_at_most() -> None:
    few = read("broms- broms bromsen\nvajer- vajer vajern\nskydd- skydd")
    assert [
        few.knows(word)
        for word in ("bromsvajern", "bromsvajerskydd", "vajersbroms", "bromsvajerskyddbroms", "br")
    ] == [True, True, True, False, False]
