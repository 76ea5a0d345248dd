"""Looking through files, for the tests of imports."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind, own
from fritidsbank.clock import local_day
from fritidsbank.intake.importing import Outcome, Plan, carry_out
from fritidsbank.intake.importing_drafts import Desk, looked_through, remember
from fritidsbank.stock.actions import Signature
from tests.conftest import Shop

FIRST = own(Kind.ARTICLE, 0).digits
HEAD = ["ID-nummer", "Kategori", "Benämning", "Storlek", "Märke", "År", "Anteckning", "Hylla"]


def csv(*rows: list[str], head: list[str] | None = None) -> bytes:
    """A file with these rows below the usual headings."""
    return "\r\n".join(";".join(row) for row in [head or HEAD, *rows]).encode()


Look = Callable[..., Plan]


@pytest.fixture
def look(db: Session, shop: Shop) -> Look:
    """Look a file through, as the manager of Hamnen."""

    def through(content: bytes, *also: int) -> Plan:
        desk = Desk(shop.branch, frozenset({shop.branch, *also}), local_day(shop.now))
        return looked_through(db, content, desk)

    return through


@pytest.fixture
def imports(db: Session, shop: Shop, look: Look) -> Callable[[bytes], int]:
    """Look a file through and import it."""

    def done(content: bytes) -> int:
        planned = look(content)
        assert said(planned) == []
        many = carry_out(db, planned, signed=Signature(shop.now, shop.account))
        remember(db, planned, many, branch=shop.branch, account=shop.account, now=shop.now)
        return many

    return done


def said(planned: Plan) -> list[tuple[int, str, str]]:
    """All that stops an import: row, heading, sentence."""
    return [
        (line.row, trouble.heading, trouble.msgid.format(**trouble.facts))
        for line, trouble in planned.troubles()
        if trouble.stops
    ]


def remarked(planned: Plan) -> list[tuple[int, str, str]]:
    """All that is worth a look and stops nothing."""
    return [
        (line.row, trouble.heading, trouble.msgid.format(**trouble.facts))
        for line, trouble in planned.troubles()
        if not trouble.stops
    ]


def outcomes(planned: Plan) -> list[Outcome]:
    return [fate.outcome for fate in planned.fates]


BOOTS = ["FB-1", "SLP", "Slalompjäxor", "26,5", "Salomon", "2019", "Repade", "A1"]
