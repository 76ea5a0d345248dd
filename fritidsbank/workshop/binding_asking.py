"""Reading the forms about a binding: for which boot, for whom, and to what it was set."""

from contextlib import suppress
from dataclasses import dataclass
from math import nan

from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, Unclear
from fritidsbank.web.language import say
from fritidsbank.workshop.binding_queries import Skis, boot_with
from fritidsbank.workshop.binding_telling import why_none
from fritidsbank.workshop.bindings import Setting, setting
from fritidsbank.workshop.boots import Shod, shod
from fritidsbank.workshop.found_values import Found
from fritidsbank.workshop.release_values import OffScale, refuse_off_scale, value_of
from fritidsbank.workshop.skiers import (
    Skier,
    SkierType,
    age_within,
    height_within,
    number,
    weight_within,
)

_MEASURES = {"weight": weight_within, "height": height_within, "age": age_within}
_BESIDE = {"bad_sole": "sole", "sole_unlike_boot": "sole", "sole_outside": "sole"}
"""Which field a refusal is about; all others are about the boot."""


@dataclass(frozen=True)
class Answer:
    """What the table says: a sealed value, or why there is none.

    `is_sure` when the register knows that the boot fits the binding.
    """

    told: Setting
    is_sure: bool
    found: Found | None = None
    why_none: str = ""


def answer_to(form: Form, skis: Skis) -> Answer:
    """The value for whoever stands there. Raises Unclear, when all that is unclear was said."""
    with suppress(Unclear):
        fitted = fitted_for(form, skis)
    weight, height, age = (_measure(form, field) for field in _MEASURES)
    kind = form.word("type", [word.value for word in SkierType])
    form.refuse_unclear()
    told = setting(Skier(weight, height, age, SkierType(kind)), fitted.sole)
    if told.value is None:
        return Answer(told, fitted.is_sure, why_none=why_none(told, g.language))
    try:
        refuse_off_scale(told.value, skis.scale, language=g.language)
    except OffScale as refusal:
        why = say(refusal.message, g.language, refusal.facts())
        return Answer(told, fitted.is_sure, why_none=why)
    boot = fitted.boot.id if fitted.boot else 0
    found = Found(skis.thing.id, boot, fitted.sole, told.value, g.actor.account, g.now)
    return Answer(told, fitted.is_sure, found)


def fitted_for(form: Form, skis: Skis) -> Shod:
    """The boot or the sole that was written. Raises Unclear."""
    scanned, written = form.text("boot", 80), form.text("sole", 10)
    with form.noting(**_BESIDE, otherwise="boot"):
        boot = boot_with(g.db, scanned, home=g.settings.url) if scanned else None
        return shod(skis.known, boot, written)


def value_in(form: Form, field: str, found: Found, skis: Skis) -> float:
    """To what toe or heel was set; what is wrong with it is noted."""
    with suppress(Unclear), form.noting(otherwise=field):
        return value_of(
            form.text(field, 10), most=found.value, scale=skis.scale, language=g.language
        )
    return nan


def found_in(form: Form, article: int) -> Found:
    """The sealed value that came with a form. Raises FoundNoMore."""
    return Found.unsealed(
        form.text("found", 200), g.secret, article=article, account=g.actor.account, now=g.now
    )


def found_again(form: Form, article: int) -> Found | None:
    """The value of a form that is shown again."""
    return found_in(form, article) if form.troubles and "found" in form.sent else None


def _measure(form: Form, field: str) -> float:
    with suppress(Unclear), form.noting(otherwise=field):
        return _MEASURES[field](number(form.text(field, 10)))
    return nan
