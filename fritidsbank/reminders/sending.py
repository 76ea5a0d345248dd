"""What has been promised is sent: worked out in the last moment, once, and never in quiet hours."""

from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.clock import local_day
from fritidsbank.reminders.actions import note_sent
from fritidsbank.reminders.composing import Link, Message, messages
from fritidsbank.reminders.due import Schedule
from fritidsbank.reminders.gateways import (
    Gateway,
    GatewayAway,
    GatewayRefused,
    GatewayUnheard,
    Sms,
)
from fritidsbank.reminders.models import Reminder
from fritidsbank.reminders.planning import KIND, plan
from fritidsbank.reminders.rules import Became, Channel
from fritidsbank.web.models import Errand
from fritidsbank.web.outbox import (
    UNHEARD,
    claim,
    fail,
    finish,
    give_up,
    hand_over,
    put_off,
    take_up_again,
)

MOST_ATTEMPTS = 60
"""With an hour between them a gateway may be away for two days."""
MOST_ASTRAY = 3
"""After so many in a row that were not clearly sent, a round ends: something is wrong there."""
A_MINUTE = timedelta(minutes=1)


class Came(Enum):
    """To what an errand has come."""

    SENT = auto()
    NOTHING_TO_SAY = auto()
    ASTRAY = auto()
    AWAY = auto()


@dataclass
class Rounds:
    """A worker and its gateway. `writing` is a unit of work that is committed at its end."""

    writing: Callable[[], AbstractContextManager[Session]]
    gateway: Gateway
    worker: str
    link: Link
    now: Callable[[], datetime]
    wait: Callable[[float], None]
    _handed: deque[datetime] = field(default_factory=deque)

    def begin(self) -> int:
        """Plan what is due and send what may be sent now. How many messages went."""
        with self.writing() as db:
            now = self.now()
            take_up_again(db, self.worker, now=now)
            _forget_whom(db, Errand.given_up_at == now)
            plan(db, settings_of_operator(db), now=now)
            self._remember(db)
        sent = astray = 0
        while astray < MOST_ASTRAY:
            self._keep_pace()
            with self.writing() as db:
                schedule = Schedule.of(settings_of_operator(db))
                quiet = schedule.is_quiet(self.now())
                errand = None if quiet else claim(db, self.worker, [KIND], now=self.now())
            if errand is None:
                break
            came = self._carried_out(errand)
            sent += came is Came.SENT
            astray = 0 if came is Came.SENT else astray + (came is Came.ASTRAY)
            if came is Came.AWAY:
                break
        return sent

    def _carried_out(self, errand: Errand) -> Came:
        try:
            went = self.gateway.deliver(lambda: self._last_moment(errand))
        except GatewayAway as trouble:
            self._not_taken(errand, str(trouble))
            return Came.AWAY
        except GatewayRefused as trouble:
            self._astray(errand, str(trouble), Became.REFUSED)
            return Came.ASTRAY
        except GatewayUnheard as trouble:
            self._astray(errand, f"{UNHEARD}: {trouble}", Became.UNHEARD)
            return Came.ASTRAY
        if went:
            with self.writing() as db:
                _note(db, errand.id, Became.SENT)
                finish(db, errand.id, self.worker, now=self.now())
                _forget_whom(db, Errand.id == errand.id)
        return Came.SENT if went else Came.NOTHING_TO_SAY

    def _last_moment(self, errand: Errand) -> Sms | None:
        """What is to be said as of now, noted before anybody else has it; None: nothing is."""
        with self.writing() as db:
            now = self.now()
            settings = settings_of_operator(db)
            schedule = Schedule.of(settings)
            if schedule.is_quiet(now):
                put_off(db, errand.id, self.worker, schedule.next_sending(now))
                return None
            message = self._message(db, schedule, errand, now) if settings["remind"] else None
            if message is None:
                finish(db, errand.id, self.worker, now=now)
                _forget_whom(db, Errand.id == errand.id)
                return None
            if not hand_over(db, errand.id, self.worker, now=now):
                return None
            note_sent(db, message.about, Channel.SMS, Became.UNHEARD, errand=errand.id, now=now)
            self._handed.append(now)
        return Sms(message.mobile, message.text, f"reminder-{errand.id}")

    def _message(
        self, db: Session, schedule: Schedule, errand: Errand, now: datetime
    ) -> Message | None:
        about = errand.refers_to
        found = messages(
            db,
            schedule,
            local_day(now),
            self.link,
            branch=int(about["branch"]),
            borrower=str(about["borrower"]),
            held=True,
        )
        return next((message for message in found if message.can_go), None)

    def _not_taken(self, errand: Errand, trouble: str) -> None:
        """The gateway does not have it, that is certain: it was not sent, and is tried again."""
        with self.writing() as db:
            db.execute(delete(Reminder).where(Reminder.errand_id == errand.id))
            fail(db, errand, self.worker, trouble, now=self.now(), most=MOST_ATTEMPTS)

    def _astray(self, errand: Errand, trouble: str, became: Became) -> None:
        with self.writing() as db:
            _note(db, errand.id, became)
            give_up(db, errand.id, self.worker, trouble, now=self.now())
            _forget_whom(db, Errand.id == errand.id)

    def _keep_pace(self) -> None:
        """Wait until one more is not more than the gateway takes in a minute."""
        if len(self._handed) < self.gateway.a_minute:
            return
        left = (self._handed.popleft() + A_MINUTE - self.now()).total_seconds()
        if left > 0:
            self.wait(left)

    def _remember(self, db: Session) -> None:
        """What went in the last minute, perhaps by one who fell over since."""
        now = self.now()
        # A clock that was put back would have us wait for what is still to come.
        lately = Errand.handed_over_at.between(now - A_MINUTE, now)
        handed = db.scalars(
            select(Errand.handed_over_at)
            .where(Errand.kind == KIND, lately)
            .order_by(Errand.handed_over_at)
        )
        self._handed = deque(filter(None, handed), maxlen=self.gateway.a_minute)


def _note(db: Session, errand: int, became: Became) -> None:
    db.execute(
        update(Reminder).where(Reminder.errand_id == errand).values(became=became),
        execution_options={"synchronize_session": False},
    )


def _forget_whom(db: Session, of: ColumnElement[bool]) -> None:
    """An errand that has ended says no more whom it was about; its loans say it while out."""
    ended = Errand.done_at.is_not(None) | Errand.given_up_at.is_not(None)
    db.execute(
        update(Errand).where(Errand.kind == KIND, of, ended).values(refers_to={}),
        execution_options={"synchronize_session": False},
    )
