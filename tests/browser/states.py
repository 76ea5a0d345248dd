"""The counter with all that can stand on it, one after another."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from fritidsbank.barcodes import Kind, own
from fritidsbank.stock.rules import PlaceKind
from tests.browser.desk import Desk


def nothing(desk: Desk) -> None:
    """Nobody's turn, and nothing has happened yet."""
    desk.is_free()


def rows_of_every_tone(desk: Desk) -> None:
    """A borrower with a late loan, and outcomes of every colour."""
    register = desk.register
    sara = register.borrower("Sara Bergström-Lindqvist")
    register.lends(register.article("Stavar", "STV"), sara, register.now - timedelta(days=20))
    out, helmet = register.article(), register.article("Hjälm", "HJA", "52-56")
    for thing in (out, helmet):
        register.lends(thing, register.borrower("Leo"))
    desk.scans(helmet)
    desk.shows("Back, to be checked", "back", helmet)
    desk.chooses(sara)
    stopped, lent = register.article(), register.article("Pjäxor med ett långt namn", size="25,5")
    register.blocks(stopped, "återkallad av tillverkaren")
    for thing, word, tone in (
        (stopped, "Blocked", "stop"),
        (out, "Lent to somebody else", "look"),
        (lent, "Lent", "out"),
    ):
        desk.scans(thing)
        desk.shows(word, tone, thing)


def rows_with_links(desk: Desk) -> None:
    """Outcomes that lead to another page."""
    register = desk.register
    broken, free = register.article(), own(Kind.ARTICLE, 499_000).digits
    register.stands(broken, PlaceKind.WORKSHOP)
    held = register.put_aside(register.article(), register.borrower("Leo"))
    desk.scans(broken)
    desk.shows("In the workshop", "look", broken)
    desk.scans(free)
    desk.shows("Unknown number", "look", free)
    desk.scans(held)
    desk.shows("Put aside", "look", held)


def what_others_have_booked(desk: Desk) -> None:
    """One is not there for anybody else, one until Thursday, one cannot be kept for longer."""
    register, sara = desk.register, desk.register.borrower("Sara")
    school = register.borrower("Björkskolan")
    today, soon, theirs = (
        register.article("Konståkningsskridskor", "SKR", size) for size in ("44", "45", "46")
    )
    register.lends(theirs, sara)
    for size, begins in (("44", 0), ("45", 3), ("46", 18)):
        register.books(school, "SKR", size, begins=begins)
    desk.chooses(sara)
    desk.scans(today)
    desk.shows("Booked", "look", today)
    desk.scans(soon)
    desk.shows("Booked", "look", soon)
    desk.presses("Extend")
    expect(desk.page.locator("#rows > li.outcome-look")).to_have_count(3)


def returned_things(desk: Desk) -> None:
    """Four of them, one of which is about to go to the workshop."""
    things = desk.register.articles(4)
    for thing in things:
        desk.register.lends(thing, desk.register.borrower("Leo"))
        desk.scans(thing)
        desk.is_back(thing)
    desk.asks(things[3], "To the workshop").tap()
    expect(desk.asks(things[3], "Cancel")).to_be_visible()


def a_tent_without_its_pegs(desk: Desk) -> None:
    """Its parts are ticked off, and one is missing."""
    tent = desk.register.article("Kupoltält", "TLT", "3")
    desk.register.lends(tent, desk.register.borrower("Leo"))
    desk.scans(tent)
    desk.is_back(tent)
    pegs = desk.row(tent).get_by_role("checkbox", name="pinnar")
    pegs.tap()
    expect(pegs).not_to_be_checked()


def a_tray(desk: Desk) -> None:
    """Two things that are not lent yet."""
    for thing in desk.register.articles(2):
        desk.scans(thing)
        desk.lies_ready(thing)


def a_new_borrower(desk: Desk) -> None:
    """The form with two fields."""
    desk.page.locator("[data-focus=new]").tap()
    expect(desk.page.locator("#new-name")).to_be_visible()


def a_refused_borrower(desk: Desk) -> None:
    """The same with a sentence about what was wrong."""
    a_new_borrower(desk)
    desk.keyboard.writes("12\nEva\n")
    expect(desk.page.locator(".new-borrower .field-error")).to_be_visible()


def suggestions(desk: Desk) -> None:
    """The list under the scan field."""
    desk.register.borrower("Sigrid Sjö")
    desk.keyboard.writes("s")
    desk.keyboard.writes("i")
    expect(desk.page.locator("#found [role=option]").first).to_be_visible()


def an_open_menu(desk: Desk) -> None:
    """Where the other pages are."""
    desk.page.locator("#who").tap()
    expect(desk.page.locator("#menu")).to_be_visible()


def another_due_date(desk: Desk) -> None:
    """The field for a day."""
    desk.chooses(desk.register.borrower("Sara"))
    desk.page.locator("#panel-actions button").nth(1).tap()
    expect(desk.page.locator("#due-day")).to_be_visible()


def the_day_of_the_drop_box(desk: Desk) -> None:
    """The choice of a day on which things came back."""
    desk.page.locator("#return-day button").tap()
    expect(desk.page.locator("#other-day")).to_be_visible()


def yesterday(desk: Desk) -> None:
    """Everything is taken back as of yesterday."""
    the_day_of_the_drop_box(desk)
    desk.page.locator("#return-day button").nth(1).tap()
    expect(desk.page.locator("#return-day.is-other")).to_be_visible()


def a_turn_that_is_over(desk: Desk) -> None:
    """The button that takes it up again."""
    desk.chooses(desk.register.borrower("Sara Berg"))
    desk.page.locator(".panel-done").tap()
    expect(desk.page.locator(".idle-resume")).to_be_visible()


def signed_out(desk: Desk) -> None:
    """The session has ended while something waits."""
    desk.page.context.clear_cookies()
    desk.scans(desk.register.article())
    expect(desk.page.locator("#sign-in")).to_be_visible()


def no_line(desk: Desk) -> None:
    """Two scans wait."""
    desk.page.context.set_offline(True)
    for thing in desk.register.articles(2):
        desk.scans(thing)
    expect(desk.page.locator("#rows .outcome-wait")).to_have_count(2)


STATES: tuple[Callable[[Desk], None], ...] = (
    nothing,
    rows_of_every_tone,
    rows_with_links,
    what_others_have_booked,
    returned_things,
    a_tent_without_its_pegs,
    a_tray,
    a_new_borrower,
    a_refused_borrower,
    suggestions,
    an_open_menu,
    another_due_date,
    the_day_of_the_drop_box,
    yesterday,
    a_turn_that_is_over,
    signed_out,
    no_line,
)
