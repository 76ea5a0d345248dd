"""The OParl-shaped interface for harvesters, below /oparl/: JSON, for anybody.

What was withdrawn answers 200 with `deleted`, and stands in lists that ask for what has changed, so
that whoever has a copy learns of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Response, jsonify, request

from fritidsbank.clock import iso
from fritidsbank.minutes.formats import oparl
from fritidsbank.minutes.formats import oparl_queries as queries
from fritidsbank.minutes.formats.oparl_queries import A_PAGE, FILTERS, Filters
from fritidsbank.minutes.formats.oparl_schema import SCHEMA
from fritidsbank.minutes.public.queries import site_of
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import NotPublished
from fritidsbank.minutes.rules import PublishedKind
from fritidsbank.refusals import Malformed, N_, Refusal
from fritidsbank.web.context import g
from fritidsbank.web.language import say
from fritidsbank.web.public import answers_anybody
from fritidsbank.web.room import Room

harvest = Room("oparl")

ASKED = (*FILTERS, "page")


@dataclass(eq=False)
class NoMoment(Malformed):
    """A filter says no moment, or one without its zone."""

    name: str
    said: str

    message = N_("{name} must be a moment with its zone, such as 2017-04-19T10:00:00+02:00.")


@dataclass(eq=False)
class NoSuchPage(Malformed):
    """It is no number of a page."""

    message = N_("page must be a number from 1 on.")


@answers_anybody(harvest, "/oparl/")
def system() -> Response:
    """Where a harvester begins."""
    return jsonify(oparl.system(_site()))


@answers_anybody(harvest, "/oparl/schema.json")
def schema() -> Response:
    """What stands in each object, as JSON Schema."""
    return jsonify(SCHEMA)


@answers_anybody(harvest, "/oparl/bodies", asked=ASKED)
def bodies() -> Response:
    """The one body."""
    _filters()
    return _list([oparl.body(_site())] if _page() == 1 else [], 1)


@answers_anybody(harvest, "/oparl/body")
def body() -> Response:
    """The operator."""
    return jsonify(oparl.body(_site()))


@answers_anybody(harvest, "/oparl/persons", asked=ASKED)
def persons() -> Response:
    """None: no list of people is made of who was at a meeting."""
    _filters()
    return _list([], 0)


@answers_anybody(harvest, "/oparl/papers", asked=ASKED)
def papers() -> Response:
    """None: the groups have no printed matters."""
    _filters()
    return _list([], 0)


@answers_anybody(harvest, "/oparl/organizations", asked=ASKED)
def organizations() -> Response:
    """The groups."""
    many, found = queries.groups_page(g.db, _filters(), _page())
    return _list([oparl.organization(each, _here()) for each in found], many)


@answers_anybody(harvest, "/oparl/organization/<group_slug>")
def organization(group_slug: str) -> Response:
    """One group."""
    return jsonify(oparl.organization(queries.group_record(g.db, group_slug), _here()))


@answers_anybody(harvest, "/oparl/organization/<group_slug>/meetings", asked=ASKED)
def meetings_of_organization(group_slug: str) -> Response:
    """The meetings of one group."""
    queries.group_record(g.db, group_slug)
    many, found = queries.meetings_page(g.db, _filters(), _page(), group_slug)
    return _list([oparl.meeting(each, _here()) for each in found], many)


@answers_anybody(harvest, "/oparl/meetings", asked=ASKED)
def meetings() -> Response:
    """The meetings of all groups."""
    many, found = queries.meetings_page(g.db, _filters(), _page())
    return _list([oparl.meeting(each, _here()) for each in found], many)


@answers_anybody(harvest, "/oparl/meeting/<group_slug>/<day>")
def meeting(group_slug: str, day: str) -> Response:
    """One meeting, its items and papers within."""
    return jsonify(oparl.meeting(queries.meeting_record(g.db, group_slug, day), _here()))


@answers_anybody(harvest, "/oparl/location/<group_slug>/<day>")
def location(group_slug: str, day: str) -> Response:
    """Where a meeting is."""
    return jsonify(oparl.location(queries.meeting_record(g.db, group_slug, day), _here()))


@answers_anybody(harvest, "/oparl/agenda-item/<group_slug>/<day>/<item_name>")
def agenda_item(group_slug: str, day: str, item_name: str) -> Response:
    """One item of a meeting."""
    record = queries.meeting_record(g.db, group_slug, day)
    return jsonify(oparl.agenda_item(record, item_name, _here()))


@answers_anybody(harvest, "/oparl/files", asked=ASKED)
def files() -> Response:
    """Every notice and every version of minutes."""
    many, found = queries.files_page(g.db, _filters(), _page())
    return _list([oparl.file(each.row, each.created, _here()) for each in found], many)


@answers_anybody(harvest, "/oparl/file/notice/<group_slug>/<day>")
def file_of_notice(group_slug: str, day: str) -> Response:
    """The notice of a meeting."""
    record = queries.meeting_record(g.db, group_slug, day)
    row = _one(record.rows, lambda row: row.kind is PublishedKind.NOTICE and not row.superseded_at)
    return jsonify(oparl.file(row, record.created_of(row.kind), _here()))


@answers_anybody(harvest, "/oparl/file/minutes/<group_slug>/<day>/<int:version>")
def file_of_minutes(group_slug: str, day: str, version: int) -> Response:
    """One version of the minutes of a meeting."""
    rows = queries.meeting_record(g.db, group_slug, day).rows
    row = _one(rows, lambda row: row.kind is PublishedKind.MINUTES and row.version == version)
    return jsonify(oparl.file(row, row.published_at, _here()))


@harvest.errorhandler(Refusal)
def refused(refusal: Refusal) -> tuple[Response, int]:
    """A code and a sentence, as every program of ours gets them."""
    g.close()
    message = say(refusal.message, "en", refusal.facts())
    return jsonify(code=refusal.code, message=message), refusal.status


def _one(rows: Sequence[Published], is_it: Callable[[Published], bool]) -> Published:
    for row in rows:
        if is_it(row):
            return row
    raise NotPublished


def _here() -> oparl.Site:
    return oparl.Site(g.settings.url)


def _site() -> oparl.Site:
    return oparl.Site(g.settings.url, site_of(g.db))


def _filters() -> Filters:
    """What the address asks for. Raises NoMoment."""
    return Filters(**{name: _moment(name) for name in FILTERS if name in request.args})


def _moment(name: str) -> datetime:
    # An address that does not write + as %2B says a space there.
    said = request.args[name].strip().replace(" ", "+")
    try:
        moment = datetime.fromisoformat(said)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise NoMoment(name, said[:40])


def _page() -> int:
    """The number of the page. Raises NoSuchPage."""
    said = request.args.get("page", "1")
    if not (said.isascii() and said.isdecimal() and 0 < len(said) < 6 and int(said) > 0):
        raise NoSuchPage
    return int(said)


def _list(data: Sequence[oparl.Told], many: int) -> Response:
    page, last = _page(), max(1, -(-many // A_PAGE))
    links = {"first": _address(1), "self": _address(page), "last": _address(last)}
    if page > 1:
        links["prev"] = _address(min(page - 1, last))
    if page < last:
        links["next"] = _address(page + 1)
    return jsonify(oparl.listed(data, many, page, A_PAGE, links))


def _address(page: int) -> str:
    filters = _filters()
    said = [
        (name, iso(moment)) for name in FILTERS if (moment := getattr(filters, name)) is not None
    ]
    if page > 1:
        said.append(("page", str(page)))
    query = f"?{urlencode(said)}" if said else ""
    return f"{g.settings.url}{request.path}{query}"
