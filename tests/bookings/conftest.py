"""A counter with skates, a school that books them, and Amina who borrows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import pytest
from sqlalchemy.orm import Session

from fritidsbank.bookings import actions, hold_shelf
from fritidsbank.bookings.models import Booking
from fritidsbank.bookings.queries import booking_with
from fritidsbank.bookings.rules import Asked
from fritidsbank.clock import local_day
from fritidsbank.db import Store
from fritidsbank.people.models import BorrowerKind
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.queries import category_coded, thing_with
from tests import make
from tests.conftest import Shop

T = TypeVar("T")
Booked = tuple[str, str]
"""Its id and the number on its slip."""


@dataclass
class Desk:
    """What is done about bookings at the counter of a shop, each act a unit of work."""

    shop: Shop
    tablet: make.Tablet

    @property
    def store(self) -> Store:
        return self.shop.store

    @property
    def today(self) -> date:
        return local_day(self.tablet.now)

    def day(self, days: int) -> str:
        """The day so many days from today, as answers write it."""
        return (self.today + timedelta(days=days)).isoformat()

    def boots(self, size: str = "38") -> str:
        return self.does(
            lambda db: (
                make.article(
                    db,
                    "SKR",
                    "Skridskor",
                    size=size,
                    branch=self.shop.branch,
                    by=self.shop.account,
                    now=self.tablet.now,
                ).code
            )
        )

    def does(self, work: Callable[[Session], T]) -> T:
        """One unit of work."""
        with self.store.writing() as db:
            done = work(db)
            db.commit()
        return done

    def borrower(self, name: str, kind: BorrowerKind = BorrowerKind.PERSON) -> str:
        return self.does(
            lambda db: make.borrower(db, name, "070-174 06 05", kind=kind, now=self.tablet.now)
        )

    def books(
        self, who: str, count: int, size: str = "38", *, begins: int = 0, days: int = 4
    ) -> Booked:
        """So many skates for somebody, from so many days from now on."""
        return self.does(
            lambda db: _known(
                make.booking(
                    db,
                    who,
                    count,
                    "SKR",
                    size,
                    branch=self.shop.branch,
                    now=self.tablet.now,
                    begins=begins,
                    days=days,
                )
            )
        )

    def changes(self, booked: Booked, count: int, *, begins: int, days: int) -> None:
        """Another number, other days."""
        first = self.today + timedelta(days=begins)

        def work(db: Session) -> None:
            found = booking_with(db, booked[0])
            asked = [Asked(category_coded(db, "SKR").id, "38", count)]
            until = first + timedelta(days=days)
            edition = found.edition
            actions.change(db, found, asked, first, until, edition=edition, now=self.tablet.now)

        self.does(work)

    def puts_aside(self, booked: Booked, code: str) -> None:
        """It waits on the hold shelf."""
        signed = Signature(self.tablet.now, self.shop.account)
        self.does(
            lambda db: hold_shelf.put_aside(
                db, booking_with(db, booked[0]), thing_with(db, code), signed=signed
            )
        )

    def cancels(self, booked: Booked) -> None:
        self.does(lambda db: actions.cancel(db, booking_with(db, booked[0]), now=self.tablet.now))

    def expires(self) -> int:
        """What the clock does."""
        return self.does(lambda db: actions.expire(db, now=self.tablet.now))

    def lends(self, code: str, who: str, **more: object) -> dict[str, object]:
        """A check-out; what was answered."""
        return self.tablet.says("check_out", article=code, borrower=who, **more)

    def waits(self, code: str) -> bool:
        """Whether it is put aside."""
        with self.store.reading() as db:
            return thing_with(db, code).held_for is not None

    def state(self, booked: Booked) -> str:
        with self.store.reading() as db:
            return booking_with(db, booked[0]).state.value


def _known(booking: Booking) -> Booked:
    return booking.id, booking.code


@pytest.fixture
def desk(shop: Shop) -> Desk:
    """The counter, before anything is registered or booked."""
    return Desk(shop, make.tablet(shop.store, shop.branch, shop.account, now=shop.now))


@pytest.fixture
def school(desk: Desk) -> str:
    """Björkskolan, which books for a class."""
    return desk.borrower("Björkskolan", BorrowerKind.ORGANISATION)


@pytest.fixture
def amina(desk: Desk) -> str:
    """Amina, who comes in and wants to borrow now."""
    return desk.borrower("Amina")
