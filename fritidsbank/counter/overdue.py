"""Whose articles have been out for longer than agreed. Read from the due day, never kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from fritidsbank.counter.borrowing import Held, held_on, slip_codes
from fritidsbank.loans import queries
from fritidsbank.people.queries import BorrowerEntry, names_of
from fritidsbank.people.rules import dialled
from fritidsbank.refusals import N_
from fritidsbank.web.language import say

REMINDER = N_(
    "Hello! You have borrowed {articles} from us at {branch}. Drop in with it when you can. "
    "Do you need it longer? Call {phone}, or answer this message."
)
REMINDER_WITHOUT_PHONE = N_(
    "Hello! You have borrowed {articles} from us at {branch}. Drop in with it when you can. "
    "Do you need it longer? Answer this message."
)
HEADINGS = (
    N_("Name"),
    N_("Contact"),
    N_("Mobile"),
    N_("Articles"),
    N_("Due"),
    N_("Days"),
    N_("Call notes"),
    N_("Do not remind"),
    N_("Text"),
)


@dataclass(frozen=True)
class Sender:
    """Who writes the kind text, and where to call."""

    branch: str
    phone: str


@dataclass(frozen=True)
class Waiting:
    """One borrower whose articles we are waiting for; nobody when they are without details."""

    borrower: BorrowerEntry | None
    slip: str
    held: tuple[Held, ...]

    @property
    def days(self) -> int:
        """How long the first of them has been awaited."""
        return max(one.days_late for one in self.held)

    @property
    def due_on(self) -> date:
        """The day on which the first of them was to be back."""
        return min(one.due_on for one in self.held)

    @property
    def articles(self) -> str:
        """All of them in one line."""
        return ", ".join(one.shown for one in self.held)

    @property
    def may_be_texted(self) -> bool:
        """Whether there is a number, and nobody has asked to be left in peace."""
        who = self.borrower
        return who is not None and bool(who.mobile) and not who.do_not_remind


def waiting(db: Session, branch: int, today: date) -> list[Waiting]:
    """One row a borrower, whoever has been awaited longest first."""
    return by_borrower(db, held_on(db, queries.overdue(db, branch, today), today=today))


def by_borrower(db: Session, held: Iterable[Held]) -> list[Waiting]:
    """What is in people's hands, one row a borrower, in the order of each one's first."""
    held = list(held)
    people = names_of(db, [one.borrower for one in held if one.borrower])
    slips = slip_codes(db, (one.visit for one in held))
    rows: dict[str, list[Held]] = {}
    for one in held:
        rows.setdefault(one.borrower or one.visit, []).append(one)
    return [
        Waiting(people.get(who), slips.get(mine[0].visit, ""), tuple(mine))
        for who, mine in rows.items()
    ]


def kind_text(row: Waiting, sender: Sender, language: str) -> str:
    """What to send: where the articles are from, and that they may stay longer. Nothing else."""
    words = REMINDER if sender.phone else REMINDER_WITHOUT_PHONE
    facts = {"articles": row.articles, "branch": sender.branch, "phone": sender.phone}
    return say(words, language, facts)


def as_table(rows: Iterable[Waiting], sender: Sender, language: str) -> list[list[str]]:
    """The list for a spreadsheet, its headings first."""
    table = [[say(heading, language) for heading in HEADINGS]]
    for row in rows:
        who = row.borrower
        table.append(
            [
                who.name if who else "",
                who.contact if who else "",
                dialled(who.shown_mobile) if who else "",
                row.articles,
                row.due_on.isoformat(),
                str(row.days),
                who.call_notes if who else "",
                say(N_("yes"), language) if who and who.do_not_remind else "",
                kind_text(row, sender, language) if row.may_be_texted else "",
            ]
        )
    return table
