"""The machine's own Chromium, since Playwright's download of one is not used.

The headless shell is the same engine without windows: the tests take two thirds of the time.
"""

import shutil
from pathlib import Path

# The first four: a root of a container, a small /dev/shm, and pictures that are alike everywhere.
# The last two spare a process; the others keep a test browser from calling home.
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
    "--in-process-gpu",
)
PACKAGES = ("chromium-headless-shell", "chromium")
"""What Debian calls it, the better first."""
_NAMES = (*PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable")
_ON_A_MAC = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)


def chromium() -> str | None:
    """The program to start, if this machine has it."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    return next((str(path) for path in _ON_A_MAC if path.exists()), None)
