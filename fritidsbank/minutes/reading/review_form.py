"""The form in which a person looks through what was understood of a document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fritidsbank.minutes.reading.labels import Label
from fritidsbank.minutes.reading.reviewing import Checked, CheckedItem, CheckedOutcome, Paper
from fritidsbank.minutes.rules import ItemKind, OutcomeKind
from fritidsbank.refusals import N_
from fritidsbank.web.forms import NEEDED, NOT_A_DAY, TOO_LONG, Form

OFFICIALS = {
    "chair": Label.CHAIR,
    "secretary": Label.SECRETARY,
    "adjusters": Label.ADJUSTER,
}
LONGEST_TITLE = 200
LONGEST_TEXT = 50_000
LONGEST_NAMES = 5_000
NO_ITEM = N_("Keep at least one item, or write one.")
STARTS_NEEDED = N_("Write when it begins: it is no meeting that is here already.")


@dataclass(frozen=True)
class OutcomeRow:
    """A suggestion below an item: whether it is kept stands in the field `ok-<key>`."""

    key: str
    kind: OutcomeKind
    sure: bool
    read: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemRow:
    """The fields of one item are called `title-<key>` and so on. The last row is a free one."""

    key: str
    number: int
    is_new: bool
    outcomes: tuple[OutcomeRow, ...] = ()


def rows_of(read: Mapping[str, Any]) -> list[ItemRow]:
    """A row for each item that was found, and one more."""
    rows = [
        ItemRow(
            str(number),
            number,
            is_new=False,
            outcomes=tuple(
                OutcomeRow(
                    f"{number}-{place}",
                    OutcomeKind(each["kind"]),
                    bool(each["sure"]),
                    (each["text"], *([each["owner"]] if each["owner"] else [])),
                )
                for place, each in enumerate(item["outcomes"], start=1)
            ),
        )
        for number, item in enumerate(read["items"], start=1)
    ]
    return [*rows, ItemRow("new", len(rows) + 1, is_new=True)]


def usual_of(read: Mapping[str, Any], group: int | None) -> dict[str, object]:
    """What the fields hold before anybody has written in them."""
    usual: dict[str, object] = {
        "paper": read["paper"],
        "group": group or "",
        "day": read["date"] or "",
        "starts": read["starts"],
        "ends": read["ends"],
        "place": read["place"] or "",
        "intro": read["intro"],
        "present": "\n".join(read["present"]),
        "absent": "\n".join(read["absent"]),
        "next_dates": ", ".join(read["next_dates"]),
        "title-new": "",
        "text-new": "",
        "kind-new": ItemKind.INFORMATION,
        "keep-new": "yes",
    }
    for field, label in OFFICIALS.items():
        usual[field] = ", ".join(read["signed"].get(label, ()))
    for row, item in zip(rows_of(read), read["items"], strict=False):
        usual[f"keep-{row.key}"] = "yes"
        for name in ("title", "kind", "text"):
            usual[f"{name}-{row.key}"] = item[name]
        for outcome, said in zip(row.outcomes, item["outcomes"], strict=True):
            usual[f"ok-{outcome.key}"] = "yes" if outcome.sure else ""
            usual[f"what-{outcome.key}"] = said["text"]
            usual[f"owner-{outcome.key}"] = said["owner"]
    return usual


def checked_in(form: Form, read: Mapping[str, Any], groups: Mapping[int, str]) -> Checked:
    """What a person let stand. Raises Unclear."""
    paper = form.choice("paper", Paper)
    group = form.one_of("group", groups)
    day = form.day("day")
    if day is None:
        form.note("day", NEEDED)
    items = tuple(item for row in rows_of(read) if (item := _item(form, row)) is not None)
    if not items and not form.troubles:
        form.note("title-new", NO_ITEM)
    checked = Checked(
        paper=paper,
        group=group,
        day=day or date.min,
        starts=form.clock("starts"),
        ends=form.clock("ends"),
        place=form.text("place", LONGEST_TITLE),
        intro=_written(form, "intro"),
        present=tuple(form.lines("present", LONGEST_NAMES)),
        absent=tuple(form.lines("absent", LONGEST_NAMES)),
        officials={
            label: tuple(_parts(form.text(field, LONGEST_TITLE)))
            for field, label in OFFICIALS.items()
        },
        items=items,
        next_dates=_days(form, "next_dates"),
    )
    form.refuse_unclear()
    return checked


def _item(form: Form, row: ItemRow) -> CheckedItem | None:
    """The item of a row, unless it is left out."""
    title = form.text(f"title-{row.key}", LONGEST_TITLE)
    text = _written(form, f"text-{row.key}")
    if (row.is_new and not title and not text) or not form.sent.get(f"keep-{row.key}"):
        return None
    if not title:
        form.note(f"title-{row.key}", NEEDED)
    kind = form.choice(f"kind-{row.key}", ItemKind)
    outcomes = tuple(
        CheckedOutcome(
            outcome.kind,
            _written(form, f"what-{outcome.key}"),
            form.text(f"owner-{outcome.key}", 120),
            outcome.read,
        )
        for outcome in row.outcomes
        if form.sent.get(f"ok-{outcome.key}")
    )
    return CheckedItem(title, kind, text, tuple(each for each in outcomes if each.text))


def _written(form: Form, name: str) -> str:
    """A text of several paragraphs."""
    text = "\n".join(form.sent.get(name, "").replace("\x00", "").splitlines()).strip()
    if len(text) > LONGEST_TEXT:
        form.note(name, TOO_LONG, longest=LONGEST_TEXT)
    return text


def _parts(text: str) -> list[str]:
    return [part for part in map(str.strip, text.split(",")) if part]


def _days(form: Form, name: str) -> tuple[date, ...]:
    """Days in one field, as 2017-05-17, 2017-06-01."""
    days = []
    for part in _parts(form.text(name, 1_000).replace(";", ",").replace(" ", ",")):
        try:
            days.append(date.fromisoformat(part))
        except ValueError:
            form.note(name, NOT_A_DAY)
    return tuple(sorted(set(days)))
