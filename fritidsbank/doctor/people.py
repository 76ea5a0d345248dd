"""Borrowers: what is known of them is whole, and of the forgotten nothing is left."""

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from fritidsbank.doctor.finding import MOST, Facts, check, rows
from fritidsbank.people.models import Borrower, BorrowerDetails, BorrowerKind, Card
from fritidsbank.people.rules import keys_of
from fritidsbank.refusals import N_


@check(N_("Card {card} leads to borrower {borrower}, of whom nothing is known any more."))
def card_of_nobody(db: Session) -> Facts:
    """Whoever was forgotten has no card."""
    return rows(
        db,
        select(Card.code.label("card"), Card.borrower_id.label("borrower"))
        .outerjoin(BorrowerDetails, BorrowerDetails.borrower_id == Card.borrower_id)
        .where(BorrowerDetails.borrower_id.is_(None)),
    )


@check(N_("Borrower {borrower} has more or less of a name and a number than its kind asks for."))
def details_wrong(db: Session) -> Facts:
    """A person has a name and a mobile, an alias a name, "without details" neither."""
    name, mobile = BorrowerDetails.name, BorrowerDetails.mobile
    nameless = Borrower.kind == BorrowerKind.WITHOUT_DETAILS
    numbered = Borrower.kind.in_([BorrowerKind.PERSON, BorrowerKind.ORGANISATION])
    return rows(
        db,
        select(Borrower.id.label("borrower"))
        .join(BorrowerDetails, BorrowerDetails.borrower_id == Borrower.id)
        .where(
            or_(
                and_(nameless, or_(name != "", mobile != "")),
                and_(~nameless, name == ""),
                and_(numbered, mobile == ""),
                and_(mobile != "", func.substr(mobile, 1, 1) != "+"),
            )
        ),
    )


@check(N_("Borrower {borrower} cannot be found as typed: the search keys are out of date."))
def borrower_keys(db: Session) -> Facts:
    """The keys of borrowers are those of the pure function."""
    details = BorrowerDetails
    found = 0
    for borrower, name, contact, search, sort in db.execute(
        select(
            details.borrower_id, details.name, details.contact, details.search_key, details.sort_key
        )
    ):
        if (search, sort) != keys_of(name, contact) and found < MOST:
            found += 1
            yield {"borrower": borrower}


CHECKS = (card_of_nobody, details_wrong, borrower_keys)
