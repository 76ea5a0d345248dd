"""Repairs as open data, to take away: for whoever manages the branch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from flask import Response, render_template, request
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.db import Store
from fritidsbank.refusals import Malformed, N_
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.room import Room
from fritidsbank.web.spreadsheet import CSV, as_download
from fritidsbank.workshop.ords_export import Asked, counts_as_csv, repairs_as_csv

repair_data = Room("repair_data")

EVERYWHERE = "all"


@dataclass(eq=False)
class NotDays(Malformed):
    """The one is no day, or the other, or they are the wrong way round."""

    message = N_("Write two days such as 2026-01-01, the earlier one first.")


@repair_data.shows("/workshop/open-data", who=Role.MANAGER)
def open_data() -> str:
    """Which days; this year until today, if nothing is said."""
    return render_template(
        "workshop/open_data.html",
        asked=_asked(),
        branch=request.args.get("branch", ""),
        may_all=g.actor.may_everywhere(Role.MANAGER),
    )


@repair_data.shows("/workshop/open-data/repairs.csv", who=Role.MANAGER)
def repairs() -> Response:
    """A row for each repair."""
    return _sent("repairs", repairs_as_csv)


@repair_data.shows("/workshop/open-data/unpowered.csv", who=Role.MANAGER)
def unpowered() -> Response:
    """How many of each kind ended how."""
    return _sent("unpowered", counts_as_csv)


def _asked() -> Asked:
    """The days and the branch that were asked for. Raises NotDays."""
    today = local_day(g.now)
    first = _day("from", date(today.year, 1, 1))
    last = _day("to", today)
    # A day less and a day more must be days, too.
    if not date.min < first <= last < date.max:
        raise NotDays
    everywhere = request.args.get("branch") == EVERYWHERE and g.actor.may_everywhere(Role.MANAGER)
    return Asked(first, last, None if everywhere else g.actor.branch)


def _day(name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(request.args.get(name) or otherwise.isoformat())
    except ValueError:
        raise NotDays from None


def _sent(name: str, made: Callable[[Session, Asked], Iterator[bytes]]) -> Response:
    asked = _asked()
    # The request's own session is closed when the first piece has been sent.
    pieces = _with_a_session(g.store, lambda db: made(db, asked))
    return as_download(pieces, f"ords-shaped-{name}-{asked.first}-{asked.last}.csv", CSV)


def _with_a_session(store: Store, made: Callable[[Session], Iterator[bytes]]) -> Iterator[bytes]:
    with store.reading() as db:
        yield from made(db)
