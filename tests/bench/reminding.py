"""What it takes to prepare the reminders of ten thousand loans: errands and every message."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from fritidsbank.branches.actions import choose
from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.clock import local_day, now
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.people.models import Borrower, BorrowerDetails, BorrowerKind
from fritidsbank.reminders.composing import messages
from fritidsbank.reminders.due import Schedule
from fritidsbank.reminders.planning import plan
from fritidsbank.schema import Base, table_of
from fritidsbank.staff.queries import first_admin
from fritidsbank.stock.models import Article
from tests import make
from tests.bench import building
from tests.bench.table import Line

LOANS, EACH = 10_000, 4


def figures(data: Path) -> Iterator[Line]:
    """A shop to which ten thousand things should have come back yesterday."""
    building.history(data, loans=100_000)
    store = building.opened(data)
    with store.writing() as db:
        # On a Monday afternoon: nobody is reminded at night.
        at = _monday(now())
        _lend(db, at)
        choose(db, "remind", value=True)
        db.commit()
    with store.writing() as db:
        began = perf_counter()
        settings = settings_of_operator(db)
        errands = plan(db, settings, now=at)
        made = messages(db, Schedule.of(settings), local_day(at), _link)
        db.commit()
        took = perf_counter() - began
    store.close()
    assert errands >= LOANS // EACH
    assert sum(len(one.about) for one in made) >= LOANS
    yield Line("reminders for 10,000 due loans prepared", took, "s", "<= 5 s", took <= 5)


Rows = dict[type[Base], list[dict[str, object]]]


def _link(slip: str) -> str:
    return f"https://lan.example.se/ML/{slip}"


def _monday(moment: datetime) -> datetime:
    noon = datetime(moment.year, moment.month, moment.day, 12, tzinfo=UTC)
    return noon + timedelta(days=-noon.weekday() % 7)


def _lend(db: Session, at: datetime) -> None:
    """To so many borrowers four things each, due yesterday."""
    out = select(Loan.article_id).where(Loan.ended_at.is_(None))
    articles = db.scalars(select(Article.id).where(Article.id.not_in(out)).limit(LOANS)).all()
    today, lent_at, admin = local_day(at), at - timedelta(days=15), first_admin(db).id
    rows: Rows = {model: [] for model in (Borrower, BorrowerDetails, Visit, Loan)}
    for number, article in enumerate(articles):
        if number % EACH == 0:
            who, visit = make.uid(), make.uid()
            person = {"kind": BorrowerKind.PERSON, "created_on": today, "last_seen_on": today}
            rows[Borrower].append({"id": who, **person})
            mobile = f"+46701{number:06}"
            rows[BorrowerDetails].append(
                {"borrower_id": who, "name": f"Sara {number}", "mobile": mobile}
            )
            code = f"79{number:06}"
            opened = {"id": visit, "code": code, "branch_id": 1, "borrower_id": who}
            rows[Visit].append({**opened, "opened_at": lent_at})
        lent = {"article_id": article, "visit_id": visit, "borrower_id": who, "branch_id": 1}
        due = {"lent_at": lent_at, "due_on": today - timedelta(days=1), "account_id": admin}
        rows[Loan].append({**lent, **due})
    for model, made in rows.items():
        db.execute(insert(table_of(model)), made)
