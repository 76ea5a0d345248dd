"""A branch with a few shelves, what stands on them, and tablets to count it with."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from fritidsbank.barcodes import Kind, own
from fritidsbank.counter.actions import check_in_seen
from fritidsbank.db import Store
from fritidsbank.doctor import findings
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Move
from fritidsbank.stock.moving import relocate
from fritidsbank.stock.queries import (
    Spot,
    Thing,
    category_coded,
    place_row,
    place_with,
    standard_place,
    thing_of,
)
from fritidsbank.stock.registering import add_shelf
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.stocktake.actions import About, cancel, start
from fritidsbank.stocktake.closing import close
from fritidsbank.stocktake.differing import Difference, plan_of, settled
from fritidsbank.stocktake.queries import Counts, stocktake_with
from fritidsbank.stocktake.rules import Remedy, Scope
from tests import make
from tests.conftest import Shop
from tests.staff.crew import crew

__all__ = ["crew"]

FREE = own(Kind.ARTICLE, 77_000).digits
"""A number of ours that no article has."""


@dataclass
class Count:
    """A branch that is counted. `tablet` and `other` are two tablets in the same hands.

    `now` is the clock of both; each deed takes a minute.
    """

    shop: Shop
    tablet: make.Tablet
    other: make.Tablet
    now: datetime
    id: str = ""
    borrower: str = ""
    stories: dict[str, int] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        """The shop's database."""
        return self.shop.store

    def shelf(self, name: str) -> Spot:
        """One more shelf in the branch."""
        with self.store.writing() as db:
            made = add_shelf(db, self.shop.branch, name)
            spot = Spot(made.id, made.branch_id, made.kind, made.name)
            db.commit()
        return spot

    def standard(self, kind: PlaceKind, branch: int | None = None) -> Spot:
        """The place of a kind that each branch has."""
        with self.store.reading() as db:
            return standard_place(db, branch or self.shop.branch, kind)

    def label_of(self, spot: Spot) -> str:
        """The number on the label of a place."""
        with self.store.reading() as db:
            return place_row(db, spot.id).code

    def registers(
        self,
        name: str = "Slalompjäxor",
        *,
        on: Spot | None = None,
        category: str = "SLP",
        branch: int | None = None,
    ) -> Thing:
        """An article that has stood on its shelf since long ago."""
        signed = Signature(self.now - timedelta(days=1), self.shop.account)
        with self.store.writing() as db:
            made = make.article(
                db,
                category,
                name,
                branch=branch or self.shop.branch,
                by=self.shop.account,
                now=signed.at,
            )
            if on is not None:
                made = relocate(db, made, on, signed=signed)
            db.commit()
        return self.sees(made)

    def begins(self, scope: Scope = Scope.BRANCH, about: Spot | str | None = None) -> str:
        """Begin to count a place, a category by its code, or everything."""
        self.id = make.uid()
        place = about.id if isinstance(about, Spot) else None
        with self.store.writing() as db:
            category = category_coded(db, about).id if isinstance(about, str) else None
            what = About(scope, place, category)
            start(db, self.id, what, branch=self.shop.branch, signed=self.signed())
            db.commit()
        self.passes()
        return self.id

    def signed(self) -> Signature:
        """Signed now, with an operation of its own."""
        return Signature(self.now, self.shop.account, make.uid())

    def passes(self, minutes: int = 1) -> None:
        """Time goes by."""
        self.now += timedelta(minutes=minutes)
        self.tablet.now = self.other.now = self.now

    def scans(self, label: Thing | str, at: Spot | None = None, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Scan something, perhaps at a place whose label was scanned; the answer."""
        return self.scans_on(self.tablet, label, at, **more)

    def scans_on(
        self,
        tablet: make.Tablet,
        label: Thing | str,
        at: Spot | None = None,
        **more: Any,  # noqa: ANN401
    ) -> dict[str, Any]:
        """The same on one of the tablets."""
        place = {"place": self.label_of(at)} if at else {}
        code = label.code if isinstance(label, Thing) else label
        answer = tablet.says("count", stocktake=self.id, article=code, **place, **more)
        self.passes()
        return answer

    def takes_away(self, label: Thing | str) -> dict[str, Any]:
        """It was not here after all."""
        code = label.code if isinstance(label, Thing) else label
        answer = self.tablet.says("uncount", stocktake=self.id, article=code)
        self.passes()
        return answer

    def lends(self, thing: Thing) -> None:
        """Somebody borrows it at the counter."""
        answer = self.other.says("check_out", article=thing.code, borrower=self.borrower)
        assert answer["outcome"] == "lent", answer
        self.passes()

    def takes_back(self, thing: Thing) -> None:
        """They bring it back."""
        self.other.says("check_in", article=thing.code)
        self.passes()

    def stands(self, thing: Thing, kind: PlaceKind) -> None:
        """Staff move it to a standard place."""
        with self.store.writing() as db:
            make.stand(
                db, thing.code, kind, branch=self.shop.branch, by=self.shop.account, now=self.now
            )
            db.commit()
        self.passes()

    def relocates(self, thing: Thing, to: Spot) -> None:
        """Staff move it to a shelf."""
        with self.store.writing() as db:
            relocate(db, thing_of(db, thing.id), to, signed=Signature(self.now, self.shop.account))
            db.commit()
        self.passes()

    def sees(self, thing: Thing) -> Thing:
        """The article as it is now."""
        with self.store.reading() as db:
            return thing_of(db, thing.id)

    def counts(self) -> Counts:
        """The figures of the stocktake."""
        with self.store.reading() as db:
            return stocktake_with(db, self.id).counts

    def plan(self) -> dict[int, Remedy]:
        """What closing would do about each article."""
        with self.store.reading() as db:
            return {one.article: one.remedy for one in plan_of(db, self.id)}

    def closes(self, *, signed: Signature | None = None, version: int | None = None) -> str:
        """Close it; the id under which everything was put right."""
        signed = signed or self.signed()
        seen = self.counts().version if version is None else version
        with self.store.writing() as db:
            close(db, self.id, seen, check_in_seen, signed=signed)
            db.commit()
        self.passes()
        return str(signed.operation)

    def cancels(self) -> None:
        """Give it up."""
        with self.store.writing() as db:
            cancel(db, self.id, signed=self.signed())
            db.commit()

    def report(self) -> dict[int, Difference]:
        """What was done about each article that was not right."""
        with self.store.reading() as db:
            return {one.article: one for one in settled(db, self.id)}

    def lines_of(self, operation: str) -> list[tuple[int, Reason]]:
        """What an operation wrote in the ledger: article and reason, in order."""
        with self.store.reading() as db:
            lines = select(Move.article_id, Move.reason).where(Move.operation_id == operation)
            return [(row[0], row[1]) for row in db.execute(lines.order_by(Move.seq))]

    def is_healthy(self) -> bool:
        """The doctor has nothing to say."""
        with self.store.reading() as db:
            return [str(finding) for finding in findings(db)] == []

    def spot(self, place: int) -> Spot:
        """A place by its number."""
        with self.store.reading() as db:
            return place_with(db, place)


@pytest.fixture
def count(shop: Shop) -> Count:
    """Ready to count in Hamnen."""
    tablet, other = (
        make.tablet(shop.store, shop.branch, shop.account, now=shop.now) for _ in range(2)
    )
    with shop.store.writing() as db:
        amina = make.borrower(db, now=shop.now)
        db.commit()
    return Count(shop, tablet, other, shop.now, borrower=amina)
