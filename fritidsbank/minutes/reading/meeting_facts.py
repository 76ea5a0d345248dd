"""Kind, group, place and hours of a meeting, from its title and its labels."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import time

from fritidsbank.minutes.reading import doubts, titles
from fritidsbank.minutes.reading.attendees import attendees_in
from fritidsbank.minutes.reading.clock_times import times_in, without_days_and_times
from fritidsbank.minutes.reading.dating import ANY_DAY
from fritidsbank.minutes.reading.days import days_in
from fritidsbank.minutes.reading.doubts import Warned, warned
from fritidsbank.minutes.reading.group_pages import MEMBERS, PLACE, asked_by
from fritidsbank.minutes.reading.items import Item
from fritidsbank.minutes.reading.labels import Label
from fritidsbank.minutes.reading.sheet import Sheet
from fritidsbank.minutes.reading.titles import DocumentKind
from fritidsbank.minutes.reading.told_meetings import ToldMeeting
from fritidsbank.minutes.reading.words import longest_first

_NOTICE = re.compile(rf"\b(?:{longest_first('notices', 'signs')})\b", re.IGNORECASE)
_INVITING = re.compile(rf"\b(?:{longest_first('notices', 'inviting')})\b", re.IGNORECASE)
_LEAST = 0.5
"""So sure it is that a title which says nothing else is the name of a group."""
_EDGES = " ,.;:–—-|·/()"
_AT = re.compile(r"^(?:på|hos|i|vid)\s+(?=[A-ZÅÄÖ])", re.IGNORECASE)


def kind_of_document(sheet: Sheet) -> tuple[DocumentKind | None, float]:
    """What the document calls itself; else what it looks like."""
    if sheet.page:
        return DocumentKind.GROUP_PAGE, 0.9
    heads = [*sheet.titles, *sheet.furniture]
    named = [kind for title in heads if (kind := titles.kind_in(title))]
    if named:
        return _first_of(named, heads, sheet), 1.0
    texts = [line.text[:500] for line in sheet.lines[:400]]
    said = {kind for text in texts if (kind := _said_inside(text))}
    if Label.PRESENT in sheet.people or sheet.signed:
        return _minutes_by_look(sheet, said)
    notice = bool(sheet.agenda) + any(_NOTICE.search(text) for text in texts)
    if notice and (sheet.facts or sheet.agenda):
        inviting = not sheet.agenda and any(_INVITING.search(text) for text in texts)
        return (DocumentKind.INBJUDAN if inviting else DocumentKind.KALLELSE), 0.8
    return (min(said), 0.5) if said else (None, 0.0)


def _first_of(named: Sequence[DocumentKind], heads: Sequence[str], sheet: Sheet) -> DocumentKind:
    """What a title says; a notice on which somebody went on to write minutes has become them."""
    if named[0] in titles.NOTICES and Label.PRESENT in sheet.people:
        minutes = [kind for title in heads for kind in titles.kinds_in(title)]
        return next((kind for kind in minutes if kind not in titles.NOTICES), named[0])
    return named[0]


def _minutes_by_look(sheet: Sheet, said: set[DocumentKind]) -> tuple[DocumentKind, float]:
    formal = Label.ADJUSTER in sheet.signed or any("§" in each.number for each in sheet.numbered)
    if DocumentKind.PROTOKOLL in said or (formal and not said):
        return DocumentKind.PROTOKOLL, 0.7
    if DocumentKind.MOTESANTECKNINGAR in said:
        return DocumentKind.MOTESANTECKNINGAR, 0.7
    return DocumentKind.MINNESANTECKNINGAR, 0.7 if said else 0.6


def _said_inside(text: str) -> DocumentKind | None:
    kind = titles.kind_in(text)
    minutes = {
        DocumentKind.PROTOKOLL,
        DocumentKind.MINNESANTECKNINGAR,
        DocumentKind.MOTESANTECKNINGAR,
    }
    if kind not in minutes or re.search(r"föregående|förra|tidigare", text[:300], re.IGNORECASE):
        return None
    return kind


def group_of(sheet: Sheet, groups: Sequence[str]) -> tuple[str | None, float, tuple[Warned, ...]]:
    """The group, as it is known or as the title writes it."""
    labelled = sheet.facts.get(Label.GROUP)
    places = [*([labelled] if labelled else []), *sheet.titles, *sheet.furniture]
    early = [line.text for line in sheet.lines[:12]]
    if known := titles.known_group(places, groups):
        return known[0], min(1.0, known[1]), ()
    if known := titles.known_group(early, groups):
        return known[0], min(0.8, known[1]), ()
    found = (
        (labelled.strip(_EDGES), 0.9)
        if labelled
        else titles.group_in([*sheet.titles, *sheet.furniture])
    )
    meets = sheet.people or sheet.facts or sheet.agenda or sheet.signed
    if found is None or (found[1] <= _LEAST and not meets):
        return None, 0.0, (warned(doubts.NO_GROUP),)
    doubt = (warned(doubts.UNKNOWN_GROUP, group=found[0]),) if groups else ()
    return found[0], found[1] if not groups else min(found[1], 0.6), doubt


def times_of(sheet: Sheet, told: ToldMeeting) -> tuple[time | None, time | None]:
    """From when to when, by label, else by title, else as a sentence tells."""
    for label in (Label.TIME, Label.TIME_AND_PLACE, Label.DATE):
        if label in sheet.facts:
            found = times_in(sheet.facts[label], labelled=True)
            if found[0] is not None:
                return found
    for title in sheet.titles:
        found = times_in(title)
        if found[0] is not None:
            return found
    return told.starts, told.ends


def place_of(
    sheet: Sheet, told: ToldMeeting, page_items: Sequence[Item] = ()
) -> tuple[str | None, float]:
    """Where the meeting was; on a group's page, where it meets."""
    if Label.PLACE in sheet.facts:
        return _whole(sheet.facts[Label.PLACE]), 0.95
    if Label.TIME_AND_PLACE in sheet.facts and (place := _left(sheet.facts[Label.TIME_AND_PLACE])):
        return place, 0.85
    if Label.TIME in sheet.facts and (place := _left(sheet.facts[Label.TIME])):
        return place, 0.6
    for item in page_items:
        if asked_by(item.title) in PLACE and item.text:
            return item.text.split("\n\n")[0], 0.7
    for title in sheet.titles:
        days = days_in(title, ANY_DAY)
        if days and (place := _place_after(title[days[-1].end :])):
            return place, 0.6
    return told.place, 0.6 if told.place else 0.3


def _whole(place: str) -> str:
    """A place without what stands round it; brackets that are its own stay."""
    bare = place.strip(_EDGES)
    return f"{bare})" if bare.count("(") > bare.count(")") else bare


def _left(text: str) -> str:
    left = without_days_and_times(text)
    left = re.sub(
        r"\b(?:kl(?:ockan)?\.?|den|tid|plats|datum|vecka|v\.)(?= |$|:)",
        " ",
        left,
        flags=re.IGNORECASE,
    )
    left = _AT.sub("", " ".join(left.split()).strip(_EDGES))
    left = re.sub(r"(?: ,)+", ",", left).strip(_EDGES)
    return left if sum(map(str.isalpha, left)) > 1 and not re.fullmatch(r"i?\W*", left) else ""


def _place_after(text: str) -> str:
    left = " ".join(without_days_and_times(text).split())
    found = re.fullmatch(r"[,;–—| -]*(?:(?:på|hos|i|vid) )?([A-ZÅÄÖ][^.:]{1,60})", left)
    leads = re.match(r"[,;–—| -]*(?:på|hos|i|vid) |[,;] ", left)
    return found[1].strip(_EDGES) if found and leads else ""


def organisations_of(sheet: Sheet, items: Sequence[Item]) -> tuple[str, ...]:
    """All organisations on the lists of who was there, and on a group's page who belongs to it."""
    named = Counter[str]()
    for people in sheet.people.values():
        named.update(each.organisation for each in people if each.organisation)
    for item in items:
        if sheet.page and asked_by(item.title) in MEMBERS:
            named.update(_members(item.text))
    return tuple(named)


def _members(text: str) -> list[str]:
    """The organisations of a list with bullets, or of the first sentence."""
    points = [line[2:] for line in text.split("\n") if line.startswith("- ")]
    sentence = text.split("\n\n", maxsplit=1)[0].split(". ", maxsplit=1)[0]
    people = attendees_in(points, column=True) if points else attendees_in([sentence])
    return [each.text for each in people if each.guests is None]
