"""The drawers of the workshop: what lies there, what is low, what is waited for."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.stock.choices import category_groups_by_code, name_of
from fritidsbank.stock.queries import categories
from fritidsbank.web.access import Role
from fritidsbank.web.by_form import done_by_form, fresh_id, said
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.room import Room
from fritidsbank.workshop.bench_words import bench_text
from fritidsbank.workshop.part_operations import LONGEST_NAME, LONGEST_SIZE, MOST
from fritidsbank.workshop.part_queries import Part, parts_of, waited_for
from fritidsbank.workshop.words import ORDERERS

drawers = Room("drawers")

_CHANGES = ("part", "why", "how_many", "low")


def _page(form: Form) -> str:
    branch, tree = g.actor.branch, categories(g.db)
    waiting = waited_for(g.db, branch)
    return render_template(
        "workshop/drawers.html",
        form=form,
        parts=sorted(parts_of(g.db, branch), key=_low_first),
        waiting=waiting,
        waited={one.part for one in waiting if one.part},
        called={category.id: name_of(category) for category in tree},
        groups=category_groups_by_code(tree),
        orderers=ORDERERS,
        most=MOST,
        said=said(request.args.get("done")),
        fresh=fresh_id,
    )


def _low_first(part: Part) -> bool:
    return not part.is_low


@drawers.shows("/workshop/parts", who=Role.WORKSHOP)
def drawer_list() -> str:
    """Every drawer, low ones first, and what is waited for with who orders it."""
    return _page(Form())


@drawers.does("/workshop/parts", who=Role.WORKSHOP)
@asks(_page)
def add(form: Form) -> Response:
    """A new kind of part."""
    name = form.text("name", LONGEST_NAME, needed=True)
    size, category = form.text("size", LONGEST_SIZE), form.text("category", 20)
    how_many, low = form.whole("how_many", 0, MOST), form.whole("low", 0, MOST)
    form.refuse_unclear()
    with form.noting(otherwise="name"):
        bench_text(g.db, name, LONGEST_NAME, field="name")
    with form.noting(otherwise="size"):
        bench_text(g.db, size, LONGEST_SIZE, field="size")
    known = {"category": category} if category else {}
    operation = done_by_form(
        "part_add", name=name, size=size, how_many=how_many or 0, low=low or 0, **known
    )
    return redirect(f"/workshop/parts?done={operation}", 303)


@drawers.does("/workshop/parts/change", who=Role.WORKSHOP)
def change() -> Response:
    """More, fewer, counted anew, or another limit."""
    sent = {name: request.form[name] for name in _CHANGES if request.form.get(name)}
    operation = done_by_form("part_change", **sent)
    return redirect(f"/workshop/parts?done={operation}", 303)


@drawers.does("/workshop/parts/put-away", who=Role.WORKSHOP)
def put_away() -> Response:
    """That kind is not kept any more."""
    operation = done_by_form("part_change", part=request.form.get("part", ""), kept=False)
    return redirect(f"/workshop/parts?done={operation}", 303)
