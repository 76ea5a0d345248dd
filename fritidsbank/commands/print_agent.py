"""The print agent: in the shop, when the server is elsewhere and cannot reach the printers."""

import signal
from pathlib import Path
from random import uniform
from threading import Event
from time import monotonic

import click

from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.printing.addresses import address_for
from fritidsbank.printing.conversation import Delivery, Document, Ending
from fritidsbank.printing.profiles import medium_for, printer_with
from fritidsbank.printing.status import SENTENCES, Trouble
from fritidsbank.printing.transports import deliver
from fritidsbank.printjobs.agent_line import (
    AgentJob,
    NotForUs,
    ServerAway,
    ServerLine,
    TokenRefused,
)
from fritidsbank.printjobs.rounds import Rounds
from fritidsbank.printjobs.rules import TOTAL_SECONDS, seconds_for
from fritidsbank.refusals import N_, Refusal

LOOK_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
WITHDRAWN_PAUSE_SECONDS = 300.0
TELL_FOR_SECONDS = 600.0
"""After ten minutes nobody waits to hear how it went: it is unknown."""


@click.command()
@click.option("--url", required=True, help="The address of the server, https://disk.example.se.")
@click.option(
    "--token-file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with the token that the server showed once.",
)
@click.option("--insecure-http", is_flag=True, help="Plain http to another machine after all.")
@pass_shop
def print_agent(shop: Shop, url: str, token_file: Path, *, insecure_http: bool) -> None:
    """Fetch print jobs from a server that is elsewhere, and print them here, until Ctrl-C."""
    over = Event()
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: over.set())
    token = token_file.read_text("utf-8", errors="replace").strip()
    line = ServerLine(url, token, insecure_http=insecure_http)
    shop.tell(N_("Print jobs are fetched from {url}. Stop with Ctrl-C."), url=url)
    PrintingHere(shop, line, over).run()


class PrintingHere:
    """The agent at work."""

    def __init__(self, shop: Shop, line: ServerLine, over: Event) -> None:
        self._shop, self._line, self._over = shop, line, over
        self._rounds = Rounds(line.waiting, self.work)
        self._was_away = False

    def run(self) -> None:
        """Ask every second; whoever does not answer is asked less and less often."""
        pause = 0.0
        while not self._over.wait(uniform(0.7, 1.3) * pause):  # noqa: S311 - not for secrecy
            try:
                self._rounds.go()
            except ServerAway as trouble:
                self._say_once(N_("The server does not answer ({why})."), why=str(trouble))
                pause = min(max(pause, LOOK_SECONDS) * 2, LONGEST_PAUSE_SECONDS)
            except TokenRefused:
                self._say_once(
                    N_("The server does not know this token any more. Make a new print agent.")
                )
                pause = WITHDRAWN_PAUSE_SECONDS
            else:
                if self._was_away:
                    self._shop.tell(N_("The server answers again."))
                self._was_away, pause = False, LOOK_SECONDS
        self._rounds.stop(TOTAL_SECONDS)

    def work(self, printer: int) -> bool:
        """One job, once: taken, sent, and told until somebody has heard it."""
        try:
            job = self._line.take(printer)
        except (ServerAway, TokenRefused, NotForUs):
            return False  # perhaps it was given to us: then its end is unknown, and not tried again
        if job is None:
            return False
        delivery = self._delivered(job)
        trouble = SENTENCES[delivery.trouble] if delivery.trouble else ""
        if trouble:
            self._shop.tell(
                N_("{job}: {trouble}"), job=job.name, trouble=self._shop.sentence(trouble)
            )
        return self._tell(job, delivery)

    def _delivered(self, job: AgentJob) -> Delivery:
        try:
            printer = printer_with(job.model)
            to = address_for(printer, job.address)
            medium = medium_for(printer, job.medium)
        except Refusal:
            # A newer server: it knows printers that this program does not.
            return Delivery(Ending.FAILED, Trouble.REFUSED)
        document = Document(job.data, printer, medium, job.name, job.labels)
        return deliver(
            document, to, folder=self._shop.settings.printed, within=seconds_for(job.labels)
        )

    def _tell(self, job: AgentJob, delivery: Delivery) -> bool:
        """Whether the server has heard it."""
        until, pause = monotonic() + TELL_FOR_SECONDS, LOOK_SECONDS
        while True:
            try:
                self._line.tell(job.job, delivery)
            except (TokenRefused, NotForUs):
                return False
            except ServerAway:
                if monotonic() > until or self._over.wait(uniform(0.7, 1.3) * pause):  # noqa: S311
                    return False
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            else:
                return True

    def _say_once(self, sentence: str, **facts: object) -> None:
        if not self._was_away:
            self._shop.tell(sentence, **facts)
        self._was_away = True
