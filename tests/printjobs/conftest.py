"""A branch with a printer, and something to print."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from fritidsbank.printjobs.actions import Printout, add_printer, queue
from fritidsbank.printjobs.models import PrintJob, ShopPrinter
from fritidsbank.printjobs.trial_label import TRIAL_LABEL
from tests import make
from tests.conftest import Shop
from tests.staff.crew import crew

__all__ = ["crew"]

Queue = Callable[..., PrintJob]


@pytest.fixture
def zebra(shop: Shop, db: Session) -> ShopPrinter:
    """The branch's printer for labels."""
    return add_printer(db, shop.branch, make.ZEBRA)


@pytest.fixture
def queued(shop: Shop, db: Session, zebra: ShopPrinter) -> Queue:
    """Lays one more test label into its queue."""

    def lay(copies: int = 1) -> PrintJob:
        printout = Printout(TRIAL_LABEL, {"printer": zebra.id}, copies=copies)
        return queue(db, shop.branch, printout, by=shop.account, now=shop.now)

    return lay
