"""The open meetings as anybody reads them: what is coming, what was said, what was decided.

Every page is made of published renditions. No script, no cookie, no session, and nobody is looked
up.
"""

from dataclasses import replace
from typing import Any

from flask import Response, current_app, render_template

from fritidsbank.clock import iso, local_day
from fritidsbank.minutes.public import queries
from fritidsbank.minutes.public.agenda_difference import difference
from fritidsbank.minutes.public.answering import Followed, followed
from fritidsbank.minutes.public.queries import Sheet, TakenBack
from fritidsbank.minutes.public.schema_event import event_of
from fritidsbank.minutes.public.searching import MOST_HITS, find, hits, marked, wanted
from fritidsbank.minutes.public.sheets import HOME, STATEMENT, rendered
from fritidsbank.minutes.publishing import NotPublished
from fritidsbank.minutes.rendition import (
    MatterPage,
    MinutesPage,
    NoticePage,
    OutcomeLine,
    ProposalPage,
)
from fritidsbank.minutes.rules import (
    GroupStatus,
    MatterState,
    MeetingState,
    OutcomeKind,
    PublishedKind,
)
from fritidsbank.refusals import Refusal
from fritidsbank.web.context import g
from fritidsbank.web.language import say
from fritidsbank.web.paging import pages_of
from fritidsbank.web.public import answers_anybody, shows_anybody, typed
from fritidsbank.web.room import Room

open_meetings = Room("open_meetings")

NEWEST = 5
MOST_AHEAD = 4
BRIEFLY = 4
"""So many decisions of a meeting are told where meetings are listed."""
HITS_A_PAGE = 10
LISTS = (HOME["sv"], f"{HOME['sv']}/arenden", f"{HOME['sv']}/forslag", STATEMENT["sv"])
"""Pages that are there whatever is published."""
STILL_GOING_ON = frozenset({MatterState.OPEN, MatterState.WAITING})
_GROUPS = list(GroupStatus)


@shows_anybody(open_meetings, "/moten", "/en/meetings")
def front() -> str:
    """The next meeting first, then what was decided at the latest ones."""
    known = queries.standing(
        g.db, PublishedKind.GROUP, PublishedKind.MATTER, PublishedKind.PROPOSAL
    )
    ahead = queries.coming(g.db, g.now)
    going = [each for each in ahead if _is_held(each.page)]
    following = _followed(known.proposals)
    return rendered(
        "minutes/public/front.html",
        known.site,
        next=going[0] if going else None,
        coming=[each for each in ahead if each not in going[:1]],
        newest=[(each, _brief(each.page)) for each in queries.newest_minutes(g.db, NEWEST)],
        groups=sorted(known.groups, key=lambda each: _GROUPS.index(each.status)),
        matters=[each for each in _by_state(known.matters) if each.state in STILL_GOING_ON],
        matters_in_all=len(known.matters),
        proposals=len(following),
        waiting=sum(each.waits for each in following),
        event=event_of(going[0].page, f"{g.settings.url}{going[0].path}") if going else None,
    )


@shows_anybody(open_meetings, "/moten/<group_slug>", "/en/meetings/<group_slug>")
def group_page(group_slug: str) -> str:
    """Why a group meets, who belongs to it, and all its meetings."""
    site, known = queries.group_of(g.db, group_slug)
    over = queries.held(g.db, group_slug, g.now)
    pages = pages_of(len(over), asked={})
    matters = queries.standing(g.db, PublishedKind.MATTER).matters
    return rendered(
        "minutes/public/group.html",
        site,
        group=known.page,
        coming=queries.coming(g.db, g.now, group_slug),
        held=over[pages.skip : pages.skip + pages.size],
        pages=pages,
        matters=[each for each in _by_state(matters) if _touches(each, group_slug)],
    )


@shows_anybody(open_meetings, "/moten/<group_slug>/<day>", "/en/meetings/<group_slug>/<day>")
def meeting_page(group_slug: str, day: str) -> str:
    """One page for a meeting: how it was called, and what was said and decided."""
    site, sheet = queries.sheet_of(g.db, group_slug, day)
    return rendered(
        "minutes/public/meeting.html",
        site,
        **_laid_out(sheet, group_slug, day, reading_old=False),
    )


@shows_anybody(
    open_meetings, "/moten/<group_slug>/<day>/kallelse", "/en/meetings/<group_slug>/<day>/kallelse"
)
def notice_page(group_slug: str, day: str) -> str:
    """A meeting as it was called, whatever came of it."""
    site, notice = queries.notice_of(g.db, group_slug, day)
    return rendered(
        "minutes/public/notice.html", site, notice=notice, over=notice.page.ends_at <= g.now
    )


@shows_anybody(
    open_meetings,
    "/moten/<group_slug>/<day>/version/<int:version>",
    "/en/meetings/<group_slug>/<day>/version/<int:version>",
)
def version_page(group_slug: str, day: str, version: int) -> str:
    """The minutes as they once were, with a word on top that they are not so any more."""
    old = queries.edition(g.db, group_slug, day, version)
    site, sheet = queries.sheet_of(g.db, group_slug, day)
    newest = sheet.minutes
    reading_old = newest is None or newest.version != version
    shown = _laid_out(replace(sheet, minutes=old), group_slug, day, reading_old=reading_old)
    return rendered("minutes/public/meeting.html", site, **shown)


@shows_anybody(open_meetings, "/moten/arenden", "/en/meetings/arenden")
def matter_list() -> str:
    """All matters, those that go on first."""
    known = queries.standing(g.db, PublishedKind.MATTER)
    return rendered("minutes/public/matters.html", known.site, matters=_by_state(known.matters))


@shows_anybody(open_meetings, "/moten/arenden/<matter_slug>", "/en/meetings/arenden/<matter_slug>")
def matter_page(matter_slug: str) -> str:
    """A matter across meetings, the latest line of its story first."""
    site, matter = queries.matter_of(g.db, matter_slug)
    return rendered("minutes/public/matter.html", site, matter=matter.page)


@shows_anybody(open_meetings, "/moten/forslag", "/en/meetings/forslag")
def proposal_list() -> str:
    """Proposals and obstacles: those that wait first, the oldest of them on top."""
    known = queries.standing(g.db, PublishedKind.PROPOSAL)
    following = _followed(known.proposals)
    over = [each for each in following if not each.waits]
    pages = pages_of(len(over), asked={})
    return rendered(
        "minutes/public/proposals.html",
        known.site,
        waiting=[each for each in following if each.waits],
        answered=over[pages.skip : pages.skip + pages.size],
        pages=pages,
    )


@shows_anybody(
    open_meetings, "/moten/forslag/<proposal_key>", "/en/meetings/forslag/<proposal_key>"
)
def proposal_page(proposal_key: str) -> str:
    """What happened with a proposal or an obstacle."""
    site, proposal = queries.proposal_of(g.db, proposal_key)
    return rendered(
        "minutes/public/proposal.html", site, each=followed(proposal.page, local_day(g.now))
    )


@shows_anybody(open_meetings, "/moten/sok", "/en/meetings/sok")
def search_page() -> str:
    """What is out about some words, as its items."""
    asked = typed()
    words = wanted(asked)
    ranked = find(g.db, words, local_day(g.now))
    pages = pages_of(len(ranked), HITS_A_PAGE, {"q": asked})
    shown = ranked[pages.skip : pages.skip + pages.size]
    return rendered(
        "minutes/public/search.html",
        queries.site_of(g.db),
        typed=asked,
        marked=marked,
        hits=hits(g.db, shown, words),
        count=len(ranked),
        there_is_more=len(ranked) == MOST_HITS,
        pages=pages,
    )


@answers_anybody(open_meetings, "/sitemap.xml")
def map_of_the_site() -> Response:
    """Every page for whoever reads all of them: https://www.sitemaps.org/protocol.html."""
    of_the_shop = current_app.extensions.get("fritidsbank.public_lists", ())
    written = render_template(
        "minutes/public/sitemap.xml",
        base=g.settings.url,
        lists=(*LISTS, *of_the_shop),
        paths=queries.all_paths(g.db),
        iso=iso,
    )
    return Response(written, mimetype="application/xml")


@answers_anybody(open_meetings, "/robots.txt")
def for_robots() -> Response:
    """What programs that read all of it may leave: searches lead to what the map names anyway."""
    lines = ["User-agent: *", *(f"Disallow: {each}/sok" for each in HOME.values())]
    lines.append(f"Sitemap: {g.settings.url}/sitemap.xml")
    return Response("\n".join([*lines, ""]), mimetype="text/plain")


@open_meetings.errorhandler(NotPublished)
def not_there(refusal: NotPublished) -> tuple[str, int]:
    """A calm sentence, and the ways on."""
    return _sign("minutes/public/missing.html", refusal)


@open_meetings.errorhandler(TakenBack)
def taken_back(refusal: TakenBack) -> tuple[str, int]:
    """That it was there, when it was taken back, and why."""
    return _sign("minutes/public/gone.html", refusal)


def _sign(template: str, refusal: Refusal) -> tuple[str, int]:
    g.close()
    sentence = say(refusal.message, g.language, refusal.facts())
    site = queries.site_of(g.db)
    return rendered(template, site, sentence=sentence, refusal=refusal), refusal.status


def _laid_out(sheet: Sheet, group: str, day: str, *, reading_old: bool) -> dict[str, Any]:
    """What the page of a meeting shows besides what is written in it."""
    notice = sheet.notice.page if sheet.notice is not None else None
    minutes = sheet.minutes.page if sheet.minutes is not None else None
    meeting = notice or minutes
    items = minutes.items if minutes is not None else ()
    outcomes = [(each, item) for item in items if not item.withheld for each in item.outcomes]
    points = difference(notice, minutes) if notice is not None and minutes is not None else ()
    called = notice.agenda if notice is not None else ()
    matters = {each.matter for each in items} | {each.matter for each in called}
    # Most meetings never had another version than their first, and of itself it says nothing.
    was_corrected = sheet.minutes is not None and (reading_old or sheet.minutes.version > 1)
    path = f"/moten/{group}/{day}"
    ahead = queries.coming(g.db, g.now, group, most=MOST_AHEAD)
    return {
        "meeting": meeting,
        "path": path,
        "notice": sheet.notice,
        "minutes": sheet.minutes,
        "group": sheet.group,
        "reading_old": reading_old,
        "over": meeting is not None and meeting.ends_at <= g.now,
        "outcomes": outcomes,
        "points": points if any(not each.is_same for each in points) else (),
        "known": queries.titles_of(g.db, matters - {""}, [each for each, _ in outcomes]),
        "editions": queries.editions_of(g.db, group, day) if was_corrected else [],
        "coming": [each for each in ahead if each.path != path and _is_held(each.page)],
        "event": event_of(notice, f"{g.settings.url}{path}") if notice is not None else None,
    }


def _is_held(notice: NoticePage) -> bool:
    return notice.state is MeetingState.PLANNED


def _brief(minutes: MinutesPage) -> list[OutcomeLine]:
    decided = [
        each
        for item in minutes.items
        if not item.withheld
        for each in item.outcomes
        if each.kind is OutcomeKind.DECISION
    ]
    return decided[:BRIEFLY]


def _followed(proposals: tuple[ProposalPage, ...]) -> list[Followed]:
    """The oldest first among those that wait, the latest first among the others."""
    today = local_day(g.now)
    found = [followed(each, today) for each in proposals]
    return sorted(found, key=lambda each: -each.days if each.waits else each.days)


def _by_state(matters: tuple[MatterPage, ...]) -> list[MatterPage]:
    order = list(MatterState)
    return sorted(matters, key=lambda each: (order.index(each.state), each.title.casefold()))


def _touches(matter: MatterPage, group: str) -> bool:
    return any(line.path.startswith(f"/moten/{group}/") for line in matter.story)
