"""The page of retention: what is kept for how long, a dry run, the log, and a button."""

import pytest

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.branches.rules import RETENTION
from fritidsbank.privacy.retention_rules import RULES
from tests.counter.conftest import OpenCounter
from tests.staff.crew import Crew, invalid_fields, text_of

pytestmark = pytest.mark.one_database

PAGE = "/privacy/retention"
TIMES = {name: str(limits.start) for name, limits in RETENTION.items()}


def test_every_rule_stands_there_with_its_days_and_its_decision(crew: Crew) -> None:
    crew.astrid.sends_form(f"{PAGE}/times", **TIMES, unlink_decision="KFN 2026/17")
    page = text_of(crew.lena.client.get(PAGE))
    assert "KFN 2026/17" in page
    assert "31 dagar" in page
    assert len(RULES) == 7


def test_the_button_runs_it_and_the_log_says_so(counter: OpenCounter) -> None:
    skis, sara = counter.registers("Skidor"), counter.meets("Sara")
    counter.lends(skis, sara)
    counter.tablet.says("check_in", article=skis.code)
    answer = counter.astrid.sends_form(PAGE)
    assert answer.headers["Location"] == f"{PAGE}?said=done"
    page = text_of(counter.astrid.client.get(answer.headers["Location"]))
    assert "Klart. Det som var gammalt nog är gallrat." in page
    assert page.count("30 dagar") == 6


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("unlink_days", "0"),
        ("unlink_days", "36500"),
        ("erase_months", "1200"),
        ("erase_months", ""),
        ("operation_days", "30"),
        ("note_days", "1,5"),
        ("last_borrower_days", "-1"),
        ("copy_decision", "x" * 41),
    ],
)
def test_none_and_for_ever_are_refused_with_a_sentence(crew: Crew, field: str, typed: str) -> None:
    answer = crew.astrid.sends_form(f"{PAGE}/times", **(TIMES | {field: typed}))
    assert (answer.status_code, invalid_fields(answer)) == (422, {field})
    with crew.store.reading() as db:
        assert settings_of_operator(db)["unlink_days"] == 30


def test_the_times_that_were_chosen_hold(crew: Crew) -> None:
    crew.astrid.sends_form(f"{PAGE}/times", **TIMES)
    with crew.store.reading() as db:
        settings = settings_of_operator(db)
    assert {name: settings[name] for name in RETENTION} == {
        name: limits.start for name, limits in RETENTION.items()
    }


def test_it_is_said_when_nobody_calls_it(counter: OpenCounter) -> None:
    before = text_of(counter.astrid.client.get(PAGE))
    counter.astrid.sends_form(PAGE)
    after = text_of(counter.astrid.client.get(PAGE))
    told = "fritidsbank tick"
    assert (told in before, told in after) == (True, False)


def test_the_settings_lead_there(crew: Crew) -> None:
    assert f'href="{PAGE}"' in crew.lena.client.get("/settings").text
