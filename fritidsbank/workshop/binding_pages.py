"""The binding of a pair of skis: for which boot, to what, by whom, and what the table says.

What somebody weighs, their height, age and how they ski come as a form and make a page
(`Room.answers`); they stand in no address, no row and no log.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from flask import current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.printjobs.actions import Printout, queue_once
from fritidsbank.printjobs.at_hand import as_file
from fritidsbank.printjobs.papers import Paper, as_pdf
from fritidsbank.printjobs.queries import has_printer_for
from fritidsbank.printjobs.rules import Purpose
from fritidsbank.refusals import Forbidden, N_
from fritidsbank.staff.queries import is_trusted
from fritidsbank.staff.rules import SET_BINDINGS
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.soles import has_binding
from fritidsbank.web.access import SIGNED_IN, Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, Unclear, asks
from fritidsbank.web.language import LANGUAGES, say
from fritidsbank.web.room import NotYours, Room
from fritidsbank.workshop import binding_telling as telling
from fritidsbank.workshop.binding_actions import note_sole, note_values
from fritidsbank.workshop.binding_asking import (
    Answer,
    answer_to,
    fitted_for,
    found_again,
    found_in,
    value_in,
)
from fritidsbank.workshop.binding_card import BINDING_CARD
from fritidsbank.workshop.binding_queries import (
    BindingsOff,
    LentBeside,
    NoSuchSetting,
    Skis,
    Standing,
    boot_of,
    boots_for,
    mode_of,
    skis_of,
    standing_of,
)
from fritidsbank.workshop.boots import Boot, shod
from fritidsbank.workshop.release_values import said
from fritidsbank.workshop.rules import BindingMode

bindings = Room("bindings")

SHEETS = ("a6", "a4")


@dataclass(eq=False)
class NotTrusted(Forbidden):
    """A post, or somebody whom nobody has trusted with it, or not any more."""

    message = N_(
        "Release values are set by those who are trusted with it, each under their own name. "
        "The manager says who."
    )


@bindings.app_context_processor
def on_articles() -> dict[str, object]:
    """What other pages say of a binding; only articles that have one ask."""
    return {"binding_of": _told_of_article, "is_set_here": _is_set_here}


def _is_set_here(asked: Iterable[Mapping[str, Any]]) -> bool:
    return has_binding(asked) and mode_of(g.db) is not BindingMode.OFF


def _told_of_article(article: int, known: Mapping[str, Any]) -> telling.Told | None:
    standing = standing_of(g.db, article, _lent_beside())
    if standing.mode is BindingMode.OFF:
        return None
    return telling.told(standing, known, local_day(g.now), g.language)


def _page(form: Form, article: int) -> str:
    return _answered(form, article, None)


def _answered(form: Form, article: int, answer: Answer | None) -> str:
    skis = skis_of(g.db, article)
    standing = _standing(article)
    is_setter = standing.mode is BindingMode.TABLE and _is_setter()
    may_set = _may_set(skis)
    found = answer.found if answer else found_again(form, article)
    return render_template(
        "workshop/binding.html",
        form=form,
        thing=skis.thing,
        told=telling.told(standing, skis.known, local_day(g.now), g.language),
        takes=telling.taken(skis, g.language),
        boots=[telling.as_choice(boot) for boot in _boots(skis, is_shown=may_set)],
        may_set=may_set,
        by_table=standing.mode is BindingMode.TABLE,
        is_setter=is_setter,
        types=[(kind.value, say(word, g.language)) for kind, word in telling.TYPES.items()],
        answer=answer and telling.answered(answer.told, g.language),
        why_none=answer.why_none if answer else "",
        is_sure=answer is None or answer.is_sure,
        found=found,
        value=said(found.value, g.language) if found else "",
        sealed=found.sealed(g.secret) if found else "",
        has_printer=has_printer_for(g.db, g.actor.branch, Purpose.SLIPS),
    )


@bindings.shows("/workshop/bindings/<int:article>", who=SIGNED_IN)
def binding_page(article: int) -> str:
    """To what it is set, and what can be done about it."""
    return _page(Form(), article)


@bindings.answers("/workshop/bindings/<int:article>", who=SIGNED_IN)
def binding_answer(article: int) -> str | tuple[str, int]:
    """What the table says for somebody. Nothing of them is kept."""
    skis, form = _mine(article, by_table=True), Form()
    try:
        answer = answer_to(form, skis)
    except Unclear:
        return _page(form, article), 422
    return _answered(form, article, answer)


@bindings.does("/workshop/bindings/<int:article>/sole", who=SIGNED_IN)
@asks(_page)
def fit_sole(form: Form, article: int) -> Response:
    """It was moved to the length of a sole, and no release value was set."""
    skis = _mine(article)
    note_sole(g.db, skis, fitted_for(form, skis), signed=Signature(g.now, g.actor.account))
    return redirect(f"/workshop/bindings/{article}?done=saved", 303)


@bindings.does("/workshop/bindings/<int:article>/set", who=SIGNED_IN)
@asks(_page)
def set_values(form: Form, article: int) -> Response:
    """It was set: to what the table said a moment ago, or lower."""
    skis = _mine(article, by_table=True)
    found = found_in(form, article)
    with form.noting(otherwise=""):
        fitted = shod(
            skis.known, boot_of(g.db, found.boot) if found.boot else None, str(found.sole)
        )
    front, heel = value_in(form, "front", found, skis), value_in(form, "heel", found, skis)
    form.refuse_unclear()
    signed = Signature(g.now, g.actor.account)
    note_values(g.db, skis, fitted, (front, heel), found, signed=signed)
    return redirect(f"/workshop/bindings/{article}?done=saved", 303)


@bindings.does("/workshop/bindings/<int:article>/card", who=SIGNED_IN)
def print_card(article: int) -> Response:
    """The card, on the printer that the branch has for slips."""
    _mine(article)
    printout = Printout(BINDING_CARD, _last(article), _language(request.form.get("lang", "")))
    queue_once(g.db, g.actor.branch, printout, by=g.actor.account, now=g.now)
    return redirect(f"/workshop/bindings/{article}?done=printing", 303)


@bindings.shows("/workshop/bindings/<int:article>/card.pdf", who=SIGNED_IN)
def card_as_pdf(article: int) -> Response:
    """The same for any printer."""
    sheet = request.args.get("sheet", "")
    paper = Paper(BINDING_CARD, _last(article), sheet if sheet in SHEETS else SHEETS[0])
    language = _language(request.args.get("lang", ""))
    return as_file(as_pdf(g.db, paper, language=language), "binding")


def _mine(article: int, *, by_table: bool = False) -> Skis:
    """Skis that this account may do something about.

    Raises NoSuchArticle, NoBinding, BindingsOff, NotYours, NotTrusted.
    """
    skis, standing = skis_of(g.db, article), _standing(article)
    if not _may_set(skis):
        raise NotYours
    if by_table and not (standing.mode is BindingMode.TABLE and _is_setter()):
        raise NotTrusted
    return skis


def _standing(article: int) -> Standing:
    standing = standing_of(g.db, article, _lent_beside())
    if standing.mode is BindingMode.OFF:
        raise BindingsOff
    return standing


def _may_set(skis: Skis) -> bool:
    """Whoever lends or mends where the skis are: boots are fitted at counter and bench alike."""
    at = skis.thing.spot.branch
    return g.actor.may(Role.COUNTER, at) or g.actor.may(Role.WORKSHOP, at)


def _is_setter() -> bool:
    return is_trusted(g.db, g.actor.account, SET_BINDINGS, on=local_day(g.now))


def _boots(skis: Skis, *, is_shown: bool) -> list[Boot]:
    return boots_for(g.db, skis, skis.thing.spot.branch) if is_shown else []


def _last(article: int) -> dict[str, int]:
    """What the card is about. Raises NoBinding, BindingsOff, NoSuchSetting."""
    skis_of(g.db, article)
    done = _standing(article).done
    if done is None:
        raise NoSuchSetting
    return {"setting": done.id}


def _lent_beside() -> LentBeside:
    """What `app.py` has brought from the counter: the rooms do not know each other."""
    return cast("LentBeside", current_app.extensions["fritidsbank.lent_beside"])


def _language(asked: str) -> str:
    """That of whoever skis, where it was chosen."""
    return asked if asked in LANGUAGES else g.language
