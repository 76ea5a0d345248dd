"""One message per borrower with all that is due, in the words of the branch."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from itertools import groupby
from tomllib import loads

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.paths import PACKAGE
from fritidsbank.people.rules import gets_texts
from fritidsbank.reminders.due import Schedule
from fritidsbank.reminders.lengths import parts_of
from fritidsbank.reminders.models import ReminderText
from fritidsbank.reminders.queries import DueLoan, due_loans, own_texts
from fritidsbank.reminders.rules import Manner, Step
from fritidsbank.web.language import shown_code, shown_day

MOST_NAMED = 4
"""So many kinds of things are named; of eighty pairs of skates nobody wants to read each."""
MOST_LINKS = 2
MORE = {"sv": "och {n} till", "en": "and {n} more"}
SLIP = {"sv": "Lånesedel {code}", "en": "Loan slip {code}"}

Link = Callable[[str], str]
"""link(slip): where the borrower sees what is out, or "" where only its number can be told."""


@dataclass(frozen=True)
class Wording:
    """What a branch sends: its own text, or the usual one of the manner that it has chosen."""

    manner: Manner
    before: str
    after: str

    @property
    def language(self) -> str:
        """In which days are written."""
        return "en" if self.manner is Manner.ENGLISH else "sv"


@dataclass(frozen=True)
class House:
    """The branch that a message is from, and how it speaks."""

    name: str
    phone: str
    wording: Wording


@dataclass(frozen=True)
class Message:
    """What one borrower is told at once. Neither number nor text shows when it is printed."""

    branch: int
    borrower: str
    about: tuple[DueLoan, ...]
    mobile: str = field(repr=False)
    text: str = field(repr=False)
    language: str

    @property
    def in_peace(self) -> bool:
        """Whether they have asked not to be reminded."""
        return self.about[0].in_peace

    @cached_property
    def can_go(self) -> bool:
        """Whether a text message reaches them, and may."""
        return not self.in_peace and gets_texts(self.mobile)

    @property
    def parts(self) -> int:
        """Of how many parts the text message is made."""
        return parts_of(self.text)


def messages(
    db: Session,
    schedule: Schedule,
    day: date,
    link: Link,
    *,
    branch: int | None = None,
    borrower: str | None = None,
    held: bool = False,
) -> list[Message]:
    """One for each borrower of a branch who should hear something that day: see `due_loans`."""
    due = due_loans(db, schedule, day, branch=branch, borrower=borrower, held=held)
    if not due:
        return []
    houses = houses_of(db)
    by_borrower = sorted(due, key=_whose)  # stable: what is due first stays on top
    return [
        _message(houses[at], tuple(about), link)
        for (at, _), about in groupby(by_borrower, key=_whose)
    ]


def houses_of(db: Session) -> dict[int, House]:
    """Every branch and its words."""
    written = own_texts(db)
    doors = db.execute(select(Branch.id, Branch.name, Branch.phone))
    return {id_: House(name, phone, wording(written, id_)) for id_, name, phone in doors}


def wording(written: Mapping[tuple[int, Manner], ReminderText], branch: int) -> Wording:
    """The words that a branch has chosen."""
    for (at, manner), own in written.items():
        if at == branch and own.chosen:
            return Wording(manner, own.text_before, own.text_after)
    return usual(Manner.BOTH)


@cache
def usual(manner: Manner) -> Wording:
    """What is sent in a manner until a branch writes its own."""
    texts = loads((PACKAGE / "reminders" / "texts.toml").read_text("utf-8"))[manner]
    return Wording(manner, texts["before"], texts["after"])


def text(house: House, about: Iterable[DueLoan], link: Link) -> str:
    """The words to somebody about these loans."""
    about = list(about)
    words, language = house.wording, house.wording.language
    is_ahead = all(one.turn.step is Step.BEFORE for one in about)
    slips = [*dict.fromkeys(one.slip for one in about)][:MOST_LINKS]
    links = [link(slip) or SLIP[language].format(code=shown_code(slip)) for slip in slips]
    facts = {
        "articles": _named(about, language),
        "day": shown_day(about[0].due_on, language),
        "branch": house.name,
        "phone": house.phone,
        "link": " ".join(links),
    }
    filled = (words.before if is_ahead else words.after).format_map(facts)
    return "\n".join(line.strip() for line in filled.splitlines())


def _named(about: list[DueLoan], language: str) -> str:
    """Slalomskidor 150, 2 Hjälm; with their days when those are not the same."""
    one_day = len({one.due_on for one in about}) == 1
    many = Counter((one.article, one.due_on) for one in about)
    named = [
        (f"{count} {what}" if count > 1 else what)
        + ("" if one_day else f" ({shown_day(due_on, language, weekday=False)})")
        for (what, due_on), count in [*many.items()][:MOST_NAMED]
    ]
    left = sum([*many.values()][MOST_NAMED:])
    more = f" {MORE[language].format(n=left)}" if left else ""
    return ", ".join(named) + more


def _whose(one: DueLoan) -> tuple[int, str]:
    return one.branch, one.borrower


def _message(house: House, about: tuple[DueLoan, ...], link: Link) -> Message:
    first = about[0]
    said, language = text(house, about, link), house.wording.language
    return Message(first.branch, first.borrower, about, first.mobile, said, language)
