"""Who works in a shop with two branches, each with a browser in which they are signed in."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from fritidsbank import clock
from fritidsbank.db import Store
from fritidsbank.stock.queries import Thing, standard_place, thing_of
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.web.access import Role
from tests import make
from tests.conftest import Shop


@dataclass(frozen=True)
class Crew:
    """Disken works at the counter of Hamnen, Vera in its workshop, Lena manages it.

    Olle manages the other branch, Söder. Astrid may do everything. Nobody is not signed in.
    """

    shop: Shop
    soder: int
    now: datetime
    disken: make.Visitor
    vera: make.Visitor
    lena: make.Visitor
    olle: make.Visitor
    astrid: make.Visitor
    nobody: make.Visitor

    @property
    def store(self) -> Store:
        """The shop's database."""
        return self.shop.store

    @property
    def hamnen(self) -> int:
        """The branch where most of this happens."""
        return self.shop.branch

    def registers(
        self,
        name: str = "Skridskor",
        *,
        category: str = "SKR",
        size: str = "",
        branch: int | None = None,
    ) -> Thing:
        """An article that has long stood on its shelf."""
        with self.store.writing() as db:
            made = make.article(
                db,
                category,
                name,
                branch=branch or self.hamnen,
                by=self.shop.account,
                size=size,
                now=self.now - timedelta(days=60),
            )
            db.commit()
        return made

    def stands(self, thing: Thing, kind: PlaceKind) -> None:
        """The article has been moved to the standard place of a kind."""
        with self.store.writing() as db:
            make.stand(db, thing.code, kind, branch=self.hamnen, by=self.shop.account, now=self.now)
            db.commit()

    def lends(self, thing: Thing) -> None:
        """The article is out with Sara."""
        tablet = make.tablet(self.store, self.hamnen, self.shop.account, now=self.now)
        with self.store.writing() as db:
            sara = make.borrower(db, "Sara", now=self.now)
            db.commit()
        answer = tablet.says("check_out", article=thing.code, borrower=sara)
        assert answer["outcome"] == "lent", answer

    def sees(self, thing: Thing) -> Thing:
        """The article as it is now."""
        with self.store.reading() as db:
            return thing_of(db, thing.id)

    def place(self, kind: PlaceKind) -> int:
        """The standard place of a kind in Hamnen."""
        with self.store.reading() as db:
            return standard_place(db, self.hamnen, kind).id


@pytest.fixture
def crew(app: Flask, shop: Shop) -> Crew:
    """Everybody at work at this very moment, since pages read the clock themselves."""
    now = clock.now()
    with shop.store.writing() as db:
        soder = make.branch(db, "Söder")
        vera = make.account(db, "Vera", [(Role.WORKSHOP, shop.branch)], now=now)
        lena = make.account(db, "Lena", [(Role.MANAGER, shop.branch)], now=now)
        olle = make.account(db, "Olle", [(Role.MANAGER, soder)], now=now)
        db.commit()

    def browser(account: int, branch: int = shop.branch) -> make.Visitor:
        return make.signed_in(app, shop.store, account, branch, now=now)

    return Crew(
        shop,
        soder,
        now,
        disken=browser(shop.account),
        vera=browser(vera),
        lena=browser(lena),
        olle=browser(olle, soder),
        astrid=browser(shop.admin),
        nobody=make.visitor(app),
    )


def text_of(answer: TestResponse) -> str:
    """What a page says, without its tags."""
    words = re.sub(r"<[^>]*>", " ", answer.text)
    return " ".join(unescape(words).split())


def invalid_fields(answer: TestResponse) -> set[str]:
    """The fields that a page says are wrong, each of which its summary must link to."""
    wrong = set(re.findall(r'id="([^"]+)-error"', answer.text))
    assert wrong <= set(re.findall(r'href="#([^"]+)"', answer.text))
    return wrong


def value_of(answer: TestResponse, field: str) -> str:
    """What stands in a text field of a page."""
    tag = re.search(rf'<input[^>]*\bid="{re.escape(field)}"[^>]*>', answer.text)
    assert tag is not None
    found = re.search(r'\bvalue="([^"]*)"', tag[0])
    assert found is not None
    return unescape(found[1])
