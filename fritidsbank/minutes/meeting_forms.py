"""When and where a meeting is, as a form says it."""

from datetime import time

from fritidsbank.clock import SWEDEN
from fritidsbank.minutes.meetings import Plan
from fritidsbank.minutes.models import Meeting
from fritidsbank.refusals import N_
from fritidsbank.web.fields import LONGEST_TEXT
from fritidsbank.web.forms import NEEDED, Form

LONGEST_PLACE = 200
LONGEST_REASON = 300
ENDS_FIRST = N_("The meeting ends before it begins. Look at both times.")
FAR_OFF = N_("Write a year from {low} to {high}.")
YEARS = (1990, 2100)


def times(form: Form) -> tuple[time, time]:
    """From when until when; what cannot be is noted, and midnight given in its place."""
    found = []
    for name in ("starts", "ends"):
        clock = form.clock(name)
        if clock is None:
            form.note(name, NEEDED)
        found.append(clock or time())
    starts, ends = found
    if ends <= starts and not {"starts", "ends"} & form.troubles.keys():
        form.note("ends", ENDS_FIRST)
    return starts, ends


def plan_in(form: Form) -> Plan:
    """A meeting as it is written. Raises Unclear."""
    day = form.day("day")
    if day is None:
        form.note("day", NEEDED)
    elif not YEARS[0] <= day.year <= YEARS[1]:
        form.note("day", FAR_OFF, low=str(YEARS[0]), high=str(YEARS[1]))
    starts, ends = times(form)
    place = form.text("place", LONGEST_PLACE)
    attend = "\n".join(form.sent.get("attend", "").splitlines()).strip()
    form.text("attend", LONGEST_TEXT)  # for its bounds; its lines and empty lines are Markdown's
    form.refuse_unclear()
    assert day is not None
    return Plan.on(day, starts, ends, place, attend.replace("\x00", ""))


def as_fields(meeting: Meeting) -> dict[str, str]:
    """The meeting as its form has it."""
    starts, ends = meeting.starts_at.astimezone(SWEDEN), meeting.ends_at.astimezone(SWEDEN)
    return {
        "day": f"{starts:%Y-%m-%d}",
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "place": meeting.place,
        "attend": meeting.attend,
    }
