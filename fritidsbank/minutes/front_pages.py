"""The front page of whoever looks after groups and their meetings."""

from flask import render_template

from fritidsbank.clock import local_day
from fritidsbank.minutes.following.outcomes import followed
from fritidsbank.minutes.front import front
from fritidsbank.minutes.group_words import DUTIES, MINUTES_STATES, STATUSES
from fritidsbank.minutes.groups import groups
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.room import Room

front_room = Room("minutes")


@front_room.shows("/minutes", who=Role.SECRETARY)
def page() -> str:
    """The next meetings, what waits for somebody, what is due now, and the groups."""
    return render_template(
        "minutes/front.html",
        front=front(g.db, now=g.now),
        groups=groups(g.db),
        late=sum(one.is_late(local_day(g.now)) for one in followed(g.db)),
        statuses=STATUSES,
        states=MINUTES_STATES,
        duties=DUTIES,
        may_site=g.actor.may(Role.MANAGER),
    )
