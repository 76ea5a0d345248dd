"""Every form of what was published, at its address, for anybody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fritidsbank.minutes.rules import PublishedKind
from fritidsbank.web import public
from tests.minutes.public_world import HELD_AT, HELD_NOTICE, INNOVATORS, MINUTES
from tests.minutes.reader import Reader, reader, statements, tables_in

__all__ = ["reader"]
pytestmark = pytest.mark.one_database

HELD = "/moten/ledningsgruppen/2026-02-18"
COMING = "/moten/ledningsgruppen/2026-03-18"
FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown",
    "txt": "text/plain",
    "json": "application/json",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("page", [HELD, COMING, f"{HELD}/kallelse", f"{HELD}/version/1"])
def test_minutes_and_notices_can_be_had_in_every_form(reader: Reader, page: str, form: str) -> None:
    answer = reader.asks(f"{page}.{form}")
    assert (answer.status_code, answer.mimetype) == (200, FORMS[form])
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers


def test_where_there_are_minutes_they_are_given_and_not_the_notice(reader: Reader) -> None:
    assert "Fritidsbanken öppnar i vecka 44." in reader.says(f"{HELD}.txt")
    assert "Starten i vecka 44" in reader.says(f"{COMING}.txt")


def test_the_notice_stays_as_it_was_called(reader: Reader) -> None:
    assert "Studiebesök" in reader.says(f"{HELD}/kallelse.md")
    assert "Studiebesök" not in reader.says(f"{HELD}.md")


def test_a_correction_says_so_and_the_version_before_stays_readable(reader: Reader) -> None:
    mended = replace(MINUTES, summary="Vecka 45.", change_note="Fel vecka stod här.")
    reader.gets(mended, change_note="Fel vecka stod här.", later=1)
    assert "Ändrat: Fel vecka stod här." in reader.says(f"{HELD}.txt")
    assert "Vecka 45." not in reader.says(f"{HELD}/version/1.txt")


@pytest.mark.parametrize("form", FORMS)
def test_what_was_withdrawn_is_gone_in_every_form(reader: Reader, form: str) -> None:
    reader.loses(PublishedKind.MINUTES, "ledningsgruppen/2026-02-18")
    for page in (HELD, f"{HELD}/version/1"):
        answer = reader.asks(f"{page}.{form}")
        assert (answer.status_code, answer.mimetype) == (410, "text/plain")
        assert "drogs tillbaka onsdag 4 mars" in answer.text
    assert reader.asks(f"{HELD}/kallelse.{form}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        f"{HELD}.exe",
        f"{HELD}/version/2.pdf",
        "/moten/ledningsgruppen/2019-01-01.pdf",
        "/moten/ingen.ics",
        "/moten/ingen/atom.xml",
        "/moten/ingen/2019-01-01/kallelse.md",
    ],
)
def test_what_is_not_out_is_said_in_a_sentence(reader: Reader, path: str) -> None:
    answer = reader.asks(path)
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    assert answer.text.strip()


def test_nobody_who_reads_a_paper_touches_what_is_written(reader: Reader) -> None:
    paths = [f"{HELD}.{form}" for form in (*FORMS, "ics")]
    paths += ["/moten/kalender.ics", "/moten/ledningsgruppen.ics", f"{HELD}.exe"]
    paths += ["/moten/atom.xml", "/moten/ledningsgruppen/atom.xml", "/moten/ingen/atom.xml"]
    with statements(reader) as asked:
        for path in paths:
            reader.asks(path)
    assert tables_in(asked) == {"published"}


def test_a_year_of_meetings_costs_no_more_statements_than_two(reader: Reader) -> None:
    paths = ["/moten/kalender.ics", "/moten/ledningsgruppen.ics", "/moten/atom.xml"]
    counts: list[dict[str, int]] = []
    for weeks in (range(1), range(1, 40)):
        for week in weeks:
            at = HELD_AT + timedelta(weeks=week, days=1)
            slug, uid = f"{at:%Y-%m-%d}", f"u{week}"
            reader.gets(
                replace(HELD_NOTICE, slug=slug, uid=uid, starts_at=at, ends_at=at),
                replace(MINUTES, slug=slug, uid=uid, starts_at=at, ends_at=at),
            )
        counts.append({})
        for path in paths:
            with statements(reader) as asked:
                assert reader.asks(path).status_code == 200
            counts[-1][path] = len(asked)
    assert counts[0] == counts[1]


def test_a_group_that_has_met_never_has_an_empty_calendar_and_an_empty_feed(
    reader: Reader,
) -> None:
    assert "VEVENT" not in reader.says(f"/moten/{INNOVATORS.slug}.ics")
    assert "<entry>" not in reader.says(f"/moten/{INNOVATORS.slug}/atom.xml")


def test_what_is_kept_of_all_answers_together_has_a_bound(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(reader.asks(f"{HELD}.txt").data)
    monkeypatch.setattr(public, "MOST_BYTES", size * 2)
    paths = [f"{HELD}.txt", f"{HELD}/version/1.txt", f"{HELD}/kallelse.txt"]
    for path in paths:
        reader.browser.get(path)
    with statements(reader) as asked:
        reader.browser.get(paths[-1])
        assert asked == []
        reader.browser.get(paths[0])
    assert asked != []
