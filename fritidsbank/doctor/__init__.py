"""The doctor: every invariant in one place, and what is wrong said in words.

`of_the_shop.py` lists those of the whole shop; the open minutes alone have fewer of them.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from fritidsbank.db import Store
from fritidsbank.doctor import database
from fritidsbank.doctor.disk import disk_findings, old_copies
from fritidsbank.doctor.finding import Check, Finding


def findings(db: Session, checks: Iterable[Check] | None = None) -> list[Finding]:
    """Whatever is not as it must be in a register of this version; nothing is changed."""
    return [finding for check in checks or _of_the_shop() for finding in check.findings(db)]


def examine(
    store: Store, folder: Path, checks: Iterable[Check] | None = None, *, now: datetime
) -> list[Finding]:
    """The same, and what is worth knowing about this machine."""
    with store.reading() as db:
        found = [*findings(db, checks), *database.old_sqlite.findings(db)]
    return [*found, *disk_findings(folder, database=store.file), *old_copies(folder, now=now)]


def _of_the_shop() -> Iterable[Check]:
    from fritidsbank.doctor.of_the_shop import CHECKS  # noqa: PLC0415 - the minutes do without

    return CHECKS
