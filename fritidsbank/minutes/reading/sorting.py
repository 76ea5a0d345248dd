"""Finds out what each line of a document is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from fritidsbank.minutes.reading import headings
from fritidsbank.minutes.reading.agenda_lines import take_agenda
from fritidsbank.minutes.reading.clock_times import only_when, times_in
from fritidsbank.minutes.reading.dating import ANY_DAY, names_day, names_misread_day, said_days
from fritidsbank.minutes.reading.documents import Line
from fritidsbank.minutes.reading.fact_lines import take_aside, take_coming, take_fact
from fritidsbank.minutes.reading.group_pages import sections_of
from fritidsbank.minutes.reading.headings import has_stop, is_prose, is_usual
from fritidsbank.minutes.reading.labels import FACTS, PEOPLE, SIGNS, Label, Labelled, label_of
from fritidsbank.minutes.reading.letters import farewell, unpacked
from fritidsbank.minutes.reading.paragraphs import Margin, ended
from fritidsbank.minutes.reading.people_lines import find_told_people, take_people
from fritidsbank.minutes.reading.sheet import Sheet
from fritidsbank.minutes.reading.signed_lines import take_signed
from fritidsbank.minutes.reading.titles import kind_in, name_in, names_a_body
from fritidsbank.minutes.reading.words import longest_first

_PUBLISHED = re.compile(rf"(?:{longest_first('titles', 'published')})\b", re.IGNORECASE)
_OPEN_END = re.compile(
    r"\b(?:den|hos|i|på|för|med|till|från|och|av|kl|klockan|om|\d{1,2}(?: [a-zåäö]+)?)\.?$|[,–-]$"
)
"""What no title ends with: the rest of it stands on the next line."""
_TITLE = 3
_TITLE_LENGTH = 150
_HEAD = 12
"""So many lines at the head can belong to the title."""


def sorted_out(
    lines: list[Line], margin: Margin, known: Sequence[str] = (), furniture: tuple[str, ...] = ()
) -> Sheet:
    """The document with its title, labels, lists of people and agenda taken out."""
    letter = unpacked(lines)
    lines = _with_whole_title(letter.lines)
    sheet = Sheet(lines, margin, tuple(known), sections_of(lines), furniture=furniture)
    sheet.sent = letter.sent
    if sheet.page:
        sheet.titles = [line.text for line in lines[: min(2, sheet.page[0].place)]]
        sheet.taken.add(0)
        return sheet
    sheet.numbered = headings.numbered(lines)
    _take_people_apart(sheet)
    first = sheet.numbered[0].place if sheet.numbered else len(lines)
    _take_title(sheet, first)
    sheet.numbers = frozenset(each.place for each in sheet.numbered)
    bound = {at for each in sheet.numbered for at in range(each.place, each.after)}
    at, last_people = 0, 0
    while at < len(lines):
        said = None if at in bound or at in sheet.taken else _label(sheet, at, first)
        if said is None or (said.label in PEOPLE and _too_late(sheet, at, first, last_people)):
            at += 1
            continue
        after = _take(sheet, said, at)
        if after > at:
            sheet.taken.update(range(at, after))
            if said.label in PEOPLE:
                last_people = after
        at = max(after, at + 1)
    find_told_people(sheet)
    if (end := farewell(sheet.lines)) is not None:
        sheet.taken.update(range(end, len(sheet.lines)))
    return sheet


def _with_whole_title(lines: list[Line]) -> list[Line]:
    """The lines with a title on one that was broken in the midst of what it says."""
    at = 0
    while at + 1 < len(lines) and at < _TITLE:
        line, after = lines[at], lines[at + 1]
        apart = after.gap or after.bullet or line.bullet or _ends(line.text)
        if not apart and _is_broken(line.text, after.text) and not label_of(line.text, head=True):
            whole = replace(line, text=f"{line.text} {after.text}")
            lines = [*lines[:at], whole, *lines[at + 2 :]]
        else:
            at += 1
    return lines


def _ends(text: str) -> bool:
    return ended(text) and not text.casefold().endswith("kl.")


def _is_broken(text: str, after: str) -> bool:
    if label_of(after, head=True) or len(text) > _TITLE_LENGTH:
        return False
    return _OPEN_END.search(text) is not None or (len(text) > 30 and after[:1].islower())


def _take_people_apart(sheet: Sheet) -> None:
    """Who was there is no item, though it may have a number: "1. Närvarande"."""
    kept = [
        each
        for each in sheet.numbered
        if not ((said := label_of(each.title)) and said.label in PEOPLE and said.sure) or each.body
    ]
    sheet.numbered = kept


def _take_title(sheet: Sheet, first: int) -> None:
    """The lines at the head that say what this is, of whom and when, and those above them."""
    so_far: list[str] = []
    last = -1
    for at, line in enumerate(sheet.lines[: min(_HEAD, first)]):
        labelled = label_of(line.text, head=True)
        if labelled and (at or labelled.rest or labelled.label is not Label.AGENDA):
            break
        if at and (line.bullet or is_usual(line.text) or _is_text(line.text)):
            break
        followed = at + 1 < len(sheet.lines) and is_prose(sheet.lines[at + 1].text)
        if _PUBLISHED.match(line.text):
            last = at if last == at - 1 else last
        elif at == 0 or _says_more(line.text, so_far, followed=followed, next_to=last >= at - 2):
            last = at
            so_far.append(line.text)
    if last == 0 and _is_first_heading(sheet):
        return
    head = [line.text for line in sheet.lines[: last + 1]]
    sheet.titles = [text for text in head if not _PUBLISHED.match(text)]
    sheet.taken.update(at for at in range(last + 1) if not _is_told(sheet.lines[at].text))


def _says_more(text: str, so_far: Sequence[str], *, followed: bool, next_to: bool) -> bool:
    """Whether a line says what the title has not said yet, or says the title once more."""
    if text in so_far:
        return True
    if kind_in(text) and not any(map(kind_in, so_far)):
        return True
    dated = any(map(names_day, so_far))
    if names_misread_day(text) and not dated:
        return True
    if names_day(text) and not dated:
        named = any(map(name_in, so_far))
        return only_when(text) or not followed or names_a_body(text) or not named
    if next_to and names_a_body(text) and not any(map(names_a_body, so_far)):
        return True
    return dated and only_when(text) and (times_in(text)[0] is not None or _same_day(text, so_far))


def _same_day(text: str, so_far: Sequence[str]) -> bool:
    """Whether a line says the day of the title once more, with its year or weekday."""
    days = [
        {(said.day.month, said.day.day) for said, _ in said_days(each, ANY_DAY) if said.day}
        for each in (text[:300], " ".join(so_far))
    ]
    return bool(days[0] & days[1])


def _is_told(text: str) -> bool:
    """Whether a title is a sentence of the text as well."""
    return is_prose(text) and text.endswith(".") and not only_when(text)


def _is_text(text: str) -> bool:
    titled = len(text) <= 150 and kind_in(text) is not None and not text.endswith(".")
    return is_prose(text) and (not titled or has_stop(text))


def _is_first_heading(sheet: Sheet) -> bool:
    """Whether a text that has no title begins with its first item or with prose."""
    text = sheet.lines[0].text
    if kind_in(text) or names_day(text) or names_a_body(text):
        return False
    return is_prose(text) and text.endswith((".", "!", ","))


def _label(sheet: Sheet, at: int, first: int) -> Labelled | None:
    line = sheet.lines[at]
    head = at < min(first, 25) and not line.bullet
    said = label_of(line.text, head=head)
    if said is None or (line.bullet and not said.rest):
        return None
    if not said.colon and _is_end_of_sentence(sheet, at):
        return None
    if said.label in FACTS and (at > first or said.label in sheet.facts):
        return None
    if said.label in SIGNS and (line.bullet or first < at < _last_number(sheet)):
        return None
    return said


def _is_end_of_sentence(sheet: Sheet, at: int) -> bool:
    """Whether a line is the rest of the one before: "... ta med en vän till", "nästa gång."."""
    line = sheet.lines[at]
    wrapped = at > 0 and sheet.margin.width is not None and not line.gap
    return wrapped and line.text[:1].islower() and not ended(sheet.lines[at - 1].text)


def _last_number(sheet: Sheet) -> int:
    """Where the last item begins; before it, "Ordförande: Anna" is the text of an item."""
    return sheet.numbered[-1].place if sheet.numbered else -1


def _too_late(sheet: Sheet, at: int, first: int, last_people: int) -> bool:
    """Whether "Deltagare:" stands in the text of an item, and says nothing of the meeting."""
    if at > first:
        return Label.PRESENT in sheet.people or bool(sheet.lines[at].bullet)
    return Label.PRESENT in sheet.people and at > last_people + 4


def _take(sheet: Sheet, said: Labelled, at: int) -> int:
    """The first line after those that the label is about; the same line if it is no label here."""
    if said.label in PEOPLE:
        return take_people(sheet, said, at)
    if said.label in SIGNS:
        return take_signed(sheet, said, at)
    if said.label in FACTS:
        return take_fact(sheet, said, at)
    return _TAKES[said.label](sheet, said, at)


_TAKES = {Label.COMING: take_coming, Label.AGENDA: take_agenda, Label.ASIDE: take_aside}
