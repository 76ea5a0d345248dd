"""Moving an article that is not lent, missing and finding it, scrapping it, blocking it."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.refusals import N_
from fritidsbank.staff.queries import is_trusted
from fritidsbank.staff.rules import SIGN_OFF
from fritidsbank.stock import moving, words
from fritidsbank.stock.actions import Signature, block, lift
from fritidsbank.stock.blocks import block_with
from fritidsbank.stock.choices import place_options, said
from fritidsbank.stock.history import article_and_category
from fritidsbank.stock.models import Block, Place
from fritidsbank.stock.queries import Thing, place_with, places_of, thing_of
from fritidsbank.stock.weights import grams
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_in
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import NotYours, Room

moves = Room("moves")

NOT_THAT_ONE = N_("Not the one that is called back: model and year were looked at.")
PUT_RIGHT = N_("Put right as the maker says.")
LIFTED = {"not_that_one": NOT_THAT_ONE, "put_right": PUT_RIGHT}
"""Why a recall does not stop an article any more; anything else is written."""


def _thing(article: int, role: Role) -> Thing:
    """The article, if the role is held in the branch where it stands. Raises NotYours."""
    thing = thing_of(g.db, article)
    admit_in(thing.spot.branch, role)
    return thing


def _signed() -> Signature:
    return Signature(g.now, g.actor.account)


def _back_to(article: int, done: str) -> Response:
    return redirect(f"/articles/{article}?done={done}", 303)


def _shelves(branch: int) -> list[Place]:
    return [place for place in places_of(g.db, branch) if place.kind in moving.ON_A_SHELF]


def _move_page(form: Form, article: int) -> str:
    thing = _thing(article, Role.COUNTER)
    places = place_options(_shelves(thing.spot.branch))
    return render_template("stock/move.html", form=form, thing=thing, places=places)


@moves.shows("/articles/<int:article>/move", who=Role.COUNTER)
def move_page(article: int) -> str:
    """Where to put it."""
    return _move_page(Form({"place": thing_of(g.db, article).spot.id}), article)


@moves.does("/articles/<int:article>/move", who=Role.COUNTER)
@asks(_move_page)
def move_article(form: Form, article: int) -> Response:
    """To another shelf or the season store."""
    thing = _thing(article, Role.COUNTER)
    place = form.one_of("place", [p.id for p in _shelves(thing.spot.branch)])
    moving.relocate(g.db, thing, place_with(g.db, place), signed=_signed())
    return _back_to(article, "moved")


def _workshop_page(form: Form, article: int) -> str:
    thing = _thing(article, Role.COUNTER)
    _, category = article_and_category(g.db, article)
    word = "word_en" if g.language == "en" else "word"
    faults = [(fault["code"], fault[word]) for fault in category.faults]
    return render_template("stock/workshop.html", form=form, thing=thing, faults=faults)


@moves.shows("/articles/<int:article>/workshop", who=Role.COUNTER)
def workshop_page(article: int) -> str:
    """What is wrong with it."""
    return _workshop_page(Form(), article)


@moves.does("/articles/<int:article>/workshop", who=Role.COUNTER)
@asks(_workshop_page)
def send_to_workshop(form: Form, article: int) -> Response:
    """To the bench, with one fault word."""
    thing = _thing(article, Role.COUNTER)
    _, category = article_and_category(g.db, article)
    fault = form.word("fault", [fault["code"] for fault in category.faults])
    form.refuse_unclear()
    moving.to_workshop(g.db, thing, fault, signed=_signed())
    return _back_to(article, "moved")


@moves.shows("/articles/<int:article>/missing", who=Role.COUNTER)
def missing_page(article: int) -> str:
    """What it means to note it as missing."""
    return render_template("stock/missing.html", thing=_thing(article, Role.COUNTER))


@moves.does("/articles/<int:article>/missing", who=Role.COUNTER)
def miss_article(article: int) -> Response:
    """Nobody finds it."""
    moving.note_missing(g.db, _thing(article, Role.COUNTER), signed=_signed())
    return _back_to(article, "saved")


@moves.does("/articles/<int:article>/found", who=Role.COUNTER)
def find_article(article: int) -> Response:
    """It is here, in the branch of whoever says so, wherever it was missed."""
    thing = thing_of(g.db, article)
    moving.find_again(g.db, thing, branch=g.actor.branch, signed=_signed())
    return _back_to(article, "saved")


def _scrap_page(form: Form, article: int) -> str:
    thing = _thing(article, Role.MANAGER)
    reasons = said(words.SCRAP_REASONS)
    return render_template("stock/scrap.html", form=form, thing=thing, reasons=reasons)


@moves.shows("/articles/<int:article>/scrap", who=Role.MANAGER)
def scrap_page(article: int) -> str:
    """Why it leaves the stock."""
    return _scrap_page(Form(), article)


@moves.does("/articles/<int:article>/scrap", who=Role.MANAGER)
@asks(_scrap_page)
def scrap_article(form: Form, article: int) -> Response:
    """It leaves the stock for good."""
    thing = _thing(article, Role.MANAGER)
    written = form.text("weight", 20)
    with form.noting(otherwise="weight"):
        weight = grams(written)
    reason = form.choice("reason", words.SCRAP_REASONS)
    moving.discard(g.db, thing, reason, signed=_signed(), weight_g=weight)
    return _back_to(article, "saved")


@moves.does("/articles/<int:article>/unscrap", who=Role.MANAGER)
def unscrap_article(article: int) -> Response:
    """It was scrapped by mistake."""
    moving.unscrap(g.db, _thing(article, Role.MANAGER), signed=_signed())
    return _back_to(article, "saved")


def _block_page(form: Form, article: int) -> str:
    thing = _thing(article, Role.COUNTER)
    return render_template("stock/block.html", form=form, thing=thing)


@moves.shows("/articles/<int:article>/block", who=Role.COUNTER)
def block_page(article: int) -> str:
    """Why it may not go out."""
    return _block_page(Form(), article)


@moves.does("/articles/<int:article>/block", who=Role.COUNTER)
@asks(_block_page)
def block_article(form: Form, article: int) -> Response:
    """It may not go out, wherever it is."""
    thing = _thing(article, Role.COUNTER)
    reason = form.text("reason", 200, needed=True)
    form.refuse_unclear()
    with form.noting(otherwise="reason"):
        block(g.db, thing.id, reason, signed=_signed())
    return _back_to(article, "saved")


def _to_lift(article: int, blocked: int) -> tuple[Thing, Block]:
    """A block, if one may lift it: a manager, and what is no recall whoever signs off, too.

    Raises NotYours.
    """
    thing = _thing(article, Role.COUNTER)
    known = block_with(g.db, blocked, article)
    if not g.actor.may(Role.MANAGER, thing.spot.branch):
        today = local_day(g.now)
        if known.recall_id or not is_trusted(g.db, g.actor.account, SIGN_OFF, on=today):
            raise NotYours
    return thing, known


def _lift_page(form: Form, article: int, blocked: int) -> str:
    thing, known = _to_lift(article, blocked)
    reasons = [(name, say(msgid, g.language)) for name, msgid in LIFTED.items()]
    return render_template(
        "stock/lift.html",
        form=form,
        thing=thing,
        block=known,
        reasons=reasons if known.recall_id else [],
    )


@moves.shows("/articles/<int:article>/blocks/<int:blocked>/lift", who=Role.COUNTER)
def lift_page(article: int, blocked: int) -> str:
    """Why it may go out again."""
    return _lift_page(Form(), article, blocked)


@moves.does("/articles/<int:article>/blocks/<int:blocked>/lift", who=Role.COUNTER)
@asks(_lift_page)
def lift_block(form: Form, article: int, blocked: int) -> Response:
    """The reason is gone."""
    _, known = _to_lift(article, blocked)
    chosen = LIFTED.get(form.text("chosen", 20), "") if known.recall_id else ""
    because = form.text("because", 200, needed=not chosen)
    form.refuse_unclear()
    # What was written comes before what was ticked; it is kept in the language of the shop.
    because = because or say(chosen, "sv")
    with form.noting(otherwise="because"):
        lift(g.db, known, because, signed=_signed())
    return _back_to(article, "saved")
