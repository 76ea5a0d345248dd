"""Freezing: when a week is over its books are closed, and its reports are written down for ever."""

from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.branches.queries import branch_called
from fritidsbank.clock import iso
from fritidsbank.reports.as_json import as_json, from_json
from fritidsbank.reports.figures import Report
from fritidsbank.reports.models import EVERYWHERE, FrozenReport
from fritidsbank.reports.report import report_on
from fritidsbank.reports.rules import Period, periods_ending
from fritidsbank.schema import table_of
from fritidsbank.stock.closing import close_week, weeks_to_close


def read_report(db: Session, asked: Period, branch: str = "", *, today: date) -> Report:
    """The report of a period as it was frozen; else counted as it is now.

    Raises NotBegun, NoSuchBranch.
    """
    number = branch_called(db, branch).id if branch else EVERYWHERE
    kept = db.get(FrozenReport, (asked.name, number))
    if kept is None:
        return report_on(db, asked, branch, today=today)
    return from_json(kept.figures, branch=branch)


def freeze_week(
    db: Session, last_on: date, *, account: int | None, now: datetime, today: date
) -> None:
    """Close the week that ends on a Sunday, and write down the reports of all that ended with it.

    `account` is None when nobody asked for it. Raises NotOver, ClosedAlready, WeekBeforeOpen.
    """
    close_week(db, last_on, account=account, today=today, now=now)
    doors = list(db.execute(select(Branch.id, Branch.name)))
    written = [
        {
            "period": asked.name,
            "branch": number,
            "figures": as_json(report_on(db, asked, name, today=today)) | {"frozen_at": iso(now)},
            "frozen_at": now,
        }
        for asked in periods_ending(last_on)
        for number, name in ((EVERYWHERE, ""), *doors)
    ]
    db.execute(insert(table_of(FrozenReport)), written)


def freeze_next(
    db: Session, *, account: int | None = None, now: datetime, today: date
) -> Period | None:
    """Freeze the first week that is over and still open; none when there is no such week."""
    waiting = weeks_to_close(db, today=today)
    if not waiting:
        return None
    freeze_week(db, waiting[0], account=account, now=now, today=today)
    return periods_ending(waiting[0])[0]
