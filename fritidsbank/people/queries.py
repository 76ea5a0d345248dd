"""Finding borrowers: by id, by card, by mobile or name as somebody types."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from fritidsbank.people.models import Borrower, BorrowerDetails, BorrowerKind, Card
from fritidsbank.people.rules import number_prefix, shown_number
from fritidsbank.refusals import N_, NotFound
from fritidsbank.search_keys import search_key


@dataclass(eq=False)
class NoSuchBorrower(NotFound):
    """The id or the card leads nowhere, or the borrower has been erased."""

    message = N_(
        "That borrower is not in the register. Search by name or mobile, or make a new one."
    )


@dataclass(frozen=True)
class BorrowerEntry:
    """A borrower as the counter shows it; `mobile` as E.164, empty when there is none."""

    id: str
    kind: BorrowerKind
    name: str
    mobile: str
    contact: str
    call_notes: str
    do_not_remind: bool
    created_on: date
    last_seen_on: date

    @property
    def shown_mobile(self) -> str:
        """The number for people."""
        return shown_number(self.mobile)


_ENTRY = (
    Borrower.id,
    Borrower.kind,
    BorrowerDetails.name,
    BorrowerDetails.mobile,
    BorrowerDetails.contact,
    BorrowerDetails.call_notes,
    BorrowerDetails.do_not_remind,
    Borrower.created_on,
    Borrower.last_seen_on,
)
_KNOWN = exists().where(Borrower.id == bindparam("id"))


def is_known(db: Session, borrower: str) -> bool:
    """Whether there is such a borrower."""
    return bool(db.scalar(select(_KNOWN), {"id": borrower}))


def borrower_with(db: Session, borrower: str) -> BorrowerEntry:
    """The borrower with that id. Raises NoSuchBorrower."""
    row = db.execute(
        select(*_ENTRY)
        .outerjoin(BorrowerDetails, BorrowerDetails.borrower_id == Borrower.id)
        .where(Borrower.id == borrower)
    ).first()
    if row is None:
        raise NoSuchBorrower
    return _entry(row)


def person_with(db: Session, borrower: str) -> BorrowerEntry:
    """The same, of somebody who has not been erased. Raises NoSuchBorrower."""
    found = names_of(db, [borrower]).get(borrower)
    if found is None:
        raise NoSuchBorrower
    return found


def borrower_of_card(db: Session, code: str) -> str:
    """The id that a card leads to. Raises NoSuchBorrower."""
    found = db.scalar(select(Card.borrower_id).where(Card.code == code))
    if found is None:
        raise NoSuchBorrower
    return found


def cards_of(db: Session, borrower: str) -> list[str]:
    """The numbers of the cards a borrower has."""
    return list(db.scalars(select(Card.code).where(Card.borrower_id == borrower)))


def details_of(db: Session, borrower: str) -> BorrowerDetails:
    """The row with all that is personal. Raises NoSuchBorrower when it has been erased."""
    found = db.get(BorrowerDetails, borrower)
    if found is None:
        raise NoSuchBorrower
    return found


def borrowers_like(db: Session, typed: str, most: int = 8) -> list[BorrowerEntry]:
    """Borrowers whose name has words beginning as typed, or whose mobile begins so."""
    statement = (
        select(*_ENTRY)
        .join(BorrowerDetails, BorrowerDetails.borrower_id == Borrower.id)
        .order_by(BorrowerDetails.sort_key)
        .limit(most)
    )
    if prefix := number_prefix(typed):
        statement = statement.where(
            BorrowerDetails.mobile >= prefix, BorrowerDetails.mobile < prefix + ":"
        )
    elif words := search_key(typed).split():
        key = BorrowerDetails.search_key
        for word in words:
            statement = statement.where(
                or_(
                    key.startswith(word, autoescape=True), key.contains(f" {word}", autoescape=True)
                )
            )
    else:
        return []
    return [_entry(row) for row in db.execute(statement)]


def same_person(db: Session, name: str, mobile: str) -> str | None:
    """The id of a borrower with exactly this name and mobile, if there is one."""
    return db.scalar(
        select(BorrowerDetails.borrower_id)
        .where(BorrowerDetails.mobile == mobile)
        .where(BorrowerDetails.search_key == search_key(name))
        .limit(1)
    )


def names_of(db: Session, borrowers: list[str]) -> dict[str, BorrowerEntry]:
    """The entries of many borrowers at once; the erased ones are left out."""
    rows = db.execute(
        select(*_ENTRY)
        .join(BorrowerDetails, BorrowerDetails.borrower_id == Borrower.id)
        .where(Borrower.id.in_(borrowers))
    )
    return {row.id: _entry(row) for row in rows}


def _entry(row: Row[*tuple[Any, ...]]) -> BorrowerEntry:
    return BorrowerEntry(
        id=row.id,
        kind=row.kind,
        # An erased borrower has no details any more.
        name=row.name or "",
        mobile=row.mobile or "",
        contact=row.contact or "",
        call_notes=row.call_notes or "",
        do_not_remind=bool(row.do_not_remind),
        created_on=row.created_on,
        last_seen_on=row.last_seen_on,
    )
