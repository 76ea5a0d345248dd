"""What is told to those who follow: each version, each withdrawal, well-formed whatever it says."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fritidsbank.minutes.formats.feeds import Feed, feed
from fritidsbank.minutes.formats.queries import Event
from fritidsbank.minutes.rules import PublishedKind
from tests.conftest import NOW
from tests.minutes.public_world import COMING, GROUP, INNOVATORS, MINUTES
from tests.minutes.reader import Reader, reader

__all__ = ["reader"]
pytestmark = pytest.mark.one_database

ATOM = "{http://www.w3.org/2005/Atom}"
OF_GROUP = f"/moten/{GROUP.slug}/atom.xml"
KEY = "ledningsgruppen/2026-02-18"


def entries(text: str | bytes) -> list[dict[str, str]]:
    """Each entry as a reader has it."""
    root = ET.fromstring(text)
    assert root.tag == f"{ATOM}feed"
    return [_entry(each) for each in root.findall(f"{ATOM}entry")]


def _entry(each: ET.Element) -> dict[str, str]:
    said = {child.tag.removeprefix(ATOM): child.text or "" for child in each}
    (link,) = each.findall(f"{ATOM}link")
    (category,) = each.findall(f"{ATOM}category")
    return said | {"link": link.attrib["href"], "category": category.attrib["term"]}


def test_notices_and_minutes_are_entries_that_lead_to_their_pages(reader: Reader) -> None:
    found = {each["title"]: each for each in entries(reader.says(OF_GROUP))}
    assert found.keys() == {
        "Kallelse: Ledningsgrupp för utveckling, 18 februari 2026",
        "Kallelse: Ledningsgrupp för utveckling, 18 mars 2026",
        "Anteckningar: Ledningsgrupp för utveckling, 18 februari 2026",
    }
    minutes = found["Anteckningar: Ledningsgrupp för utveckling, 18 februari 2026"]
    assert minutes["link"] == f"http://localhost:8080/moten/{KEY}"
    assert minutes["id"] == f"tag:localhost,2026:/minutes/{KEY}/1"
    assert minutes["summary"] == MINUTES.summary


def test_a_correction_is_an_entry_of_its_own_and_the_one_before_stays(reader: Reader) -> None:
    before = {each["id"] for each in entries(reader.says(OF_GROUP))}
    reader.gets(replace(MINUTES, summary="Vecka 45."), change_note="Fel vecka.", later=1)
    now = entries(reader.says(OF_GROUP))
    newest = now[0]
    assert {each["id"] for each in now} == before | {f"tag:localhost,2026:/minutes/{KEY}/2"}
    assert newest["title"].startswith("Rättade anteckningar: ")
    assert newest["summary"] == "Fel vecka.\nVecka 45."
    older = next(
        each for each in now if each["id"].endswith(f"{KEY}/1") and "minutes" in each["id"]
    )
    assert older["link"].endswith(f"{KEY}/version/1")


def test_a_withdrawal_takes_the_place_of_what_it_withdraws(reader: Reader) -> None:
    reader.loses(PublishedKind.MINUTES, KEY)
    said = reader.says(OF_GROUP)
    gone = entries(said)[0]
    assert gone["id"] == f"tag:localhost,2026:/minutes/{KEY}/1"
    assert gone["title"] == "Tillbakadraget: anteckningarna från mötet 18 februari 2026"
    assert gone["category"] == "withdrawn"
    assert gone["updated"] > gone["published"]
    assert MINUTES.summary not in said


def test_a_group_has_its_own_feed_and_there_is_one_for_all(reader: Reader) -> None:
    theirs = replace(COMING, group=replace(COMING.group, slug=INNOVATORS.slug, name="Innovation"))
    reader.gets(theirs)
    assert len(entries(reader.says("/moten/atom.xml"))) == 4
    assert len(entries(reader.says(f"/moten/{INNOVATORS.slug}/atom.xml"))) == 1


def test_a_feed_says_whose_it_is_and_when_it_changed(reader: Reader) -> None:
    root = ET.fromstring(reader.says("/moten/atom.xml"))
    said = {child.tag.removeprefix(ATOM): child for child in root}
    latest = max(each["updated"] for each in entries(reader.says("/moten/atom.xml")))
    assert said["updated"].text == latest
    assert said["author"].findtext(f"{ATOM}name") == "Fritidsbanken Söder"
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "sv"


@given(st.text(max_size=80))
@example("]]> </entry> <script>alert(1)</script> & \x00\x0b\ufffe\ud800 😀 \u202e")
def test_any_text_makes_a_feed_that_can_be_read(text: str) -> None:
    told = Event(
        1, PublishedKind.MINUTES, "g/d", 2, "/moten/g/d", text, date(2026, 2, 18), text, text,
        NOW, None, None,
    )  # fmt: skip
    about = Feed(text, text, "https://disk.example.se", "/moten/atom.xml", "/moten")
    (entry,) = entries(feed(about, [told]))
    assert entry["updated"] == "2026-03-02T14:05:09.000Z"
