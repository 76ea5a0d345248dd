"""The information about personal data: a page for anybody, and a sheet to print."""

from flask import Response, render_template, request

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.branches.rules import OPERATOR_DEFAULTS
from fritidsbank.clock import local_day
from fritidsbank.privacy.informing import told_information
from fritidsbank.privacy.paper_as_pdf import as_pdf
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.language import LANGUAGES
from fritidsbank.web.public import shows_anybody
from fritidsbank.web.room import Room

informing = Room("informing")

HERE = {"sv": "/personuppgifter", "en": "/en/privacy"}
STOCK = {"sv": "/lagersaldo", "en": "/en/stock"}


@shows_anybody(informing, HERE["sv"], HERE["en"])
def information() -> str:
    """Who, what, why, for how long, and whom to ask."""
    settings = settings_of_operator(g.db)
    other = "sv" if g.language == "en" else "en"
    theme = str(settings["theme"])
    return render_template(
        "privacy/information.html",
        language=g.language,
        operator=settings["operator"],
        theme="" if theme == OPERATOR_DEFAULTS["theme"] else f"css/themes/{theme}.css",
        home=STOCK[g.language],
        other_language=other,
        other_path=HERE[other],
        today=local_day(g.now),
        paper=told_information(settings, g.language, now=g.now),
    )


@informing.shows("/privacy/information.pdf", who=Role.COUNTER)
def information_sheet() -> Response:
    """The same to hang up at the counter."""
    language = request.args.get("lang", "sv")
    paper = told_information(
        settings_of_operator(g.db), language if language in LANGUAGES else "sv", now=g.now
    )
    answer = Response(as_pdf(paper), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="personuppgifter.pdf"'
    return answer
