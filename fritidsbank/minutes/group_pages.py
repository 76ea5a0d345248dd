"""A group: its own page inside, and the form with what it says about itself."""

from datetime import date
from typing import Any

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.minutes import groups, roster
from fritidsbank.minutes.calling import group_page, published_group, put_out_group
from fritidsbank.minutes.changes import group_changes
from fritidsbank.minutes.group_words import MINUTES_STATES, NUMBERINGS, PROFILES, STATUSES
from fritidsbank.minutes.meanwhile import marks, meet
from fritidsbank.minutes.meetings import how_many, listed, start_of
from fritidsbank.minutes.models import Group, Meeting
from fritidsbank.minutes.privacy.free_texts import KINDS, asked_about, box_of, refuse_unticked
from fritidsbank.minutes.reading_first import read_mark, refuse_unread
from fritidsbank.minutes.rules import GroupStatus, Numbering, Profile
from fritidsbank.minutes.series import proposals
from fritidsbank.minutes.telling import TICKED, in_words, said, shown
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.fields import LONGEST_TEXT
from fritidsbank.web.forms import NEEDED, Form, asks
from fritidsbank.web.paging import A_PAGE, pages_of
from fritidsbank.web.room import Room

group_room = Room("groups")

MOST_COMING = 20
MOST_HELD = 8
LONGEST_NAME = 120
LONGEST_LINE = 300
MOST_YEARS = 100
WHY_NEEDED = N_("Say why, so that people understand: the page shows it.")


def _form_page(form: Form, group: Group | None) -> str:
    return render_template(
        "minutes/group_form.html",
        form=form,
        group=group,
        seen=marks(as_fields(group)) if group else "",
        choices=_choices(),
    )


def _choices() -> dict[str, list[tuple[str, str]]]:
    return {
        "open_to_all": said(TICKED),
        "profile": said(PROFILES),
        "numbering": said(NUMBERINGS),
        "status": said(STATUSES),
    }


def _new_page(form: Form) -> str:
    return _form_page(form, None)


@group_room.shows("/minutes/groups/new", who=Role.SECRETARY)
def new_page() -> str:
    """A group that is not here yet."""
    usual = {
        "open_to_all": "yes",
        "profile": Profile.OPEN,
        "numbering": Numbering.PLAIN,
        "status": GroupStatus.ACTIVE,
    }
    return _new_page(Form(usual))


@group_room.does("/minutes/groups/new", who=Role.SECRETARY)
@asks(_new_page)
def start(form: Form) -> Response:
    """Start it: nobody outside sees it before it is published."""
    facts = _facts(form)
    with form.noting(otherwise="name"):
        group = groups.start_group(g.db, facts, now=g.now)
    return redirect(f"/minutes/groups/{group.id}?done=added", 303)


def _edit_page(form: Form, group_id: int) -> str:
    return _form_page(form, groups.group_with(g.db, group_id))


@group_room.shows("/minutes/groups/<int:group_id>/edit", who=Role.SECRETARY)
def edit_page(group_id: int) -> str:
    """What the group says about itself."""
    return _edit_page(Form(as_fields(groups.group_with(g.db, group_id))), group_id)


@group_room.does("/minutes/groups/<int:group_id>/edit", who=Role.SECRETARY)
@asks(_edit_page)
def edit(form: Form, group_id: int) -> Response:
    """Save it. What is published stays as it is, until somebody publishes it anew."""
    group = groups.group_with(g.db, group_id)
    meet(form, as_fields(group), _choices())
    facts = _facts(form)
    with form.noting(otherwise="name"):
        groups.change_group(g.db, group, facts)
    return redirect(f"/minutes/groups/{group_id}?done=saved", 303)


def as_fields(group: Group) -> dict[str, str]:
    """The group as its form has it."""
    return {
        "name": group.name,
        "purpose": group.purpose,
        "place_rule": group.place_rule,
        "time_rule": group.time_rule,
        "contact": group.contact,
        "open_to_all": "yes" if group.open_to_all else "",
        "profile": group.profile.value,
        "numbering": group.numbering.value,
        "status": group.status.value,
        "status_reason": group.status_reason,
        "status_on": _iso(group.status_on),
        "keep_years": "" if group.keep_years is None else str(group.keep_years),
        "keep_decision": group.keep_decision,
    }


def _facts(form: Form) -> dict[str, Any]:
    """The fields of a group. Raises Unclear."""
    status = form.choice("status", GroupStatus)
    facts: dict[str, Any] = {
        "name": form.text("name", LONGEST_NAME, needed=True),
        "purpose": "\n".join(form.lines("purpose", LONGEST_TEXT)),
        "place_rule": form.text("place_rule", LONGEST_LINE),
        "time_rule": form.text("time_rule", LONGEST_LINE),
        "contact": form.text("contact", LONGEST_LINE),
        "open_to_all": form.ticked("open_to_all"),
        "profile": form.choice("profile", Profile),
        "numbering": form.choice("numbering", Numbering),
        "status": status,
        "status_reason": form.text("status_reason", LONGEST_LINE),
        "status_on": form.day("status_on"),
        "keep_years": form.whole("keep_years", 1, MOST_YEARS),
        "keep_decision": form.text("keep_decision", 80),
    }
    if status is GroupStatus.ACTIVE:
        facts |= {"status_reason": "", "status_on": None}
    elif not facts["status_reason"]:
        form.note("status_reason", WHY_NEEDED)
    elif facts["status_on"] is None and "status_on" not in form.troubles:
        facts["status_on"] = local_day(g.now)
    if facts["keep_years"] is not None and not facts["keep_decision"]:
        form.note("keep_decision", NEEDED)
    form.refuse_unclear()
    return facts


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


@group_room.shows("/minutes/groups/<int:group_id>", who=Role.SECRETARY)
def page(group_id: int) -> str:
    """The group with its meetings, and the way to everything about it."""
    group, known = groups.group_and_page(g.db, group_id)
    out, today = published_group(known), local_day(g.now)
    members = roster.members_of(g.db, group_id)
    ours = Meeting.group_id == group_id
    begun = start_of(today)
    return render_template(
        "minutes/group.html",
        group=group,
        members=[each for each in members if roster.member_on(each, today)],
        out=out,
        changes=group_changes(group_page(group, members, today=today), out, shown()),
        coming=listed(
            g.db, ours, Meeting.starts_at >= begun, order=Meeting.starts_at.asc(), most=MOST_COMING
        ),
        held=listed(
            g.db, ours, Meeting.starts_at < begun, order=Meeting.starts_at.desc(), most=MOST_HELD
        ),
        series=proposals(g.db, group_id, today=today),
        in_words=in_words,
        status=STATUSES[group.status],
        states=MINUTES_STATES,
    )


@group_room.shows("/minutes/groups/<int:group_id>/meetings", who=Role.SECRETARY)
def all_meetings(group_id: int) -> str:
    """Every meeting of the group, the newest first, a page at a time."""
    group = groups.group_with(g.db, group_id)
    pages = pages_of(how_many(g.db, group_id))
    return render_template(
        "minutes/meetings.html",
        group=group,
        pages=pages,
        meetings=listed(
            g.db,
            Meeting.group_id == group_id,
            order=Meeting.starts_at.desc(),
            most=A_PAGE,
            skip=pages.skip,
        ),
        states=MINUTES_STATES,
    )


def _publish_page(form: Form, group_id: int) -> str:
    group, known = groups.group_and_page(g.db, group_id)
    members, names = (
        roster.members_of(g.db, group_id),
        roster.names_of(g.db, group, local_day(g.now)),
    )
    page = group_page(group, members, today=local_day(g.now))
    out = published_group(known)
    return render_template(
        "minutes/publish_group.html",
        form=form,
        group=group,
        page=page,
        out=out,
        changes=group_changes(page, out, shown()),
        asked=asked_about(page, names, out),
        box_of=box_of,
        read=read_mark(page),
        kinds=KINDS,
        status=STATUSES[group.status],
    )


@group_room.shows("/minutes/groups/<int:group_id>/publish", who=Role.SECRETARY)
def publish_page(group_id: int) -> str:
    """The group's page as everybody would read it, and what would change."""
    return _publish_page(Form(), group_id)


@group_room.does("/minutes/groups/<int:group_id>/publish", who=Role.SECRETARY)
@asks(_publish_page)
def publish(form: Form, group_id: int) -> Response:
    """Publish what was read; what somebody has changed since is read first."""
    group, known = groups.group_and_page(g.db, group_id)
    members, names = (
        roster.members_of(g.db, group_id),
        roster.names_of(g.db, group, local_day(g.now)),
    )
    page = group_page(group, members, today=local_day(g.now))
    refuse_unread(form, page)
    out = published_group(known)
    refuse_unticked(form, asked_about(page, names, out))
    put_out_group(g.db, page, now=g.now)
    return redirect(f"/minutes/groups/{group_id}?done=published", 303)
