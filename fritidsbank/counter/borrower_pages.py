"""Pages about one borrower: what is out, how to reach them, and putting right what is wrong."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.counter import correcting
from fritidsbank.counter.borrowing import held_by, held_on, times_here
from fritidsbank.counter.finding_people import people_like, straight_to
from fritidsbank.loans.queries import loan_with
from fritidsbank.people import actions
from fritidsbank.people.queries import cards_of, person_with
from fritidsbank.people.rules import LONGEST_NAME, card_number
from fritidsbank.printjobs.queries import has_printer_for
from fritidsbank.printjobs.rules import Purpose
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.by_form import done_by_form, fresh_id, said
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.looks import showed
from fritidsbank.web.room import Room

borrowers = Room("borrowers")

NotePage = Callable[..., None]
"""Writes into the log of looks. The room that keeps it stands above; `app.py` hands it in."""

NOTICES = {
    "corrected": N_("Saved."),
    "noted": N_("Noted."),
    "card": N_("The card leads here now."),
    "no-card": N_("The card leads to nobody any more."),
    "merged": N_("They are one borrower now."),
    "moved": N_("Moved to the right borrower."),
    "alias": N_("Only the alias is left."),
    "forgotten": N_("Forgotten. Nothing personal is left."),
}


@borrowers.shows("/borrowers", who=Role.COUNTER)
def find() -> str | Response:
    """Borrowers by name or mobile; the number of a card or a slip leads straight to somebody."""
    typed = request.args.get("q", "")
    if owner := straight_to(g.db, typed):
        return redirect(f"/borrowers/{owner}", 303)
    people = people_like(g.db, typed)
    showed(found.person.id for found in people)
    return render_template("people/find.html", typed=typed, people=people, notice=_notice())


@borrowers.shows("/borrowers/<uuid:borrower>", who=Role.COUNTER)
def show(borrower: UUID) -> str:
    """One borrower. That somebody looked is noted when the page has been answered."""
    page = _page(Form(), borrower)
    note_page: NotePage = current_app.extensions["fritidsbank.note_page"]
    look = partial(
        note_page, borrower=str(borrower), account=g.actor.account, branch=g.actor.branch, now=g.now
    )
    g.afterwards.append(look)
    return page


def _page(form: Form, borrower: UUID) -> str:
    db, who = g.db, str(borrower)
    person = person_with(db, who)
    visits, loans = times_here(db, who)
    kept = {
        "name": person.name,
        "mobile": person.shown_mobile,
        "contact": person.contact,
        "notes": person.call_notes,
        "do_not_remind": person.do_not_remind,
        "card": "",
    }
    return render_template(
        "people/borrower.html",
        has_printer=has_printer_for(g.db, g.actor.branch, Purpose.LABELS),
        person=person,
        held=held_by(db, who, today=local_day(g.now)),
        visits=visits,
        loans=loans,
        cards=cards_of(db, who),
        form=form,
        # There are several forms on this page; the one that was sent keeps what was written.
        values={**kept, **form.sent},
        operation=fresh_id(),
        said=said(request.args.get("done")),
        notice=_notice(),
    )


@borrowers.does("/borrowers/<uuid:borrower>", who=Role.COUNTER)
@asks(_page)
def correct(form: Form, borrower: UUID) -> Response:
    """Another spelling, another number."""
    name, contact = form.text("name", LONGEST_NAME), form.text("contact", LONGEST_NAME)
    mobile = form.text("mobile", 40)
    form.refuse_unclear()
    with form.noting(
        name_missing="name",
        not_a_number="mobile",
        number_missing="mobile",
        looks_like_personnummer="",
    ):
        actions.correct(g.db, str(borrower), name=name, mobile=mobile, contact=contact)
    return redirect(f"/borrowers/{borrower}?said=corrected", 303)


@borrowers.does("/borrowers/<uuid:borrower>/notes", who=Role.COUNTER)
@asks(_page)
def note(form: Form, borrower: UUID) -> Response:
    """What was said on the telephone."""
    notes, quiet = form.text("notes"), form.ticked("do_not_remind")
    form.refuse_unclear()
    with form.noting(looks_like_personnummer="notes"):
        actions.note_call(
            g.db, str(borrower), notes=notes, do_not_remind=quiet, on=local_day(g.now)
        )
    return redirect(f"/borrowers/{borrower}?said=noted", 303)


@borrowers.does("/borrowers/<uuid:borrower>/cards", who=Role.COUNTER)
@asks(_page)
def give_card(form: Form, borrower: UUID) -> Response:
    """A card leads to the borrower from now on."""
    with form.noting(not_a_card="card", card_in_use="card"):
        code = card_number(form.text("card"))
        actions.give_card(g.db, person_with(g.db, str(borrower)).id, code, on=local_day(g.now))
    return redirect(f"/borrowers/{borrower}?said=card", 303)


@borrowers.does("/borrowers/<uuid:borrower>/cards/lost", who=Role.COUNTER)
def take_card(borrower: UUID) -> Response:
    """A card is lost, or was handed back."""
    actions.take_card(g.db, str(borrower), request.form.get("card", ""))
    return redirect(f"/borrowers/{borrower}?said=no-card", 303)


@borrowers.does("/borrowers/<uuid:borrower>/extend", who=Role.COUNTER)
def extend(borrower: UUID) -> Response:
    """Another loan time for all that is out."""
    operation = done_by_form("extend", borrower=str(borrower))
    return redirect(f"/borrowers/{borrower}?done={operation}", 303)


@borrowers.shows("/loans/<int:loan>/move", who=Role.COUNTER)
def choose_borrower(loan: int) -> str:
    """Look for whoever really has it."""
    lent = loan_with(g.db, loan)
    (held,) = held_on(g.db, [lent], today=local_day(g.now))
    typed = request.args.get("q", "")
    return render_template(
        "people/move_loan.html",
        held=held,
        typed=typed,
        people=[one for one in people_like(g.db, typed) if one.person.id != lent.borrower],
    )


@borrowers.does("/loans/<int:loan>/move", who=Role.COUNTER)
def move_loan(loan: int) -> Response:
    """The loan goes to the right borrower."""
    right = request.form.get("to", "")
    correcting.move_loan(g.db, loan, to=right, now=g.now)
    return redirect(f"/borrowers/{right}?said=moved", 303)


def _notice() -> str:
    return say(NOTICES.get(request.args.get("said", ""), ""), g.language)
