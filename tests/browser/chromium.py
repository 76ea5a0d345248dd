"""The machine's own Chromium, since Playwright's download of one is not used.

The headless shell is the same engine without windows: the tests take two thirds of the time.
"""

import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserType
from playwright.sync_api import Error as BrowserFell

# The first four: a root of a container, a small /dev/shm, and pictures that are alike everywhere.
# The last one spares the drawing by a processor that is none; the others keep a test browser from
# calling home.
FLAGS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
)
PACKAGES = ("chromium-headless-shell", "chromium")
"""What Debian calls it, the better first."""
_NAMES = (*PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable")
_ON_A_MAC = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)


def launched(browser: BrowserType, **more: Any) -> Browser:  # noqa: ANN401 - Playwright's options
    """Start it. It once fell over at its start, which was no fault of the shop's."""
    settings = {"executable_path": chromium(), "args": list(FLAGS), **more}
    try:
        return browser.launch(**settings)
    except BrowserFell:
        return browser.launch(**settings)


def chromium() -> str | None:
    """The program to start, if this machine has it."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    return next((str(path) for path in _ON_A_MAC if path.exists()), None)
