"""Operations from plain forms: done once, however often somebody presses the button."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import uuid4

from flask import current_app, request

from fritidsbank.clock import iso
from fritidsbank.web.context import g
from fritidsbank.web.endpoint import Registry
from fritidsbank.web.fields import FieldWrong, as_uuid
from fritidsbank.web.models import Operation
from fritidsbank.web.operations import Sender, open_envelope, perform


@dataclass(frozen=True)
class Said:
    """What an operation came to: a sentence and its tone (out, back, look, stop)."""

    sentence: str
    tone: str
    article: dict[str, Any]


def registry() -> Registry:
    """The kinds that the rooms have registered; only the roof knows them all."""
    return cast("Registry", current_app.extensions["fritidsbank.registry"])


def fresh_id() -> str:
    """An id for the operation that a form on this page may become."""
    return str(uuid4())


def sender() -> Sender:
    """Whoever is signed in, as operations know them."""
    actor = g.actor
    return Sender(actor.account, actor.branch, actor.device, g.settings.url, g.secret)


def done_by_form(kind: str, **body: Any) -> str:  # noqa: ANN401 - a JSON body
    """Do the operation whose id stands in the form; the id. Raises FieldWrong."""
    operation = as_uuid("operation", request.form.get("operation"))
    # Pressed twice: the moment differs, so the seal would, too.
    if g.db.get(Operation, operation) is None:
        raw = {"id": operation, "kind": kind, "at": iso(g.now), **body}
        envelope = open_envelope(raw, registry().kinds, sent_at=g.now)
        perform(g.db, envelope, sender(), now=g.now)
    return operation


def said(operation: str | None) -> Said | None:
    """The stored answer of an operation in words, or nothing."""
    try:
        found = g.db.get(Operation, as_uuid("done", operation)) if operation else None
    except FieldWrong:
        return None
    return said_of(found) if found else None


def said_of(operation: Operation) -> Said:
    """The same of an operation that is at hand."""
    answer = registry().spoken(operation.answer, g.language)
    return Said(answer["message"], answer["tone"], answer.get("article") or {})
