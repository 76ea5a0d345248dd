"""Formal minutes: choosing who approves them, and noting when they are posted."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.minutes import meetings
from fritidsbank.minutes.deadlines import taken_down_on
from fritidsbank.minutes.meanwhile import marks, meet
from fritidsbank.minutes.models import Minutes
from fritidsbank.minutes.row_forms import Row, Rows
from fritidsbank.minutes.writing import formal
from fritidsbank.refusals import N_
from fritidsbank.staff.models import AccountKind
from fritidsbank.staff.queries import accounts
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import NEEDED, Form, asks
from fritidsbank.web.room import Room

formal_room = Room("formal_minutes")

NO_SUCH = N_("Choose an account of the list, or write the name alone.")
TWICE = N_("The same account stands here twice.")


def _rows(meeting: int) -> Rows:
    stored = [
        Row(str(each.id), {"name": each.name, "account": str(each.account_id or "")})
        for each in formal.adjusters_of(g.db, meeting)
    ]
    return Rows(("name", "account"), stored, {}, {"account": [*_persons().items()]})


def _persons() -> dict[str, str]:
    """Who can sign in as themselves: a post that several share approves nothing."""
    return {
        str(each.id): each.name
        for each in accounts(g.db)
        if each.kind is AccountKind.PERSON and not each.closed_at
    }


def _adjusters_page(form: Form, meeting: int) -> str:
    group, one = meetings.meeting_with(g.db, meeting)
    rows = _rows(meeting)
    return render_template(
        "minutes/adjusters.html",
        form=form,
        group=group,
        meeting=one,
        rows=rows.shown(form),
        seen=rows.marks(),
        accounts=rows.choices["account"],
    )


@formal_room.shows("/minutes/meetings/<int:meeting>/adjusters", who=Role.SECRETARY)
def adjusters_page(meeting: int) -> str:
    """Who approves the minutes of this meeting."""
    return _adjusters_page(Form(), meeting)


@formal_room.does("/minutes/meetings/<int:meeting>/adjusters", who=Role.SECRETARY)
@asks(_adjusters_page)
def choose_adjusters(form: Form, meeting: int) -> Response:
    """Save the list as it stands in the form."""
    _, one = meetings.meeting_with(g.db, meeting)
    rows = _rows(meeting)
    rows.meet(form)
    persons = _persons().keys() | {row.values["account"] for row in rows.stored}
    chosen: list[formal.Chosen] = []
    for row in rows.read(form):
        account = form.sent.get(f"account-{row.key}", "")
        if account and account not in persons:
            form.note(f"account-{row.key}", NO_SUCH)
        number = int(account) if account and account in persons else None
        if number and number in {each.account for each in chosen}:
            form.note(f"account-{row.key}", TWICE)
        name = form.text(f"name-{row.key}", 120, needed=True)
        chosen.append(formal.Chosen(row.number, name, number))
    form.refuse_unclear()
    formal.choose_adjusters(g.db, one, chosen)
    return redirect(f"/minutes/meetings/{meeting}?done=saved", 303)


def _approved(meeting: int) -> Minutes | None:
    minutes = meetings.newest_minutes(g.db, meeting)
    return minutes if minutes is not None and minutes.approved_at is not None else None


def _posted(minutes: Minutes | None) -> dict[str, str]:
    if minutes is None:
        return {}
    return {
        "posted": str(minutes.posted_on or ""),
        "until": str(minutes.posted_until_on or ""),
        "kept": minutes.kept_where,
    }


def _board_page(form: Form, meeting: int) -> str:
    group, one = meetings.meeting_with(g.db, meeting)
    minutes = _approved(meeting)
    return render_template(
        "minutes/board.html",
        form=form,
        group=group,
        meeting=one,
        is_approved=minutes is not None,
        seen=marks(_posted(minutes)),
    )


@formal_room.shows("/minutes/meetings/<int:meeting>/board", who=Role.SECRETARY)
def board_page(meeting: int) -> str:
    """When the approved minutes are posted, until when, and where they are kept."""
    meetings.meeting_with(g.db, meeting)
    minutes, today = _approved(meeting), local_day(g.now)
    usual = {"posted": str(today), "until": str(taken_down_on(today))}
    posted = minutes is not None and minutes.posted_on is not None
    return _board_page(Form(_posted(minutes) if posted else usual), meeting)


@formal_room.does("/minutes/meetings/<int:meeting>/board", who=Role.SECRETARY)
@asks(_board_page)
def post(form: Form, meeting: int) -> Response:
    """Note the posting."""
    meetings.meeting_with(g.db, meeting)
    minutes = _approved(meeting)
    if minutes is None:
        raise formal.NotApprovedYet
    meet(form, _posted(minutes))
    posted, until = form.day("posted"), form.day("until")
    kept = form.text("kept", 200, needed=True)
    if posted is None:
        form.note("posted", NEEDED)
    form.refuse_unclear()
    assert posted is not None
    with form.noting(otherwise="until"):
        formal.post(g.db, minutes, posted, until, kept)
    return redirect(f"/minutes/meetings/{meeting}?done=saved", 303)
