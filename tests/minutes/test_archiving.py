"""Papers are kept as long as was decided, leave as one file, and go by somebody's word only."""

import hashlib
import subprocess
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank import clock
from fritidsbank.cli import main
from fritidsbank.minutes.archive.archiving import PURGED, AnotherNumber, due_in, kept_until, purge
from fritidsbank.minutes.archive.package import write_package
from fritidsbank.minutes.calling import notice_page, put_out_as_notice
from fritidsbank.minutes.following.matters import Told, begin_matter, republish_matters_of
from fritidsbank.minutes.following.outcomes import follow_up, followed_with, open_actions
from fritidsbank.minutes.following.proposals import republish_proposals_of
from fritidsbank.minutes.models import (
    AgendaPoint,
    Attendance,
    FollowUp,
    Group,
    Item,
    Meeting,
    Minutes,
    Outcome,
    Purge,
    Reading,
)
from fritidsbank.minutes.published import Published, PublishedItem
from fritidsbank.minutes.rules import MatterState, OutcomeKind, OutcomeState
from fritidsbank.settings import Settings
from tests import make
from tests.conftest import NOW, Shop
from tests.minutes.conftest import Secretary, leading_group, meeting_of, minutes_of
from tests.minutes.released import about, outcome, released

URL = "https://moten.example.se"
NEW_YEAR = datetime.fromisoformat("2023-01-01T12:00:00+01:00")
EMPTY = (Minutes, Item, Outcome, Attendance, FollowUp, Reading, AgendaPoint, PublishedItem)


def met_in_2017(db: Session, *, by: int, years: int | None = 5) -> Group:
    """A meeting with all that belongs to it: an original, an answer, a matter, somebody there."""
    group = leading_group(db, now=NOW)
    group.keep_years, group.keep_decision = years, "KS 2016/12"
    meeting = meeting_of(db, group, now=NOW)
    minutes = minutes_of(db, meeting, ("Kim Karlssons förslag", "Om Kim"), now=NOW)
    point = AgendaPoint(meeting_id=meeting.id, position=1, title="Kim")
    db.add_all(
        [
            point,
            Attendance(minutes_id=minutes.id, position=1, name="Kim Karlsson"),
            Reading(
                name="../mötet den 19 april.txt",
                kind="text",
                sha256="0" * 64,
                original=b"Kim var med",
                read={},
                account_id=by,
                at=NOW,
                meeting_id=meeting.id,
            ),
        ]
    )
    matter = begin_matter(db, Told("Bord", "", MatterState.OPEN), now=NOW)
    about(db, minutes, matter)
    key = outcome(db, minutes, OutcomeKind.PROPOSAL, "Kim vill ha fler bord")
    released(db, minutes, now=NOW)
    republish_matters_of(db, minutes, now=NOW)
    republish_proposals_of(db, minutes, now=NOW)
    one = followed_with(db, key)
    follow_up(db, one, OutcomeState.DONE, "Kim fick ett bord", by=by, now=NOW)
    return group


def left_of(db: Session) -> dict[str, int]:
    """How many rows there are of all that is to go."""
    return {
        table.__tablename__: db.scalar(select(func.count()).select_from(table)) or 0
        for table in EMPTY
    }


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("day", "years", "until"),
    [
        ("2017-01-01", 5, "2022-12-31"),
        ("2017-12-31", 5, "2022-12-31"),
        ("2020-02-29", 1, "2021-12-31"),
    ],
)
def test_years_are_counted_from_the_end_of_the_year(day: str, years: int, until: str) -> None:
    assert kept_until(date.fromisoformat(day), years) == date.fromisoformat(until)


def test_nothing_is_due_before_its_day_or_without_a_decision(shop: Shop, db: Session) -> None:
    group = met_in_2017(db, by=shop.account)
    last, after = date(2022, 12, 31), date(2023, 1, 1)
    due = [len(due_in(db, group, today=day)) for day in (last, after)]
    group.keep_decision = ""
    undecided = due_in(db, group, today=after)
    group.keep_years, group.keep_decision = None, "KS 2016/12"
    assert (due, undecided, due_in(db, group, today=after)) == ([0, 1], (), ())


def test_what_is_purged_is_gone_everywhere_and_its_place_says_so(shop: Shop, db: Session) -> None:
    group = met_in_2017(db, by=shop.account)
    done = purge(db, group, 1, by=shop.account, now=NEW_YEAR)
    assert done is not None
    assert (done.meetings, done.versions, done.originals) == (1, 1, 1)
    left = left_of(db)
    assert left.pop("published_item") == 1  # the matter itself
    assert set(left.values()) == {0}
    rows = db.scalars(select(Published).where(Published.group_slug != "")).all()
    assert {(row.withdrawn_reason, str(row.document)) for row in rows} == {(PURGED, "{}")}
    said = db.scalars(select(Published.document)).all()
    assert "Kim" not in str(said)


def test_a_later_notice_does_not_say_what_was_to_be_done_after_a_meeting_that_was_purged(
    shop: Shop, db: Session
) -> None:
    group = leading_group(db, now=NOW)
    group.keep_years, group.keep_decision = 5, "KS 2016/12"
    minutes = minutes_of(db, meeting_of(db, group, now=NOW), ("Lokal", ""), now=NOW)
    outcome(db, minutes, OutcomeKind.ACTION, "Ring Kim")
    released(db, minutes, now=NOW)
    later = meeting_of(db, group, now=NOW, at=NEW_YEAR)
    page = notice_page(group, later, [], {}, open_actions(db, group), None, now=NOW)
    put_out_as_notice(db, page, "", now=NOW)
    purge(db, group, 1, by=shop.account, now=NEW_YEAR)
    assert "Kim" not in str(db.scalars(select(Published.document)).all())


def test_purging_once_more_does_nothing_more(shop: Shop, db: Session) -> None:
    group = met_in_2017(db, by=shop.account)
    purge(db, group, 1, by=shop.account, now=NEW_YEAR)
    assert purge(db, group, 1, by=shop.account, now=NEW_YEAR + timedelta(days=1)) is None
    assert db.scalar(select(func.count(Purge.id))) == 1
    assert db.scalar(select(func.count(Meeting.id))) == 1


def test_another_number_than_was_read_purges_nothing(shop: Shop, db: Session) -> None:
    group = met_in_2017(db, by=shop.account)
    before = left_of(db)
    with pytest.raises(AnotherNumber):
        purge(db, group, 2, by=shop.account, now=NEW_YEAR)
    assert left_of(db) == before


def packed(db: Session, group: Group) -> bytes:
    """The file of 2017."""
    file = BytesIO()
    write_package(db, group, 2017, file, url=URL)
    return file.getvalue()


@pytest.mark.one_database
def test_a_year_is_one_file_that_is_whole_and_always_the_same(
    shop: Shop, db: Session, tmp_path: Path
) -> None:
    group = met_in_2017(db, by=shop.account)
    first = packed(db, group)
    assert hashlib.sha256(first).digest() == hashlib.sha256(packed(db, group)).digest()
    with ZipFile(BytesIO(first)) as file:
        file.extractall(tmp_path)
        names = sorted(file.namelist())
        assert file.read("2017-04-19/minutes-v1.pdf").startswith(b"%PDF-")
    original = next(name for name in names if "original" in name)
    assert names == [
        "2017-04-19/minutes-v1.json",
        "2017-04-19/minutes-v1.pdf",
        original,
        "SHA256SUMS",
    ]
    assert original.endswith("-mötet_den_19_april.txt")
    looked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert looked.returncode == 0, looked.stderr


@pytest.mark.one_database
def test_what_was_withdrawn_is_in_the_file_as_its_place_only(shop: Shop, db: Session) -> None:
    group = met_in_2017(db, by=shop.account)
    purge(db, group, 1, by=shop.account, now=NEW_YEAR)
    with ZipFile(BytesIO(packed(db, group))) as file:
        said = file.read("2017-04-19/minutes-v1.json").decode()
        assert len(file.namelist()) == 2
    assert PURGED in said
    assert "Kim" not in said


@pytest.mark.one_database
def test_the_command_writes_the_file(shop: Shop, settings: Settings, tmp_path: Path) -> None:
    with shop.store.writing() as db:
        met_in_2017(db, by=shop.account)
        db.commit()
    environ = {
        "FRITIDSBANK_DATA": str(settings.data),
        "FRITIDSBANK_DATABASE": settings.database,
        "FRITIDSBANK_URL": URL,
    }
    file = tmp_path / "2017.zip"
    asked = ["minutes", "archive", "2017", "--group", "ledningsgruppen", "-o", str(file)]
    done = CliRunner().invoke(main, asked, env=environ)
    wrong = CliRunner().invoke(main, [*asked[:4], "ingen"], env=environ)
    assert (done.exit_code, wrong.exit_code) == (0, 1)
    assert "SHA256SUMS" in ZipFile(file).namelist()


@pytest.mark.one_database
def test_a_secretary_reads_what_would_go_and_repeats_the_number(
    app: Flask, sanna: Secretary
) -> None:
    shop = sanna.shop
    with shop.store.writing() as db:
        group = met_in_2017(db, by=shop.account).id
        db.commit()
    browser = make.signed_in(app, shop.store, sanna.account, shop.branch, now=clock.now())
    path = f"/minutes/archive/{group}"
    assert "KS 2016/12" in browser.client.get("/minutes/archive").text
    year = browser.client.get(f"{path}/2017.zip", buffered=True)
    assert (year.mimetype, year.data[:2]) == ("application/zip", b"PK")
    assert "19 april 2017" in browser.client.get(path).text
    answers = [browser.sends_form(path, count=count).status_code for count in ("", "2", "1", "1")]
    assert answers == [422, 422, 303, 303]
    assert "KS 2016/12, 5 år" in " ".join(browser.client.get(path).text.split())
