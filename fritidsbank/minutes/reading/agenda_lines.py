"""The points of an agenda: with bullets, with numbers, or a line each."""

import re

from fritidsbank.minutes.reading.documents import Weight
from fritidsbank.minutes.reading.headings import is_prose
from fritidsbank.minutes.reading.labels import Labelled, label_of
from fritidsbank.minutes.reading.paragraphs import ended
from fritidsbank.minutes.reading.sheet import Sheet

_LISTED = re.compile(r"(?:§ ?)?\d{1,3}(?:[.):]|\.\))? +")


def take_agenda(sheet: Sheet, said: Labelled, at: int) -> int:
    lines, after = sheet.lines, at + 1
    if said.rest:
        said_here = re.split(r"[,;] | och ", said.rest.rstrip("."))
        sheet.agenda += [(at, point) for point in said_here if point]
        return after
    if after < len(lines) and lines[after].text.endswith(":") and not lines[after].bullet:
        return at  # a text stands below it: "Program" is an item
    points: list[tuple[int, str]] = []
    while after < len(lines) and after not in sheet.numbers:
        line = lines[after]
        listed = _LISTED.match(line.text)
        if points and line.text[:1].islower() and not line.bullet and not line.gap:
            points[-1] = (points[-1][0], f"{points[-1][1]} {line.text}")
            after += 1
            continue
        if not line.bullet and not listed and not _is_point(sheet, after, at + 1):
            break
        if points and line.bullet != lines[at + 1].bullet and not listed:
            break
        points.append((after, line.text[listed.end() :] if listed else line.text))
        after += 1
    sheet.agenda += points
    return after if points or after in sheet.numbers or at + 1 >= len(lines) else at


def _is_point(sheet: Sheet, at: int, begin: int) -> bool:
    line, lines = sheet.lines[at], sheet.lines
    if len(line.text) > 100 or (is_prose(line.text) and ended(line.text)) or label_of(line.text):
        return False
    if line.weight is Weight.HEADING:
        return False
    if at > begin and line.gap and not lines[begin + 1].gap:
        return False
    following = at + 1 < len(lines) and is_prose(lines[at + 1].text) and ended(lines[at + 1].text)
    return not following or lines[at + 1].gap
