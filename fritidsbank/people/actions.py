"""What is done with borrowers: register, correct, merge, forget."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from fritidsbank.people.models import Borrower, BorrowerDetails, BorrowerKind, Card
from fritidsbank.people.queries import NoSuchBorrower, details_of, is_known
from fritidsbank.people.rules import (
    LONGEST_NOTE,
    NumberMissing,
    e164,
    free_text,
    keys_of,
    name_of,
)
from fritidsbank.refusals import N_, Refusal


@dataclass(eq=False)
class AlreadyRegistered(Refusal):
    """The id is in use: forged, or sent by two tablets."""

    message = N_("That borrower is registered already.")


@dataclass(eq=False)
class CardInUse(Refusal):
    """Somebody has this card."""

    card: str

    message = N_("The card {card} belongs to another borrower. Take a new card.")


@dataclass(eq=False)
class SameBorrower(Refusal):
    """A borrower cannot be merged with itself."""

    message = N_("Choose two different borrowers to merge.")


def register(
    db: Session,
    borrower: str,
    *,
    kind: BorrowerKind = BorrowerKind.PERSON,
    name: str = "",
    mobile: str = "",
    contact: str = "",
    on: date,
) -> Borrower:
    """A new borrower: a person needs a name and a mobile, an alias only a name.

    Raises AlreadyRegistered, and the refusals of `name_of` and `e164`.
    """
    if is_known(db, borrower):
        raise AlreadyRegistered
    new = Borrower(id=borrower, kind=kind, created_on=on, last_seen_on=on)
    details = BorrowerDetails(borrower_id=borrower)
    _write_details(details, kind, name, mobile, contact)
    db.add(new)
    db.flush()
    db.add(details)
    db.flush()
    return new


def correct(
    db: Session, borrower: str, *, name: str, mobile: str, contact: str = ""
) -> BorrowerDetails:
    """Another spelling, another number. Raises NoSuchBorrower and the refusals of `register`."""
    details = details_of(db, borrower)
    kind = db.get_one(Borrower, borrower).kind
    if kind is BorrowerKind.WITHOUT_DETAILS and (name or mobile):
        kind = db.get_one(Borrower, borrower).kind = BorrowerKind.PERSON
    _write_details(details, kind, name, mobile, contact)
    db.flush()
    return details


def note_call(db: Session, borrower: str, *, notes: str, do_not_remind: bool, on: date) -> None:
    """What was said on the telephone, and whether to leave the borrower in peace.

    Notes are kept for a while from the day when they were written.
    """
    details = details_of(db, borrower)
    written = free_text(notes)
    if written != details.call_notes:
        details.call_notes, details.noted_on = written, on if written else None
    details.do_not_remind = do_not_remind
    db.flush()


def give_card(db: Session, borrower: str, code: str, *, on: date) -> None:
    """Tie a card to a borrower. Raises CardInUse."""
    held = db.get(Card, code)
    if held is not None and held.borrower_id != borrower:
        raise CardInUse(code)
    if held is None:
        db.add(Card(code=code, borrower_id=borrower, given_on=on))
        db.flush()


def take_card(db: Session, borrower: str, code: str) -> None:
    """The card is lost or handed back: it leads to nobody any more."""
    db.execute(delete(Card).where(Card.code == code, Card.borrower_id == borrower))


def seen(db: Session, borrower: str, on: date) -> None:
    """The borrower was here: retention counts from this day."""
    db.execute(
        update(Borrower)
        .where(Borrower.id == borrower, Borrower.last_seen_on < on)
        .values(last_seen_on=on),
        execution_options={"synchronize_session": False},
    )


def forget(db: Session, *borrowers: str) -> None:
    """Delete all that is personal. The bare borrower stays, so that nothing else breaks."""
    for model in (Card, BorrowerDetails):
        db.execute(
            delete(model).where(model.borrower_id.in_(borrowers)),
            execution_options={"synchronize_session": False},
        )


def become_alias(db: Session, borrower: str, alias: str) -> None:
    """Only a made-up name is left, so that what is out is still found. Raises NoSuchBorrower."""
    details = details_of(db, borrower)
    db.get_one(Borrower, borrower).kind = BorrowerKind.ALIAS
    _write_details(details, BorrowerKind.ALIAS, alias, "", "")
    _drop_notes(details)
    db.flush()


def become_nameless(db: Session, borrower: str) -> None:
    """Nothing is left but that there is somebody, who has something out. Raises NoSuchBorrower."""
    details = details_of(db, borrower)
    db.execute(delete(Card).where(Card.borrower_id == borrower))
    db.get_one(Borrower, borrower).kind = BorrowerKind.WITHOUT_DETAILS
    _write_details(details, BorrowerKind.WITHOUT_DETAILS, "", "", "")
    _drop_notes(details)
    db.flush()


def absorb(db: Session, double: str, *, into: str) -> None:
    """The one that stays keeps its name and number, and takes over the rest.

    Raises NoSuchBorrower.
    """
    kept, gone = details_of(db, into), details_of(db, double)
    # The older of two notes says when both go.
    kept.noted_on = min((day for day in (kept.noted_on, gone.noted_on) if day), default=None)
    kept.call_notes = " ".join(filter(None, (kept.call_notes, gone.call_notes)))[:LONGEST_NOTE]
    # Whoever asked to be left in peace asked as a person, not as an entry.
    kept.do_not_remind = kept.do_not_remind or gone.do_not_remind
    one, other = db.get_one(Borrower, into), db.get_one(Borrower, double)
    one.created_on = min(one.created_on, other.created_on)
    one.last_seen_on = max(one.last_seen_on, other.last_seen_on)
    db.flush()


def remove(db: Session, borrower: str) -> None:
    """Take a borrower out of the register altogether; nothing may refer to it any more."""
    forget(db, borrower)
    db.execute(delete(Borrower).where(Borrower.id == borrower))


def move_cards(db: Session, double: str, *, into: str) -> None:
    """The cards of one borrower now lead to another. Raises NoSuchBorrower, SameBorrower."""
    if double == into:
        raise SameBorrower
    if not (is_known(db, double) and is_known(db, into)):
        raise NoSuchBorrower
    db.execute(update(Card).where(Card.borrower_id == double).values(borrower_id=into))


def _drop_notes(details: BorrowerDetails) -> None:
    details.call_notes, details.noted_on = "", None


def _write_details(
    details: BorrowerDetails, kind: BorrowerKind, name: str, mobile: str, contact: str
) -> None:
    if kind is BorrowerKind.WITHOUT_DETAILS:
        name = mobile = contact = ""
    else:
        name = name_of(name)
    number = e164(mobile) if mobile.strip() else ""
    if kind in {BorrowerKind.PERSON, BorrowerKind.ORGANISATION} and not number:
        raise NumberMissing
    details.name = name
    details.mobile = number
    details.contact = free_text(contact, 80)
    details.search_key, details.sort_key = keys_of(name, details.contact)
