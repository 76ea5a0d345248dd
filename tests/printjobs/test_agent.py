"""A print agent fetches what is its own, prints it once, and says how it went."""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread
from typing import Any
from wsgiref.types import WSGIApplication

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import update
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import TestResponse

from fritidsbank.cli import main
from fritidsbank.commands.print_agent import PrintingHere
from fritidsbank.commands.shop import Shop as Terminal
from fritidsbank.printing.conversation import Delivery, Ending
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printing.status import Trouble
from fritidsbank.printjobs.actions import add_printer, enrol_agent, revoke_agent
from fritidsbank.printjobs.agent_line import (
    ServerAway,
    ServerLine,
    TokenRefused,
)
from fritidsbank.printjobs.models import PrintAgent, ShopPrinter
from fritidsbank.printjobs.rules import JobState
from fritidsbank.printjobs.taking import put_away
from fritidsbank.settings import Settings
from fritidsbank.staff.rules import TRIES_AN_ADDRESS
from tests import make
from tests.conftest import Shop
from tests.printjobs.working import ended_jobs, jobs_of, queue_up, until


@dataclass(frozen=True)
class Enrolled:
    """An agent with its token and the printer that it reaches."""

    app: Flask
    agent: str
    token: str
    printer: int

    def asks(self, method: str, what: str, body: object = None, token: str = "") -> TestResponse:
        """As the agent does, on one line or another."""
        return self.app.test_client().open(
            f"/api/print-agent/{what}",
            method=method,
            json=body if method == "POST" else None,
            headers={"Authorization": f"Bearer {token or self.token}"},
        )

    def takes(self) -> dict[str, Any]:
        """The next job of its printer."""
        return dict(self.asks("POST", f"printers/{self.printer}/take", {}).json or {})

    def tells(self, job: int, ending: str, trouble: str | None = None) -> TestResponse:
        """How it went."""
        return self.asks("POST", f"jobs/{job}/ended", {"ending": ending, "trouble": trouble})


def enrolled(shop: Shop, app: Flask, branch: int, port: int = 9100) -> Enrolled:
    """An agent in a branch, with a label printer beside it."""
    with shop.store.writing() as db:
        agent, token = enrol_agent(db, branch, "Datorn i butiken", now=shop.now)
        to = replace(make.ZEBRA, address=f"tcp://127.0.0.1:{port}", agent=agent.id)
        printer = add_printer(db, branch, to).id
        db.commit()
    return Enrolled(app, agent.id, token, printer)


@pytest.fixture
def agent(shop: Shop, app: Flask) -> Enrolled:
    """The agent of this branch."""
    return enrolled(shop, app, shop.branch)


def test_a_job_is_fetched_once_drawn_and_told(shop: Shop, agent: Enrolled) -> None:
    (asked,) = queue_up(shop, agent.printer)

    assert agent.asks("GET", "waiting").json == {"printers": [agent.printer]}
    job = agent.takes()
    assert b64decode(job["document"]).startswith(b"^XA")
    assert {**job, "document": ""} == {
        "job": asked,
        "address": "tcp://127.0.0.1:9100",
        "model": "zebra-zd421-203",
        "medium": "label-57x32",
        "name": f"test-{asked}",
        "labels": 1,
        "document": "",
    }
    assert agent.takes() == {"job": None}
    assert agent.tells(asked, "printed").json == {"state": "printed"}
    assert [job.state for job in jobs_of(shop.store, agent.printer)] == [JobState.PRINTED]


def test_an_end_that_is_told_twice_is_the_first_one(shop: Shop, agent: Enrolled) -> None:
    (asked,) = queue_up(shop, agent.printer)
    agent.takes()
    agent.tells(asked, "printed")

    assert agent.tells(asked, "printed").json == {"state": "printed"}
    assert agent.tells(asked, "failed", "no_paper").json == {"state": "printed"}


def test_an_answer_that_was_lost_leaves_the_job_unknown(shop: Shop, agent: Enrolled) -> None:
    (asked,) = queue_up(shop, agent.printer)
    agent.takes()
    (job,) = jobs_of(shop.store, agent.printer)
    with shop.store.writing() as db:
        assert job.lease_until_at
        put_away(db, now=job.lease_until_at + (job.lease_until_at - job.created_at))
        db.commit()

    assert agent.takes() == {"job": None}
    assert [job.state for job in jobs_of(shop.store, agent.printer)] == [JobState.UNKNOWN]
    # And when the line is back, whoever has printed it says so.
    assert agent.tells(asked, "printed").json == {"state": "printed"}


def test_what_waits_behind_a_printer_in_trouble_ends_as_well(shop: Shop, agent: Enrolled) -> None:
    first, *_ = queue_up(shop, agent.printer, 3)
    agent.takes()
    agent.tells(first, "failed", "no_paper")

    jobs = jobs_of(shop.store, agent.printer)
    assert [(job.state, job.trouble) for job in jobs] == [(JobState.FAILED, "no_paper")] * 3


def test_an_agent_sees_nothing_of_another_branch(shop: Shop, app: Flask, agent: Enrolled) -> None:
    with shop.store.writing() as db:
        branch = make.branch(db, "Ringstorp")
        db.commit()
    other = enrolled(shop, app, branch)
    (asked,) = queue_up(shop, agent.printer)

    assert other.asks("GET", "waiting").json == {"printers": []}
    assert other.asks("POST", f"printers/{agent.printer}/take", {}).status_code == 404
    agent.takes()
    assert other.tells(asked, "printed").status_code == 404
    assert [job.state for job in jobs_of(shop.store, agent.printer)] == [JobState.SENDING]


def test_a_withdrawn_token_opens_nothing(shop: Shop, agent: Enrolled) -> None:
    queue_up(shop, agent.printer)
    with shop.store.writing() as db:
        revoke_agent(db, db.get_one(PrintAgent, agent.agent), now=shop.now)
        db.commit()

    answer = agent.asks("GET", "waiting")

    assert (answer.status_code, (answer.json or {})["code"]) == (401, "unknown_agent")
    assert agent.asks("POST", f"printers/{agent.printer}/take", {}).status_code == 401
    assert [job.state for job in jobs_of(shop.store, agent.printer)] == [JobState.QUEUED]


@pytest.mark.one_database
def test_whoever_guesses_tokens_is_slowed_down_and_others_are_not(agent: Enrolled) -> None:
    tries = {
        agent.asks("GET", "waiting", token=f"guess-{number}").status_code
        for number in range(TRIES_AN_ADDRESS)
    }

    assert tries == {401}
    assert agent.asks("GET", "waiting", token="one more").status_code == 429
    assert agent.asks("GET", "waiting").status_code == 200


@pytest.mark.one_database
@pytest.mark.parametrize("token", ["", " ", "x" * 5000, "å"])
def test_what_is_no_token_is_refused(app: Flask, shop: Shop, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    answer = app.test_client().get("/api/print-agent/waiting", headers=headers)

    assert answer.status_code == 401


@pytest.mark.one_database
def test_whoever_is_signed_in_is_no_agent(shop: Shop, app: Flask, agent: Enrolled) -> None:
    browser = make.signed_in(app, shop.store, shop.admin, shop.branch, now=shop.now)

    asked = f"/api/print-agent/printers/{agent.printer}/take"
    answers = [
        browser.client.get("/api/print-agent/waiting"),
        browser.client.post(asked, json={}, headers={"X-CSRF-Token": browser.token}),
        browser.client.post(asked, data={"form_token": browser.token}),
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 401]


@pytest.mark.one_database
@pytest.mark.parametrize("body", [{}, {"ending": "queued"}, {"ending": "sent", "trouble": "bad"}])
def test_an_end_that_is_none_is_refused(shop: Shop, agent: Enrolled, body: dict[str, str]) -> None:
    (asked,) = queue_up(shop, agent.printer)
    agent.takes()

    assert agent.asks("POST", f"jobs/{asked}/ended", body).status_code == 422


@pytest.mark.one_database
@pytest.mark.parametrize("number", [0, 2**31 - 1])
def test_a_number_that_nothing_has_is_nothing_of_ours(
    shop: Shop, agent: Enrolled, number: int
) -> None:
    told = agent.asks("POST", f"jobs/{number}/ended", {"ending": "sent"})
    asked = agent.asks("POST", f"printers/{number}/take", {})

    assert (told.status_code, asked.status_code) == (404, 404)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "body", ["[]", "7", '{"ending": [], "trouble": {}}', "{" * 5000, "x" * 3_000_000]
)
def test_a_body_that_is_none_is_refused(shop: Shop, agent: Enrolled, body: str) -> None:
    (asked,) = queue_up(shop, agent.printer)
    agent.takes()

    answer = agent.app.test_client().post(
        f"/api/print-agent/jobs/{asked}/ended",
        data=body,
        headers={"Authorization": f"Bearer {agent.token}", "Content-Type": "application/json"},
    )

    assert 400 <= answer.status_code < 500


@pytest.mark.one_database
def test_what_cannot_be_drawn_is_told_and_not_given(shop: Shop, agent: Enrolled) -> None:
    with shop.store.writing() as db:
        db.execute(update(ShopPrinter).values(model="typewriter"))
        db.commit()
    queue_up(shop, agent.printer)

    assert agent.takes() == {"job": None}
    (job,) = jobs_of(shop.store, agent.printer)
    assert (job.state, job.trouble) == (JobState.FAILED, "no_such_printer")


class Quiet(WSGIRequestHandler):
    """Tells nobody who asked."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002, ANN401
        """Nothing."""


@contextmanager
def served(app: WSGIApplication, port: int = 0) -> Iterator[int]:
    """The program over a real line."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def printing(settings: Settings, url: str, token: str) -> Iterator[PrintingHere]:
    """The agent at work in the shop, until the block ends."""
    over = Event()
    here = PrintingHere(Terminal(settings, "en"), ServerLine(url, token), over)
    thread = Thread(target=here.run, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        over.set()
        thread.join(timeout=20)


@pytest.mark.one_database
def test_the_agent_prints_what_waits_in_the_shop(
    shop: Shop, app: Flask, settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    with emulator("zpl") as machine, served(app) as port:
        agent = enrolled(shop, app, shop.branch, machine.port)
        queue_up(shop, agent.printer, 3)
        with printing(settings, f"http://localhost:{port}", agent.token):
            jobs = ended_jobs(shop.store, agent.printer)
            assert {job.state for job in jobs} == {JobState.PRINTED}
            assert machine.printed == 3
            machine.fault = "lid"
            queue_up(shop, agent.printer, 2)
            *_, fourth, fifth = ended_jobs(shop.store, agent.printer)

    assert (fourth.state, fifth.state) == (JobState.FAILED, JobState.FAILED)
    assert "The lid of the printer is open." in capfd.readouterr().out


@pytest.mark.one_database
def test_the_agent_says_once_that_the_server_is_away(
    settings: Settings, shop: Shop, app: Flask, capfd: pytest.CaptureFixture[str]
) -> None:
    agent = enrolled(shop, app, shop.branch)
    with served(app) as port:
        pass
    over = Event()
    line = ServerLine(f"http://localhost:{port}", agent.token)
    here = PrintingHere(Terminal(settings, "en"), line, over)
    with pytest.raises(ServerAway):
        line.waiting()
    thread = Thread(target=here.run, daemon=True)
    thread.start()
    until(lambda: here._was_away)
    with served(app, port):
        queue_up(shop, agent.printer)
        ended_jobs(shop.store, agent.printer)
    over.set()
    thread.join(timeout=20)

    said = capfd.readouterr().out
    assert said.count("The server does not answer") == 1
    assert said.count("The server answers again.") == 1


@pytest.mark.one_database
def test_a_token_that_is_not_known_is_told_as_such(shop: Shop, app: Flask) -> None:
    with served(app) as port, pytest.raises(TokenRefused):
        ServerLine(f"http://localhost:{port}", "no-token-of-ours").waiting()


@pytest.mark.one_database
def test_an_end_is_told_over_the_line(shop: Shop, app: Flask) -> None:
    agent = enrolled(shop, app, shop.branch)
    queue_up(shop, agent.printer)
    with served(app) as port:
        line = ServerLine(f"http://localhost:{port}", agent.token)
        job = line.take(agent.printer)
        assert job
        line.tell(job.job, Delivery(Ending.UNKNOWN, Trouble.CUT_OFF))

    (told,) = jobs_of(shop.store, agent.printer)
    assert (told.state, told.trouble) == (JobState.UNKNOWN, "cut_off")


@pytest.mark.one_database
@pytest.mark.parametrize(
    "answer", ["[]", "{}", "null", "7", '{"printers": 7}', '{"printers": ["x"]}', '{"job": 1}']
)
def test_whoever_answers_in_place_of_the_server_is_not_taken_for_it(answer: str) -> None:
    """A network for guests answers everything until somebody has signed in."""

    def sign_in_first(_: object, start: Callable[..., object]) -> list[bytes]:
        start("200 OK", [("Content-Type", "application/json")])
        return [answer.encode()]

    with served(sign_in_first) as port:
        line = ServerLine(f"http://localhost:{port}", "token")
        with pytest.raises(ServerAway):
            line.waiting()
        with pytest.raises(ServerAway):
            line.take(1)


@pytest.mark.one_database
def test_the_command_says_why_it_does_not_begin(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("token\n")
    words = ("print-agent", "--url", "http://disk.example.se", "--token-file")

    done = CliRunner().invoke(
        main,
        (*words, str(tmp_path / "token")),
        env={"FRITIDSBANK_DATA": str(tmp_path), "FRITIDSBANK_LANGUAGE": "en"},
    )

    assert done.exit_code == 1
    assert "Write it with https://" in done.stderr
    assert json.dumps("token") not in done.stderr
