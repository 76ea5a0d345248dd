"""What is to be sent today, by itself or by hand; what went lately, and what went astray."""

from functools import partial

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.clock import local_day
from fritidsbank.loans.own_link import own_address
from fritidsbank.people.queries import names_of
from fritidsbank.people.rules import dialled
from fritidsbank.refusals import N_
from fritidsbank.reminders.actions import told_after_all, told_by_hand
from fritidsbank.reminders.composing import Link, Message, messages
from fritidsbank.reminders.due import Schedule
from fritidsbank.reminders.planning import KIND
from fritidsbank.reminders.queries import astray, due_loans, latest
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.language import say
from fritidsbank.web.looks import showed
from fritidsbank.web.outbox import LEASE, latest_trouble
from fritidsbank.web.room import Room
from fritidsbank.web.spreadsheet import download

reminding = Room("reminding")

SHOWN = 100
"""So many of those who are to be reminded today stand on the page; the table has them all."""
STEPS = {
    "before": N_("Before the day"),
    "after": N_("The day after"),
    "weekly": N_("Week {number} after"),
}
WAYS = {"sms": N_("Text message"), "by_hand": N_("By hand")}
BECAME = {
    "sent": (N_("Sent"), "back", "check"),
    "unheard": (N_("Nobody knows whether it came"), "look", "look"),
    "refused": (N_("The number takes no text messages"), "look", "stop"),
}
NOTICES = {
    "told": N_("Noted. Nobody is told the same twice."),
    "rung": N_("Good. It is off the list."),
}
HEADINGS = (N_("Mobile"), N_("Text"))


def link() -> Link:
    """Where a borrower sees what is out of a slip."""
    return partial(own_address, g.settings.url, g.secret)


@reminding.shows("/reminders", who=Role.COUNTER)
def today() -> str:
    """Whom to remind today, and how it went lately."""
    db, branch = g.db, g.actor.branch
    settings = settings_of_operator(db)
    now = _messages(settings)
    lost = astray(db, branch, before=g.now - LEASE)
    shown = [one for one in now if not one.in_peace][:SHOWN]
    whom = [*(one.borrower for one in shown), *(one.borrower for one in lost)]
    people = names_of(db, whom)
    showed(people)
    return render_template(
        "reminders/today.html",
        by_itself=bool(settings["remind"] and g.settings.sms),
        going=sum(one.can_go for one in now),
        to_ring=sum(not one.can_go and not one.in_peace for one in now),
        in_peace=sum(one.in_peace for one in now),
        shown=shown,
        people=people,
        astray=[(one, BECAME[one.became]) for one in lost if one.borrower in people],
        latest=[*latest(db, branch)],
        steps=STEPS,
        ways=WAYS,
        became=BECAME,
        trouble=latest_trouble(db, KIND),
        notice=say(NOTICES.get(request.args.get("said", ""), ""), g.language),
    )


@reminding.shows("/reminders.csv", who=Role.COUNTER)
def table() -> Response:
    """Numbers and texts to send from somewhere else. No names."""
    rows = [[say(heading, g.language) for heading in HEADINGS]]
    going = [one for one in _messages(settings_of_operator(g.db)) if one.can_go]
    showed(one.borrower for one in going)
    rows += [[dialled(one.mobile), one.text] for one in going]
    return download(rows, f"{local_day(g.now).isoformat()}.csv")


@reminding.does("/reminders/by-hand", who=Role.COUNTER)
def by_hand() -> AnyResponse:
    """Somebody has written or rung, about the loans that the page named."""
    loans = {*request.form.getlist("loan")}
    schedule = Schedule.of(settings_of_operator(g.db))
    due = due_loans(g.db, schedule, local_day(g.now), branch=g.actor.branch, held=True)
    told_by_hand(g.db, due, loans, now=g.now)
    return redirect("/reminders?said=told", 303)


@reminding.does("/reminders/<int:errand>/told", who=Role.COUNTER)
def told(errand: int) -> AnyResponse:
    """Somebody has rung about a message that went astray."""
    told_after_all(g.db, errand, branch=g.actor.branch)
    return redirect("/reminders?said=rung", 303)


def _messages(settings: dict[str, object]) -> list[Message]:
    day, branch = local_day(g.now), g.actor.branch
    return messages(g.db, Schedule.of(settings), day, link(), branch=branch)
