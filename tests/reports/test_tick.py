"""What the shop does by itself: weeks are frozen and mailed, each mail once, whatever happens."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from fritidsbank import clock
from fritidsbank.cli import main
from fritidsbank.clock import local_day
from fritidsbank.reports.mailing import ReadsAlready, add_reader, remove_reader
from fritidsbank.reports.models import FrozenReport
from fritidsbank.settings import Settings
from fritidsbank.web.mail_addresses import NotAnAddress
from fritidsbank.web.models import Errand
from tests import make
from tests.conftest import Shop
from tests.ports import free_port
from tests.postmaster import STAGES, PostOffice, post_office
from tests.ready_program import begun

LENA, OLLE = "lena@example.se", "olle@example.se"
CRASHES = 20


@dataclass
class Timer:
    """What calls `fritidsbank tick`."""

    shop: Shop
    office: PostOffice
    environ: dict[str, str]

    def ticks(self) -> str:
        """Once, to its end."""
        done = CliRunner().invoke(main, ["tick"], env=self.environ, catch_exceptions=False)
        assert done.exit_code == 0, done.stderr
        return done.stdout

    def ticks_later(self) -> str:
        """The same when every pause is over, also that until seven on a Monday morning."""
        post = self.environ.pop("FRITIDSBANK_SMTP", "")
        self.ticks()
        self.environ["FRITIDSBANK_SMTP"] = post
        self.makes_due()
        return self.ticks()

    def makes_due(self) -> None:
        """Let every pause be over."""
        with self.shop.store.writing() as db:
            for errand in db.scalars(select(Errand)):
                errand.not_before_at = errand.created_at
            db.commit()

    def falls_over(self) -> None:
        """In a process of its own, which the post office kills."""
        process = begun(["tick"], os.environ | self.environ)
        self.office.caller = process.pid or 0
        process.join()
        assert process.exitcode == -signal.SIGKILL

    def troubles(self) -> list[str]:
        """What is written beside mails that did not go."""
        with self.shop.store.reading() as db:
            return [one.trouble for one in db.scalars(select(Errand)) if one.trouble]


@pytest.fixture
def timer(shop: Shop, settings: Settings) -> Iterator[Timer]:
    """A shop in which something happened twelve days ago, and a post office."""
    with shop.store.writing() as db:
        past = clock.now() - timedelta(days=12)
        make.article(db, branch=shop.branch, by=shop.admin, now=past)
        db.commit()
    with post_office() as (office, address):
        environ = {
            "FRITIDSBANK_DATA": str(settings.data),
            "FRITIDSBANK_DATABASE": settings.database,
            "FRITIDSBANK_URL": "https://disk.example.se",
            "FRITIDSBANK_SMTP": address,
        }
        yield Timer(shop, office, environ)


def reads(timer: Timer, *addresses: str, language: str = "sv") -> None:
    with timer.shop.store.writing() as db:
        for address in addresses:
            add_reader(db, address, branch=None, language=language, now=timer.shop.now)
        db.commit()


def weeks_over() -> int:
    """How many weeks have ended since twelve days ago."""
    today = local_day(clock.now())
    first = local_day(clock.now() - timedelta(days=12))
    return sum((first + timedelta(days=n)).weekday() == 6 for n in range((today - first).days))


def test_weeks_that_are_over_are_frozen(timer: Timer) -> None:
    timer.ticks()
    with timer.shop.store.reading() as db:
        weeks = db.scalar(
            select(func.count()).where(FrozenReport.branch == 0, FrozenReport.period.like("%W%"))
        )
    assert weeks == weeks_over() > 0


def test_everybody_on_the_list_gets_each_week_once(timer: Timer) -> None:
    reads(timer, LENA, OLLE)
    timer.ticks_later()
    timer.ticks_later()
    assert {who: len(timer.office.to(who)) for who in (LENA, OLLE)} == dict.fromkeys(
        (LENA, OLLE), weeks_over()
    )


def test_the_mail_says_the_week_and_brings_its_paper(timer: Timer) -> None:
    reads(timer, LENA, language="en")
    timer.ticks_later()
    mail = timer.office.to(LENA)[0]
    (paper,) = mail.iter_attachments()
    body = mail.get_body()
    assert body is not None
    assert "Articles lent: 0" in body.get_content()
    assert paper.get_content().startswith(b"%PDF-")


def test_the_mail_leads_to_the_report_of_the_readers_branch(timer: Timer) -> None:
    branch = timer.shop.branch
    with timer.shop.store.writing() as db:
        add_reader(db, LENA, branch=branch, language="sv", now=timer.shop.now)
        add_reader(db, OLLE, branch=None, language="sv", now=timer.shop.now)
        db.commit()
    timer.ticks_later()
    leads = {}
    for who in (LENA, OLLE):
        body = timer.office.to(who)[0].get_body()
        assert body is not None
        leads[who] = body.get_content().split()[-1].partition("?")[2]
    assert leads == {LENA: f"branch={branch}", OLLE: ""}


def test_who_is_off_the_list_gets_nothing(timer: Timer) -> None:
    with timer.shop.store.writing() as db:
        lena = add_reader(db, LENA, branch=None, language="sv", now=timer.shop.now)
        db.commit()
    timer.environ["FRITIDSBANK_SMTP"] = f"smtp://127.0.0.1:{free_port()}"
    timer.ticks_later()
    with timer.shop.store.writing() as db:
        remove_reader(db, lena.id)
        db.commit()
    timer.environ["FRITIDSBANK_SMTP"] = ""
    timer.ticks_later()
    assert timer.office.received == []


def test_a_mail_server_that_is_away_gets_them_when_it_is_back(timer: Timer) -> None:
    reads(timer, LENA)
    here, away = timer.environ["FRITIDSBANK_SMTP"], f"smtp://127.0.0.1:{free_port()}"
    timer.environ["FRITIDSBANK_SMTP"] = away
    for _ in range(10):
        timer.ticks_later()
    timer.environ["FRITIDSBANK_SMTP"] = here
    timer.ticks_later()
    assert len(timer.office.to(LENA)) == weeks_over()


def test_a_mail_server_that_is_busy_gets_them_later(timer: Timer) -> None:
    reads(timer, LENA)
    timer.office.busy = True
    timer.ticks_later()
    timer.office.busy = False
    timer.ticks_later()
    assert len(timer.office.to(LENA)) == weeks_over()


def test_one_refused_address_keeps_nobody_waiting(timer: Timer) -> None:
    reads(timer, LENA, OLLE)
    timer.office.refuses = {LENA}
    timer.ticks_later()
    assert [len(timer.office.to(who)) for who in (LENA, OLLE)] == [0, weeks_over()]


def test_what_the_server_says_is_kept_without_the_address(timer: Timer) -> None:
    reads(timer, LENA)
    timer.office.refuses = {LENA}
    timer.ticks_later()
    assert set(timer.troubles()) == {"550 @ lives here no more"}


@pytest.mark.one_database
def test_each_mail_comes_once_through_crashes(timer: Timer) -> None:
    reads(timer, *(f"reader{number}@example.se" for number in range(CRASHES)))
    post = timer.environ.pop("FRITIDSBANK_SMTP")
    timer.ticks()
    timer.makes_due()
    timer.environ["FRITIDSBANK_SMTP"] = post
    for number in range(CRASHES):
        timer.office.kills = [STAGES[number % len(STAGES)]]
        timer.falls_over()
    timer.ticks_later()
    came = Counter(mail["Message-ID"] for mail in timer.office.received)
    assert (len(came), set(came.values())) == (CRASHES * weeks_over(), {1})


@pytest.mark.parametrize(
    "address", ["", "lena", "lena@", "@example.se", "lena@disk", "lena@example.se\r\nBcc: a@b.se"]
)
def test_what_is_no_address_is_refused(shop: Shop, address: str) -> None:
    with shop.store.writing() as db, pytest.raises(NotAnAddress):
        add_reader(db, address, branch=None, language="sv", now=shop.now)


def test_an_address_is_on_the_list_once(shop: Shop) -> None:
    with shop.store.writing() as db:
        add_reader(db, LENA, branch=None, language="sv", now=shop.now)
        with pytest.raises(ReadsAlready):
            add_reader(db, LENA, branch=None, language="en", now=shop.now)


def test_an_address_in_capitals_is_the_same_address(shop: Shop) -> None:
    with shop.store.writing() as db:
        add_reader(db, "Lena@Example.se", branch=None, language="sv", now=shop.now)
        with pytest.raises(ReadsAlready):
            add_reader(db, LENA, branch=None, language="sv", now=shop.now)
