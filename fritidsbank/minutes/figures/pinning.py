"""Figures of a shop that are pinned to an item: read from the JSON of a frozen report.

Nothing of the shop's own rooms is needed for that, and the hash says which file it was.
"""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.minutes.models import Figure, Item, Minutes
from fritidsbank.minutes.writing.states import refuse_frozen
from fritidsbank.minutes.writing.written import locked
from fritidsbank.refusals import Malformed, N_, Refusal
from fritidsbank.web.language import say, shown_count

MOST_BYTES = 256 * 1024
FEWEST = 5
"""Of a category fewer loans than these are not told to everybody."""
LARGEST = 10**9
UNITS = {"week": N_("Week {name}"), "month": N_("Month {name}"), "year": N_("Year {name}")}
WORDS = {
    "articles_lent": N_("Articles lent"),
    "loan_events": N_("Loan events"),
    "returned": N_("Returned"),
    "visits": N_("Visits"),
    "repaired": N_("Repaired"),
    "closing": N_("Articles in the stock"),
    "on_loan": N_("Articles on loan"),
    "in_workshop": N_("Articles in the workshop"),
    "climate_kg": N_("Saved carbon dioxide, kg"),
}
LENT_OF = N_("Lent: {category}")


@dataclass(eq=False)
class NoReport(Malformed):
    """It is something else, or damaged."""

    message = N_("That is no report of a shop. Save the report as JSON, and choose that file.")


@dataclass(eq=False)
class ReportTooLarge(Malformed):
    """No report is so long."""

    message = N_("That file is too large for a report. Save the report as JSON, and choose that.")


@dataclass(eq=False)
class NotFrozenYet(Refusal):
    """Its figures may still change."""

    message = N_("That report is not frozen yet, so its figures may change. Pin it when it is.")


@dataclass(eq=False)
class FoundNoMoreFigures(Refusal):
    """What came back is not what was read."""

    message = N_("Those figures are no longer at hand. Read the report once more.")


@dataclass(frozen=True)
class Found:
    """What a report says, for somebody to choose from; `as_of` is its last day."""

    title: str
    source: str
    as_of: date
    sha256: str
    lines: tuple[tuple[str, str], ...]

    def sealed(self, secret: bytes, item: int) -> str:
        """As a form carries it to the button, signed, so that it still is what was read."""
        told = json.dumps(asdict(self) | {"as_of": self.as_of.isoformat()}, ensure_ascii=False)
        return f"{_seal(told, secret, item)}.{told}"

    @classmethod
    def unsealed(cls, carried: str, secret: bytes, item: int) -> "Found":
        """What was read for that item. Raises FoundNoMoreFigures."""
        seal, _, told = carried.partition(".")
        if not hmac.compare_digest(seal.encode(), _seal(told, secret, item).encode()):
            raise FoundNoMoreFigures
        said = json.loads(told)
        said["as_of"] = date.fromisoformat(said["as_of"])
        said["lines"] = tuple((word, value) for word, value in said["lines"])
        return cls(**said)


def read_report(content: bytes, source: str) -> Found:
    """What a report of a shop says. Raises NoReport, ReportTooLarge, NotFrozenYet."""
    if len(content) > MOST_BYTES:
        raise ReportTooLarge
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NoReport from None
    if not isinstance(said, dict):
        raise NoReport
    unit = next((each for each in UNITS if each in said), "")
    name, branch, until = said.get(unit), said.get("branch") or "", said.get("to")
    if not (_is_short(name) and _is_short(branch) and _is_short(until)):
        raise NoReport
    try:
        as_of = date.fromisoformat(str(until))
    except ValueError:
        raise NoReport from None
    if said.get("is_over") is not True or not said.get("frozen_at"):
        raise NotFrozenYet
    lines = (*_totals(said), *_by_category(said))
    if not lines:
        raise NoReport
    title = say(UNITS[unit], "sv", {"name": name})
    return Found(
        title=f"{title}: {branch}" if branch else title,
        source=source[:300],
        as_of=as_of,
        sha256=hashlib.sha256(content).hexdigest(),
        lines=lines,
    )


def pin(db: Session, item: Item, found: Found, title: str, chosen: list[int]) -> Figure:
    """Pin these lines of a report to an item. Raises Frozen when the minutes are approved."""
    refuse_frozen(locked(db, db.get_one(Minutes, item.minutes_id)))
    last = db.scalar(select(func.max(Figure.position)).where(Figure.item_id == item.id))
    figure = Figure(
        item_id=item.id,
        position=(last or 0) + 1,
        title=title,
        source=found.source,
        as_of=found.as_of,
        sha256=found.sha256,
        lines=[
            {"word": word, "value": value}
            for number, (word, value) in enumerate(found.lines)
            if number in chosen
        ],
    )
    db.add(figure)
    db.flush()
    return figure


def unpin(db: Session, item: Item, figure: int) -> None:
    """They are not shown with the item after all. Raises Frozen."""
    refuse_frozen(locked(db, db.get_one(Minutes, item.minutes_id)))
    known = db.get(Figure, figure)
    if known is not None and known.item_id == item.id:
        db.delete(known)
        db.flush()


def figures_of(db: Session, item: Item) -> list[Figure]:
    """What is pinned to an item."""
    asked = select(Figure).where(Figure.item_id == item.id).order_by(Figure.position, Figure.id)
    return list(db.scalars(asked))


def _totals(said: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (say(word, "sv"), shown_count(said[key], "sv"))
        for key, word in WORDS.items()
        if _is_count(said.get(key))
    ]


def _by_category(said: dict[str, Any]) -> list[tuple[str, str]]:
    rows = said.get("by_category")
    return [
        (say(LENT_OF, "sv", {"category": row["category"]}), shown_count(row["articles_lent"], "sv"))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
        and _is_short(row.get("category"))
        and _is_count(row.get("articles_lent"))
        and row["articles_lent"] >= FEWEST
    ]


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST


def _is_short(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 80 and (not value or value.isprintable())


def _seal(told: str, secret: bytes, item: int) -> str:
    return hmac.new(secret, f"figures:{item}:{told}".encode(), hashlib.sha256).hexdigest()
