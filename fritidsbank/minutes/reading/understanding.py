"""What minutes and notices say that somebody wrote long ago or elsewhere, for a person to look at.

Lines become a group, a day, people, items and days to come. Nothing here is certain: what is
doubtful is said, how sure the rest is stands beside it, and nothing is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from fritidsbank.minutes.reading import doubts
from fritidsbank.minutes.reading.attendees import Attendee
from fritidsbank.minutes.reading.cleaning import cleaned, plain
from fritidsbank.minutes.reading.coming import Coming, coming_days
from fritidsbank.minutes.reading.dating import MeetingDay, meeting_day, names_day
from fritidsbank.minutes.reading.documents import Document
from fritidsbank.minutes.reading.doubts import Warned, warned
from fritidsbank.minutes.reading.items import Item, items_of
from fritidsbank.minutes.reading.labels import Label
from fritidsbank.minutes.reading.meeting_facts import (
    group_of,
    kind_of_document,
    organisations_of,
    place_of,
    times_of,
)
from fritidsbank.minutes.reading.paragraphs import margin_of
from fritidsbank.minutes.reading.sheet import Sheet
from fritidsbank.minutes.reading.sorting import sorted_out
from fritidsbank.minutes.reading.titles import NOTICES, DocumentKind
from fritidsbank.minutes.reading.told_meetings import told_meeting

__all__ = ["Attendee", "Coming", "DocumentKind", "Item", "Understood", "Warned", "understand"]


_HEAD = 12
_HEADLESS = 0.5
"""Who is less sure of the items has found no headings."""
_READ = 2_000
"""In so many lines a year is sought that the head does not say."""


@dataclass(frozen=True)
class Understood:
    """What a document says. `confidence` is from 0 to 1 for each field; below 0.9: look at it.

    `signed`: who chaired, wrote and approved. `intro`: text before the first heading.
    """

    kind: DocumentKind | None
    group: str | None
    date: date | None
    starts: time | None
    ends: time | None
    place: str | None
    present: tuple[Attendee, ...]
    absent: tuple[Attendee, ...]
    items: tuple[Item, ...]
    next_dates: tuple[Coming, ...]
    warnings: tuple[Warned, ...]
    confidence: dict[str, float]
    organisations: tuple[str, ...] = ()
    signed: dict[Label, list[str]] = field(default_factory=dict)
    intro: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values; days as 2017-04-19, texts in Markdown."""
        return {
            "kind": self.kind,
            "group": self.group,
            "date": self.date and self.date.isoformat(),
            "place": self.place,
            "present": [str(each) for each in self.present],
            "absent": [str(each) for each in self.absent],
            "items": [
                {"title": each.title, "text": each.text, "kind": each.kind} for each in self.items
            ],
            "next_dates": [each.day.isoformat() for each in self.next_dates],
            "warnings": [str(each) for each in self.warnings],
        }


def understand(
    document: Document,
    *,
    near: date,
    groups: Sequence[str] = (),
    organisations: Sequence[str] = (),
) -> Understood:
    """What a document says. `near`: a day around which it was written, for days without a year.

    `groups` and `organisations` are names that are known already.
    """
    lines, cut = cleaned(document)
    sheet = sorted_out(
        lines,
        margin_of(lines, wrapped=document.wrapped),
        organisations,
        tuple(plain(each) for each in document.furniture[:10]),
    )
    kind, kind_sure = kind_of_document(sheet)
    page = kind is DocumentKind.GROUP_PAGE
    group, group_sure, group_doubt = group_of(sheet, groups)
    when = MeetingDay(None, 0.0) if page else _day(sheet, near, ahead=kind in NOTICES)
    items, intro, items_sure = items_of(sheet, kind)
    coming, coming_doubts = coming_days(sheet.coming, _texts(items, intro), when.day or near)
    headless = items and items_sure < _HEADLESS
    told = told_meeting("" if page else items[0].text if headless else intro)
    starts, ends = times_of(sheet, told)
    place, place_sure = place_of(sheet, told, page_items=items if page else ())
    present = tuple(sheet.people.get(Label.PRESENT, ()))
    absent = tuple(sheet.people.get(Label.ABSENT, ()))
    warnings = [
        *([warned(doubts.TOO_LONG)] if cut else []),
        *([warned(doubts.NO_KIND)] if kind is None else []),
        *group_doubt,
        *when.warnings,
        *([] if items else [warned(doubts.NO_ITEMS)]),
        *([warned(doubts.NO_HEADINGS)] if headless else []),
        *coming_doubts,
    ]
    return Understood(
        kind=kind,
        group=group,
        date=when.day,
        starts=starts,
        ends=ends,
        place=place,
        present=present,
        absent=absent,
        items=tuple(items),
        next_dates=tuple(coming),
        warnings=tuple(dict.fromkeys(warnings)),
        confidence={
            "kind": kind_sure,
            "group": group_sure,
            "date": when.confidence,
            "place": place_sure,
            "present": 0.9 if present else 0.0,
            "absent": 0.9 if absent else 0.5,
            "items": items_sure,
            "next_dates": 0.9 if sheet.coming else 0.7 if coming else 0.5,
        },
        organisations=organisations_of(sheet, items),
        signed=sheet.signed,
        intro=intro,
    )


def _day(sheet: Sheet, near: date, *, ahead: bool) -> MeetingDay:
    facts = [
        sheet.facts[label]
        for label in (Label.DATE, Label.TIME, Label.TIME_AND_PLACE)
        if label in sheet.facts
    ]
    heads = [*facts, *sheet.titles]
    if not any(map(names_day, heads)):
        heads += sheet.furniture
    texts = [sheet.sent, *(line.text for line in sheet.lines[:_READ])]
    found = meeting_day(heads, texts, near, ahead=ahead)
    if found.day is None and found.warnings == (warned(doubts.NO_DAY),):
        for line in sheet.lines[:_HEAD]:
            further = meeting_day([line.text], texts, near, ahead=ahead)
            if further.day is not None:
                first = warned(doubts.DAY_OF_TEXT, day=further.day.isoformat())
                sure = min(further.confidence, 0.5)
                return MeetingDay(further.day, sure, (first, *further.warnings))
    return found


def _texts(items: Sequence[Item], intro: str) -> list[str]:
    return [intro, *(text for item in items for text in (item.title, item.text))]
