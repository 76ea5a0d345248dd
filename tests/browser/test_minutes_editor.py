"""The editor of the minutes in a browser: what is typed survives, whoever writes meanwhile."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from fritidsbank.minutes.models import Group, Item, Outcome, RosterPerson
from fritidsbank.minutes.rules import MinutesState, Profile
from fritidsbank.minutes.writing.written import items_of, newest_minutes
from fritidsbank.staff.actions import start_session
from fritidsbank.web.access import Role
from tests import make
from tests.browser.conftest import SESSION, tablet
from tests.browser.reading import troubles_of
from tests.browser.register import Register
from tests.browser.serving import Server
from tests.minutes.conftest import WEDNESDAY, leading_group, meeting_of, minutes_of

TEXT = "textarea[name=text]"
NOTHING_KEPT = """async () => {
  const db = await new Promise((done) => {
    const asked = indexedDB.open("fritidsbank-minutes", 1);
    asked.onsuccess = () => done(asked.result);
  });
  const texts = db.transaction("texts").objectStore("texts").getAll();
  return new Promise((done) => { texts.onsuccess = () => done(texts.result.length === 0); });
}"""


@dataclass
class Writing:
    """Sanna's meeting, and windows in which she is signed in."""

    register: Register
    meeting: int
    opens: Callable[..., Page]

    @property
    def path(self) -> str:
        return f"/minutes/meetings/{self.meeting}/write"

    def text(self, place: int = 0) -> str:
        with self.register.store.reading() as db:
            items = [*db.scalars(items_of(newest_minutes(db, self.meeting)))]
            return str(items[place].text)

    def kept_soon(self, page: Page) -> None:
        expect(page.locator("#saved")).to_contain_text("Sparat")


@pytest.fixture(scope="module")
def windows(
    browser: Browser, server: Server, register: Register, complaints: list[str]
) -> Iterator[Callable[..., Page]]:
    now = register.now
    with register.store.writing() as db:
        sanna = make.account(db, "Sanna", [(Role.SECRETARY, None)], now=now)
        device = make.device(db, register.shop.branch, now=now)
        token = start_session(db, sanna, device, branch=register.shop.branch, now=now)
        db.commit()
    opened = []

    def opens(*, script: bool = True) -> Page:
        if script:
            context = tablet(browser, server, complaints)
        else:
            context = browser.new_context(base_url=server.url, java_script_enabled=False)
        cookie = {"name": SESSION, "value": token, "url": server.url}
        context.add_cookies([cookie])  # type: ignore[list-item]
        opened.append(context)
        return context.new_page()

    yield opens
    for context in opened:
        context.close()


@pytest.fixture
def writing(register: Register, windows: Callable[..., Page]) -> Writing:
    """A meeting of its own for each test, with two points."""
    now = register.now
    with register.store.writing() as db:
        group = leading_group(db, now=now, slug=f"grupp-{make.uid()}")
        db.add(RosterPerson(group_id=group.id, name="Eva Ek", organisation="Ria"))
        meeting = meeting_of(db, group, now=now, at=WEDNESDAY)
        minutes_of(db, meeting, ("Lokal", "Söder"), ("Hälsodagen", "17 maj"), now=now)
        db.commit()
        return Writing(register, meeting.id, windows)


def renderers(browser: Browser) -> set[int]:
    """The processes of its tabs."""
    line = browser.new_browser_cdp_session()
    known = line.send("SystemInfo.getProcessInfo")["processInfo"]
    line.detach()
    return {each["id"] for each in known if each["type"] == "renderer"}


def opened(writing: Writing, page: Page | None = None) -> Page:
    page = page or writing.opens()
    page.goto(writing.path)
    expect(page.locator("html[data-ready]")).to_be_attached()
    return page


def test_what_is_typed_is_saved_by_itself_and_then_not_kept_on_the_device(
    writing: Writing,
) -> None:
    page = opened(writing)
    page.locator(TEXT).first.fill("Söder och **norr**")
    writing.kept_soon(page)
    assert writing.text() == "Söder och **norr**"
    assert page.evaluate(NOTHING_KEPT)
    expect(page.locator("[data-preview] strong").first).to_have_text("norr")


def test_what_was_typed_before_the_tab_was_killed_is_there_when_it_is_opened_again(
    writing: Writing, browser: Browser
) -> None:
    others = renderers(browser)
    page = opened(writing)
    context = page.context
    context.set_offline(True)
    page.locator(TEXT).first.fill("Det som skrevs utan nät")
    page.locator("#p1 fieldset summary").click()
    page.locator("#p1 [name=outcome_text]").fill("Ringa vaktmästaren")
    expect(page.locator("#trouble")).to_contain_text("finns kvar här")
    for process in renderers(browser) - others:
        os.kill(process, signal.SIGKILL)
    page.close()
    context.set_offline(False)
    page = opened(writing, context.new_page())
    expect(page.locator(TEXT).first).to_have_value("Det som skrevs utan nät")
    writing.kept_soon(page)
    with writing.register.store.reading() as db:
        of_meeting = select(Outcome.text).join(Item, Item.id == Outcome.item_id)
        minutes = newest_minutes(db, writing.meeting)
        assert [*db.scalars(of_meeting.where(Item.minutes_id == minutes.id))] == [
            "Ringa vaktmästaren"
        ]
    assert writing.text() == "Det som skrevs utan nät"
    assert page.evaluate(NOTHING_KEPT)


def test_without_a_line_it_is_said_calmly_and_sent_later(writing: Writing) -> None:
    page = opened(writing)
    page.context.set_offline(True)
    page.locator(TEXT).first.fill("Skrivet i källaren")
    expect(page.locator("#trouble")).to_contain_text("Ingen uppkoppling")
    page.context.set_offline(False)
    writing.kept_soon(page)
    expect(page.locator("#trouble")).to_be_hidden()
    assert writing.text() == "Skrivet i källaren"


def test_two_who_write_in_the_same_point_see_both_texts_and_join_them(writing: Writing) -> None:
    one, other = opened(writing), opened(writing)
    one.locator(TEXT).first.fill("Söder\n\nEvas rad")
    writing.kept_soon(one)
    other.locator(TEXT).first.fill("Söder\n\nOlles rad")
    notice = other.locator("#p1 [data-meanwhile]")
    expect(notice).to_be_visible()
    notice.get_by_role("button").click()
    expect(other.locator(".minutes-both")).to_contain_text("Evas rad")
    expect(other.locator(".minutes-both")).to_contain_text("Olles rad")
    assert troubles_of(other, smallest=44) == []
    other.get_by_role("button", name="Slå ihop båda").click()
    expect(other.locator(TEXT).first).to_have_value("Söder\n\nEvas rad\n\nOlles rad")
    assert other.evaluate(NOTHING_KEPT)


def test_a_text_for_a_point_that_somebody_removed_is_offered_as_a_new_one(
    writing: Writing,
) -> None:
    one, other = opened(writing), opened(writing)
    other.context.set_offline(True)
    other.locator(TEXT).first.fill("Får inte försvinna")
    expect(other.locator("#trouble")).to_be_visible()
    one.locator("#p1 .minutes-remove summary").click()
    one.locator("#p1").get_by_role("button", name="Ja, ta bort den").click()
    expect(one.locator("#p1")).to_have_count(0)
    other.context.set_offline(False)
    opened(writing, other)
    other.get_by_role("button", name="Se vad du skrev").click()
    other.get_by_role("button", name="Lägg till den som ny punkt").click()
    expect(other.locator("#p3 textarea")).to_have_value("Får inte försvinna")


def test_points_change_places_by_keys_with_what_was_typed_in_them(writing: Writing) -> None:
    page = opened(writing)
    page.locator("#p1 textarea").fill("Söder!")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".minutes-item").last).to_have_id("p1")
    expect(page.locator("#p1")).to_be_focused()
    assert writing.text(1) == "Söder!"


def test_somebody_is_there_by_one_tap(writing: Writing) -> None:
    page = opened(writing)
    page.get_by_role("button", name="Eva Ek").click()
    expect(page.locator(".minutes-person").first).to_contain_text("Eva Ek, Ria")


def test_it_saves_without_a_script(writing: Writing) -> None:
    page = writing.opens(script=False)
    page.goto(writing.path)
    page.locator(TEXT).first.fill("Sparat med knappen")
    page.locator("#p1").get_by_role("button", name="Spara").click()
    expect(page.locator(TEXT).first).to_have_value("Sparat med knappen")
    assert writing.text() == "Sparat med knappen"


@pytest.mark.parametrize("formal", [False, True])
def test_the_editor_can_be_read_and_used_by_everybody(writing: Writing, formal: bool) -> None:  # noqa: FBT001
    with writing.register.store.writing() as db:
        group = db.scalars(select(Group).order_by(Group.id.desc())).first()
        assert group
        group.profile = Profile.FORMAL if formal else Profile.OPEN
        empty = meeting_of(db, group, now=writing.register.now, at=writing.register.now)
        db.commit()
        begin = f"/minutes/meetings/{empty.id}/write"
    page = opened(writing)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    assert troubles_of(page, smallest=44) == []
    page.goto(begin)
    assert troubles_of(page, smallest=44) == []


@pytest.mark.parametrize("state", [MinutesState.REVIEW, MinutesState.PUBLISHED])
def test_what_is_approved_and_what_is_out_can_be_read_by_everybody(
    writing: Writing, state: MinutesState
) -> None:
    with writing.register.store.writing() as db:
        minutes = newest_minutes(db, writing.meeting)
        minutes.state, minutes.published_at = state, writing.register.now
        db.commit()
    page = writing.opens()
    for path in (writing.path, writing.path.replace("/write", "/sign")):
        page.goto(path)
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
        assert troubles_of(page, smallest=44) == []
