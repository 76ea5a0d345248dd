"""Who belongs to a group, written as lists: its organisations, and its people."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.minutes import groups, roster
from fritidsbank.minutes.row_forms import Row, Rows
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.room import Room

roster_room = Room("roster")

LONGEST = 120
NOT_BEFORE = N_("That is before the first day. Look at both.")
BOTH = N_("Tick that they are a public official and write the day when they agreed: both, or none.")


def _days(row: object, *names: str) -> dict[str, str]:
    return {name: str(getattr(row, f"{name}_on") or "") for name in names}


def _members(group: int) -> Rows:
    stored = [
        Row(str(each.id), {"organisation": each.organisation, **_days(each, "since", "until")})
        for each in roster.members_of(g.db, group)
    ]
    return Rows(("organisation", "since", "until"), stored, {})


def _members_page(form: Form, group_id: int) -> str:
    rows = _members(group_id)
    return render_template(
        "minutes/members.html",
        form=form,
        group=groups.group_with(g.db, group_id),
        rows=rows.shown(form),
        seen=rows.marks(),
    )


@roster_room.shows("/minutes/groups/<int:group_id>/members", who=Role.SECRETARY)
def members_page(group_id: int) -> str:
    """The organisations that belong to the group, and since when."""
    return _members_page(Form(), group_id)


@roster_room.does("/minutes/groups/<int:group_id>/members", who=Role.SECRETARY)
@asks(_members_page)
def set_members(form: Form, group_id: int) -> Response:
    """Save the list as it stands in the form."""
    group = groups.group_with(g.db, group_id)
    rows = _members(group_id)
    rows.meet(form)
    entries = []
    for row in rows.read(form):
        since, until = form.day(f"since-{row.key}"), form.day(f"until-{row.key}")
        if since and until and until < since:
            form.note(f"until-{row.key}", NOT_BEFORE)
        name = form.text(f"organisation-{row.key}", LONGEST, needed=True)
        facts = {"organisation": name, "since_on": since, "until_on": until}
        entries.append(roster.Entry(row.number, facts))
    form.refuse_unclear()
    roster.set_members(g.db, group, entries)
    return redirect(f"/minutes/groups/{group_id}/members?done=saved", 303)


PERSON = ("name", "function", "organisation", "official", "agreed", "left")


def _people(group: int) -> Rows:
    stored = [
        Row(
            str(each.id),
            {
                "name": each.name,
                "function": each.function,
                "organisation": each.organisation,
                "official": "yes" if each.public_official else "",
                **_days(each, "agreed", "left"),
            },
        )
        for each in roster.people_of(g.db, group)
    ]
    return Rows(PERSON, stored, {})


def _people_page(form: Form, group_id: int) -> str:
    rows = _people(group_id)
    return render_template(
        "minutes/people.html",
        form=form,
        group=groups.group_with(g.db, group_id),
        organisations=[each.organisation for each in roster.members_of(g.db, group_id)],
        rows=rows.shown(form),
        seen=rows.marks(),
    )


@roster_room.shows("/minutes/groups/<int:group_id>/people", who=Role.SECRETARY)
def people_page(group_id: int) -> str:
    """Whom the group knows by name. Outside, only officials who agreed are named."""
    return _people_page(Form(), group_id)


@roster_room.does("/minutes/groups/<int:group_id>/people", who=Role.SECRETARY)
@asks(_people_page)
def set_people(form: Form, group_id: int) -> Response:
    """Save the list as it stands in the form."""
    group = groups.group_with(g.db, group_id)
    rows = _people(group_id)
    rows.meet(form)
    entries = [_person(form, row) for row in rows.read(form)]
    form.refuse_unclear()
    roster.set_people(g.db, group, entries)
    return redirect(f"/minutes/groups/{group_id}/people?done=saved", 303)


def _person(form: Form, row: Row) -> roster.Entry:
    official, agreed = form.ticked(f"official-{row.key}"), form.day(f"agreed-{row.key}")
    if official != (agreed is not None) and f"agreed-{row.key}" not in form.troubles:
        form.note(f"agreed-{row.key}", BOTH)
    facts = {
        "name": form.text(f"name-{row.key}", LONGEST, needed=True),
        "function": form.text(f"function-{row.key}", LONGEST),
        "organisation": form.text(f"organisation-{row.key}", LONGEST),
        "public_official": official,
        "agreed_on": agreed,
        "left_on": form.day(f"left-{row.key}"),
    }
    return roster.Entry(row.number, facts)
