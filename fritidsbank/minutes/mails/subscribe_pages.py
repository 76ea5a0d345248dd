"""Mails about open meetings, asked for by anybody: no cookie, no session, nothing to find out.

A GET reads what is published and nothing else. What is sent needs no form token: no cookie opens
anything here, so that a page of somebody else could do no more than its reader.
"""

import hashlib
import hmac

from flask import request
from sqlalchemy import select

from fritidsbank.minutes.mails.subscribing import LinkNoMore, Says, ask, confirm, leave
from fritidsbank.minutes.public.queries import site_of
from fritidsbank.minutes.public.sheets import rendered
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.rules import PublishedKind
from fritidsbank.refusals import N_
from fritidsbank.search_keys import sort_key
from fritidsbank.web.access import BARE, PUBLIC
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, Unclear
from fritidsbank.web.language import LANGUAGES, say
from fritidsbank.web.mail_addresses import LONGEST
from fritidsbank.web.public import shows_anybody
from fritidsbank.web.room import Room

subscriptions = Room("subscriptions")

HERE = {"sv": "/moten/prenumerera", "en": "/en/meetings/prenumerera"}
ALL = "all"
LANGUAGE_NAMES = (("sv", "Svenska"), ("en", "English"))


@shows_anybody(subscriptions, HERE["sv"], HERE["en"])
def subscribe_page() -> str:
    """Which address, about which group, in which language."""
    return _page(Form({"group": ALL, "language": g.language}))


@subscriptions.does(HERE["sv"], who=BARE)
def subscribe() -> str | tuple[str, int]:
    """A letter is on its way, if the address can get one: more is not said."""
    return _subscribe("sv")


@subscriptions.does(HERE["en"], who=BARE)
def subscribe_en() -> str | tuple[str, int]:
    """The same in English."""
    return _subscribe("en")


@subscriptions.shows(f"{HERE['sv']}/<int:subscriber>/<token>/<says>", who=PUBLIC)
def link_page(subscriber: int, token: str, says: str) -> str:
    """Where a link of a mail leads: a button, since mail programs look at links by themselves."""
    return _link_page("sv", says, subscriber, token)


@subscriptions.shows(f"{HERE['en']}/<int:subscriber>/<token>/<says>", who=PUBLIC)
def link_page_en(subscriber: int, token: str, says: str) -> str:
    """The same in English."""
    return _link_page("en", says, subscriber, token)


@subscriptions.does(f"{HERE['sv']}/<int:subscriber>/<token>/<says>", who=BARE)
def follow_link(subscriber: int, token: str, says: str) -> str:
    """Yes to mails, or no more of them; a mail program may say the latter by itself (RFC 8058)."""
    return _follow_link("sv", says, subscriber, token)


@subscriptions.does(f"{HERE['en']}/<int:subscriber>/<token>/<says>", who=BARE)
def follow_link_en(subscriber: int, token: str, says: str) -> str:
    """The same in English."""
    return _follow_link("en", says, subscriber, token)


@subscriptions.errorhandler(LinkNoMore)
def link_no_more(refusal: LinkNoMore) -> tuple[str, int]:
    """A calm sentence; not even the sign over the door is looked up for somebody outside."""
    g.close()
    sentence = say(refusal.message, g.language, refusal.facts())
    page = rendered(
        "minutes/public/missing.html", site_of(g.db), sentence=sentence, refusal=refusal
    )
    return page, refusal.status


def _page(form: Form) -> str:
    return rendered(
        "minutes/public/subscribe.html",
        site_of(g.db),
        form=form,
        action=HERE[g.language],
        groups=[(ALL, say(N_("All groups"), g.language)), *_groups()],
        languages=LANGUAGE_NAMES,
    )


def _subscribe(language: str) -> str | tuple[str, int]:
    g.language = language
    form = Form()
    try:
        address = form.text("address", LONGEST, needed=True)
        group = form.word("group", [slug for slug, _ in _groups()] + [ALL])
        chosen = form.word("language", LANGUAGES)
        form.refuse_unclear()
        asked_from = hmac.new(
            g.secret, f"subscribe:{request.remote_addr}".encode(), hashlib.sha256
        ).hexdigest()
        with form.noting(not_an_address="address"):
            slug = "" if group == ALL else group
            ask(g.db, address, slug, chosen, asked_from=asked_from, now=g.now)
    except Unclear:
        g.db.rollback()
        return _page(form), 422
    return _said("asked")


def _link_page(language: str, says: str, subscriber: int, token: str) -> str:
    g.language = language
    _refuse_strange(says)
    return rendered(
        "minutes/public/subscribe_link.html",
        site_of(g.db),
        says=says,
        action=f"{HERE[language]}/{subscriber}/{token}/{says}",
    )


def _follow_link(language: str, says: str, subscriber: int, token: str) -> str:
    g.language = language
    _refuse_strange(says)
    if says == Says.YES:
        confirm(g.db, subscriber, token, g.secret, now=g.now)
    else:
        leave(g.db, subscriber, token, g.secret)
    return _said(says)


def _refuse_strange(says: str) -> None:
    if says not in [*Says]:
        raise LinkNoMore


def _said(what: str) -> str:
    return rendered("minutes/public/subscribe_said.html", site_of(g.db), said=what)


def _groups() -> list[tuple[str, str]]:
    """The groups that anybody may read about, by name."""
    found = g.db.execute(
        select(Published.key, Published.title).where(
            Published.kind == PublishedKind.GROUP,
            Published.superseded_at.is_(None),
            Published.withdrawn_at.is_(None),
        )
    )
    return sorted(((slug, title) for slug, title in found), key=lambda each: sort_key(each[1]))
