"""The stock report on a page, and as a file to take along."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Response, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from fritidsbank.branches.models import Branch
from fritidsbank.branches.queries import NoSuchBranch, branch_with, branches
from fritidsbank.clock import local_day
from fritidsbank.refusals import N_, NotFound
from fritidsbank.reports.facts import facts_of
from fritidsbank.reports.figures import Report
from fritidsbank.reports.freezing import freeze_week, read_report
from fritidsbank.reports.mailing import promise_mails
from fritidsbank.reports.papers import FORMS, rendered
from fritidsbank.reports.queries import began_on
from fritidsbank.reports.rules import Period, month_of, period, week_of, year_of
from fritidsbank.reports.told import tell
from fritidsbank.reports.wording import spoken
from fritidsbank.stock.closing import weeks_to_close
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_everywhere, admit_in
from fritidsbank.web.context import g
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

reports = Room("reports")

DOWNLOADS = (("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))
UNITS = (
    ("week", N_("Week"), week_of),
    ("month", N_("Month"), month_of),
    ("year", N_("Year"), year_of),
)
SAID = {"frozen": N_("Frozen. These figures stay as they are.")}


@dataclass(eq=False)
class NoSuchPaper(NotFound):
    """It is printed in other forms only."""

    form: str

    message = N_("A report cannot be had as {form}.")


@dataclass(frozen=True)
class Choice:
    """Whose report: the branch that is asked about, and those one may choose from.

    No branch at all means all together, which `may_all` allows.
    """

    branch: Branch | None
    branches: tuple[Branch, ...]
    may_all: bool

    @property
    def name(self) -> str:
        """The branch as reports know it."""
        return self.branch.name if self.branch else ""

    @property
    def query(self) -> str:
        """What addresses carry along."""
        return f"?branch={self.branch.id}" if self.branch else ""


@reports.shows("/reports", who=Role.MANAGER)
def latest() -> AnyResponse:
    """The last week that is over; in a shop that has just opened, the week that runs."""
    db, today = g.db, local_day(g.now)
    began, week = began_on(db), week_of(today)
    if began is not None and began < week.first:
        week = week.before
    return redirect(f"/reports/week/{week.name}{_chosen(db).query}")


@reports.shows("/reports/<unit>/<name>", who=Role.MANAGER)
def report(unit: str, name: str) -> str:
    """What the shop did in a week, a month or a year."""
    db, today = g.db, local_day(g.now)
    asked, choice = period(name, unit), _chosen(db)
    told = read_report(db, asked, choice.name, today=today)
    began = began_on(db) or today
    return render_template(
        "reports/report.html",
        told=tell(told, g.language, facts_of(db, now=g.now)),
        asked=asked,
        choice=choice,
        earlier=asked.before if began < asked.first else None,
        later=_after(asked) if asked.last < today else None,
        units=[
            (one, word, of(max(asked.first, min(asked.last, today)))) for one, word, of in UNITS
        ],
        downloads=DOWNLOADS,
        freezing=_freezing(db, told) if g.actor.may_everywhere(Role.MANAGER) else None,
        spoken=spoken,
        notice=say(SAID.get(request.args.get("said", ""), ""), g.language),
    )


@reports.shows("/reports/<unit>/<name>.<form>", who=Role.MANAGER)
def paper(unit: str, name: str, form: str) -> Response:
    """The same as a file."""
    if form not in FORMS:
        raise NoSuchPaper(form[:20])
    db = g.db
    told = read_report(db, period(name, unit), _chosen(db).name, today=local_day(g.now))
    facts = facts_of(db, now=g.now)
    g.close()  # a PDF takes a tenth of a second, and needs no database
    made = rendered(told, form, g.language, facts)
    answer = Response(made.content, mimetype=made.mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer


@reports.does("/reports/week/<name>/freeze", who=Role.MANAGER)
def freeze(name: str) -> AnyResponse:
    """Close the books of a week that is over: it is the same in all branches."""
    admit_everywhere(Role.MANAGER)
    week, today = period(name, "week"), local_day(g.now)
    freeze_week(g.db, week.last, account=g.actor.account, now=g.now, today=today)
    promise_mails(g.db, week, now=g.now)
    return redirect(f"/reports/week/{week.name}?said=frozen", 303)


def _chosen(db: Session) -> Choice:
    """The branch behind ?branch=, else all that one manages, else the one where one is.

    Raises NoSuchBranch, NotYours.
    """
    actor, asked = g.actor, request.args.get("branch", "")
    may_all = actor.may_everywhere(Role.MANAGER)
    mine = tuple(one for one in branches(db) if actor.may(Role.MANAGER, one.id))
    if not asked and may_all:
        return Choice(None, mine, may_all)
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        raise NoSuchBranch(asked[:80])
    branch = branch_with(db, int(asked) if asked else actor.branch)
    admit_in(branch.id, Role.MANAGER)
    return Choice(branch, mine, may_all)


def _after(asked: Period) -> Period:
    of = next(of for unit, _, of in UNITS if unit == asked.unit)
    return of(asked.last + timedelta(days=1))


def _freezing(db: Session, told: Report) -> Period | None:
    """The week to freeze next, while one looks at a week that is over and not frozen."""
    if told.period.unit != "week" or not told.is_over or told.frozen_at:
        return None
    waiting = weeks_to_close(db, today=local_day(g.now))
    return week_of(waiting[0]) if waiting else None
