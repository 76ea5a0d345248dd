"""Pinning figures of a shop to an item: a report is read, and somebody chooses its lines."""

from dataclasses import dataclass

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.minutes.figures import pinning
from fritidsbank.minutes.figures.fetching import fetch, may_ask
from fritidsbank.minutes.figures.pinning import MOST_BYTES, Found
from fritidsbank.minutes.models import Item, Minutes
from fritidsbank.minutes.rules import WRITABLE
from fritidsbank.refusals import N_, NotFound, Refusal
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.guard import Cookie, cookie_name
from fritidsbank.web.room import Room

figure_room = Room("figures")

HOME = "/minutes/items/<int:item>/figures"
LONGEST_TITLE = 200
ONE_OF_BOTH = N_("Choose the file of a report, or write its address.")
NONE_CHOSEN = N_("Tick the lines that are to be shown.")


@dataclass(eq=False)
class NoSuchItem(NotFound):
    """The number leads nowhere."""

    message = N_("There is no such item of the minutes.")


def _item(item: int) -> Item:
    known = g.db.get(Item, item)
    if known is None:
        raise NoSuchItem
    return known


def _page(form: Form, item: int) -> str:
    return _page_with(form, item, None)


def _page_with(form: Form, item: int, found: Found | None) -> str:
    """What is pinned, the form for a report, and what was found in one."""
    known = _item(item)
    minutes = g.db.get_one(Minutes, known.minutes_id)
    return render_template(
        "minutes/figures.html",
        form=form,
        item=known,
        meeting=minutes.meeting_id,
        writable=minutes.state in WRITABLE,
        pinned=pinning.figures_of(g.db, known),
        found=found,
        choosing=form.beside("title", {"title": found.title}) if found else form,
        carried=found.sealed(g.secret, item) if found else "",
        ticked=form.sent.getlist("line"),
        allowed=(g.settings.url, *g.settings.figures_from),
    )


@figure_room.shows(HOME, who=Role.SECRETARY)
def figure_page(item: int) -> str:
    """What is pinned to an item, and where more comes from."""
    return _page(Form(), item)


def _read_first() -> None:
    """Read or fetch the report before the writer's turn is taken: others are writing."""
    g.report, g.report_refused = None, None
    address = request.form.get("address", "").strip()
    file = request.files.get("file")
    try:
        if file is not None and file.filename:
            g.report = pinning.read_report(file.stream.read(MOST_BYTES + 1), file.filename)
        elif address:
            allowed = (g.settings.url, *g.settings.figures_from)
            g.report = pinning.read_report(fetch(address, allowed, _cookie(address)), address)
    except Refusal as refusal:
        g.report_refused = refusal


def _cookie(address: str) -> str:
    """At our own address whoever asks may read what they may read in the browser."""
    if not may_ask(address, [g.settings.url]):
        return ""
    name = cookie_name(Cookie.SESSION)
    return f"{name}={request.cookies.get(name, '')}"


@figure_room.does(HOME, who=Role.SECRETARY, first=_read_first, largest_file=MOST_BYTES)
@asks(_page)
def read(form: Form, item: int) -> Response:
    """Show what a report says, to choose from. Nothing is pinned yet."""
    if g.report_refused is not None:
        msgid, facts = g.report_refused.told()
        form.note("address" if form.text("address") else "file", msgid, **facts)
    elif g.report is None:
        form.note("file", ONE_OF_BOTH)
    form.refuse_unclear()
    return Response(_page_with(form, item, g.report), mimetype="text/html")


def _choose_again(form: Form, item: int) -> str:
    return _page_with(form, item, Found.unsealed(form.sent.get("found", ""), g.secret, item))


@figure_room.does(f"{HOME}/pin", who=Role.SECRETARY)
@asks(_choose_again)
def pin(form: Form, item: int) -> Response:
    """Pin the lines that were ticked."""
    found = Found.unsealed(form.sent.get("found", ""), g.secret, item)
    title = form.text("title", LONGEST_TITLE, needed=True)
    ticked = set(form.sent.getlist("line"))
    chosen = [number for number in range(len(found.lines)) if str(number) in ticked]
    if not chosen:
        form.note("line", NONE_CHOSEN)
    form.refuse_unclear()
    pinning.pin(g.db, _item(item), found, title, chosen)
    return redirect(f"/minutes/items/{item}/figures?done=added", 303)


@figure_room.does(f"{HOME}/<int:figure>/remove", who=Role.SECRETARY)
def unpin(item: int, figure: int) -> Response:
    """Not shown with the item after all."""
    pinning.unpin(g.db, _item(item), figure)
    return redirect(f"/minutes/items/{item}/figures?done=removed", 303)
