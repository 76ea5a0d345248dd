"""Retention is killed in the middle: what it did is whole, and the next run does the rest."""

import os
from random import Random
from time import monotonic, sleep

import pytest
from sqlalchemy import func, select

from fritidsbank import clock
from fritidsbank.db import Store
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.privacy.models import RetentionRun
from fritidsbank.privacy.retaining import retain
from fritidsbank.settings import Settings
from tests.conftest import DATABASE, Shop
from tests.privacy.many import many_old_visits
from tests.ready_program import begun

VISITS = 1_500
KILLS = 2 if DATABASE == "sqlite" else 1


def unlinked(store: Store) -> tuple[int, int, int]:
    """Visits and loans without a borrower, and how many visits the log says it was."""
    with store.reading() as db:
        visits = db.scalar(
            select(func.count()).select_from(Visit).where(Visit.borrower_id.is_(None))
        )
        loans = db.scalar(select(func.count()).select_from(Loan).where(Loan.borrower_id.is_(None)))
        told = db.scalar(select(func.sum(RetentionRun.count)).where(RetentionRun.rule == "unlink"))
    return visits or 0, loans or 0, told or 0


def kill_in_the_middle(store: Store, settings: Settings, dice: Random) -> bool:
    """Let it get some way further, and kill it. Whether it was at work still."""
    before, until = unlinked(store)[0], monotonic() + 60
    running = begun(["retention"], os.environ | settings.in_environment())
    enough = before + dice.randint(1, VISITS // 4)
    while unlinked(store)[0] < enough and running.is_alive() and monotonic() < until:
        sleep(0.002)
    was_at_work = running.is_alive()
    running.kill()
    running.join()
    return was_at_work


def killed(shop: Shop, settings: Settings, kills: int, of: int = VISITS) -> int:
    """Kill it so often, look each time, and let it come to its end. How often it was at work."""
    many_old_visits(shop, of, until=clock.now())
    dice, at_work = Random(kills), 0
    for _ in range(kills):
        at_work += kill_in_the_middle(shop.store, settings, dice)
        visits, loans, told = unlinked(shop.store)
        assert (loans, told) == (2 * visits, visits)
    retain(shop.store, settings.data, now=clock.now(), by_hand=True)
    assert unlinked(shop.store) == (of, 2 * of, of)
    return at_work


def test_a_killed_run_leaves_whole_visits_and_a_log_that_is_right(
    shop: Shop, settings: Settings
) -> None:
    killed(shop, settings, KILLS)


@pytest.mark.campaign
def test_nor_does_it_when_it_is_killed_a_hundred_times(shop: Shop, settings: Settings) -> None:
    # So many that there is something left to do at the hundredth.
    assert killed(shop, settings, 100, of=60 * VISITS) > 90
