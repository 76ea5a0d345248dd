"""What was published, as Atom (RFC 4287): each notice, each version of minutes, each withdrawal.

An entry is a version and keeps its id. When it is withdrawn the entry says so and nothing else, so
that a reader which has kept the text replaces it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from fritidsbank.clock import iso
from fritidsbank.minutes.formats.queries import Event
from fritidsbank.minutes.legible import legible, one_line
from fritidsbank.minutes.rules import PublishedKind
from fritidsbank.refusals import N_
from fritidsbank.web.language import say, shown_day

ATOM = "http://www.w3.org/2005/Atom"
SINCE = "2026"
"""The year in which the host of a tag: URI is said to be ours (RFC 4151)."""
NEVER = datetime(2026, 1, 1, tzinfo=UTC)
"""The date of a feed in which nothing stands."""
WORDS = {
    (PublishedKind.NOTICE, False): N_("Notice of meeting: {group}, {day}"),
    (PublishedKind.NOTICE, True): N_("Changed notice of meeting: {group}, {day}"),
    (PublishedKind.MINUTES, False): N_("Notes of the meeting: {group}, {day}"),
    (PublishedKind.MINUTES, True): N_("Corrected notes of the meeting: {group}, {day}"),
}
WITHDRAWN = {
    PublishedKind.NOTICE: N_("Withdrawn: notice of the meeting on {day}"),
    PublishedKind.MINUTES: N_("Withdrawn: notes of the meeting on {day}"),
}
GONE = N_("What stood here was withdrawn on {day}.")


@dataclass(frozen=True)
class Feed:
    """What it is called, whose it is, the installation's address, its own, and its page's."""

    title: str
    operator: str
    address: str
    path: str
    page: str


def feed(about: Feed, told: Iterable[Event], language: str = "sv") -> bytes:
    """The file, the latest entry first as it comes."""
    entries = list(told)
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    itself = f"{about.address}{about.path}"
    _say(root, "id", _tag(about.address, about.path))
    _say(root, "title", one_line(about.title))
    _say(root, "updated", iso(max((_updated(each) for each in entries), default=NEVER)))
    _link(root, "self", itself, "application/atom+xml")
    _link(root, "alternate", f"{about.address}{about.page}", "text/html")
    author = ET.SubElement(root, "author")
    _say(author, "name", one_line(about.operator) or str(urlsplit(about.address).hostname))
    for each in entries:
        _entry(root, each, about.address, language)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: ET.Element, each: Event, address: str, language: str) -> None:
    entry = ET.SubElement(root, "entry")
    _say(entry, "id", _tag(address, f"/{each.kind}/{each.key}/{each.version}"))
    _say(entry, "title", _title(each, language))
    _say(entry, "published", iso(each.published_at))
    _say(entry, "updated", iso(_updated(each)))
    _link(entry, "alternate", f"{address}{_page(each)}", "text/html")
    ET.SubElement(entry, "category", {"term": "withdrawn" if each.withdrawn_at else each.kind})
    _say(entry, "summary", _summary(each, language))


def _title(each: Event, language: str) -> str:
    day = shown_day(each.falls_on, language, year=True, weekday=False) if each.falls_on else ""
    if each.withdrawn_at:
        return say(WITHDRAWN[each.kind], language, {"day": day})
    group = one_line(each.group or "")
    return say(WORDS[each.kind, each.version > 1], language, {"group": group, "day": day})


def _summary(each: Event, language: str) -> str:
    if each.withdrawn_at:
        return say(GONE, language, {"day": iso(each.withdrawn_at)[:10]})
    return "\n".join(legible(part) for part in (each.change_note, each.lead) if part)


def _page(each: Event) -> str:
    if each.superseded_at and each.kind is PublishedKind.MINUTES:
        return f"{each.path}/version/{each.version}"
    return f"{each.path}/kallelse" if each.kind is PublishedKind.NOTICE else each.path


def _updated(each: Event) -> datetime:
    return each.withdrawn_at or each.published_at


def _tag(address: str, path: str) -> str:
    return f"tag:{urlsplit(address).hostname},{SINCE}:{path}"


def _say(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": kind, "href": href})
