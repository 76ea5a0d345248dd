"""Forgetting a borrower who asks for it, or keeping only an alias until everything is back."""

from functools import partial
from uuid import UUID

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.loans.queries import count_open
from fritidsbank.people.queries import person_with
from fritidsbank.privacy.erasing import erase
from fritidsbank.privacy.erasure_ledger import settle
from fritidsbank.privacy.protecting import keep_less
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.room import Room

forgetting = Room("forgetting")


def _forget_page(form: Form, borrower: UUID) -> str:
    person = person_with(g.db, str(borrower))
    out = count_open(g.db, [person.id]).get(person.id, 0)
    return render_template("people/forget.html", person=person, out=out, form=form)


@forgetting.shows("/borrowers/<uuid:borrower>/forget", who=Role.MANAGER)
def ask_to_forget(borrower: UUID) -> str:
    """What forgetting means, or why it must wait."""
    return _forget_page(Form(), borrower)


@forgetting.does("/borrowers/<uuid:borrower>/forget", who=Role.MANAGER)
@asks(_forget_page)
def forget(form: Form, borrower: UUID) -> Response:
    """Nothing personal is left."""
    with form.noting(still_out=""):
        erase(g.db, str(borrower), now=g.now)
    g.after_commit.append(partial(settle, folder=g.settings.data))
    return redirect("/borrowers?said=forgotten", 303)


@forgetting.does("/borrowers/<uuid:borrower>/alias", who=Role.MANAGER)
@asks(_forget_page)
def become_alias(form: Form, borrower: UUID) -> Response:
    """An alias instead of name and number, until everything is back."""
    alias = form.text("alias", needed=True)
    form.refuse_unclear()
    with form.noting(otherwise="alias"):
        kept = keep_less(g.db, str(borrower), alias=alias, now=g.now)
    g.after_commit.append(partial(settle, folder=g.settings.data))
    return redirect(f"/borrowers/{kept}?said=alias", 303)
