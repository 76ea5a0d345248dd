"""Recalls: the list, adding one after seeing what it hits, and ending it."""

from datetime import date

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.refusals import N_
from fritidsbank.stock import recalls, words
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.choices import category_groups, name_of
from fritidsbank.stock.queries import categories, things_of
from fritidsbank.stock.recall_matching import EARLIEST, LONGEST, Product
from fritidsbank.stock.recalls import NoSuchRecall, Notice, Reach
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_in
from fritidsbank.web.context import g
from fritidsbank.web.forms import NEEDED, Form, Unclear, asks
from fritidsbank.web.paging import A_PAGE, pages_of
from fritidsbank.web.room import Room

recall_register = Room("recall_register")

SHOWN = 50
"""So many of the articles that would be blocked are listed; all of them are counted."""
CHANGE = "change"
FIELDS = (
    "maker",
    "model",
    "years_from",
    "years_to",
    "category",
    "source",
    "published_on",
    "advice",
)
LOOK_FIRST = N_("Look at what would be blocked, and say yes to that.")
_BESIDE = {
    "maker_missing": "maker",
    "model_unreadable": "model",
    "recall_year_wrong": "years_from",
    "years_reversed": "years_from",
    "source_missing": "source",
    "published_wrong": "published_on",
    "looks_like_personnummer": "source",
    "in_force_already": "maker",
    "too_broad": "model",
}
"""Which field a refusal of a recall is about."""


@recall_register.shows("/recalls", who=Role.COUNTER)
def recall_list() -> str:
    """Every recall, with what it blocks and what of that is lent."""
    return render_template("recalls/list.html", entries=recalls.entries(g.db), name_of=name_of)


@recall_register.shows("/recalls/new", who=Role.MANAGER)
def new_page() -> str:
    """What is called back, by whom, and where that stands."""
    return _new_page(Form({"published_on": local_day(g.now).isoformat()}))


def _new_page(form: Form) -> str:
    return render_template(
        "recalls/new.html",
        form=form,
        groups=category_groups(categories(g.db)),
        longest=LONGEST,
        today=local_day(g.now),
    )


@recall_register.answers("/recalls/preview", who=Role.MANAGER)
@asks(_new_page)
def preview(form: Form) -> Response:
    """What it would hit, before anything is done; or the form once more."""
    if form.ticked(CHANGE):
        return Response(_new_page(form), mimetype="text/html")
    notice = _notice(form)
    with form.noting(**_BESIDE):
        notice, reach = recalls.looked_at(g.db, notice, today=local_day(g.now))
    return Response(_preview(form, notice, reach), mimetype="text/html")


def _preview(form: Form, notice: Notice, reach: Reach) -> str:
    things = things_of(g.db, [hit.article for hit in reach.hits[:SHOWN]])
    tree = {category.id: category for category in categories(g.db)}
    wanted = notice.product.category
    return render_template(
        "recalls/preview.html",
        form=form,
        sent={name: form.value(name) for name in FIELDS},
        notice=notice,
        category=name_of(tree[wanted]) if wanted is not None else "",
        reach=reach,
        hits=[(things[hit.article], hit.year_unknown) for hit in reach.hits[:SHOWN]],
        places=[(words.PLACES[kind], reach.by_place[kind]) for kind in words.PLACES],
    )


def _notice(form: Form) -> Notice:
    """What was written. Raises Unclear."""
    latest = local_day(g.now).year + 1
    known = [category.id for category in categories(g.db) if category.parent_id is not None]
    wanted = form.text("category", 20)
    category = form.one_of("category", known) if wanted else None
    product = Product(
        form.text("maker", LONGEST, needed=True),
        form.text("model", LONGEST),
        form.whole("years_from", EARLIEST, latest),
        form.whole("years_to", EARLIEST, latest),
        category,
    )
    source = form.text("source", 200, needed=True)
    published = form.day("published_on")
    if published is None:
        form.note("published_on", NEEDED)
    advice = form.text("advice", 200)
    form.refuse_unclear()
    return Notice(product, source, published or date.min, advice)


def _again(form: Form) -> str:
    """When the fields are clear it is the stock that has changed: show what it would hit now."""
    if set(form.troubles) != {""}:
        return _new_page(form)
    notice, reach = recalls.looked_at(g.db, _notice(Form()), today=local_day(g.now))
    return _preview(form, notice, reach)


@recall_register.does("/recalls/new", who=Role.MANAGER)
@asks(_again)
def add_recall(form: Form) -> Response:
    """Somebody has seen what it hits and says yes to that number."""
    notice = _notice(form)
    hits = form.whole("hits", 0, 10**9 - 1)
    if hits is None:
        form.note("", LOOK_FIRST)
        raise Unclear
    signed = Signature(g.now, g.actor.account)
    with form.noting(reach_changed="", **_BESIDE):
        made = recalls.add(g.db, notice, hits, today=local_day(g.now), signed=signed)
    return redirect(f"/recalls/{made.id}?done=saved", 303)


@recall_register.shows("/recalls/<int:recall>", who=Role.COUNTER)
def recall_page(recall: int) -> str:
    """What it is about, and what it blocks."""
    return _recall_page(Form(), recall)


def _recall_page(form: Form, recall: int) -> str:
    entry = next(iter(recalls.entries(g.db, only=recall)), None)
    if entry is None:
        raise NoSuchRecall
    pages = pages_of(entry.blocked)
    articles = recalls.blocked_articles(g.db, recall, most=A_PAGE, skip=pages.skip)
    things = things_of(g.db, articles)
    branches = recalls.branches_with_blocks(g.db, recall)
    return render_template(
        "recalls/recall.html",
        form=form,
        entry=entry,
        category=name_of(entry.category) if entry.category else "",
        things=[things[article] for article in articles],
        pages=pages,
        may_end=all(g.actor.may(Role.MANAGER, branch) for branch in branches)
        and g.actor.may(Role.MANAGER),
    )


@recall_register.does("/recalls/<int:recall>/end", who=Role.MANAGER)
@asks(_recall_page)
def end_recall(form: Form, recall: int) -> Response:
    """Withdrawn or settled: its blocks are lifted, in all branches."""
    known = recalls.recall_with(g.db, recall)
    for branch in recalls.branches_with_blocks(g.db, recall):
        admit_in(branch, Role.MANAGER)
    because = form.text("because", 200, needed=True)
    form.refuse_unclear()
    signed = Signature(g.now, g.actor.account)
    with form.noting(otherwise="because"):
        recalls.end(g.db, known, because, signed=signed)
    return redirect(f"/recalls/{recall}?done=saved", 303)
