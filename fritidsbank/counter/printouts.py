"""What is printed from a page: the slip, and the sheet of command codes."""

from uuid import UUID

from flask import render_template, request
from markupsafe import Markup

from fritidsbank.barcodes import Kind, own
from fritidsbank.counter.slip import slip_of
from fritidsbank.printing.bars import code_128
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.language import LANGUAGES, say
from fritidsbank.web.room import Room

printouts = Room("printouts")

PAPERS = ("a6", "80")
COMMANDS = (
    (1, N_("Done"), N_("The borrower is finished. Scan this before the next one.")),
    (2, N_("Undo"), N_("Takes back what was done last.")),
    (3, N_("To the workshop"), N_("For the article that was just taken back.")),
    (4, N_("Extend"), N_("Another loan time for all that the borrower has.")),
)
"""Serial number of each command, as the counter's page knows it; its word; what it does."""


@printouts.shows("/slip/<uuid:visit>", who=Role.COUNTER)
def slip(visit: UUID) -> str:
    """The slip of a visit, for a roll of 80 mm or for A6."""
    asked, paper = request.args.get("lang", ""), request.args.get("paper", "")
    if asked in LANGUAGES:
        g.language = asked
    made = slip_of(g.db, str(visit))
    return render_template(
        "counter/slip.html",
        slip=made,
        bars=_drawn(made.code, unit_mm=0.375, height_mm=12),
        paper=paper if paper in PAPERS else PAPERS[0],
        visit=visit,
        language=g.language,
    )


@printouts.shows("/commands", who=Role.COUNTER)
def commands() -> str:
    """Numbers that do what a button does, to lie on the desk."""
    return render_template(
        "counter/commands.html",
        commands=[
            {
                "code": own(Kind.COMMAND, serial).digits,
                "bars": _drawn(own(Kind.COMMAND, serial).digits, unit_mm=0.75, height_mm=24),
                "said": [
                    (language, say(word, language), say(use, language)) for language in LANGUAGES
                ],
            }
            for serial, word, use in COMMANDS
        ],
    )


def _drawn(digits: str, *, unit_mm: float, height_mm: float) -> Markup:
    # Only digits and numbers of our own stand in it.
    return Markup(code_128(digits).svg(unit_mm=unit_mm, height_mm=height_mm))  # noqa: S704
