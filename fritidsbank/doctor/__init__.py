"""The doctor: every invariant of the shop in one place, and what is wrong said in words."""

from pathlib import Path

from sqlalchemy.orm import Session

from fritidsbank.db import Store
from fritidsbank.doctor import articles, booking, database, ledger, loans, numbers, people, places
from fritidsbank.doctor.disk import disk_findings
from fritidsbank.doctor.finding import Check, Finding

CHECKS: tuple[Check, ...] = (
    *database.CHECKS,
    *loans.CHECKS,
    *ledger.CHECKS,
    booking.booked_on_other_day,
    *articles.CHECKS,
    *numbers.CHECKS,
    *people.CHECKS,
    *places.CHECKS,
)


def findings(db: Session) -> list[Finding]:
    """Whatever is not as it must be in a register of this version; nothing is changed."""
    return [finding for check in CHECKS for finding in check.findings(db)]


def examine(store: Store, folder: Path) -> list[Finding]:
    """The same, and the disk under it."""
    with store.reading() as db:
        return [*findings(db), *disk_findings(folder, database=store.file)]
