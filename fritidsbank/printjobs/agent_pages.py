"""What a print agent asks the server for, with its token: what waits, one job, how that went."""

import hashlib
import hmac
from base64 import b64encode
from datetime import timedelta
from typing import Any

from flask import Flask, Response, current_app, jsonify, request

from fritidsbank import clock
from fritidsbank.printing.conversation import Ending
from fritidsbank.printing.status import Trouble
from fritidsbank.printjobs.actions import mark_agent_seen
from fritidsbank.printjobs.drawn import laid_out
from fritidsbank.printjobs.models import PrintJob, ShopPrinter
from fritidsbank.printjobs.queries import agent_with_token, printers_with_work
from fritidsbank.printjobs.rules import (
    JobState,
    NoSuchJob,
    NoSuchShopPrinter,
    seconds_for,
)
from fritidsbank.printjobs.taking import ended, follow_up, hold, take
from fritidsbank.printjobs.tending import Drawn, NotDrawn
from fritidsbank.refusals import Refusal
from fritidsbank.staff.actions import note_failure
from fritidsbank.staff.queries import tries_about
from fritidsbank.staff.rules import TRIES_AN_ADDRESS, TooManyTries
from fritidsbank.web.access import AGENT, Agent
from fritidsbank.web.context import UnknownAgent, g, sent_object
from fritidsbank.web.fields import FieldWrong
from fritidsbank.web.room import Room, settle

agents = Room("print_agents")

SEEN_EVERY = timedelta(minutes=1)
_BEARER = "Bearer "
_LONGEST_TOKEN = 100


def know_agents(app: Flask) -> None:
    """Tell the frame who a token belongs to."""
    app.extensions["fritidsbank.agents"] = _known
    app.extensions["fritidsbank.drawn"] = _drawn_here


def _known() -> Agent:
    """The agent of this request. Raises UnknownAgent, TooManyTries."""
    token = request.headers.get("Authorization", "").removeprefix(_BEARER)
    with g.store.reading() as db:
        found = agent_with_token(db, token) if 0 < len(token) <= _LONGEST_TOKEN else None
        if found is None:
            if token:
                _note_failure(tries_about(db, _about(), now=g.now))
            raise UnknownAgent
    if found.seen_at is None or g.now - found.seen_at > SEEN_EVERY:
        agent, now = found.id, g.now
        g.afterwards.append(lambda db: mark_agent_seen(db, agent, now=now))
    return Agent(found.id, found.branch_id)


def _note_failure(tries: int) -> None:
    if tries >= TRIES_AN_ADDRESS:
        raise TooManyTries
    about, now = _about(), g.now
    g.afterwards.append(lambda db: note_failure(db, [about], now=now))


def _about() -> str:
    """Apart from the wrong passwords: an agent that was withdrawn must not keep people out."""
    return hmac.new(g.secret, f"agent:{request.remote_addr}".encode(), hashlib.sha256).hexdigest()


@agents.shows("/api/print-agent/waiting", who=AGENT)
def waiting() -> Response:
    """The printers of this agent for which something waits."""
    return jsonify(printers=printers_with_work(g.db, g.agent.id, now=g.now))


@agents.commits_itself("/api/print-agent/printers/<int:printer>/take", who=AGENT)
def take_one(printer: int) -> Response:
    """The next job of a printer, drawn; it is this agent's to print, and is never given again."""
    agent = g.agent
    job = settle(g.db, lambda: _taken(agent, printer))
    g.close()  # drawing takes its time, and others are lending
    if job is None:
        return jsonify(job=None)
    try:
        drawn: Drawn = current_app.extensions["fritidsbank.drawn"](job["job"])
    except NotDrawn as trouble:
        why = trouble.why
        settle(
            g.db, lambda: ended(g.db, job["job"], agent.id, JobState.FAILED, why, now=clock.now())
        )
        return jsonify(job=None)
    seconds, now = seconds_for(drawn.labels), clock.now()
    if not settle(g.db, lambda: hold(g.db, job["job"], agent.id, seconds=seconds, now=now)):
        return jsonify(job=None)
    return jsonify(**job, labels=drawn.labels, document=b64encode(drawn.data).decode())


@agents.does("/api/print-agent/jobs/<int:job>/ended", who=AGENT)
def tell_end(job: int) -> Response:
    """How it went; told twice, it is noted once."""
    body = sent_object()
    try:
        ending = Ending(body.get("ending"))
        trouble = Trouble(body["trouble"]).value if body.get("trouble") else None
    except ValueError:
        raise FieldWrong("ending") from None
    found = g.db.get(PrintJob, job)
    if found is None or found.worker != g.agent.id:
        raise NoSuchJob
    state = JobState(ending.value)
    if ended(g.db, job, g.agent.id, state, trouble, now=g.now):
        follow_up(g.db, found, state, trouble, now=g.now)
    g.db.refresh(found)
    return jsonify(state=found.state.value)


def _taken(agent: Agent, printer: int) -> dict[str, Any] | None:
    known = g.db.get(ShopPrinter, printer)
    if known is None or known.agent_id != agent.id or known.branch_id != agent.branch:
        raise NoSuchShopPrinter
    job = take(g.db, printer, agent.id, now=g.now)
    if job is None:
        return None
    return {
        "job": job.id,
        "address": known.address,
        "model": known.model,
        "medium": job.medium,
        "name": f"{job.design}-{job.id}",
    }


def _drawn_here(job: int) -> Drawn:
    """In this process, where no worker stands beside it. Raises NotDrawn."""
    try:
        with g.store.reading() as db:
            designs = current_app.extensions["fritidsbank.designs"]
            laid = laid_out(db, designs, db.get_one(PrintJob, job))
        document = laid.document()
        return Drawn(document.data, document.labels)
    except Refusal as refusal:
        raise NotDrawn(refusal.code) from None
