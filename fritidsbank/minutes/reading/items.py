"""The items of minutes and the points of an agenda, with their texts and what came of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fritidsbank.minutes.reading import headings
from fritidsbank.minutes.reading.documents import Line
from fritidsbank.minutes.reading.headings import Heading, trimmed
from fritidsbank.minutes.reading.outcomes import Suggested, kind_of, outcomes_of
from fritidsbank.minutes.reading.paragraphs import markdown, paragraphs
from fritidsbank.minutes.reading.sheet import Sheet
from fritidsbank.minutes.reading.titles import NOTICES, DocumentKind
from fritidsbank.minutes.reading.words import longest_first
from fritidsbank.minutes.rules import ItemKind

UNTITLED = "Anteckningar"
"""The title of a text without headings, in the language that the minutes are written in."""
_LONGEST_TITLE = 200
_MOST = 500
_CLOSING = re.compile(rf"(?:{longest_first('notices', 'closing')})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """One item: title, text in Markdown, and what came of it. `number`: as it was written."""

    title: str
    text: str
    kind: ItemKind
    number: str = ""
    outcomes: tuple[Suggested, ...] = ()


def items_of(sheet: Sheet, kind: DocumentKind | None) -> tuple[list[Item], str, float]:
    """The items, the text before them, and how sure it is that these are they."""
    found, sure = _headings(sheet, kind)
    if not found and sheet.agenda:
        return _points(sheet), _intro(sheet, len(sheet.lines)), 0.9
    if not found:
        text = _intro(sheet, len(sheet.lines))
        if not text or kind in NOTICES:
            return [], text, 0.0
        return [_item(Heading(0, 0, "", UNTITLED), text)], "", 0.3
    ends = [each.place for each in found[1:]] + [len(sheet.lines)]
    items = [
        _item(heading, _text(sheet, heading, end))
        for heading, end in zip(found[:_MOST], ends, strict=False)
    ]
    intro = _intro(sheet, found[0].place)
    if kind in NOTICES:
        items, closing = _without_closing(items)
        intro = "\n\n".join(part for part in (intro, closing) if part)
    return items, intro, sure


def _headings(sheet: Sheet, kind: DocumentKind | None) -> tuple[list[Heading], float]:
    if sheet.page:
        return sheet.page, 0.95
    if sheet.numbered:
        return sheet.numbered, 0.95
    if kind in NOTICES and sheet.agenda:
        return [], 0.0
    free = frozenset(range(len(sheet.lines))) - sheet.taken
    lines, found = sheet.lines, headings.unmarked(sheet.lines, free, sheet.margin)
    tried = (
        (headings.marked(lines, free), 0.95),
        (headings.leads(lines, free), 0.85),
        (found, 0.8 if len(found) > 1 else 0.6),
    )
    return next((each for each in tried if each[0]), (headings.lead_ins(lines, free), 0.6))


def _text(sheet: Sheet, heading: Heading, end: int) -> str:
    lines = sheet.free(heading.after, end)
    if not lines and not heading.body:
        # What a heading has below it is its text, though all of it is a day to come.
        lines = [sheet.lines[at] for at in range(heading.after, end) if at in sheet.told_coming]
    if heading.body:
        lines = [Line(heading.body), *lines]
    return markdown(paragraphs(lines, sheet.margin))


def _intro(sheet: Sheet, end: int) -> str:
    return markdown(paragraphs(sheet.free(0, end), sheet.margin))


def _points(sheet: Sheet) -> list[Item]:
    points = [(place, trimmed(point)) for place, point in sheet.agenda[:_MOST]]
    return [_item(Heading(place, place, "", point), "") for place, point in points if point]


def _item(heading: Heading, text: str) -> Item:
    outcomes = outcomes_of(heading.title, text)
    kind = kind_of(heading.title, outcomes)
    title = heading.title[:_LONGEST_TITLE]
    return Item(title, text, kind, heading.number, tuple(outcomes))


def _without_closing(items: Sequence[Item]) -> tuple[list[Item], str]:
    """The items, and what after the last one belongs to the notice, such as "Välkomna!"."""
    *before, last = items
    parts = last.text.split("\n\n")
    at = next((at for at, part in enumerate(parts) if _CLOSING.match(part)), len(parts))
    kept = "\n\n".join(parts[:at])
    return [*before, Item(last.title, kept, last.kind, last.number, last.outcomes)], "\n\n".join(
        parts[at:]
    )
