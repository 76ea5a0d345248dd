"""What stands around every public page: the operator, the way home, the other language."""

from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

from flask import render_template, request

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.branches.rules import OPERATOR_DEFAULTS, WEEKDAYS
from fritidsbank.clock import local_day
from fritidsbank.web.context import g
from fritidsbank.web.language import shown_hour
from fritidsbank.web.public import typed

HOME = {"sv": "/lagersaldo", "en": "/en/stock"}
MENDED = {"sv": "/lagat", "en": "/en/repaired"}


def rendered(template: str, *, within: Mapping[str, str] = HOME, **values: object) -> str:
    """A page; `within` says how its address begins in each language."""
    settings = settings_of_operator(g.db)
    other = "sv" if g.language == "en" else "en"
    # Of the query only what the page is kept under, else the next one gets somebody else's.
    asked = f"?{urlencode({'q': typed()})}" if typed() else ""
    theme = str(settings["theme"])
    return render_template(
        template,
        language=g.language,
        operator=settings["operator"],
        theme="" if theme == OPERATOR_DEFAULTS["theme"] else f"css/themes/{theme}.css",
        home=HOME[g.language],
        mended_path=MENDED[g.language],
        other_language=other,
        other_path=within[other] + request.path.removeprefix(within[g.language]) + asked,
        today=local_day(g.now),
        weekdays=WEEKDAYS,
        clock=partial(shown_hour, language=g.language),
        **values,
    )
