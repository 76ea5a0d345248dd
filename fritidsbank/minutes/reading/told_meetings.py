"""Where and when a meeting was, if only a sentence says so: "Vi sågs på biblioteket"."""

import re
from dataclasses import dataclass
from datetime import time

from fritidsbank.minutes.reading.clock_times import times_in, without_days_and_times
from fritidsbank.minutes.reading.words import longest_first

_MEETS = re.compile(rf"\b(?:{longest_first('told', 'meets')})\b", re.IGNORECASE)
_AGAIN = re.compile(rf"\b(?:{longest_first('told', 'again')})\b", re.IGNORECASE)
_WHERE = re.compile(
    r"\b(?:på|hos|i|vid|via) (?!(?:"
    + longest_first("told", "no_place")
    + r")\b)(?P<place>(?:den |det )?[^\s,.;!?()]+"
    r"(?: (?!(?:" + longest_first("told", "place_ends") + r")\b)[^\s,.;!?()]+){0,5}"
    r"(?:, [A-ZÅÄÖ][\w]+ \d{1,3}(?: ?[A-H])?\b)?)",
    re.IGNORECASE,
)
_PREMISES = re.compile(rf"(?:{longest_first('told', 'premises')})$", re.IGNORECASE)
"""What a place ends with that has no name: "på biblioteket"."""
_ENDS = re.compile(r"(?: (?:kl|klockan|den|och|samt|för))+$")
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-ZÅÄÖ])|\n+")
_ABBREVIATED = re.compile(r"\b(kl|den|nr|ca)\. ", re.IGNORECASE)
_LONGEST = 3_000


@dataclass(frozen=True)
class ToldMeeting:
    """What sentences say of a meeting; what they do not say is nothing."""

    starts: time | None = None
    ends: time | None = None
    place: str | None = None


def told_meeting(text: str) -> ToldMeeting:
    """The first sentence of a text that tells where the group met, and the one that tells when."""
    starts = ends = place = None
    for sentence in _SENTENCE.split(_ABBREVIATED.sub(r"\1 ", text[:_LONGEST])):
        met = _MEETS.search(sentence)
        if met is None or _AGAIN.search(sentence):
            continue
        if starts is None:
            starts, ends = times_in(sentence)
        place = place or _place_in(sentence[met.start() :])
    return ToldMeeting(starts, ends, place)


def _place_in(sentence: str) -> str | None:
    bare = " ".join(without_days_and_times(sentence).split())
    for found in _WHERE.finditer(bare):
        place = _ENDS.sub("", found["place"].strip(" .,;:!"))
        named = re.search(r"[A-ZÅÄÖ]", place) or _PREMISES.search(place.split(" ")[0])
        if named and sum(map(str.isalnum, place)) > 1:
            return place
    return None
