"""Less than a name: an alias, or no details at all, for whoever has protected identity.

Nothing says that somebody has: there is no flag, so that no screen and no list can show it.
"""

from functools import partial
from uuid import UUID

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.people.queries import person_with
from fritidsbank.privacy.erasure_ledger import settle
from fritidsbank.privacy.protecting import keep_less
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.room import Room

protecting = Room("protecting")


def _page(form: Form, borrower: UUID) -> str:
    person = person_with(g.db, str(borrower))
    return render_template("privacy/protect.html", form=form, person=person)


@protecting.shows("/borrowers/<uuid:borrower>/protect", who=Role.COUNTER)
def ask_how_to_protect(borrower: UUID) -> str:
    """What can be kept instead of a name."""
    return _page(Form(), borrower)


@protecting.does("/borrowers/<uuid:borrower>/protect", who=Role.COUNTER)
@asks(_page)
def protect(form: Form, borrower: UUID) -> Response:
    """Name, number and notes go at once; what is out stays theirs, by alias or by slip."""
    how = form.word("how", ("alias", "nothing"))
    alias = form.text("alias", 80, needed=how == "alias")
    form.refuse_unclear()
    with form.noting(otherwise="alias"):
        wanted = alias if how == "alias" else ""
        kept = keep_less(g.db, str(borrower), alias=wanted, now=g.now)
    g.after_commit.append(partial(settle, folder=g.settings.data))
    return redirect(f"/borrowers/{kept}?said=corrected", 303)
