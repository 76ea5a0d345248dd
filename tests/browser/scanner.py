"""A bar-code scanner that acts as a keyboard: keys by their place, as fast as it can, and a suffix."""

from playwright.sync_api import Page

ENTER, TAB, NOTHING = "\n", "\t", ""
# What a scanner that speaks US English presses, and the sign that a Swedish keyboard makes of it.
_SWEDISH = {
    ":": ("Semicolon", True, "Ö"),
    "/": ("Slash", False, "-"),
    "?": ("Slash", True, "_"),
    "-": ("Minus", False, "+"),
    "_": ("Minus", True, "?"),
    "=": ("Equal", False, "´"),
    ".": ("Period", False, "."),
}


def scan(page: Page, code: str, suffix: str = ENTER) -> None:
    """Scan a code; spaces are for people and are not sent."""
    text = code.replace(" ", "")
    if suffix == TAB:
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    else:
        page.keyboard.type(text + suffix)


def scan_on_swedish_layout(page: Page, text: str) -> None:
    """The same where the tablet takes the scanner for a Swedish keyboard, so that signs differ."""
    line = page.context.new_cdp_session(page)
    for sign in text:
        code, shift, shown = _key(sign)
        event = {"code": code, "key": shown, "modifiers": 8 if shift else 0}
        line.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": shown, **event})
        line.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})
    page.keyboard.press("Enter")
    line.detach()


def _key(sign: str) -> tuple[str, bool, str]:
    if sign.isdecimal():
        return f"Digit{sign}", False, sign
    if sign.isalpha():
        return f"Key{sign.upper()}", sign.isupper(), sign
    return _SWEDISH[sign]
