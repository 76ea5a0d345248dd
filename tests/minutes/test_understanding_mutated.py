"""However a document was wrapped, spaced or damaged, it is understood or the doubt is said."""

import random
import re
import textwrap
import time
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest

from fritidsbank.minutes.reading.documents import Document, Line
from fritidsbank.minutes.reading.file_kinds import document_of
from fritidsbank.minutes.reading.understanding import Understood, understand
from fritidsbank.refusals import Refusal
from tests.minutes.made_documents import Sample, samples

pytestmark = pytest.mark.one_database

STEMS = ["ledning-spalt", "ledning-rad", "kallelse-blogg", "kallelse-formell", "inbjudan",
         "gruppsida-ledning", "namnd", "skannat", "versaler", "utan-mellanrum",
         "numrerat-protokoll", "brev-outlook", "rubrik-med-punkt", "kallelse-mening",
         "plats-i-mening", "klipp-teams"]  # fmt: skip
TYPED = [sample for sample in samples() if sample.name.removesuffix(".txt") in STEMS]
ON_PAGES = b"Sida 1"
SURE = 0.9
Rewriting = Callable[[str, random.Random], str]


def understood(text: str, sample: Sample) -> Understood:
    """What is understood of a text that came of that sample."""
    document = document_of(text.encode(), sample.name)
    near = date.fromisoformat(sample.expected["near"])
    return understand(document, near=near, groups=sample.expected["groups"])


def rewrapped(text: str, rng: random.Random) -> str:
    """Lines broken at another margin."""
    width = rng.randrange(56, 110)
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) if line else ""
        for line in text.split("\n")
    )


def on_pages(text: str, rng: random.Random) -> str:
    """Turned over between paragraphs, with a head and a number on each page."""
    parts = text.split("\n\n")
    if len(parts) == 1:
        return text
    at = rng.randrange(1, len(parts))
    pages = ["\n\n".join(parts[:at]), "\n\n".join(parts[at:])]
    foot = rng.choice(["Sida {} (2)", "{} (2)", "Sidan {} av 2"])
    head = rng.choice(["Exempelköpings kommun", "Mötesplatsen i Exempelköping"])
    turn = rng.choice(["\f", ""])
    return f"\n{turn}".join(
        f"{head}\n\n{page}\n\n{foot.format(number)}" for number, page in enumerate(pages, start=1)
    )


def spaced(text: str, rng: random.Random) -> str:
    """With other spaces, and more of them."""
    space = rng.choice(["\u00a0", "  ", " \t", "\u2009"])
    return re.sub(r"(?<=\S) (?=\S)", lambda _: rng.choice([" ", space]), text)


def more_gaps(text: str, rng: random.Random) -> str:
    """With more empty lines where there is one."""
    return re.sub(r"\n\n", lambda _: "\n" * rng.randrange(2, 5), text)


def other_bullets(text: str, rng: random.Random) -> str:
    """With another sign for points."""
    sign = rng.choice(["•", "-", "*", "–", "▪", "·", "\uf0b7"])
    return re.sub(r"^[-•*] ", f"{sign} ", text, flags=re.MULTILINE)


def apart(text: str, rng: random.Random) -> str:
    """With marks apart from their letters, other ends of lines, and signs that nobody sees."""
    text = unicodedata.normalize("NFD", text)
    text = text.replace("\n", rng.choice(["\n", "\r\n"]))
    return rng.choice(["", "\ufeff"]) + text


HARMLESS: list[Rewriting] = [rewrapped, on_pages, spaced, more_gaps, other_bullets, apart]


@pytest.mark.parametrize("rewriting", HARMLESS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("sample", TYPED, ids=lambda sample: sample.name)
def test_what_changes_no_word_changes_nothing(sample: Sample, rewriting: Rewriting) -> None:
    if rewriting is on_pages and ON_PAGES in sample.content:
        return
    text = sample.content.decode()
    wanted = understood(text, sample).as_json()
    for seed in range(4):
        changed = rewriting(text, random.Random(seed))
        if rewriting is not rewrapped or document_of(changed.encode(), sample.name).wrapped:
            assert understood(changed, sample).as_json() == wanted, changed


def dropped(lines: list[str], rng: random.Random) -> None:
    """Some lines are lost."""
    for _ in range(rng.randrange(1, 4)):
        del lines[rng.randrange(len(lines))]


def swapped(lines: list[str], rng: random.Random) -> None:
    """Two lines have changed places."""
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def joined(lines: list[str], rng: random.Random) -> None:
    """Two lines have become one."""
    at = rng.randrange(len(lines) - 1)
    lines[at : at + 2] = [f"{lines[at]} {lines[at + 1]}"]


def doubled(lines: list[str], rng: random.Random) -> None:
    """A line stands twice."""
    at = rng.randrange(len(lines))
    lines.insert(rng.randrange(len(lines)), lines[at])


def shouted(lines: list[str], rng: random.Random) -> None:
    """A line in capitals, or all of them in small letters."""
    at = rng.randrange(len(lines))
    lines[at] = rng.choice([lines[at].upper(), lines[at].lower()])


def cut(lines: list[str], rng: random.Random) -> None:
    """A line ends before its end, but not within a day."""
    at = rng.randrange(len(lines))
    if not any(map(str.isdigit, lines[at])):
        lines[at] = lines[at][: rng.randrange(len(lines[at]) + 1)]


DAMAGES = [dropped, swapped, joined, doubled, shouted, cut]


def damaged(sample: Sample, seed: int) -> str:
    """The text after some things have happened to it."""
    rng = random.Random(seed)
    lines = sample.content.decode().split("\n")
    for _ in range(rng.randrange(1, 4)):
        rng.choice(DAMAGES)(lines, rng)
        lines = lines or [""]
        lines += [""] * (2 - len(lines))
    return "\n".join(lines)


def shows_no_doubt(found: Understood) -> bool:
    """Whether somebody would believe the day."""
    return found.date is not None and found.confidence["date"] >= SURE and not found.warnings


def search(seeds: range) -> list[str]:
    """Texts whose day became another one without a word."""
    silent = []
    for sample in TYPED:
        for seed in seeds:
            text = damaged(sample, seed)
            try:
                found = understood(text, sample)
            except Refusal:
                continue
            right = sample.expected["date"]
            if shows_no_doubt(found) and str(found.date) != right:
                silent.append(f"{sample.name} {seed}: {found.date}\n{text}")
    return silent


def test_no_damage_changes_a_day_without_a_word() -> None:
    assert search(range(25)) == []


@pytest.mark.campaign
def test_no_damage_changes_a_day_without_a_word_for_long() -> None:
    assert search(range(25, 2_000)) == []


@pytest.mark.parametrize(
    "text",
    ["(" * 10**6, "1. " * 300_000, "17 maj " * 140_000, "Vi ses.\n" * 100_000,
     "Närvarande\n" + "Anna Ek, Bo\n" * 80_000, "Sida 1 (2)\nHuvud\n" * 60_000,
     "Vi gick hem och åt mat " * 450_000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_a_text_that_was_made_to_take_long_does_not(text: str) -> None:
    lines = tuple(Line(line) for line in text.split("\n"))
    began = time.process_time()
    understand(Document("text", lines, wrapped=True), near=date(2017, 4, 19), groups=["Gruppen"])
    assert time.process_time() - began <= 3.0
