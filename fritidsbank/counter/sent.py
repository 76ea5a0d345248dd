"""Reading what was sent to the counter: the article, the borrower, the visit, the loans meant."""

from datetime import date, time
from uuid import uuid4

from sqlalchemy.orm import Session

from fritidsbank import barcodes
from fritidsbank.clock import local_moment
from fritidsbank.counter.actions import Basket, VisitOfOther, basket
from fritidsbank.counter.rules import asked_due_day
from fritidsbank.loans.queries import OpenLoan, open_loan_of, open_loans, visit_on, visit_with
from fritidsbank.people.actions import register
from fritidsbank.people.models import BorrowerKind
from fritidsbank.people.queries import borrower_of_card, is_known, same_person
from fritidsbank.people.rules import e164
from fritidsbank.refusals import Malformed, Refusal
from fritidsbank.stock.scanned import sent_thing
from fritidsbank.web.fields import FieldMissing, Fields
from fritidsbank.web.operations import Act, Answer


def sent_borrower(db: Session, act: Act, fields: Fields) -> str:
    """The borrower's id: as it was sent, by a card, or by name and mobile, perhaps new.

    What is done has somebody, known or not. Raises NoSuchBorrower for a card that nobody has, and
    what registering raises.
    """
    try:
        return _named(db, act, fields)
    except Refusal:
        if not act.done:
            raise
        return str(uuid4())


def _named(db: Session, act: Act, fields: Fields) -> str:
    raw = fields.body.get("borrower")
    if isinstance(raw, dict):
        return _known_or_new(db, act, Fields(raw))
    if isinstance(raw, str) and barcodes.is_own(raw.replace(" ", "")):
        return borrower_of_card(db, raw.replace(" ", ""))
    return fields.uuid("borrower")


def _known_or_new(db: Session, act: Act, person: Fields) -> str:
    name, mobile = person.text("name"), person.text("mobile")
    known = same_person(db, name, e164(mobile))
    if known is not None:
        return known
    borrower = str(uuid4())
    register(db, borrower, name=name, mobile=mobile, on=act.day)
    return borrower


def sent_basket(db: Session, act: Act, fields: Fields, borrower: str) -> Basket:
    """The visit that was named, or the borrower's visit of that day, or a new one.

    What is done is never refused: a stranger is registered without details, a visit of somebody
    else's becomes a new one. Raises NoSuchBorrower, VisitOfOther.
    """
    if act.done and not is_known(db, borrower):
        register(db, borrower, kind=BorrowerKind.WITHOUT_DETAILS, on=act.day)
    visit = fields.uuid("visit") if fields.has("visit") else None
    if visit is None:
        morning = local_moment(act.day, time.min)
        evening = local_moment(act.day, time.max)
        visit = visit_on(db, borrower, act.branch, morning, evening)
    under_18 = fields.flag("under_18") if fields.has("under_18") else None
    try:
        return basket(db, borrower, visit, branch=act.branch, under_18=under_18)
    except VisitOfOther:
        if not act.done:
            raise
        return basket(db, borrower, None, branch=act.branch, under_18=under_18)


def sent_due_day(act: Act, fields: Fields) -> date | None:
    """The due day that was asked for, if any. Raises BadDueDay."""
    if not fields.has("due_on"):
        return None
    try:
        return asked_due_day(fields.day("due_on"), act.day)
    except Malformed:
        if not act.done:
            raise
        return None


def sent_loans(db: Session, act: Act, fields: Fields) -> list[OpenLoan] | Answer:
    """The open loans of one article, a visit or a borrower; an answer when there are none.

    Raises FieldMissing, NoSuchVisit, and what `sent_borrower` raises.
    """
    found: list[OpenLoan]
    if fields.has("article"):
        thing = sent_thing(db, act, fields)
        if isinstance(thing, Answer):
            return thing
        loan = open_loan_of(db, thing.id)
        found = [loan] if loan else []
    elif fields.has("visit"):
        found = open_loans(db, visit=visit_with(db, fields.uuid("visit")).id)
    elif fields.has("borrower"):
        found = open_loans(db, borrower=sent_borrower(db, act, fields))
    else:
        raise FieldMissing("article")
    if not found:
        db.rollback()  # who has nothing out is not registered for being asked about
        return Answer("nothing_out")
    return found
