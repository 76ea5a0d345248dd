"""Open groups as anybody reads them, put straight out: no step before is needed to show a page.

`publish` takes any rendition and finds its kind, key, page and the places that a search finds.
The values are whole; take another with `dataclasses.replace`.
"""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import About, Place, put_out
from fritidsbank.minutes.rendition import (
    AgendaLine,
    Answer,
    Attended,
    FigureBox,
    GroupPage,
    GroupRef,
    ItemPage,
    MatterLine,
    MatterPage,
    MinutesPage,
    NoticePage,
    OutcomeLine,
    Paragraph,
    ProposalPage,
    SitePage,
)
from fritidsbank.minutes.rules import (
    GroupStatus,
    ItemKind,
    MatterState,
    MeetingState,
    OutcomeKind,
    OutcomeState,
    Part,
    Profile,
    PublishedKind,
)

Rendition = SitePage | GroupPage | NoticePage | MinutesPage | MatterPage | ProposalPage

SITE = SitePage(
    operator="Fritidsbanken Söder",
    about="Här står vad de öppna grupperna pratar om och bestämmer.",
    mail="tillganglighet@example.se",
    phone="042-10 50 00",
    reviewed_on=date(2026, 2, 27),
    flaws=("Äldre protokoll från pappersarkivet saknar rubriker.",),
)
GROUP = GroupPage(
    slug="ledningsgruppen",
    name="Ledningsgrupp för utveckling",
    purpose="Vi samordnar det som görs för att fler ska kunna prova på en aktiv fritid.",
    members=("Arbetsmarknadsförvaltningen", "Fontänhuset", "G7", "Ria", "Vorta Drom"),
    place_rule="Vi turas om att vara värd.",
    time_rule="En onsdag i månaden klockan 10.",
    contact="Samordnaren, 042-10 50 00",
    open_to_all=True,
    profile=Profile.OPEN,
    status=GroupStatus.ACTIVE,
    status_reason="",
    status_on=None,
)
INNOVATORS = GroupPage(
    slug="innovationsgruppen",
    name="Innovationsgruppen",
    purpose="Vi provar idéer innan någon har råd att tro på dem.",
    members=("Fontänhuset",),
    place_rule="",
    time_rule="",
    contact="",
    open_to_all=True,
    profile=Profile.OPEN,
    status=GroupStatus.DORMANT,
    status_reason="Gruppen vilar tills lokalfrågan är löst.",
    status_on=date(2026, 1, 15),
)
REF = GroupRef(GROUP.slug, GROUP.name)
HELD_AT = datetime(2026, 2, 18, 9, 0, tzinfo=UTC)
"""Wednesday at 10 o'clock in Sweden, twelve days before the moment of all tests."""
COMING_AT = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
PROPOSAL_KEY = "7d4f4a9e-6a39-4b57-9f39-0f3f4f1d9a01"

HELD_NOTICE = NoticePage(
    group=REF,
    slug="2026-02-18",
    uid="b4c7b7f6-6a8d-4a4e-9d57-2c7d3c1d5a11@fritidsbank",
    sequence=0,
    starts_at=HELD_AT,
    ends_at=HELD_AT + timedelta(minutes=90),
    place="Fontänhuset, Södergatan 65",
    attend_html="<p>Kom som du är. Rummet ligger i markplan, med hörslinga.</p>",
    attend="Kom som du är. Rummet ligger i markplan, med hörslinga.",
    open_to_all=True,
    contact="Samordnaren, 042-10 50 00",
    state=MeetingState.PLANNED,
    reason="",
    moved_from_at=None,
    agenda=(
        AgendaLine(1, "1.", "Fritidsbanken", "", "", ItemKind.DECISION, "fritidsbanken"),
        AgendaLine(2, "2.", "Hälsodagen", "", "", ItemKind.DISCUSSION),
        AgendaLine(3, "3.", "Studiebesök", "", "", ItemKind.INFORMATION),
    ),
)
COMING = NoticePage(
    group=REF,
    slug="2026-03-18",
    uid="0d7f9a4c-57a5-4f0f-8c53-7e7d2b1f2c33@fritidsbank",
    sequence=0,
    starts_at=COMING_AT,
    ends_at=COMING_AT + timedelta(minutes=90),
    place="Ria, Möllegatan 3",
    attend_html="<p>Kom som du är. Vill du vara med på telefon? Ring samordnaren dagen före.</p>",
    attend="Kom som du är. Vill du vara med på telefon? Ring samordnaren dagen före.",
    open_to_all=True,
    contact="Samordnaren, 042-10 50 00",
    state=MeetingState.PLANNED,
    reason="",
    moved_from_at=None,
    agenda=(
        AgendaLine(
            11,
            "1.",
            "Starten i vecka 44",
            "<p>Vad måste vara klart <strong>innan</strong> dörren öppnas?</p>",
            "Vad måste vara klart innan dörren öppnas?",
            ItemKind.DISCUSSION,
            "fritidsbanken",
        ),
        AgendaLine(12, "2.", "Ungdomarnas förslag", "", "", ItemKind.PROPOSAL),
    ),
    actions=(
        OutcomeLine(
            "a-2",
            OutcomeKind.ACTION,
            "Fråga fastighetsägaren om källaren",
            "Ria",
            date(2026, 3, 10),
        ),
    ),
)


def paragraphs(anchor: str, *texts: str) -> tuple[Paragraph, ...]:
    """Plain paragraphs under an item."""
    return tuple(
        Paragraph(f"{anchor}-{number}", f"<p>{each}</p>", each)
        for number, each in enumerate(texts, start=1)
    )


def item(
    number: int,
    title: str,
    *texts: str,
    kind: ItemKind = ItemKind.INFORMATION,
    outcomes: tuple[OutcomeLine, ...] = (),
    figures: tuple[FigureBox, ...] = (),
    matter: str = "",
    agenda_key: int | None = None,
) -> ItemPage:
    """One item of the minutes, its anchor made of its number."""
    anchor = f"p{number}"
    parts = paragraphs(anchor, *texts)
    label = f"{number}."
    return ItemPage(anchor, label, title, kind, parts, outcomes, figures, matter, agenda_key)


MINUTES = MinutesPage(
    group=REF,
    slug="2026-02-18",
    uid=HELD_NOTICE.uid,
    starts_at=HELD_AT,
    ends_at=HELD_AT + timedelta(minutes=90),
    place="Fontänhuset, Södergatan 65",
    profile=Profile.OPEN,
    version=1,
    summary="Fritidsbanken öppnar i vecka 44. Vi letar efter en lokal med plats för skidor.",
    attendance=(
        Attended(Part.CHAIR, "Arbetsmarknadsförvaltningen", "Samordnare", "", 0, absent=False),
        Attended(Part.SECRETARY, "Fontänhuset", "Handledare", "", 0, absent=False),
        Attended(Part.OTHER, "Ria", "Föreståndare", "", 0, absent=False, came=time(10, 20)),
        Attended(Part.OTHER, "G7", "", "", 0, absent=True),
        Attended(Part.OTHER, "", "", "", 3, absent=False),
    ),
    items=(
        item(
            1,
            "Fritidsbanken",
            "Hjälmarna och skridskorna är på plats i lagret.",
            "Lokalen på Södergatan är för liten för skidor.",
            kind=ItemKind.DECISION,
            outcomes=(
                OutcomeLine(
                    "d-1", OutcomeKind.DECISION, "Fritidsbanken öppnar i vecka 44.", "", None
                ),
                OutcomeLine(
                    "a-2",
                    OutcomeKind.ACTION,
                    "Fråga fastighetsägaren om källaren.",
                    "Ria",
                    date(2026, 3, 10),
                ),
            ),
            figures=(
                FigureBox(
                    "Utlånat i vecka 7",
                    "Veckorapporten, vecka 7",
                    date(2026, 2, 16),
                    "9f2b" * 16,
                    (("Lån", "1 391"), ("Lånare", "611")),
                ),
            ),
            matter="fritidsbanken",
            agenda_key=1,
        ),
        item(2, "Hälsodagen", "Den 17 maj, i parken.", agenda_key=2),
        item(
            3,
            "Cykelverkstaden",
            "Ungdomarna vill kunna laga sin cykel själva.",
            kind=ItemKind.PROPOSAL,
            outcomes=(
                OutcomeLine(
                    PROPOSAL_KEY,
                    OutcomeKind.PROPOSAL,
                    "Öppna en cykelverkstad för ungdomar.",
                    "",
                    None,
                ),
            ),
        ),
    ),
    next_dates=(date(2026, 3, 18), date(2026, 4, 22)),
    approved=(),
    board=None,
    change_note="",
)
MATTER = MatterPage(
    slug="fritidsbanken",
    title="Fritidsbanken",
    about_html="<p>En plats där alla får låna sport- och fritidsprylar, utan att betala.</p>",
    about="En plats där alla får låna sport- och fritidsprylar, utan att betala.",
    state=MatterState.WAITING,
    awaited="Beslut om lokal",
    awaited_on=date(2026, 3, 31),
    story=(
        MatterLine(
            date(2025, 11, 19),
            "Ärendet väcktes",
            MatterState.OPEN,
            "",
        ),
        MatterLine(
            date(2026, 2, 18),
            "Fritidsbanken öppnar i vecka 44.",
            MatterState.WAITING,
            "/moten/ledningsgruppen/2026-02-18#p1",
        ),
    ),
)
PROPOSAL = ProposalPage(
    key=PROPOSAL_KEY,
    kind=OutcomeKind.PROPOSAL,
    text="Öppna en cykelverkstad för ungdomar.",
    group=REF,
    raised_on=date(2026, 2, 18),
    path="/moten/ledningsgruppen/2026-02-18#p3",
    answers=(),
)
FORGOTTEN = ProposalPage(
    key="1c0f2c55-9f0e-4a57-8a4e-0a6f60f1e2b7",
    kind=OutcomeKind.OBSTACLE,
    text="Bussen går inte till parken på helgen.",
    group=REF,
    raised_on=date(2025, 11, 19),
    path="",
    answers=(),
)
ANSWERED = ProposalPage(
    key="5be0a0c9-5c0a-4a3e-8f0d-7d9a4d0c9b11",
    kind=OutcomeKind.PROPOSAL,
    text="Ha öppet en kväll i veckan.",
    group=REF,
    raised_on=date(2025, 10, 8),
    path="",
    answers=(
        Answer(date(2025, 11, 19), OutcomeState.OPEN, "Vi frågar personalen.", date(2026, 1, 15)),
        Answer(date(2026, 1, 14), OutcomeState.DONE, "Ja: torsdagar till klockan 19.", None),
    ),
)
EVERYTHING: tuple[Rendition, ...] = (
    SITE,
    GROUP,
    INNOVATORS,
    HELD_NOTICE,
    COMING,
    MINUTES,
    MATTER,
    PROPOSAL,
    FORGOTTEN,
    ANSWERED,
)


def publish(db: Session, page: Rendition, *, now: datetime, change_note: str = "") -> Published:
    """Put any rendition out, as its own step would."""
    kind, key, about, places = _listed(page)
    return put_out(db, kind, key, page, about, places, now=now, change_note=change_note)


def _listed(page: Rendition) -> tuple[PublishedKind, str, About, list[Place]]:
    if isinstance(page, SitePage):
        return PublishedKind.SITE, "site", About("/tillganglighet", page.operator), []
    if isinstance(page, GroupPage):
        about = About(f"/moten/{page.slug}", page.name, page.purpose, group_slug=page.slug)
        return PublishedKind.GROUP, page.slug, about, [_place(page.name, page.purpose)]
    if isinstance(page, MatterPage):
        about = About(f"/moten/arenden/{page.slug}", page.title, page.about)
        return PublishedKind.MATTER, page.slug, about, [_place(page.title, page.about)]
    if isinstance(page, ProposalPage):
        about = About(f"/moten/forslag/{page.key}", page.text, group_slug=page.group.slug)
        return PublishedKind.PROPOSAL, page.key, about, [_place(page.text, "")]
    kind = PublishedKind.NOTICE if isinstance(page, NoticePage) else PublishedKind.MINUTES
    return kind, f"{page.group.slug}/{page.slug}", _meeting(page), _places_of(page)


def _meeting(page: NoticePage | MinutesPage) -> About:
    return About(
        f"/moten/{page.group.slug}/{page.slug}",
        page.group.name,
        page.summary if isinstance(page, MinutesPage) else "",
        group_slug=page.group.slug,
        falls_on=local_day(page.starts_at),
        starts_at=page.starts_at,
        ends_at=page.ends_at,
    )


def _places_of(page: NoticePage | MinutesPage) -> list[Place]:
    if isinstance(page, NoticePage):
        return [_place(each.title, each.text) for each in page.agenda]
    return [
        Place(
            each.anchor,
            each.label,
            each.kind,
            each.title,
            "\n".join(
                [part.text for part in each.paragraphs] + [come.text for come in each.outcomes]
            ),
        )
        for each in page.items
    ]


def _place(title: str, text: str) -> Place:
    return Place("", "", "", title, text)
