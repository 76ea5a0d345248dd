"""Mails about meetings: asked for twice, ended by one click, and nobody learns who gets them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank import clock
from fritidsbank.cli import main
from fritidsbank.minutes.mails.subscribing import (
    ASKED_FROM_ONE_PLACE,
    LETTERS_AN_ADDRESS,
    Says,
    forget_unconfirmed,
    promise_mails_about,
    token_for,
)
from fritidsbank.minutes.models import Subscriber
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import withdraw_versions
from fritidsbank.minutes.rules import OutcomeKind, PublishedKind
from fritidsbank.settings import Settings
from fritidsbank.staff.models import Attempt
from fritidsbank.web.models import Errand
from tests import make
from tests.conftest import Shop
from tests.minutes.conftest import leading_group, meeting_of, minutes_of
from tests.minutes.public_world import GROUP, publish
from tests.minutes.released import outcome, released
from tests.postmaster import PostOffice, post_office

pytestmark = pytest.mark.one_database

LENA, OLLE = "lena@example.se", "olle@example.se"
PAGE = "/moten/prenumerera"
ALL = {"address": LENA, "group": "all", "language": "sv"}


@dataclass
class Post:
    """An office with an open group, a post office, and a browser without any cookie."""

    shop: Shop
    office: PostOffice
    environ: dict[str, str]
    settings: Settings
    browser: make.Visitor

    def asks(self, **form: str) -> int:
        """Fill in the form; the status of the answer."""
        return self.browser.client.post(PAGE, data=ALL | form).status_code

    def ticks(self) -> None:
        """Send what is due."""
        done = CliRunner().invoke(main, ["tick"], env=self.environ, catch_exceptions=False)
        assert done.exit_code == 0, done.stderr

    def link(self, mail: EmailMessage, ending: str) -> str:
        """The path of the link in a mail that ends so."""
        (found,) = [each for each in text_of(mail).split() if each.endswith(ending)]
        return urlsplit(found).path

    def subscribes(self, address: str = LENA, group: str = "all", language: str = "sv") -> None:
        """Ask and say yes."""
        self.asks(address=address, group=group, language=language)
        self.ticks()
        self.browser.client.post(self.link(self.office.to(address)[-1], "/yes"))
        self.office.received.clear()

    def publishes(self, *, note: str = "") -> Published:
        """Minutes with a decision, and the mails that they bring."""
        with self.shop.store.writing() as db:
            now = clock.now()
            row = minutes_out(db, now=now, note=note)
            promise_mails_about(db, row, now=now)
            db.commit()
        return row

    def subscribers(self) -> list[tuple[str, str, bool]]:
        """Every address, its group, and whether it was confirmed."""
        with self.shop.store.reading() as db:
            rows = db.scalars(select(Subscriber).order_by(Subscriber.id))
            return [(row.address, row.group_slug, row.confirmed_at is not None) for row in rows]


def minutes_out(db: Session, *, now: datetime, note: str) -> Published:
    """Published minutes of the leading group, which decided something."""
    group = leading_group(db, now=now, slug=GROUP.slug)
    minutes = minutes_of(db, meeting_of(db, group, now=now), ("Lokalen", "Söder"), now=now)
    minutes.change_note = note
    outcome(db, minutes, OutcomeKind.DECISION, "Vi hyr lokalen")
    return released(db, minutes, now=now)


def text_of(mail: EmailMessage) -> str:
    """What a mail says."""
    body = mail.get_body()
    assert body is not None
    return str(body.get_content())


@pytest.fixture
def post(app: Flask, shop: Shop, settings: Settings) -> Iterator[Post]:
    """Everybody can read about a group, and mail goes out."""
    with shop.store.writing() as db:
        publish(db, GROUP, now=shop.now)
        db.commit()
    with post_office() as (office, address):
        environ = {
            "FRITIDSBANK_DATA": str(settings.data),
            "FRITIDSBANK_DATABASE": settings.database,
            "FRITIDSBANK_URL": "https://moten.fritidsbanken-pa-soder.helsingborg.example.se",
            "FRITIDSBANK_SMTP": address,
            "FRITIDSBANK_ROOMS": "minutes",  # a shop would freeze forty weeks at each tick
        }
        yield Post(shop, office, environ, settings, make.visitor(app))


def test_an_address_gets_a_letter_and_nothing_else_before_it_says_yes(post: Post) -> None:
    post.asks()
    post.ticks()
    post.publishes()
    post.ticks()
    assert len(post.office.to(LENA)) == 1
    assert post.subscribers() == [(LENA, "", False)]


def test_looking_at_the_link_confirms_nothing_and_the_button_does(post: Post) -> None:
    post.asks()
    post.ticks()
    link = post.link(post.office.to(LENA)[0], "/yes")
    page = post.browser.client.get(link)
    before = post.subscribers()
    answer = post.browser.client.post(link)
    assert (page.status_code, before) == (200, [(LENA, "", False)])
    assert (answer.status_code, post.subscribers()) == (200, [(LENA, "", True)])


def test_what_is_published_comes_by_mail_once(post: Post) -> None:
    post.subscribes()
    row = post.publishes()
    with post.shop.store.writing() as db:
        promise_mails_about(db, db.get_one(Published, row.id), now=clock.now())
        db.commit()
    post.ticks()
    post.ticks()
    (mail,) = post.office.to(LENA)
    assert mail["Subject"] == "Anteckningar: Ledningsgrupp för utveckling, 19 april 2017"
    assert "- Vi hyr lokalen" in text_of(mail)
    assert f"/moten/{GROUP.slug}/2017-04-19" in text_of(mail)


def test_a_correction_says_what_was_changed(post: Post) -> None:
    post.subscribes()
    post.publishes(note="Fel dag")
    post.ticks()
    (mail,) = post.office.to(LENA)
    assert "Fel dag" in text_of(mail)
    assert str(mail["Subject"]).startswith("Rättade anteckningar")


def test_a_mail_program_gets_a_button_for_no_more_that_works_without_anything_else(
    post: Post,
) -> None:
    post.subscribes()
    post.publishes()
    post.ticks()
    (mail,) = post.office.to(LENA)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    raw = mail["List-Unsubscribe"]
    path = urlsplit(raw.strip("<>")).path
    bare = post.browser.client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert (bare.status_code, post.subscribers()) == (200, [])


def test_the_address_for_no_more_is_no_encoded_word(post: Post) -> None:
    post.subscribes()
    post.publishes()
    post.ticks()
    lines = post.office.raw[-1].decode().splitlines()
    (line,) = [each for each in lines if each.startswith("List-Unsubscribe:")]
    assert line.startswith("List-Unsubscribe: <https://moten.")
    assert line.endswith("/off>")


def test_looking_at_no_more_changes_nothing_and_twice_does_no_harm(post: Post) -> None:
    post.subscribes()
    post.publishes()
    post.ticks()
    link = post.link(post.office.to(LENA)[0], "/off")
    looked, there = post.browser.client.get(link), post.subscribers()
    first, second = post.browser.client.post(link), post.browser.client.post(link)
    assert (looked.status_code, there) == (200, [(LENA, "", True)])
    assert (first.data, first.status_code) == (second.data, 200)


def test_who_has_left_gets_nothing_that_was_promised(post: Post) -> None:
    post.subscribes()
    post.publishes()
    with post.shop.store.writing() as db:
        db.delete(db.scalars(select(Subscriber)).one())
        db.commit()
    post.ticks()
    assert post.office.received == []


def test_what_was_withdrawn_before_the_mail_went_is_not_sent(post: Post) -> None:
    post.subscribes()
    row = post.publishes()
    with post.shop.store.writing() as db:
        withdraw_versions(db, PublishedKind.MINUTES, row.key, "Ett namn", now=clock.now())
        db.commit()
    post.ticks()
    assert post.office.received == []


@pytest.mark.parametrize(("group", "mails"), [("all", 1), (GROUP.slug, 1), ("ungdomsradet", None)])
def test_one_group_or_all(post: Post, group: str, mails: int | None) -> None:
    if mails is None:
        assert post.asks(group=group) == 422
        return
    post.subscribes(group=group)
    post.publishes()
    post.ticks()
    assert len(post.office.to(LENA)) == mails


def test_who_wants_a_group_and_all_gets_one_mail(post: Post) -> None:
    post.subscribes()
    post.subscribes(group=GROUP.slug)
    post.publishes()
    post.ticks()
    assert len(post.office.to(LENA)) == 1


def test_who_asks_again_has_one_subscription(post: Post) -> None:
    post.subscribes()
    post.subscribes(language="en")
    assert post.subscribers() == [(LENA, "", True)]
    post.publishes()
    post.ticks()
    assert "/en/meetings/" in text_of(post.office.to(LENA)[0])


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(post: Post) -> None:
    post.subscribes()
    known = post.browser.client.post(PAGE, data=ALL)
    unknown = post.browser.client.post(PAGE, data=ALL | {"address": OLLE})
    assert (known.data, known.status_code) == (unknown.data, unknown.status_code)


def test_nobody_can_fill_somebody_elses_mailbox(post: Post) -> None:
    answers = {post.asks(address=LENA.upper() if n % 2 else LENA) for n in range(8)}
    post.ticks()
    assert (answers, len(post.office.received)) == ({200}, LETTERS_AN_ADDRESS)


def test_who_asks_for_many_addresses_waits(post: Post) -> None:
    answers = [
        post.asks(address=f"somebody{number}@example.se")
        for number in range(ASKED_FROM_ONE_PLACE + 1)
    ]
    assert answers == [200] * ASKED_FROM_ONE_PLACE + [429]


@pytest.mark.parametrize("address", ["", "lena", "lena@example.se\r\nBcc: a@b.se", "å@ä.ö"])
def test_what_is_no_address_is_said(post: Post, address: str) -> None:
    assert post.asks(address=address) == 422
    assert post.subscribers() == []


def test_after_two_days_the_link_does_not_hold_and_the_address_is_forgotten(post: Post) -> None:
    post.asks()
    post.ticks()
    link = post.link(post.office.to(LENA)[0], "/yes")
    with post.shop.store.writing() as db:
        row = db.scalars(select(Subscriber)).one()
        row.asked_at -= timedelta(hours=49)
        db.commit()
    assert post.browser.client.post(link).status_code == 404
    with post.shop.store.writing() as db:
        assert forget_unconfirmed(db, now=clock.now()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        "/moten/prenumerera/99/{token}/yes",
        "/moten/prenumerera/1/{off}/yes",
        "/moten/prenumerera/1/x/yes",
    ],
)
def test_a_link_that_nobody_was_sent_confirms_nothing(post: Post, wrong: str) -> None:
    post.asks()
    with post.shop.store.reading() as db:
        row = db.scalars(select(Subscriber)).one()
        secret = post.settings.secret()
        token, off = token_for(row, Says.YES, secret), token_for(row, Says.OFF, secret)
    answer = post.browser.client.post(wrong.format(token=token, off=off))
    assert (answer.status_code, post.subscribers()) == (404, [(LENA, "", False)])


def test_no_address_stands_in_an_errand_or_among_the_tries(post: Post) -> None:
    post.subscribes()
    post.publishes()
    with post.shop.store.reading() as db:
        kept = [*db.scalars(select(Errand)), *db.scalars(select(Attempt))]
        said = str([vars(row) for row in kept])
    assert "example.se" not in said


def test_the_page_sets_no_cookie_and_asks_for_none(post: Post) -> None:
    page = post.browser.client.get(PAGE)
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert "form_token" not in page.text
