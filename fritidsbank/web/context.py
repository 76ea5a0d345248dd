"""What belongs to one request: the moment, the session, who is acting, in which language."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from flask import current_app, request
from flask import g as flask_g
from flask.ctx import _AppCtxGlobals
from flask_login import current_user
from sqlalchemy.orm import Session

from fritidsbank import clock
from fritidsbank.db import Busy, Store
from fritidsbank.refusals import N_, Refusal
from fritidsbank.settings import Settings
from fritidsbank.web.access import Actor, Agent

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(eq=False)
class NotSignedIn(Refusal):
    """The session has ended, or there never was one."""

    status = 401
    message = N_("You are not signed in. Sign in and go on where you were.")


@dataclass(eq=False)
class UnknownAgent(Refusal):
    """The token of a program is none, or not any more."""

    status = 401
    message = N_("The token of this print agent is not known, or was withdrawn. Make a new one.")


class Here(_AppCtxGlobals):
    """One request. The session is opened when it is first asked for, and for writing only then."""

    only_looks = False
    """Whether this request changes nothing, although it was sent as a form."""

    turned_away = False
    """Whether the writer's turn did not come in time."""

    @cached_property
    def now(self) -> datetime:
        """The moment of this request: read once, handed down."""
        return clock.now()

    @cached_property
    def store(self) -> Store:
        """The shop's database."""
        return cast("Store", current_app.extensions["fritidsbank.store"])

    @cached_property
    def settings(self) -> Settings:
        """This installation."""
        return cast("Settings", current_app.extensions["fritidsbank.settings"])

    @cached_property
    def secret(self) -> bytes:
        """The key of this installation."""
        return cast("bytes", current_app.extensions["fritidsbank.secret"])

    @cached_property
    def opened(self) -> ExitStack:
        """What `close` lets go of."""
        return ExitStack()

    @cached_property
    def db(self) -> Session:
        """The session of this request; the frame commits it, nobody else. Raises Busy."""
        looks = request.method in SAFE or self.only_looks or self.turned_away
        unit = self.store.reading() if looks else self.store.writing()
        try:
            return self.opened.enter_context(unit)
        except Busy:
            # The page that says so asks who is here, and must not queue up once more for that.
            self.turned_away = True
            raise

    @cached_property
    def actor(self) -> Actor:
        """Who is acting. Raises NotSignedIn."""
        if not current_user.is_authenticated:
            raise NotSignedIn
        return cast("Actor", current_user._get_current_object())  # noqa: SLF001 - behind the proxy

    @cached_property
    def agent(self) -> Agent:
        """The program that is asking. Raises UnknownAgent."""
        know: Callable[[], Agent] = current_app.extensions["fritidsbank.agents"]
        return know()

    @cached_property
    def language(self) -> str:
        """The account's own language; on public pages the path says it."""
        if request.path.startswith("/en/") or request.path == "/en":
            return "en"
        if current_user.is_authenticated:
            return str(current_user.language)
        return "sv"

    @cached_property
    def afterwards(self) -> list[Callable[[Session], None]]:
        """Small writes of their own, after the request's own unit of work has ended."""
        return []

    @cached_property
    def after_commit(self) -> list[Callable[[Store], object]]:
        """What the store itself is asked to do once this request's unit of work has ended."""
        return []

    def close(self) -> None:
        """Roll back what was not committed and hand the writer's turn on."""
        if "opened" in self.__dict__:
            self.__dict__.pop("opened").close()
            self.__dict__.pop("db", None)


g: Here = cast("Any", flask_g)


def sent_object() -> dict[str, Any]:
    """The JSON object that was sent; empty when the body is anything else."""
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        body = None
    return body if isinstance(body, dict) else {}
