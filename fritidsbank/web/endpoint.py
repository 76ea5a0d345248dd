"""The one endpoint of all operations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, jsonify, request

from fritidsbank.refusals import LostRace, Malformed, N_, Refusal, quoted_again, sentence_of
from fritidsbank.web.access import SIGNED_IN
from fritidsbank.web.context import g, sent_object
from fritidsbank.web.fields import Fields
from fritidsbank.web.language import say
from fritidsbank.web.operations import (
    Envelope,
    OperationKind,
    Outcome,
    SameIdOtherBody,
    Sender,
    moment,
    open_envelope,
    perform,
    refused,
)
from fritidsbank.web.refused import note_trouble
from fritidsbank.web.room import NotYours, Room, settle

MOST_AT_ONCE = 50
LARGEST_BODY = 64 * 1024


@dataclass(eq=False)
class NotJson(Malformed):
    """The body is no JSON object with a list of operations."""

    message = N_("The request cannot be read.")


@dataclass(eq=False)
class TooMuch(Malformed):
    """More operations, or more bytes, than one request may carry."""

    status = 413
    message = N_("That is too much at once.")


class Registry:
    """The kinds of operation that the rooms have registered, and how their outcomes are said."""

    def __init__(self, kinds: tuple[OperationKind, ...]) -> None:
        self.kinds: Mapping[str, OperationKind] = {kind.name: kind for kind in kinds}
        self._outcomes: dict[str, Outcome] = {
            outcome.name: outcome for kind in kinds for outcome in kind.outcomes
        }

    def spoken(
        self, answer: dict[str, Any], language: str, sent: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The answer with its tone and its sentence in a language.

        With the body that was `sent`, a refusal that quotes can name what it is about.
        """
        outcome = self._outcomes.get(answer["outcome"])
        if outcome is None:
            message, quoted = quoted_again(answer, sent or {})
            facts = {**answer, **quoted}
            message = message or sentence_of(answer["outcome"])
            return {**answer, "tone": "stop", "message": say(message, language, facts)}
        sentence = say(outcome.message, language, _facts(answer))
        return {**answer, "tone": outcome.tone, "message": sentence}


def _facts(answer: dict[str, Any]) -> dict[str, Any]:
    article = answer.get("article") or {}
    facts = {**article, **answer, "article": article.get("name", "")}
    days = {name for name, value in facts.items() if name.endswith("_on") and value}
    return {**facts, **{name: date.fromisoformat(facts[name]) for name in days}}


def endpoint(registry: Registry) -> Room:
    """The route, for exactly these kinds."""
    room = Room("operations")

    @room.commits_itself("/api/operations", who=SIGNED_IN)
    def post_operations() -> tuple[Response, int]:
        """What has happened, as operations: each is done once, however often it is sent."""
        envelopes = _read(registry)
        actor = g.actor
        for envelope in envelopes:
            if not actor.may(envelope.kind.who):
                raise NotYours
        sender = Sender(actor.account, actor.branch, actor.device, g.settings.url, g.secret)
        db, now, language = g.db, g.now, g.language
        alone = len(envelopes) == 1
        answers = []
        for envelope in envelopes:
            try:
                answers.append(
                    settle(db, lambda one=envelope: perform(db, one, sender, now=now))  # type: ignore[misc]
                )
            except (SameIdOtherBody, LostRace) as refusal:
                if alone:
                    raise
                # Others of the same request are done: this one alone is refused, and not stored.
                db.rollback()
                answers.append(refused(envelope, refusal))
            except Exception as trouble:
                if not answers:
                    raise
                # What was done is answered. The rest may be sent again, and is then told why.
                if not isinstance(trouble, Refusal):
                    note_trouble(trouble)
                db.rollback()
                break
        status = answers[0].get("status", 200) if alone else 200
        spoken = [
            registry.spoken(answer, language, envelope.body)
            for answer, envelope in zip(answers, envelopes, strict=False)  # a bug ends them early
        ]
        return jsonify(answers=spoken), status

    return room


def _read(registry: Registry) -> list[Envelope]:
    if len(request.get_data()) > LARGEST_BODY:
        raise TooMuch
    body = sent_object()
    raw = body.get("operations")
    if not raw or not isinstance(raw, list):
        raise NotJson
    if len(raw) > MOST_AT_ONCE:
        raise TooMuch
    sent_at = moment(Fields(body), "sent_at")
    return [open_envelope(one, registry.kinds, sent_at=sent_at) for one in raw]
