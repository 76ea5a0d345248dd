"""Importing a register: choose the file, look at what will happen, let it happen."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from fritidsbank.branches.queries import branch_with, branches
from fritidsbank.clock import local_day
from fritidsbank.intake import importing_drafts as drafts
from fritidsbank.intake.importing import Outcome, carry_out
from fritidsbank.intake.importing_drafts import Desk, Kept, Shown, ShownTrouble
from fritidsbank.intake.importing_template import template_rows, template_sheets
from fritidsbank.intake.spreadsheets import LARGEST, MEGABYTE, MOST_ROWS
from fritidsbank.refusals import N_, Refusal
from fritidsbank.stock.actions import Signature
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_in
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, Unclear, asks
from fritidsbank.web.language import say
from fritidsbank.web.paging import A_PAGE, pages_of
from fritidsbank.web.room import Room
from fritidsbank.web.spreadsheet import XLSX, as_download, download, workbook

imports = Room("imports")

_LET_IN = (LARGEST + 5) * MEGABYTE  # a little more, so that whoever sends too much is told by us
NO_FILE = N_("Choose the file with your register.")
STRANGE = "strange"
WORDS = {
    Outcome.NEW: N_("New article"),
    Outcome.SAME: N_("Here already"),
    Outcome.AWAY: N_("Not in the house"),
    Outcome.WRONG: N_("To be put right"),
}
TONES = {
    Outcome.NEW: ("back", "plus"),
    Outcome.SAME: ("", "check"),
    Outcome.AWAY: ("", "close"),
    Outcome.WRONG: ("stop", "stop"),
}


@imports.shows("/import", who=Role.MANAGER)
def import_page() -> str:
    """Which file, and what such a file looks like."""
    return _import_page(Form())


def _import_page(form: Form) -> str:
    return render_template(
        "intake/import.html",
        form=form,
        most_rows=MOST_ROWS,
        largest=LARGEST,
        latest=drafts.latest(g.db, g.actor.branch),
        branch=branch_with(g.db, g.actor.branch).name,
        everywhere=g.actor.may_everywhere(Role.MANAGER) and len(branches(g.db)) > 1,
    )


@imports.shows("/import/template.csv", who=Role.MANAGER)
def template_csv() -> Response:
    """The headings and an example."""
    return download(template_rows(g.language), "mall.csv")


@imports.shows("/import/template.xlsx", who=Role.MANAGER)
def template_xlsx() -> Response:
    """The same with a list of the categories."""
    return as_download(workbook(template_sheets(g.db, g.language)), "mall.xlsx", XLSX)


@dataclass
class Work:
    """What is done about a file before the writer's turn is taken."""

    file: Kept | None = None
    refused: Refusal | None = None


def _desk(db: Session, home: int) -> Desk:
    """Where whoever acts may import to."""
    allowed = (door.id for door in branches(db) if g.actor.may(Role.MANAGER, door.id))
    return Desk(home, frozenset(allowed), local_day(g.now))


def _look_through(content: bytes, name: str, home: int) -> Work:
    with g.store.reading() as db:
        try:
            planned = drafts.looked_through(db, content, _desk(db, home))
        except Refusal as refusal:
            return Work(refused=refusal)
    return Work(Kept(planned, content, name, drafts.packed(planned)))


def _read_file() -> None:
    sent = request.files.get("file")
    g.work = Work()
    if sent is not None and sent.filename:
        g.work = _look_through(sent.read(), sent.filename, g.actor.branch)


@imports.does("/import", who=Role.MANAGER, first=_read_file, largest_file=_LET_IN)
@asks(_import_page)
def look_through(form: Form) -> AnyResponse:
    """Show what would happen. Nothing is imported yet."""
    with form.noting(otherwise="file"):
        if g.work.refused is not None:
            raise g.work.refused
    if g.work.file is None:
        form.note("file", NO_FILE)
        raise Unclear
    actor = g.actor
    draft = drafts.keep(g.db, g.work.file, branch=actor.branch, account=actor.account, now=g.now)
    first = "" if g.work.file.planned.is_right else f"?rows={Outcome.WRONG.value}"
    return redirect(f"/import/{draft.id}{first}", 303)


@imports.shows("/import/<uuid:draft>", who=Role.MANAGER)
def plan_page(draft: UUID) -> str:
    """Row by row what will happen, or what has."""
    found = drafts.draft_with(g.db, str(draft))
    admit_in(found.branch_id, Role.MANAGER)
    shown = drafts.shown(found)
    wanted = request.args.get("rows", "")
    rows = _chosen(shown, wanted) if shown else []
    pages = pages_of(len(rows))
    on_page = [drafts.unpacked(row) for row in rows[pages.skip : pages.skip + A_PAGE]]
    return render_template(
        "intake/plan.html",
        draft=found,
        shown=shown,
        rows=[(row, [_said(t) for t in row.troubles]) for row in on_page],
        total=len(shown.packed_rows) if shown else 0,
        pages=pages,
        wanted=wanted,
        words=WORDS,
        tones=TONES,
        outcomes=Outcome,
        changed=request.args.get("changed", ""),
    )


def _chosen(shown: Shown, wanted: str) -> list[list[Any]]:
    if wanted == STRANGE:
        return shown.strange
    if wanted in {*Outcome}:
        return shown.of(Outcome(wanted))
    return shown.packed_rows


def _said(trouble: ShownTrouble) -> tuple[str, str, bool]:
    return trouble.heading, say(trouble.msgid, g.language, trouble.facts), trouble.stops


def _read_kept() -> None:
    with g.store.reading() as db:
        found = drafts.draft_with(db, str((request.view_args or {})["draft"]))
        content = drafts.content_of(db, found.id)
    may = g.actor.may(Role.MANAGER, found.branch_id)
    g.work = _look_through(content, "", found.branch_id) if content and may else Work()


@imports.does("/import/<uuid:draft>", who=Role.MANAGER, first=_read_kept)
def import_all(draft: UUID) -> AnyResponse:
    """Do what was shown, all of it or nothing."""
    found = drafts.draft_with(g.db, str(draft), to_change=True)
    admit_in(found.branch_id, Role.MANAGER)
    here = redirect(f"/import/{found.id}", 303)
    if found.done_at is not None or found.content is None:
        return here
    if g.work.file is None:  # the shop has changed so much that the file cannot be read any more
        raise g.work.refused or drafts.DraftGone
    desk = _desk(g.db, found.branch_id)
    planned = drafts.looked_through_again(g.db, g.work.file.planned.read, found.content, desk)
    if planned.seal != found.seal:
        drafts.show(found, planned)
        return redirect(f"/import/{found.id}?changed=yes", 303)
    if planned.is_right:
        done = carry_out(g.db, planned, signed=Signature(g.now, g.actor.account))
        drafts.finish(found, done, now=g.now)
    return here
