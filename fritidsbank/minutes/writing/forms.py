"""What the forms of the editor say, read field by field."""

import re
from collections.abc import Callable, Collection
from datetime import date, time
from typing import TypeVar
from uuid import uuid4

from fritidsbank.minutes.rules import ItemKind, OutcomeKind, Part
from fritidsbank.minutes.writing.attending import MOST_GUESTS, Present
from fritidsbank.minutes.writing.items import Frame, ItemText, OutcomeText
from fritidsbank.refusals import N_
from fritidsbank.web.forms import NOT_A_CHOICE, NOT_A_DAY, NOT_A_TIME, TOO_LONG, Form

T = TypeVar("T")

LONGEST_TITLE = 200
LONGEST_NAME = 120
LONGEST_TEXT = 40_000
LONGEST_OUTCOME = 2_000
LONGEST_NOTE = 300
MOST_ROWS = 200
ABSENT = "absent"
"""Said in the field for the part, of whoever could not come."""
TOO_MANY = N_("That is more than fits here.")

_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def item_text(form: Form, matters: Collection[int]) -> ItemText:
    """An item as it was written; rows of outcomes without a text are left out."""
    matter = form.sent.get("matter", "")
    if matter and (not matter.isdecimal() or int(matter) not in matters):
        form.note("matter", NOT_A_CHOICE)
        matter = ""
    return ItemText(
        form.text("title", LONGEST_TITLE, needed=True),
        form.choice("kind", ItemKind),
        _long(form, "text", LONGEST_TEXT),
        int(matter) if matter else None,
        form.ticked("hidden"),
        tuple(_outcomes(form)),
    )


def frame_text(form: Form) -> Frame:
    """What stands around the items."""
    days = {_read(form, "next", day, date.fromisoformat, NOT_A_DAY) for day in _all(form, "next")}
    return Frame(
        _long(form, "summary", LONGEST_TEXT),
        tuple(sorted(day for day in days if day)),
        form.text("change_note", LONGEST_NOTE),
    )


def attendance_lines(form: Form) -> tuple[Present, ...]:
    """Every line of the attendance, those that say nothing among them."""
    columns = ("as", "organisation", "function", "name", "person", "guests", "came", "left")
    return tuple(_present(form, row) for row in _rows(form, columns))


def edition_of(form: Form) -> int:
    """The edition that was read; 0 when the form does not say."""
    written = form.sent.get("edition", "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else 0


def _outcomes(form: Form) -> list[OutcomeText]:
    columns = ("outcome_key", "outcome_kind", "outcome_text", "outcome_owner", "outcome_due")
    found, keys = [], set()
    for row in _rows(form, columns):
        key, kind, text, owner, due = (row[column] for column in columns)
        text = _bounded(form, "outcome_text", text.strip(), LONGEST_OUTCOME)
        if not text:
            continue
        if kind not in {*OutcomeKind}:
            form.note("outcome_kind", NOT_A_CHOICE)
            continue
        known = key if _KEY.fullmatch(key) and key not in keys else str(uuid4())
        keys.add(known)
        found.append(
            OutcomeText(
                known,
                OutcomeKind(kind),
                text,
                _bounded(form, "outcome_owner", " ".join(owner.split()), LONGEST_NAME),
                _read(form, "outcome_due", due, date.fromisoformat, NOT_A_DAY),
            )
        )
    return found


def _present(form: Form, row: dict[str, str]) -> Present:
    words = {
        name: _bounded(form, name, " ".join(row[name].split()), LONGEST_NAME)
        for name in ("organisation", "function", "name")
    }
    part, person, guests = row["as"] or Part.OTHER.value, row["person"], row["guests"]
    if part not in {*Part, ABSENT}:
        form.note("as", NOT_A_CHOICE)
        part = Part.OTHER.value
    return Present(
        Part.OTHER if part == ABSENT else Part(part),
        **words,
        person_id=int(person) if person.isascii() and person.isdecimal() else None,
        guests=min(int(guests), MOST_GUESTS) if guests.isascii() and guests.isdecimal() else 0,
        absent=part == ABSENT,
        came=_read(form, "came", row["came"].replace(".", ":"), _clock, NOT_A_TIME),
        left=_read(form, "left", row["left"].replace(".", ":"), _clock, NOT_A_TIME),
    )


def _clock(written: str) -> time:
    return time.fromisoformat(written.rjust(5, "0")).replace(second=0, microsecond=0, tzinfo=None)


def _rows(form: Form, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Fields that stand there several times, line by line; what a line lacks is empty."""
    lists = {column: _all(form, column) for column in columns}
    longest = max(map(len, lists.values()))
    if longest > MOST_ROWS:
        form.note("", TOO_MANY)
    return [
        {column: row[place] if place < len(row) else "" for column, row in lists.items()}
        for place in range(min(longest, MOST_ROWS))
    ]


def _all(form: Form, name: str) -> list[str]:
    return [each.strip() for each in form.sent.getlist(name)]


def _read(form: Form, name: str, written: str, reads: Callable[[str], T], msgid: str) -> T | None:
    if not written:
        return None
    try:
        return reads(written)
    except ValueError:
        form.note(name, msgid)
        return None


def _long(form: Form, name: str, longest: int) -> str:
    text = form.sent.get(name, "").replace("\r\n", "\n")
    return _bounded(form, name, text.strip("\n").rstrip(), longest)


def _bounded(form: Form, name: str, text: str, longest: int) -> str:
    if len(text) > longest:
        form.note(name, TOO_LONG, longest=longest)
    return text[:longest]
