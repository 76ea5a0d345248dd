"""The pages for the season store: what shall go there or come back, and whether that is meant."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.refusals import N_
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.catalogue import Season
from fritidsbank.stock.seasons import Sort, Way, change_over, sorts
from fritidsbank.stock.words import SEASONS
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.room import Room

season = Room("season")

NOTHING = N_("Tick at least one category.")


@season.shows("/season", who=Role.COUNTER)
def season_page() -> str:
    """What could go to the store and what could come back, by season and category."""
    return _page(Form())


def _page(form: Form) -> str:
    moved = request.args.get("moved", "")
    return render_template(
        "stock/season.html",
        form=form,
        ways=[(way.value, _by_season(way), request.args.get(way.value, "")) for way in Way],
        seasons=SEASONS,
        moved=int(moved) if moved.isdecimal() and len(moved) < 7 else None,
    )


def _by_season(way: Way) -> list[tuple[Season, list[Sort]]]:
    found = sorts(g.db, g.actor.branch, way)
    grouped = [(one, [sort for sort in found if sort.category.season == one]) for one in Season]
    return [(one, group) for one, group in grouped if group]


@season.shows("/season/confirm", who=Role.COUNTER)
def confirm() -> str:
    """How much that is, before anything moves."""
    way = Way.FETCH if request.args.get("way") == Way.FETCH else Way.STORE
    asked = set(request.args.getlist("category"))
    chosen = [one for one in sorts(g.db, g.actor.branch, way) if str(one.category.id) in asked]
    return render_template(
        "stock/season_confirm.html",
        way=way.value,
        chosen=chosen,
        count=sum(one.count for one in chosen),
    )


@season.does("/season", who=Role.COUNTER)
@asks(_page)
def change(form: Form) -> Response:
    """All of it in one go. Pressed twice, the second time there is nothing left to move."""
    way = form.choice("way", Way)
    written = form.sent.getlist("category")
    ids = [int(one) for one in written if one.isascii() and one.isdecimal() and len(one) < 10]
    if not ids:
        form.note("", NOTHING)
    form.refuse_unclear()
    signed = Signature(g.now, g.actor.account)
    moved = change_over(g.db, g.actor.branch, way, ids, signed=signed)
    return redirect(f"/season?moved={moved}", 303)
