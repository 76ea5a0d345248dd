"""The agenda of a meeting, and the points that every meeting of a group has.

One form has all points: each is moved, changed and taken away by a button that saves the rest, too.
"""

from collections.abc import Sequence

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.minutes import agendas, groups, meetings
from fritidsbank.minutes.agendas import TemplatePoint, Written
from fritidsbank.minutes.calling import known_meeting
from fritidsbank.minutes.following.matters import matters
from fritidsbank.minutes.group_words import ITEM_KINDS
from fritidsbank.minutes.models import AgendaPoint
from fritidsbank.minutes.row_forms import Row, Rows
from fritidsbank.minutes.rules import ItemKind
from fritidsbank.minutes.telling import TICKED, said
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.fields import LONGEST_TEXT
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.room import Room

agenda_room = Room("agendas")

LONGEST_TITLE = 200
CARRY = "carry-"
USUAL = {"kind": ItemKind.INFORMATION.value}


def _rows(points: Sequence[AgendaPoint]) -> Rows:
    stored = [
        Row(
            str(each.id),
            {
                "title": each.title,
                "text": each.text,
                "kind": each.kind.value,
                "matter": str(each.matter_id or ""),
            },
        )
        for each in points
    ]
    choices = {"kind": said(ITEM_KINDS), "matter": _matters()}
    return Rows(("title", "text", "kind", "matter"), stored, USUAL, choices)


def _matters() -> list[tuple[str, str]]:
    return [(str(each.id), each.title) for each in matters(g.db)]


def _agenda_page(form: Form, meeting: int) -> str:
    known = known_meeting(g.db, meeting)
    group, one, called = known.group, known.meeting, known.called
    points = agendas.points_of(g.db, meeting)
    rows = _rows(points)
    return render_template(
        "minutes/agenda.html",
        form=form,
        group=group,
        meeting=one,
        called=called,
        is_over=called is not None and max(called.starts_at, one.starts_at) <= g.now,
        rows=rows.shown(form),
        seen=rows.marks(),
        carried={each.id for each in points if each.carried_from_id},
        carry=[(_carry_key(each), each) for each in agendas.to_carry(g.db, group, one, points)],
        kinds=rows.choices["kind"],
        matters=rows.choices["matter"],
        moved=request.args.get("moved", ""),
    )


@agenda_room.shows("/minutes/meetings/<int:meeting>/agenda", who=Role.SECRETARY)
def agenda_page(meeting: int) -> str:
    """What the meeting is about, in its order."""
    return _agenda_page(Form(), meeting)


@agenda_room.does("/minutes/meetings/<int:meeting>/agenda", who=Role.SECRETARY)
@asks(_agenda_page)
def set_agenda(form: Form, meeting: int) -> Response:
    """Save the points as they stand in the form, and do what the pressed button says."""
    group, one = meetings.meeting_with(g.db, meeting)
    points = agendas.points_of(g.db, meeting)
    rows = _rows(points)
    rows.meet(form)
    known = [each.id for each in matters(g.db)]
    written = [_written(form, row, known) for row in rows.read(form)]
    form.refuse_unclear()
    act = form.sent.get("act", "")
    offered = agendas.to_carry(g.db, group, one, points)
    carried = [each for each in offered if act == CARRY + _carry_key(each)]
    agendas.save_agenda(g.db, one, [*written, *carried])
    return redirect(f"/minutes/meetings/{meeting}/agenda?{_after(act)}", 303)


def _carry_key(point: Written) -> str:
    return f"p{point.carried_from}" if point.carried_from else f"m{point.matter}"


def _after(act: str) -> str:
    """What the page says next: a button that was pressed to move a point keeps the focus."""
    moved = act.startswith(("up-", "down-")) and act.partition("-")[2].isdecimal()
    return f"moved={act}#point-{act.partition('-')[2]}" if moved else "done=saved"


def _written(form: Form, row: Row, known: Sequence[int]) -> Written:
    key = row.key
    matter = form.sent.get(f"matter-{key}", "")
    return Written(
        row.number,
        form.text(f"title-{key}", LONGEST_TITLE, needed=True),
        _text(form, key),
        form.choice(f"kind-{key}", ItemKind),
        form.one_of(f"matter-{key}", known) if matter else None,
    )


def _text(form: Form, key: str) -> str:
    form.text(f"text-{key}", LONGEST_TEXT)  # for its bounds; its lines are Markdown's
    return "\n".join(form.sent.get(f"text-{key}", "").splitlines()).strip().replace("\x00", "")


def _template_rows(points: Sequence[TemplatePoint]) -> Rows:
    stored = [
        Row(
            str(number),
            {
                "title": each.title,
                "text": each.text,
                "kind": each.kind.value,
                "last": "yes" if each.last else "",
            },
        )
        for number, each in enumerate(points, start=1)
    ]
    choices = {"kind": said(ITEM_KINDS), "last": said(TICKED)}
    return Rows(("title", "text", "kind", "last"), stored, USUAL, choices)


def _template_page(form: Form, group_id: int) -> str:
    group = groups.group_with(g.db, group_id)
    rows = _template_rows(agendas.template_of(group))
    return render_template(
        "minutes/template.html",
        form=form,
        group=group,
        rows=rows.shown(form),
        seen=rows.marks(),
        kinds=said(ITEM_KINDS),
        moved="",
    )


@agenda_room.shows("/minutes/groups/<int:group_id>/agenda", who=Role.SECRETARY)
def template_page(group_id: int) -> str:
    """The points that every meeting of the group has."""
    return _template_page(Form(), group_id)


@agenda_room.does("/minutes/groups/<int:group_id>/agenda", who=Role.SECRETARY)
@asks(_template_page)
def set_template(form: Form, group_id: int) -> Response:
    """They hold for meetings that are planned from now on."""
    group = groups.group_with(g.db, group_id)
    rows = _template_rows(agendas.template_of(group))
    rows.meet(form)
    points = [
        TemplatePoint(
            form.text(f"title-{row.key}", LONGEST_TITLE, needed=True),
            _text(form, row.key),
            form.choice(f"kind-{row.key}", ItemKind),
            form.ticked(f"last-{row.key}"),
        )
        for row in rows.read(form)
    ]
    form.refuse_unclear()
    agendas.set_template(g.db, group, points)
    return redirect(f"/minutes/groups/{group_id}/agenda?done=saved", 303)
