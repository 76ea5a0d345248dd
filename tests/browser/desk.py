"""The counter's page as people use it, with what it says in their language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page, expect

from fritidsbank.barcodes import Kind, own
from fritidsbank.stock.queries import Thing
from fritidsbank.web.language import say, say_many
from tests.browser.keyboard import ENTER, Keyboard
from tests.browser.register import Person, Register

DONE, UNDO, TO_WORKSHOP, EXTEND = (own(Kind.COMMAND, serial).digits for serial in range(1, 5))
"""The numbers on the sheet of commands."""

# Every press of a finger or a mouse, whatever it meets.
COUNT_PRESSES = """
window.presses = 0;
addEventListener("pointerdown", () => { window.presses += 1; }, true);
"""


@dataclass
class Desk:
    """One counter; `actions` is what somebody has done at it so far."""

    page: Page
    register: Register
    language: str = "sv"
    device: str = ""
    actions: list[str] = field(default_factory=list)
    keyboard: Keyboard = field(init=False)

    def __post_init__(self) -> None:
        self.keyboard = Keyboard(self.page)

    def opens(self) -> "Desk":
        """Open the page and wait until it knows who is here."""
        self.page.goto("/counter")
        self.is_ready()
        return self

    def is_ready(self) -> None:
        """Somebody is signed in and the page says so."""
        expect(self.page.locator("#main")).not_to_have_attribute("aria-busy", "true")
        expect(self.page.locator("#panel-idle button, #panel-borrower h2").first).to_be_visible()
        expect(self.page.locator("#who .who-name")).not_to_have_text(self.say("Nobody"))

    def changes(self) -> int:
        """How much this counter has changed in the register."""
        return self.register.changes(self.device)

    def scans(self, label: Thing | str, suffix: str = ENTER) -> None:
        """One beep of the scanner."""
        code = label if isinstance(label, str) else label.code
        self.actions.append(f"scan {code}")
        self.keyboard.scans(code, suffix)

    def types(self, text: str) -> None:
        """Write with the keyboard, and Enter."""
        self.actions.append(f"type {text}")
        self.keyboard.writes(f"{text}\n")

    def presses(self, sentence: str, /, *, within: Locator | None = None, **facts: Any) -> None:  # noqa: ANN401
        """Tap the button with that English sentence on it."""
        self.actions.append(f"press {sentence}")
        name = self.say(sentence, facts)
        (within or self.page).get_by_role("button", name=name, exact=True).tap()

    def chooses(self, person: Person) -> None:
        """Choose a borrower who is known, by their card."""
        self.scans(person.card)
        self.has_turn(person.name)

    def has_turn(self, name: str) -> None:
        """It is somebody's turn."""
        expect(self.page.locator("#panel-borrower h2")).to_have_text(name)

    def is_free(self) -> None:
        """It is nobody's turn."""
        expect(self.page.locator("#panel-idle")).to_be_visible()
        expect(self.page.locator("#panel-borrower")).to_be_hidden()

    def row(self, about: Thing | str) -> Locator:
        """The newest outcome about an article or a code."""
        return self.page.locator("#rows > li").filter(has_text=_label(about)).first

    def code_of(self, about: Thing | str) -> Locator:
        """Its number, where it stands on the page."""
        return self.page.get_by_text(_label(about), exact=True)

    def shows(self, word: str, tone: str, about: Thing | str) -> Locator:
        """The newest outcome about something, once it says that word in that tone."""
        row = self.row(about)
        expect(row.locator(".outcome-word")).to_contain_text(self.say(word))
        expect(row).to_have_class(re.compile(rf"\boutcome-{tone}\b"))
        return row

    def is_lent(self, about: Thing | str) -> Locator:
        """It went out."""
        return self.shows("Lent", "out", about)

    def is_back(self, about: Thing | str) -> Locator:
        """It came back."""
        return self.shows("Back", "back", about)

    def lies_ready(self, about: Thing | str) -> None:
        """It lies in the tray."""
        expect(self.page.locator("#tray-list li").filter(has_text=_label(about))).to_be_visible()

    def asks(self, about: Thing | str, name: str) -> Locator:
        """A button under an outcome, by its English word."""
        return self.row(about).get_by_role("button", name=self.say(name), exact=True)

    def undoes(self, about: Thing | str) -> None:
        """Tap the button that takes an outcome back."""
        self.actions.append("undo")
        self.row(about).locator(".outcome-undo").tap()

    def has_said(self, sentence: str, **facts: Any) -> None:  # noqa: ANN401
        """What was said aloud last."""
        expect(self.page.locator("#said")).to_contain_text(self.say(sentence, facts))

    def pressed(self) -> int:
        """How often a finger or a mouse has touched the page since it was opened."""
        return int(self.page.evaluate("window.presses"))

    def say(self, sentence: str, facts: Mapping[str, Any] | None = None) -> str:
        """An English sentence in the language of the page."""
        return say(sentence, self.language, facts)

    def count(self, one: str, many: str, n: int) -> str:
        """The singular or the plural."""
        return say_many(one, many, n, self.language)


def _label(about: Thing | str) -> str:
    code = about if isinstance(about, str) else about.code
    return f"{code[:4]} {code[4:]}" if len(code) == 8 and code.isdecimal() else code
