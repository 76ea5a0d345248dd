"""The places of a branch, and opening a branch with all of them."""

from flask import redirect, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from fritidsbank.branches.queries import branch_with
from fritidsbank.printing.bars import code_128
from fritidsbank.printjobs.queries import has_printer_for
from fritidsbank.printjobs.rules import Purpose
from fritidsbank.stock.homes import count_by_place
from fritidsbank.stock.models import Place
from fritidsbank.stock.moving import ON_A_SHELF
from fritidsbank.stock.queries import NoSuchPlace, place_row, places_of
from fritidsbank.stock.registering import add_shelf, open_furnished_branch, rename_place
from fritidsbank.stock.words import KINDS_OF_PLACE
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_everywhere, admit_in
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.room import Room

places = Room("places")

LABEL = {"unit_mm": 0.5, "height_mm": 20}


def _list_page(form: Form, branch: int) -> str:
    admit_in(branch, Role.MANAGER)
    return render_template(
        "stock/places.html",
        form=form,
        branch=branch_with(g.db, branch),
        places=places_of(g.db, branch),
        counts=count_by_place(g.db, branch),
        kinds=KINDS_OF_PLACE,
    )


@places.shows("/branches/<int:branch>/places", who=Role.MANAGER)
def place_list(branch: int) -> str:
    """Every place of a branch, and how much stands there."""
    return _list_page(Form(), branch)


@places.does("/branches/<int:branch>/places", who=Role.MANAGER)
@asks(_list_page)
def add(form: Form, branch: int) -> Response:
    """One more shelf, with a number of its own."""
    admit_in(branch, Role.MANAGER)
    branch_with(g.db, branch)
    name = form.text("name", 80, needed=True)
    form.refuse_unclear()
    with form.noting(otherwise="name"):
        add_shelf(g.db, branch, name)
    return redirect(f"/branches/{branch}/places?done=added", 303)


@places.shows("/branches/<int:branch>/places/labels", who=Role.MANAGER)
def labels_of_places(branch: int) -> str:
    """A label for each shelf and store, to print, cut out and put up."""
    admit_in(branch, Role.MANAGER)
    return render_template(
        "stock/place_labels.html",
        branch=branch_with(g.db, branch),
        is_here=branch == g.actor.branch,
        has_printer=has_printer_for(g.db, branch, Purpose.LABELS),
        labels=[
            (place, KINDS_OF_PLACE[place.kind], Markup(code_128(place.code).svg(**LABEL)))  # noqa: S704 - digits of our own
            for place in places_of(g.db, branch)
            if place.kind in ON_A_SHELF
        ],
    )


def _mine(branch: int, place: int) -> Place:
    """A place of that branch. Raises NotYours, NoSuchPlace."""
    admit_in(branch, Role.MANAGER)
    known = place_row(g.db, place)
    if known.branch_id != branch:
        raise NoSuchPlace(str(place))
    return known


def _place_page(form: Form, branch: int, place: int) -> str:
    known = _mine(branch, place)
    kind = KINDS_OF_PLACE[known.kind]
    return render_template("stock/place.html", form=form, place=known, kind=kind)


@places.shows("/branches/<int:branch>/places/<int:place>", who=Role.MANAGER)
def place_page(branch: int, place: int) -> str:
    """What a place is called."""
    return _place_page(Form({"name": _mine(branch, place).name}), branch, place)


@places.does("/branches/<int:branch>/places/<int:place>", who=Role.MANAGER)
@asks(_place_page)
def rename(form: Form, branch: int, place: int) -> Response:
    """Another name; its number stays."""
    known = _mine(branch, place)
    name = form.text("name", 80, needed=True)
    form.refuse_unclear()
    with form.noting(otherwise="name"):
        rename_place(g.db, known, name)
    return redirect(f"/branches/{branch}/places?done=saved", 303)


def _new_branch_page(form: Form) -> str:
    admit_everywhere(Role.ADMIN)
    return render_template("stock/new_branch.html", form=form)


@places.shows("/branches/new", who=Role.ADMIN)
def new_branch_page() -> str:
    """One more door."""
    return _new_branch_page(Form())


@places.does("/branches/new", who=Role.ADMIN)
@asks(_new_branch_page)
def open_branch(form: Form) -> Response:
    """A branch with its standard places; its hours come next."""
    admit_everywhere(Role.ADMIN)
    name = form.text("name", 80, needed=True)
    address, phone = form.text("address", 200), form.text("phone", 20)
    form.refuse_unclear()
    with form.noting(otherwise="name"):
        branch = open_furnished_branch(g.db, name, address=address, phone=phone)
    return redirect(f"/branches/{branch.id}/hours?done=added", 303)
