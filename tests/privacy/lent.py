"""A shop where Sara has borrowed, and a clock that goes on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from fritidsbank.counter.writing_off import write_off
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.people.models import BorrowerDetails
from fritidsbank.privacy.retaining import Ran, dry_run, retain
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.queries import Thing
from tests import make
from tests.conftest import Shop


@dataclass
class Lent:
    """Skis and boots lent to Sara in one visit; `folder` is the data folder."""

    shop: Shop
    folder: Path

    def __post_init__(self) -> None:
        self.now = self.shop.now
        self.tablet = make.tablet(
            self.shop.store, self.shop.branch, self.shop.account, now=self.now
        )
        self.sara = self.meets("Sara Sandgren", "070-174 06 05")
        self.skis, self.boots = self.registers("Skidor"), self.registers("Pjäxor")
        first = self.says("check_out", article=self.skis.code, borrower=self.sara)
        self.visit = str(first["visit"])
        self.says("check_out", article=self.boots.code, borrower=self.sara, visit=self.visit)

    def meets(self, name: str, mobile: str = "070-174 06 06") -> str:
        """Somebody who borrows; their id."""
        with self.shop.store.writing() as db:
            who = make.borrower(db, name, mobile, now=self.now)
            db.commit()
        return who

    def registers(self, name: str) -> Thing:
        """An article on its shelf."""
        with self.shop.store.writing() as db:
            thing = make.article(
                db, "SLP", name, branch=self.shop.branch, by=self.shop.account, now=self.now
            )
            db.commit()
        return thing

    def says(self, kind: str, **body: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of an operation
        """The counter does something now."""
        self.tablet.now = self.now
        return self.tablet.says(kind, **body)

    def later(self, **span: float) -> datetime:
        """The clock goes on."""
        self.now += timedelta(**span)
        return self.now

    def takes_back(self, *things: Thing) -> None:
        """They are here again."""
        for thing in things:
            self.says("check_in", article=thing.code)

    def writes_off(self, thing: Thing) -> None:
        """It will not come back."""
        with self.shop.store.writing() as db:
            loan = db.scalars(
                select(Loan.id).where(Loan.article_id == thing.id, Loan.ended_at.is_(None))
            ).one()
            signed = Signature(self.now, self.shop.admin)
            write_off(db, loan, branch=self.shop.branch, signed=signed)
            db.commit()

    def retains(self, *, by_hand: bool = True) -> Ran:
        """Retention runs now."""
        return retain(self.shop.store, self.folder, now=self.now, by_hand=by_hand)

    def would(self, rule: str) -> int:
        """How much a rule would meet now."""
        with self.shop.store.reading() as db:
            found = dry_run(db, self.folder, now=self.now)
        return next(one.count for one in found if one.rule.name == rule)

    def whose(self, *things: Thing) -> list[str | None]:
        """Who is linked to the loans of these articles."""
        with self.shop.store.reading() as db:
            return [
                db.scalars(select(Loan.borrower_id).where(Loan.article_id == thing.id)).one()
                for thing in things
            ]

    def visit_of(self) -> str | None:
        """Who is linked to the visit."""
        with self.shop.store.reading() as db:
            return db.get_one(Visit, self.visit).borrower_id

    def is_known(self, borrower: str) -> bool:
        """Whether anything personal is kept of somebody."""
        with self.shop.store.reading() as db:
            return db.get(BorrowerDetails, borrower) is not None
