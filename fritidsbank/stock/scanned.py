"""What a scan that was sent leads to: an article, or an answer that says why there is none."""

from sqlalchemy.orm import Session

from fritidsbank.refusals import Refusal
from fritidsbank.stock.queries import Thing, UnknownCode, held, thing_with
from fritidsbank.web.fields import Fields
from fritidsbank.web.operations import Act, Answer


def sent_thing(db: Session, act: Act, fields: Fields) -> Thing | Answer:
    """The article that was scanned, or the answer that says why there is none."""
    scanned = fields.text("article")
    try:
        return held(db, thing_with(db, scanned, home=act.home))
    except UnknownCode as unknown:
        return Answer("unknown_code", {"scanned": unknown.scanned}, review=_review(act))
    except Refusal as unreadable:
        return Answer(unreadable.code, review=_review(act))


def _review(act: Act) -> str | None:
    # Offline it has changed hands although nobody knows what it was.
    return "unknown_code" if act.done else None
