"""Without a line nothing is lost or done twice: what was scanned waits on the tablet."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import update

from fritidsbank.barcodes import Kind, own
from fritidsbank.staff.actions import start_session
from fritidsbank.staff.models import SessionRow
from tests import make
from tests.browser.conftest import SESSION, OpenDesk
from tests.browser.desk import Desk
from tests.browser.register import fresh_mobile
from tests.browser.serving import Server
from tests.conftest import PASSWORD

ENDPOINT = "**/api/operations"
# All that lies on the tablet's disk, bytes as the signs that they would be.
ON_DISK = """async () => {
  const db = await new Promise((resolve) => {
    const asked = indexedDB.open("fritidsbank");
    asked.onsuccess = () => resolve(asked.result);
  });
  const kept = await new Promise((resolve) => {
    const asked = db.transaction("acts").objectStore("acts").getAll();
    asked.onsuccess = () => resolve(asked.result);
  });
  const readable = (_, value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? new TextDecoder("latin1").decode(value)
      : value;
  return JSON.stringify(kept, readable);
}"""


@pytest.fixture
def lending(desk: Desk, server: Server) -> Iterator[Desk]:
    """A counter where it is Sara's turn; whatever happens, there is a server afterwards."""
    desk.chooses(desk.register.borrower("Sara"))
    yield desk
    desk.page.unroute_all()
    if server.process is None or not server.process.is_alive():
        server.start()


@pytest.fixture
def offline(fresh_page: Page, open_desk: OpenDesk) -> Desk:
    """A tablet that has left the network while it was nobody's turn."""
    desk = open_desk(fresh_page)
    fresh_page.context.set_offline(True)
    return desk


def waits(desk: Desk, many: int) -> None:
    """The page says that there is no line, and how much waits."""
    line = desk.page.locator("#line")
    expect(line).to_contain_text(desk.say("Offline"))
    expect(line.locator(".queue")).to_have_text(desk.count("{n} waits", "{n} wait", many))


def is_sent(desk: Desk) -> None:
    """Nothing waits any more."""
    expect(desk.page.locator("#line")).to_have_text(desk.say("Online"))


def test_what_is_scanned_while_the_server_is_dead_is_lent_once_when_it_lives(
    lending: Desk, server: Server
) -> None:
    before, first, second = lending.register.articles(3)
    lending.scans(before)
    lending.is_lent(before)
    server.kill()
    lending.scans(first)
    lending.scans(second)
    waits(lending, 2)
    lending.shows("Waiting to be sent", "wait", first.code)
    server.start()
    lending.is_lent(first)
    lending.is_lent(second)
    is_sent(lending)
    assert [lending.register.loans_of(thing) for thing in (before, first, second)] == [1, 1, 1]


def test_an_answer_that_is_lost_on_its_way_is_asked_for_again(lending: Desk) -> None:
    boots = lending.register.article()

    def lose(question: Route) -> None:
        question.fetch()
        question.abort()

    lending.page.route(ENDPOINT, lose, times=1)
    lending.scans(boots)
    lending.is_lent(boots)
    assert lending.register.loans_of(boots) == 1


def test_while_the_register_is_busy_the_act_is_kept(lending: Desk) -> None:
    boots = lending.register.article()
    with lending.register.store.writing(), lending.page.expect_response(ENDPOINT) as answered:
        lending.scans(boots)
    assert answered.value.status == 503
    lending.is_lent(boots)
    assert lending.register.loans_of(boots) == 1


def test_whoever_signs_in_again_sends_what_waited(lending: Desk) -> None:
    boots, register = lending.register.article(), lending.register
    with register.store.writing() as db:
        db.execute(update(SessionRow).values(ended_at=register.now))
        db.commit()
    lending.scans(boots)
    notice = lending.page.locator("#sign-in")
    expect(notice).to_contain_text("1")
    notice.get_by_role("link").tap()
    lending.page.locator("#name").fill("disken")
    lending.page.locator("#password").fill(PASSWORD)
    lending.page.keyboard.press("Enter")
    lending.is_ready()
    lending.is_lent(boots)
    assert register.loans_of(boots) == 1


def test_whoever_has_signed_out_in_another_window_is_asked_to_sign_in(lending: Desk) -> None:
    boots, register = lending.register.article(), lending.register
    other = lending.page.context.new_page()
    other.goto("/today")
    other.get_by_role("button", name="Logga ut").tap()
    expect(other.locator("#password")).to_be_visible()
    other.close()
    lending.scans(boots)
    expect(lending.page.locator("#sign-in")).to_contain_text("1")
    assert register.loans_of(boots) == 0


def test_whoever_has_signed_in_in_another_window_is_shown(lending: Desk) -> None:
    boots, register = lending.register.article(), lending.register
    astrid = register.shop.admin
    with register.store.writing() as db:
        device = make.device(db, register.shop.branch, now=register.now)
        branch = register.shop.branch
        token = start_session(db, astrid, device, branch=branch, now=register.now)
        db.commit()
    cookie = {"name": SESSION, "value": token, "url": lending.page.url}
    lending.page.context.add_cookies([cookie])  # type: ignore[list-item]
    lending.scans(boots)
    lending.is_lent(boots)
    expect(lending.page.locator("#who .who-name")).to_have_text("Astrid")


def test_what_waits_outlives_the_page(lending: Desk) -> None:
    boots = lending.register.article()
    lending.page.route(ENDPOINT, lambda question: question.abort())
    lending.scans(boots)
    waits(lending, 1)
    lending.page.reload()
    lending.page.unroute(ENDPOINT)
    lending.is_lent(boots)
    assert lending.register.loans_of(boots) == 1


def test_somebody_new_without_a_line_gets_what_they_came_for(offline: Desk) -> None:
    boots = offline.register.article()
    offline.types(f"{fresh_mobile()}\nSiv Ström")
    offline.has_turn("Siv Ström")
    offline.scans(boots)
    waits(offline, 2)
    offline.page.context.set_offline(False)
    offline.is_lent(boots)
    assert offline.register.holder_of(boots) == "Siv Ström"


def test_the_name_of_somebody_new_lies_sealed_on_the_tablet(offline: Desk) -> None:
    mobile = fresh_mobile()
    offline.types(f"{mobile}\nSiv Ström")
    waits(offline, 1)
    kept = offline.page.evaluate(ON_DISK)
    assert "register_borrower" in kept
    for secret in ("Siv", "Str", mobile, mobile.replace("-", "").replace(" ", "")[1:]):
        assert secret not in kept


def test_a_card_is_enough_to_lend_by_without_a_line(offline: Desk) -> None:
    kaj, boots = offline.register.borrower("Kaj"), offline.register.article()
    offline.scans(kaj.card)
    offline.scans(boots)
    waits(offline, 1)
    offline.page.context.set_offline(False)
    offline.is_lent(boots)
    assert offline.register.holder_of(boots) == "Kaj"


def test_whose_card_it_was_is_shown_when_the_line_is_back(offline: Desk) -> None:
    kaj, poles = offline.register.borrower("Kaj"), offline.register.article("Stavar", "STV")
    offline.register.lends(poles, kaj)
    offline.scans(kaj.card)
    panel = offline.page.locator("#panel-borrower")
    expect(panel).to_contain_text("Kort")
    offline.page.context.set_offline(False)
    expect(panel).to_contain_text("Kaj")
    expect(panel).to_contain_text("1 pryl ute")


@pytest.fixture
def recognised(offline: Desk) -> Iterator[Desk]:
    """A counter where a card was scanned without a line; the register answers nothing but names."""
    offline.page.route(ENDPOINT, lambda question: question.abort())
    yield offline
    offline.page.unroute_all()


def comes_back(desk: Desk, name: str) -> None:
    """The line is there again: first the page learns whose card it was, then it sends its acts."""
    desk.page.context.set_offline(False)
    desk.has_turn(name)
    desk.page.unroute(ENDPOINT)


def test_what_was_lent_by_a_card_without_a_line_is_counted_when_its_owner_is_known(
    recognised: Desk,
) -> None:
    register = recognised.register
    kaj, poles, boots = (
        register.borrower("Kaj"),
        register.article("Stavar", "STV"),
        register.article(),
    )
    register.lends(poles, kaj)
    recognised.scans(kaj.card)
    recognised.scans(boots)
    waits(recognised, 1)
    comes_back(recognised, "Kaj")
    recognised.is_lent(boots)
    expect(recognised.page.locator("#panel-count")).to_have_text("2 prylar ute")


def test_what_somebody_else_has_is_still_offered_to_the_owner_of_the_card(
    recognised: Desk,
) -> None:
    register = recognised.register
    kaj, boots = register.borrower("Kaj Berg"), register.article()
    register.lends(boots, register.borrower("Leo"))
    recognised.scans(kaj.card)
    recognised.scans(boots)
    waits(recognised, 1)
    comes_back(recognised, "Kaj Berg")
    recognised.presses("Take back and lend to {name}", name="Kaj B.")
    recognised.is_lent(boots)
    assert register.holder_of(boots) == "Kaj Berg"


def test_whoever_looks_for_somebody_without_a_line_is_told_that_nobody_can_be_found(
    offline: Desk,
) -> None:
    offline.register.borrower("Kajsa Kvist")
    offline.keyboard.writes("kajsa")
    told = offline.page.locator("#rows > li").first
    expect(told).to_contain_text(offline.say("Offline"))
    expect(told).to_contain_text(
        offline.say("Nobody can be looked up now. Scan their card, or write them in as new.")
    )


def test_returns_without_a_line_are_booked_when_it_is_back(offline: Desk) -> None:
    boots = offline.register.article()
    offline.register.lends(boots, offline.register.borrower("Leo"))
    offline.scans(boots)
    waits(offline, 1)
    offline.page.context.set_offline(False)
    offline.is_back(boots)
    assert offline.register.holder_of(boots) is None


def test_what_left_the_house_without_a_line_is_never_refused(slow_desk: Desk) -> None:
    register, boots = slow_desk.register, slow_desk.register.article()
    register.lends(boots, register.borrower("Leo"))
    slow_desk.chooses(register.borrower("Ylva"))
    slow_desk.page.context.set_offline(True)
    slow_desk.scans(own(Kind.ARTICLE, 499_000).digits)
    waits(slow_desk, 1)
    slow_desk.page.clock.fast_forward("00:06")
    slow_desk.scans(boots)
    waits(slow_desk, 2)
    slow_desk.page.context.set_offline(False)
    slow_desk.is_lent(boots)
    assert register.holder_of(boots) == "Ylva"


def test_leaving_and_coming_back_shows_what_had_waited(offline: Desk) -> None:
    boots = offline.register.article()
    offline.register.lends(boots, offline.register.borrower("Leo"))
    offline.scans(boots)
    waits(offline, 1)
    offline.page.goto("about:blank")
    offline.page.context.set_offline(False)
    offline.opens()
    offline.is_back(boots)
