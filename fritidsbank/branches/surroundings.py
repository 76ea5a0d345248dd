"""What stands around a page: the name over the door, the theme, who is in, in which language.

It is handed to every template as `here` and read only when a template asks, since the counter's
shell is the same for everybody and a page about trouble must do without the database.
"""

from functools import cached_property
from urllib.parse import SplitResult, urlsplit

from flask import Flask, request
from flask_login import current_user
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from fritidsbank.branches.queries import NoSuchBranch, sign_over_door
from fritidsbank.branches.rules import OPERATOR_DEFAULTS
from fritidsbank.refusals import N_, Refusal
from fritidsbank.settings import Rooms
from fritidsbank.web.access import Actor, Role
from fritidsbank.web.context import SAFE, g

DONE = {
    "saved": N_("Saved."),
    "added": N_("Added."),
    "removed": N_("Taken away."),
    "moved": N_("Moved."),
    "kept": N_("It stays after all, and stands on its shelf."),
    "kept_all": N_("All of it stays after all, and stands on its shelf."),
    "closed": N_("Closed."),
    "reopened": N_("Opened again."),
    "registered": N_("Registered."),
    "printing": N_("On its way to the printer."),
    "cancelled": N_("It is not printed."),
    "published": N_("Published: everybody can read it now."),
    "signed_out": N_("Signed out everywhere else."),
}
"""What a page says after something was done: the word stands behind ?done= in its address."""
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class Here:
    """Ready words for `base.html`, so that templates only lay out."""

    @cached_property
    def language(self) -> str:
        """The page's language. A register that does not answer is no reason to say nothing."""
        try:
            return g.language
        except (DBAPIError, PoolTimeout, Refusal):
            g.language = "sv"  # `_` asks again and must not fail again
            return "sv"

    @cached_property
    def actor(self) -> Actor | None:
        """Who is signed in."""
        try:
            return g.actor if current_user.is_authenticated else None
        except (DBAPIError, PoolTimeout, Refusal):
            return None

    @property
    def shop(self) -> str:
        """The branch, or the operator when nobody is signed in."""
        return self._sign[0]

    @property
    def theme(self) -> str:
        """The style sheet of the operator's own colours, or nothing."""
        theme = str(self._sign[1]["theme"])
        return "" if theme == OPERATOR_DEFAULTS["theme"] else f"css/themes/{theme}.css"

    @property
    def demo(self) -> bool:
        """Whether this is a demo shop on this very machine: nowhere else may it be signed in to."""
        host = urlsplit(f"//{request.host}").hostname or ""
        return bool(self._sign[1]["demo"]) and host in LOCAL

    @property
    def has_shop(self) -> bool:
        """Whether this is a shop, and not the open minutes alone."""
        return g.settings.rooms is not Rooms.MINUTES

    @property
    def has_minutes(self) -> bool:
        """Whether the open minutes are here, beside a shop or alone."""
        return g.settings.rooms is not Rooms.SHOP

    @property
    def may_counter(self) -> bool:
        return self.has_shop and self._may(Role.COUNTER)

    @property
    def may_workshop(self) -> bool:
        return self.has_shop and self._may(Role.WORKSHOP)

    @property
    def may_secretary(self) -> bool:
        return self._may(Role.SECRETARY)

    @property
    def may_manager(self) -> bool:
        return self.has_shop and self._may(Role.MANAGER)

    @property
    def may_admin(self) -> bool:
        return self.actor is not None and self.actor.may_everywhere(Role.ADMIN)

    @property
    def may_catalogue(self) -> bool:
        """Whether categories may be changed: they are the same in all branches."""
        return self.actor is not None and self.actor.may_everywhere(Role.MANAGER)

    @property
    def home(self) -> str:
        """Where the work of whoever is signed in begins."""
        only_meetings = self.may_secretary and not (self.may_counter or self.may_workshop)
        if only_meetings or not self.has_shop:
            return "/minutes"
        return "/workshop" if self.may_workshop and not self.may_counter else "/counter"

    @property
    def in_swedish(self) -> str:
        return str(self.language == "sv").lower()

    @property
    def in_english(self) -> str:
        return str(self.language == "en").lower()

    @property
    def path(self) -> str:
        """Where to come back to after changing the language."""
        if request.method in SAFE:
            return request.full_path.rstrip("?")
        return _came_from().path or "/counter"

    @property
    def back(self) -> str:
        """The page that led here, if it is one of ours."""
        came_from = _came_from()
        ours = came_from.netloc == request.host and came_from.path not in {"", request.path}
        if came_from.path.startswith("//"):
            return self.home  # a browser would take it for another site
        return f"{came_from.path}?{came_from.query}".rstrip("?") if ours else self.home

    @property
    def done(self) -> str:
        """A sentence about what has just been done, or nothing."""
        return DONE.get(request.args.get("done", ""), "")

    @property
    def is_printing(self) -> bool:
        """Whether something is on its way to a printer that this page does not show."""
        return request.args.get("done") == "printing" and request.path != "/printers"

    def _may(self, role: Role) -> bool:
        return self.actor is not None and self.actor.may(role)

    @cached_property
    def _sign(self) -> tuple[str, dict[str, object]]:
        branch = self.actor.branch if self.actor else None
        try:
            if request.method in SAFE:
                return sign_over_door(g.db, branch)
            # After a refusal the writer's turn has been handed on, and is not wanted again.
            with g.store.reading() as db:
                return sign_over_door(db, branch)
        except (DBAPIError, PoolTimeout, NoSuchBranch):
            return str(OPERATOR_DEFAULTS["operator"]), dict(OPERATOR_DEFAULTS)


def put_up_signs(app: Flask) -> None:
    """What stands around a page, for every template of every room."""
    app.context_processor(lambda: {"here": Here()})


def _came_from() -> SplitResult:
    """The page that led here, as the browser says: it may say anything."""
    try:
        return urlsplit(request.referrer or "")
    except ValueError:
        return urlsplit("")
