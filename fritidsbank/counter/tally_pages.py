"""The page for who came in without borrowing, and for what was asked for and not there."""

from datetime import date, timedelta

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.counter.rules import Visitor
from fritidsbank.counter.tally import last_tap, tallied
from fritidsbank.refusals import N_
from fritidsbank.stock.choices import category_groups_by_code, name_of
from fritidsbank.stock.models import Category
from fritidsbank.stock.queries import categories
from fritidsbank.stock.wishes import wishes_between
from fritidsbank.web.access import Role
from fritidsbank.web.by_form import done_by_form, fresh_id, said
from fritidsbank.web.context import g
from fritidsbank.web.room import Room

visits = Room("visits")

VISITORS = {
    Visitor.CHILD: N_("Child"),
    Visitor.YOUTH: N_("Youth"),
    Visitor.ADULT: N_("Adult"),
    Visitor.GROUP: N_("Group"),
}
MOST = 100
"""So many wishes of the week are listed."""


@visits.shows("/visits", who=Role.COUNTER)
def visits_page() -> str:
    """Big buttons, and what was counted and wished for."""
    today, branch = local_day(g.now), g.actor.branch
    tree = categories(g.db)
    monday = today - timedelta(days=today.weekday())
    return render_template(
        "counter/visits.html",
        visitors=[(one.value, VISITORS[one], fresh_id()) for one in Visitor],
        words={one.value: VISITORS[one] for one in Visitor},
        today=tallied(g.db, today, today, branch),
        week=tallied(g.db, monday, today, branch),
        last=last_tap(g.db, today, branch),
        chosen=_chosen(tree),
        groups=category_groups_by_code(tree),
        wishes=_wishes(tree, monday, today),
        fresh_id=fresh_id,
        said=said(request.args.get("done")),
    )


def _chosen(tree: list[Category]) -> Category | None:
    asked = request.args.get("category", "")
    return next((one for one in tree if one.parent_id and one.code == asked), None)


def _wishes(tree: list[Category], first: date, today: date) -> list[dict[str, object]]:
    names = {one.id: name_of(one) for one in tree}
    return [
        {
            "id": one.id,
            "category": names[one.category],
            "size": one.size,
            "at": one.at,
            "can_be_undone": one.can_be_undone,
        }
        for one in wishes_between(g.db, first, today, g.actor.branch, most=MOST)
    ]


@visits.does("/visits", who=Role.COUNTER)
def count() -> Response:
    """One more."""
    operation = done_by_form("tally", visitor=request.form.get("visitor", ""))
    return redirect(f"/visits?done={operation}", 303)


@visits.does("/visits/wishes", who=Role.COUNTER)
def wish() -> Response:
    """Somebody asked for what was not there."""
    category, size = request.form.get("category", ""), request.form.get("size", "")
    operation = done_by_form("wish", category=category, size=size)
    return redirect(f"/visits?done={operation}#wishes", 303)
