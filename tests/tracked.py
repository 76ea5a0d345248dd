"""The files that belong to the project: those git knows, and new ones that it does not ignore."""

import subprocess
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


@cache
def tracked() -> tuple[Path, ...]:
    """Their paths from the top of the checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    # A file that was deleted but not yet committed is still listed.
    return tuple(sorted(Path(name) for name in listed if name and (HOUSE / name).is_file()))


def tracked_in(*folders: str, suffix: str = "") -> list[Path]:
    """Those in some of the folders at the top, perhaps of one kind only."""
    return [
        path for path in tracked() if path.parts[0] in folders and path.as_posix().endswith(suffix)
    ]


def text_of(path: Path) -> str:
    """What is written in one of them."""
    return (HOUSE / path).read_text(encoding="utf-8")
