"""The call list of a recall: whom to ring, and what was said."""

from uuid import UUID

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.branches.queries import branch_with
from fritidsbank.clock import local_day
from fritidsbank.counter.calling import text_to_send, to_call
from fritidsbank.counter.overdue import Sender
from fritidsbank.people.actions import note_call
from fritidsbank.refusals import N_
from fritidsbank.stock.recalls import NoSuchRecall, entries
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import LANGUAGES, say
from fritidsbank.web.looks import showed
from fritidsbank.web.room import Room

calling = Room("calling")

NOTED = N_("Noted.")


@calling.shows("/recalls/<int:recall>/calls", who=Role.COUNTER)
def call_list(recall: int) -> str:
    """Everybody of this branch who has one of them now."""
    return _calls(Form(), recall, sent="")


def _again(form: Form, recall: int, borrower: UUID) -> str:
    return _calls(form, recall, sent=str(borrower))


def _calls(form: Form, recall: int, *, sent: str) -> str:
    entry = next(iter(entries(g.db, only=recall)), None)
    if entry is None:
        raise NoSuchRecall
    branch = branch_with(g.db, g.actor.branch)
    asked = request.args.get("text", "")
    language = asked if asked in LANGUAGES else g.language
    sender = Sender(branch.name, branch.phone)
    rows = to_call(g.db, branch.id, recall, today=local_day(g.now))
    showed(row.borrower.id for row in rows if row.borrower)
    here = sum(len(row.held) for row in rows)
    return render_template(
        "recalls/calls.html",
        form=form,
        entry=entry,
        rows=[(row, text_to_send(row, sender, entry.recall.advice, language)) for row in rows],
        elsewhere=entry.lent - here,
        language=language,
        sent=sent,
        notice=say(NOTED, g.language) if request.args.get("said") == "noted" else "",
    )


@calling.does("/recalls/<int:recall>/calls/<uuid:borrower>", who=Role.COUNTER)
@asks(_again)
def note(form: Form, recall: int, borrower: UUID) -> Response:
    """What was said on the telephone: the borrower's own call notes."""
    notes, quiet = form.text("notes"), form.ticked("do_not_remind")
    form.refuse_unclear()
    with form.noting(looks_like_personnummer="notes"):
        note_call(g.db, str(borrower), notes=notes, do_not_remind=quiet, on=local_day(g.now))
    return redirect(f"/recalls/{recall}/calls?said=noted", 303)
