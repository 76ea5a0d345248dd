"""What is printed from a page: the slip, and the sheet of command codes."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from flask import jsonify, redirect, render_template, request
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fritidsbank.barcodes import Kind, own
from fritidsbank.counter.slip import slip_of
from fritidsbank.counter.slip_drawing import slip_drawings
from fritidsbank.loans.own_link import own_address
from fritidsbank.loans.queries import visit_with
from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import Drawing
from fritidsbank.printing.squares import square_code
from fritidsbank.printing.surface import Surface
from fritidsbank.printjobs.actions import Printout, queue_once
from fritidsbank.printjobs.at_hand import as_file, designs
from fritidsbank.printjobs.designs import Design
from fritidsbank.printjobs.models import PrintJob
from fritidsbank.printjobs.papers import Paper, as_pdf
from fritidsbank.printjobs.queries import has_printer_for
from fritidsbank.printjobs.rules import Purpose
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
    paper = request.args.get("paper", "")
    g.language = _language(request.args.get("lang", ""))
    made = slip_of(g.db, str(visit), partial(own_address, g.settings.url, g.secret))
    return render_template(
        "counter/slip.html",
        slip=made,
        bars=_drawn(made.code, unit_mm=0.375, height_mm=12),
        square=Markup(square_code(made.link).svg(side_mm=24)) if made.link else "",  # noqa: S704
        paper=paper if paper in PAPERS else PAPERS[0],
        visit=visit,
        language=g.language,
        has_printer=has_printer_for(g.db, g.actor.branch, Purpose.SLIPS),
        is_printing=request.args.get("done") == "printing",
    )


@printouts.does("/slip/<uuid:visit>/print", who=Role.COUNTER)
def print_slip(visit: UUID) -> Response:
    """On the printer that the branch has for slips."""
    job = _queue_slip(visit, _language(request.form.get("lang", "")))
    return redirect(f"/slip/{visit}?lang={job.language}&done=printing", 303)


@printouts.does("/api/slips/<uuid:visit>/print", who=Role.COUNTER)
def print_slip_of_turn(visit: UUID) -> Response:
    """The same for the counter's page, which asks later how it went."""
    return jsonify(job=_queue_slip(visit, g.language).id)


def _queue_slip(visit: UUID, language: str) -> PrintJob:
    printout = Printout(designs()["slip"], {"visit": visit_with(g.db, str(visit)).id}, language)
    return queue_once(g.db, g.actor.branch, printout, by=g.actor.account, now=g.now)


@printouts.shows("/slip/<uuid:visit>.pdf", who=Role.COUNTER)
def slip_as_pdf(visit: UUID) -> Response:
    """For any printer, on A6."""
    paper = Paper(designs()["slip"], {"visit": str(visit)})
    language = _language(request.args.get("lang", ""))
    return as_file(as_pdf(g.db, paper, language=language), "slip")


def _language(asked: str) -> str:
    """That of whoever borrows, where it was chosen; otherwise that of whoever lends."""
    return asked if asked in LANGUAGES else g.language


def slip_design(home: str, secret: Callable[[], bytes]) -> Design:
    """The slip as the queue takes it, with the link of this installation."""

    def draw(
        db: Session, refers_to: Mapping[str, Any], surface: Surface, language: str
    ) -> list[Drawing]:
        slip = slip_of(db, refers_to["visit"], partial(own_address, home, secret()))
        return slip_drawings(slip, surface, language)

    return Design("slip", Purpose.SLIPS, draw, N_("Loan slip"))


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
