"""Pages of branches, of when they are open, and of the operator's choices."""

from collections.abc import Iterable
from datetime import time

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.branches import actions, queries
from fritidsbank.branches.rules import LIMITS, due_on
from fritidsbank.branches.surroundings import Here
from fritidsbank.clock import local_day
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_everywhere, admit_in
from fritidsbank.web.context import g
from fritidsbank.web.fields import Fields
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

branches = Room("branches")

THEMES = {"default": N_("Green"), "helsingborg": N_("Helsingborg's red")}
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
SPANS = range(2)
"""How many times a day can open: before and after lunch."""
PREVIEWED = (14, 28)
"""The loan times for which the page of hours shows a due day."""

BOTH_TIMES = N_("Write both times, or none.")
DAY_NEEDED = N_("Write which day, from today on.")


@branches.app_context_processor
def surroundings() -> dict[str, Here]:
    """What stands around a page, for every template of every room."""
    return {"here": Here()}


@branches.shows("/settings", who=Role.MANAGER)
def settings_menu() -> str:
    """Everything that can be arranged, by who may arrange it."""
    return render_template("branches/settings.html", branch=g.actor.branch)


def _operator_page(form: Form) -> str:
    admit_everywhere(Role.ADMIN)
    return render_template("branches/operator.html", form=form, themes=_said(THEMES))


@branches.shows("/settings/operator", who=Role.ADMIN)
def operator_page() -> str:
    """What holds for the whole operator."""
    return _operator_page(Form(queries.settings_of_operator(g.db)))


@branches.does("/settings/operator", who=Role.ADMIN)
@asks(_operator_page)
def choose_settings(form: Form) -> Response:
    """Set all of them at once."""
    admit_everywhere(Role.ADMIN)
    chosen = {
        "operator": form.text("operator", 80, needed=True),
        "privacy_contact": form.text("privacy_contact", 200),
        "theme": form.word("theme", THEMES),
        "climate_figure": form.ticked("climate_figure"),
        **{name: _limited(form, name) for name in LIMITS},
    }
    form.refuse_unclear()
    for name, value in chosen.items():
        actions.choose(g.db, name, value)
    return redirect("/settings/operator?done=saved", 303)


def _said(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(value, say(msgid, g.language)) for value, msgid in words.items()]


def _limited(form: Form, name: str) -> int | None:
    limits = LIMITS[name]
    return form.whole(name, limits.start, limits.stop - 1, needed=True)


@branches.shows("/branches", who=Role.ADMIN)
def branch_list() -> str:
    """Every branch."""
    admit_everywhere(Role.ADMIN)
    return render_template("branches/branches.html", branches=queries.branches(g.db))


def _branch_page(form: Form, branch: int) -> str:
    return render_template(
        "branches/branch.html", form=form, branch=queries.branch_with(g.db, branch)
    )


@branches.shows("/branches/<int:branch>", who=Role.ADMIN)
def branch_page(branch: int) -> str:
    """Name, address and telephone of a branch."""
    admit_everywhere(Role.ADMIN)
    known = queries.branch_with(g.db, branch)
    usual = {"name": known.name, "address": known.address, "phone": known.phone}
    return _branch_page(Form(usual), branch)


@branches.does("/branches/<int:branch>", who=Role.ADMIN)
@asks(_branch_page)
def change_branch(form: Form, branch: int) -> Response:
    """Another name, address or telephone."""
    admit_everywhere(Role.ADMIN)
    known = queries.branch_with(g.db, branch)
    name = form.text("name", 80, needed=True)
    address, phone = form.text("address", 200), form.text("phone", 20)
    form.refuse_unclear()
    with form.noting(otherwise="name"):
        actions.rename_branch(g.db, known, name, address=address, phone=phone)
    return redirect(f"/branches/{branch}?done=saved", 303)


def _hours_page(form: Form, branch: int) -> str:
    admit_in(branch, Role.MANAGER)
    today = local_day(g.now)
    calendar = queries.calendar_of(g.db, branch, today)
    return render_template(
        "branches/hours.html",
        form=form,
        week_form=form.beside(_fields(0, 0)[0], dict(_hours_as_fields(calendar.weekly.items()))),
        day_form=form.beside("day"),
        branch=queries.branch_with(g.db, branch),
        week=[
            (word, [_fields(weekday, place) for place in SPANS])
            for weekday, word in enumerate(WEEKDAYS)
        ],
        exceptions=queries.exceptions_of(g.db, branch, today),
        previews=[(days, due_on(today, days, calendar)) for days in PREVIEWED],
        has_hours=bool(calendar.weekly),
    )


@branches.shows("/branches/<int:branch>/hours", who=Role.MANAGER)
def hours_page(branch: int) -> str:
    """When the branch is open, and the days that are not like the others."""
    return _hours_page(Form(), branch)


def _hours_as_fields(
    weekly: Iterable[tuple[int, tuple[tuple[time, time], ...]]],
) -> Iterable[tuple[str, str]]:
    for weekday, spans in weekly:
        for place, (opens, closes) in enumerate(sorted(spans)):
            first, last = _fields(weekday, place)
            yield first, f"{opens:%H:%M}"
            yield last, f"{closes:%H:%M}"


def _fields(weekday: int, place: int) -> tuple[str, str]:
    return f"opens-{weekday}-{place}", f"closes-{weekday}-{place}"


@branches.does("/branches/<int:branch>/hours", who=Role.MANAGER)
@asks(_hours_page)
def set_hours(form: Form, branch: int) -> Response:
    """The hours of every weekday, in place of what was."""
    admit_in(branch, Role.MANAGER)
    queries.branch_with(g.db, branch)
    weekly: dict[int, list[tuple[time, time]]] = {}
    for weekday in range(len(WEEKDAYS)):
        spans = [_span(form, *_fields(weekday, place)) for place in SPANS]
        weekly[weekday] = [span for span in spans if span]
    form.refuse_unclear()
    for weekday, open_spans in weekly.items():
        with form.noting(otherwise=_fields(weekday, 0)[0]):
            actions.check_spans(open_spans)
    actions.set_hours(g.db, branch, weekly)
    return redirect(f"/branches/{branch}/hours?done=saved", 303)


@branches.does("/branches/<int:branch>/exceptions", who=Role.MANAGER)
@asks(_hours_page)
def except_day(form: Form, branch: int) -> Response:
    """One day that is not like its weekday."""
    admit_in(branch, Role.MANAGER)
    queries.branch_with(g.db, branch)
    day = form.day("day")
    if day is None or day < local_day(g.now):
        form.note("day", DAY_NEEDED)
    span = _span(form, "opens", "closes")
    reason = form.text("reason", 80)
    form.refuse_unclear()
    assert day is not None  # it was noted above
    with form.noting(hours_wrong="opens"):
        actions.except_day(g.db, branch, day, span, reason)
    return redirect(f"/branches/{branch}/hours?done=saved", 303)


@branches.does("/branches/<int:branch>/exceptions/remove", who=Role.MANAGER)
def unexcept_day(branch: int) -> Response:
    """The day is as its weekday again."""
    admit_in(branch, Role.MANAGER)
    actions.unexcept_day(g.db, branch, Fields(request.form).day("day"))
    return redirect(f"/branches/{branch}/hours?done=removed", 303)


def _span(form: Form, opens: str, closes: str) -> tuple[time, time] | None:
    first, last = form.clock(opens), form.clock(closes)
    if (first is None) != (last is None):
        form.note(opens if first is None else closes, BOTH_TIMES)
    return (first, last) if first and last else None
