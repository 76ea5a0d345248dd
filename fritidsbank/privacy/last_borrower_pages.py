"""The page that says who had an article last: by a button, and the look is noted."""

from flask import render_template

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.privacy.last_borrower import is_lately, last_loan
from fritidsbank.privacy.looking import note_look
from fritidsbank.privacy.rules import Look
from fritidsbank.stock.queries import thing_of
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.room import Room

asking = Room("last_borrower")


@asking.does("/articles/<int:article>/last-borrower", who=Role.COUNTER)
def last_borrower(article: int) -> str:
    """Name and number, for as long as the loan is linked; the counter may ask for some days."""
    thing = thing_of(g.db, article)
    loan = last_loan(g.db, article)
    settings = settings_of_operator(g.db)
    days = int(str(settings["last_borrower_days"]))
    too_late = (
        loan is not None and not is_lately(loan, days, now=g.now) and not g.actor.may(Role.MANAGER)
    )
    shown = loan is not None and loan.person is not None and not too_late
    if loan and shown:
        note_look(
            g.db,
            loan.borrower,
            Look.LAST_BORROWER,
            account=g.actor.account,
            branch=g.actor.branch,
            now=g.now,
        )
    return render_template(
        "privacy/last_borrower.html",
        thing=thing,
        loan=loan,
        shown=shown,
        too_late=too_late,
        days=days,
        unlink_days=settings["unlink_days"],
    )
