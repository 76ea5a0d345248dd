"""Looking up branches, their calendar, and the operator's settings."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import Date, bindparam, cast, null, select, true
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch, OpeningException, OpeningHours, Setting
from fritidsbank.branches.rules import OPERATOR_DEFAULTS, OpeningCalendar
from fritidsbank.refusals import N_, NotFound
from fritidsbank.schema import table_of


@dataclass(eq=False)
class NoSuchBranch(NotFound):
    """There is no branch with that name or number."""

    branch: str

    message = N_("There is no branch called {branch}.")


_hours = table_of(OpeningHours)
_exceptions = table_of(OpeningException)
# Built once, and one statement for both: it runs at every check-out.
_CALENDAR = (
    select(cast(null(), Date).label("falls_on"), _hours.c.weekday, _hours.c.opens, _hours.c.closes)
    .where(_hours.c.branch_id == bindparam("branch"))
    .union_all(
        select(_exceptions.c.falls_on, null(), _exceptions.c.opens, _exceptions.c.closes).where(
            _exceptions.c.branch_id == bindparam("branch"),
            _exceptions.c.falls_on >= bindparam("since"),
        )
    )
)


def calendar_of(db: Session, branch: int, since: date) -> OpeningCalendar:
    """The opening hours of a branch, and its exceptions from a day on."""
    weekly: dict[int, tuple[tuple[time, time], ...]] = defaultdict(tuple)
    exceptions: dict[date, tuple[tuple[time, time], ...]] = {}
    for day, weekday, opens, closes in db.execute(_CALENDAR, {"branch": branch, "since": since}):
        if day is None:
            weekly[weekday] += ((opens, closes),)
        else:
            exceptions[day] = ((opens, closes),) if opens and closes else ()
    return OpeningCalendar(weekly, exceptions)


def branches(db: Session) -> list[Branch]:
    """All branches that are not closed for good, by name."""
    found = db.scalars(select(Branch).where(Branch.closed_for_good_on.is_(None)))
    return sorted(found, key=lambda branch: branch.name.casefold())


def branch_with(db: Session, branch: int) -> Branch:
    """The branch with that number. Raises NoSuchBranch."""
    found = db.get(Branch, branch)
    if found is None:
        raise NoSuchBranch(str(branch))
    return found


def branch_called(db: Session, name: str) -> Branch:
    """The branch with that name. Raises NoSuchBranch."""
    found = db.scalar(select(Branch).where(Branch.name == name))
    if found is None:
        raise NoSuchBranch(name)
    return found


def exceptions_of(db: Session, branch: int, since: date) -> list[OpeningException]:
    """The days of a branch that are not like the others, from a day on."""
    return list(
        db.scalars(
            select(OpeningException)
            .where(OpeningException.branch_id == branch, OpeningException.falls_on >= since)
            .order_by(OpeningException.falls_on)
        )
    )


def sign_over_door(db: Session, branch: int | None) -> tuple[str, dict[str, object]]:
    """What every page shows: the branch's name, if there is one, and all settings, in one look."""
    if branch is None:
        settings = settings_of_operator(db)
        return str(settings["operator"]), settings
    rows = db.execute(
        select(Branch.name, Setting.name, Setting.value)
        .outerjoin(Setting, true())
        .where(Branch.id == branch)
    ).all()
    if not rows:
        raise NoSuchBranch(str(branch))
    chosen = {row[1]: row[2] for row in rows if row[1] in OPERATOR_DEFAULTS}
    return rows[0][0], {**OPERATOR_DEFAULTS, **chosen}


def settings_of_operator(db: Session) -> dict[str, object]:
    """Every setting by name, chosen or default."""
    chosen = {name: value for name, value in db.execute(select(Setting.name, Setting.value))}  # noqa: C416 - rows are no pairs to mypy
    return {**OPERATOR_DEFAULTS, **{k: v for k, v in chosen.items() if k in OPERATOR_DEFAULTS}}
