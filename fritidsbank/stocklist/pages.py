"""What anybody may see of the stock: branches, categories, sizes, and when the door is open.

Addresses are made of numbers and codes that stay, since they hang on posters.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import redirect, request
from werkzeug.wrappers import Response as AnyResponse

from fritidsbank.branches.models import Branch
from fritidsbank.clock import local_day
from fritidsbank.refusals import N_, NotFound
from fritidsbank.stocklist import queries
from fritidsbank.stocklist.queries import Heading
from fritidsbank.stocklist.rules import Door, Line, Rack, Tally, racks_of
from fritidsbank.stocklist.sheets import HOME, rendered
from fritidsbank.web.access import PUBLIC
from fritidsbank.web.context import g
from fritidsbank.web.guard import Cookie, cookie_name
from fritidsbank.web.language import say
from fritidsbank.web.public import shows_anybody, typed
from fritidsbank.web.room import Room

stocklist = Room("stocklist")

RESTS = {
    "winter": N_("The winter things rest in the store room until autumn."),
    "summer": N_("The summer things rest in the store room until spring."),
    "all": N_("Some of it stands in the store room."),
}
RESTS_SHORT = {
    "winter": N_("rests until autumn"),
    "summer": N_("rests until spring"),
    "all": N_("in the store room"),
}


@dataclass(frozen=True)
class Shelf:
    """A category with what there is of it."""

    heading: Heading
    name: str
    tally: Tally
    racks: tuple[Rack, ...] = ()


@stocklist.shows("/", who=PUBLIC)
def front_door() -> AnyResponse:
    """The bare address, as somebody types it: the list, or the counter for whoever works here."""
    works_here = request.cookies.get(cookie_name(Cookie.SESSION))
    return redirect("/counter" if works_here else HOME["sv"])


@shows_anybody(stocklist, "/lagersaldo", "/en/stock")
def front() -> str:
    """The branches; where there is only one, its list."""
    found = queries.open_branches(g.db)
    if len(found) == 1:
        return _branch_page(found[0], found)
    asked = typed()
    today = local_day(g.now)
    doors = queries.doors_of(g.db, [branch.id for branch in found], today)
    return rendered(
        "stocklist/front.html",
        branches=[(branch, doors[branch.id]) for branch in found],
        tallies=queries.tallies_by_branch(g.db, asked, today=today),
        typed=asked,
    )


@shows_anybody(stocklist, "/lagersaldo/<int:branch>", "/en/stock/<int:branch>")
def branch_list(branch: int) -> str:
    """All categories of a branch, or what is like what somebody typed."""
    return _branch_page(*_branch_with(branch))


@shows_anybody(stocklist, "/lagersaldo/<int:branch>/<kind>", "/en/stock/<int:branch>/<kind>")
def category_list(branch: int, kind: str) -> str:
    """The sizes of one category in a branch."""
    there, all_of_them = _branch_with(branch)
    heading, measure = queries.heading_coded(g.db, kind)
    shelf = _shelf(heading, queries.lines_of(g.db, branch, heading.id, today=local_day(g.now)))
    english = g.language == "en"
    return rendered(
        "stocklist/category.html",
        branch=there,
        branches=all_of_them,
        door=_door(there),
        shelf=shelf,
        measure=(measure.label_en if english else measure.label, measure.unit),
        rests=RESTS[heading.season] if shelf.tally.resting else "",
    )


@stocklist.errorhandler(NotFound)
def not_in_the_list(refusal: NotFound) -> tuple[str, int]:
    """A clear sentence, and the way back to the list."""
    g.close()
    sentence = say(refusal.message, g.language, refusal.facts())
    return rendered("stocklist/not_there.html", sentence=sentence), refusal.status


def _branch_page(branch: Branch, branches: list[Branch]) -> str:
    if typed():
        return _found_page(branch, branches)
    tallies = queries.tallies_by_category(g.db, branch.id, today=local_day(g.now))
    return rendered(
        "stocklist/branch.html",
        branch=branch,
        branches=branches,
        door=_door(branch),
        groups=_groups(queries.headings(g.db), tallies),
        rests_short=RESTS_SHORT,
    )


def _found_page(branch: Branch, branches: list[Branch]) -> str:
    lines = queries.lines_like(g.db, branch.id, typed(), today=local_day(g.now))
    shown = lines[: queries.MOST_LINES]
    return rendered(
        "stocklist/found.html",
        branch=branch,
        branches=branches,
        door=_door(branch),
        shelves=_shelves(queries.headings(g.db), shown),
        typed=typed(),
        there_is_more=len(lines) > len(shown),
    )


def _groups(
    headings: list[Heading], tallies: Mapping[int, Tally]
) -> list[tuple[Heading, str, list[Shelf]]]:
    """The tree with what there is; where there is nothing, nothing is shown."""
    tree = [
        (
            group,
            _name(group),
            [
                Shelf(each, _name(each), tallies[each.id])
                for each in headings
                if each.parent == group.id and each.id in tallies
            ],
        )
        for group in headings
        if group.parent is None
    ]
    return [each for each in tree if each[2]]


def _shelves(headings: list[Heading], lines: list[Line]) -> list[Shelf]:
    """Lines of several categories under their headings, in the order of the catalogue."""
    return [
        _shelf(heading, of_it)
        for heading in headings
        if (of_it := [line for line in lines if line.category == heading.id])
    ]


def _shelf(heading: Heading, lines: list[Line]) -> Shelf:
    tally = sum((line.tally for line in lines), Tally())
    return Shelf(heading, _name(heading), tally, tuple(racks_of(lines)))


def _branch_with(branch: int) -> tuple[Branch, list[Branch]]:
    """The branch and all of them. Raises NoSuchDoor."""
    found = queries.open_branches(g.db)
    for each in found:
        if each.id == branch:
            return each, found
    raise queries.NoSuchDoor


def _door(branch: Branch) -> Door:
    return queries.doors_of(g.db, [branch.id], local_day(g.now))[branch.id]


def _name(heading: Heading) -> str:
    return heading.name_en if g.language == "en" else heading.name
