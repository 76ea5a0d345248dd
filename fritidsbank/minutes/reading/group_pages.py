"""The page that tells of a group: why it is there, who belongs to it, where and when it meets."""

from collections.abc import Sequence

from fritidsbank.minutes.reading.documents import Line
from fritidsbank.minutes.reading.headings import Heading
from fritidsbank.minutes.reading.labels import folded
from fritidsbank.minutes.reading.words import words_of

_ASKED = frozenset(words_of("group_page", "headings"))
PLACE = frozenset(words_of("group_page", "place"))
MEMBERS = frozenset(words_of("group_page", "members"))
_SHOWN = 400


def sections_of(lines: Sequence[Line]) -> list[Heading]:
    """The headings of such a page; nothing if the document is another one."""
    found = [
        Heading(place, place + 1, "", line.text.rstrip(":").strip())
        for place, line in enumerate(lines[:_SHOWN])
        if place and _is_heading(line)
    ]
    asked = {name for each in found if (name := asked_by(each.title)) in _ASKED}
    questions = sum(each.title.endswith("?") for each in found)
    return found if len(asked) >= 3 and questions >= 2 else []


def asked_by(title: str) -> str:
    """A heading without its question mark, as it is compared."""
    return folded(title.rstrip("?: "))


def _is_heading(line: Line) -> bool:
    text = line.text
    if line.bullet or len(text) > 60:
        return False
    return asked_by(text) in _ASKED or (text.endswith("?") and bool(line.weight or line.gap))
