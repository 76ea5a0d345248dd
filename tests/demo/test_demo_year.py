"""The demo's year: believable, without a contradiction, and the same each time."""

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank import doctor
from fritidsbank.branches.models import Branch, Setting
from fritidsbank.branches.queries import calendar_of
from fritidsbank.clock import local_day, local_moment
from fritidsbank.counter.models import Ending, Loan, Visit
from fritidsbank.db import Store
from fritidsbank.demo.making import DemoCounts, make_demo
from fritidsbank.demo.sizes import Size
from fritidsbank.demo.staffing import SIGN_INS, password_of
from fritidsbank.founding import FirstAccount, FoundedAlready, found_shop
from fritidsbank.people.models import Borrower, BorrowerDetails, BorrowerKind
from fritidsbank.staff.models import SignIn
from fritidsbank.staff.passwords import fits, is_outdated
from fritidsbank.stock.models import Article, Block, Category, Move, Place, SafetyCheck
from fritidsbank.stock.rules import PlaceKind, Reason, Verdict
from tests.conftest import NOW, sqlite_store

TODAY = local_day(NOW)


def made(
    store: Store,
    size: Size = Size.SMALL,
    *,
    seed: int = 1,
    today: date = TODAY,
    until: datetime | None = None,
) -> DemoCounts:
    """A demo in that store."""
    return make_demo(
        store, size, seed=seed, today=today, until=until, progress=lambda _done, _steps: None
    )
