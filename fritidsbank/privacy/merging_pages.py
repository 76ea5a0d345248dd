"""Two entries of one person become one; no older copy of the register makes them two again."""

from functools import partial
from uuid import UUID

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.counter.finding_people import found_people, people_like
from fritidsbank.people.queries import person_with
from fritidsbank.privacy.erasing import forget_double
from fritidsbank.privacy.erasure_ledger import settle
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.room import Room

merging = Room("merging")


@merging.shows("/borrowers/<uuid:borrower>/merge", who=Role.COUNTER)
def choose_double(borrower: UUID) -> str:
    """Look for a second entry of the same person, and compare."""
    person = person_with(g.db, str(borrower))
    typed = request.args.get("q", person.mobile or person.name)
    double = request.args.get("double", "")
    return render_template(
        "people/merge.html",
        typed=typed,
        people=[found for found in people_like(g.db, typed) if found.person.id != person.id],
        pair=found_people(g.db, [person.id, double]) if double else [],
        person=person,
    )


@merging.does("/borrowers/<uuid:borrower>/merge", who=Role.COUNTER)
def merge(borrower: UUID) -> Response:
    """The double goes into the borrower of this page."""
    forget_double(g.db, request.form.get("double", ""), into=str(borrower), now=g.now)
    g.after_commit.append(partial(settle, folder=g.settings.data))
    return redirect(f"/borrowers/{borrower}?said=merged", 303)
