"""The register as a file to take away."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

from flask import Response, request
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.db import Store
from fritidsbank.intake.exporting import as_json, as_table
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.language import say
from fritidsbank.web.room import Room
from fritidsbank.web.spreadsheet import CSV, XLSX, as_download, csv_pieces, write_workbook

exports = Room("exports")

EVERYWHERE = "all"
_A_PIECE = 64 * 1024


def _branch() -> int | None:
    """The branch that whoever asks works in; all of them for who is in charge of all."""
    everywhere = request.args.get("branch") == EVERYWHERE and g.actor.may_everywhere(Role.MANAGER)
    return None if everywhere else g.actor.branch


@exports.shows("/export.csv", who=Role.MANAGER)
def export_csv() -> Response:
    """For a spreadsheet program."""
    language, branch = g.language, _branch()
    return _sent("csv", CSV, lambda db: csv_pieces(as_table(db, language, branch)))


@exports.shows("/export.json", who=Role.MANAGER)
def export_json() -> Response:
    """For another program."""
    branch = _branch()
    return _sent("json", "application/json", lambda db: map(str.encode, as_json(db, branch)))


@exports.shows("/export.xlsx", who=Role.MANAGER)
def export_xlsx() -> Response:
    """For a spreadsheet program that loses the letters of a CSV."""
    language, branch = g.language, _branch()
    name = say(N_("The articles"), language)
    with ExitStack() as opened:
        file = opened.enter_context(TemporaryFile())
        write_workbook(file, [(name, as_table(g.db, language, branch))])
        opened.pop_all()  # it is closed when it has been sent
    return _file("xlsx", XLSX, _pieces_of(file))


def _sent(ending: str, kind: str, made: Callable[[Session], Iterator[bytes]]) -> Response:
    # The request's own session is closed when the first piece has been sent.
    return _file(ending, kind, _with_a_session(g.store, made))


def _with_a_session(store: Store, made: Callable[[Session], Iterator[bytes]]) -> Iterator[bytes]:
    with store.reading() as db:
        yield from made(db)


def _pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_A_PIECE):
            yield piece


def _file(ending: str, kind: str, pieces: Iterator[bytes]) -> Response:
    return as_download(pieces, f"register-{local_day(g.now).isoformat()}.{ending}", kind)
