"""Who chaired, wrote and approved, as it stands at the head or at the end."""

import re

from fritidsbank.minutes.reading.dating import names_day
from fritidsbank.minutes.reading.headings import is_prose
from fritidsbank.minutes.reading.labels import SIGNS, Labelled, label_of
from fritidsbank.minutes.reading.paragraphs import ended
from fritidsbank.minutes.reading.people_lines import is_list
from fritidsbank.minutes.reading.persons import is_person
from fritidsbank.minutes.reading.sheet import Sheet


def take_signed(sheet: Sheet, said: Labelled, at: int) -> int:
    lines = sheet.lines
    names = [said.rest] if said.rest and not _is_sign(said.rest) else []
    after = at + 1
    if names and is_prose(said.rest) and not is_list(said.rest) and not _signs(said.rest):
        return at
    while (
        not (said.rest and names)
        and after < len(lines)
        and after not in sheet.numbers
        and len(names) < 4
    ):
        text = lines[after].text
        if label_of(text) or lines[after].bullet or not _signs(text):
            break
        if (
            after + 1 < len(lines)
            and is_prose(lines[after + 1].text)
            and not is_person(text, surely=True)
        ):
            break
        names.append(text)
        after += 1
        if at < 15:
            break
    late = at > len(lines) - 12
    if not names and not (late and said.sure and not ended(lines[at].text.rstrip(":"))):
        return at
    sheet.signed.setdefault(said.label, []).extend(names)
    return after


def _is_sign(text: str) -> bool:
    """Whether it is the label of a second column."""
    found = label_of(text)
    return found is not None and found.label in SIGNS


def _signs(text: str) -> bool:
    if len(text) > 100:
        return False
    first = re.split(r"[,(/–]| - ", text)[0].strip()
    return is_person(first) or names_day(text) or first.isupper()
