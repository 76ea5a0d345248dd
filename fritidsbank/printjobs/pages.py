"""The printers of a branch as people at its counter see them: how each is, its roll, its jobs."""

from dataclasses import dataclass
from hashlib import sha256

from flask import jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.printing.profiles import media, printers
from fritidsbank.printjobs import actions, queries
from fritidsbank.printjobs.at_hand import as_file, designs
from fritidsbank.printjobs.models import PrintJob, ShopPrinter
from fritidsbank.printjobs.papers import Paper, as_pdf
from fritidsbank.printjobs.rules import ENDED, JobState
from fritidsbank.printjobs.telling import JOBS, Told, told_of, trouble_of
from fritidsbank.printjobs.trial_label import TRIAL_LABEL
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

printing = Room("printers")

MOST_JOBS = 20


@dataclass(frozen=True)
class Shown:
    """A printer as its panel shows it. `failed` is how many jobs wait to be printed again."""

    printer: ShopPrinter
    model: str
    loadable: list[tuple[str, str]]
    told: Told
    queued: int
    failed: int


@printing.shows("/printers", who=Role.COUNTER)
def printer_list() -> Response:
    """Every printer of the branch, and the last jobs. 304 as long as nothing has changed."""
    page = _page()
    answer = make_response(page)
    # The page asks every other second while somebody looks at it, and mostly all is as it was.
    answer.set_etag(sha256(page.encode()).hexdigest()[:32])
    return answer.make_conditional(request)


def _page() -> str:
    db, branch = g.db, g.actor.branch
    here = queries.printers_of(db, branch)
    waiting = queries.waiting_for(db, [printer.id for printer in here])
    failed = queries.failed_of(db, [printer.id for printer in here], now=g.now)
    agents = {agent.id: agent for agent in queries.agents_of(db, branch)}
    lines = queries.last_jobs(db, branch, most=MOST_JOBS)
    return render_template(
        "printjobs/printers.html",
        branch=branch,
        printers=[
            Shown(
                printer,
                printers()[printer.model].name if printer.model in printers() else printer.model,
                _loadable(printer),
                told_of(
                    printer,
                    waiting.get(printer.id, 0),
                    agents.get(printer.agent_id or ""),
                    now=g.now,
                ),
                waiting.get(printer.id, 0),
                failed.get(printer.id, 0),
            )
            for printer in here
        ],
        jobs=[
            (line, JOBS[line.job.state], designs().title_of(line.job.design), _may(line.job))
            for line in lines
        ],
    )


def _loadable(printer: ShopPrinter) -> list[tuple[str, str]]:
    """The rolls and sheets that fit into it, and what is chosen now."""
    model = printers().get(printer.model)
    ids = model.media if model else (printer.medium,)
    return [(each, media()[each].name) for each in ids if each in media()]


def _may(job: PrintJob) -> str:
    """What somebody may do with a job by one tap."""
    if job.state is JobState.QUEUED:
        return "cancel"
    return "reprint" if job.state in ENDED else ""


@printing.does("/printers/<int:printer>/medium", who=Role.COUNTER)
def load(printer: int) -> Response:
    """Another roll or sheet lies in it."""
    actions.load_medium(g.db, _mine(printer), request.form.get("medium", ""))
    return _back("saved")


@printing.does("/printers/<int:printer>/test", who=Role.COUNTER)
def try_printer(printer: int) -> Response:
    """A test label: its frame and its ruler show whether all comes out whole and straight."""
    known = _mine(printer)
    printout = actions.Printout(TRIAL_LABEL, {"printer": known.id}, g.language)
    _queue(printout, known.id)
    return _back("printing")


@printing.does("/printers/<int:printer>/again", who=Role.COUNTER)
def reprint_failed(printer: int) -> Response:
    """All that this printer did not print lately, once more."""
    actions.reprint_failed(g.db, _mine(printer), by=g.actor.account, now=g.now)
    return _back("printing")


@printing.does("/printers/<int:printer>/cancel", who=Role.COUNTER)
def cancel_waiting(printer: int) -> Response:
    """Nothing of what waits shall be printed."""
    actions.cancel_waiting(g.db, _mine(printer), now=g.now)
    return _back("cancelled")


@printing.does("/printers/jobs/<int:job>/again", who=Role.COUNTER)
def reprint(job: int) -> Response:
    """The same once more."""
    known = queries.job_of(g.db, g.actor.branch, job)
    actions.reprint(g.db, known, by=g.actor.account, now=g.now)
    return _back("printing")


@printing.shows("/printers/jobs/<int:job>.pdf", who=Role.COUNTER)
def job_as_pdf(job: int) -> Response:
    """What was to be printed, for any other printer."""
    known = queries.job_of(g.db, g.actor.branch, job)
    paper = Paper(designs()[known.design], known.refers_to, copies=known.copies)
    return as_file(as_pdf(g.db, paper, language=known.language), f"{known.design}-{known.id}")


@printing.does("/printers/jobs/<int:job>/cancel", who=Role.COUNTER)
def cancel(job: int) -> Response:
    """It shall not be printed after all."""
    actions.cancel(g.db, queries.job_of(g.db, g.actor.branch, job), now=g.now)
    return _back("cancelled")


@printing.shows("/api/print-jobs/<int:job>", who=Role.COUNTER)
def how_it_went(job: int) -> Response:
    """Whether it is over, and what somebody should look at; nothing where all is well."""
    known = queries.job_of(g.db, g.actor.branch, job)
    trouble = say(trouble_of(known), g.language)
    return jsonify(state=known.state.value, ended=known.state in ENDED, trouble=trouble)


def _mine(printer: int) -> ShopPrinter:
    return queries.printer_of(g.db, g.actor.branch, printer)


def _queue(printout: actions.Printout, printer: int) -> None:
    actions.queue_once(
        g.db, g.actor.branch, printout, printer=printer, by=g.actor.account, now=g.now
    )


def _back(done: str) -> Response:
    return redirect(f"/printers?done={done}", 303)
