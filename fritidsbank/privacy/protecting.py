"""Less than a name: an alias, or nothing at all, for whoever wants no more to be kept."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from fritidsbank.counter.correcting import merge
from fritidsbank.people.actions import become_alias, become_nameless, register
from fritidsbank.people.models import BorrowerKind
from fritidsbank.people.queries import person_with
from fritidsbank.privacy.erasing import answers_about, blank_answers, note_erasures
from fritidsbank.privacy.rules import Cause


def keep_less(db: Session, borrower: str, *, alias: str = "", now: datetime) -> str:
    """Only an alias stays, or nothing; what is out stays theirs. Their id from now on.

    It is another id, and whoever had the old one is forgotten like anybody: a restore of an older
    copy would bring the name back to it. Once committed `erasure_ledger.settle` must follow.
    Raises NoSuchBorrower and what an alias is refused for.
    """
    seen_on = person_with(db, borrower).last_seen_on
    kind = BorrowerKind.ALIAS if alias else BorrowerKind.WITHOUT_DETAILS
    if alias:
        become_alias(db, borrower, alias)
    else:
        become_nameless(db, borrower)
    kept = register(db, str(uuid4()), kind=kind, name=alias, on=seen_on).id
    merge(db, borrower, into=kept)
    note_erasures(db, [borrower], now=now, cause=Cause.REQUEST)
    blank_answers(db, answers_about(db, [borrower]))
    return kept
