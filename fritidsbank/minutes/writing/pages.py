"""The editor: one page where the minutes of a meeting are written.

Each part of it (an item, the attendance, what stands around) is a form that is saved by itself.
The page's script sends the same forms while somebody types, and is answered with JSON.
"""

import json
from collections.abc import Callable

from flask import jsonify, redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.clock import SWEDEN, local_day
from fritidsbank.minutes.following.matters import matters
from fritidsbank.minutes.markdown import html_of
from fritidsbank.minutes.meetings import meeting_with
from fritidsbank.minutes.models import Minutes, RosterPerson
from fritidsbank.minutes.privacy.glancing import glance_at
from fritidsbank.minutes.writing.attending import (
    MOST_GUESTS,
    Present,
    add_present,
    attendance_of,
    from_roster,
    save_attendance,
)
from fritidsbank.minutes.writing.both_texts import (
    MEANWHILE,
    Both,
    both_shown,
    told_frame,
    told_item,
    told_line,
    told_lines,
    wants_json,
)
from fritidsbank.minutes.writing.forms import (
    LONGEST_TITLE,
    attendance_lines,
    edition_of,
    frame_text,
    item_text,
)
from fritidsbank.minutes.writing.items import (
    BegunAlready,
    ItemText,
    Removed,
    add_item,
    begin_minutes,
    frame_of,
    item_of,
    move_item,
    remove_item,
    save_frame,
    save_item,
    text_of_item,
)
from fritidsbank.minutes.writing.joining import joined_frames, joined_items, joined_lines
from fritidsbank.minutes.writing.view import Sent, editor_of
from fritidsbank.minutes.writing.words import KINDS, OUTCOMES, PARTS, STATES, as_part
from fritidsbank.minutes.writing.written import newest_minutes
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, Unclear, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

writing = Room("minutes_writing")

_STEPS = {"up": -1, "down": 1}


def editor_page(form: Form, meeting: int) -> str:
    """The page in which minutes are written; read only from "approved" on."""
    return _page(form, meeting, Sent())


def _page(form: Form, meeting: int, sent: Sent) -> str:
    editor = editor_of(g.db, meeting, sent, now=g.now)
    group, known = meeting_with(g.db, meeting)
    page = "minutes/begin.html" if editor is None else "minutes/write.html"
    if editor is not None and not editor.writable:
        page = "minutes/frozen.html"
    return render_template(
        page,
        form=form,
        editor=editor,
        meeting=known,
        group=group,
        day=local_day(known.starts_at),
        kinds=said(KINDS),
        outcomes=said(OUTCOMES),
        parts_of_meeting=said(PARTS),
        states=STATES,
        as_part=as_part,
        told_line=told_line,
        nobody=Present(),
        html_of=html_of,
        private=glance_at(g.db, form, "reason"),
    )


@writing.shows("/minutes/meetings/<int:meeting>/write", who=Role.SECRETARY)
def write_page(meeting: int) -> str:
    """The newest version of the minutes, or how to begin them."""
    return editor_page(Form({"on": local_day(g.now)}), meeting)


@writing.does("/minutes/meetings/<int:meeting>/write/begin", who=Role.SECRETARY)
def begin(meeting: int) -> Response:
    """A draft from the agenda; whoever comes second comes to the draft of the first."""
    _, known = meeting_with(g.db, meeting)
    try:
        begin_minutes(g.db, known, now=g.now)
    except BegunAlready:
        return redirect(_home(meeting), 303)
    return redirect(_home(meeting), 303)


@writing.does("/minutes/meetings/<int:meeting>/write/items", who=Role.SECRETARY)
@asks(editor_page)
def add(form: Form, meeting: int) -> Response:
    """One more item: a title is enough, and a whole one comes back as it was written."""
    minutes = newest_minutes(g.db, meeting)
    if "kind" in form.sent:
        text = item_text(form, _matters().keys())
    else:
        text = ItemText(form.text("new_title", LONGEST_TITLE, needed=True))
    form.refuse_unclear()
    item = add_item(g.db, minutes, text)
    settled = form.sent.get("settled", "")
    return redirect(f"{_home(meeting)}?done=added&settled={settled}#{item.anchor}", 303)


def _unclear_item(form: Form, meeting: int, item_key: str) -> str:
    if wants_json():
        return _unclear(form)
    try:
        sent = {item_key: item_text(form, _matters().keys())}
    except Unclear:
        sent = {}
    anchor = item_of(g.db, newest_minutes(g.db, meeting), item_key).anchor
    form.troubles = {f"{name}-{anchor}": said for name, said in form.troubles.items()}
    return _page(form, meeting, Sent(sent))


@writing.does("/minutes/meetings/<int:meeting>/write/items/<item_key>", who=Role.SECRETARY)
@asks(_unclear_item)
def write_item(form: Form, meeting: int, item_key: str) -> Response:
    """Save an item; then perhaps move it, or take it away."""
    minutes, then = newest_minutes(g.db, meeting), form.sent.get("then", "")
    if then == "remove":
        return _remove(form, meeting, minutes, item_key)
    text = item_text(form, _matters().keys())
    form.refuse_unclear()
    try:
        if form.sent.get("take") == "join":
            text = joined_items(text_of_item(g.db, item_of(g.db, minutes, item_key)), text)
        item = save_item(g.db, minutes, item_key, text, edition_of(form))
        if then in _STEPS:
            move_item(g.db, minutes, item_key, _STEPS[then])
    except MEANWHILE as why:
        return both_shown(form, why, _both_items(meeting, minutes, item_key, text))
    if wants_json():
        return _saved(item.edition, html_of(item.text))
    return redirect(f"{_home(meeting)}?done=saved&settled=i/{item_key}#{item.anchor}", 303)


def _remove(form: Form, meeting: int, minutes: Minutes, key: str) -> Response:
    try:
        remove_item(g.db, minutes, key, edition_of(form))
    except Removed:
        pass  # somebody else wanted the same
    except MEANWHILE as why:
        text = item_text(form, _matters().keys())
        return both_shown(form, why, _both_items(meeting, minutes, key, text))
    return redirect(f"{_home(meeting)}?done=removed&settled=i/{key}", 303)


def _both_items(meeting: int, minutes: Minutes, key: str, mine: ItemText) -> Both:
    known = _matters()
    try:
        item = item_of(g.db, minutes, key)
    except Removed:
        return Both(
            f"{_home(meeting)}/items",
            f"{_home(meeting)}?settled=i/{key}",
            0,
            [],
            told_item(mine, known),
            f"i/{key}",
        )
    return Both(
        f"{_home(meeting)}/items/{key}",
        f"{_home(meeting)}?settled=i/{key}#{item.anchor}",
        item.edition,
        told_item(text_of_item(g.db, item), known),
        told_item(mine, known),
    )


def _unclear_frame(form: Form, meeting: int) -> str:
    return _unclear(form) if wants_json() else _page(form, meeting, Sent(frame=frame_text(form)))


@writing.does("/minutes/meetings/<int:meeting>/write/frame", who=Role.SECRETARY)
@asks(_unclear_frame)
def write_frame(form: Form, meeting: int) -> Response:
    """Save what stands around the items."""
    minutes, frame = newest_minutes(g.db, meeting), frame_text(form)
    form.refuse_unclear()
    if form.sent.get("take") == "join":
        frame = joined_frames(frame_of(minutes), frame)
    try:
        minutes = save_frame(g.db, minutes, frame, edition_of(form))
    except MEANWHILE as why:
        both = _both_around(meeting, "frame", minutes.edition)
        theirs, mine = told_frame(frame_of(minutes)), told_frame(frame)
        return both_shown(form, why, both(theirs, mine))
    if wants_json():
        return _saved(minutes.edition, html_of(minutes.summary))
    return redirect(f"{_home(meeting)}?done=saved&settled=frame#frame", 303)


def _unclear_attendance(form: Form, meeting: int) -> str:
    if wants_json():
        return _unclear(form)
    return _page(form, meeting, Sent(lines=[*attendance_lines(form)]))


@writing.does("/minutes/meetings/<int:meeting>/write/attendance", who=Role.SECRETARY)
@asks(_unclear_attendance)
def write_attendance(form: Form, meeting: int) -> Response:
    """Save who was there; then perhaps add somebody of the roster, or guests."""
    minutes, lines = newest_minutes(g.db, meeting), attendance_lines(form)
    more = form.whole("more_guests", 1, MOST_GUESTS)
    form.refuse_unclear()
    if form.sent.get("take") == "join":
        lines = joined_lines(attendance_of(g.db, minutes), lines)
    try:
        with form.noting(left_before_came="came"):
            minutes = save_attendance(g.db, minutes, lines, edition_of(form))
        if more and form.sent.get("add") == "guests":
            add_present(g.db, minutes, Present(guests=more))
        elif person := _of_roster(form, meeting):
            add_present(g.db, minutes, from_roster(person))
    except MEANWHILE as why:
        both = _both_around(meeting, "attendance", minutes.attendance_edition)
        theirs, mine = told_lines(attendance_of(g.db, minutes)), told_lines(lines)
        return both_shown(form, why, both(theirs, mine))
    if wants_json():
        return _saved(minutes.attendance_edition)
    return redirect(f"{_home(meeting)}?done=saved&settled=attendance#attendance", 303)


def _of_roster(form: Form, meeting: int) -> RosterPerson | None:
    written = form.sent.get("add", "")
    person = g.db.get(RosterPerson, int(written)) if written.isdecimal() else None
    group, _ = meeting_with(g.db, meeting)
    return person if person is not None and person.group_id == group.id else None


def _both_around(meeting: int, part: str, edition: int) -> Callable[..., Both]:
    action, back = f"{_home(meeting)}/{part}", f"{_home(meeting)}?settled={part}#{part}"
    return lambda theirs, mine: Both(action, back, edition, theirs, mine)


def _saved(edition: int, html: str = "") -> Response:
    said = g.now.astimezone(SWEDEN).strftime("%H.%M" if g.language == "sv" else "%H:%M")
    return jsonify(edition=edition, saved=said, html=html)


def _unclear(form: Form) -> str:
    return json.dumps({"message": next(iter(form.troubles.values()), "")})


def _matters() -> dict[int, str]:
    return {each.id: each.title for each in matters(g.db)}


def _home(meeting: int) -> str:
    return f"/minutes/meetings/{meeting}/write"


def said(words: dict[str, str]) -> list[tuple[str, str]]:
    """Choices in the reader's language."""
    return [(value, say(msgid, g.language)) for value, msgid in words.items()]
