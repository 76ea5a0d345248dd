"""Beginning a stocktake, counting in it, and reading what came of it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Response, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from fritidsbank.stock.actions import Signature
from fritidsbank.stock.choices import category_groups, name_of, place_options
from fritidsbank.stock.models import Place
from fritidsbank.stock.queries import Thing, categories, places_of
from fritidsbank.stocktake import actions, queries
from fritidsbank.stocktake.differing import Difference, KeptCode, kept_codes, settled, things_in
from fritidsbank.stocktake.rules import IN_THE_HOUSE, Finish, Scope
from fritidsbank.stocktake.words import REMEDIES, SCOPES, SIGHTINGS
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_in
from fritidsbank.web.by_form import done_by_form, fresh_id, said
from fritidsbank.web.context import g
from fritidsbank.web.fields import as_uuid
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

stocktakes = Room("stocktakes")


def mine(stocktake: str, role: Role = Role.COUNTER) -> queries.Taken:
    """The stocktake, if the role is held in its branch. Raises NotYours, NoSuchStocktake."""
    taken = queries.stocktake_with(g.db, stocktake)
    admit_in(taken.branch, role)
    return taken


def head_of(stocktake: str) -> queries.Listed:
    """What stands on top of each of its pages."""
    return queries.listed(g.db, stocktake=stocktake)[0]


@dataclass(frozen=True)
class Group:
    """Differences of one kind, each with its article."""

    heading: str
    meaning: str
    rows: list[tuple[Thing, Difference]]


def groups_of(differences: list[Difference], things: dict[int, Thing]) -> list[Group]:
    """The differences as people read them; kinds of which there are none are left out."""
    found = []
    for remedy, (heading, meaning) in REMEDIES.items():
        rows = [(things[one.article], one) for one in differences if one.remedy is remedy]
        if rows:
            found.append(Group(heading, meaning, rows))
    return found


def difference_words(
    differences: list[Difference], unknown: list[KeptCode], late: list[KeptCode]
) -> dict[str, Any]:
    """All that the lists of a report need."""
    codes = [code.article for code in (*unknown, *late) if code.article is not None]
    things = things_in(g.db, [*codes, *(one.article for one in differences)])
    return {
        "groups": groups_of(differences, things),
        "unknown": [(code, things.get(code.article or 0)) for code in unknown],
        "late": [(code, things.get(code.article or 0)) for code in late],
        "sightings": SIGHTINGS,
    }


def _places(branch: int) -> list[Place]:
    return [place for place in places_of(g.db, branch) if place.kind in IN_THE_HOUSE]


def _list_page(form: Form) -> str:
    branch = g.actor.branch
    return render_template(
        "stocktake/list.html",
        form=form,
        stocktakes=queries.listed(g.db, branch=branch),
        name_of=name_of,
        places=place_options(_places(branch)),
        groups=category_groups(categories(g.db)),
        scopes=[(scope.value, say(word, g.language)) for scope, word in SCOPES.items()],
        fresh=fresh_id,
    )


@stocktakes.shows("/stocktakes", who=Role.COUNTER)
def stocktake_list() -> str:
    """What is being counted, what was, and how to begin."""
    return _list_page(Form({"scope": Scope.PLACE.value}))


@stocktakes.does("/stocktakes", who=Role.COUNTER)
@asks(_list_page)
def begin(form: Form) -> AnyResponse:
    """Begin; pressed twice, it is begun once."""
    new = as_uuid("stocktake", form.sent.get("stocktake"))
    scope = form.choice("scope", Scope)
    branch, place, category = g.actor.branch, None, None
    if scope is Scope.PLACE:
        place = form.one_of("place", [known.id for known in _places(branch)])
    if scope is Scope.CATEGORY:
        category = form.one_of("category", [known.id for known in categories(g.db)])
    form.refuse_unclear()
    if not queries.is_begun(g.db, new):
        about = actions.About(scope, place, category)
        with form.noting(otherwise="scope"):
            actions.start(g.db, new, about, branch=branch, signed=_signed())
    return redirect(f"/stocktakes/{new}", 303)


@stocktakes.shows("/stocktakes/<stocktake>", who=Role.COUNTER)
def stocktake_page(stocktake: str) -> str:
    """Where one counts; and when it has ended, its report."""
    taken = mine(stocktake)
    if taken.finish is not None:
        return _report(taken)
    unknown = kept_codes(g.db, taken.id, late=False)
    things = things_in(g.db, [code.article for code in unknown if code.article is not None])
    return render_template(
        "stocktake/counting.html",
        head=head_of(taken.id),
        name_of=name_of,
        places=_places_to_stand(taken),
        unknown=[(code, things.get(code.article or 0)) for code in unknown],
        stands=request.args.get("place", ""),
        said=said(request.args.get("done")),
        scanned=request.args.get("scanned", ""),
        fresh=fresh_id,
        may_close=g.actor.may(Role.MANAGER, taken.branch),
    )


def _places_to_stand(taken: queries.Taken) -> list[tuple[str, str]]:
    """By the numbers of their labels; in a stocktake of one place there is no other."""
    if taken.scope is Scope.PLACE:
        return []
    return [(place.code, place.name) for place in _places(taken.branch)]


def _report(taken: queries.Taken) -> str:
    return render_template(
        "stocktake/report.html",
        head=head_of(taken.id),
        name_of=name_of,
        cancelled=taken.finish is Finish.CANCELLED,
        **difference_words(
            settled(g.db, taken.id),
            kept_codes(g.db, taken.id, late=False),
            kept_codes(g.db, taken.id, late=True),
        ),
    )


@stocktakes.does("/stocktakes/<stocktake>/count", who=Role.COUNTER)
def count_by_form(stocktake: str) -> AnyResponse:
    """One scan, by the form of a browser without script."""
    return _by_form("count", stocktake)


@stocktakes.does("/stocktakes/<stocktake>/uncount", who=Role.COUNTER)
def uncount_by_form(stocktake: str) -> AnyResponse:
    """It was not here after all, likewise."""
    return _by_form("uncount", stocktake)


def _by_form(kind: str, stocktake: str) -> AnyResponse:
    taken = mine(stocktake)
    scanned, place = request.form.get("article", ""), request.form.get("place", "")
    at = {"place": place} if place and kind == "count" else {}
    done = done_by_form(kind, stocktake=taken.id, article=scanned[:100], **at)
    asked = {"done": done, "place": place, "scanned": scanned[:100] if kind == "count" else ""}
    return redirect(f"/stocktakes/{taken.id}?{urlencode(asked)}", 303)


@stocktakes.shows("/api/stocktakes/<stocktake>", who=Role.COUNTER)
def figures(stocktake: str) -> Response:
    """How far a stocktake has come; 304 as long as nothing has changed."""
    taken = mine(stocktake)
    ended = taken.finish is not None
    answer = jsonify(counts=taken.counts.shown(), ended=ended)
    answer.headers["Cache-Control"] = "no-cache"
    answer.set_etag(str(taken.counts.version))
    answer.make_conditional(request)
    return answer


@stocktakes.does("/stocktakes/<stocktake>/cancel", who=Role.MANAGER)
def cancel(stocktake: str) -> AnyResponse:
    """It is given up, and nothing in the register changes."""
    taken = mine(stocktake, Role.MANAGER)
    actions.cancel(g.db, taken.id, signed=_signed())
    return redirect(f"/stocktakes/{taken.id}", 303)


def _signed() -> Signature:
    return Signature(g.now, g.actor.account)
