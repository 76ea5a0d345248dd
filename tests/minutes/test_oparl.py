"""The OParl-shaped interface: every object is what its schema says, and none is lost in silence."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.validators import validator_for  # type: ignore[import-untyped]

from fritidsbank.clock import iso
from fritidsbank.minutes.formats.oparl_schema import SCHEMA
from fritidsbank.minutes.rules import MeetingState, PublishedKind
from tests.minutes.public_world import COMING, GROUP, HELD_AT, HELD_NOTICE, MINUTES
from tests.minutes.reader import Reader, reader, statements, tables_in

__all__ = ["reader"]
pytestmark = pytest.mark.one_database

HELD = "/oparl/meeting/ledningsgruppen/2026-02-18"
KEY = "ledningsgruppen/2026-02-18"
LISTS = ["bodies", "organizations", "meetings", "files", "persons", "papers"]
LISTS += ["organization/ledningsgruppen/meetings"]
VALID = Draft202012Validator(SCHEMA)


def told(reader: Reader, path: str) -> dict[str, Any]:
    """What is answered at an address, which may be a whole one."""
    parts = urlsplit(path)
    answer = reader.asks(f"{parts.path}?{parts.query}")
    assert answer.status_code == 200, (path, answer.text)
    VALID.validate(answer.json)
    return answer.json or {}


def ids_in(said: object) -> Iterator[str]:
    """The ids of all objects, also of those within others."""
    if isinstance(said, dict):
        yield from [said["id"]] if "id" in said else []
        for each in said.values():
            yield from ids_in(each)
    elif isinstance(said, list):
        for each in said:
            yield from ids_in(each)


def listed(reader: Reader, name: str, query: str = "") -> list[dict[str, Any]]:
    """The whole list, page after page."""
    found: list[dict[str, Any]] = []
    path = f"/oparl/{name}{query}"
    while path:
        page = told(reader, path)
        found += page["data"]
        path = page["links"].get("next", "")
    return found


def test_the_schema_is_a_schema_and_is_served(reader: Reader) -> None:
    validator_for(SCHEMA).check_schema(SCHEMA)
    assert (reader.asks("/oparl/schema.json").json or {})["$defs"].keys() == SCHEMA["$defs"].keys()


def test_every_object_of_a_harvest_is_what_its_schema_says_and_has_its_own_address(
    reader: Reader,
) -> None:
    reader.gets(replace(MINUTES, summary="Rättat."), change_note="Fel vecka.", later=1)
    system = told(reader, "/oparl/")
    (body,) = listed(reader, urlsplit(system["body"]).path.removeprefix("/oparl/"))
    seen = {system["id"]: system, body["id"]: body}
    for name in LISTS:
        seen |= {each: {} for each in ids_in(listed(reader, name))}
    for address in seen:
        assert told(reader, address)["id"] == address
    kinds = {address.split("/oparl/")[1].split("/")[0] for address in seen}
    assert kinds == {"", "body", "organization", "meeting", "location", "agenda-item", "file"}


def test_a_meeting_has_its_items_its_papers_and_no_people(reader: Reader) -> None:
    meeting = told(reader, HELD)
    assert meeting["name"] == "Ledningsgrupp för utveckling, 18 februari 2026"
    assert (meeting["start"], meeting["meetingState"]) == (
        "2026-02-18T10:00:00+01:00",
        "durchgeführt",
    )
    assert [each["name"] for each in meeting["agendaItem"]] == [
        "Fritidsbanken", "Hälsodagen", "Cykelverkstaden",
    ]  # fmt: skip
    assert meeting["agendaItem"][0]["resolutionText"] == "Fritidsbanken öppnar i vecka 44."
    assert meeting["resultsProtocol"]["accessUrl"].endswith("/2026-02-18/version/1.pdf")
    assert meeting["invitation"]["accessUrl"].endswith("/2026-02-18/kallelse.pdf")
    assert "participant" not in meeting


def test_every_file_can_be_fetched(reader: Reader) -> None:
    for file in listed(reader, "files"):
        answer = reader.asks(urlsplit(file["accessUrl"]).path)
        assert (answer.status_code, answer.mimetype) == (200, file["mimeType"])


def test_an_item_keeps_its_address_from_the_notice_to_the_minutes(reader: Reader) -> None:
    (called, _) = told(reader, "/oparl/meeting/ledningsgruppen/2026-03-18")["agendaItem"]
    held = replace(MINUTES.items[0], title="Starten", agenda_key=COMING.agenda[0].key)
    reader.gets(replace(MINUTES, slug=COMING.slug, uid=COMING.uid, items=(held,)))
    (item,) = told(reader, "/oparl/meeting/ledningsgruppen/2026-03-18")["agendaItem"]
    assert (item["id"], item["name"]) == (called["id"], "Starten")


def test_what_was_called_and_not_taken_up_has_its_address_still(reader: Reader) -> None:
    item = told(reader, f"/oparl/agenda-item/{KEY}/a3")
    assert item["name"] == "Studiebesök"


def test_a_cancelled_meeting_says_so(reader: Reader) -> None:
    reader.gets(replace(COMING, state=MeetingState.CANCELLED, sequence=1))
    meeting = told(reader, "/oparl/meeting/ledningsgruppen/2026-03-18")
    assert (meeting["cancelled"], meeting["meetingState"]) == (True, "eingeladen")


def test_a_corrected_version_stays_beside_the_newest(reader: Reader) -> None:
    reader.gets(replace(MINUTES, summary="Rättat."), change_note="Fel vecka.", later=1)
    meeting = told(reader, HELD)
    assert meeting["resultsProtocol"]["fritidsbank:change"] == "Fel vecka."
    assert [file["id"][-1] for file in meeting["auxiliaryFile"]] == ["1"]
    assert meeting["modified"] > meeting["created"]


def test_what_was_withdrawn_is_deleted_and_says_nothing_more(reader: Reader) -> None:
    address = told(reader, HELD)["resultsProtocol"]["id"]
    reader.loses(PublishedKind.MINUTES, KEY)
    gone = told(reader, address)
    assert gone.keys() == {"id", "type", "created", "modified", "deleted"}
    assert told(reader, f"/oparl/agenda-item/{KEY}/p3")["deleted"] is True
    assert told(reader, HELD)["meetingState"] == "eingeladen"
    reader.loses(PublishedKind.NOTICE, KEY)
    assert told(reader, HELD).keys() == gone.keys()
    assert told(reader, f"/oparl/location/{KEY}").keys() == gone.keys()


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [
        ("organizations", PublishedKind.GROUP, GROUP.slug),
        ("files", PublishedKind.MINUTES, KEY),
        ("meetings", PublishedKind.NOTICE, "ledningsgruppen/2026-03-18"),
    ],
)
def test_a_list_of_what_changed_names_what_was_withdrawn(
    reader: Reader, name: str, kind: PublishedKind, key: str
) -> None:
    before = listed(reader, name)
    reader.loses(kind, key)
    since = iso(reader.shop.now + timedelta(days=1))
    assert len(listed(reader, name)) == len(before) - 1
    changed = listed(reader, name, f"?modified_since={since}")
    assert [each.get("deleted") for each in changed] == [True]


@pytest.mark.parametrize("name", ["meetings", "files", "organizations"])
@pytest.mark.parametrize("field", ["created", "modified"])
def test_lists_are_cut_at_the_moments_that_are_asked_for(
    reader: Reader, name: str, field: str
) -> None:
    at = HELD_AT + timedelta(days=1)
    later = replace(HELD_NOTICE, slug="2026-02-19", uid="u19", starts_at=at, ends_at=at)
    reader.gets(later, replace(GROUP, slug="nya", name="Nya gruppen"), later=3)
    dividing = iso(reader.shop.now + timedelta(days=1)).replace("Z", "%2B00:00")
    everything = len(listed(reader, name))
    assert len(listed(reader, name, f"?{field}_since={dividing}")) == 1
    assert len(listed(reader, name, f"?{field}_until={dividing}")) == everything - 1


def test_a_plus_that_came_as_a_space_is_understood(reader: Reader) -> None:
    assert listed(reader, "meetings", "?created_since=2017-01-01T00:00:00+01:00")


@pytest.mark.parametrize(
    "asked",
    ["meetings?created_since=igår", "meetings?modified_since=2026-02-18",
     "meetings?modified_until=2026-02-18T10:00:00", "files?created_until=2026-02-31T10:00:00Z",
     "files?created_since=0001-01-01T00:00:00%2B14:00", "files?page=0", "files?page=9999999",
     *(f"{name}?page=ett" for name in LISTS), *(f"{name}?created_since=" for name in LISTS)],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(reader: Reader, asked: str) -> None:
    answer = reader.asks(f"/oparl/{asked}")
    assert answer.status_code == 422
    assert "must be" in (answer.json or {})["message"]


@pytest.mark.parametrize(
    "path",
    ["organization/ingen", "organization/ingen/meetings", "meeting/ingen/2026-02-18",
     f"agenda-item/{KEY}/p99", f"file/minutes/{KEY}/9", "file/notice/ingen/2026-02-18",
     f"location/{KEY}9"],
)  # fmt: skip
def test_what_never_was_is_not_found(reader: Reader, path: str) -> None:
    answer = reader.asks(f"/oparl/{path}")
    assert (answer.status_code, (answer.json or {})["code"]) == (404, "not_published")


def test_lists_are_paged_without_losing_or_doubling_anything(reader: Reader) -> None:
    pages = []
    for day in range(60):
        at = HELD_AT + timedelta(days=100 + day)
        slug = f"{at:%Y-%m-%d}"
        pages.append(replace(HELD_NOTICE, slug=slug, uid=slug, starts_at=at, ends_at=at))
    reader.gets(*pages)
    first = told(reader, "/oparl/meetings")
    assert first["pagination"] == {
        "totalElements": 62, "elementsPerPage": 25, "currentPage": 1, "totalPages": 3,
    }  # fmt: skip
    found = [each["id"] for each in listed(reader, "meetings")]
    assert len(found) == len({*found}) == 62
    assert "&" in told(reader, f"/oparl/meetings?created_since={iso(HELD_AT)}")["links"]["next"]
    assert told(reader, "/oparl/meetings?page=77")["data"] == []


def test_a_long_list_costs_no_more_statements_than_a_short_one(reader: Reader) -> None:
    counts: list[list[int]] = []
    for days in (range(1), range(1, 20)):
        for day in days:
            at = HELD_AT + timedelta(days=100 + day)
            slug = f"{at:%Y-%m-%d}"
            reader.gets(replace(HELD_NOTICE, slug=slug, uid=slug, starts_at=at, ends_at=at))
        counts.append([])
        for name in LISTS:
            with statements(reader) as asked:
                told(reader, f"/oparl/{name}")
            counts[-1].append(len(asked))
            assert tables_in(asked) <= {"published"}
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 5
