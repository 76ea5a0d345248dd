"""Minutes and notices that somebody else wrote are understood, field by field."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from fritidsbank.minutes.reading.file_kinds import document_of
from fritidsbank.minutes.reading.opening import read_document
from fritidsbank.minutes.reading.understanding import Understood, understand
from tests.minutes.made_documents import Sample, samples

pytestmark = pytest.mark.one_database


def understood(sample: Sample) -> Understood:
    """What is understood of one of the documents."""
    return understand(
        document_of(sample.content, sample.name),
        near=date.fromisoformat(sample.expected["near"]),
        groups=sample.expected["groups"],
    )


def fields_of(found: Understood) -> dict[str, Any]:
    """All that is compared: the JSON, from when to when, and the organisations."""
    hours = {"starts": found.starts, "ends": found.ends}
    told = {key: hour and f"{hour:%H:%M}" for key, hour in hours.items()}
    return found.as_json() | told | {"organisations": list(found.organisations)}


def parts_of(fields: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Fields, and those of each item, so that one missed title is one miss."""
    for key, value in fields.items():
        if key == "items":
            yield "items", len(value)
            for number, item in enumerate(value, start=1):
                for part, text in item.items():
                    yield f"item {number} {part}", text
        elif key not in {"near", "groups"}:
            yield key, value


def misses(sample: Sample) -> list[str]:
    """Each field that is another one than it should be."""
    found = dict(parts_of(fields_of(understood(sample))))
    return [
        f"{sample.name}: {key}: {found.get(key)!r} is not {wanted!r}"
        for key, wanted in parts_of(sample.expected)
        if found.get(key) != wanted
    ]


def named(name: str) -> Sample:
    """The document of that name."""
    return next(sample for sample in samples() if sample.name == name)


def test_the_same_minutes_as_paper_and_as_web_text_have_the_same_items() -> None:
    paper, web = understood(named("ledning-papper.pdf")), understood(named("ledning-spalt.txt"))
    assert paper.as_json() == web.as_json()


def test_a_file_that_is_read_in_its_own_process_is_understood_alike() -> None:
    paper = named("ledning-papper.pdf")
    read = understand(read_document(paper.name, paper.content), near=date(2017, 6, 1))
    assert read.as_json() == understood(paper).as_json()


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_a_document_is_understood_field_by_field(sample: Sample) -> None:
    assert misses(sample) == []
