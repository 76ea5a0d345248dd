"""Picking a set for somebody: what they measure, what stands on the shelf, a list on paper.

The measures are sent as a form and make a page; they are in no address, no row and no log.
"""

import re
from dataclasses import dataclass

from flask import render_template

from fritidsbank.clock import local_day
from fritidsbank.refusals import N_
from fritidsbank.sets.catalogue import SetEntry, set_called, sets
from fritidsbank.sets.queries import on_shelf
from fritidsbank.sets.rules import Need, Person, Span
from fritidsbank.sets.suggesting import Candidate, PieceAnswer, clash, suggest
from fritidsbank.stock.catalogue import written
from fritidsbank.stock.choices import name_of
from fritidsbank.stock.queries import Thing, categories, things_of
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form
from fritidsbank.web.room import Room

picking = Room("picking")

LIMITS = {Need.HEIGHT: (60, 220), Need.SHOE: (18, 52), Need.HEAD: (42, 66)}
LABELS = {
    Need.HEIGHT: N_("Height of the person (cm)"),
    Need.SHOE: N_("Shoe size (EU)"),
    Need.HEAD: N_("Around the head (cm)"),
}
NUMBER = N_("Write a number from {low} to {high}.")
NOTHING_PICKED = N_("Choose at least one thing first.")


@dataclass(frozen=True)
class Shown:
    """One piece as the page shows it."""

    name: str
    field: str
    wanted: str
    needs: str
    answer: PieceAnswer


@picking.shows("/sets", who=Role.COUNTER)
def set_list() -> str:
    """The sets there are."""
    return render_template("sets/sets.html", sets=[(each, _name(each)) for each in sets()])


@picking.shows("/sets/<set_code>", who=Role.COUNTER)
def set_page(set_code: str) -> str:
    """What helps to find the right sizes."""
    entry = set_called(set_code)
    return _page(entry, Form({"manner": _usual(entry)}), Person(), {})


@picking.answers("/sets/<set_code>", who=Role.COUNTER)
def suggestions(set_code: str) -> str | tuple[str, int]:
    """What may be picked, or the list of what was picked."""
    entry, form = set_called(set_code), Form()
    person, picks = _person(form, entry), _picks(form, entry)
    if form.troubles:
        return _page(entry, form, person, picks), 422
    if not form.ticked("list"):
        return _page(entry, form, person, picks)
    if not picks:
        form.note("", NOTHING_PICKED)
        return _page(entry, form, person, picks), 422
    return _list(entry, form, picks)


def _page(entry: SetEntry, form: Form, person: Person, picks: dict[str, int]) -> str:
    told = any(person.told(need) is not None for need in entry.needs)
    shelf = _shelf(entry) if told else []
    answers = suggest(entry, person, shelf, picks) if told else []
    things = things_of(g.db, [each.article for answer in answers for each in answer.suggestions])
    names = {category.code: name_of(category) for category in categories(g.db)}
    return render_template(
        "sets/set.html",
        entry=entry,
        title=_name(entry),
        form=form,
        labels=LABELS,
        question=_question(entry),
        pieces=[_shown(answer, names) for answer in answers],
        things=things,
        names=names,
        clash=clash(entry, shelf, picks),
    )


def _shelf(entry: SetEntry) -> list[Candidate]:
    return on_shelf(g.db, g.actor.branch, entry.categories, today=local_day(g.now))


def _list(entry: SetEntry, form: Form, picks: dict[str, int]) -> str:
    shelf = _shelf(entry)
    things = things_of(g.db, list(picks.values()))
    standing = {each.article for each in shelf}
    picked: list[Thing] = [things[article] for article in picks.values() if article in standing]
    return render_template(
        "sets/pick_list.html",
        entry=entry,
        title=_name(entry),
        kept=[(name, form.text(name, 20)) for name in _fields(entry)],
        picked=picked,
        taken=len(picks) - len(picked),
        clash=clash(entry, shelf, picks),
    )


def _shown(answer: PieceAnswer, names: dict[str, str]) -> Shown:
    category, measure = answer.piece.category, answer.piece.measure
    wanted = f"{_said(answer.wanted)} {measure.unit}".strip() if answer.wanted else ""
    return Shown(names.get(category, category), _field(category), wanted, measure.need, answer)


def _said(span: Span) -> str:
    low, high = written(span.low), written(span.high)
    return low if low == high else f"{low}\N{EN DASH}{high}"


def _person(form: Form, entry: SetEntry) -> Person:
    told = {need: _measured(form, need) for need in entry.needs}
    codes = [choice.code for choice in entry.asks.choices] if entry.asks else []
    manner = form.word("manner", codes) if codes else ""
    return Person(told.get(Need.HEIGHT), told.get(Need.SHOE), told.get(Need.HEAD), manner)


def _measured(form: Form, need: Need) -> float | None:
    typed = form.text(need.value, 10).replace(",", ".")
    if not typed:
        return None
    low, high = LIMITS[need]
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9])?", typed) and low <= float(typed) <= high:
        return float(typed)
    form.note(need.value, NUMBER, low=low, high=high)
    return None


def _picks(form: Form, entry: SetEntry) -> dict[str, int]:
    typed = {category: form.text(_field(category), 10) for category in entry.categories}
    return {
        category: int(article)
        for category, article in typed.items()
        if article.isascii() and article.isdecimal() and int(article) < 2**31
    }


def _fields(entry: SetEntry) -> list[str]:
    measures = [need.value for need in entry.needs]
    return [*measures, "manner", *(_field(category) for category in entry.categories)]


def _field(category: str) -> str:
    return f"pick-{category}"


def _usual(entry: SetEntry) -> str:
    return entry.asks.choices[0].code if entry.asks else ""


def _question(entry: SetEntry) -> tuple[str, list[tuple[str, str]]] | None:
    """The set's own question and its answers, in the language of the page."""
    if entry.asks is None:
        return None
    english = g.language == "en"
    options = [(c.code, c.word_en if english else c.word) for c in entry.asks.choices]
    return entry.asks.label_en if english else entry.asks.label, options


def _name(entry: SetEntry) -> str:
    return entry.name_en if g.language == "en" else entry.name
