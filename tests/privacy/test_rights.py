"""What somebody may ask for: an extract, less than a name, and nobody else's eyes unnoticed."""

import json
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from markupsafe import escape
from sqlalchemy import event, select, text, update

from fritidsbank.bookings.models import Booking
from fritidsbank.branches.actions import choose
from fritidsbank.clock import local_day
from fritidsbank.loans.models import Loan
from fritidsbank.people.models import BorrowerDetails, BorrowerKind
from fritidsbank.privacy.looking import note_page, note_shown
from fritidsbank.privacy.models import LookedAt, RegisterRelease
from fritidsbank.privacy.rules import Look, months_after
from fritidsbank.reminders.models import Reminder
from fritidsbank.reminders.rules import Became, Channel, Step
from tests import make
from tests.counter.conftest import OpenCounter

pytestmark = pytest.mark.one_database

NAME, MOBILE = "Xantippa Quist", "070-174 06 42"


@pytest.fixture
def xantippa(counter: OpenCounter) -> str:
    """She has skis, a card, a note, a booking, and was reminded."""
    who = counter.meets(NAME, MOBILE)
    loan = counter.lends(counter.registers("Skidor", size="150"), who)
    counter.disken.sends_form(f"/borrowers/{who}/notes", notes="kommer på onsdag")
    counter.disken.sends_form(f"/borrowers/{who}/cards", card="10000119")
    day = local_day(counter.now)
    with counter.shop.store.writing() as db:
        lent = db.get_one(Loan, loan)
        db.add(
            Reminder(
                loan_id=loan,
                due_on=lent.due_on,
                step=Step.BEFORE,
                channel=Channel.SMS,
                became=Became.SENT,
                sent_at=counter.now,
            )
        )
        db.add(
            Booking(
                id=make.uid(),
                code="50009998",
                branch_id=counter.shop.branch,
                borrower_id=who,
                from_on=day,
                until_on=day + timedelta(days=7),
                expires_on=day,
                created_at=counter.now,
            )
        )
        db.commit()
    return who


def looks_of(counter: OpenCounter) -> list[tuple[str | None, Look]]:
    """The log, the oldest first."""
    with counter.shop.store.reading() as db:
        rows = db.execute(select(LookedAt.borrower_id, LookedAt.what).order_by(LookedAt.id))
        return [(row[0], row[1]) for row in rows]


def extract(counter: OpenCounter, **asked: str) -> str:
    """What the page or the file says."""
    return counter.astrid.sends_form("/privacy/extract", **asked).text


@pytest.mark.parametrize("typed", [MOBILE, "+46 70 174 06 42", "1000 0119"])
def test_an_extract_is_found_by_number_or_card(
    counter: OpenCounter, xantippa: str, typed: str
) -> None:
    assert NAME in extract(counter, number=typed)


def test_an_extract_has_all_that_is_kept(counter: OpenCounter, xantippa: str) -> None:
    told = json.loads(extract(counter, borrower=xantippa, form="json"))
    text = json.dumps(told, ensure_ascii=False)
    found = [
        what
        for what in (NAME, MOBILE, "kommer på onsdag", "1000 0119", "Skidor 150", "50009998")
        if what in text
    ]
    assert len(found) == 6, text
    rows = {one["title"]: len(one["rows"]) for one in told["sections"]}
    assert rows["Påminnelser vi har skickat"] == rows["Dina besök"] == 1


def test_an_extract_says_that_name_and_number_stay_while_something_is_out(
    counter: OpenCounter, xantippa: str
) -> None:
    assert "Tills det är tillbaka" in extract(counter, borrower=xantippa)


def test_an_extract_on_paper_says_the_same(
    counter: OpenCounter, xantippa: str, tmp_path: Path
) -> None:
    answer = counter.astrid.sends_form("/privacy/extract", borrower=xantippa, form="pdf")
    (tmp_path / "u.pdf").write_bytes(answer.data)
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "u.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert NAME in text
    assert MOBILE in text
    assert NAME not in answer.headers["Content-Disposition"]


def test_each_extract_is_noted(counter: OpenCounter, xantippa: str) -> None:
    extract(counter, number=MOBILE)
    assert looks_of(counter) == [(xantippa, Look.EXTRACT)]


def test_a_family_that_shares_a_number_is_asked_whose_it_is(
    counter: OpenCounter, xantippa: str
) -> None:
    counter.meets("Ylva Quist", MOBILE)
    page = extract(counter, number=MOBILE)
    assert "Ylva Quist" in page
    assert looks_of(counter) == []


@pytest.mark.parametrize("typed", ["", "Xantippa", "070", "20000044"])
def test_what_leads_to_nobody_gives_no_extract(
    counter: OpenCounter, xantippa: str, typed: str
) -> None:
    assert NAME not in extract(counter, number=typed)


def test_opening_a_page_is_noted_once_in_ten_minutes(counter: OpenCounter, xantippa: str) -> None:
    for _ in range(3):
        counter.disken.client.get(f"/borrowers/{xantippa}")
    assert looks_of(counter) == [(xantippa, Look.PAGE)]


def days_later(counter: OpenCounter) -> None:
    """So long that her skis are late."""
    with counter.shop.store.writing() as db:
        due_on = local_day(counter.now) - timedelta(days=1)
        db.execute(update(Loan).values(due_on=due_on, lent_at=counter.now - timedelta(days=15)))
        db.commit()


@pytest.mark.parametrize(
    "path",
    [
        *("/overdue", "/overdue.csv", "/reminders", "/reminders.csv", "/borrowers?q=xantippa"),
        *("/bookings", "/api/borrowers/{who}", "/api/cards/10000119"),
    ],
)
def test_whoever_shows_a_name_beside_its_number_is_noted(
    counter: OpenCounter, xantippa: str, path: str
) -> None:
    days_later(counter)
    for _ in range(2):
        assert counter.disken.client.get(path.format(who=xantippa)).status_code == 200
    assert looks_of(counter) == [(xantippa, Look.SHOWN)]


def test_a_list_of_many_is_noted_by_one_statement(counter: OpenCounter) -> None:
    people = [counter.meets(f"Kalle {n}") for n in range(30)]
    store, asked = counter.shop.store, []

    def note(*about: object) -> None:
        asked.append(about[2])

    with store.writing() as db:
        db.execute(text("SELECT 1"))
        event.listen(store.engine, "before_cursor_execute", note)
        account, branch = counter.shop.account, counter.shop.branch
        note_shown(db, people, account=account, branch=branch, now=counter.now)
        event.remove(store.engine, "before_cursor_execute", note)
        db.commit()
    assert len(asked) == 1
    assert len(looks_of(counter)) == 30


def test_opening_a_page_again_after_ten_minutes_is_noted_again(
    counter: OpenCounter, xantippa: str
) -> None:
    with counter.shop.store.writing() as db:
        for minutes in (0, 9, 11):
            at = counter.now + timedelta(minutes=minutes)
            account = counter.shop.account
            note_page(db, xantippa, account=account, branch=counter.shop.branch, now=at)
        db.commit()
    assert len(looks_of(counter)) == 2


def test_the_log_of_looks_bears_no_name(counter: OpenCounter, xantippa: str) -> None:
    counter.disken.client.get(f"/borrowers/{xantippa}")
    page = counter.astrid.client.get(f"/privacy/looks?borrower={xantippa}").text
    assert "Öppnade låntagarens sida" in page
    assert NAME not in page


def test_the_log_of_looks_says_who_was_forgotten_since(counter: OpenCounter) -> None:
    ylva = counter.meets("Ylva Quist")
    counter.disken.client.get(f"/borrowers/{ylva}")
    counter.astrid.sends_form(f"/borrowers/{ylva}/forget")
    assert "glömd sedan dess" in counter.astrid.client.get("/privacy/looks").text


def test_a_page_of_nobody_is_not_noted(counter: OpenCounter) -> None:
    counter.disken.client.get(f"/borrowers/{make.uid()}")
    assert looks_of(counter) == []


@pytest.mark.parametrize(("how", "kind"), [("alias", "alias"), ("nothing", "without_details")])
def test_whoever_is_protected_keeps_what_is_out_and_loses_the_name(
    counter: OpenCounter, xantippa: str, how: str, kind: str
) -> None:
    asked = f"/borrowers/{xantippa}/protect"
    answer = counter.disken.sends_form(asked, how=how, alias="Blå mössan")
    who = str(answer.location).partition("?")[0][-36:]
    with counter.shop.store.reading() as db:
        kept = db.get_one(BorrowerDetails, who)
        assert (kept.mobile, kept.call_notes) == ("", "")
        assert kept.name in {"", "Blå mössan"}
        assert "quist" not in kept.search_key
    page = counter.disken.client.get(f"/borrowers/{who}").text
    assert "Skidor" in page
    assert NAME not in page


def test_an_alias_looks_like_any_name_in_a_list(counter: OpenCounter, xantippa: str) -> None:
    counter.disken.sends_form(f"/borrowers/{xantippa}/protect", how="alias", alias="Blå mössan")
    page = counter.disken.client.get("/borrowers?q=bl%C3%A5").text
    assert "Blå mössan" in page
    assert "Alias" not in page


def test_to_be_protected_needs_an_alias_or_the_wish_for_none(
    counter: OpenCounter, xantippa: str
) -> None:
    for sent in ({}, {"how": "alias", "alias": ""}, {"how": "flag"}):
        answer = counter.disken.sends_form(f"/borrowers/{xantippa}/protect", **sent)
        assert answer.status_code == 422
    assert NAME in counter.disken.client.get(f"/borrowers/{xantippa}").text


@pytest.mark.parametrize("ending", ["csv", "pdf"])
def test_the_public_record_has_rows_and_no_names(
    counter: OpenCounter, xantippa: str, ending: str
) -> None:
    with counter.shop.store.writing() as db:
        make.borrower(db, "Kungen", "", kind=BorrowerKind.ALIAS, now=counter.now)
        db.commit()
    answer = counter.astrid.sends_form("/privacy/register", reference="KS 2026/17", form=ending)
    assert answer.status_code == 200
    if ending == "csv":
        lines = answer.data.decode("utf-8-sig").splitlines()
        month = f"{local_day(counter.now):%Y-%m}"
        assert lines[1:] == [f"En person;{month};{month};1"]
    with counter.shop.store.reading() as db:
        assert [(one.reference, one.count) for one in db.scalars(select(RegisterRelease))] == [
            ("KS 2026/17", 1)
        ]


def test_the_public_record_is_not_given_out_without_a_number(counter: OpenCounter) -> None:
    answer = counter.astrid.sends_form("/privacy/register", reference="", form="csv")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("path", "words"),
    [("/personuppgifter", "allmänt intresse"), ("/en/privacy", "public interest")],
)
def test_everybody_may_read_why_and_for_how_long(
    counter: OpenCounter, path: str, words: str
) -> None:
    answer = counter.astrid.client.get(path)
    assert words in answer.text
    assert "imy.se" in answer.text
    assert "30 da" in answer.text
    assert "Set-Cookie" not in answer.headers


ODD = ("", "<b>dso</b> {ring} {0} 50 % %s \\ #let", "Ö" * 200)


@pytest.mark.parametrize("odd", ODD, ids=["none", "markup", "long"])
@pytest.mark.parametrize("path", ["/personuppgifter", "/en/privacy"])
def test_the_information_bears_whatever_stands_in_the_settings(
    counter: OpenCounter, odd: str, path: str
) -> None:
    with counter.shop.store.writing() as db:
        choose(db, "privacy_contact", odd)
        choose(db, "operator", f"Fritids {odd}"[:80])
        db.commit()
    answer = counter.astrid.client.get(path)
    assert answer.status_code == 200
    assert str(escape(odd)) in answer.text


def test_the_information_on_paper_bears_it_too(counter: OpenCounter) -> None:
    with counter.shop.store.writing() as db:
        choose(db, "privacy_contact", ODD[1])
        db.commit()
    assert counter.disken.client.get("/privacy/information.pdf").data.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 5), 60, date(2031, 12, 5)),
    ],
)
def test_the_same_day_months_later_is_the_last_one_of_a_short_month(
    day: date, months: int, later: date
) -> None:
    assert months_after(day, months) == later


def test_the_information_follows_the_settings(counter: OpenCounter) -> None:
    with counter.shop.store.writing() as db:
        for name, value in {
            "operator": "IF #1 *Norr*",
            "privacy_contact": "dso@norr.se",
            "unlink_days": 14,
            "legal_basis": "legitimate_interest",
        }.items():
            choose(db, name, value)
        db.commit()
    page = counter.astrid.client.get("/personuppgifter").text
    for words in ("IF #1 *Norr*", "dso@norr.se", "14 dagar", "berättigat intresse"):
        assert words in page
    sheet = counter.disken.client.get("/privacy/information.pdf?lang=en")
    assert sheet.data.startswith(b"%PDF")
