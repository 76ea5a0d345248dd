"""Whose names stand under "Närvarande" and "Frånvarande", in a column or in a line."""

import re
from collections.abc import Iterator

from fritidsbank.minutes.reading.attendees import attendees_in
from fritidsbank.minutes.reading.dating import names_day
from fritidsbank.minutes.reading.documents import Weight
from fritidsbank.minutes.reading.headings import is_prose, is_usual, reads_on
from fritidsbank.minutes.reading.labels import Label, Labelled, label_of
from fritidsbank.minutes.reading.persons import guests_in, is_more, is_organisation, is_person
from fritidsbank.minutes.reading.sheet import Sheet

_MOST = 400
_NOBODY = (["inga"], ["ingen"], ["inget"], ["alla närvarande"], ["alla på plats"])
"""Below "Frånvarande" these are no names, though Inga is one."""
_LEADS_ON = re.compile(r"\b(?:för|från|av|och|samt|von|af|de|van|al|el)$")
"""After these words of a list something must come."""
_ORGANISATION = re.compile(r"[A-ZÅÄÖ][^.,:;]{1,40}: \S")
_TOLD = re.compile(
    r"\b(?:(?:närvarande|på plats|med|deltagare)(?: på mötet| vid mötet)? (?:var|är)"
    r"|(?:på mötet )?deltog(?: gjorde)?|vi som var med var) ([^.:]{3,400})(?:\.|$)",
    re.IGNORECASE,
)


def take_people(sheet: Sheet, said: Labelled, at: int) -> int:
    lines = sheet.lines
    texts, after = [said.rest], at + 1
    if said.rest:
        while (
            after < len(lines)
            and not _is_told(texts[-1], lines[after].text)
            and (sheet.goes_on(texts[-1], after) or _within_a_name(sheet, " ".join(texts), after))
        ):
            texts.append(lines[after].text)
            after += 1
        while after < len(lines) and _is_next_organisation(sheet, said.rest, after):
            texts += [";", lines[after].text]
            after += 1
        people = attendees_in(texts, sheet.known)
        if len(texts) == 1 and len(people) == 1:
            end = _column_end(sheet, after, close=True)
            people = attendees_in(
                [said.rest, *(line.text for line in lines[after:end])], sheet.known, column=True
            )
            after = end
    else:
        end = _column_end(sheet, after, close=False)
        if end == after:
            return at
        texts = _rewrapped(sheet, after, end)
        people = attendees_in(texts, sheet.known, column=True)
        after = end
    if said.label is Label.ABSENT and [each.text.casefold() for each in people] in _NOBODY:
        people = []
    sheet.people.setdefault(said.label, []).extend(people)
    return after


def _is_told(before: str, text: str) -> bool:
    """Whether a list ended with guests, or with "m.fl.", and something else begins below."""
    last = re.split(r",| och ", before)[-1].strip(" .")
    return text[:1].isupper() and (guests_in(last) is not None or is_more(last))


def _within_a_name(sheet: Sheet, before: str, at: int) -> bool:
    """Whether a list was broken between the words of a name."""
    line = sheet.lines[at]
    if line.gap or line.bullet or at in sheet.numbers:
        return False
    last_word = before.rsplit(maxsplit=1)[-1]
    if last_word.isdigit() and guests_in(f"{last_word} {line.text}") is not None:
        return True
    if label_of(line.text):
        return False
    return _is_one_list(before, line.text) or _is_rest_of_name(sheet, before, at)


def _is_next_organisation(sheet: Sheet, rest: str, at: int) -> bool:
    """Whether a list that says who came from where goes on below: "Ria: Maj", "G7: Ola"."""
    line = sheet.lines[at]
    if line.gap or line.bullet or label_of(line.text):
        return False
    return bool(_ORGANISATION.match(rest) and _ORGANISATION.match(line.text))


def _is_one_list(before: str, text: str) -> bool:
    """Whether a list goes on below with more names, or must go on."""
    return "," in before and (_LEADS_ON.search(before) is not None or is_list(text))


def _is_rest_of_name(sheet: Sheet, before: str, at: int) -> bool:
    line = sheet.lines[at]
    marks = before.count(",") + 3 * before.count(";")
    last = re.split(r"[,;]", before)[-1].strip()
    one = " " not in last and last[:1].isupper()
    if one and marks > 1 and " " not in line.text.strip("."):
        return True
    if not (marks > 2 or (marks > 1 and one)):
        return False
    return re.search(r"[,;(]| och ", line.text) is not None or _is_last_word(sheet, at)


def _is_last_word(sheet: Sheet, at: int) -> bool:
    apart = at + 1 >= len(sheet.lines) or sheet.lines[at + 1].gap
    return apart and len(sheet.lines[at].text.split()) < 3


def find_told_people(sheet: Sheet) -> None:
    """Who was there, if only a sentence says so: "Närvarande var Anna, Bo och Dag."."""
    if Label.PRESENT in sheet.people:
        return
    for text in _wrapped(sheet):
        told = _TOLD.search(text)
        people = attendees_in([told[1]], sheet.known) if told else []
        if any(is_person(each.name, surely=True) or each.organisation for each in people):
            sheet.people[Label.PRESENT] = people
            return


def _wrapped(sheet: Sheet) -> Iterator[str]:
    """The lines at the head of a text, each with those below it that end its sentence."""
    for at, line in enumerate(sheet.lines[:40]):
        below = sheet.lines[at + 1 : at + 4] if sheet.margin.width is not None else ()
        text = line.text[:3000]
        for after in below:
            if after.gap or after.bullet:
                break
            text = f"{text} {after.text[:3000]}"
        yield text


def _rewrapped(sheet: Sheet, begin: int, end: int) -> list[str]:
    """The lines of a column, where a line that was wrapped is whole again."""
    texts: list[str] = []
    for at in range(begin, end):
        text = sheet.lines[at].text
        if texts and not sheet.lines[at].bullet and _wraps(sheet, texts[-1], at):
            texts[-1] = f"{texts[-1]} {text}"
        else:
            texts.append(text)
    return texts


def _wraps(sheet: Sheet, before: str, at: int) -> bool:
    line = sheet.lines[at]
    if before.endswith((",", " och", " samt", " &")):
        return not line.gap
    if sheet.margin.width is None or line.gap:
        return False
    return before.count(",") > 1 and sheet.margin.broke(sheet.lines[at - 1].text, line.text)


def _column_end(sheet: Sheet, begin: int, *, close: bool) -> int:
    """Where a column of names ends. `close`: at the first empty line, too."""
    lines, at = sheet.lines, begin
    bullets = at < len(lines) and lines[at].bullet
    while at < min(len(lines), begin + _MOST) and at not in sheet.numbers:
        line = lines[at]
        if (close and line.gap) or (bullets and not line.bullet):
            break
        if line.weight is Weight.HEADING or label_of(line.text, head=True):
            break
        if at > begin and line.weight > lines[begin].weight:
            break
        if _reads_on(sheet, at) or (
            not _is_entry(line.text)
            and not (at > begin and not line.gap and _wraps(sheet, lines[at - 1].text, at))
        ):
            break
        if not line.bullet and _begins_an_item(sheet, at, begin):
            break
        at += 1
    return at


def _reads_on(sheet: Sheet, at: int) -> bool:
    """Whether a line is the first one of a wrapped paragraph."""
    text = sheet.lines[at].text
    return "," not in text and len(text.split()) > 4 and reads_on(sheet.lines, at)


def _is_entry(text: str) -> bool:
    if guests_in(text) is not None or is_more(text) or is_list(text):
        return True
    if len(text) > 110 or text.endswith(("?", "!", ":")) or names_day(text):
        return False
    if text.endswith(".") and len(text.split()) > 3 and "," not in text and "(" not in text:
        return False
    return text[:1].isalnum() or text[:1] in "+("


def is_list(text: str) -> bool:
    """Whether a line is names between commas rather than a sentence."""
    parts = [
        part.strip() for part in re.split(r",| och | samt |;", text.rstrip(".")) if part.strip()
    ]
    if len(parts) < 3:
        return False
    names = sum(
        is_person(part, surely=True)
        or is_organisation(part)
        or guests_in(part) is not None
        or (len(part.split()) <= 3 and part[:1].isupper())
        for part in parts
    )
    return bool(10 * names >= 7 * len(parts))


def _begins_an_item(sheet: Sheet, at: int, begin: int) -> bool:
    """Whether the line is not the last name, but the heading of the text after it."""
    lines, text = sheet.lines, sheet.lines[at].text
    if is_usual(text):
        return True
    if _is_somebody(text) or not _has_text_below(sheet, at, begin):
        return False
    if at > begin and lines[at].gap and not lines[begin + 1].gap:
        return True
    if "," in text or (lines[at + 1].gap and not lines[at].gap):
        return False
    capitals = len(text.split()) > 1 and all(word[:1].isupper() for word in text.split())
    return text.isupper() or not capitals


def _is_somebody(text: str) -> bool:
    if guests_in(text) is not None or is_more(text) or is_list(text):
        return True
    return is_person(re.split(r"[,(:/–]| - ", text)[0].strip(), surely=True)


def _has_text_below(sheet: Sheet, at: int, begin: int) -> bool:
    if at + 1 >= len(sheet.lines):
        return False
    after = sheet.lines[at + 1]
    if after.bullet:
        return at > begin
    if is_list(after.text) or label_of(after.text):
        return False
    return is_prose(after.text) or _reads_on(sheet, at + 1)
