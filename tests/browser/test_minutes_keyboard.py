"""Sanna goes from pasted notes to the page for everybody by keyboard alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from fritidsbank.staff.actions import start_session
from fritidsbank.web.access import Role
from tests import make
from tests.browser.conftest import PATIENCE, SESSION, TABLET
from tests.browser.register import Register
from tests.browser.serving import Server
from tests.minutes.conftest import leading_group

MOST_ACTIONS = 5
# Farther than the last button of the longest page here.
MOST_STOPS = 120
STREET = "Bruksgatan 8"
PASTED = f"""Minnesanteckningar
Ledningsgrupp för utveckling onsdagen den %s
Tid: 10.00-11.30
Plats: Fontänhuset

Närvarande: Fontänhuset, Ria, 3 gäster

Hälsodagen
Affischen är klar och delas ut nästa vecka. Den finns på {STREET} om den saknas hos er.

Fritidsbanken
Vi pratade om lokaler som kan passa och vad de kostar.
Beslut: Socialförvaltningen frågar föreningarna.
"""
DAYS = {True: "19 april 2017", False: "17 maj 2017"}

# What has the focus, whether a ring is drawn around it, and whether it is in sight and not under
# something else. It only looks: nothing here moves the focus.
_WHERE = """() => {
  const at = document.activeElement;
  if (at === null || at === document.body) {
    return null;
  }
  const label = at.labels?.[0];
  const hasRing = [at, at.parentElement, label ?? at].map((one) => getComputedStyle(one)).some(
    ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
  const box = at.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const isInSight = right > left && bottom > top && over !== null &&
    (at.contains(over) || over.contains(at) || label?.contains(over));
  return {
    name: (label ?? at).textContent.trim().replace(/\\s+/g, " "),
    isSeen: hasRing && Boolean(isInSight),
  };
}"""


@dataclass
class Hands:
    """Two hands at a keyboard: what they pressed is counted, where no focus was seen is noted."""

    page: Page
    actions: int = 0
    unseen: list[str] = field(default_factory=list)

    def tab_to(self, name: str) -> None:
        """Press Tab until what is called so has the focus."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            where: dict[str, Any] | None = self.page.evaluate(_WHERE)
            if where is None:
                self.unseen.append(f"lost before {name}, {self.page.url}")
            elif not where["isSeen"]:
                self.unseen.append(f"{where['name']}, {self.page.url}")
            if where is not None and where["name"].startswith(name):
                return
        raise AssertionError(f"Tab never came to {name} at {self.page.url}")

    def takes(self, name: str) -> None:
        """Choose one of several."""
        self.tab_to(name)
        self.page.keyboard.press("Space")
        self.actions += 1

    def presses(self, name: str) -> None:
        """Press a button, and wait for the page that it leads to."""
        self.tab_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.actions += 1


@dataclass(frozen=True)
class Way:
    """What came of going it once."""

    actions: int
    unseen: list[str]
    path: str
    read: str


def opened(browser: Browser, server: Server, *, script: bool) -> Page:
    width, height = TABLET
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": height},
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        java_script_enabled=script,
    )
    context.set_default_timeout(PATIENCE)
    return context.new_page()


@pytest.fixture(scope="module")
def token(register: Register, server: Server) -> str:
    """Sanna is signed in; her group is known, and nothing of it is public yet."""
    now = register.now
    with register.store.writing() as db:
        leading_group(db, now=now)
        sanna = make.account(db, "Sanna", [(Role.SECRETARY, None)], now=now)
        device = make.device(db, register.shop.branch, now=now)
        token = start_session(db, sanna, device, branch=register.shop.branch, now=now)
        db.commit()
    return token


@pytest.fixture(scope="module", params=[True, False], ids=["script", "no-script"])
def way(
    request: pytest.FixtureRequest, browser: Browser, server: Server, token: str
) -> Iterator[Way]:
    """From the empty field to the page that anybody reads, who is not signed in."""
    page = opened(browser, server, script=request.param)
    cookie = {"name": SESSION, "value": token, "url": server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto("/minutes/read-in")
    hands = Hands(page)
    hands.tab_to("Eller själva texten")
    page.keyboard.insert_text(PASTED % DAYS[request.param])
    hands.presses("Läs in den")
    hands.presses("Gör anteckningar")
    hands.takes("Maska det")
    hands.presses("Publicera")
    anybody = opened(browser, server, script=request.param)
    anybody.goto(page.url)
    reader = Hands(anybody)
    reader.tab_to("Tillgänglighet")
    unseen = [*hands.unseen, *reader.unseen]
    yield Way(hands.actions, unseen, page.url, anybody.inner_text("main"))
    page.context.close()
    anybody.context.close()


def test_from_paste_to_published_takes_at_most_five_actions(way: Way) -> None:
    assert way.actions <= MOST_ACTIONS


def test_it_is_seen_all_the_way_and_down_the_public_page_where_the_keyboard_is(way: Way) -> None:
    assert way.unseen == []


def test_it_ends_at_the_page_for_everybody(way: Way) -> None:
    assert "/moten/ledningsgruppen/2017-" in way.path


def test_anybody_reads_what_was_pasted(way: Way) -> None:
    assert "Socialförvaltningen frågar föreningarna." in way.read
    assert "Affischen är klar och delas ut nästa vecka." in way.read


def test_nobody_reads_what_was_masked_on_the_way(way: Way) -> None:
    assert STREET not in way.read
