"""From when to when: "klockan 13:30-15:30", "kl. 10–11.30", "10 till 12"."""

import re
from datetime import time

from fritidsbank.minutes.reading.dating import ANY_DAY, spelled
from fritidsbank.minutes.reading.days import days_in

_HOUR = r"([01]?\d|2[0-4])(?:[.:]([0-5]\d)|(?<=[0-2]\d)([0-5]\d))?"
_KL = r"(?:kl(?:ockan|\.)? ?)"
_SPAN = re.compile(
    rf"(?<![\w.:/-])({_KL}|mellan )?{_HOUR} ?(?:-|–|—|−|till|och) ?{_KL}?{_HOUR}(?![\w:/-]|\.\d)",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?<![\w.:/-])({_KL})?{_HOUR}(?![\w:/-]|\.\d)", re.IGNORECASE)
_LONGEST = 500


def without_days(text: str) -> str:
    """The text with spaces where it names days, whose digits are no hours."""
    text = spelled(text, compact=True)
    for said in days_in(text, ANY_DAY):
        text = text[: said.start] + " " * (said.end - said.start) + text[said.end :]
    return text


def times_in(text: str, *, labelled: bool = False) -> tuple[time | None, time | None]:
    """When something begins and ends. `labelled`: the text is known to be about that."""
    found = _found(without_days(text[:_LONGEST]), labelled=labelled)
    return found[:2] if found else (None, None)


def without_days_and_times(text: str) -> str:
    """What is left of a line that says when and where."""
    text = without_days(text[:_LONGEST])
    while found := _found(text, labelled=True):
        begin, end = found[2]
        text = text[:begin] + " " * (end - begin) + text[end:]
    return text


def only_when(text: str) -> bool:
    """Whether a line says hardly more than a day and hours."""
    return sum(map(str.isalpha, without_days_and_times(text))) <= 30


def _found(text: str, *, labelled: bool) -> tuple[time | None, time | None, tuple[int, int]] | None:
    for span in _SPAN.finditer(text):
        said, first, minutes, short, last, last_minutes, last_short = span.groups()
        if said or labelled or minutes or last_minutes or short or last_short:
            begins = _time(first, minutes or short)
            ends = _time(last, last_minutes or last_short)
            if begins is not None and ends is not None and begins < ends:
                return begins, ends, span.span()
    for one in _ONE.finditer(text):
        said, hour, minutes, short = one.groups()
        # "1917" and "12" alone are no hours; "12.30" and "kl 12" are.
        if (said or minutes) and (begins := _time(hour, minutes or short)) is not None:
            return begins, None, one.span()
    return None


def _time(hour: str, minutes: str | None) -> time | None:
    try:
        return time(int(hour), int(minutes or 0))
    except ValueError:
        return None
