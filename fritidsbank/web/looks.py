"""Telling the log of looks whom an answer has shown. Which log that is, the shop says."""

from collections.abc import Callable, Iterable
from functools import partial

from flask import current_app

from fritidsbank.web.context import g

NoteShown = Callable[..., None]


def showed(people: Iterable[str | None]) -> None:
    """Names and numbers of these stand in the answer: noted once it has been given."""
    whom = [*dict.fromkeys(filter(None, people))]
    note: NoteShown | None = current_app.extensions.get("fritidsbank.note_shown")
    if whom and note is not None:
        look = partial(note, borrowers=whom, account=g.actor.account, branch=g.actor.branch)
        g.afterwards.append(partial(look, now=g.now))
