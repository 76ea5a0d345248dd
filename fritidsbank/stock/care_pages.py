"""What stands on the shelves and is due for care: sharpening, wax, a wash."""

from flask import render_template

from fritidsbank.clock import local_day
from fritidsbank.stock.care import care_in
from fritidsbank.stock.choices import name_of
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.room import Room

caring = Room("caring")


@caring.shows("/care", who=Role.WORKSHOP)
def care_page() -> str:
    """By category: what to fetch, and why."""
    groups = care_in(g.db, g.actor.branch, local_day(g.now))
    return render_template("stock/care.html", groups=groups, name_of=name_of, language=g.language)
