"""The notice of a meeting: read as everybody will read it, and published by a person's yes."""

from dataclasses import dataclass

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.minutes.agendas import agenda_of
from fritidsbank.minutes.calling import (
    KnownMeeting,
    differs,
    known_meeting,
    notice_page,
    put_out_notice,
)
from fritidsbank.minutes.changes import Line, notice_changes
from fritidsbank.minutes.deadlines import is_short_notice
from fritidsbank.minutes.following.outcomes import open_actions
from fritidsbank.minutes.privacy.deciding import OpenHit
from fritidsbank.minutes.privacy.free_texts import KINDS, asked_about, box_of, refuse_unticked
from fritidsbank.minutes.reading_first import read_mark, refuse_unread
from fritidsbank.minutes.rendition import NoticePage
from fritidsbank.minutes.roster import names_of
from fritidsbank.minutes.rules import MeetingState
from fritidsbank.minutes.telling import shown
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

notice_room = Room("notices")

LONGEST_NOTE = 300
CANCELLED = N_("The meeting is cancelled.")
TAKES_PLACE = N_("The meeting takes place after all.")
MOVED = N_("The meeting has another time.")
ELSEWHERE = N_("The meeting is in another place.")
OTHER_AGENDA = N_("The agenda has changed.")


@dataclass(frozen=True)
class Draft:
    """A notice that waits for somebody's yes, beside the one that is out."""

    known: KnownMeeting
    page: NoticePage
    asked: list[OpenHit]
    changes: list[Line]

    @property
    def called(self) -> NoticePage | None:
        """The notice that is out."""
        return self.known.called


def _draft(form: Form, meeting: int) -> Draft:
    known = known_meeting(g.db, meeting)
    points, matters = agenda_of(g.db, meeting)
    page = notice_page(
        known.group,
        known.meeting,
        points,
        matters,
        open_actions(g.db, known.group),
        known.called,
        now=g.now,
    )
    names = names_of(g.db, known.group, local_day(g.now), page.place)
    note = form.sent.get("note", "") if known.called else ""
    asked = asked_about(page, names, known.called, known.group_out, note=note)
    return Draft(known, page, asked, notice_changes(page, known.called, shown()))


def _notice_page(form: Form, meeting: int) -> str:
    draft = _draft(form, meeting)
    day = local_day(draft.page.starts_at)
    return render_template(
        "minutes/notice.html",
        form=form,
        draft=draft,
        page=draft.page,
        group=draft.known.group,
        meeting=draft.known.meeting,
        day=day,
        is_short=is_short_notice(day, local_day(g.now)),
        is_over=draft.page.starts_at <= g.now,
        is_news=differs(draft.page, draft.called),
        group_is_out=draft.known.group_out is not None,
        box_of=box_of,
        kinds=KINDS,
        read=read_mark(draft.page),
        note=note_about(draft.page, draft.called),
    )


@notice_room.shows("/minutes/meetings/<int:meeting>/notice", who=Role.SECRETARY)
def preview(meeting: int) -> str:
    """The notice as everybody would read it."""
    return _notice_page(Form(), meeting)


@notice_room.does("/minutes/meetings/<int:meeting>/notice", who=Role.SECRETARY)
@asks(_notice_page)
def publish(form: Form, meeting: int) -> Response:
    """Publish it; a later one says what has changed, and the earlier one can still be read."""
    draft = _draft(form, meeting)
    refuse_unread(form, draft.page)
    note = form.text("note", LONGEST_NOTE, needed=draft.called is not None)
    refuse_unticked(form, draft.asked)
    put_out_notice(g.db, draft.known, draft.page, note if draft.called else "", now=g.now)
    return redirect(f"/minutes/meetings/{meeting}?done=published", 303)


def note_about(page: NoticePage, called: NoticePage | None) -> str:
    """What a changed notice says of itself, unless somebody says it better."""
    if called is None:
        return ""
    off = page.state is MeetingState.CANCELLED
    sentences = {
        CANCELLED: off and page.state is not called.state,
        TAKES_PLACE: not off and page.state is not called.state,
        MOVED: not off and (page.starts_at, page.ends_at) != (called.starts_at, called.ends_at),
        ELSEWHERE: not off and page.place != called.place,
        OTHER_AGENDA: page.agenda != called.agenda,
    }
    return " ".join(say(msgid, g.language) for msgid, is_so in sentences.items() if is_so)
