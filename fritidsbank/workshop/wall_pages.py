"""The wall of the workshop: what waits, what is being mended, what was ended today; and the list.

It is read at two metres by whoever works there today. Nothing on it is about people.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from flask import make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank import barcodes
from fritidsbank.clock import local_day
from fritidsbank.refusals import N_, Refusal
from fritidsbank.stock.catalogue import IN_SEASON, Season
from fritidsbank.web.access import Role
from fritidsbank.web.by_form import done_by_form, fresh_id, said
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.models import Operation
from fritidsbank.web.paging import A_PAGE, pages_of
from fritidsbank.web.room import Room
from fritidsbank.workshop import queue
from fritidsbank.workshop.need import SOON, Need
from fritidsbank.workshop.part_queries import low_parts
from fritidsbank.workshop.pictograms import pictogram
from fritidsbank.workshop.queue import Card, Standing
from fritidsbank.workshop.rules import RepairState

wall = Room("wall")

SHOWN = 8
"""Cards of a column. Four stand on a wall of 800 px, the others a finger's stroke below."""
LATEST = 3
COLUMNS = (RepairState.ASSESS, RepairState.IN_REPAIR, RepairState.WAITING)
OPENS = frozenset({"repair_open", "not_at_bench"})
"""How a scan can end that leads to the page of the article: there it is mended, or taken in."""
NOT_AN_ARTICLE = N_("Scan the label of a thing here.")


@dataclass(frozen=True)
class Column:
    """One of the three on the wall: how many there are, and the first of them."""

    state: RepairState
    count: int
    cards: list[Card]


@wall.shows("/workshop", who=Role.WORKSHOP)
def wall_page() -> Response:
    """The wall. Whoever has it already, as the ETag says, is told so by two statements."""
    tag = _tag()
    if request.if_none_match.contains_weak(tag):
        _is_nobody_at_work()
        answer = make_response("", 304)
    else:
        answer = make_response(_page(Form()))
    answer.set_etag(tag, weak=True)
    return answer


def _page(form: Form) -> str:
    today = local_day(g.now)
    standing = queue.standing(g.db, g.actor.branch, today=today)
    ended = queue.ended_today(g.db, g.actor.branch, today=today)
    return render_template(
        "workshop/wall.html",
        form=form,
        columns=_columns(standing),
        latest=ended[:LATEST],
        mended=sum(one.state is RepairState.DONE for one in ended),
        scrapped=sum(one.state is RepairState.SCRAPPED for one in ended),
        low=len(low_parts(g.db, g.actor.branch)),
        operation=fresh_id(),
        again=fresh_id(),
        tag=_tag(),
        said=said(request.args.get("done")),
        home=g.settings.url,
        **_told(today),
    )


@wall.does("/workshop", who=Role.WORKSHOP)
@asks(_page)
def scan(form: Form) -> Response:
    """Without script: a scan, or a card that was touched, opens the repair of that article."""
    scanned = form.text("article")
    if not scanned or _is_no_article(scanned):
        form.note("article", NOT_AN_ARTICLE)
    form.refuse_unclear()
    operation = done_by_form("bench_scan", article=scanned)
    answer = g.db.get_one(Operation, operation).answer
    if answer["outcome"] in OPENS:
        return redirect(f"/workshop/{answer['article']['id']}", 303)
    return redirect(f"/workshop?done={operation}", 303)


@wall.shows("/workshop/list", who=Role.WORKSHOP)
def list_page() -> str:
    """All that stands in the workshop, a page at a time."""
    today = local_day(g.now)
    standing = queue.standing(g.db, g.actor.branch, today=today)
    pages = pages_of(len(standing))
    return render_template(
        "workshop/list.html",
        cards_shown=queue.cards(g.db, standing[pages.skip : pages.skip + A_PAGE]),
        count=len(standing),
        pages=pages,
        **_told(today),
    )


def _columns(standing: list[Standing]) -> list[Column]:
    of_state = {state: [one for one in standing if one.state is state] for state in COLUMNS}
    shown = [one for state in COLUMNS for one in of_state[state][:SHOWN]]
    cards = queue.cards(g.db, shown)
    return [
        Column(state, len(of_state[state]), [card for card in cards if card.state is state])
        for state in COLUMNS
    ]


def _told(today: date) -> dict[str, object]:
    """What both pages need to put a card into words and pictures."""
    return {
        "today": today,
        "pictogram": pictogram,
        "need_icons": {
            Need.WISHED: "need-wished",
            Need.WISHED_ANY: "need-wished",
            Need.SEASON: _season_icon(today),
            Need.SOON: _season_icon(today + SOON),
            Need.SAFETY: "need-safety",
            Need.CARE: "need-care",
        },
    }


def _season_icon(day: date) -> str:
    return "need-winter" if day.month in IN_SEASON[Season.WINTER] else "need-summer"


def _tag() -> str:
    """What the page is made of: the workshop as it stands, the minute, and who reads it."""
    version = queue.version(g.db, g.actor.branch)
    minute = int(g.now.timestamp()) // 60
    told = f"{g.actor.branch} {g.actor.account} {g.language} {minute} {version}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _is_nobody_at_work() -> None:
    """A wall that asks by itself keeps nobody signed in who may see more than the workshop."""
    if g.actor.may(Role.COUNTER):
        g.afterwards.clear()


def _is_no_article(scanned: str) -> bool:
    """Whether it is a number of ours on something else: a card, a slip, a shelf."""
    try:
        return barcodes.parse(scanned, home=g.settings.url).kind is not barcodes.Kind.ARTICLE
    except Refusal:
        return False
