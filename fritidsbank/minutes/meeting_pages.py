"""A meeting: planned, moved, cancelled; its page says what happens next."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.minutes import groups, meetings
from fritidsbank.minutes.agendas import agenda_of, draft_agenda
from fritidsbank.minutes.calling import differs, known_meeting, notice_page
from fritidsbank.minutes.deadlines import Reminder, of_minutes, of_notice
from fritidsbank.minutes.group_words import DUTIES, ITEM_KINDS, MINUTES_STATES
from fritidsbank.minutes.meanwhile import marks, meet
from fritidsbank.minutes.meeting_forms import LONGEST_REASON, as_fields, plan_in
from fritidsbank.minutes.models import Group, Meeting, Minutes
from fritidsbank.minutes.next_step import Stage, next_step
from fritidsbank.minutes.rendition import NoticePage
from fritidsbank.minutes.rules import MeetingState, MinutesState, Profile
from fritidsbank.minutes.writing.formal import adjusters_of, stand_of
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

meeting_room = Room("meetings")


def _new_page(form: Form, group_id: int) -> str:
    return render_template(
        "minutes/meeting_form.html",
        form=form,
        group=groups.group_with(g.db, group_id),
        meeting=None,
        called=None,
        seen="",
    )


@meeting_room.shows("/minutes/groups/<int:group_id>/meetings/new", who=Role.SECRETARY)
def new_page(group_id: int) -> str:
    """A meeting on a day of its own."""
    return _new_page(Form({"starts": "10:00", "ends": "11:30"}), group_id)


@meeting_room.does("/minutes/groups/<int:group_id>/meetings/new", who=Role.SECRETARY)
@asks(_new_page)
def plan(form: Form, group_id: int) -> Response:
    """Plan it, with the agenda that follows from the group and from last time."""
    group = groups.group_with(g.db, group_id)
    meeting = meetings.plan_meeting(g.db, group, plan_in(form), now=g.now)
    draft_agenda(g.db, group, meeting)
    return redirect(f"/minutes/meetings/{meeting.id}?done=added", 303)


@meeting_room.shows("/minutes/meetings/<int:meeting>", who=Role.SECRETARY)
def page(meeting: int) -> str:
    """Where it stands: notice, agenda, minutes, and the one thing to do next."""
    known = known_meeting(g.db, meeting)
    group, one, called = known.group, known.meeting, known.called
    points, matters = agenda_of(g.db, meeting)
    minutes = meetings.newest_minutes(g.db, meeting)
    written = notice_page(group, one, points, matters, (), called, now=g.now)
    stage = Stage(
        state=one.state,
        has_begun=one.starts_at <= g.now,
        has_points=bool(points),
        is_called=called is not None,
        is_changed=differs(written, called),
        minutes=minutes.state if minutes else None,
    )
    return render_template(
        "minutes/meeting.html",
        group=group,
        meeting=one,
        day=local_day(one.starts_at),
        called=called,
        points=points,
        matters=matters,
        minutes=minutes,
        is_readable=minutes is not None and minutes.state is MinutesState.PUBLISHED,
        stage=stage,
        step=next_step(stage),
        reminders=_reminders(group, one, minutes, is_called=called is not None),
        adjusters=adjusters_of(g.db, meeting) if group.profile is Profile.FORMAL else [],
        kinds=ITEM_KINDS,
        states=MINUTES_STATES,
    )


def _reminders(
    group: Group, meeting: Meeting, minutes: Minutes | None, *, is_called: bool
) -> list[tuple[Reminder, str]]:
    """What is due now, each with its sentence; nothing is due for a meeting that will not be."""
    if meeting.state is MeetingState.CANCELLED:
        return []
    today, day = local_day(g.now), local_day(meeting.starts_at)
    found = [of_notice(day, is_out=is_called, today=today)]
    if group.profile is Profile.FORMAL:
        found.append(of_minutes(day, stand_of(minutes), today=today))
    return [
        (each, say(DUTIES[each.duty], g.language, {"day": each.by}))
        for each in found
        if each is not None
    ]


def _called(group: Group, meeting: Meeting) -> NoticePage | None:
    return meetings.called_by(meetings.notice_of(g.db, group, meeting))


def _edit_page(form: Form, meeting: int) -> str:
    group, one = meetings.meeting_with(g.db, meeting)
    return render_template(
        "minutes/meeting_form.html",
        form=form,
        group=group,
        meeting=one,
        called=_called(group, one),
        seen=marks(as_fields(one)),
    )


@meeting_room.shows("/minutes/meetings/<int:meeting>/edit", who=Role.SECRETARY)
def edit_page(meeting: int) -> str:
    """When, where, and how to take part."""
    _, one = meetings.meeting_with(g.db, meeting)
    return _edit_page(Form(as_fields(one)), meeting)


@meeting_room.does("/minutes/meetings/<int:meeting>/edit", who=Role.SECRETARY)
@asks(_edit_page)
def edit(form: Form, meeting: int) -> Response:
    """Save it. A meeting that people know of gets another time by being moved, with a reason."""
    group, one = meetings.meeting_with(g.db, meeting)
    called = _called(group, one)
    stored = as_fields(one)
    if called is not None:
        form.sent = form.sent.copy()
        form.sent.update({name: stored[name] for name in ("day", "starts", "ends")})
    meet(form, stored)
    meetings.change_meeting(g.db, one, plan_in(form), called)
    return redirect(f"/minutes/meetings/{meeting}?done=saved", 303)


def _move_page(form: Form, meeting: int) -> str:
    group, one = meetings.meeting_with(g.db, meeting)
    return render_template(
        "minutes/move_meeting.html",
        form=form,
        group=group,
        meeting=one,
        seen=marks(_when(one)),
    )


def _when(meeting: Meeting) -> dict[str, str]:
    fields = as_fields(meeting)
    return {name: fields[name] for name in ("day", "starts", "ends", "place")}


@meeting_room.shows("/minutes/meetings/<int:meeting>/move", who=Role.SECRETARY)
def move_page(meeting: int) -> str:
    """Another time, and why."""
    _, one = meetings.meeting_with(g.db, meeting)
    return _move_page(Form(_when(one)), meeting)


@meeting_room.does("/minutes/meetings/<int:meeting>/move", who=Role.SECRETARY)
@asks(_move_page)
def move(form: Form, meeting: int) -> Response:
    """Move it; people are told when its notice is published anew."""
    group, one = meetings.meeting_with(g.db, meeting)
    meet(form, _when(one))
    reason = form.text("reason", LONGEST_REASON, needed=True)
    plan = plan_in(form)
    meetings.move_meeting(g.db, one, plan, reason, _called(group, one))
    return redirect(f"/minutes/meetings/{meeting}?done=saved", 303)


def _cancel_page(form: Form, meeting: int) -> str:
    group, one = meetings.meeting_with(g.db, meeting)
    return render_template(
        "minutes/cancel_meeting.html",
        form=form,
        group=group,
        meeting=one,
        called=_called(group, one),
    )


@meeting_room.shows("/minutes/meetings/<int:meeting>/cancel", who=Role.SECRETARY)
def cancel_page(meeting: int) -> str:
    """Why it will not be; one that nobody knows of may be taken away instead."""
    return _cancel_page(Form(), meeting)


@meeting_room.does("/minutes/meetings/<int:meeting>/cancel", who=Role.SECRETARY)
@asks(_cancel_page)
def cancel(form: Form, meeting: int) -> Response:
    """Cancel it; people are told when its notice is published anew."""
    group, one = meetings.meeting_with(g.db, meeting)
    reason = form.text("reason", LONGEST_REASON, needed=True)
    form.refuse_unclear()
    meetings.cancel_meeting(g.db, one, reason, _called(group, one))
    return redirect(f"/minutes/meetings/{meeting}?done=saved", 303)


@meeting_room.does("/minutes/meetings/<int:meeting>/remove", who=Role.SECRETARY)
def remove(meeting: int) -> Response:
    """Take away a meeting that nobody knows of."""
    group, one = meetings.meeting_with(g.db, meeting)
    meetings.remove_meeting(g.db, group, one)
    return redirect(f"/minutes/groups/{group.id}?done=removed", 303)
