"""Where and when, when again, and whom to ask: labels with a fact after them."""

import re

from fritidsbank.minutes.reading.clock_times import only_when, times_in
from fritidsbank.minutes.reading.dating import names_day
from fritidsbank.minutes.reading.documents import Line, Weight
from fritidsbank.minutes.reading.headings import is_prose
from fritidsbank.minutes.reading.labels import Label, Labelled, label_of
from fritidsbank.minutes.reading.paragraphs import ended
from fritidsbank.minutes.reading.persons import is_person
from fritidsbank.minutes.reading.sheet import Sheet
from fritidsbank.minutes.reading.titles import names_a_body

_SAYS = re.compile(r"\b(?:är|var|har|ska|blir|blev|kan|finns|saknas|behövs|behöver|söker|letar)\b")
"""In a sentence about premises, which is an item with the heading "Lokal" and no place."""


def take_fact(sheet: Sheet, said: Labelled, at: int) -> int:
    lines, after = sheet.lines, at + 1
    text = said.rest
    if not text:
        if after >= len(lines) or after in sheet.numbers or label_of(lines[after].text):
            return at
        text = lines[after].text
        if len(text) > 150 or (said.label is Label.GROUP and not names_a_body(text)):
            return at
        if said.label in {Label.DATE, Label.TIME} and not _when(text):
            return at
        if said.label is Label.PLACE and _SAYS.search(text):
            return at
        after += 1
    elif (said.label in {Label.TIME, Label.DATE} and not _when(text)) or (
        said.label is Label.GROUP and not said.colon
    ):
        return at
    while after < len(lines) and sheet.goes_on(lines[after - 1].text, after):
        text = f"{text} {lines[after].text}"
        after += 1
    sheet.facts[said.label] = text[:500]
    return after


def _when(text: str) -> bool:
    return (
        names_day(text)
        or times_in(text, labelled=True)[0] is not None
        or bool(re.search(r"\d", text))
    )


def take_coming(sheet: Sheet, said: Labelled, at: int) -> int:
    lines, after = sheet.lines, at + 1
    texts = [said.rest] if said.rest else []
    if said.rest:
        while after < len(lines) and sheet.goes_on(lines[after - 1].text, after):
            texts[0] = f"{texts[0]} {lines[after].text}"
            after += 1
    while after < len(lines) and after not in sheet.numbers:
        text = lines[after].text
        if len(text) > 200 or lines[after].weight is Weight.HEADING or label_of(text):
            break
        if not names_day(text) or (is_prose(text) and len(text) > 120):
            break
        if after + 1 < len(lines) and not lines[after].bullet and _heads(lines, after):
            break
        texts.append(text)
        after += 1
        while after < len(lines) and sheet.goes_on(lines[after - 1].text, after):
            texts[-1] = f"{texts[-1]} {lines[after].text}"
            after += 1
    if not any(map(names_day, texts)):
        return at
    sheet.coming += texts
    sheet.told_coming.update(range(at, after))
    return after


def _heads(lines: list[Line], at: int) -> bool:
    """Whether a line with a day has a text below it: "Hälsodagen 17 maj" is an item."""
    return (
        is_prose(lines[at + 1].text)
        and not names_day(lines[at + 1].text)
        and not ended(lines[at].text)
        and lines[at].gap
        and not only_when(lines[at].text)
    )


def take_aside(sheet: Sheet, said: Labelled, at: int) -> int:
    lines, after = sheet.lines, at + 1
    if said.rest:
        return after
    while after < len(lines) and after not in sheet.numbers and after < at + 6:
        text = lines[after].text
        contact = "@" in text or re.search(r"\d{2,3}[- ]\d", text) or is_person(text)
        if lines[after].weight is Weight.HEADING or label_of(text) or not contact:
            break
        after += 1
    return after if after > at + 1 else at
