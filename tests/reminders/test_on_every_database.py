"""What hangs on the database: rows held until a message is noted, and each reminder once."""

from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy.exc import IntegrityError

from fritidsbank.doctor import findings
from fritidsbank.reminders.actions import note_sent
from fritidsbank.reminders.due import Turn
from fritidsbank.reminders.queries import DueLoan, latest
from fritidsbank.reminders.rules import Became, Channel, Step
from tests.reminders.conftest import Desk

LATE = 15


def test_through_trouble_and_a_late_answer_each_is_told_once(desk: Desk) -> None:
    for number in range(4):
        desk.lends("Hjälm", desk.meets(f"Sara {number}"), days_ago=LATE)
    desk.broker.moods.extend(["429", "500", "ok", "400"])
    for _ in range(4):
        desk.ticks()
        desk.now += timedelta(hours=1)
    # One was asked to wait, and comes again; nobody else does.
    assert len(desk.broker.requests) == 5
    with desk.shop.store.reading() as db:
        assert sorted(one.became for one in latest(db, desk.shop.branch)) == [
            Became.REFUSED,
            Became.SENT,
            Became.SENT,
            Became.UNHEARD,
        ]
        assert findings(db) == []


def test_who_comes_back_while_it_is_worked_out_waits_until_it_is_noted(desk: Desk) -> None:
    helmet = desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    tablet = desk.tablet
    comes = Thread(target=lambda: tablet.says("check_in", article=helmet.code))
    rounds = desk.rounds()

    def link(_: str) -> str:
        comes.start()  # it is asked for while the loans are held
        return ""

    rounds.link = link
    rounds.begin()
    comes.join(20)
    assert ([one.became for one in desk.reminders()], len(desk.broker.sent)) == ([Became.SENT], 1)


def test_the_database_takes_no_reminder_twice(desk: Desk) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.ticks()
    (one,) = desk.reminders()
    same = DueLoan(
        one.loan_id, 1, "", "", one.due_on, "", Turn(Step.AFTER), "+46701740605", in_peace=False
    )
    with desk.shop.store.writing() as db, pytest.raises(IntegrityError):
        note_sent(db, [same], Channel.BY_HAND, Became.SENT, now=desk.now)
