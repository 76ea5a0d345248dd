"""Meetings as iCalendar (RFC 5545), to be subscribed to: moved and cancelled ones change there.

A meeting keeps its UID whatever happens to it. What is written is the same each time, so that a
calendar that asks every hour is told that nothing has changed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fritidsbank.clock import SWEDEN
from fritidsbank.minutes.formats.paper import what_changed
from fritidsbank.minutes.formats.queries import Called, Held
from fritidsbank.minutes.legible import legible, one_line
from fritidsbank.minutes.rendition import NoticePage
from fritidsbank.minutes.rules import MeetingState
from fritidsbank.refusals import N_
from fritidsbank.web.language import say

if TYPE_CHECKING:
    from icalendar import Calendar, Event

MAKER = "-//Fritidsbank//Open meetings//SV"


def calendar(
    name: str, address: str, called: Iterable[Called], held: Iterable[Held], language: str = "sv"
) -> bytes:
    """The file. `address` is that of the installation, without a slash at its end."""
    from icalendar import Calendar  # noqa: PLC0415 - loaded when first asked for

    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", one_line(name))
    made.add("x-wr-timezone", SWEDEN.key)
    made.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    _add_sweden(made)
    for each in called:
        made.add_component(_called(each, address, language))
    for past in held:
        made.add_component(_held(past, address, language))
    return bytes(made.to_ical())


def _called(each: Called, address: str, language: str) -> "Event":
    notice = each.notice
    cancelled = notice.state is MeetingState.CANCELLED
    title = one_line(notice.group.name)
    if cancelled:
        # Many calendars show what is cancelled like everything else.
        title = say(N_("Cancelled: {title}"), language, {"title": title})
    event = _event(notice.uid, title, each.published_at, f"{address}{each.path}")
    _add_times(event, notice.starts_at, notice.ends_at)
    _add_text(event, "location", notice.place)
    _add_text(event, "description", _description(notice, f"{address}{each.path}", language))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("sequence", notice.sequence)
    return event


def _held(each: Held, address: str, language: str) -> "Event":
    event = _event(each.uid, one_line(each.group), each.published_at, f"{address}{each.path}")
    _add_times(event, each.starts_at, each.ends_at)
    _add_text(event, "location", each.place)
    minutes = say(N_("Minutes: {address}"), language, {"address": f"{address}{each.path}"})
    _add_text(event, "description", minutes)
    event.add("status", "CONFIRMED")
    event.add("sequence", 0)
    return event


def _description(notice: NoticePage, page: str, language: str) -> str:
    agenda = [one_line(f"{line.label} {line.title}") for line in notice.agenda]
    contact = say(N_("Contact: {contact}"), language, {"contact": notice.contact})
    parts = [
        "\n".join(what_changed(notice, language)),
        "\n".join(agenda),
        notice.attend,
        contact if notice.contact else "",
        page,
    ]
    return "\n\n".join(part for part in parts if part)


def _event(uid: str, title: str, at: datetime, page: str) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - loaded when first asked for

    event = Event()
    event.add("uid", one_line(uid))
    # In a calendar that is published this is when it was last revised (RFC 5545, 3.8.7.2).
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("summary", title)
    event.add("url", page)
    return event


def _add_times(event: "Event", starts_at: datetime, ends_at: datetime) -> None:
    event.add("dtstart", starts_at.astimezone(SWEDEN))
    event.add("dtend", ends_at.astimezone(SWEDEN))


def _add_text(event: "Event", name: str, text: str) -> None:
    if said := legible(text):
        event.add(name, said)


def _add_sweden(made: "Calendar") -> None:
    """The rule of summer time since 1996: calendars may not know our zone by its name."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard  # noqa: PLC0415 - the same

    zone: Timezone = Timezone()
    zone.add("tzid", SWEDEN.key)
    for part, name, month, hour, before, after in (
        (TimezoneDaylight(), "CEST", 3, 2, 1, 2),
        (TimezoneStandard(), "CET", 10, 3, 2, 1),
    ):
        last_sunday = 31 if month == 3 else 27
        part.add("dtstart", datetime(1996, month, last_sunday, hour))  # noqa: DTZ001 - as clocks show
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzname", name)
        part["TZOFFSETFROM"], part["TZOFFSETTO"] = f"+0{before}00", f"+0{after}00"
        zone.add_component(part)
    made.add_component(zone)
