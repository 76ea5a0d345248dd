"""A meeting in the words of schema.org, which search engines and calendars of the town read."""

from typing import Any

from fritidsbank.clock import SWEDEN
from fritidsbank.minutes.rendition import NoticePage
from fritidsbank.minutes.rules import MeetingState


def event_of(notice: NoticePage, address: str) -> dict[str, Any]:
    """An Event as JSON-LD; `address` is the whole address of the meeting's page.

    https://schema.org/Event, https://developers.google.com/search/docs/appearance/structured-data/event
    """
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": notice.group.name,
        "url": address,
        "identifier": notice.uid,
        "startDate": notice.starts_at.astimezone(SWEDEN).isoformat(),
        "endDate": notice.ends_at.astimezone(SWEDEN).isoformat(),
        "eventStatus": f"https://schema.org/{_status(notice)}",
        "isAccessibleForFree": True,
        "inLanguage": "sv",
        "organizer": {"@type": "Organization", "name": notice.group.name},
    }
    if notice.place:
        event["location"] = {"@type": "Place", "name": notice.place, "address": notice.place}
    if notice.moved_from_at is not None:
        event["previousStartDate"] = notice.moved_from_at.astimezone(SWEDEN).isoformat()
    about = [each.title for each in notice.agenda]
    if about:
        event["description"] = " · ".join(about)
    return event


def _status(notice: NoticePage) -> str:
    if notice.state is MeetingState.CANCELLED:
        return "EventCancelled"
    return "EventScheduled" if notice.moved_from_at is None else "EventRescheduled"
