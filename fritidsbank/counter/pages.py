"""Pages about the day: what went out and came in, what is awaited, looked at, reviewed."""

from uuid import UUID

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from fritidsbank.branches.queries import branch_with
from fritidsbank.clock import local_day
from fritidsbank.counter import daybook, reviewing
from fritidsbank.counter.check_table import check_table
from fritidsbank.counter.overdue import Sender, Waiting, as_table, kind_text, waiting
from fritidsbank.counter.writing_off import write_off
from fritidsbank.people.actions import note_call
from fritidsbank.refusals import N_
from fritidsbank.staff.queries import is_trusted
from fritidsbank.staff.rules import SIGN_OFF
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.rules import Reason, Verdict
from fritidsbank.web.access import Role
from fritidsbank.web.by_form import done_by_form, fresh_id, said
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import LANGUAGES, say
from fritidsbank.web.looks import showed
from fritidsbank.web.operations import count_to_review
from fritidsbank.web.room import Room
from fritidsbank.web.spreadsheet import download

days = Room("days")

NOTICES = {
    "noted": N_("Noted."),
    "written-off": N_("Written off. If it turns up one day, just scan it."),
    "looked-at": N_("Good. It is off the list."),
}


@days.shows("/today", who=Role.COUNTER)
def today() -> str:
    """What went out, what came in, and who is expected."""
    db, branch, day = g.db, g.actor.branch, local_day(g.now)
    return render_template(
        "counter/today.html",
        day=day,
        branch=branch,
        figures=daybook.figures(db, day),
        due_days=daybook.due_days(db, branch, day),
        lent=daybook.moved(db, branch, day, Reason.LENT),
        returned=daybook.moved(db, branch, day, Reason.RETURNED),
        registered=daybook.moved(db, branch, day, Reason.REGISTERED),
        to_review=count_to_review(db, branch),
    )


@days.shows("/overdue", who=Role.COUNTER)
def overdue() -> str:
    """Who is to be reminded, how to reach them, and what to write."""
    return _overdue(Form(), sent="")


def _again(form: Form, borrower: UUID) -> str:
    return _overdue(form, sent=str(borrower))


def _overdue(form: Form, *, sent: str) -> str:
    rows, sender, language = _waiting()
    return render_template(
        "counter/overdue.html",
        rows=[(row, kind_text(row, sender, language)) for row in rows],
        language=language,
        form=form,
        sent=sent,
        notice=_notice(),
    )


@days.shows("/overdue.csv", who=Role.COUNTER)
def overdue_csv() -> Response:
    """The same for a spreadsheet."""
    rows, sender, language = _waiting()
    return download(as_table(rows, sender, language), f"{local_day(g.now).isoformat()}.csv")


@days.does("/overdue/<uuid:borrower>/notes", who=Role.COUNTER)
@asks(_again)
def note(form: Form, borrower: UUID) -> AnyResponse:
    """What was said on the telephone."""
    notes, quiet = form.text("notes"), form.ticked("do_not_remind")
    form.refuse_unclear()
    with form.noting(looks_like_personnummer="notes"):
        note_call(g.db, str(borrower), notes=notes, do_not_remind=quiet, on=local_day(g.now))
    return redirect("/overdue?said=noted", 303)


@days.does("/loans/<int:loan>/write-off", who=Role.MANAGER)
def give_up(loan: int) -> AnyResponse:
    """It will not come back."""
    signed = Signature(g.now, g.actor.account)
    write_off(g.db, loan, branch=g.actor.branch, signed=signed)
    return redirect("/overdue?said=written-off", 303)


@days.shows("/check", who=Role.COUNTER)
def check() -> str:
    """What lies on the check table, and how to look at it."""
    today = local_day(g.now)
    rows = check_table(g.db, g.actor.branch, language=g.language, today=today)
    return render_template(
        "counter/check.html",
        rows=[(row, fresh_id()) for row in rows],
        language=g.language,
        signs=is_trusted(g.db, g.actor.account, SIGN_OFF, on=today),
        today=today,
        said=said(request.args.get("done")),
    )


@days.does("/check", who=Role.COUNTER)
def checked() -> AnyResponse:
    """Somebody has looked at it and says what they saw."""
    form = request.form
    wrong, day = form.getlist("wrong"), form.get("next_service_on", "")
    # What is wrong was seen first; nobody has said that the rest is right.
    found: dict[str, object] = {"wrong": wrong} if wrong else {"verdict": form.get("verdict", "")}
    if found.get("verdict") == Verdict.OK:
        found["seen"] = form.getlist("seen")
        found |= {"next_service_on": day} if day else {}
    operation = done_by_form("safety_check", article=form.get("article", ""), **found)
    return redirect(f"/check?done={operation}", 303)


@days.shows("/review", who=Role.COUNTER)
def review() -> str:
    """What was done offline against the rules."""
    rows = reviewing.to_review(g.db, g.actor.branch)
    return render_template(
        "counter/review.html",
        rows=[(row, say(row.because, g.language, row.facts)) for row in rows],
        notice=_notice(),
    )


@days.does("/review/<uuid:operation>", who=Role.COUNTER)
def reviewed(operation: UUID) -> AnyResponse:
    """Somebody has looked at it."""
    reviewing.looked_at(g.db, str(operation), branch=g.actor.branch, now=g.now)
    return redirect("/review?said=looked-at", 303)


def _waiting() -> tuple[list[Waiting], Sender, str]:
    branch = branch_with(g.db, g.actor.branch)
    asked = request.args.get("text", "")
    language = asked if asked in LANGUAGES else g.language
    rows = waiting(g.db, branch.id, local_day(g.now))
    showed(row.borrower.id for row in rows if row.borrower)
    return rows, Sender(branch.name, branch.phone), language


def _notice() -> str:
    return say(NOTICES.get(request.args.get("said", ""), ""), g.language)
