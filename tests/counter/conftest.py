"""A counter that is open: its tablet, and browsers of those who work at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from fritidsbank import clock
from fritidsbank.db import Store
from fritidsbank.stock.queries import Thing
from tests import make
from tests.conftest import Shop
from tests.staff.crew import crew

__all__ = ["crew"]


@dataclass(frozen=True)
class OpenCounter:
    """A shop at this very moment, since pages read the clock themselves.

    `disken` works at the counter, `astrid` is in charge of everything.
    """

    shop: Shop
    now: datetime
    tablet: make.Tablet
    disken: make.Visitor
    astrid: make.Visitor

    def registers(
        self,
        name: str,
        *,
        category: str = "SLP",
        size: str = "",
        code: str = "",
        at: datetime | None = None,
        **known: Any,  # noqa: ANN401 - attributes, as the category names them
    ) -> Thing:
        """An article on its shelf, since long ago if nothing else is said."""
        with self.shop.store.writing() as db:
            made = make.article(
                db,
                category,
                name,
                branch=self.shop.branch,
                by=self.shop.account,
                size=size,
                code=code,
                now=at or self.now - timedelta(days=60),
                **known,
            )
            db.commit()
        return made

    def meets(self, name: str, mobile: str = "070-174 06 05") -> str:
        """Somebody who borrows; their id."""
        with self.shop.store.writing() as db:
            made = make.borrower(db, name, mobile, now=self.now)
            db.commit()
        return made

    def lends(self, thing: Thing, borrower: str, at: datetime | None = None) -> int:
        """Lend it, perhaps some days ago; the number of the loan."""
        self.tablet.now = at or self.now
        answer = self.tablet.says("check_out", article=thing.code, borrower=borrower)
        self.tablet.now = self.now
        assert answer["outcome"] == "lent", answer
        return int(answer["loan"])


@pytest.fixture
def counter(app: Flask, shop: Shop) -> OpenCounter:
    """A shop that is open now."""
    now = clock.now()
    return OpenCounter(
        shop,
        now,
        make.tablet(shop.store, shop.branch, shop.account, now=now),
        make.signed_in(app, shop.store, shop.account, shop.branch, now=now),
        make.signed_in(app, shop.store, shop.admin, shop.branch, now=now),
    )


@contextmanager
def counting(store: Store) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(*about: Any) -> None:  # noqa: ANN401 - an event's arguments
        sent.append(str(about[2]))

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(store.engine, "before_cursor_execute", note)
