"""A last look at what somebody writes for everybody outside the minutes: answers, stories.

What looks private is said beside the form, and published only when a person ticks that it may be.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from fritidsbank.minutes.models import Group, Membership, RosterPerson
from fritidsbank.minutes.privacy.finding import hits_in
from fritidsbank.refusals import N_
from fritidsbank.web.forms import Form

LOOKED = "looked"
"""The box, whose value is the mark of the very words that were looked at."""
PRIVATE = N_("This looks private: {words}. Take it away, or tick that everybody may read it.")


@dataclass(frozen=True)
class Glance:
    """What looks private in a text, and a mark of it."""

    words: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Other words have another mark."""
        return hashlib.sha256("\n".join(self.words).encode()).hexdigest()[:16]


def glance(db: Session, texts: Iterable[str]) -> Glance:
    """What looks private in these, each once; groups, organisations and officials may be named.

    Somebody whom a group knows by name is found whatever the name looks like.
    """
    written = [text for text in texts if text.strip()]
    if not written:
        return Glance()
    fine = db.scalars(
        union(
            select(Group.name),
            select(Membership.organisation),
            select(RosterPerson.name).where(
                RosterPerson.public_official, RosterPerson.agreed_on.is_not(None)
            ),
        )
    ).all()
    known = set(db.scalars(select(RosterPerson.name))) - {*fine, ""}
    hits = [hit.words for text in written for hit in hits_in(text, fine=fine, people=known)]
    return Glance(tuple(dict.fromkeys(hits)))


def glance_at(db: Session, form: Form, *fields: str) -> Glance:
    """The same of what stands in a form's fields."""
    return glance(db, (form.sent.get(field, "") for field in fields))


def refuse_unseen(db: Session, form: Form, *fields: str) -> None:
    """Note what looks private and was not looked at yet."""
    seen = glance_at(db, form, *fields)
    if seen.words and form.sent.get(LOOKED) != seen.mark:
        form.note(LOOKED, PRIVATE, words=", ".join(seen.words))
