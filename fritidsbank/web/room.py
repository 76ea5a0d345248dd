"""A room's routes: each says who may use it, and each is one unit of work."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Blueprint
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from fritidsbank.refusals import Forbidden, LostRace, N_
from fritidsbank.web.access import AGENT, BARE, PUBLIC, Who
from fritidsbank.web.context import g

P = ParamSpec("P")
T = TypeVar("T")

MOST_TRIES = 8
"""Of so many who want the same thing in one moment, the last has met all the others."""


@dataclass(eq=False)
class NotYours(Forbidden):
    """The account has no role for this here."""

    message = N_("Your account may not do this here. Ask the manager.")


def settle(db: Session, work: Callable[[], T]) -> T:
    """Do the work and commit it; whoever lost a race does it again and meets what the other did.

    The work must not do anything outside the database, since it may be done several times.
    """
    for _ in range(MOST_TRIES - 1):
        try:
            done = work()
            db.commit()
        except (IntegrityError, LostRace):
            db.rollback()
        except OperationalError as trouble:
            db.rollback()
            if not _is_lost_race(trouble):
                raise
        else:
            return done
    done = work()
    db.commit()
    return done


# PostgreSQL's words for two who waited for each other, and for a plan that somebody crossed.
_LOST_RACES = frozenset({"40P01", "40001"})


def _is_lost_race(trouble: OperationalError) -> bool:
    return getattr(trouble.orig, "sqlstate", None) in _LOST_RACES


class Room(Blueprint):
    """A blueprint whose routes are made by `shows` and `does`; any other way is refused."""

    def __init__(self, name: str) -> None:
        super().__init__(name, f"fritidsbank.{name}")
        self.doors: dict[str, Who] = {}
        self.uploads: dict[str, int] = {}

    def shows(self, rule: str, *, who: Who) -> Callable[[Callable[P, T]], Callable[P, T]]:
        """A page or a JSON answer that changes nothing (GET)."""

        def decorate(view: Callable[P, T]) -> Callable[P, T]:
            @wraps(view)
            def look(*args: P.args, **kwargs: P.kwargs) -> T:
                admit(who)
                return view(*args, **kwargs)

            self._add(rule, look, who, "GET")
            return view

        return decorate

    def answers(self, rule: str, *, who: Who) -> Callable[[Callable[P, T]], Callable[P, T]]:
        """A page made of what a form sent (POST), which changes nothing.

        For what must not stand in an address, where logs and histories would keep it.
        """

        def decorate(view: Callable[P, T]) -> Callable[P, T]:
            @wraps(view)
            def look(*args: P.args, **kwargs: P.kwargs) -> T:
                g.only_looks = True
                admit(who)
                return view(*args, **kwargs)

            self._add(rule, look, who, "POST")
            return view

        return decorate

    def does(
        self,
        rule: str,
        *,
        who: Who,
        first: Callable[[], None] | None = None,
        largest_file: int = 0,
    ) -> Callable[[Callable[P, T]], Callable[P, T]]:
        """Something that may change the register (POST): view, commit, response.

        `first` is slow work, such as hashing a password, done before the writer's turn is taken.
        A form with a file is let in only where `largest_file` says how many bytes it may have.
        """

        def decorate(view: Callable[P, T]) -> Callable[P, T]:
            @wraps(view)
            def work(*args: P.args, **kwargs: P.kwargs) -> T:
                if first is not None:
                    admit(who)
                    g.close()  # the look-up took the writer's turn, and this is slow
                    first()
                admit(who)
                return settle(g.db, lambda: view(*args, **kwargs))

            if largest_file:
                self.uploads[view.__name__] = largest_file
            self._add(rule, work, who, "POST")
            return view

        return decorate

    def commits_itself(self, rule: str, *, who: Who) -> Callable[[Callable[P, T]], Callable[P, T]]:
        """For a POST of several units of work, each committed by itself: a batch of operations."""

        def decorate(view: Callable[P, T]) -> Callable[P, T]:
            @wraps(view)
            def work(*args: P.args, **kwargs: P.kwargs) -> T:
                admit(who)
                return view(*args, **kwargs)

            self._add(rule, work, who, "POST")
            return view

        return decorate

    def _add(self, rule: str, view: Callable[..., Any], who: Who, method: str) -> None:
        self.doors[view.__name__] = who
        self.add_url_rule(rule, view.__name__, view, methods=[method])


def admit(who: Who) -> None:
    """Let in whoever may use a route. Raises NotSignedIn, NotYours, UnknownAgent."""
    if who is AGENT:
        g.agent  # noqa: B018 - asking for it is what refuses
    elif who not in {PUBLIC, BARE} and not g.actor.may(who):
        raise NotYours
