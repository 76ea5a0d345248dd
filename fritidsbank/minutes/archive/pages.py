"""Pages of what is kept, for how long, and of what may go; a year of a group as one file."""

from collections.abc import Iterator
from datetime import MAXYEAR
from tempfile import TemporaryFile
from typing import IO

from flask import Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from fritidsbank.clock import local_day
from fritidsbank.minutes.archive import archiving
from fritidsbank.minutes.archive.package import name_of, write_package
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.room import Room

archive_room = Room("archive")

HOME = "/minutes/archive"
_A_PIECE = 64 * 1024


@archive_room.shows(HOME, who=Role.SECRETARY)
def archive_list() -> str:
    """Every group: how long its papers are kept, its years, what may go."""
    kept = archiving.kept_groups(g.db, today=local_day(g.now))
    return render_template("minutes/archive.html", kept=kept)


def _page(form: Form, group_id: int) -> str:
    group = archiving.group_to_keep(g.db, group_id)
    return render_template(
        "minutes/archive_group.html",
        form=form,
        group=group,
        due=archiving.due_in(g.db, group, today=local_day(g.now)),
        purges=archiving.purges_of(g.db, group),
    )


@archive_room.shows(f"{HOME}/<int:group_id>", who=Role.SECRETARY)
def archive_of_group(group_id: int) -> str:
    """What would go: nothing does before somebody says so."""
    return _page(Form(), group_id)


@archive_room.does(f"{HOME}/<int:group_id>", who=Role.SECRETARY)
@asks(_page)
def purge(form: Form, group_id: int) -> AnyResponse:
    """Purge it. Once more does nothing more."""
    group = archiving.group_to_keep(g.db, group_id)
    count = form.whole("count", 1, 100_000, needed=True)
    form.refuse_unclear()
    with form.noting(another_number="count"):
        archiving.purge(g.db, group, count or 0, by=g.actor.account, now=g.now)
    return redirect(f"{HOME}/{group_id}?done=removed", 303)


@archive_room.shows(f"{HOME}/<int:group_id>/<int:year>.zip", who=Role.SECRETARY)
def package(group_id: int, year: int) -> Response:
    """A year of a group as one file, made beside the memory."""
    group = archiving.group_to_keep(g.db, group_id)
    name = name_of(group, year)
    file = TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    write_package(g.db, group, min(max(year, 1), MAXYEAR - 1), file, url=g.settings.url)
    answer = Response(_pieces_of(file), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_A_PIECE):
            yield piece
