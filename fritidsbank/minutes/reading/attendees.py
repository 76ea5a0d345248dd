"""Who was there: a column of names, or one line of them, each with an organisation or without."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from fritidsbank.minutes.reading.labels import folded
from fritidsbank.minutes.reading.persons import (
    guests_in,
    is_function,
    is_more,
    is_organisation,
    is_person,
)

_MORE = re.compile(r"[, ]+(m\.? ?fl\.?)$", re.IGNORECASE)
_PLUS = re.compile(r",? +(?=\+ ?\w)")
_AND = re.compile(r" (?:och|samt|&) ", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()]{1,80})\)")
_REMARK = re.compile(
    r"\b(?:t\.? ?o\.? ?m|fr\.? ?o\.? ?m|till|från|kl|punkt|§+)\b|^\W*$", re.IGNORECASE
)
"""Somebody came later or went before the end."""
_DIVIDED = re.compile(r" [-–—/] | från | (?=\()")
_COLON = re.compile(r":(?![ae]\b)")
"""Not the one of "1:e vice ordförande"."""
_NEXT_COLON = re.compile(r"(?:[.;/|]|,(?= [A-ZÅÄÖ][\w &-]{1,30}: )) +(?=[A-ZÅÄÖ][^.,:;]{1,40}: )")
"""Between organisations, each with who came from there: "Ria: Anna, Bo. G7: Cia"."""
_FROM = re.compile(r"([A-ZÅÄÖ][^\W\d_]+(?: [^\W\d_-]+){0,3}) från \S")
_BROKEN_NAME = re.compile(r"(?<=[a-zåäöé])- (?=[A-ZÅÄÖ])")
"""A name that ended one line and began the next: "Öberg-Lind"."""
_LONGEST = 3000


@dataclass(frozen=True)
class Attendee:
    """Somebody on the list. `text` is what it says; `guests` a number of people without names."""

    text: str
    name: str = ""
    organisation: str = ""
    function: str = ""
    guests: int | None = None

    def __str__(self) -> str:
        return self.text


@dataclass
class _Entry:
    parts: list[str] = field(default_factory=list)


def attendees_in(
    lines: Sequence[str], known: Collection[str] = (), *, column: bool = False
) -> list[Attendee]:
    """All that a list names. `known`: organisations that the group has.

    `column`: each line is somebody; else it is one text, whose commas divide people.
    """
    organisations = frozenset(folded(name) for name in known)
    if not column:
        text = _BROKEN_NAME.sub("-", " ".join(lines)[:_LONGEST])
        return _in_line(text, organisations)
    there: list[Attendee] = []
    for line in lines:
        there += _in_column(line[:_LONGEST], organisations)
    return there


def _in_column(line: str, known: frozenset[str]) -> list[Attendee]:
    before, colon, after = _COLON.sub("\n", line, count=1).partition("\n")
    if colon and after.strip() and (_is_known(before, known) or not is_person(before, surely=True)):
        # An organisation first, and after it who came from there.
        return [_with_organisation(each, before.strip()) for each in _in_line(after, known)]
    parts = _parts(line)
    if len(parts) <= 3 and not sum(is_person(part, surely=True) for part in parts[1:]):
        apart = [part for part in parts if is_more(part) or guests_in(part) is not None]
        named = [part for part in parts if part not in apart]
        entries = [_Entry(named)] if named else []
        return [_attendee(each, known) for each in [*entries, *(_Entry([one]) for one in apart)]]
    return _in_line(line, known)


def _with_organisation(attendee: Attendee, organisation: str) -> Attendee:
    if not attendee.name or attendee.organisation:
        return attendee
    text = f"{attendee.text}, {organisation}"
    return Attendee(text, attendee.name, organisation, attendee.function)


def _in_line(text: str, known: frozenset[str]) -> list[Attendee]:
    by_organisation = _NEXT_COLON.split(text)
    first, colon, _ = by_organisation[0].partition(":")
    told = len(by_organisation) > 1 or (colon and _is_known(first, known))
    if told and all(_COLON.search(part) for part in by_organisation):
        return [each for part in by_organisation for each in _in_column(part, known)]
    if ";" in text:
        return [each for part in text.split(";") for each in _in_column(part, known)]
    parts = _parts(text)
    return [_attendee(entry, known) for entry in _grouped(parts, known)]


def _parts(text: str) -> list[str]:
    """The pieces between commas and "och", but for commas in brackets."""
    text = text.strip(" ,;")
    if more := _MORE.search(text):
        return [*_parts(text[: more.start()]), more[1]]
    if text.endswith(".") and not re.search(r"(?:m\.? ?fl|\b[A-ZÅÄÖ]|\b\w{1,5}r)\.$", text):
        text = text[:-1]
    text = _PLUS.sub(", ", text)
    pieces: list[str] = []
    for piece in _commas(text):
        pieces += _ands(piece)
    stripped = (piece.strip(" ,").removeprefix("+").strip() for piece in pieces)
    return [piece for piece in stripped if any(map(str.isalnum, piece))]


def _commas(text: str) -> list[str]:
    pieces, depth, begin = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth <= 0:
            pieces.append(text[begin:place])
            begin = place + 1
    return [*pieces, text[begin:]]


def _ands(piece: str) -> list[str]:
    kept: list[str] = []
    begin = 0
    for found in _AND.finditer(piece):
        before, after = piece[begin : found.start()], piece[found.end() :]
        if _are_two(before, after) and before.count("(") == before.count(")"):
            kept.append(before)
            begin = found.end()
    last = re.sub(r"^(?:och|samt) ", "", piece[begin:].strip())
    return [*kept, last]


def _are_two(before: str, after: str) -> bool:
    """Two people ("Anna och Bo"), or one name ("kultur- och fritidsförvaltningen")."""
    before = before.strip()
    if before.endswith("-"):
        return False
    if guests_in(after) is not None or is_more(after):
        return True
    if after[:1].isupper() or after[:1].isdigit():
        return True
    return before[:1].isupper() and is_organisation(after)


def _grouped(parts: Sequence[str], known: frozenset[str]) -> list[_Entry]:
    """People with what follows of them: "Anna Ek, Ria, Bo Al" are two."""
    alternating = _alternate(parts, known)
    often = Counter(folded(part) for part in parts)
    entries: list[_Entry] = []
    named = 0
    for part in parts:
        if guests_in(part) is not None or is_more(part):
            entries.append(_Entry([part]))
            named = 0
            continue
        attaches = 0 < named < 3 and _follows(
            part, entries[-1].parts, known, repeated=often[folded(part)] > 1
        )
        if attaches or (alternating and named == 1):
            entries[-1].parts.append(part)
            named += 1
        else:
            entries.append(_Entry([part]))
            named = 1 if _can_be_somebody(part, known) else 0
    return entries


def _follows(part: str, before: Sequence[str], known: frozenset[str], *, repeated: bool) -> bool:
    """Whether a part says of the one before where it belongs, or what its function is."""
    taken = (
        "(" in before[0]
        or _FROM.match(before[0]) is not None
        or any(_is_known(each, known) for each in before[1:])
    )
    bare = _IN_BRACKETS.sub("", part).strip()
    if _FROM.match(part) or (bare != part and is_person(bare, surely=True)):
        return False
    if is_function(part):
        return not is_person(part, surely=True)
    if taken:
        return False
    if _is_known(part, known) or part[:1].islower():
        return True
    full_name = len(before[0].split()) > 1
    if " " not in part:
        return full_name and len(before) == 1 and not is_person(part, surely=True)
    return repeated and len(before) == 1 and not is_person(part, surely=True)


def _alternate(parts: Sequence[str], known: frozenset[str]) -> bool:
    """Whether each second part is the organisation of the one before it."""
    named = [part for part in parts if guests_in(part) is None and not is_more(part)]
    first, second = named[::2], named[1::2]
    if len(first) != len(second) or len(second) < 2:
        return False
    if any(_is_known(part, known) or len(part.split()) < 2 for part in first):
        return False
    if any("(" in part or is_person(part, surely=True) for part in second):
        return False
    return 2 * sum(_is_known(part, known) or " " not in part for part in second) >= len(second)


def _can_be_somebody(part: str, known: frozenset[str]) -> bool:
    if _FROM.match(part):
        return True
    return (is_person(_IN_BRACKETS.sub("", part).strip()) and not _is_known(part, known)) or (
        is_person(part, surely=True) and folded(part) not in known
    )


def _is_known(part: str, known: frozenset[str]) -> bool:
    return folded(part.strip(" .")) in known or is_organisation(part)


def _attendee(entry: _Entry, known: frozenset[str]) -> Attendee:
    text = ", ".join(entry.parts)
    if is_more(text):
        return Attendee(text)
    if (guests := guests_in(text)) is not None:
        return Attendee(text, guests=guests)
    first, *rest = entry.parts
    divided = _DIVIDED.split(first)
    rest = [each.strip("() ") for each in divided[1:] if each.strip("() ")] + rest
    name = divided[0].strip()
    if _is_known(name, known) or (not is_person(name) and " " in name):
        return Attendee(text, organisation=name, function=", ".join(rest))
    functions = [each for each in rest if is_function(each) and not _is_known(each, known)]
    where = [each for each in rest if each not in functions and not _REMARK.search(each)]
    return Attendee(text, name, ", ".join(where), ", ".join(functions))
