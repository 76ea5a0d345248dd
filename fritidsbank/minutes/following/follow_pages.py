"""Pages of what came of meetings: what is still open, what is late, and what became of it."""

from datetime import date
from itertools import groupby

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.minutes.following import outcomes
from fritidsbank.minutes.following.follow_words import KINDS, states_of
from fritidsbank.minutes.following.outcomes import Followed
from fritidsbank.minutes.following.proposals import publish_proposal, take_in_former
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
    corrects = form.sent.get("corrects", "") or str(form.value("corrects") or "")
    return render_template(
        "minutes/followed.html",
        form=form,
        one=one,
        corrects=_step(one, corrects),
        today=local_day(g.now),
        kinds=KINDS,
        words=words,
        is_answered=one.line.kind in ANSWERED,
        private=glance_at(g.db, form, "note"),
        states=[(state.value, say(word, g.language)) for state, word in words.items()],
    )


@follow_room.shows(f"{HOME}/<key>", who=Role.SECRETARY)
def followed_page(key: str) -> str:
    """One of them with all that was said of it, and the form for what is to be said now.

    With ?corrects= and the number of what was said once, the form holds that, to be put right.
    """
    one = outcomes.followed_with(g.db, key)
    wrong = _step(one, request.args.get("corrects", ""))
    said = wrong or one
    usual = {
        "corrects": wrong.id if wrong else "",
        "state": said.state,
        "note": wrong.note if wrong else "",
        "promised_on": said.promised_on.isoformat() if said.promised_on else "",
    }
    return _page(Form(usual), key)


@follow_room.does(f"{HOME}/<key>", who=Role.SECRETARY)
@asks(_page)
def follow_up(form: Form, key: str) -> Response:
    """What became of it. Of a proposal everybody can read that at once."""
    one = outcomes.followed_with(g.db, key)
    sent = form.text("corrects", 20)
    wrong = _step(one, sent)
    if sent and wrong is None:
        raise outcomes.NoSuchOutcome
    state = form.choice("state", OutcomeState)
    note = "\n".join(form.lines("note", LONGEST_NOTE))
    promised = form.day("promised_on")
    if promised is not None and promised < local_day(g.now) and state is OutcomeState.OPEN:
        form.note("promised_on", PASSED)
    if one.line.kind in ANSWERED:
        refuse_unseen(g.db, form, "note")
    form.refuse_unclear()
    with form.noting(otherwise="note"):
        told = outcomes.follow_up(
            g.db,
            one,
            state,
            note,
            promised,
            by=g.actor.account,
            now=g.now,
            corrects=wrong.id if wrong else None,
        )
    if told.line.kind in ANSWERED:
        publish_proposal(g.db, told, now=g.now)
        if wrong is not None:
            take_in_former(g.db, key, now=g.now)
    return redirect(f"{HOME}/{key}?done=saved", 303)


def _step(one: Followed, number: str) -> outcomes.Step | None:
    """What was said of it once, by the number in an address or a form."""
    return next((step for step in one.steps if str(step.id) == number), None)


def _by_group(listed: list[Followed], today: date) -> list[tuple[str, list[Followed]]]:
    return [
        (name, sorted(of_group, key=lambda one: not one.is_late(today)))
        for name, of_group in groupby(listed, key=lambda one: one.group.name)
    ]
