"""What needs more than a tap at the bench: scrapping, waiting for a part, letting it out anyway."""

from flask import render_template
from werkzeug.wrappers import Response

from fritidsbank.stock.choices import said
from fritidsbank.stock.words import SCRAP_REASONS
from fritidsbank.web.access import Role
from fritidsbank.web.by_form import fresh_id
from fritidsbank.web.context import g
from fritidsbank.web.forms import NEEDED, Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room
from fritidsbank.workshop.bench import Bench
from fritidsbank.workshop.bench_pages import done_at_bench, looked_at
from fritidsbank.workshop.bench_words import bench_text
from fritidsbank.workshop.part_operations import MOST_KINDS
from fritidsbank.workshop.rules import Orderer
from fritidsbank.workshop.usual_parts import usual_parts
from fritidsbank.workshop.words import BARRIERS, ORDERERS, RELEASES

bench_forms = Room("bench_forms")

_DRAWER = "drawer:"
LONGEST_REASON = 200
LONGEST_PART = 60


def _scrap_page(form: Form, article: int) -> str:
    one = looked_at(article)
    return render_template(
        "workshop/scrap.html",
        form=form,
        one=one,
        thing=one.thing,
        reasons=said(SCRAP_REASONS),
        barriers=said(BARRIERS),
        keeps=_keeps(one),
        kept=form.sent.getlist("take"),
        operation=fresh_id(),
    )


def _keeps(one: Bench) -> list[tuple[str, str]]:
    """What may be worth keeping of it: parts that have drawers, and those that such things have."""
    drawers = [(f"{_DRAWER}{part.id}", part.called) for part in one.parts if part.category_id]
    known = {part.name for part in one.parts}
    loose = [(part, part) for part in one.thing.parts]
    usual = [(part.word, part.said(g.language)) for part in usual_parts(one.category.code)]
    return drawers + [(word, called) for word, called in loose + usual if word not in known]


@bench_forms.shows("/workshop/<int:article>/scrap", who=Role.WORKSHOP)
def scrap_page(article: int) -> str:
    """Why it cannot be mended, what stops us, and what is kept of it."""
    return _scrap_page(Form(), article)


@bench_forms.does("/workshop/<int:article>/scrap", who=Role.WORKSHOP)
@asks(_scrap_page)
def scrap(form: Form, article: int) -> Response:
    """It leaves the stock."""
    reason = form.choice("reason", SCRAP_REASONS)
    stops = form.choice("barrier", BARRIERS)
    written = form.text("own", LONGEST_REASON)
    with form.noting(otherwise="own"):
        own = [bench_text(g.db, word, LONGEST_PART, field="name") for word in written.split(",")]
    harvest = [_taken(part) for part in (*form.sent.getlist("take"), *own) if part.strip()]
    kept = {"harvest": harvest[:MOST_KINDS]} if harvest else {}
    return done_at_bench(
        "repair_end", article, to="scrap", reason=reason.value, barrier=stops.value, **kept
    )


def _taken(part: str) -> dict[str, object]:
    if part.startswith(_DRAWER):
        return {"part": part.removeprefix(_DRAWER), "how_many": 1}
    return {"name": part.strip(), "how_many": 1}


def _wait_page(form: Form, article: int) -> str:
    one = looked_at(article)
    return render_template(
        "workshop/wait.html",
        form=form,
        one=one,
        thing=one.thing,
        orderers=said(ORDERERS),
        parts_there=[(str(part.id), part) for part in one.parts],
        operation=fresh_id(),
    )


@bench_forms.shows("/workshop/<int:article>/wait", who=Role.WORKSHOP)
def wait_page(article: int) -> str:
    """Which part it waits for, and which post gets it."""
    return _wait_page(Form({"orders": Orderer.WORKSHOP.value}), article)


@bench_forms.does("/workshop/<int:article>/wait", who=Role.WORKSHOP)
@asks(_wait_page)
def wait(form: Form, article: int) -> Response:
    """It waits."""
    drawer = form.text("part", 10)
    written = form.text("waits_for", LONGEST_PART, needed=not drawer)
    orders = form.choice("orders", ORDERERS)
    form.refuse_unclear()
    with form.noting(otherwise="waits_for"):
        bench_text(g.db, written, LONGEST_PART, field="waits_for")
    part = {"part": drawer} if drawer else {}
    return done_at_bench("repair_wait", article, waits_for=written, orders=orders.value, **part)


def _release_page(form: Form, article: int) -> str:
    one = looked_at(article)
    return render_template(
        "workshop/release.html",
        form=form,
        one=one,
        thing=one.thing,
        reasons=[(say(msgid, g.language), say(msgid, g.language)) for msgid in RELEASES],
        operation=fresh_id(),
    )


@bench_forms.shows("/workshop/<int:article>/release", who=Role.MANAGER)
def release_page(article: int) -> str:
    """Why it goes out although nobody has mended it."""
    return _release_page(Form(), article)


@bench_forms.does("/workshop/<int:article>/release", who=Role.MANAGER)
@asks(_release_page)
def release(form: Form, article: int) -> Response:
    """It may be lent; why is written down, under the manager's name."""
    chosen, written = form.text("reason", LONGEST_REASON), form.text("because", LONGEST_REASON)
    because = ". ".join(filter(None, (chosen, written)))
    if not because:
        form.note("reason", NEEDED)
    form.refuse_unclear()
    with form.noting(otherwise="because"):
        bench_text(g.db, because, LONGEST_REASON, field="because")
    return done_at_bench("repair_release", article, because=because)
