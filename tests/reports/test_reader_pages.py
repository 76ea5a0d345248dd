"""Who gets the report by mail: the page on which that is said."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from fritidsbank.reports.mailing import KIND
from fritidsbank.reports.models import ReportReader
from fritidsbank.web.models import Errand
from fritidsbank.web.outbox import UNHEARD, promise
from tests import make
from tests.conftest import Shop

pytestmark = pytest.mark.one_database
PAGE = "/reports/readers"


@pytest.fixture
def astrid(app: Flask, shop: Shop) -> make.Visitor:
    """She may do everything."""
    return make.signed_in(app, shop.store, shop.admin, shop.branch, now=shop.now)


@pytest.fixture(autouse=True)
def _the_clock_stands(monkeypatch: pytest.MonkeyPatch, shop: Shop) -> None:
    monkeypatch.setattr("fritidsbank.clock.now", lambda: shop.now)


def adds(astrid: make.Visitor, address: str = "lena@example.se", branch: str = "all") -> int:
    sent = astrid.sends_form(PAGE, address=address, branch=branch, language="sv")
    return sent.status_code


def mailed(shop: Shop, **columns: object) -> int:
    """A mail to Lena that has gone the way that the columns say."""
    with shop.store.writing() as db:
        lena = db.scalars(select(ReportReader.id)).one()
        errand = promise(db, KIND, {"period": "2026-W09", "reader": lena}, now=shop.now)
        for name, value in columns.items():
            setattr(errand, name, value)
        db.commit()
        return errand.id


def test_an_address_is_added(astrid: make.Visitor) -> None:
    assert adds(astrid) == 303
    assert "lena@example.se" in astrid.client.get(PAGE).text


def test_what_is_no_address_is_said_beside_the_field(astrid: make.Visitor) -> None:
    assert adds(astrid, "lena hos oss") == 422
    assert adds(astrid, branch="4711") == 422


def test_an_address_is_taken_off(astrid: make.Visitor) -> None:
    adds(astrid)
    assert astrid.sends_form(f"{PAGE}/1/remove").status_code == 303
    assert "lena@example.se" not in astrid.client.get(PAGE).text
    assert astrid.sends_form(f"{PAGE}/1/remove").status_code == 404


def test_without_a_mail_server_it_is_said(astrid: make.Visitor) -> None:
    assert "FRITIDSBANK_SMTP" in astrid.client.get(PAGE).text


@pytest.mark.parametrize(
    ("columns", "word"),
    [
        ({}, "Väntar"),
        ({"done_at": True}, "Skickat"),
        ({"given_up_at": True, "handed_over_at": True, "trouble": UNHEARD}, "svarade inte"),
        ({"given_up_at": True, "trouble": "550 @ lives here no more"}, "lives here no more"),
    ],
)
def test_what_became_of_a_mail_is_said(
    astrid: make.Visitor, shop: Shop, columns: dict[str, object], word: str
) -> None:
    adds(astrid)
    at = shop.now + timedelta(minutes=1)
    mailed(shop, **{name: at if value is True else value for name, value in columns.items()})
    assert word in astrid.client.get(PAGE).text


def test_a_mail_is_sent_again_when_somebody_asks(astrid: make.Visitor, shop: Shop) -> None:
    adds(astrid)
    lost = mailed(shop, given_up_at=shop.now, handed_over_at=shop.now, trouble=UNHEARD)
    assert astrid.sends_form(f"/reports/mails/{lost}/again").status_code == 303
    with shop.store.reading() as db:
        waiting = db.scalars(select(Errand).where(Errand.given_up_at.is_(None))).all()
    assert [one.refers_to["period"] for one in waiting] == ["2026-W09"]


def test_a_mail_that_never_was_is_not_sent_again(astrid: make.Visitor) -> None:
    assert astrid.sends_form("/reports/mails/4711/again").status_code == 404
