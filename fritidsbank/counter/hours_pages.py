"""When a branch is open. What follows for due days belongs to the counter, so the pages do, too."""

from collections.abc import Iterable
from datetime import time

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.bookings.closing import move_bookings_on
from fritidsbank.branches import actions, queries
from fritidsbank.branches.rules import WEEKDAYS, due_on
from fritidsbank.clock import local_day
from fritidsbank.counter.closing import put_off
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_in
from fritidsbank.web.context import g
from fritidsbank.web.fields import Fields
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.room import Room

hours = Room("hours")

SPANS = range(2)
"""How many times a day can open: before and after lunch."""
PREVIEWED = (14, 28)
"""The loan times for which the page of hours shows a due day."""

BOTH_TIMES = N_("Write both times, or none.")
DAY_NEEDED = N_("Write which day, from today on.")


def _hours_page(form: Form, branch: int) -> str:
    admit_in(branch, Role.MANAGER)
    today = local_day(g.now)
    calendar = queries.calendar_of(g.db, branch, today)
    return render_template(
        "counter/hours.html",
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
        put_off=request.args.get("put_off", 0, type=int),
        moved_on=request.args.get("moved_on", 0, type=int),
    )


@hours.shows("/branches/<int:branch>/hours", who=Role.MANAGER)
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


@hours.does("/branches/<int:branch>/hours", who=Role.MANAGER)
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
    return _changed(branch, "saved")


@hours.does("/branches/<int:branch>/exceptions", who=Role.MANAGER)
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
    return _changed(branch, "saved")


@hours.does("/branches/<int:branch>/exceptions/remove", who=Role.MANAGER)
def unexcept_day(branch: int) -> Response:
    """The day is as its weekday again."""
    admit_in(branch, Role.MANAGER)
    actions.unexcept_day(g.db, branch, Fields(request.form).day("day"))
    return _changed(branch, "removed")


def _span(form: Form, opens: str, closes: str) -> tuple[time, time] | None:
    first, last = form.clock(opens), form.clock(closes)
    if (first is None) != (last is None):
        form.note(opens if first is None else closes, BOTH_TIMES)
    return (first, last) if first and last else None


def _changed(branch: int, done: str) -> Response:
    today = local_day(g.now)
    moved = put_off(g.db, branch, today)
    bookings = move_bookings_on(g.db, branch, today)
    told = f"&put_off={moved}" if moved else ""
    told += f"&moved_on={bookings}" if bookings else ""
    return redirect(f"/branches/{branch}/hours?done={done}{told}", 303)
