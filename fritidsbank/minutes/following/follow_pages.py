"""Pages of what came of meetings: what is still open, what is late, and what became of it."""

from datetime import date
from itertools import groupby

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.minutes.following import outcomes
from fritidsbank.minutes.following.follow_words import KINDS, states_of
from fritidsbank.minutes.following.outcomes import Followed
from fritidsbank.minutes.following.proposals import publish_proposal
from fritidsbank.minutes.privacy.glancing import glance_at, refuse_unseen
from fritidsbank.minutes.rules import ANSWERED, OutcomeState
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

follow_room = Room("following")

HOME = "/minutes/follow"
LONGEST_NOTE = 1_500
PASSED = N_("Choose a day from today on.")


@follow_room.shows(HOME, who=Role.SECRETARY)
def follow_list() -> str:
    """What is open, by group: what is late stands first."""
    today, everything = local_day(g.now), request.args.get("all") == "yes"
    listed = outcomes.followed(g.db, also_closed=everything)
    return render_template(
        "minutes/follow.html",
        groups=_by_group(listed, today),
        late=sum(one.is_late(today) for one in listed),
        today=today,
        everything=everything,
        kinds=KINDS,
    )


def _page(form: Form, key: str) -> str:
    one = outcomes.followed_with(g.db, key)
    words = states_of(one.line.kind)
    return render_template(
        "minutes/followed.html",
        form=form,
        one=one,
        today=local_day(g.now),
        kinds=KINDS,
        words=words,
        is_answered=one.line.kind in ANSWERED,
        private=glance_at(g.db, form, "note"),
        states=[(state.value, say(word, g.language)) for state, word in words.items()],
    )


@follow_room.shows(f"{HOME}/<key>", who=Role.SECRETARY)
def followed_page(key: str) -> str:
    """One of them with all that was said of it, and the form for what is to be said now."""
    one = outcomes.followed_with(g.db, key)
    promised = one.promised_on.isoformat() if one.promised_on else ""
    return _page(Form({"state": one.state, "promised_on": promised}), key)


@follow_room.does(f"{HOME}/<key>", who=Role.SECRETARY)
@asks(_page)
def follow_up(form: Form, key: str) -> Response:
    """What became of it. Of a proposal everybody can read that at once."""
    one = outcomes.followed_with(g.db, key)
    state = form.choice("state", OutcomeState)
    note = "\n".join(form.lines("note", LONGEST_NOTE))
    promised = form.day("promised_on")
    if promised is not None and promised < local_day(g.now) and state is OutcomeState.OPEN:
        form.note("promised_on", PASSED)
    if one.line.kind in ANSWERED:
        refuse_unseen(g.db, form, "note")
    form.refuse_unclear()
    with form.noting(otherwise="note"):
        told = outcomes.follow_up(g.db, one, state, note, promised, by=g.actor.account, now=g.now)
    if told.line.kind in ANSWERED:
        publish_proposal(g.db, told, now=g.now)
    return redirect(f"{HOME}/{key}?done=saved", 303)


def _by_group(listed: list[Followed], today: date) -> list[tuple[str, list[Followed]]]:
    return [
        (name, sorted(of_group, key=lambda one: not one.is_late(today)))
        for name, of_group in groupby(listed, key=lambda one: one.group.name)
    ]
