"""Groups, meetings, items and papers with the names of OParl 1.1, as far as we have them.

OParl-shaped, not compliant: there are no persons and no printed matters here, and there will not
be. `oparl_schema.py` says what stands in each object, docs/open-data.md what it means.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fritidsbank.clock import SWEDEN, iso, local_day
from fritidsbank.minutes.formats.oparl_queries import MeetingRecord, Record
from fritidsbank.minutes.formats.paper import TITLES
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import NotPublished
from fritidsbank.minutes.rendition import (
    AgendaLine,
    GroupPage,
    ItemPage,
    MinutesPage,
    NoticePage,
    SitePage,
    from_json,
)
from fritidsbank.minutes.rules import (
    GroupStatus,
    MeetingState,
    OutcomeKind,
    Profile,
    PublishedKind,
)
from fritidsbank.refusals import N_
from fritidsbank.web.language import say, shown_day

VERSION = "https://schema.oparl.org/1.1/"
CALLED, HELD = "eingeladen", "durchgeführt"
"""The words for the state of a meeting that OParl recommends."""
PDF = "application/pdf"

Told = dict[str, Any]


@dataclass(frozen=True)
class Site:
    """The address of the installation, without a slash at its end, and who publishes."""

    address: str
    page: SitePage | None = None

    def at(self, *parts: object) -> str:
        """The id of an object, which is its address."""
        return "/".join([f"{self.address}/oparl", *map(str, parts)])

    @property
    def operator(self) -> str:
        """Who publishes; the installation's address where nobody has said so."""
        return self.page.operator if self.page and self.page.operator else self.address


def system(site: Site) -> Told:
    """Where a harvester begins."""
    return {
        "id": f"{site.address}/oparl/",
        "type": f"{VERSION}System",
        "oparlVersion": VERSION,
        "name": site.operator,
        **_contact(site),
        "body": site.at("bodies"),
        "website": f"{site.address}/moten",
        "fritidsbank:schema": site.at("schema.json"),
    }


def body(site: Site) -> Told:
    """The operator: there is one."""
    return {
        "id": site.at("body"),
        "type": f"{VERSION}Body",
        "system": f"{site.address}/oparl/",
        "name": site.operator,
        **_contact(site),
        "organization": site.at("organizations"),
        "meeting": site.at("meetings"),
        "file": site.at("files"),
        "person": site.at("persons"),
        "paper": site.at("papers"),
        "legislativeTerm": [],
        "website": f"{site.address}/moten",
        "web": f"{site.address}/moten",
    }


def organization(record: Record, site: Site) -> Told:
    """A group."""
    row = record.row
    head = _head(site.at("organization", row.key), "Organization", record.created, row.changed_at)
    if not record.is_out:
        return _deleted(head)
    page = from_json(GroupPage, row.document)
    ended = page.status is GroupStatus.ENDED and page.status_on is not None
    return _without_nothing(
        {
            **head,
            "body": site.at("body"),
            "name": page.name,
            "organizationType": "Gremium",
            "classification": {Profile.OPEN: "Öppen grupp", Profile.FORMAL: "Formell grupp"}[
                page.profile
            ],
            "endDate": page.status_on.isoformat() if ended and page.status_on else None,
            "meeting": site.at("organization", row.key, "meetings"),
            "web": f"{site.address}{row.path}",
        }
    )


def meeting(record: MeetingRecord, site: Site) -> Told:
    """A meeting with its items and papers."""
    address = site.at("meeting", record.group, record.day)
    head = _head(address, "Meeting", record.created, record.modified)
    if not record.is_out:
        return _deleted(head)
    called, held = _pages(record)
    page = held or called
    assert page is not None  # of what is out
    day = shown_day(local_day(page.starts_at), "sv", year=True, weekday=False)
    return _without_nothing(
        {
            **head,
            "name": f"{page.group.name}, {day}",
            "meetingState": HELD if held else CALLED,
            "cancelled": called is not None and called.state is MeetingState.CANCELLED,
            "start": _local(page.starts_at),
            "end": _local(page.ends_at),
            "location": location(record, site) if page.place else None,
            "organization": [site.at("organization", record.group)],
            "invitation": _file(record, record.notice, site),
            "resultsProtocol": _file(record, record.minutes, site),
            "auxiliaryFile": [_file(record, row, site) for row in record.older_minutes] or None,
            "agendaItem": [
                _item(each, order, record, site) for order, each in enumerate(_items(called, held))
            ],
            "web": f"{site.address}/moten/{record.group}/{record.day}",
        }
    )


def agenda_item(record: MeetingRecord, name: str, site: Site) -> Told:
    """One item by itself. Raises NotPublished.

    An item that was called and not taken up has its address still; one of which nobody can say any
    more whether it was there, since a version was withdrawn, is said to be deleted.
    """
    called, held = _pages(record)
    for order, each in enumerate(_items(called, held) + list(called.agenda if called else ())):
        if _name(each) == name:
            told = _item(each, order, record, site)
            return told | {"meeting": site.at("meeting", record.group, record.day)}
    if name not in _once_there(record) and not record.lost_something:
        raise NotPublished
    return _deleted(_item_head(name, record, site))


def location(record: MeetingRecord, site: Site) -> Told:
    """Where a meeting is."""
    address = site.at("location", record.group, record.day)
    head = _head(address, "Location", record.created, record.modified)
    called, held = _pages(record)
    page = held or called
    return head | {"description": page.place} if page else _deleted(head)


def file(row: Published, created: datetime, site: Site) -> Told:
    """A notice, or one version of minutes, as a PDF."""
    group, day = row.key.split("/", 1)
    of_minutes = row.kind is PublishedKind.MINUTES
    parts = [row.kind, group, day, *([row.version] if of_minutes else [])]
    head = _head(site.at("file", *parts), "File", created, row.changed_at)
    if row.withdrawn_at is not None:
        return _deleted(head)
    paper = f"version/{row.version}" if of_minutes else "kallelse"
    address = f"{site.address}/moten/{group}/{day}/{paper}.pdf"
    return _without_nothing(
        {
            **head,
            "name": _name_of_paper(row),
            "fileName": f"{group}-{day}-{paper.replace('/', '-')}.pdf",
            "mimeType": PDF,
            "date": iso(row.published_at),
            "accessUrl": address,
            "downloadUrl": address,
            "meeting": [site.at("meeting", group, day)],
            "fritidsbank:change": row.change_note or None,
            "web": f"{site.address}{row.path}",
        }
    )


def listed(data: Sequence[Told], many: int, page: int, size: int, addresses: Told) -> Told:
    """A page of a list, with the way to the next one."""
    return {
        "data": list(data),
        "pagination": {
            "totalElements": many,
            "elementsPerPage": size,
            "currentPage": page,
            "totalPages": max(1, -(-many // size)),
        },
        "links": addresses,
    }


def _contact(site: Site) -> Told:
    if site.page is None or not site.page.mail:
        return {}
    return {"contactEmail": site.page.mail, "contactName": site.operator}


def _pages(record: MeetingRecord) -> tuple[NoticePage | None, MinutesPage | None]:
    notice, minutes = record.notice, record.minutes
    return (
        from_json(NoticePage, notice.document) if notice else None,
        from_json(MinutesPage, minutes.document) if minutes else None,
    )


def _items(called: NoticePage | None, held: MinutesPage | None) -> list[AgendaLine | ItemPage]:
    """As held, or as called where nothing is known of that."""
    return [*(held.items if held else called.agenda if called else ())]


def _name(each: AgendaLine | ItemPage) -> str:
    """The last part of an item's id: the same before the meeting and after it."""
    key = each.key if isinstance(each, AgendaLine) else each.agenda_key
    return f"a{key}" if key is not None else each.anchor  # type: ignore[union-attr]


def _once_there(record: MeetingRecord) -> set[str]:
    return {
        _name(each)
        for row in record.rows
        if row.withdrawn_at is None
        for each in (
            from_json(MinutesPage, row.document).items
            if row.kind is PublishedKind.MINUTES
            else from_json(NoticePage, row.document).agenda
        )
    }


def _item(each: AgendaLine | ItemPage, order: int, record: MeetingRecord, site: Site) -> Told:
    withheld = isinstance(each, ItemPage) and each.withheld
    page = f"{site.address}/moten/{record.group}/{record.day}"
    return _without_nothing(
        {
            **_item_head(_name(each), record, site),
            "number": each.label or None,
            "order": order,
            "name": each.title,
            "public": not withheld,
            "resolutionText": _decided(each) or None,
            "web": f"{page}#{each.anchor}" if isinstance(each, ItemPage) else page,
        }
    )


def _item_head(name: str, record: MeetingRecord, site: Site) -> Told:
    address = site.at("agenda-item", record.group, record.day, name)
    return _head(address, "AgendaItem", record.created, record.modified)


def _decided(each: AgendaLine | ItemPage) -> str:
    outcomes = each.outcomes if isinstance(each, ItemPage) and not each.withheld else ()
    return "\n".join(line.text for line in outcomes if line.kind is OutcomeKind.DECISION)


def _file(record: MeetingRecord, row: Published | None, site: Site) -> Told | None:
    if row is None:
        return None
    of_minutes = row.kind is PublishedKind.MINUTES
    return file(row, row.published_at if of_minutes else record.created_of(row.kind), site)


def _name_of_paper(row: Published) -> str:
    if row.kind is PublishedKind.MINUTES:
        page: MinutesPage | NoticePage = from_json(MinutesPage, row.document)
        word = TITLES[from_json(MinutesPage, row.document).profile]
    else:
        page, word = from_json(NoticePage, row.document), N_("Notice of meeting")
    day = shown_day(local_day(page.starts_at), "sv", year=True, weekday=False)
    return f"{say(word, 'sv')}: {page.group.name}, {day}"


def _head(address: str, kind: str, created: datetime, modified: datetime) -> Told:
    return {
        "id": address,
        "type": f"{VERSION}{kind}",
        "created": iso(created),
        "modified": iso(modified),
    }


def _deleted(head: Told) -> Told:
    """What is left of an object: that it was there, so that copies of it can go, too."""
    return head | {"deleted": True}


def _local(moment: datetime) -> str:
    return moment.astimezone(SWEDEN).isoformat(timespec="seconds")


def _without_nothing(told: Told) -> Told:
    # OParl wants a property left out rather than null.
    return {name: value for name, value in told.items() if value is not None}
