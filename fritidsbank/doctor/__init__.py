"""The doctor: every invariant of the shop in one place, and what is wrong said in words."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from fritidsbank.db import Store
from fritidsbank.doctor import (
    articles,
    bindings,
    booking,
    database,
    figures,
    ledger,
    loans,
    numbers,
    people,
    places,
    printjobs,
    recalls,
    repairs,
    stocktakes,
)
from fritidsbank.doctor.disk import disk_findings, old_copies
from fritidsbank.doctor.finding import Check, Finding

CHECKS: tuple[Check, ...] = (
    *database.CHECKS,
    *loans.CHECKS,
    *ledger.CHECKS,
    booking.booked_on_other_day,
    *figures.CHECKS,
    *articles.CHECKS,
    *numbers.CHECKS,
    *people.CHECKS,
    *places.CHECKS,
    *stocktakes.CHECKS,
    *recalls.CHECKS,
    *printjobs.CHECKS,
    *repairs.CHECKS,
    *bindings.CHECKS,
)


def findings(db: Session) -> list[Finding]:
    """Whatever is not as it must be in a register of this version; nothing is changed."""
    return [finding for check in CHECKS for finding in check.findings(db)]


def examine(store: Store, folder: Path, *, now: datetime) -> list[Finding]:
    """The same, and what is worth knowing about this machine."""
    with store.reading() as db:
        found = [*findings(db), *database.old_sqlite.findings(db)]
    return [*found, *disk_findings(folder, database=store.file), *old_copies(folder, now=now)]
