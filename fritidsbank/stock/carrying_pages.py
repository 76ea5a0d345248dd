"""The page on which many articles are moved: a place is scanned, then one article after another."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.stock.carrying import labelled
from fritidsbank.stock.models import Place
from fritidsbank.stock.moving import ON_A_SHELF
from fritidsbank.stock.queries import places_of
from fritidsbank.web.access import Role
from fritidsbank.web.by_form import done_by_form, fresh_id, said
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.latest import latest
from fritidsbank.web.room import Room

carrying = Room("carrying")


def _places() -> list[Place]:
    return [place for place in places_of(g.db, g.actor.branch) if place.kind in ON_A_SHELF]


def _page(form: Form) -> str:
    return render_template(
        "stock/carry.html",
        form=form,
        places=[(place.code, place.name) for place in _places()],
        to=str(form.value("to")),
        operation=fresh_id(),
        said=said(request.args.get("done")),
        rows=latest(["carry"]),
        home=g.settings.url,
    )


@carrying.shows("/move", who=Role.COUNTER)
def carry_page() -> str:
    """Where to, and what was moved last."""
    return _page(Form({"to": request.args.get("to", "")}))


@carrying.does("/move", who=Role.COUNTER)
@asks(_page)
def carry(form: Form) -> Response:
    """The label of a place says where to; anything else is an article that goes there."""
    scanned = form.text("article", needed=True)
    with form.noting(otherwise="article"):
        place = labelled(g.db, scanned, branch=g.actor.branch, home=g.settings.url)
    if place is not None:
        return redirect(f"/move?to={place.code}", 303)
    to = form.word("to", [place.code for place in _places()])
    form.refuse_unclear()
    operation = done_by_form("carry", article=scanned, to=to)
    return redirect(f"/move?to={to}&done={operation}", 303)
