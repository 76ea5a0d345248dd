"""Papers, calendars and feeds of what was published, for anybody, at addresses that stay.

They read the published tables and nothing else, as the pages do. What cannot be had is said in one
sentence of plain text.
"""

from collections.abc import Callable
from datetime import timedelta

from flask import Response, jsonify

from fritidsbank.clock import local_day
from fritidsbank.minutes.formats import queries
from fritidsbank.minutes.formats.as_docx import as_docx
from fritidsbank.minutes.formats.as_json import as_json
from fritidsbank.minutes.formats.as_markdown import as_markdown
from fritidsbank.minutes.formats.as_pdf import as_pdf
from fritidsbank.minutes.formats.as_text import as_text
from fritidsbank.minutes.formats.calendars import calendar
from fritidsbank.minutes.formats.feeds import Feed, feed
from fritidsbank.minutes.formats.paper import Imprint, Paper, minutes_paper, notice_paper
from fritidsbank.minutes.public.queries import site_of
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import NotPublished
from fritidsbank.minutes.rendition import MinutesPage, NoticePage, from_json
from fritidsbank.minutes.rules import PublishedKind
from fritidsbank.refusals import N_, NotFound
from fritidsbank.web.context import g
from fritidsbank.web.language import say
from fritidsbank.web.public import answers_anybody
from fritidsbank.web.room import Room

papers = Room("minutes_papers")

FORMS: dict[str, tuple[str, Callable[[Paper], bytes | str]]] = {
    "pdf": ("application/pdf", as_pdf),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        as_docx,
    ),
    "md": ("text/markdown", as_markdown),
    "txt": ("text/plain", as_text),
}
"""By the end of an address. `json` is what was published itself, and `ics` a calendar."""
REMEMBERED = timedelta(days=400)
"""So far back a calendar reaches."""
MOST_ENTRIES = 50
OPEN_MEETINGS = N_("Open meetings")


@answers_anybody(papers, "/moten/<group_slug>/<day>.<form>")
def newest_paper(group_slug: str, day: str, form: str) -> Response:
    """The minutes of a meeting, or its notice where there are none yet; or its day (ics)."""
    if form == "ics":
        return _one_meeting(group_slug, day)
    return _paper(queries.paper_row(g.db, group_slug, day), form)


@answers_anybody(papers, "/moten/<group_slug>/<day>/kallelse.<form>")
def paper_of_notice(group_slug: str, day: str, form: str) -> Response:
    """The notice of a meeting."""
    return _paper(queries.notice_row(g.db, group_slug, day), form)


@answers_anybody(papers, "/moten/<group_slug>/<day>/version/<int:version>.<form>")
def paper_of_version(group_slug: str, day: str, version: int, form: str) -> Response:
    """The minutes as they were in one version."""
    return _paper(queries.version_row(g.db, group_slug, day, version), form)


@answers_anybody(papers, "/moten/kalender.ics")
def calendar_of_all() -> Response:
    """All meetings of all groups."""
    site = site_of(g.db)
    title = say(OPEN_MEETINGS, g.language)
    return _calendar(f"{title}, {site.operator}" if site and site.operator else title)


@answers_anybody(papers, "/moten/<group_slug>.ics")
def calendar_of_group(group_slug: str) -> Response:
    """All meetings of a group."""
    page = queries.group_out(g.db, group_slug)
    return _calendar(page.name, group_slug)


@answers_anybody(papers, "/moten/atom.xml")
def feed_of_all() -> Response:
    """What was published, of all groups."""
    return _feed(say(OPEN_MEETINGS, g.language), "/moten")


@answers_anybody(papers, "/moten/<group_slug>/atom.xml")
def feed_of_group(group_slug: str) -> Response:
    """What was published, of one group."""
    page = queries.group_out(g.db, group_slug)
    return _feed(page.name, f"/moten/{group_slug}", group_slug)


@papers.errorhandler(NotFound)
def not_to_be_had(refusal: NotFound) -> Response:
    """A sentence for whoever looks, and the status for programs."""
    g.close()
    sentence = say(refusal.message, "sv", refusal.facts())
    answer = Response(f"{sentence}\n", refusal.status, mimetype="text/plain")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _paper(row: Published, form: str) -> Response:
    address = f"{g.settings.url}{row.path}"
    if form == "json":
        return jsonify(as_json(row, address))
    if form not in FORMS:
        raise NotPublished
    paper = _told(row, address)
    g.close()  # a PDF takes a moment, and needs no database
    mimetype, made = FORMS[form]
    return Response(made(paper), mimetype=mimetype)


def _told(row: Published, address: str) -> Paper:
    site = site_of(g.db)
    imprint = Imprint(row.version, row.published_at, address, site.operator if site else "")
    if row.kind is PublishedKind.MINUTES:
        return minutes_paper(from_json(MinutesPage, row.document), imprint)
    return notice_paper(from_json(NoticePage, row.document), imprint)


def _one_meeting(group: str, day: str) -> Response:
    row = queries.paper_row(g.db, group, day)  # refuses what is not out
    return _calendar(str(row.document["group"]["name"]), group, day)


def _calendar(name: str, group: str = "", day: str = "") -> Response:
    since = local_day(g.now) - REMEMBERED
    called, held = queries.meetings_of_calendar(g.db, None if day else since, group, day)
    return Response(calendar(name, g.settings.url, called, held), mimetype="text/calendar")


def _feed(title: str, page: str, group: str = "") -> Response:
    site = site_of(g.db)
    operator = site.operator if site else ""
    about = Feed(title, operator, g.settings.url, f"{page}/atom.xml", page)
    made = feed(about, queries.events(g.db, MOST_ENTRIES, group))
    return Response(made, mimetype="application/atom+xml")
