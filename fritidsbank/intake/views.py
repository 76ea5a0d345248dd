"""The page on which a table full of donations is registered, with a tap or a scan for each."""

from dataclasses import replace
from datetime import time
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.clock import local_day, local_moment
from fritidsbank.intake import queries
from fritidsbank.intake.asking import Asked, asked_about, asked_like
from fritidsbank.intake.describing import MOST_COPIES
from fritidsbank.printjobs.actions import Printout, queue
from fritidsbank.printjobs.at_hand import designs
from fritidsbank.printjobs.queries import has_printer_for
from fritidsbank.printjobs.rules import Purpose
from fritidsbank.refusals import Malformed
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.article_forms import read_description
from fritidsbank.stock.attributes import LONGEST
from fritidsbank.stock.choices import category_groups_by_code, name_of
from fritidsbank.stock.models import Category, Place
from fritidsbank.stock.photos import add_photo
from fritidsbank.stock.pictures import LARGEST_FILE, picture_of
from fritidsbank.stock.queries import categories, places_of
from fritidsbank.stock.registering import Description
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.web.access import Role
from fritidsbank.web.by_form import done_by_form, fresh_id, said, said_of
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, Unclear, asks
from fritidsbank.web.models import Operation
from fritidsbank.web.room import Room

registering = Room("registering")

LARGEST_BODY = 4 * LARGEST_FILE
"""A photo that is a little too large is told so; what is larger than this is not read."""


@registering.shows("/register", who=Role.COUNTER)
def register_page() -> str:
    """What it is by a few taps; then the label is scanned, or a fresh number is given."""
    rows = _rows()
    code, like = request.args.get("category", ""), request.args.get("like", "")
    if not code and not like and rows:
        like = str(rows[0].thing.id)
    asked = None
    if code:
        asked = asked_about(code, _shelves())
    elif like.isascii() and like.isdecimal() and len(like) < 10:
        asked = asked_like(int(like), _shelves())
    return _page(asked, Form(asked.usual if asked else {}), rows)


def _again(form: Form) -> str:
    return _page(asked_about(request.form.get("category", ""), _shelves()), form, _rows())


def _page(asked: Asked | None, form: Form, rows: list[queries.Registered]) -> str:
    tree = categories(g.db)
    done = request.args.get("done")
    return render_template(
        "intake/register.html",
        asked=asked,
        form=form,
        groups=category_groups_by_code(tree),
        usual=_usual(tree, asked.category if asked else None),
        code=form.value("code") or request.args.get("code", "")[:80],
        operation=fresh_id(),
        rows=[(row, fresh_id()) for row in rows],
        said=said(done),
        registered=next((row for row in rows if row.operation == done), None),
        owner=g.get("owner"),
        most_copies=MOST_COPIES,
        has_printer=has_printer_for(g.db, g.actor.branch, Purpose.LABELS),
        home=g.settings.url,
    )


def _usual(tree: list[Category], chosen: Category | None) -> list[tuple[str, str]]:
    """The kinds that come in most these days, and the one that is chosen."""
    known = {category.id: category for category in tree}
    usual = [known[category] for category in queries.usual_categories(g.db)]
    if chosen is not None and chosen not in usual:
        usual.append(chosen)
    return [(category.code, name_of(category)) for category in usual]


def _rows() -> list[queries.Registered]:
    midnight = local_moment(local_day(g.now), time())
    return queries.registered_lately(g.db, g.actor.device, since=midnight)


def _shelves() -> list[Place]:
    return [p for p in places_of(g.db, g.actor.branch) if p.kind is PlaceKind.SHELF]


def _unpack_photo() -> None:
    """Unpack it before the writer's turn is taken: others are lending."""
    g.picture = g.trouble_with_photo = None
    sent = request.files.get("photo")
    if sent is not None and sent.filename:
        try:
            g.picture = picture_of(sent.read(LARGEST_FILE + 1))
        except Malformed as refusal:
            g.trouble_with_photo = refusal


@registering.does("/register", who=Role.COUNTER, first=_unpack_photo, largest_file=LARGEST_BODY)
@asks(_again)
def register(form: Form) -> Response:
    """One more, or several alike; then the next."""
    body = _body(form)
    sent_again = g.db.get(Operation, form.value("operation")) is not None
    operation = g.db.get_one(Operation, done_by_form("register_article", **body))
    if operation.article_id is None:
        g.owner = operation.answer.get("owner")
        form.note("code", said_of(operation).sentence)
        raise Unclear
    if g.picture is not None and not sent_again:
        signed = Signature(g.now, g.actor.account)
        add_photo(g.db, operation.article_id, g.picture, signed=signed)
    if not sent_again:
        _print_at_once(operation.answer["codes"])
    return redirect(f"/register?like={operation.article_id}&done={operation.id}", 303)


def _print_at_once(codes: list[str]) -> None:
    """A label that was scanned is there already; fresh numbers need one, where it is so chosen."""
    if request.form.get("code", "").strip():
        return
    if settings_of_operator(g.db)["label_at_once"] != "always":
        return
    if has_printer_for(g.db, g.actor.branch, Purpose.LABELS):
        refers_to = {"codes": codes, "branch": g.actor.branch}
        printout = Printout(designs()["usual"], refers_to, g.language)
        queue(g.db, g.actor.branch, printout, by=g.actor.account, now=g.now)


def _body(form: Form) -> dict[str, Any]:
    """What was chosen and written, as the operation takes it. Raises Unclear."""
    shelves = _shelves()
    asked = asked_about(form.text("category", 20), shelves)
    size, brand = form.text("size_other", 20), form.text("brand_other", 80)
    copies = form.whole("copies", 1, MOST_COPIES) or 1
    shelf = form.word("shelf", [shelf.code for shelf in shelves])
    if g.trouble_with_photo is not None:
        form.note("photo", g.trouble_with_photo.message, **g.trouble_with_photo.facts())
    described = read_description(form, asked.sheet, local_day(g.now))
    described = replace(described, size=size or described.size, brand=brand or described.brand)
    return {
        **_as_sent(described, asked.category),
        "attributes": {q.name: form.text(q.field, LONGEST) for q in asked.sheet.questions},
        "shelf": shelf,
        "code": form.text("code", 80),
        "copies": copies,
    }


def _as_sent(described: Description, category: Category) -> dict[str, Any]:
    return {
        "category": category.code,
        "name": described.name,
        "size": described.size,
        "brand": described.brand,
        "made_year": described.made_year,
        "note": described.note,
        "unit": (described.unit or category.unit).value,
    }
