"""Where the items begin: by their numbers, by their type, or by how a heading stands in a text."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fritidsbank.minutes.reading.clock_times import without_days_and_times
from fritidsbank.minutes.reading.documents import Line, Weight
from fritidsbank.minutes.reading.labels import label_of
from fritidsbank.minutes.reading.paragraphs import Margin, ended
from fritidsbank.minutes.reading.words import longest_first

_SECTION = re.compile(r"§§? ?(\d{1,4})(?: ?[-–] ?\d{1,4})?[.:)]?(?: [-–])?(?: |$)")
_POINT = re.compile(
    r"(?:punkt|ärende)? ?(\d{1,3})(?: ?[.):]|\.\))(?: [-–])?(?: |(?=[A-ZÅÄÖ])|$)", re.IGNORECASE
)
_DIGIT = re.compile(r"(\d{1,2}) (?=[A-ZÅÄÖ])")
_STYLES = ((_SECTION, 2), (_POINT, 2), (_DIGIT, 3))
_TITLE_END = re.compile(r"(?<=[^\d\s.])(?:[.:] )(?=[A-ZÅÄÖ\"”])")
_USUAL = re.compile(
    rf"(?:{longest_first('headings', 'usual')}"
    rf"|(?:{longest_first('headings', 'usual_beginnings')}) .{{3,40}})[?:]?",
    re.IGNORECASE,
)
_STOP_INSIDE = re.compile(r"\w{3,}[.!?] [A-ZÅÄÖ]")
LONGEST = 60
_LONGEST_MARKED = 120
_NUMBER_NAME = re.compile(r"\d{1,3}[-A-ZÅÄÖ][\w-]")
"""The beginning of a word: "3D-skrivaren"."""
_WRAPPED = 40
"""A title that is shorter was not broken at a margin."""


@dataclass(frozen=True)
class Heading:
    """A heading: the lines that it stands on, its number, its title, and body on the same line."""

    place: int
    after: int
    number: str
    title: str
    body: str = ""


def numbered(lines: Sequence[Line]) -> list[Heading]:
    """The headings by number, if there are at least two: "§ 36", "1." or "1)"."""
    for style, least in _STYLES:
        found = [
            (place, int(number[1]), number.end())
            for place, line in enumerate(lines)
            if (number := style.match(line.text[:40])) and not line.bullet
        ]
        chain = _chain(found, len(lines))
        if _is_list_of_sentences(lines, [place for place, _, _ in chain]):
            continue
        if len(chain) >= least and (style is not _DIGIT or chain[0][1] == 1):
            return [_heading(lines, place, end) for place, _, end in chain]
    return []


def _is_list_of_sentences(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Whether the numbers are those of a list in a text: "Förslag som kom fram:", "1. En app."."""
    if not places or places[0] == 0 or places[-1] - places[0] != len(places) - 1:
        return False
    before = lines[places[0] - 1].text
    sentences = all(lines[place].text.endswith(".") for place in places)
    return sentences and before.endswith(":") and label_of(before) is None


def _chain(found: Sequence[tuple[int, int, int]], total: int) -> list[tuple[int, int, int]]:
    """Numbers that go on, those with a text after them rather than a list of what is to come."""
    places = [place for place, _, _ in found]
    best: dict[int, tuple[int, int]] = {}
    back: list[int | None] = []
    scores: list[int] = []
    for index, (place, number, _) in enumerate(found):
        following = places[index + 1] if index + 1 < len(places) else total
        worth = 20 if following > place + 1 else 11
        before = max(
            (best[number - step][0] - 2 * (step - 1), best[number - step][1])
            for step in (1, 2, 3)
            if number - step in best
        ) if any(number - step in best for step in (1, 2, 3)) else None  # fmt: skip
        score = worth + (before[0] if before else 0)
        back.append(before[1] if before else None)
        scores.append(score)
        if number not in best or best[number][0] <= score:
            best[number] = (score, index)
    if not scores:
        return []
    at: int | None = max(range(len(scores)), key=lambda index: (scores[index], index))
    chain: list[tuple[int, int, int]] = []
    while at is not None:
        chain.append(found[at])
        at = back[at]
    return chain[::-1]


def _heading(lines: Sequence[Line], place: int, end: int) -> Heading:
    text = lines[place].text
    number = text[:end].strip(" -–")
    title, after = text[end:].strip(), place + 1
    if not title and after < len(lines) and _fits(lines[after].text, _LONGEST_MARKED):
        # "§ 36", and what it is about on the line below.
        title, after = lines[after].text, after + 1
    while _is_wrapped(lines, title, after):
        title, after = f"{title} {lines[after].text}", after + 1
    body = ""
    if len(title) > LONGEST or ended(title):
        title, body = _divided(title)
    return Heading(place, after, number, trimmed(title), body)


def _is_wrapped(lines: Sequence[Line], title: str, after: int) -> bool:
    """Whether a long title goes on in the next line, and is not the beginning of a text."""
    if len(title) < _WRAPPED or not 0 < after < len(lines) or not reads_on(lines, after - 1):
        return False
    whole = f"{title} {lines[after].text}"
    return len(whole) <= 2 * LONGEST and not _a_sentence(whole) and not has_stop(whole)


def _divided(title: str) -> tuple[str, str]:
    """The first words as a title, the rest as a text: "Hälsodagen. Vi har bokat Arena."."""
    found = _TITLE_END.search(title[: LONGEST + 20])
    if found:
        return title[: found.start()], title[found.end() :]
    return title, ""


def trimmed(title: str) -> str:
    """A title without what leads over to its text; a question mark belongs to it."""
    return title.strip(" *_").rstrip(":.-– ").strip()


def marked(lines: Sequence[Line], free: Collection[int]) -> list[Heading]:
    """The headings that mark-up or type shows, among the lines that are nothing else."""
    for weights in ({Weight.HEADING}, {Weight.HEADING, Weight.STRONG}):
        found = [
            place
            for place in sorted(free)
            if lines[place].weight in weights and _can_be_marked(lines[place])
        ]
        # "Beslut:" in bold within each item belongs to it; what was decided at the whole meeting
        # stands once, after all items.
        outcomes = [place for place in found if _TOLD_OUTCOME.fullmatch(lines[place].text)]
        words = {lines[place].text.casefold() for place in outcomes}
        of_all = len(words) == len(outcomes) and outcomes == found[len(found) - len(outcomes) :]
        if (len(outcomes) > 1 and not of_all) or any(
            lines[place].text.endswith(":") for place in outcomes
        ):
            found = [place for place in found if place not in outcomes]
        if len(found) >= 2 or (found and Weight.STRONG in weights):
            return [_plain(lines, place) for place in found]
    return []


def unmarked(lines: Sequence[Line], free: Collection[int], margin: Margin) -> list[Heading]:
    """Short lines that stand like headings: a capital, no full stop, and a paragraph after."""
    found = [place for place in sorted(free) if _stands_like_one(lines, place, free, margin)]
    stopped = [place for place in sorted(free) if _is_stopped(lines, place)]
    if len(stopped) > 1 and any(not is_usual(trimmed(lines[at].text)) for at in stopped):
        found = sorted({*found, *stopped})
    apart = [place for place in found if lines[place].gap or place - 1 not in free]
    if len(apart) > 1 and len(apart) * 2 > len(found):
        found = apart
    colons = [place for place in found if lines[place].text.endswith(":")]
    if len(colons) * 2 <= len(found):
        # "Gruppen vill:" leads over to a list, unless that is how headings are written here.
        found = [at for at in found if at not in colons or len(lines[at].text.split()) < 3]
    return [_plain(lines, place) for place in found]


def _is_stopped(lines: Sequence[Line], place: int) -> bool:
    """Whether a word or two with a full stop are a heading: space above, a text close below."""
    line = lines[place]
    if not line.text.endswith(".") or line.bullet or not (line.gap or place == 0):
        return False
    words = line.text[:-1].split()
    if place + 1 >= len(lines) or not 1 <= len(words) <= 3 or not line.text[:1].isupper():
        return False
    after = lines[place + 1]
    close = not after.gap and (after.bullet or is_prose(after.text) or ended(after.text))
    return close and len(words[0]) > 1 and not re.search(r"[.!?,:\d]", line.text[:-1])


def leads(lines: Sequence[Line], free: Collection[int]) -> list[Heading]:
    """Paragraphs whose first words stand out by their type: "**Fritidsbank.** Vi söker lokal."."""
    found = []
    for place in sorted(free):
        line = lines[place]
        title = trimmed(line.text[: line.lead])
        if 0 < line.lead <= LONGEST and not line.bullet and not _OUTCOME.match(title):
            body = line.text[line.lead :].lstrip(" :.–-")
            found.append(Heading(place, place + 1, "", title, body))
    return found if len(found) >= 2 else []


def lead_ins(lines: Sequence[Line], free: Collection[int]) -> list[Heading]:
    """Paragraphs that begin with what they are about: "Fritidsbanken: Vi söker lokal."""
    found = [
        Heading(place, place + 1, "", trimmed(lead[1]), lead[2])
        for place in sorted(free)
        if not lines[place].bullet
        and (lead := _LEAD_IN.match(lines[place].text[:2000]))
        and not _OUTCOME.match(lead[1])
    ]
    return found if len(found) >= 2 else []


_LEAD_IN = re.compile(r"([A-ZÅÄÖ][^.:!?]{2,45}): (\S.*)")
_OUTCOME = re.compile(
    r"(?:beslut|åtgärd|ansvarig|att göra|förslag|uppdrag|tid|plats|datum|obs|klart|senast)",
    re.IGNORECASE,
)


_TOLD_OUTCOME = re.compile(
    rf"(?:{longest_first('outcomes', 'decision')}|{longest_first('outcomes', 'within')}) ?:?",
    re.IGNORECASE,
)
_LEADS_OVER = re.compile(
    r"(?:vi|alla|man|det|gruppen|rådet|mötet|styrelsen|nätverket) .*:$", re.IGNORECASE
)
"""A sentence that a list ends: "Vi bestämde:"."""


def _plain(lines: Sequence[Line], place: int) -> Heading:
    return Heading(place, place + 1, "", trimmed(lines[place].text))


def _can_be_marked(line: Line) -> bool:
    return not line.bullet and len(line.text) <= _LONGEST_MARKED and not _a_sentence(line.text)


def _a_sentence(text: str) -> bool:
    return text.endswith((".", "!", ",", ";")) and len(text.split()) > 3


def _fits(text: str, longest: int = LONGEST) -> bool:
    return (
        len(text) <= longest
        and (text[:1].isupper() or text[:1] in "\"”'" or _NUMBER_NAME.match(text) is not None)
        and not text.endswith((".", ",", ";", "!", "…", "-"))
    )


def _stands_like_one(
    lines: Sequence[Line], place: int, free: Collection[int], margin: Margin
) -> bool:
    line = lines[place]
    if line.bullet or not _fits(line.text) or len(line.text.split()) > 9:
        return False
    if reads_on(lines, place) or _STOP_INSIDE.search(line.text) or _leads_over(line.text):
        return False
    if sum(map(str.isalpha, without_days_and_times(line.text))) < 2:
        return False
    if "@" in line.text or "www." in line.text or "://" in line.text:
        return False
    if not _begins_anew(lines, place, free):
        return False
    return is_usual(line.text) or _has_a_paragraph(lines, place, margin)


def _leads_over(text: str) -> bool:
    """Whether a line is no heading, but says what it is about: "Vi bestämde:", "Ansvarig: Bo"."""
    if text.endswith(":"):
        return bool(_LEADS_OVER.match(text) or _TOLD_OUTCOME.fullmatch(text))
    return ": " in text and _OUTCOME.match(text) is not None


def _begins_anew(lines: Sequence[Line], place: int, free: Collection[int]) -> bool:
    if place == 0 or lines[place].gap or place - 1 not in free:
        return True
    before = lines[place - 1]
    return ended(before.text) or before.bullet


def _has_a_paragraph(lines: Sequence[Line], place: int, margin: Margin) -> bool:
    if place + 1 >= len(lines):
        return False
    after = lines[place + 1]
    if after.bullet or is_prose(after.text) or reads_on(lines, place + 1):
        return True
    if after.text.endswith(":"):
        return place + 2 < len(lines) and lines[place + 2].bullet
    return len(after.text.split()) > 4 and margin.fills(after.text)


def reads_on(lines: Sequence[Line], place: int) -> bool:
    """Whether the sentence of a line goes on in the next one."""
    if place + 1 >= len(lines) or ended(lines[place].text):
        return False
    after = lines[place + 1]
    return not after.gap and not after.bullet and after.text[:1].islower()


def is_prose(text: str) -> bool:
    """Whether a line is part of a running text and no heading or name."""
    if len(text) > 65 or _STOP_INSIDE.search(text):
        return True
    words = text.split()
    return (
        (len(words) > 1 and text.endswith((".", "!", "?", ",")))
        or len(words) > 9
        or (len(words) > 4 and not text[-1:].isupper() and ": " in text[:30])
    )


def has_stop(text: str) -> bool:
    """Whether a sentence ends within a line and another one begins."""
    return _STOP_INSIDE.search(text) is not None


def is_usual(text: str) -> bool:
    """Whether it is what nearly all minutes have, such as "Övriga frågor"."""
    return _USUAL.fullmatch(text) is not None
