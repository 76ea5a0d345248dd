"""One message with all that is due, once, whatever the gateway says and whoever comes meanwhile."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from fritidsbank import clock
from fritidsbank.clock import local_day, parse_moment
from fritidsbank.counter.correcting import merge
from fritidsbank.loans.models import Loan
from fritidsbank.people.actions import become_alias, note_call
from fritidsbank.people.models import BorrowerKind
from fritidsbank.reminders import gateways
from fritidsbank.reminders.gateways import Gateway, Sms
from fritidsbank.reminders.rules import Became
from fritidsbank.reminders.sending import MOST_ASTRAY
from fritidsbank.settings import Settings
from fritidsbank.web.outbox import UNHEARD
from tests import make
from tests.reminders.broker import NOT_TAKEN, REFUSED, TAKEN, UNCLEAR, who_asks
from tests.reminders.conftest import Desk

pytestmark = pytest.mark.one_database

LATE = 15
"""So many days ago was lent what was due yesterday."""


def test_one_message_has_all_that_is_due(desk: Desk) -> None:
    sara = desk.meets("Sara")
    for name in ("Slalomskidor", "Hjälm", "Stavar"):
        desk.lends(name, sara, days_ago=LATE)
    desk.ticks()
    (got,) = desk.broker.sent
    assert "Slalomskidor, Hjälm, Stavar" in got.text


def test_it_goes_to_the_number_of_who_has_it(desk: Desk) -> None:
    desk.lends("Hjälm", desk.meets("Olena", "+380 50 123 45 67"), days_ago=LATE)
    desk.ticks()
    assert [got.to for got in desk.broker.sent] == ["+380501234567"]


def test_it_bears_no_name(desk: Desk) -> None:
    desk.lends("Hjälm", desk.meets("Sara Överström"), days_ago=LATE)
    desk.ticks()
    assert "Sara" not in desk.broker.sent[0].text


def test_46elks_is_asked_as_it_wants_to_be(desk: Desk) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.ticks()
    (got,) = desk.broker.requests
    assert (got.path, who_asks(got), got.fields["from"], got.fields["to"]) == (
        "/a1/sms",
        "u1:s@cret",
        "Fritidsbank",
        "+46701740605",
    )


def test_a_broker_with_a_token_is_asked_in_json(desk: Desk) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.ticks(shape="json")
    (got,) = desk.broker.requests
    assert (got.path, got.headers["Authorization"], {*got.fields}) == (
        "/api/v1/messages",
        "Bearer s@cret",
        {"from", "to", "text", "reference"},
    )


def test_nothing_is_sent_before_somebody_has_said_so(desk: Desk) -> None:
    desk.chooses(remind=False)
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.ticks()
    assert (desk.broker.requests, desk.errands()) == ([], [])


def test_what_was_promised_is_not_sent_when_reminders_were_stopped(desk: Desk) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.broker.moods.append("429")
    desk.ticks()
    desk.chooses(remind=False)
    desk.now += timedelta(hours=1)
    desk.ticks()
    assert desk.broker.sent == []


def test_the_second_round_has_nothing_to_say(desk: Desk) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    assert [desk.ticks(), desk.ticks()] == [1, 0]


def test_a_loan_is_reminded_of_before_after_and_twice_more(desk: Desk) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=0)
    for _ in range(60):
        desk.now += timedelta(days=1)
        desk.ticks()
    assert len(desk.broker.sent) == 4


def test_what_came_back_since_it_was_planned_is_not_asked_for(desk: Desk) -> None:
    sara = desk.meets("Sara")
    helmet, _ = desk.lends("Hjälm", sara, days_ago=LATE), desk.lends("Skidor", sara, days_ago=LATE)
    desk.broker.moods.append("429")
    desk.ticks()
    desk.says("check_in", article=helmet.code)
    desk.now += timedelta(hours=1)
    desk.ticks()
    assert [("Hjälm" in got.text, "Skidor" in got.text) for got in desk.broker.sent] == [
        (False, True)
    ]


class Meanwhile(Gateway):
    """Somebody comes in while the line is being made."""

    comes: Callable[[], object]

    def deliver(self, about_to: Callable[[], Sms | None]) -> bool:
        self.comes()
        return super().deliver(about_to)


def test_what_comes_back_while_the_line_is_made_is_not_asked_for(desk: Desk) -> None:
    helmet = desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    rounds = desk.rounds()
    rounds.gateway = Meanwhile.at(desk.broker.address())
    comes = lambda: desk.says("check_in", article=helmet.code)  # noqa: E731
    object.__setattr__(rounds.gateway, "comes", comes)
    rounds.begin()
    assert desk.broker.requests == []


def test_what_may_stay_longer_is_not_asked_for(desk: Desk) -> None:
    sara = desk.meets("Sara")
    helmet = desk.lends("Hjälm", sara, days_ago=LATE)
    desk.broker.moods.append("429")
    desk.ticks()
    desk.says("extend", article=helmet.code)
    desk.now += timedelta(hours=1)
    desk.ticks()
    assert desk.broker.sent == []


def test_a_loan_that_was_extended_is_reminded_of_anew(desk: Desk) -> None:
    helmet = desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.ticks()
    desk.says("extend", article=helmet.code)
    for _ in range(15):
        desk.now += timedelta(days=1)
        desk.ticks()
    assert len(desk.broker.sent) == 3


def test_whoever_asked_for_peace_is_left_in_peace(desk: Desk) -> None:
    sara = desk.meets("Sara")
    desk.lends("Hjälm", sara, days_ago=LATE)
    desk.broker.moods.append("429")
    desk.ticks()
    with desk.writing() as db:
        note_call(db, sara, notes="", do_not_remind=True, on=local_day(desk.now))
    desk.now += timedelta(hours=1)
    desk.ticks()
    assert desk.broker.sent == []


def test_who_has_only_an_alias_since_is_not_reminded(desk: Desk) -> None:
    sara = desk.meets("Sara")
    desk.lends("Hjälm", sara, days_ago=LATE)
    desk.broker.moods.append("429")
    desk.ticks()
    with desk.writing() as db:
        become_alias(db, sara, "Kungen")
    desk.now += timedelta(hours=1)
    desk.ticks()
    assert desk.broker.sent == []


def test_who_was_forgotten_since_is_not_reminded(desk: Desk) -> None:
    sara = desk.meets("Sara")
    desk.lends("Hjälm", sara, days_ago=LATE)
    desk.broker.moods.append("429")
    desk.ticks()
    with desk.writing() as db:
        make.forgotten(db, sara)
    desk.now += timedelta(hours=1)
    desk.ticks()
    assert desk.broker.sent == []


def test_two_entries_that_became_one_get_one_message(desk: Desk) -> None:
    sara, double = desk.meets("Sara"), desk.meets("Sarah", "070-174 06 06")
    desk.lends("Hjälm", sara, days_ago=LATE)
    desk.lends("Skidor", double, days_ago=LATE)
    desk.broker.moods.append("429")
    desk.ticks()
    with desk.writing() as db:
        merge(db, double, into=sara)
    desk.now += timedelta(hours=1)
    desk.ticks()
    assert [(got.to, "Hjälm, Skidor" in got.text) for got in desk.broker.sent] == [
        ("+46701740605", True)
    ]


@pytest.mark.parametrize("number", ["018-12 34 56", "010-123 45 67"])
def test_a_landline_gets_no_text(desk: Desk, number: str) -> None:
    desk.lends("Hjälm", desk.meets("Sara", number), days_ago=LATE)
    desk.ticks()
    assert desk.broker.requests == []


def test_an_alias_without_a_number_gets_no_text(desk: Desk) -> None:
    with desk.writing() as db:
        king = make.borrower(db, "Kungen", "", kind=BorrowerKind.ALIAS, now=desk.now)
    desk.lends("Hjälm", king, days_ago=LATE)
    desk.ticks()
    assert desk.broker.requests == []


def test_in_the_evening_it_waits_for_the_morning(desk: Desk) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.now = parse_moment("2026-03-02T20:00")
    desk.ticks()
    desk.now = parse_moment("2026-03-03T08:59")
    desk.ticks()
    assert desk.broker.requests == []
    desk.now = parse_moment("2026-03-03T09:00")
    desk.ticks()
    assert len(desk.broker.sent) == 1


def test_a_round_that_goes_on_into_the_evening_ends(desk: Desk) -> None:
    for number in range(5):
        desk.lends("Hjälm", desk.meets(f"Sara {number}"), days_ago=LATE)
    desk.now = parse_moment("2026-03-02T19:57:30")
    desk.ticks(a_minute=1)
    assert len(desk.broker.sent) == 3


@pytest.mark.parametrize("mood", TAKEN)
def test_what_the_gateway_took_is_sent(desk: Desk, mood: str) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.broker.moods.append(mood)
    desk.ticks()
    desk.ticks()
    assert ([one.became for one in desk.reminders()], len(desk.broker.requests)) == (
        [Became.SENT],
        1,
    )


@pytest.mark.parametrize("mood", UNCLEAR)
def test_what_may_have_been_sent_is_never_sent_again(desk: Desk, mood: str) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.broker.moods.append(mood)
    for _ in range(5):
        desk.ticks()
        desk.now += timedelta(hours=1)
    assert ([one.became for one in desk.reminders()], len(desk.broker.requests)) == (
        [Became.UNHEARD],
        1,
    )


def test_a_gateway_that_never_answers_is_not_asked_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateways, "SECONDS", 0.2)
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.broker.moods.append("slow")
    desk.ticks()
    desk.ticks()
    assert len(desk.broker.requests) == 1


@pytest.mark.parametrize("mood", NOT_TAKEN)
def test_what_was_not_taken_is_sent_later(desk: Desk, mood: str) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.broker.moods.append(mood)
    desk.ticks()
    assert desk.reminders() == []
    desk.now += timedelta(hours=1)
    desk.ticks()
    assert [one.became for one in desk.reminders()] == [Became.SENT]


@pytest.mark.parametrize("mood", REFUSED)
def test_what_is_refused_is_noted_and_not_tried_again(desk: Desk, mood: str) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.broker.moods.append(mood)
    for _ in range(3):
        desk.ticks()
        desk.now += timedelta(hours=1)
    assert ([one.became for one in desk.reminders()], len(desk.broker.requests)) == (
        [Became.REFUSED],
        1,
    )


def test_a_gateway_that_is_away_gets_it_when_it_is_back(desk: Desk) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    here, desk.broker.port = desk.broker.port, 1
    desk.ticks()
    desk.broker.port = here
    desk.now += timedelta(hours=1)
    desk.ticks()
    assert len(desk.broker.sent) == 1


def test_a_gateway_that_is_unwell_does_not_swallow_everybodys(desk: Desk) -> None:
    for number in range(8):
        desk.lends("Hjälm", desk.meets(f"Sara {number}"), days_ago=LATE)
    desk.broker.moods.extend(["500"] * 8)
    desk.ticks()
    assert len(desk.broker.requests) == MOST_ASTRAY


def test_no_more_go_in_a_minute_than_the_gateway_takes(desk: Desk) -> None:
    for number in range(7):
        desk.lends("Hjälm", desk.meets(f"Sara {number}"), days_ago=LATE)
    at: Counter[int] = Counter()
    began = desk.now
    desk.broker.hears = lambda _: at.update([int((desk.now - began).total_seconds()) // 60])
    desk.ticks(a_minute=3)
    assert dict(at) == {0: 3, 1: 3, 2: 1}


def test_who_starts_anew_remembers_the_last_minute(desk: Desk) -> None:
    for number in range(3):
        desk.lends("Hjälm", desk.meets(f"Sara {number}"), days_ago=LATE)
        desk.ticks(a_minute=2)
    assert desk.waited == [60.0]


def test_neither_number_nor_name_nor_what_the_gateway_says_is_kept(desk: Desk) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.broker.moods.append("400")
    desk.ticks()
    (errand,) = desk.errands()
    assert (errand.trouble, errand.refers_to) == ("the gateway said 400", {})


def test_a_loan_without_a_borrower_any_more_is_passed_over(desk: Desk) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    with desk.writing() as db:
        db.execute(update(Loan).values(borrower_id=None))
    desk.ticks()
    assert desk.broker.requests == []


def test_who_was_killed_while_the_gateway_had_it_does_not_send_it_twice(
    desk: Desk, settings: Settings
) -> None:
    at = clock.now()
    desk.chooses(remind_sundays=True)
    desk.now = at
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    environ = os.environ | {
        "FRITIDSBANK_DATA": str(settings.data),
        "FRITIDSBANK_DATABASE": settings.database,
        "FRITIDSBANK_SMS": desk.broker.address(),
    }
    # The hour is what it is: a tick at night plans, and this one is told that no hour is quiet.
    script = (
        "from fritidsbank.reminders.due import Schedule\n"
        "Schedule.is_quiet = lambda *_: False\n"
        "from fritidsbank.cli import main\nmain(['tick'])"
    )
    ticks: list[int] = []

    def tick() -> int:
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            env=environ,
            cwd=Path(__file__).parent.parent.parent,
            stdout=subprocess.DEVNULL,
        )
        ticks.append(process.pid)
        return process.wait()

    desk.broker.hears = lambda _: os.kill(ticks[-1], signal.SIGKILL)
    assert tick() == -signal.SIGKILL
    assert tick() == 0
    assert ([one.trouble for one in desk.errands()], len(desk.broker.requests)) == ([UNHEARD], 1)
