"""The body of an item: wrapped lines joined again into paragraphs, bullets kept, as Markdown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fritidsbank.minutes.reading.documents import Line

_ENDED = re.compile(r"[.!?…:][\"”\u2019)]?$")
_NUMBERED = re.compile(r"\d{1,2}[.)] ")
_STOP_INSIDE = re.compile(r"\w[.!?] [A-ZÅÄÖ]")
_BROKEN = re.compile(r"[a-zåäöé][-\u2010]$")
_HYPHEN_KEPT = re.compile(r"(?:och|eller|samt|till)\b")
_LABEL = re.compile(r"[A-ZÅÄÖ][a-zåäö]+(?: [a-zåäö]+){0,2}: ")
"""What begins so ("Beslut: ") begins a paragraph."""
_FULL = 0.82
"""A line that is so much of the usual width was broken at the margin; fonts vary by letters."""


@dataclass(frozen=True)
class Margin:
    """Where lines are broken; no width: each line is a paragraph."""

    width: int | None

    def fills(self, line: str) -> bool:
        """Whether a line is too long for a heading, where lines are so wide."""
        return self.width is not None and len(line) > max(30, self.width * 0.5)

    def broke(self, line: str, following: str) -> bool:
        """Whether the next word did not fit any more on the line."""
        if self.width is None:
            return False
        word = following.split(" ", maxsplit=1)[0]
        return len(line) + 1 + len(word) > self.width * _FULL


def margin_of(lines: Sequence[Line], *, wrapped: bool) -> Margin:
    """The width at which most full lines end; a text whose lines are paragraphs has none."""
    lengths = sorted(len(line.text) for line in lines)
    if not wrapped or not lengths or lengths[-1] > 160:
        return Margin(None)
    return Margin(lengths[min(len(lengths) - 1, int(len(lengths) * 0.95))])


def ended(text: str) -> bool:
    """Whether a line ends a sentence."""
    return _ENDED.search(text) is not None


def paragraphs(lines: Sequence[Line], margin: Margin) -> list[Line]:
    """The paragraphs and the points of lists, each as one line."""
    found: list[list[Line]] = []
    for line in lines:
        if found and _goes_on(found[-1][0], found[-1][-1].text, line, margin):
            found[-1].append(line)
        else:
            found.append([line])
    return [replace(each[0], text=_whole([line.text for line in each])) for each in found]


def markdown(lines: Sequence[Line]) -> str:
    """Paragraphs with an empty line between them, and lists with "- " or their numbers."""
    text = ""
    before: Line | None = None
    for line in lines:
        if before is not None:
            text += "\n" if _is_point(before) and _is_point(line) else "\n\n"
        text += f"- {line.text}" if line.bullet else line.text
        before = line
    return text


def _is_point(line: Line) -> bool:
    return line.bullet or _NUMBERED.match(line.text) is not None


def _goes_on(before: Line, last: str, line: Line, margin: Margin) -> bool:
    if _is_point(line) or _LABEL.match(line.text) or _is_one_more(last, line.text, margin):
        return False
    small = line.text[:1].islower()
    if margin.width is None:
        return small and not ended(last) and not line.gap and _is_a_rest(line.text)
    if small and not ended(last):
        # Also over a page's end; but a list without capitals after an empty line is no such end.
        return not line.gap or margin.broke(last, line.text)
    if line.gap:
        return False
    if ended(last) and (_is_point(before) or line.text.endswith(":")):
        return False
    return margin.broke(last, line.text)


def _is_one_more(last: str, text: str, margin: Margin) -> bool:
    """What a board decides, each in a line of its own: "att hyra en bod", "att söka tillstånd"."""
    both = text.startswith("att ") and last.startswith("att ")
    return both and not margin.broke(last, "att")


def _is_a_rest(text: str) -> bool:
    """Whether a line with a small letter ends a sentence rather than being a point of a list."""
    return ended(text) or len(text.split()) > 4 or _STOP_INSIDE.search(text) is not None


def _whole(texts: Sequence[str]) -> str:
    """Wrapped lines as one; a word that was broken at the margin is whole again."""
    whole = [texts[0]]
    for before, after in pairwise(texts):
        begins = after[:1].isalpha() and not _HYPHEN_KEPT.match(after)
        if begins and after[0].islower() and _BROKEN.search(before):
            whole[-1] = whole[-1][:-1]
        elif not (begins and before.endswith(("-", "\u2010"))):
            whole.append(" ")
        whole.append(after)
    return "".join(whole)
