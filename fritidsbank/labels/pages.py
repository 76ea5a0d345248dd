"""Labels, cards and sheets to print: on a printer of the branch, or as a PDF for any other one."""

import re
from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.barcodes import Kind
from fritidsbank.labels.choosing import drawn_for
from fritidsbank.labels.designs import DESIGNS
from fritidsbank.labels.facts import facts_of_articles
from fritidsbank.labels.printouts import ASKED_FOR, OF_ARTICLES, USUAL
from fritidsbank.labels.rules import usual_design
from fritidsbank.labels.wanted import MOST, Numbers, batch_of, numbers_in
from fritidsbank.printjobs.actions import Printout, queue_once
from fritidsbank.printjobs.at_hand import as_file, designs
from fritidsbank.printjobs.designs import Design
from fritidsbank.printjobs.models import ShopPrinter
from fritidsbank.printjobs.papers import Paper, as_pdf, sheets_for
from fritidsbank.printjobs.queries import (
    model_and_medium,
    printer_for,
    printer_of,
    printers_of,
)
from fritidsbank.printjobs.rules import (
    MOST_COPIES,
    MOST_LABELS,
    NoSuchDesign,
    NothingToPrint,
    WrongCopies,
)
from fritidsbank.refusals import N_, Refusal
from fritidsbank.stock.codes import things_coded
from fritidsbank.stock.numbers import next_codes
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.fields import FieldWrong
from fritidsbank.web.forms import Form, Unclear, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

labels = Room("labels")

SHOWN = 8
_BACK = re.compile(
    r"/(articles/\d+|borrowers/[\w-]+|branches/\d+/places/labels|commands|labels|labels/batch|register)"
    r"(\?[\w=&%,-]*)?"
)
"""The pages with a button that prints; only there anybody is sent back to."""


@labels.shows("/labels", who=Role.COUNTER)
def label_page() -> str:
    """Which labels, on which printer, or on which sheet."""
    form = Form({"codes": request.args.get("codes", ""), "design": _asked_design()})
    try:
        numbers = numbers_in(g.db, request.args, Kind.ARTICLE)
    except Refusal as refusal:
        form.note("codes", refusal.message, **refusal.facts())
        numbers = Numbers([], {})
    return _page(form, numbers)


def _asked_design() -> str:
    asked = request.values.get("design", "")
    return asked if asked in OF_ARTICLES else USUAL


def _page(form: Form, numbers: Numbers) -> str:
    things = things_coded(g.db, numbers.codes[:SHOWN])
    return render_template(
        "labels/labels.html",
        form=form,
        shown=[(code, things.get(code)) for code in numbers.codes[:SHOWN]],
        count=len(numbers.codes),
        named=numbers.named,
        designs=[(name, say(_choice(name), g.language)) for name in OF_ARTICLES],
        printers=[
            (str(printer.id), printer.name)
            for printer in printers_of(g.db, g.actor.branch)
            if printer.for_labels
        ],
        sheets=[(sheet.id, sheet.name) for sheet in sheets_for(designs()[USUAL])],
        most=MOST,
        most_copies=MOST_COPIES,
        back=f"/labels?{urlencode(numbers.named)}",
    )


def _choice(name: str) -> str:
    return N_("The one that fits the article") if name == USUAL else designs().title_of(name)


def _again(form: Form) -> str:
    try:
        numbers = numbers_in(g.db, request.form, Kind.ARTICLE)
    except Refusal:
        numbers = Numbers([], {})
    return _page(form, numbers)


@labels.does("/labels", who=Role.COUNTER)
@asks(_again)
def print_labels(form: Form) -> Response:
    """Into the queue of a printer, unless a scanner could not read what would come out."""
    design = _design(form.text("design", 40))
    refers_to = _refers_to(design, request.form)
    copies = form.whole("copies", 1, MOST_COPIES) or 1
    back = request.form.get("back", "") or "/labels"
    if not _BACK.fullmatch(back):
        raise FieldWrong("back")
    _refuse_too_many(form, refers_to, copies)
    form.refuse_unclear()
    printer = _printer(form, design)
    with form.noting(too_narrow_here="design", too_narrow="design"):
        _refuse_unreadable(design, refers_to, printer)
    printout = Printout(design, refers_to, g.language, copies)
    queue_once(g.db, g.actor.branch, printout, printer=printer.id, by=g.actor.account, now=g.now)
    return redirect(f"{back}{'&' if '?' in back else '?'}done=printing", 303)


@labels.shows("/labels.pdf", who=Role.COUNTER)
def label_pdf() -> Response:
    """The same as a PDF."""
    asked = request.args
    design = _design(asked.get("design", ""))
    paper = Paper(
        design,
        _refers_to(design, asked),
        asked.get("sheet", ""),
        _whole(asked.get("start", "1")),
        _whole(asked.get("copies", "1")),
    )
    return as_file(as_pdf(g.db, paper, language=g.language), design.name)


@labels.shows("/labels/batch", who=Role.MANAGER)
def batch_page() -> str:
    """Labels with numbers that wait for their articles."""
    return _batch_page(Form({"many": 105}))


def _batch_page(form: Form) -> str:
    return render_template("labels/batch.html", form=form, most=MOST)


@labels.does("/labels/batch", who=Role.MANAGER)
@asks(_batch_page)
def order_batch(form: Form) -> Response:
    """So many numbers are handed out, and never again. Whoever scans one registers its article."""
    many = form.whole("many", 1, MOST, needed=True)
    form.refuse_unclear()
    if many is None:
        raise Unclear
    named = batch_of(next_codes(g.db, Kind.ARTICLE, many))
    return redirect(f"/labels?{urlencode(named)}", 303)


def _design(name: str) -> Design:
    """One of this room; a slip or a test label is ordered elsewhere. Raises NoSuchDesign."""
    known = designs()[name or USUAL]
    if known.name not in ASKED_FOR:
        raise NoSuchDesign(known.name)
    return known


def _refers_to(design: Design, sent: Any) -> dict[str, Any]:  # noqa: ANN401 - form or address
    """What a design is about, as a page asks for it.

    Raises NothingToPrint, and what `numbers_in` raises.
    """
    here = {"branch": g.actor.branch}
    kind = ASKED_FOR[design.name]
    if kind is None:
        return here
    codes = numbers_in(g.db, sent, kind).codes
    if not codes:
        raise NothingToPrint
    return {"codes": codes, **here}


def _refuse_too_many(form: Form, refers_to: dict[str, Any], copies: int) -> None:
    """Before it waits in a queue, where it would be refused as well."""
    many = len(refers_to.get("codes", [1]))
    if many * copies > MOST_LABELS:
        form.note("copies", WrongCopies.message, most=MOST_LABELS // many)


def _printer(form: Form, design: Design) -> ShopPrinter:
    chosen = form.text("printer", 10)
    if chosen:
        return printer_of(g.db, g.actor.branch, _whole(chosen))
    return printer_for(g.db, g.actor.branch, design.purpose)


def _refuse_unreadable(design: Design, refers_to: dict[str, Any], printer: ShopPrinter) -> None:
    """Before it waits in a queue. Raises TooNarrowHere, TooNarrow."""
    known = model_and_medium(printer)
    if known is None or design.name not in OF_ARTICLES:
        return
    found = facts_of_articles(g.db, refers_to["codes"][:1], g.actor.branch, home=g.settings.url)
    for facts, thing in found:
        name = design.name
        if name == USUAL:
            name = usual_design(thing.category if thing else "")
        drawn_for(DESIGNS[name], facts, *known)


def _whole(text: str) -> int:
    """A number of an address, or 0, which is refused where it is used."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
