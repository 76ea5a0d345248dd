"""What stands around every page for anybody: who publishes it, the way home, the other language."""

from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlencode

from flask import render_template, request

from fritidsbank.clock import SWEDEN, local_day
from fritidsbank.minutes.public.words import FORMATS, WORDS
from fritidsbank.minutes.rendition import SitePage
from fritidsbank.web.context import g
from fritidsbank.web.language import sayer, shown_day
from fritidsbank.web.public import typed

HOME = {"sv": "/moten", "en": "/en/meetings"}
STATEMENT = {"sv": "/tillganglighet", "en": "/en/accessibility"}


def rendered(
    template: str, site: SitePage | None, *, within: Mapping[str, str] = HOME, **values: object
) -> str:
    """A page; `within` says how its address begins in each language."""
    other = "sv" if g.language == "en" else "en"
    # Of the query only what the page is kept under, else the next one gets somebody else's.
    asked = f"?{urlencode({'q': typed()})}" if typed() else ""
    theme = site.theme if site is not None else ""
    return render_template(
        template,
        language=g.language,
        _=sayer(g.language),
        site=site,
        theme=f"css/themes/{theme}.css" if theme else "",
        home=HOME[g.language],
        statement=STATEMENT[g.language],
        other_language=other,
        other_path=within[other] + request.path.removeprefix(within[g.language]) + asked,
        here=f"{g.settings.url}{request.path}",
        base=g.settings.url,
        today=local_day(g.now),
        at=at,
        hours=hours,
        local=local,
        upper=upper,
        words=WORDS,
        formats=FORMATS,
        **values,
    )


def at(path: str) -> str:
    """A page of ours in the language of whoever reads."""
    if g.language == "sv":
        return path
    return HOME["en"] + path.removeprefix(HOME["sv"]) if path.startswith(HOME["sv"]) else path


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """10.00–11.30, in English 10:00–11:30; with the day, where it ends on another one."""
    form = "%H.%M" if g.language == "sv" else "%H:%M"
    start, end = local(starts_at), local(ends_at)
    until = "" if start.date() == end.date() else f"{shown_day(end.date(), g.language)} "
    return f"{start:{form}}–{until}{end:{form}}"


def local(moment: datetime) -> datetime:
    """A moment with the time and the offset of Sweden."""
    return moment.astimezone(SWEDEN)


def upper(day: date, *, year: bool = True) -> str:
    """Onsdag 18 februari 2026: a day that begins a heading."""
    said = shown_day(day, g.language, year=year)
    return said[:1].upper() + said[1:]
