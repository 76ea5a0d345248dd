"""Many visits that are long over, as bare rows: for what is about numbers and not about lending."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert

from fritidsbank.barcodes import Kind, own
from fritidsbank.loans.models import Ending, Loan, Visit
from fritidsbank.schema import table_of
from tests import make
from tests.conftest import Shop


def many_old_visits(shop: Shop, visits: int, *, until: datetime) -> None:
    """So many visits with two loans each, back three months ago."""
    at = until - timedelta(days=100)
    with shop.store.writing() as db:
        skis = make.article(db, branch=shop.branch, by=shop.account, now=shop.now)
        sara = make.borrower(db, "Sara", now=until)
        ids = [str(UUID(int=(number * 7919) << 64, version=4)) for number in range(visits)]
        bare = {"branch_id": shop.branch, "borrower_id": sara}
        slips = (own(Kind.SLIP, number + 50_000).digits for number in range(visits))
        db.execute(
            insert(table_of(Visit)),
            [
                {"id": id_, "code": code, "opened_at": at, "under_18": False, **bare}
                for id_, code in zip(ids, slips, strict=True)
            ],
        )
        db.execute(
            insert(table_of(Loan)),
            [
                {
                    "article_id": skis.id,
                    "visit_id": id_,
                    "lent_at": at,
                    "due_on": at.date(),
                    "extensions": 0,
                    "guardian": False,
                    "account_id": shop.account,
                    "ended_at": at,
                    "ending": Ending.RETURNED,
                    **bare,
                }
                for id_ in ids
                for _ in range(2)
            ],
        )
        db.commit()
