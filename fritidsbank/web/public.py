"""Pages for anybody: the path says the language, nobody is looked up, no cookie is set.

What was answered is kept for half a minute, as any cache on the way may keep it, since its headers
say so. A queue of telephones in front of the shop then costs the counter nothing. Each process
keeps its own; no other needs it.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from threading import Lock
from typing import ParamSpec
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from flask import Response, make_response, request

from fritidsbank.db import Store
from fritidsbank.web.access import PUBLIC
from fritidsbank.web.context import g
from fritidsbank.web.paging import page_asked
from fritidsbank.web.room import Room

P = ParamSpec("P")
View = Callable[P, str | Response]

FRESH = timedelta(seconds=30)
MOST_KEPT = 200
MOST_BYTES = 8_000_000
"""Papers are large, and the server is to be small: so much is kept of all answers together."""
LONGEST_SEARCH = 80


@dataclass(frozen=True)
class Kept:
    """An answer as it was at a moment; its tag is made of what it says."""

    made_at: datetime
    body: bytes
    mimetype: str
    tag: str


class Kiosk:
    """The latest answers of each register, the oldest given up first."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._kept: WeakKeyDictionary[Store, OrderedDict[str, Kept]] = WeakKeyDictionary()

    def find(self, store: Store, what: str, now: datetime) -> Kept | None:
        """What was answered to the same, if it is still fresh."""
        with self._guard:
            kept = self._kept.get(store, OrderedDict[str, Kept]()).get(what)
        # A clock that was put back must not keep an answer for ever.
        return kept if kept and timedelta() <= now - kept.made_at < FRESH else None

    def keep(self, store: Store, what: str, answer: Kept) -> None:
        """Have it ready for whoever asks next."""
        with self._guard:
            kept = self._kept.setdefault(store, OrderedDict())
            kept[what] = answer
            kept.move_to_end(what)
            size = sum(len(each.body) for each in kept.values())
            while len(kept) > MOST_KEPT or (size > MOST_BYTES and len(kept) > 1):
                _, oldest = kept.popitem(last=False)
                size -= len(oldest.body)

    def forget(self, store: Store) -> None:
        """Answer nothing more of what was kept."""
        with self._guard:
            self._kept.pop(store, None)


_KIOSK = Kiosk()


def forget_kept(store: Store) -> None:
    """What was just taken back is not answered from memory; for `g.after_commit`."""
    _KIOSK.forget(store)


def shows_anybody(
    room: Room, swedish: str, english: str
) -> Callable[[Callable[P, str]], Callable[P, str]]:
    """A page at two addresses, one for each language. `q` and `page` are all its query may say."""

    def decorate(view: Callable[P, str]) -> Callable[P, str]:
        for language, rule in (("sv", swedish), ("en", english)):
            room.shows(rule, who=PUBLIC)(_page(view, language))
        return view

    return decorate


def answers_anybody(
    room: Room, rule: str, *, asked: tuple[str, ...] = ()
) -> Callable[[Callable[P, Response]], Callable[P, Response]]:
    """Open data at one address; pages of other sites may read it, too.

    `asked`: what its query may say. Of anything else the answer must not hang.
    """

    def decorate(view: Callable[P, Response]) -> Callable[P, Response]:
        @wraps(view)
        def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
            g.language = "sv"
            said = [(name, request.args[name]) for name in asked if name in request.args]
            what = f"{request.path}?{urlencode(said)}" if said else request.path
            made = _kept(what, lambda: view(*args, **kwargs))
            made.headers["Access-Control-Allow-Origin"] = "*"
            return made

        room.shows(rule, who=PUBLIC)(answer)
        return view

    return decorate


def typed() -> str:
    """What somebody looks for, as one line of letters."""
    words = request.args.get("q", "")[:LONGEST_SEARCH]
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())


def _page(view: Callable[P, str], language: str) -> Callable[P, Response]:
    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        # Whoever happens to be signed in here reads what everybody reads.
        g.language = language
        asked = f"{request.path}?{page_asked()}&{typed()}"
        return _kept(asked, lambda: make_response(view(*args, **kwargs)))

    answer.__name__ = view.__name__ if language == "sv" else f"{view.__name__}_{language}"
    return answer


def _kept(what: str, make: Callable[[], Response]) -> Response:
    kept = _KIOSK.find(g.store, what, g.now)
    if kept is None:
        made = make()
        body = made.get_data()
        kept = Kept(g.now, body, made.mimetype or "", hashlib.sha256(body).hexdigest()[:16])
        _KIOSK.keep(g.store, what, kept)
    g.same_for_all = True
    answer = Response(kept.body, mimetype=kept.mimetype)
    age = int((g.now - kept.made_at).total_seconds())
    answer.headers["Cache-Control"] = f"public, max-age={int(FRESH.total_seconds())}"
    answer.headers["Age"] = str(age)
    answer.last_modified = kept.made_at
    answer.set_etag(kept.tag, weak=True)  # packed or not, it says the same
    answer.make_conditional(request)
    return answer
