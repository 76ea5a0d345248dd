"""Signing in and out, and what a page must know about its session."""

import hashlib
import hmac
import re
from typing import Any
from urllib.parse import urlsplit

from flask import Request, Response, jsonify, redirect, render_template, request
from flask_login import LoginManager
from werkzeug.wrappers import Response as AnyResponse

from fritidsbank.branches.queries import branch_with, branches, settings_of_operator
from fritidsbank.clock import local_day
from fritidsbank.refusals import Refusal
from fritidsbank.settings import Rooms
from fritidsbank.staff import actions, queries
from fritidsbank.staff.passwords import fits, hashed, is_outdated
from fritidsbank.staff.rules import (
    TRIES_AN_ACCOUNT,
    TRIES_AN_ADDRESS,
    DemoElsewhere,
    NotOverOpenLine,
    TooManyTries,
    WrongSignIn,
)
from fritidsbank.web.access import INCLUDES, PUBLIC, SIGNED_IN, Actor, Role
from fritidsbank.web.context import g, sent_object
from fritidsbank.web.fields import Fields, FieldWrong
from fritidsbank.web.guard import Cookie, cookie_name, form_token, set_cookie
from fritidsbank.web.language import LANGUAGES, say
from fritidsbank.web.operations import count_to_review
from fritidsbank.web.room import Room

staff = Room("staff")

A_SHIFT = 12 * 3600
TEN_YEARS = 10 * 365 * 24 * 3600
_LOCAL = {"localhost", "127.0.0.1", "::1"}


def know_accounts(login: LoginManager) -> None:
    """Tell flask-login who a request comes from: whoever holds a live session's cookie."""
    login.request_loader(_load)


def _load(incoming: Request) -> Actor | None:
    token = incoming.cookies.get(cookie_name(Cookie.SESSION))
    if not token:
        return None
    found = queries.presence(g.db, token, now=g.now)
    if found is None:
        return None
    if found.seen_is_old:
        now = g.now
        g.afterwards.append(lambda db: actions.mark_seen(db, token, now=now))
    return found.actor


@staff.shows("/login", who=PUBLIC)
def login() -> str:
    """The page to sign in. A demo shop shows whom to sign in as."""
    return _login_page()


@staff.shows("/en/login", who=PUBLIC)
def login_en() -> str:
    """The same in English."""
    return _login_page()


def _verify() -> None:
    """Look up and hash before the writer's turn is taken: it is slow, and others are lending."""
    _refuse_open_line()
    name, password = request.form.get("name", ""), request.form.get("password", "")
    with g.store.reading() as db:
        if settings_of_operator(db)["demo"] and not _is_local():
            raise DemoElsewhere
        _throttle(db, name)
        sign_in = queries.sign_in_of(db, name[:200])
    secret = sign_in.secret if sign_in else None
    g.login_fits = fits(password[:1000], secret) and sign_in is not None
    g.login_account = sign_in.account_id if sign_in else None
    g.login_rehash = hashed(password) if g.login_fits and secret and is_outdated(secret) else None


@staff.does("/login", who=PUBLIC, first=_verify)
def sign_in() -> AnyResponse | tuple[str, int]:
    """Sign in, or say that it did not fit."""
    if not g.login_fits:
        actions.note_failure(g.db, _about(request.form.get("name", "")), now=g.now)
        return _login_page(WrongSignIn()), WrongSignIn.status
    account = queries.account_with(g.db, g.login_account)
    if g.login_rehash:
        found = queries.sign_in_of(g.db, request.form["name"])
        if found:
            found.secret = g.login_rehash
    token = request.cookies.get(cookie_name(Cookie.DEVICE), "")
    device = queries.device_of(g.db, token) if token else None
    answer: AnyResponse = redirect(_next_page(_home_of(account.id)), 303)
    if device is None:
        first = branches(g.db)[0].id
        device, token = actions.enrol_device(g.db, _device_name(), branch=first, now=g.now)
        set_cookie(answer, Cookie.DEVICE, token, seconds=TEN_YEARS)  # type: ignore[arg-type]
    branch = _branch_for(account.id, device.branch_id)
    session = actions.start_session(g.db, account.id, device, branch=branch, now=g.now)
    set_cookie(answer, Cookie.SESSION, session, seconds=A_SHIFT)  # type: ignore[arg-type]
    return answer


@staff.does("/logout", who=PUBLIC)
def sign_out() -> AnyResponse:
    """Sign out; the session is dead on the server, whoever has copied its cookie."""
    token = request.cookies.get(cookie_name(Cookie.SESSION), "")
    actions.end_session(g.db, token, now=g.now)
    answer: AnyResponse = redirect("/login", 303)
    set_cookie(answer, Cookie.SESSION, "", seconds=0)  # type: ignore[arg-type]
    return answer


@staff.shows("/api/session", who=SIGNED_IN)
def session() -> Response:
    """What the counter's page must know: who, where, the token of its forms."""
    return jsonify(_session_facts(g.actor, form_token()))


@staff.does("/api/session/switch", who=SIGNED_IN)
def switch() -> Response:
    """One tap changes who is at the counter."""
    account = sent_object().get("account")
    if type(account) is not int:
        raise FieldWrong("account")
    token = actions.switch_account(g.db, g.actor, account, now=g.now)
    found = queries.presence(g.db, token, now=g.now)
    if found is None:
        raise queries.NoSuchAccount(str(account))
    answer = jsonify(_session_facts(found.actor, _token_for(token)))
    set_cookie(answer, Cookie.SESSION, token, seconds=A_SHIFT)
    return answer


@staff.does("/api/session/language", who=SIGNED_IN)
def language() -> Response:
    """The language in which this account is spoken to from now on."""
    chosen = Fields(sent_object()).text("language")
    if chosen not in LANGUAGES:
        raise FieldWrong("language")
    actions.choose_language(g.db, g.actor.account, chosen)
    return jsonify(language=chosen)


@staff.does("/language", who=SIGNED_IN)
def language_form() -> AnyResponse:
    """The same from a page without script."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        raise FieldWrong("language")
    actions.choose_language(g.db, g.actor.account, chosen)
    return redirect(_next_page(), 303)


def _session_facts(actor: Actor, csrf: str) -> dict[str, Any]:
    branch = branch_with(g.db, actor.branch)
    others = queries.others_here(g.db, actor, now=g.now)
    chosen = settings_of_operator(g.db)
    return {
        "account": {"id": actor.account, "name": actor.name, "language": actor.language},
        "roles": sorted({role.value for role, _ in actor.roles}),
        "branch": {"id": branch.id, "name": branch.name},
        "device": actor.device,
        "csrf": csrf,
        "home": g.settings.url,
        "others": [{"id": other.id, "name": other.name} for other in others],
        "review": count_to_review(g.db, actor.branch),
        "today": local_day(g.now).isoformat(),
        "demo": bool(chosen["demo"]),
        "slip": chosen["slip"],
    }


def _token_for(token: str) -> str:
    return hmac.new(g.secret, b"form:" + token.encode(), hashlib.sha256).hexdigest()


def _login_page(refusal: Refusal | None = None) -> str:
    settings = settings_of_operator(g.db)
    trouble = say(refusal.message, g.language, refusal.facts()) if refusal else ""
    return render_template(
        "staff/login.html",
        trouble=trouble,
        demo=settings["demo"],
        operator=settings["operator"],
        next_page=_next_page(),
    )


def _home_of(account: int) -> str:
    """Where somebody begins: at the counter, the bench, the meetings, or among the articles."""
    if g.settings.rooms is Rooms.MINUTES:
        return "/minutes"
    roles = {each.role for each in queries.roles_of(g.db, account)}
    begins = {Role.COUNTER: "/counter", Role.WORKSHOP: "/workshop", Role.SECRETARY: "/minutes"}
    for role, page in begins.items():
        if any(role in INCLUDES[held] for held in roles):
            return page
    return "/articles"


def _next_page(usual: str = "") -> str:
    """Where to go on; only a path of ours, never another site."""
    wanted = request.values.get("next", "")
    ours = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    return wanted if ours and wanted.isprintable() else usual


def _refuse_open_line() -> None:
    if not request.is_secure and not g.settings.https and not _is_local():
        raise NotOverOpenLine


def _is_local() -> bool:
    return (urlsplit(f"//{request.host}").hostname or "") in _LOCAL


def _throttle(db: Any, name: str) -> None:  # noqa: ANN401 - a Session
    account, address = _about(name)
    if (
        queries.tries_about(db, account, now=g.now) >= TRIES_AN_ACCOUNT
        or queries.tries_about(db, address, now=g.now) >= TRIES_AN_ADDRESS
    ):
        raise TooManyTries


def _about(name: str) -> list[str]:
    """What a failure counts for, as HMACs: the register of failures names nobody."""
    subjects = (f"account:{name.strip().casefold()}", f"address:{request.remote_addr}")
    return [hmac.new(g.secret, s.encode(), hashlib.sha256).hexdigest() for s in subjects]


def _branch_for(account: int, usual: int) -> int:
    scopes = {role.branch_id for role in queries.roles_of(g.db, account)}
    if not scopes or None in scopes or usual in scopes:
        return usual
    return min(scope for scope in scopes if scope is not None)


def _device_name() -> str:
    agent = request.headers.get("User-Agent", "")
    for word in ("iPad", "iPhone", "Android", "Macintosh", "Windows", "CrOS", "Linux"):
        if re.search(word, agent):
            return word
    return "Browser"
