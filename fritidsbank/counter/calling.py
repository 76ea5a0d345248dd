"""Who has something in their hands that was called back, and what to tell them at once."""

from datetime import date

from sqlalchemy.orm import Session

from fritidsbank.counter.borrowing import held_on
from fritidsbank.counter.overdue import Sender, Waiting, by_borrower
from fritidsbank.loans import queries
from fritidsbank.refusals import N_
from fritidsbank.web.language import say

CALL = N_(
    "Hello! You have borrowed {articles} from us at {branch}. It has been called back, since it "
    "may not be safe. Please do not use it, and bring it in. {advice} Questions? Call {phone}, or "
    "answer this message."
)
CALL_WITHOUT_PHONE = N_(
    "Hello! You have borrowed {articles} from us at {branch}. It has been called back, since it "
    "may not be safe. Please do not use it, and bring it in. {advice} Questions? Answer this "
    "message."
)


def to_call(db: Session, branch: int, recall: int, *, today: date) -> list[Waiting]:
    """One row a borrower, whoever will have it longest first. Nothing of it is kept."""
    return by_borrower(db, held_on(db, queries.called_back(db, branch, recall), today=today))


def text_to_send(row: Waiting, sender: Sender, advice: str, language: str) -> str:
    """What to send. Somebody who wants no reminders wants to know this."""
    words = CALL if sender.phone else CALL_WITHOUT_PHONE
    sent_by = {"branch": sender.branch, "phone": sender.phone}
    said = say(words, language, {"articles": row.articles, "advice": advice, **sent_by})
    return " ".join(said.split())
