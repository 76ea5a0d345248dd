"""An extract for whoever asks what we know of them: by number or slip, which no address tells."""

import json
from uuid import UUID

from flask import Response, render_template, request

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.people.queries import NoSuchBorrower
from fritidsbank.privacy.extract import extract_of, who_asks
from fritidsbank.privacy.looking import note_look
from fritidsbank.privacy.paper import as_object
from fritidsbank.privacy.paper_as_pdf import as_pdf
from fritidsbank.privacy.rules import Look
from fritidsbank.privacy.telling_extract import told_extract
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import LANGUAGES
from fritidsbank.web.room import Room

extracts = Room("extracts")


def _asking(form: Form) -> str:
    return render_template("privacy/extract.html", form=form, found=None)


@extracts.shows("/privacy/extract", who=Role.MANAGER)
def ask_for_extract() -> str:
    """By which number somebody is known."""
    return _asking(Form())


@extracts.does("/privacy/extract", who=Role.MANAGER)
@asks(_asking)
def make_extract(form: Form) -> Response:
    """The extract in the form that was asked for; or whose it shall be, where several share it."""
    borrower = _borrower_named()
    if not borrower:
        typed = form.text("number", 40, needed=True)
        form.refuse_unclear()
        with form.noting(otherwise="number"):
            found = who_asks(g.db, typed)
        if len(found) != 1:
            return Response(
                render_template("privacy/extract.html", form=form, found=found),
                mimetype="text/html",
            )
        borrower = found[0].id
    language = request.form.get("lang", "sv")
    paper = told_extract(
        extract_of(g.db, borrower),
        settings_of_operator(g.db),
        language if language in LANGUAGES else "sv",
        now=g.now,
    )
    note_look(
        g.db, borrower, Look.EXTRACT, account=g.actor.account, branch=g.actor.branch, now=g.now
    )
    wanted = request.form.get("form", "")
    if wanted == "pdf":
        return _file(as_pdf(paper), "application/pdf", "pdf")
    if wanted == "json":
        told = json.dumps(as_object(paper), ensure_ascii=False, indent=2)
        return _file(told.encode(), "application/json", "json")
    return Response(
        render_template("privacy/extracted.html", paper=paper, borrower=borrower),
        mimetype="text/html",
    )


def _borrower_named() -> str:
    sent = request.form.get("borrower", "")
    if not sent:
        return ""
    try:
        return str(UUID(sent))
    except ValueError as trouble:
        raise NoSuchBorrower from trouble


def _file(body: bytes, kind: str, ending: str) -> Response:
    answer = Response(body, mimetype=kind)
    # Neither a name nor a number: files lie about on the desk of a computer.
    answer.headers["Content-Disposition"] = f'attachment; filename="registerutdrag.{ending}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
