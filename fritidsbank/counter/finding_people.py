"""Finding borrowers on pages: as somebody types, or straight by the number of a card or a slip."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from fritidsbank import barcodes
from fritidsbank.loans.queries import NoSuchVisit, count_open, visit_of_slip
from fritidsbank.people.queries import (
    BorrowerEntry,
    NoSuchBorrower,
    borrower_of_card,
    borrowers_like,
    names_of,
)

MOST = 50


@dataclass(frozen=True)
class Found:
    """A borrower, and how many articles they have out."""

    person: BorrowerEntry
    out: int


def people_like(db: Session, typed: str) -> list[Found]:
    """Borrowers whose name or mobile begins as typed; none when nothing is typed."""
    return _counted(db, borrowers_like(db, typed, most=MOST))


def found_people(db: Session, ids: list[str]) -> list[Found]:
    """These borrowers, in this order. Raises NoSuchBorrower."""
    entries = names_of(db, ids)
    if not set(ids) <= entries.keys():
        raise NoSuchBorrower
    return _counted(db, [entries[borrower] for borrower in ids])


def straight_to(db: Session, typed: str) -> str | None:
    """The borrower that a card or a slip leads to, if that is what was typed."""
    digits = "".join(typed.split())
    if not barcodes.is_own(digits):
        return None
    try:
        if barcodes.Barcode(digits).kind is barcodes.Kind.SLIP:
            return visit_of_slip(db, digits).borrower_id
        return borrower_of_card(db, digits)
    except (NoSuchBorrower, NoSuchVisit):
        return None


def _counted(db: Session, entries: list[BorrowerEntry]) -> list[Found]:
    out = count_open(db, [entry.id for entry in entries])
    return [Found(entry, out.get(entry.id, 0)) for entry in entries]
