"""The shop behind the counter's page: what a test puts into it, and what it finds there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import func, select

from fritidsbank import clock
from fritidsbank.barcodes import Kind, own
from fritidsbank.bookings.hold_shelf import put_aside
from fritidsbank.db import Store
from fritidsbank.loans.models import Ending, Loan
from fritidsbank.loans.queries import visit_with
from fritidsbank.people.models import BorrowerDetails
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Move, SafetyCheck
from fritidsbank.stock.queries import Thing, thing_with
from fritidsbank.stock.rules import PlaceKind, Verdict
from fritidsbank.web.access import Role
from fritidsbank.web.models import Operation
from tests import make
from tests.conftest import Shop

_numbers = count(605)
_cards = count(1)


def fresh_mobile() -> str:
    """A number that nobody has, of those that are kept free for made-up people."""
    number = 605 + (next(_numbers) - 605) % 95
    return f"070-174 {number // 100:02d} {number % 100:02d}"


def fresh_card() -> str:
    """A card that nobody has."""
    return own(Kind.CARD, next(_cards)).digits


@dataclass(frozen=True)
class Person:
    """Somebody who borrows, as they stand in the register."""

    id: str
    name: str
    mobile: str
    card: str


@dataclass(frozen=True)
class Register:
    """The register of a shop that is open now, changed and read beside the running server."""

    shop: Shop
    tablet: make.Tablet
    secret: bytes

    @property
    def store(self) -> Store:
        """Its database."""
        return self.shop.store

    @property
    def now(self) -> datetime:
        """This very moment, as the server reads it."""
        return clock.now()

    def slip(self, visit: str) -> str:
        """The number on the slip of a visit."""
        with self.store.reading() as db:
            return visit_with(db, visit).code

    def article(self, name: str = "Slalompjäxor", category: str = "SLP", size: str = "") -> Thing:
        """An article on its shelf, since long ago."""
        with self.store.writing() as db:
            made = make.article(
                db,
                category,
                name,
                branch=self.shop.branch,
                by=self.shop.account,
                size=size,
                now=self.now - timedelta(days=60),
            )
            db.commit()
        return made

    def articles(self, many: int, name: str = "Slalompjäxor") -> list[Thing]:
        """Several of them."""
        return [self.article(name, size=str(20 + number)) for number in range(many)]

    def borrower(self, name: str) -> Person:
        """Somebody who borrows, with a number and a card of their own."""
        mobile, card = fresh_mobile(), fresh_card()
        with self.store.writing() as db:
            made = make.borrower(db, name, mobile, card=card, now=self.now)
            db.commit()
        return Person(made, name, mobile, card)

    def lends(self, thing: Thing, borrower: Person, at: datetime | None = None) -> int:
        """Lend it at another counter, perhaps some days ago; the number of the loan."""
        answer = self.does("check_out", at, article=thing.code, borrower=borrower.id)
        return int(answer["loan"])

    def takes_back(self, thing: Thing, at: datetime | None = None) -> None:
        """Take it back at another counter."""
        self.does("check_in", at, article=thing.code)

    def does(self, kind: str, at: datetime | None = None, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
        """One operation of the other counter; its answer."""
        self.tablet.now = at or self.now
        return self.tablet.says(kind, **fields)

    def stands(self, thing: Thing, kind: PlaceKind) -> None:
        """Move it to a standard place, as staff do on its page."""
        with self.store.writing() as db:
            make.stand(
                db, thing.code, kind, branch=self.shop.branch, by=self.shop.account, now=self.now
            )
            db.commit()

    def put_aside(self, thing: Thing, borrower: Person) -> Thing:
        """It waits on the hold shelf for somebody who has booked one like it."""
        shop, now = self.shop, self.now
        with self.store.writing() as db:
            booked = make.booking(db, borrower.id, branch=shop.branch, now=now, begins=1)
            put_aside(db, booked, thing, signed=Signature(now, shop.account))
            db.commit()
        return thing

    def books(self, borrower: Person, category: str, size: str, *, begins: int) -> None:
        """One of that kind is promised to somebody, from so many days from now on."""
        shop = self.shop
        with self.store.writing() as db:
            make.booking(
                db,
                borrower.id,
                category=category,
                size=size,
                branch=shop.branch,
                now=self.now,
                begins=begins,
                days=14,
            )
            db.commit()

    def blocks(self, thing: Thing, reason: str) -> None:
        """Say why it may not go out."""
        with self.store.writing() as db:
            make.block(db, thing, reason, by=self.shop.account, now=self.now)
            db.commit()

    def looks_at(self, thing: Thing) -> Thing:
        """The article as it is now."""
        with self.store.reading() as db:
            return thing_with(db, thing.code)

    def place_of(self, thing: Thing) -> PlaceKind:
        """Where it stands now."""
        return self.looks_at(thing).spot.kind

    def holder_of(self, thing: Thing) -> str | None:
        """The name of whoever has it now."""
        with self.store.reading() as db:
            return db.scalar(
                select(BorrowerDetails.name)
                .join(Loan, Loan.borrower_id == BorrowerDetails.borrower_id)
                .where(Loan.article_id == thing.id, Loan.ended_at.is_(None))
            )

    def loans_of(self, thing: Thing) -> int:
        """How often it has been lent, undone ones left out."""
        with self.store.reading() as db:
            return db.scalars(
                select(func.count())
                .select_from(Loan)
                .where(Loan.article_id == thing.id, Loan.ending.is_distinct_from(Ending.UNDONE))
            ).one()

    def loan_of(self, thing: Thing) -> Loan:
        """The latest loan of it."""
        with self.store.reading() as db:
            return db.scalars(
                select(Loan).where(Loan.article_id == thing.id).order_by(Loan.id.desc()).limit(1)
            ).one()

    def account(self, name: str, language: str = "sv") -> int:
        """One more person at the counter."""
        with self.store.writing() as db:
            roles = [(Role.COUNTER, self.shop.branch)]
            made = make.account(db, name, roles, language=language, now=self.now)
            db.commit()
        return made

    def signer_of(self, kind: str) -> int:
        """Which account has signed the latest operation of a kind."""
        with self.store.reading() as db:
            return db.scalars(
                select(Operation.account_id)
                .where(Operation.kind == kind)
                .order_by(Operation.received_at.desc())
                .limit(1)
            ).one()

    def last_move_of(self, thing: Thing) -> Move:
        """The latest line about it in the ledger."""
        with self.store.reading() as db:
            lines = select(Move).where(Move.article_id == thing.id)
            return db.scalars(lines.order_by(Move.seq.desc()).limit(1)).one()

    def due_on(self, thing: Thing) -> date:
        """Until when it is out."""
        with self.store.reading() as db:
            return db.scalars(
                select(Loan.due_on).where(Loan.article_id == thing.id, Loan.ended_at.is_(None))
            ).one()

    def verdicts_on(self, thing: Thing) -> list[Verdict]:
        """What its safety checks have found."""
        with self.store.reading() as db:
            return list(
                db.scalars(select(SafetyCheck.verdict).where(SafetyCheck.article_id == thing.id))
            )

    def changes(self, device: str) -> int:
        """How many operations of a tablet have changed something: loans, returns, marks, all."""
        silent = {"misread", "not_our_code", "unknown_code", "was_not_out", "already_back"}
        with self.store.reading() as db:
            answers = db.scalars(
                select(Operation.answer).where(Operation.device_id == device)
            ).all()
        return sum(
            1 for said in answers if not said.get("refused") and said["outcome"] not in silent
        )
