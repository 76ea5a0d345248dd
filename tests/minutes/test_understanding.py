"""Minutes and notices that somebody else wrote are understood, field by field."""

import json
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from fritidsbank.minutes.documents import Document, Line
from fritidsbank.minutes.lines import lines_of
from fritidsbank.minutes.understanding import Understood, understand

pytestmark = pytest.mark.one_database

DOCUMENTS = Path(__file__).with_name("documents")
NEAR = date(2017, 6, 1)


def typed(text: str, *, wrapped: bool = True) -> Document:
    """A text as somebody typed it."""
    lines: list[Line] = []
    gap = False
    for line in lines_of(text):
        if line:
            lines.append(Line(line, gap=gap))
        gap = not line
    return Document("text", tuple(lines), wrapped)


def fields_of(understood: Understood) -> dict[str, Any]:
    """All that is compared: the JSON, and from when to when."""
    hours = {"starts": understood.starts, "ends": understood.ends}
    return understood.as_json() | {key: hour and f"{hour:%H:%M}" for key, hour in hours.items()}


def missed(understood: Understood, expected: dict[str, Any]) -> Iterator[str]:
    """Each field that is another one than it should be."""
    found = fields_of(understood)
    for key, wanted in expected.items():
        if found[key] != wanted:
            yield f"{key}: {found[key]!r} is not {wanted!r}"


def test_a_document_is_understood_field_by_field() -> None:
    expected = json.loads((DOCUMENTS / "ledning-spalt.json").read_text("utf-8"))
    document = typed((DOCUMENTS / "ledning-spalt.txt").read_text("utf-8"))
    assert list(missed(understand(document, near=NEAR), expected)) == []


def test_the_hours_are_said() -> None:
    understood = understand(typed("Möte 19 april 2017\nTid: kl. 10–11.30\n"), near=NEAR)
    assert (understood.starts, understood.ends) == (time(10), time(11, 30))
