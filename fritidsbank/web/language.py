"""Sentences, dates and numbers in the language of whoever reads them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from string import Formatter
from typing import Any

from babel.dates import format_date, format_datetime
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from flask import Flask

from fritidsbank.barcodes import Barcode, is_own
from fritidsbank.clock import SWEDEN
from fritidsbank.paths import resource
from fritidsbank.web.context import g

LANGUAGES = ("sv", "en")
LOCALES = {"sv": "sv_SE", "en": "en_GB"}
"""Each language with its way to write dates and numbers."""


@cache
def catalogue(language: str) -> NullTranslations:
    """All sentences of a language; English is what stands in the code."""
    messages = _messages(language)
    if messages is None:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def script_sentences(language: str) -> dict[str, str | list[str]]:
    """What scripts say, by msgid: the sentence, or its singular and plural."""
    found: dict[str, str | list[str]] = {}
    for message in _messages(language) or ():
        by_script = any(str(file).endswith(".js") for file, _ in message.locations)
        if by_script and isinstance(message.string, tuple | list):
            found[message.id[0]] = [*message.string]
        elif by_script:
            found[str(message.id)] = str(message.string)
    return found


def _messages(language: str) -> Catalog | None:
    file = resource("translations") / language / "LC_MESSAGES" / "messages.po"
    if not file.exists():
        return None
    with file.open("rb") as po:
        return read_po(po, locale=language)


def say(msgid: str, language: str, facts: Mapping[str, Any] | None = None) -> str:
    """A sentence with its facts, dates written as people say them."""
    sentence = catalogue(language).gettext(msgid) if msgid else ""
    if not facts or "{" not in sentence:
        return sentence
    spoken = {name: _spoken(facts[name], language) for name in _named_in(sentence)}
    return sentence.format_map(spoken)


def say_many(one: str, many: str, count: int, language: str) -> str:
    """The singular or the plural, with {n} filled in."""
    sentence = catalogue(language).ngettext(one, many, count)
    return sentence.format(n=shown_count(count, language))


@cache
def sayer(language: str) -> Callable[..., str]:
    """`_` where a page says a hundred sentences: asking `g` each time costs as much as they do."""
    return lambda msgid, **facts: say(msgid, language, facts)


@lru_cache(maxsize=1_000)
def shown_day(
    day: date, language: str, *, year: bool = False, weekday: bool = True, short: bool = False
) -> str:
    """måndag 2 mars, or måndag 2 mars 2026, or 2 mars; in a narrow column mån 2 mars."""
    if short:
        return format_date(day, "EEE d MMM", locale=LOCALES[language])
    form = f"{'EEEE ' if weekday else ''}d MMMM{' y' if year else ''}"
    return format_date(day, form, locale=LOCALES[language])


def shown_moment(moment: datetime, language: str) -> str:
    """2026-03-02 14.05 in Swedish, 2026-03-02 14:05 in English."""
    form = "yyyy-MM-dd HH.mm" if language == "sv" else "yyyy-MM-dd HH:mm"
    return format_datetime(moment, form, tzinfo=SWEDEN, locale=LOCALES[language])


def shown_hour(at: time, language: str) -> str:
    """10, 10.30, in English 10:00: as it is written on a door."""
    if language == "en":
        return f"{at:%H:%M}"
    return f"{at.hour}.{at.minute:02}" if at.minute else str(at.hour)


def shown_clock(moment: datetime, language: str) -> str:
    """14.05 in Swedish, 14:05 in English."""
    return f"{moment.astimezone(SWEDEN):%H{'.' if language == 'sv' else ':'}%M}"


@lru_cache(maxsize=1_000)
def shown_count(number: float, language: str) -> str:
    """1 391 in Swedish, 1,391 in English."""
    return format_decimal(number, locale=LOCALES[language])


def shown_code(code: str) -> str:
    """An own number in its groups; any other code as it is."""
    return Barcode(code).grouped if is_own(code) else code


@cache
def _named_in(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


def _spoken(value: object, language: str) -> object:
    if isinstance(value, datetime):
        return shown_moment(value, language)
    if isinstance(value, date):
        return shown_day(value, language)
    if isinstance(value, int) and not isinstance(value, bool):
        return shown_count(value, language)
    return value


def teach_templates(app: Flask) -> None:
    """Give templates `_`, `ngettext` and the filters of dates, numbers and codes."""
    env = app.jinja_env
    env.globals["_"] = lambda msgid, **facts: say(msgid, g.language, facts)
    env.globals["ngettext"] = lambda one, many, n: say_many(one, many, n, g.language)
    env.filters["day"] = lambda day, **how: shown_day(day, g.language, **how)
    env.filters["moment"] = lambda moment: shown_moment(moment, g.language)
    env.filters["clock"] = lambda moment: shown_clock(moment, g.language)
    env.filters["hour"] = lambda at: shown_hour(at, g.language)
    env.filters["count"] = lambda number: shown_count(number, g.language)
    env.filters["code"] = shown_code
    env.filters["week"] = lambda day: day.isocalendar().week
