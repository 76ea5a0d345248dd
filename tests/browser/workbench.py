"""The screen on the wall of the workshop, as somebody with dirty hands uses it."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from fritidsbank.stock.queries import Thing
from tests.browser.keyboard import Keyboard
from tests.browser.register import Register

SCREEN = (1280, 800)


@dataclass
class Workbench:
    """One screen, signed in as Verkstaden; `hands` is all that somebody has done at it."""

    page: Page
    register: Register
    hands: list[str] = field(default_factory=list)
    keyboard: Keyboard = field(init=False)

    def __post_init__(self) -> None:
        self.keyboard = Keyboard(self.page)

    def shows_the_wall(self) -> "Workbench":
        """The wall, once it hears the scanner."""
        self.page.goto("/workshop")
        self.is_wall()
        return self

    def is_wall(self) -> None:
        """The wall is there and listens."""
        expect(self.page.locator("html[data-wall=ready]")).to_be_attached()

    def opens(self, thing: Thing, what: str = "") -> None:
        """The page of an article, by its address."""
        self.page.goto(f"/workshop/{thing.id}{what}")
        if not what:
            self.is_open(thing)

    def is_open(self, thing: Thing) -> None:
        """The page of an article is there and listens."""
        expect(self.page).to_have_url(re.compile(rf"/workshop/{thing.id}(\?|#|$)"))
        expect(self.page.locator("html[data-scanning=ready]")).to_be_attached()

    def scans(self, thing: Thing) -> None:
        """One beep."""
        self.hands.append("scan")
        self.keyboard.scans(thing.code)
        self.is_open(thing)

    def taps(self, tile: str) -> None:
        """A tile, which says at once that it is pressed."""
        self.hands.append("tile")
        self.tile(tile).tap()
        expect(self.tile(tile)).to_have_attribute("aria-pressed", "true")

    def presses(self, name: str) -> None:
        """A button or a link that leads somewhere, by what stands on it."""
        self.hands.append("tap")
        self.button(name).tap()

    def tile(self, id_: str) -> Locator:
        """A tile by its id."""
        return self.page.locator(f"#{id_}")

    def button(self, name: str) -> Locator:
        """Whatever can be pressed and says so."""
        role = self.page.get_by_role("button", name=name)
        return role.or_(self.page.get_by_role("link", name=name, exact=True)).first

    def card(self, thing: Thing) -> Locator:
        """It hangs on the wall."""
        return self.page.locator(f"#card-{thing.id}")

    def tabs_to(self, id_or_value: str) -> None:
        """Press Tab until what has that id, or that value, has the focus."""
        for _ in range(70):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate("[document.activeElement.id, document.activeElement.value]")
            if id_or_value in at:
                return
        raise AssertionError(f"Tab never came to {id_or_value}")
