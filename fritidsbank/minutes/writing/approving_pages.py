"""What happens to minutes that are written: read through, approved, corrected, withdrawn."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.minutes.markdown import html_of
from fritidsbank.minutes.meetings import meeting_with
from fritidsbank.minutes.privacy.glancing import refuse_unseen
from fritidsbank.minutes.rules import MinutesState
from fritidsbank.minutes.writing import approving, correcting
from fritidsbank.minutes.writing.attending import as_present
from fritidsbank.minutes.writing.both_texts import told_line
from fritidsbank.minutes.writing.forms import LONGEST_NOTE
from fritidsbank.minutes.writing.pages import editor_page, said
from fritidsbank.minutes.writing.text_hash import hash_of_minutes
from fritidsbank.minutes.writing.words import OUTCOMES, PARTS, STATES, as_part
from fritidsbank.minutes.writing.written import newest_minutes, written
from fritidsbank.refusals import N_
from fritidsbank.web.access import SIGNED_IN, Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import NEEDED, Form, Unclear, asks
from fritidsbank.web.language import say
from fritidsbank.web.public import forget_kept
from fritidsbank.web.room import Room

approval = Room("minutes_approval")

_BY_MISTAKE = N_("It was published by mistake.")
_TO = {"review": MinutesState.REVIEW, "draft": MinutesState.DRAFT}


@approval.does("/minutes/meetings/<int:meeting>/write/state", who=Role.SECRETARY)
@asks(editor_page)
def go_on(form: Form, meeting: int) -> Response:
    """To those who read it through, or back."""
    minutes = newest_minutes(g.db, meeting)
    wanted = form.word("to", _TO)
    form.refuse_unclear()
    if _TO[wanted] is MinutesState.REVIEW:
        with form.noting(nothing_to_approve=""):
            approving.send_to_review(g.db, minutes)
    else:
        approving.take_back_to_draft(g.db, minutes)
    return _back(meeting)


@approval.does("/minutes/meetings/<int:meeting>/write/paper", who=Role.SECRETARY)
@asks(editor_page)
def note_paper(form: Form, meeting: int) -> Response:
    """It was signed on paper: by one who was chosen, or by everybody."""
    on, adjuster = form.day("on"), form.whole("adjuster", 1, 2**31 - 1)
    if on is None:
        form.note("on", NEEDED)
        raise Unclear
    form.refuse_unclear()
    minutes = newest_minutes(g.db, meeting)
    with form.noting(no_such_day="on"):
        approving.approve_on_paper(
            g.db,
            minutes,
            adjuster,
            on,
            by=g.actor.account,
            now=g.now,
        )
    return _back(meeting)


@approval.does("/minutes/meetings/<int:meeting>/write/correct", who=Role.SECRETARY)
@asks(editor_page)
def correct(form: Form, meeting: int) -> Response:
    """The next version, with what is changed and why."""
    note = form.text("note", LONGEST_NOTE)
    form.refuse_unclear()
    with form.noting(note_needed="note"):
        correcting.begin_correction(g.db, newest_minutes(g.db, meeting), note, now=g.now)
    return redirect(f"/minutes/meetings/{meeting}/write", 303)


@approval.does("/minutes/meetings/<int:meeting>/write/throw-away", who=Role.SECRETARY)
def throw_away(meeting: int) -> Response:
    """No correction after all."""
    correcting.throw_away(g.db, newest_minutes(g.db, meeting))
    return redirect(f"/minutes/meetings/{meeting}/write?done=removed", 303)


@approval.does("/minutes/meetings/<int:meeting>/write/withdraw", who=Role.SECRETARY)
@asks(editor_page)
def withdraw(form: Form, meeting: int) -> Response:
    """Off the web, every version; why stays to be read."""
    reason = form.text("reason", LONGEST_NOTE)
    refuse_unseen(g.db, form, "reason")
    form.refuse_unclear()
    _, known = meeting_with(g.db, meeting)
    with form.noting(reason_needed="reason"):
        correcting.withdraw_minutes(g.db, known, reason, now=g.now)
    g.after_commit.append(forget_kept)
    return redirect(f"/minutes/meetings/{meeting}/write", 303)


@approval.does("/minutes/meetings/<int:meeting>/write/undo", who=Role.SECRETARY)
def undo(meeting: int) -> Response:
    """Within a quarter of an hour: off the web again."""
    _, known = meeting_with(g.db, meeting)
    correcting.undo_publishing(g.db, known, say(_BY_MISTAKE, "sv"), now=g.now)
    g.after_commit.append(forget_kept)
    return redirect(f"/minutes/meetings/{meeting}/write", 303)


@approval.shows("/minutes/meetings/<int:meeting>/sign", who=SIGNED_IN)
def sign_page(meeting: int) -> str:
    """The text to be approved, for those who were chosen. Raises NotChosen."""
    group, known = meeting_with(g.db, meeting)
    minutes = newest_minutes(g.db, meeting)
    text = written(g.db, minutes)
    chosen, _ = approving.signatures(g.db, text)
    mine = [each for each in chosen if each.adjuster.account_id == g.actor.account]
    if not mine and not g.actor.may(Role.SECRETARY):
        raise approving.NotChosen
    return render_template(
        "minutes/sign.html",
        group=group,
        meeting=known,
        day=local_day(known.starts_at),
        minutes=minutes,
        words=[(each.item, each.item.number, each.outcomes) for each in text.items],
        lines=[as_present(row) for row in text.attendance],
        mine=mine[0] if mine else None,
        sha256=hash_of_minutes(text),
        html_of=html_of,
        told_line=told_line,
        parts_of_meeting=said(PARTS),
        as_part=as_part,
        outcomes=said(OUTCOMES),
        states=STATES,
    )


@approval.does("/minutes/meetings/<int:meeting>/sign", who=SIGNED_IN)
def sign(meeting: int) -> Response:
    """Approve the text that was read."""
    form, minutes = Form(), newest_minutes(g.db, meeting)
    approving.sign(g.db, minutes, g.actor.account, form.text("sha256", 64), now=g.now)
    return redirect(f"/minutes/meetings/{meeting}/sign?done=saved", 303)


def _back(meeting: int) -> Response:
    return redirect(f"/minutes/meetings/{meeting}/write?done=saved#state", 303)
