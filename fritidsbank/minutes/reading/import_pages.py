"""Reading in: choose a document or paste a text, look at what was understood, make notes of it."""

from dataclasses import dataclass
from datetime import date

from flask import Response, redirect, render_template, request
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from fritidsbank.clock import local_day
from fritidsbank.minutes.following.follow_words import KINDS as FOLLOWED
from fritidsbank.minutes.group_words import ITEM_KINDS
from fritidsbank.minutes.models import Group, Meeting, Membership, Reading
from fritidsbank.minutes.reading import importing
from fritidsbank.minutes.reading.importing import Sent, keep_reading, reading_with
from fritidsbank.minutes.reading.opening import read_document
from fritidsbank.minutes.reading.review_form import (
    OFFICIALS,
    STARTS_NEEDED,
    checked_in,
    rows_of,
    usual_of,
)
from fritidsbank.minutes.reading.reviewing import Checked, Paper, Sureness, sureness
from fritidsbank.minutes.reading.unreadable import LARGEST
from fritidsbank.minutes.rules import OutcomeKind
from fritidsbank.refusals import N_, Refusal
from fritidsbank.search_keys import search_key, sort_key
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, Unclear, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room
from fritidsbank.web.spreadsheet import as_download

read_in = Room("read_in")

_LET_IN = (LARGEST + 5) * 1024 * 1024  # a little more, so that whoever sends too much is told by us
NOTHING_CHOSEN = N_("Choose a file, or paste the text.")
WHICH = N_("There is a meeting of the group on that day. Say which one this is about.")
ANOTHER = "another"
PAPERS = {Paper.MINUTES: N_("Notes or minutes"), Paper.NOTICE: N_("A notice")}
OUTCOMES = {OutcomeKind.DECISION: N_("Decision"), **FOLLOWED}
SURENESS = {
    Sureness.SURE: (N_("Stands there clearly"), "back", "check"),
    Sureness.LIKELY: (N_("Probably right: have a look"), "look", "look"),
    Sureness.UNSURE: (N_("Unsure: look at the original"), "stop", "stop"),
    Sureness.NOT_FOUND: (N_("Not found"), "", "search"),
}


@dataclass
class Work:
    """What is done about a document before the writer's turn is taken."""

    sent: Sent | None = None
    refused: Refusal | None = None


def _groups() -> dict[int, str]:
    rows = [(each, name) for each, name in g.db.execute(select(Group.id, Group.name))]
    return dict(sorted(rows, key=lambda row: sort_key(row[1])))


def _read_in_page(form: Form) -> str:
    return render_template(
        "minutes/read_in.html",
        form=form,
        groups=list(_groups().items()),
        waiting=importing.waiting_readings(g.db),
        largest=LARGEST,
    )


@read_in.shows("/minutes/read-in", who=Role.SECRETARY)
def read_in_page() -> str:
    """Choose a document or paste a text."""
    return _read_in_page(Form())


def _open() -> None:
    from fritidsbank.minutes.reading.understanding import understand  # noqa: PLC0415 - when first asked for

    g.work = Work()
    file, text = request.files.get("file"), request.form.get("text", "").strip()
    name, content = "", text.encode()
    if file is not None and file.filename:
        name, content = file.filename, file.read()
    if not content and not name:
        return
    with g.store.reading() as db:
        groups = list(db.scalars(select(Group.name)))
        organisations = list(db.scalars(select(Membership.organisation).distinct()))
    try:
        document = read_document(name, content)
        today = local_day(g.now)
        read = understand(document, near=today, groups=groups, organisations=organisations)
        g.work = Work(sent=Sent(name[-200:], content, document, read))
    except Refusal as refusal:
        g.work = Work(refused=refusal)


@read_in.does("/minutes/read-in", who=Role.SECRETARY, first=_open, largest_file=_LET_IN)
@asks(_read_in_page)
def read_it_in(form: Form) -> AnyResponse:
    """Keep it for somebody to look through. Nothing comes of it yet."""
    if g.work.refused is not None:
        with form.noting(otherwise="file"):
            raise g.work.refused
    if g.work.sent is None:
        form.note("file", NOTHING_CHOSEN)
        raise Unclear
    reading = keep_reading(g.db, g.work.sent, account=g.actor.account, now=g.now)
    chosen = form.sent.get("group", "")
    about = f"?group={chosen}" if chosen.isdecimal() else ""
    return redirect(f"/minutes/read-in/{reading.id}{about}", 303)


@read_in.shows("/minutes/read-in/<int:reading_id>", who=Role.SECRETARY)
def review_page(reading_id: int) -> str | AnyResponse:
    """The original beside what was understood of it."""
    reading = reading_with(g.db, reading_id)
    if reading.meeting_id is not None:
        return redirect(_made(reading), 303)
    return _review(Form(usual_of(reading.read, _group_found(reading))), reading)


def _group_found(reading: Reading) -> int | None:
    """The group that was chosen when it was read in, else the one that the document names."""
    groups, chosen = _groups(), request.args.get("group", "")
    if chosen.isdecimal() and int(chosen) in groups:
        return int(chosen)
    named = search_key(reading.read["group"] or "")
    found = [group for group, name in groups.items() if search_key(name) == named]
    return found[0] if found else None


def _review_again(form: Form, reading_id: int) -> str:
    return _review(form, reading_with(g.db, reading_id))


def _review(form: Form, reading: Reading) -> str:
    read = reading.read
    meetings = _meetings_meant(form)
    free = importing.without_minutes(g.db, meetings)
    return render_template(
        "minutes/review.html",
        form=form,
        reading=reading,
        before=importing.read_before(g.db, reading),
        warnings=[say(sentence, g.language, facts) for sentence, facts in read["warnings"]],
        groups=list(_groups().items()),
        rows=rows_of(read),
        sure={name: SURENESS[sureness(read, name)] for name in _LOOKED_AT},
        meetings=meetings,
        begun={each.id for each in meetings} - {each.id for each in free},
        asks_which=form.trouble("which") or form.sent.get("which") or len(meetings) > 1,
        papers=[(each.value, say(word, g.language)) for each, word in PAPERS.items()],
        kinds=[(each.value, say(word, g.language)) for each, word in ITEM_KINDS.items()],
        outcomes=OUTCOMES,
        officials=OFFICIALS,
        another=ANOTHER,
    )


_LOOKED_AT = ("group", "date", "place", "present", "absent", "items", "next_dates", "kind")


def _meetings_meant(form: Form) -> list[Meeting]:
    """The meetings that stand in the register for the group and the day of the form."""
    group = str(form.value("group"))
    try:
        day = date.fromisoformat(str(form.value("day")))
    except ValueError:
        return []
    return importing.meetings_on(g.db, int(group), day) if group.isdecimal() else []


@read_in.shows("/minutes/read-in/<int:reading_id>/original", who=Role.SECRETARY)
def original(reading_id: int) -> Response:
    """The document as it came."""
    reading = reading_with(g.db, reading_id)
    name = f"original-{reading.id}.{_ENDINGS.get(reading.kind, 'txt')}"
    content = importing.original_of(g.db, reading_id)
    return as_download(content, name, "application/octet-stream")


_ENDINGS = {"pdf": "pdf", "docx": "docx", "html": "html", "markdown": "md"}


@read_in.does("/minutes/read-in/<int:reading_id>", who=Role.SECRETARY)
@asks(_review_again)
def make_notes(form: Form, reading_id: int) -> AnyResponse:
    """What was let stand becomes notes or an agenda, for nobody else to see yet."""
    reading = reading_with(g.db, reading_id, to_change=True)
    if reading.meeting_id is None:
        checked = checked_in(form, reading.read, _groups())
        meeting = _which(form, checked)
        importing.make_of(g.db, reading, checked, meeting, now=g.now)
    return redirect(_made(reading), 303)


@read_in.does("/minutes/read-in/<int:reading_id>/discard", who=Role.SECRETARY)
def discard(reading_id: int) -> AnyResponse:
    """It was the wrong document."""
    importing.discard(g.db, reading_with(g.db, reading_id, to_change=True))
    return redirect("/minutes/read-in", 303)


def _made(reading: Reading) -> str:
    """Where to go on: what was made is looked at before it is published."""
    tail = "" if reading.read["paper"] == Paper.NOTICE else "/publish"
    return f"/minutes/meetings/{reading.meeting_id}{tail}"


def _which(form: Form, checked: Checked) -> Meeting | None:
    """The meeting of that day that it is about; none: it is a new one. Raises Unclear."""
    there = importing.meetings_on(g.db, checked.group, checked.day)
    free = importing.without_minutes(g.db, there) if checked.paper is Paper.MINUTES else there
    said = form.sent.get("which", "")
    if not said and len(there) == len(free) <= 1:
        meeting = there[0] if there else None
    elif said == ANOTHER:
        meeting = None
    else:
        meeting = next((each for each in free if str(each.id) == said), None)
        if meeting is None:
            form.note("which", WHICH)
    if meeting is None and checked.starts is None:
        form.note("starts", STARTS_NEEDED)
    form.refuse_unclear()
    return meeting
