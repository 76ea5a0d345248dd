"""A shop that reminds, a gateway on this machine, and a clock that tests move."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.branches.actions import choose
from fritidsbank.reminders.gateways import Gateway
from fritidsbank.reminders.models import Reminder
from fritidsbank.reminders.sending import Rounds
from fritidsbank.stock.queries import Thing
from fritidsbank.web.models import Errand
from tests import make
from tests.conftest import Shop
from tests.reminders.broker import Broker, open_broker

WORKER = "5ec0a2f3-3a51-5d0c-9a53-0b1d86b3f0a1"


@dataclass
class Desk:
    """A shop at a moment, with its gateway."""

    shop: Shop
    broker: Broker
    now: datetime
    waited: list[float] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self.shop.store.writing() as db:
            yield db
            db.commit()

    def rounds(self, **asked: object) -> Rounds:
        """A worker that has just started."""
        address = self.broker.address(**asked)  # type: ignore[arg-type]
        return Rounds(
            self.writing,
            Gateway.at(address),
            WORKER,
            lambda _: "",
            lambda: self.now,
            self.waits,
        )

    def waits(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += timedelta(seconds=seconds)

    def ticks(self, **asked: object) -> int:
        """One round."""
        return self.rounds(**asked).begin()

    def chooses(self, **settings: object) -> None:
        with self.writing() as db:
            for name, value in settings.items():
                choose(db, name, value)

    def meets(self, name: str, mobile: str = "070-174 06 05") -> str:
        with self.writing() as db:
            return make.borrower(db, name, mobile, now=self.now)

    def registers(self, name: str) -> Thing:
        """It has been here for long."""
        at, by = self.now - timedelta(days=60), self.shop.admin
        with self.writing() as db:
            return make.article(db, "STV", name, branch=self.shop.branch, by=by, now=at)

    def says(self, kind: str, **fields: object) -> dict[str, object]:
        """One operation at this moment."""
        return self.tablet.says(kind, **fields)

    @property
    def tablet(self) -> make.Tablet:
        shop = self.shop
        return make.tablet(shop.store, shop.branch, shop.account, now=self.now)

    def lends(self, name: str, borrower: str, *, days_ago: int = 14) -> Thing:
        """Lend a new thing so many days ago; it is due fourteen days after that."""
        thing = self.registers(name)
        now, self.now = self.now, self.now - timedelta(days=days_ago)
        assert self.says("check_out", article=thing.code, borrower=borrower)["outcome"] == "lent"
        self.now = now
        return thing

    def reminders(self) -> list[Reminder]:
        with self.shop.store.reading() as db:
            return [*db.scalars(select(Reminder).order_by(Reminder.id))]

    def errands(self) -> list[Errand]:
        with self.shop.store.reading() as db:
            return [*db.scalars(select(Errand).order_by(Errand.id))]


@pytest.fixture
def broker() -> Iterator[Broker]:
    with open_broker() as broker:
        yield broker


@pytest.fixture
def desk(shop: Shop, broker: Broker) -> Desk:
    """It reminds, and it is a Monday afternoon."""
    desk = Desk(shop, broker, shop.now)
    desk.chooses(remind=True)
    return desk
