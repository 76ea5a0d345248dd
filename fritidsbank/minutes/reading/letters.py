"""What is round a text that was sent: the head of a letter, its greeting, the marks of a chat."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fritidsbank.minutes.reading.documents import Line
from fritidsbank.minutes.reading.persons import is_person

_FIELD = re.compile(
    r"(från|from|skickat|sent|datum|date|till|to|kopia|cc|hemlig kopia|bcc|ämne|subject|prioritet"
    r"|bifogade filer|bilagor|attachments) ?: ?(.*)",
    re.IGNORECASE,
)
_SUBJECT = frozenset({"ämne", "subject"})
_SENT = frozenset({"skickat", "sent", "datum", "date"})
_FORWARDED = re.compile(r"(?:(?:vb|sv|vs|fw|fwd|re) ?: ?)+", re.IGNORECASE)
_CHAT = re.compile(r"\[(?:[\d/-]+,? )?\d{1,2}[.:]\d\d(?:[.:]\d\d)?\] *([^:]{2,40})(?:: *(.*))?$")
_FAREWELL = re.compile(
    r"(?:med |många )?(?:vänlig|bästa|varm|hjärtlig|glad)\w* hälsning\w*|mvh|hälsningar"
    r"|(?:bästa|många) hälsningar|/{1,2} ?[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?",
    re.IGNORECASE,
)
_HEAD = 15
_FIELDS = 10
_TAIL = 7


@dataclass(frozen=True)
class Unpacked:
    """The text that was sent, its subject as the first line, and when it was sent."""

    lines: list[Line]
    sent: str = ""


def unpacked(lines: list[Line]) -> Unpacked:
    """The text without the head of a letter and without who said it in a chat."""
    spoken = [bare for line in lines for bare in _without_speaker(line)]
    begin = next((at for at, line in enumerate(spoken[:_HEAD]) if _field(line)), None)
    if begin is None:
        return Unpacked(spoken)
    told: dict[str, str] = {}
    for at, line in enumerate(spoken[begin : begin + _FIELDS], start=begin):
        field = _field(line)
        if field is None and line.gap:
            break
        if field is not None:
            told.setdefault(field[0], field[1])
        if field is not None and field[0] in _SUBJECT and len(told) > 2:
            sent = next((told[name] for name in _SENT if name in told), "")
            subject = replace(line, text=_FORWARDED.sub("", field[1], count=1), gap=False)
            after = [replace(each, gap=True) for each in spoken[at + 1 : at + 2]]
            rest = [*after, *spoken[at + 2 :]]
            return Unpacked([*spoken[:begin], *([subject] if subject.text else []), *rest], sent)
    return Unpacked(spoken)


def farewell(lines: Sequence[Line]) -> int | None:
    """Where a letter ends: "Vänliga hälsningar", and who says so."""
    for at in range(max(1, len(lines) - _TAIL), len(lines)):
        if _FAREWELL.fullmatch(lines[at].text.rstrip(" ,.!")) and not lines[at].bullet:
            return at if all(len(line.text) < 70 for line in lines[at:]) else None
    return None


def _field(line: Line) -> tuple[str, str] | None:
    found = _FIELD.fullmatch(line.text[:1000])
    return (found[1].casefold(), found[2]) if found else None


def _without_speaker(line: Line) -> list[Line]:
    found = _CHAT.match(line.text[:300])
    if found is None or not is_person(found[1].strip()):
        return [line]
    said = line.text[found.start(2) :] if found[2] else ""
    return [replace(line, text=said)] if said else []
