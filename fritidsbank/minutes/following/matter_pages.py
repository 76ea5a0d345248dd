"""Pages of the matters that groups follow: what they are, how far they have come, their story."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.minutes.following import matters
from fritidsbank.minutes.following.follow_words import MATTERS
from fritidsbank.minutes.following.matters import MatterChanged, Told
from fritidsbank.minutes.models import Matter
from fritidsbank.minutes.privacy.glancing import glance_at, refuse_unseen
from fritidsbank.minutes.rules import MatterState
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.fields import LONGEST_TEXT
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

matter_room = Room("matters")

HOME = "/minutes/matters"
_FOR_ALL = ("title", "about", "awaited")


@matter_room.shows(HOME, who=Role.SECRETARY)
def matter_list() -> str:
    """All of them, what is under way first."""
    return render_template("minutes/matters.html", matters=matters.matters(g.db), states=MATTERS)


def _new_page(form: Form) -> str:
    return render_template(
        "minutes/matter_new.html",
        form=form,
        states=_states(),
        private=glance_at(g.db, form, *_FOR_ALL),
    )


@matter_room.shows(f"{HOME}/new", who=Role.SECRETARY)
def new_matter() -> str:
    """A matter that nobody follows here yet."""
    return _new_page(Form({"state": MatterState.OPEN, "public": True}))


@matter_room.does(f"{HOME}/new", who=Role.SECRETARY)
@asks(_new_page)
def begin_matter(form: Form) -> Response:
    """Begin to follow it; it is published at once when that is ticked."""
    told, slug = _told(form), form.text("slug", 60)
    form.refuse_unclear()
    with form.noting(slug_taken="slug", otherwise="title"):
        matter = matters.begin_matter(g.db, told, slug, now=g.now)
    return redirect(f"{HOME}/{matter.id}?done=added", 303)


def _page(form: Form, matter: int) -> str:
    known = matters.matter_with(g.db, matter)
    return render_template(
        "minutes/matter.html",
        form=form,
        facts=form.beside("title", _as_fields(known)),
        line=form.beside("text", {"on": local_day(g.now).isoformat()}),
        matter=known,
        events=matters.events_of(g.db, known),
        meetings=matters.meetings_about(g.db, known),
        states=_states(),
        signs=MATTERS,
        private=glance_at(g.db, form, *_FOR_ALL, "text"),
    )


@matter_room.shows(f"{HOME}/<int:matter>", who=Role.SECRETARY)
def matter_page(matter: int) -> str:
    """What is known of it, and its story."""
    return _page(Form(), matter)


@matter_room.does(f"{HOME}/<int:matter>", who=Role.SECRETARY)
@asks(_page)
def change_matter(form: Form, matter: int) -> Response:
    """It is so now. Whoever saves what somebody else has changed is told, and keeps the words."""
    known = matters.matter_with(g.db, matter)
    told = _told(form)
    edition = form.whole("edition", 1, 10**8) or 0
    form.refuse_unclear()
    try:
        matters.change_matter(g.db, known, told, edition=edition, now=g.now)
    except MatterChanged as changed:
        form.clash("title", changed.message)
    form.refuse_unclear()
    return redirect(f"{HOME}/{matter}?done=saved", 303)


@matter_room.does(f"{HOME}/<int:matter>/events", who=Role.SECRETARY)
@asks(_page)
def tell(form: Form, matter: int) -> Response:
    """A line more in its story."""
    known = matters.matter_with(g.db, matter)
    on = form.day("on") or local_day(g.now)
    text = form.text("text", 500, needed=True)
    refuse_unseen(g.db, form, "text")
    form.refuse_unclear()
    matters.tell_of_matter(g.db, known, on, text, now=g.now)
    return redirect(f"{HOME}/{matter}?done=added", 303)


@matter_room.does(f"{HOME}/<int:matter>/events/<int:event>/remove", who=Role.SECRETARY)
def untell(matter: int, event: int) -> Response:
    """A line that was wrong."""
    matters.untell(g.db, matters.matter_with(g.db, matter), event, now=g.now)
    return redirect(f"{HOME}/{matter}?done=removed", 303)


def _told(form: Form) -> Told:
    """What the form says of a matter; what cannot be read is noted. Raises Unclear."""
    if form.ticked("public"):
        refuse_unseen(g.db, form, *_FOR_ALL)
    return Told(
        title=form.text("title", 120, needed=True),
        about="\n".join(form.sent.get("about", "")[:LONGEST_TEXT].split("\r\n")).strip(),
        state=form.choice("state", MatterState),
        awaited=form.text("awaited", 200),
        awaited_on=form.day("awaited_on"),
        public=form.ticked("public"),
    )


def _as_fields(matter: Matter) -> dict[str, object]:
    return {
        "title": matter.title,
        "about": matter.about,
        "state": matter.state,
        "awaited": matter.awaited,
        "awaited_on": matter.awaited_on.isoformat() if matter.awaited_on else "",
        "public": matter.public,
        "edition": matter.edition,
    }


def _states() -> list[tuple[str, str]]:
    return [(state.value, say(word, g.language)) for state, (word, _, _) in MATTERS.items()]
