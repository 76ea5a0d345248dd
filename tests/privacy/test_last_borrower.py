"""Who had an article last: for a short while, by role, and the look is noted."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from fritidsbank.privacy.models import LookedAt
from fritidsbank.privacy.rules import Look
from fritidsbank.stock.queries import Thing
from tests import make
from tests.counter.conftest import OpenCounter

pytestmark = pytest.mark.one_database


def asks(who: make.Visitor, thing: Thing) -> TestResponse:
    return who.sends_form(f"/articles/{thing.id}/last-borrower")


def looks(counter: OpenCounter) -> list[tuple[str | None, Look]]:
    with counter.shop.store.reading() as db:
        return [(one.borrower_id, one.what) for one in db.scalars(select(LookedAt))]


def came_back(counter: OpenCounter, *, days_ago: int) -> tuple[Thing, str]:
    """Skis that Sara Sandgren brought back some days ago."""
    sara, skis = counter.meets("Sara Sandgren"), counter.registers("Skidor")
    counter.lends(skis, sara, counter.now - timedelta(days=days_ago + 1))
    counter.tablet.now = counter.now - timedelta(days=days_ago)
    counter.tablet.says("check_in", article=skis.code)
    return skis, sara


def test_the_counter_may_ask_in_the_first_week(counter: OpenCounter) -> None:
    skis, _ = came_back(counter, days_ago=6)
    page = asks(counter.disken, skis).text
    assert "Sara Sandgren" in page
    assert "070-174 06 05" in page


def test_the_look_is_noted(counter: OpenCounter) -> None:
    skis, sara = came_back(counter, days_ago=6)
    asks(counter.disken, skis)
    assert looks(counter) == [(sara, Look.LAST_BORROWER)]


def test_later_the_counter_is_told_to_ask_the_manager(counter: OpenCounter) -> None:
    skis, _ = came_back(counter, days_ago=8)
    page = asks(counter.disken, skis).text
    assert "Sara" not in page
    assert "platsansvarig" in page


def test_who_was_told_nothing_has_not_looked(counter: OpenCounter) -> None:
    skis, _ = came_back(counter, days_ago=8)
    asks(counter.disken, skis)
    assert looks(counter) == []


def test_a_manager_may_ask_for_as_long_as_the_loan_is_linked(counter: OpenCounter) -> None:
    skis, _ = came_back(counter, days_ago=25)
    assert "Sara Sandgren" in asks(counter.astrid, skis).text


def test_what_was_never_lent_has_no_last_borrower(counter: OpenCounter) -> None:
    page = asks(counter.disken, counter.registers("Skidor")).text
    assert "inte varit utlånad" in page


def test_no_address_alone_shows_it(counter: OpenCounter) -> None:
    skis, _ = came_back(counter, days_ago=1)
    address = f"/articles/{skis.id}/last-borrower"
    assert counter.disken.client.get(address).status_code == 405


def test_nobody_knows_any_more_when_the_loan_is_unlinked(counter: OpenCounter) -> None:
    skis, sara = came_back(counter, days_ago=1)
    counter.astrid.sends_form(f"/borrowers/{sara}/forget")
    page = asks(counter.astrid, skis).text
    assert "Det vet ingen längre" in page


def test_an_article_that_is_not_there_is_said_so(counter: OpenCounter) -> None:
    address = "/articles/4711/last-borrower"
    assert counter.disken.sends_form(address).status_code == 404
