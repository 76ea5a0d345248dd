"""What writes into a page: a scanner that acts as a keyboard, and fingers.

The browser is told when each key was pressed, and is given all keys of a beep without waiting for
an answer to each, since a machine with much to do would otherwise make a slow scanner, and fast
fingers, of anything.
"""

import asyncio
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playwright.sync_api import CDPSession, Page

from fritidsbank import clock

ENTER, TAB, NOTHING = "\n", "\t", ""

_SCANNER = 0.005
_FINGERS = 0.09
_BETWEEN = 0.5

# The keys that differ: what a scanner presses, who speaks US English, and people at a Swedish one.
_US = {
    ":": ("Semicolon", True),
    "/": ("Slash", False),
    "?": ("Slash", True),
    "-": ("Minus", False),
    "_": ("Minus", True),
    "=": ("Equal", False),
    ".": ("Period", False),
    " ": ("Space", False),
}
_SWEDISH = {
    "å": ("BracketLeft", False),
    "ä": ("Quote", False),
    "ö": ("Semicolon", False),
    "-": ("Slash", False),
    "_": ("Slash", True),
    "+": ("Minus", False),
    "?": ("Minus", True),
    ".": ("Period", False),
    " ": ("Space", False),
}
_ON_SWEDISH = {":": "Ö", "/": "-", "?": "_", "-": "+", "_": "?", "=": "´", ".": "."}
# Letting go of a sign means nothing to a page.
_RELEASED = {"Enter", "Tab", "Space"}
_NAMED = {"\n": ("Enter", 13, "\r"), "\t": ("Tab", 9, "")}


@dataclass
class Keyboard:
    """All that is written into one page; each beep and each line begins after a while."""

    page: Page
    _last: float = 0.0

    @cached_property
    def _line(self) -> CDPSession:
        return self.page.context.new_cdp_session(self.page)

    def scans(self, code: str, suffix: str = ENTER) -> None:
        """A beep: every key at once. Spaces on a label are for people, and not sent."""
        self._write([_key(sign, _US) for sign in code.replace(" ", "") + suffix], _SCANNER)

    def scans_into_swedish(self, code: str) -> None:
        """The same into a tablet that takes the scanner for a Swedish keyboard."""
        shown = [_key(sign, _US) | _shown(_ON_SWEDISH.get(sign, sign)) for sign in code]
        self._write([*shown, _key(ENTER, _US)], _SCANNER)

    def scans_without_keys(self, code: str) -> None:
        """The same by a wireless scanner that names no key, only the Swedish sign that it makes."""
        shown = [{"code": ""} | _shown(_ON_SWEDISH.get(sign, sign)) for sign in code]
        self._write([*shown, _key(ENTER, _US)], _SCANNER)

    def writes(self, text: str) -> None:
        """Somebody writes, at the pace of a person."""
        self._write([_key(sign, _SWEDISH) for sign in text], _FINGERS)

    def _write(self, keys: list[dict[str, Any]], gap: float) -> None:
        # Seconds since 1970 of a clock that never goes back, even if that of the machine does.
        at = max(clock.now().timestamp(), self._last + _BETWEEN)
        presses: list[dict[str, Any]] = []
        for key in keys:
            presses.append({"type": "keyDown", "timestamp": at, **key})
            if key["code"] in _RELEASED:
                presses.append({"type": "keyUp", "timestamp": at, **key})
            self._last, at = at, at + gap
        self._line._sync(self._all_sent(presses))

    async def _all_sent(self, presses: list[dict[str, Any]]) -> None:
        # The public one waits for an answer to each key.
        send = self._line._impl_obj.send
        each = [send("Input.dispatchKeyEvent", timeout=30_000, params=press) for press in presses]
        await asyncio.gather(*each)


def _key(sign: str, layout: dict[str, tuple[str, bool]]) -> dict[str, Any]:
    if sign in _NAMED:
        name, number, text = _NAMED[sign]
        return {"code": name, "key": name, "windowsVirtualKeyCode": number, "text": text}
    code, shift = layout.get(sign.lower(), ("", False))
    if not code:
        code = f"Digit{sign}" if sign.isdecimal() else f"Key{sign.upper()}"
    return {"code": code, "modifiers": 8 if shift or sign.isupper() else 0} | _shown(sign)


def _shown(sign: str) -> dict[str, str]:
    return {"key": sign, "text": sign}
