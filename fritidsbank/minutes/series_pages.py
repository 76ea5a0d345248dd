"""Series: the rule by which a group meets, and drafting the next meeting with one tap."""

from datetime import date
from typing import Any

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.minutes import groups, series
from fritidsbank.minutes.group_words import NTH, WEEKDAYS
from fritidsbank.minutes.meanwhile import marks, meet
from fritidsbank.minutes.meeting_forms import times
from fritidsbank.minutes.models import Group, Series
from fritidsbank.minutes.telling import said
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import NEEDED, NOT_A_DAY, Form, asks
from fritidsbank.web.room import Room

series_room = Room("meeting_series")

RHYTHMS = {"monthly": N_("By the month"), "weekly": N_("By the week")}
MOST_APART = 12
ENDS_BEFORE = N_("The last day is before the first one. Look at both.")


def _page(form: Form, group: Group, one: Series | None) -> str:
    return render_template(
        "minutes/series.html",
        form=form,
        group=group,
        series=one,
        seen=marks(_as_fields(one)) if one else "",
        choices=_choices(),
    )


def _choices() -> dict[str, list[tuple[str, str]]]:
    return {
        "rhythm": said(RHYTHMS),
        "weekday": said(dict(enumerate(WEEKDAYS))),
        "nth": said(NTH),
    }


def _new_page(form: Form, group_id: int) -> str:
    return _page(form, groups.group_with(g.db, group_id), None)


@series_room.shows("/minutes/groups/<int:group_id>/series", who=Role.SECRETARY)
def new_page(group_id: int) -> str:
    """When the group meets as a rule."""
    today = local_day(g.now)
    usual = {
        "rhythm": "monthly",
        "nth": "1",
        "weekday": "2",
        "every": "1",
        "starts": "10:00",
        "ends": "11:30",
        "first": today.isoformat(),
    }
    return _new_page(Form(usual), group_id)


@series_room.does("/minutes/groups/<int:group_id>/series", who=Role.SECRETARY)
@asks(_new_page)
def add(form: Form, group_id: int) -> Response:
    """From now on its days are proposed; no meeting is made by itself."""
    group = groups.group_with(g.db, group_id)
    series.add_series(g.db, group, _facts(form))
    return redirect(f"/minutes/groups/{group_id}?done=added#series", 303)


def _edit_page(form: Form, series_id: int) -> str:
    group, one = series.series_with(g.db, series_id)
    return _page(form, group, one)


@series_room.shows("/minutes/series/<int:series_id>", who=Role.SECRETARY)
def edit_page(series_id: int) -> str:
    """Another rule."""
    group, one = series.series_with(g.db, series_id)
    return _page(Form(_as_fields(one)), group, one)


@series_room.does("/minutes/series/<int:series_id>", who=Role.SECRETARY)
@asks(_edit_page)
def change(form: Form, series_id: int) -> Response:
    """It reaches the meetings to come that nobody knows of yet."""
    group, one = series.series_with(g.db, series_id)
    meet(form, _as_fields(one), _choices())
    facts = _facts(form)
    series.change_series(g.db, group, one, facts, today=local_day(g.now))
    return redirect(f"/minutes/groups/{group.id}?done=saved#series", 303)


@series_room.does("/minutes/series/<int:series_id>/draft", who=Role.SECRETARY)
def draft(series_id: int) -> Response:
    """One tap: the meeting of that day, with its agenda."""
    group, one = series.series_with(g.db, series_id)
    meeting = series.draft_from(g.db, group, one, _sent_day(Form()), now=g.now)
    return redirect(f"/minutes/meetings/{meeting.id}?done=added", 303)


def _sent_day(form: Form) -> date:
    return form.day("day") or date.min


def _as_fields(one: Series) -> dict[str, str]:
    return {
        "rhythm": "monthly" if one.monthly else "weekly",
        "nth": str(one.nth),
        "weekday": str(one.weekday),
        "every": str(one.every),
        "starts": f"{one.starts:%H:%M}",
        "ends": f"{one.ends:%H:%M}",
        "place": one.place,
        "first": one.first_on.isoformat(),
        "until": one.until_on.isoformat() if one.until_on else "",
    }


def _facts(form: Form) -> dict[str, Any]:
    """The rule as it is written. Raises Unclear."""
    first, until = form.day("first"), form.day("until")
    if first is None:
        form.note("first", NOT_A_DAY if form.value("first") else NEEDED)
    if first and until and until < first:
        form.note("until", ENDS_BEFORE)
    starts, ends = times(form)
    facts = {
        "monthly": form.word("rhythm", RHYTHMS) == "monthly",
        "nth": form.one_of("nth", NTH),
        "weekday": form.one_of("weekday", range(len(WEEKDAYS))),
        "every": form.whole("every", 1, MOST_APART, needed=True),
        "starts": starts,
        "ends": ends,
        "place": form.text("place", 200),
        "first_on": first,
        "until_on": until,
    }
    form.refuse_unclear()
    return facts
