"""A line that takes its time never makes a scan somebody else's: what comes behind a card waits."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.desk import DONE, Desk

CARDS, SLIPS, FOUND = "**/api/cards/*", "**/api/slips/*", "**/api/find?*"
Hold = Callable[[str], list[Route]]


@pytest.fixture
def hold(desk: Desk) -> Iterator[Hold]:
    """Keep questions back until somebody lets them go."""
    yield partial(held, desk.page)
    desk.page.unroute_all(behavior="ignoreErrors")


def held(page: Page, path: str) -> list[Route]:
    """The next question to that address, which stays on its way."""
    kept: list[Route] = []

    def hold_back(question: Route) -> None:
        # Not by `times=1`: the browser goes back to letting everything by at a moment of its own,
        # which may be after the next test has asked it to hold something back.
        if kept:
            question.continue_()
        else:
            kept.append(question)

    page.route(path, hold_back)
    return kept


def asked(desk: Desk, kept: list[Route]) -> Route:
    """The question, once it is on its way."""
    # Nearly as long as the page itself waits for an answer.
    for _ in range(350):
        if kept:
            return kept[0]
        desk.page.wait_for_timeout(20)
    raise AssertionError(f"nothing was asked: {desk.page.locator('#main').inner_text()}")


def test_what_is_scanned_behind_a_card_is_lent_to_its_owner_and_not_to_whoever_was_here(
    desk: Desk, hold: Hold
) -> None:
    kaj, boots = desk.register.borrower("Kaj"), desk.register.article()
    desk.chooses(desk.register.borrower("Sara"))
    kept = hold(CARDS)
    desk.scans(kaj.card)
    card = asked(desk, kept)
    desk.scans(boots)
    card.continue_()
    desk.has_turn("Kaj")
    desk.is_lent(boots)
    assert desk.register.holder_of(boots) == "Kaj"


def test_what_somebody_else_has_is_not_taken_back_while_a_card_is_looked_up(
    desk: Desk, hold: Hold
) -> None:
    kaj, boots = desk.register.borrower("Kaj"), desk.register.article()
    desk.register.lends(boots, desk.register.borrower("Leo"))
    kept = hold(CARDS)
    desk.scans(kaj.card)
    card = asked(desk, kept)
    desk.scans(boots)
    card.continue_()
    desk.shows("Lent to somebody else", "look", boots)
    assert desk.register.holder_of(boots) == "Leo"


def test_of_two_cards_the_last_one_counts(desk: Desk, hold: Hold) -> None:
    kaj, ylva = desk.register.borrower("Kaj"), desk.register.borrower("Ylva")
    kept = hold(CARDS)
    desk.scans(kaj.card)
    card = asked(desk, kept)
    desk.scans(ylva.card)
    card.continue_()
    desk.has_turn("Ylva")


def test_done_behind_a_card_ends_the_turn_of_its_owner(desk: Desk, hold: Hold) -> None:
    kaj = desk.register.borrower("Kaj")
    kept = hold(CARDS)
    desk.scans(kaj.card)
    card = asked(desk, kept)
    desk.scans(DONE)
    card.continue_()
    expect(desk.page.locator(".idle-resume")).to_contain_text("Kaj")
    desk.is_free()


def test_what_is_scanned_behind_a_name_is_lent_to_them(desk: Desk, hold: Hold) -> None:
    desk.register.borrower("Kerstin Kvist")
    boots = desk.register.article()
    desk.chooses(desk.register.borrower("Sara"))
    kept = hold(FOUND)
    desk.types("kerstin kvist")
    question = asked(desk, kept)
    desk.scans(boots)
    question.continue_()
    desk.has_turn("Kerstin Kvist")
    desk.is_lent(boots)
    assert desk.register.holder_of(boots) == "Kerstin Kvist"


def test_a_card_that_is_not_answered_in_a_while_is_enough_to_lend_by(
    slow_desk: Desk,
) -> None:
    kaj, boots = slow_desk.register.borrower("Kaj"), slow_desk.register.article()
    kept = held(slow_desk.page, CARDS)
    slow_desk.scans(kaj.card)
    asked(slow_desk, kept)
    slow_desk.scans(boots)
    slow_desk.shows("One moment", "look", kaj.card)
    slow_desk.page.clock.fast_forward("00:09")
    slow_desk.is_lent(boots)
    assert slow_desk.register.holder_of(boots) == "Kaj"
    slow_desk.page.unroute_all(behavior="ignoreErrors")
