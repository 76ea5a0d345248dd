"""Minutes that were written down are understood as what they were: the same items come back."""

import random
import textwrap
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from fritidsbank.minutes.reading.file_kinds import document_of
from fritidsbank.minutes.reading.understanding import Understood, understand

pytestmark = pytest.mark.one_database

GROUPS = ["Ledningsgrupp för utveckling", "Innovationsgruppen", "Styrgrupp Cykelköket", "Brukarråd"]
KINDS = ["Minnesanteckningar", "Protokoll", "Mötesanteckningar"]
PEOPLE = ["Asta Exempelsson", "Bror Provberg", "Cilla Testlund", "Dag Låtsasgren", "Vera Påhittson"]
ORGANISATIONS = ["Fontänhuset", "G7", "Ria", "socialförvaltningen", "Vorta Drom"]
TITLES = ["Fritidsbank", "Hälsodagen", "Ny lokal", "Hur når vi fler?", "Öppet hus i höst",
          "Arbetsträning", "Idéer från brukarna", "Verktyg och cyklar", "Ekonomi"]  # fmt: skip
SENTENCES = ["Gruppen talade om läget.", "Förvaltningen söker en lokal nära en hållplats.",
             "Affischen är klar och delas ut nästa vecka.", "Det saknas två handledare.",
             "Alla tyckte att dagen blev lyckad, trots regnet.", "Vi gör om det nästa år.",
             "Inget nytt sedan sist.", "Pengarna räcker till sommaren."]  # fmt: skip
POINTS = ["nära en hållplats", "öppen för alla", "plats för en verkstad", "Fika", "tält och bord"]
MONTHS = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
          "oktober", "november", "december"]  # fmt: skip


@dataclass(frozen=True)
class Written:
    """Minutes, as somebody wrote them."""

    kind: str
    group: str
    day: date
    present: list[str]
    items: list[tuple[str, str]]


def some_minutes(rng: random.Random) -> Written:
    """Any minutes."""
    titles = rng.sample(TITLES, rng.randrange(2, 6))
    people = rng.sample(PEOPLE, rng.randrange(1, 5))
    named = rng.random() < 0.6
    return Written(
        rng.choice(KINDS),
        rng.choice(GROUPS),
        date(2012, 1, 1) + timedelta(rng.randrange(5000)),
        [f"{each}, {rng.choice(ORGANISATIONS)}" if named else each for each in people],
        [(title, _body(rng)) for title in titles],
    )


def _body(rng: random.Random) -> str:
    paragraphs = [
        " ".join(rng.sample(SENTENCES, rng.randrange(1, 4))) for _ in range(rng.randrange(1, 3))
    ]
    if rng.random() < 0.4:
        paragraphs.append("\n".join(f"- {point}" for point in rng.sample(POINTS, 2)))
    return "\n\n".join(paragraphs)


def written_out(minutes: Written, rng: random.Random) -> str:
    """The minutes as text, in one of the ways in which people write them."""
    day = minutes.day
    said = rng.choice([f"{day.day} {MONTHS[day.month - 1]} {day.year}", day.isoformat()])
    head = f"{minutes.kind} {minutes.group} {said}"
    if rng.random() < 0.4:
        head = f"{minutes.kind}\n{minutes.group}\n{said}"
    number = rng.choice(["", "{}. ", "{}) ", "§ {} "])
    bullet = rng.choice("-•*")
    blocks = [head, _present(minutes.present, rng)]
    for at, (title, text) in enumerate(minutes.items, start=1):
        body = text.replace("\n- ", f"\n{bullet} ")
        body = f"{bullet} {body[2:]}" if body.startswith("- ") else body
        blocks.append(f"{number.format(at)}{title}{rng.choice(['', chr(10)])}\n{body}")
    text = "\n\n".join(blocks)
    width = rng.choice([0, 60, 72, 90])
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent="  " if line[:2] == f"{bullet} " else "")
        if width and line
        else line
        for line in text.split("\n")
    )


def _present(people: list[str], rng: random.Random) -> str:
    label = rng.choice(["Närvarande", "NÄRVARANDE", "Deltagare"])
    if rng.random() < 0.5:
        return f"{label}\n" + "\n".join(people)
    return f"{label}: " + "; ".join(people) if len(people) > 1 else f"{label}: {people[0]}"


def told(found: Understood) -> Written:
    """What came back."""
    assert found.date is not None
    items = [(item.title, item.text) for item in found.items]
    people = [str(each) for each in found.present]
    return Written(str(found.kind).capitalize(), found.group or "", found.date, people, items)


def words_of(minutes: Written) -> Written:
    """The minutes without the ends of their paragraphs."""
    items = [(title, " ".join(text.split())) for title, text in minutes.items]
    return replace(minutes, items=items)


def lost(seeds: range) -> list[str]:
    """Minutes that came back as others."""
    others = []
    for seed in seeds:
        rng = random.Random(seed)
        minutes = some_minutes(rng)
        text = written_out(minutes, rng)
        document = document_of(text.encode(), "minnen.txt")
        back = told(understand(document, near=date(2020, 1, 1)))
        # A text that is broken only after full stops may as well have lines for paragraphs.
        same = back == minutes if document.wrapped else words_of(back) == words_of(minutes)
        if not same:
            others.append(f"{seed}\n{text}\n{back}\n{minutes}")
    return others


def test_five_hundred_minutes_come_back_as_they_were() -> None:
    assert lost(range(500)) == []


@pytest.mark.campaign
def test_two_thousand_minutes_come_back_as_they_were() -> None:
    assert lost(range(500, 2_500)) == []
