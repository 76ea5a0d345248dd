"""Groups and their rules in the words of whoever reads the page."""

from collections.abc import Mapping
from typing import Any

from fritidsbank.minutes.changes import Shown
from fritidsbank.minutes.group_words import NTH, WEEKDAYS
from fritidsbank.minutes.models import Series
from fritidsbank.refusals import N_
from fritidsbank.web.context import g
from fritidsbank.web.language import say, shown_moment

BY_MONTH = N_("{nth} {weekday} of the month, {starts}–{ends}")
BY_MONTHS = N_("{nth} {weekday} of every {every} months, {starts}–{ends}")
BY_WEEK = N_("Each {weekday}, {starts}–{ends}")
BY_WEEKS = N_("Every {every} weeks on {weekday}, {starts}–{ends}")


def said(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Words of an enum with what people call them, to choose from."""
    return [(str(word), say(msgid, g.language)) for word, msgid in words.items()]


def shown() -> Shown:
    """How lines that change are written in the language of the page."""
    language = g.language
    return Shown(lambda msgid: say(msgid, language), lambda at: shown_moment(at, language))


TICKED = {"yes": N_("Yes")}
"""What a box that is ticked says."""


def in_words(series: Series) -> str:
    """The rule of a series: the first Wednesday of the month, 10:00-11:30."""
    sentence = {
        (True, True): BY_MONTH,
        (True, False): BY_MONTHS,
        (False, True): BY_WEEK,
        (False, False): BY_WEEKS,
    }[series.monthly, series.every == 1]
    facts = {
        "nth": say(NTH.get(series.nth, NTH[1]), g.language),
        "weekday": say(WEEKDAYS[series.weekday], g.language).lower(),
        "every": series.every,
        "starts": f"{series.starts:%H:%M}",
        "ends": f"{series.ends:%H:%M}",
    }
    return say(sentence, g.language, facts)
