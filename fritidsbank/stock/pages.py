"""Finding articles, the page of each, and where the square code on a label leads."""

from flask import redirect, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response

from fritidsbank import barcodes
from fritidsbank.branches.queries import branches
from fritidsbank.clock import local_day
from fritidsbank.refusals import N_
from fritidsbank.stock import history, words
from fritidsbank.stock.attributes import questions, shown
from fritidsbank.stock.choices import category_groups, name_of, said
from fritidsbank.stock.finding import Wanted, count_like, every_thing, things_like
from fritidsbank.stock.moving import IN_THE_HOUSE, is_lost, is_scrapped
from fritidsbank.stock.photos import MOST as MOST_PHOTOS
from fritidsbank.stock.queries import (
    Thing,
    UnknownCode,
    categories,
    thing_of,
    thing_with,
)
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.stock.soles import has_binding
from fritidsbank.web.access import PUBLIC, SIGNED_IN, Role
from fritidsbank.web.context import g
from fritidsbank.web.language import LANGUAGES, say
from fritidsbank.web.paging import A_PAGE, pages_of
from fritidsbank.web.room import Room

articles = Room("articles")

LONGEST_SEARCH = 80
EVERYWHERE = "all"
FINDER = (
    N_("This belongs to Fritidsbanken"),
    N_("Have you found it? We would be glad to have it back, so that somebody else can use it."),
    N_("Leave it here:"),
    N_("Thank you!"),
)


@articles.shows("/articles", who=SIGNED_IN)
def article_list() -> str:
    """Articles by anything: a number, a word, a size, a category, a place."""
    wanted = _wanted()
    count = count_like(g.db, wanted)
    pages = pages_of(count)
    doors = branches(g.db)
    return render_template(
        "stock/articles.html",
        typed=_typed(),
        things=_found(wanted, pages.skip),
        count=count,
        pages=pages,
        groups=category_groups(categories(g.db)),
        places=said(words.PLACES),
        branches=[(str(door.id), door.name) for door in doors] if len(doors) > 1 else [],
        everywhere=EVERYWHERE,
        wanted=wanted,
    )


@articles.shows("/stock", who=Role.COUNTER)
def overview() -> str:
    """What can be done with the stock, and where."""
    return render_template("stock/overview.html")


def _found(wanted: Wanted, skip: int) -> list[Thing]:
    if wanted.is_empty:
        return every_thing(g.db, most=A_PAGE, skip=skip)
    return things_like(g.db, wanted, most=A_PAGE, skip=skip)


def _wanted() -> Wanted:
    asked = request.args
    place = asked.get("place", "")
    branch = asked.get("branch", str(g.actor.branch))
    category = asked.get("category", "")
    return Wanted(
        typed=_typed(),
        place=PlaceKind(place) if place in words.PLACES else None,
        category=_number(category),
        branch=_number(branch),
    )


def _typed() -> str:
    typed = request.args.get("q", "")[:LONGEST_SEARCH]
    return "".join(letter if letter.isprintable() else " " for letter in typed)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


@articles.shows("/articles/<int:article>", who=SIGNED_IN)
def article_page(article: int) -> str:
    """All that is known about an article, and its story."""
    thing = thing_of(g.db, article)
    described, category, photos, has_printer = history.all_about(
        g.db, article, branch=g.actor.branch
    )
    lines = history.lines_of(g.db, article)
    last = next((line.reason for line in lines if not line.undone), None)
    at = thing.spot.branch
    return render_template(
        "stock/article.html",
        thing=thing,
        article=described,
        category=name_of(category),
        unit=words.UNITS[thing.unit],
        attributes=shown(questions(category, g.language), described.attributes),
        codes=[(code, words.CODES[code.kind]) for code in history.codes_of(g.db, article)],
        blocks=history.blocks_of(g.db, article, reader=g.actor.account, today=local_day(g.now)),
        photos=photos,
        most_photos=MOST_PHOTOS,
        lines=lines,
        faults={f["code"]: f["word_en" if g.language == "en" else "word"] for f in category.faults},
        reasons=words.REASONS,
        places=words.PLACES,
        may_change=g.actor.may(Role.COUNTER, at),
        may_decide=g.actor.may(Role.MANAGER, at),
        in_the_house=thing.spot.kind in IN_THE_HOUSE,
        is_lost=is_lost(thing, last) and g.actor.may(Role.COUNTER),
        is_scrapped=is_scrapped(thing, last),
        never_was=last is None,
        has_printer=has_printer,
        has_binding=has_binding(category.attributes),
    )


@articles.shows("/i/<code>", who=PUBLIC)
def scanned(code: str) -> Response | str:
    """Where the square code on a label leads: staff to the article, others to where it belongs."""
    return _scanned(code)


@articles.shows("/I/<code>", who=PUBLIC)
def scanned_in_capitals(code: str) -> Response | str:
    """The same in capitals, since a square code of capitals is smaller."""
    return _scanned(code)


def _scanned(code: str) -> Response | str:
    if not current_user.is_authenticated:
        return _belongs_here()
    try:
        return redirect(f"/articles/{thing_with(g.db, code, home=g.settings.url).id}")
    except UnknownCode:
        if not g.actor.may(Role.COUNTER):
            raise
        return redirect(f"/articles/new?code={barcodes.parse(code).digits}")


def _belongs_here() -> str:
    """The same for every number, so that nobody learns which ones there are."""
    return render_template(
        "stock/belongs_here.html",
        texts=[(language, [say(line, language) for line in FINDER]) for language in LANGUAGES],
        branches=branches(g.db),
    )
