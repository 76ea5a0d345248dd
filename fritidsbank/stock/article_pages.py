"""Registering an article, correcting what is written about it, and its numbers."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.refusals import N_
from fritidsbank.stock import codes
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.article_forms import Sheet, as_fields, read_description
from fritidsbank.stock.choices import category_groups_by_code, name_of, place_options, said
from fritidsbank.stock.history import article_and_category
from fritidsbank.stock.models import Place
from fritidsbank.stock.queries import (
    Thing,
    categories,
    kind_coded,
    place_with,
    places_of,
    standard_place,
    thing_of,
)
from fritidsbank.stock.registering import add_code, describe, register_article
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.stock.words import UNITS
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_in
from fritidsbank.web.context import g
from fritidsbank.web.fields import Fields
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

descriptions = Room("descriptions")

LONGEST_CODE = 40
FRESH = "fresh"
LABELS = {
    "claimed": N_("One of ours, printed before"),
    "older": N_("An older label of another kind"),
}


def _signed() -> Signature:
    return Signature(g.now, g.actor.account)


def _mine(article: int) -> Thing:
    """The article, if it stands where one may change it. Raises NotYours."""
    thing = thing_of(g.db, article)
    admit_in(thing.spot.branch, Role.COUNTER)
    return thing


def _shelves() -> list[Place]:
    return [p for p in places_of(g.db, g.actor.branch) if p.kind is PlaceKind.SHELF]


@descriptions.shows("/articles/new", who=Role.COUNTER)
def new_page() -> str:
    """First what kind of thing it is, then the rest."""
    code, like = request.args.get("category", ""), request.args.get("like", "")
    if not code:
        return _choose_category("/articles/new", {"code": request.args.get("code", "")})
    category = kind_coded(g.db, code)
    usual: dict[str, object] = {
        "name": category.name,
        "unit": category.unit.value,
        "parts": "\n".join(category.parts),
        "shelf": standard_place(g.db, g.actor.branch, PlaceKind.SHELF).id,
    }
    if like.isdecimal() and len(like) < 10:
        known, _ = article_and_category(g.db, int(like))
        usual = as_fields(known, Sheet.of(category)) | {"shelf": known.shelf_id}
    return _new_page(Form(usual | {"code": request.args.get("code", "")[:LONGEST_CODE]}))


def _choose_category(path: str, kept: dict[str, str]) -> str:
    return render_template(
        "stock/choose_category.html",
        path=path,
        kept=kept,
        groups=category_groups_by_code(categories(g.db)),
    )


def _new_page(form: Form) -> str:
    category = kind_coded(g.db, request.values.get("category", ""))
    return render_template(
        "stock/new.html",
        form=form,
        category=name_of(category),
        sheet=Sheet.of(category),
        units=said(UNITS),
        shelves=place_options(_shelves()),
    )


@descriptions.does("/articles/new", who=Role.COUNTER)
@asks(_new_page)
def register(form: Form) -> Response:
    """A new article on its shelf, and perhaps another like it."""
    category = kind_coded(g.db, form.text("category", 20))
    described = read_description(form, Sheet.of(category), local_day(g.now))
    shelf = place_with(g.db, form.one_of("shelf", [shelf.id for shelf in _shelves()]))
    code = form.text("code", LONGEST_CODE * 2)
    with form.noting(otherwise="code"):
        label = codes.label_of(code, home=g.settings.url) if code else ""
        made = register_article(g.db, described, shelf, code=label, signed=_signed())
    if form.ticked("again"):
        return redirect(
            f"/articles/new?category={category.code}&like={made.id}&done=registered", 303
        )
    return redirect(f"/articles/{made.id}?done=registered", 303)


@descriptions.shows("/articles/<int:article>/edit", who=Role.COUNTER)
def edit_page(article: int) -> str:
    """What is written about it, to be corrected; perhaps in another category."""
    wanted = request.args.get("category", "")
    if wanted == "?":
        return _choose_category(f"/articles/{article}/edit", {})
    known, category = article_and_category(g.db, article)
    sheet = Sheet.of(kind_coded(g.db, wanted) if wanted else category)
    return _edit_page(Form(as_fields(known, sheet)), article)


def _edit_page(form: Form, article: int) -> str:
    thing = _mine(article)
    _, category = article_and_category(g.db, article)
    wanted = request.values.get("category", "")
    category = kind_coded(g.db, wanted) if wanted else category
    return render_template(
        "stock/edit.html",
        form=form,
        thing=thing,
        category=name_of(category),
        sheet=Sheet.of(category),
        units=said(UNITS),
    )


@descriptions.does("/articles/<int:article>/edit", who=Role.COUNTER)
@asks(_edit_page)
def correct(form: Form, article: int) -> Response:
    """Other facts about it."""
    thing = _mine(article)
    known, _ = article_and_category(g.db, thing.id)
    sheet = Sheet.of(kind_coded(g.db, form.text("category", 20)))
    described = read_description(form, sheet, local_day(g.now))
    with form.noting(has_left="category"):
        describe(g.db, known, described, signed=_signed())
    return redirect(f"/articles/{article}?done=saved", 303)


def _codes_page(form: Form, article: int) -> str:
    thing = _mine(article)
    codes.refuse_undone(g.db, thing.id)
    labels = [(how, say(msgid, g.language)) for how, msgid in LABELS.items()]
    return render_template("stock/codes.html", form=form, thing=thing, how=labels)


@descriptions.shows("/articles/<int:article>/codes", who=Role.COUNTER)
def codes_page(article: int) -> str:
    """One more number that leads to it."""
    return _codes_page(Form(), article)


@descriptions.does("/articles/<int:article>/codes", who=Role.COUNTER)
@asks(_codes_page)
def add_number(form: Form, article: int) -> Response:
    """A fresh number, a label that was printed before, or an older one."""
    thing = _mine(article)
    codes.refuse_undone(g.db, thing.id)
    how = form.word("how", (FRESH, *LABELS))
    written = form.text("code", LONGEST_CODE * 2, needed=how != FRESH)
    form.refuse_unclear()
    with form.noting(otherwise="code"):
        if how == FRESH:
            codes.give_code(g.db, thing.id, at=g.now)
        elif how == "claimed":
            codes.claim_code(g.db, thing.id, written, home=g.settings.url, at=g.now)
        else:
            add_code(g.db, thing.id, written, at=g.now)
    return redirect(f"/articles/{article}?done=added", 303)


@descriptions.does("/articles/<int:article>/codes/remove", who=Role.COUNTER)
def remove_number(article: int) -> Response:
    """It does not lead here any more."""
    thing = _mine(article)
    codes.remove_code(g.db, thing.id, Fields(request.form).text("code", ""))
    return redirect(f"/articles/{article}?done=removed", 303)
