"""What was ticked off on a tick list, as a tablet sent it."""

from typing import Any

from fritidsbank.stock.checks import Seen
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import Verdict
from fritidsbank.stock.tick_lists import points_left, verdict_of
from fritidsbank.stock.upkeep import asks_service_day
from fritidsbank.web.fields import Fields, FieldWrong


def sent_seen(fields: Fields, thing: Thing, verdict: Verdict | None = None) -> Seen:
    """`seen`, `wrong` and `next_service_on` of an act; without a verdict it follows from `wrong`.

    Raises FieldWrong for the code of a point that the article does not have.
    """
    seen, wrong = _codes(fields, "seen", thing), _codes(fields, "wrong", thing)
    if verdict is None:
        follows = verdict_of(thing.upkeep.points, wrong) if wrong else None
        verdict = fields.choice("verdict", Verdict, follows)
    day = fields.day("next_service_on") if fields.has("next_service_on") else None
    if day is not None and not asks_service_day(thing.upkeep.known):
        raise FieldWrong("next_service_on")
    return Seen(verdict, [code for code in seen if code not in wrong], wrong, day)


def left_of(thing: Thing, seen: Seen) -> dict[str, Any]:
    """The codes of the points that nobody has said are in order, as a fact."""
    return {"left": [point.code for point in points_left(thing.upkeep.points, seen.points)]}


def _codes(fields: Fields, name: str, thing: Thing) -> list[str]:
    """Codes that were sent, each once and in the order of the list."""
    sent = set(fields.words(name))
    known = [point.code for point in thing.upkeep.points if point.code in sent]
    if sent - set(known):
        raise FieldWrong(name)
    return known
