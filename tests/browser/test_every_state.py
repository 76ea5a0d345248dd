"""The counter can be read and used by everybody, whatever is on it, in both languages."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser import states
from tests.browser.conftest import Boss, forget
from tests.browser.desk import Desk
from tests.browser.reading import SHOWS_FOCUS, troubles_of
from tests.browser.register import Register
from tests.browser.states import STATES


@pytest.fixture
def desk(reader: Page, boss: Boss, register: Register) -> Iterator[Desk]:
    """The counter, empty, at the size of a tablet."""
    reader.context.add_cookies([boss.cookie])  # type: ignore[list-item]
    reader.set_viewport_size({"width": 1024, "height": 768})
    yield Desk(reader, register, boss.language).opens()
    reader.context.set_offline(False)
    forget(reader)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_the_counter_can_be_read_and_used_by_everybody_whatever_is_on_it(
    desk: Desk, state: Callable[[Desk], None]
) -> None:
    state(desk)
    assert troubles_of(desk.page, smallest=48) == []


def test_in_forced_colours_focus_and_tones_are_still_seen(desk: Desk) -> None:
    desk.page.emulate_media(forced_colors="active")
    states.rows_of_every_tone(desk)
    assert troubles_of(desk.page, smallest=48, widths=(1024,)) == []
    row = desk.page.locator("#rows > li").first
    assert row.evaluate("(row) => getComputedStyle(row).borderTopStyle") == "solid"
    assert desk.page.locator("#scan").evaluate(SHOWS_FOCUS)
    desk.page.emulate_media(forced_colors="none")


def test_with_reduced_motion_nothing_moves(desk: Desk) -> None:
    desk.page.emulate_media(reduced_motion="reduce")
    states.rows_of_every_tone(desk)
    assert desk.page.evaluate("document.getAnimations().length") == 0
    desk.page.emulate_media(reduced_motion="no-preference")
