"""What the workshop had best mend first: what was wanted last year, and is not on the shelf."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from fritidsbank.clock import local_day
from fritidsbank.stock.demand import Ahead, Missed, ahead_of, missed_first
from fritidsbank.stock.queries import category_coded, thing_with
from tests import make
from tests.conftest import Shop

LAST_YEAR = timedelta(days=364)
"""The same day of the week, in the same ISO week."""


@pytest.fixture
def ahead(shop: Shop) -> Ahead:
    """What is thought of at the end of sportlov: its last weeks, a year ago."""
    return ahead_of(local_day(shop.now))


@pytest.fixture
def register(shop: Shop) -> Callable[[str], str]:
    """Register skates of a size two years ago; their number."""

    def registered(size: str) -> str:
        with shop.store.writing() as db:
            made = make.article(
                db,
                "SKR",
                size=size,
                branch=shop.branch,
                by=shop.admin,
                now=shop.now - 2 * LAST_YEAR,
            )
            db.commit()
        return made.code

    return registered


def disk_at(shop: Shop, now: datetime) -> make.Tablet:
    """The tablet at the counter on another day."""
    return make.tablet(shop.store, shop.branch, shop.account, now=now)


def lend(shop: Shop, codes: list[str], now: datetime) -> None:
    """All of them are lent and come back at once."""
    disk = disk_at(shop, now)
    with shop.store.writing() as db:
        sara = make.borrower(db, "Sara", now=now)
        db.commit()
    for code in codes:
        assert disk.says("check_out", article=code, borrower=sara)["outcome"] == "lent"
        assert disk.says("check_in", article=code)["outcome"] == "returned"


def missed(shop: Shop, ahead: Ahead, branch: int | None = None) -> list[Missed]:
    with shop.store.reading() as db:
        return missed_first(db, ahead, branch)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-05-06", "2025-05-12 2025-06-08"),
        ("2026-01-05", "2025-02-10 2025-03-09 holiday"),
        ("2026-02-18", "2025-02-17 2025-03-09 holiday"),
        ("2026-03-08", "2025-03-03 2025-03-09 holiday"),
        ("2026-03-09", "2025-03-17 2025-04-13"),
        ("2026-09-21", "2025-10-27 2025-11-02 holiday"),
        ("2026-12-07", "2025-12-15 2026-01-04"),
        ("2026-12-31", "2025-12-29 2026-01-25"),
        ("2027-01-04", "2026-02-09 2026-03-08 holiday"),
        ("2021-12-07", "2020-12-07 2021-01-10"),
    ],
)
def test_weeks_ahead_are_the_same_iso_weeks_of_last_year(today: str, expected: str) -> None:
    told = ahead_of(date.fromisoformat(today))
    assert f"{told.first} {told.last}{' holiday' * told.is_holiday}" == expected


def test_what_was_wanted_and_is_broken_comes_first(
    shop: Shop, ahead: Ahead, register: Callable[[str], str]
) -> None:
    wanted, standing, seldom = register("38"), register("38"), register("41")
    a_year_ago = shop.now - LAST_YEAR
    for codes in ([wanted, standing], [wanted, seldom], [wanted]):
        lend(shop, codes, a_year_ago)
        a_year_ago += timedelta(hours=1)
    disk_at(shop, a_year_ago).says("wish", category="SKR", size="38")
    disk = disk_at(shop, shop.now)
    disk.says("mark", article=wanted, mark="workshop", fault="blunt")
    disk.says("mark", article=seldom, mark="workshop", fault="blunt")
    with shop.store.reading() as db:
        skates = category_coded(db, "SKR").id
    assert missed(shop, ahead) == [Missed(skates, "38", 5, 1, 1), Missed(skates, "41", 1, 0, 1)]


def test_what_stands_on_the_shelf_in_plenty_can_wait(
    shop: Shop, ahead: Ahead, register: Callable[[str], str]
) -> None:
    broken, whole = register("38"), register("38")
    lend(shop, [whole], shop.now - LAST_YEAR)
    disk_at(shop, shop.now).says("mark", article=broken, mark="workshop", fault="blunt")
    assert missed(shop, ahead) == []


def test_what_is_blocked_is_not_there_to_be_lent(
    shop: Shop, ahead: Ahead, register: Callable[[str], str]
) -> None:
    broken, blocked = register("38"), register("38")
    lend(shop, [broken], shop.now - LAST_YEAR)
    disk_at(shop, shop.now).says("mark", article=broken, mark="workshop", fault="blunt")
    assert missed(shop, ahead) == []
    with shop.store.writing() as db:
        make.block(db, thing_with(db, blocked), "Spricka", by=shop.admin, now=shop.now)
        db.commit()
    assert [one.on_shelf for one in missed(shop, ahead)] == [0]


def test_each_branch_looks_at_its_own_shelves(
    shop: Shop, ahead: Ahead, register: Callable[[str], str]
) -> None:
    broken = register("38")
    lend(shop, [broken], shop.now - LAST_YEAR)
    disk_at(shop, shop.now).says("mark", article=broken, mark="workshop", fault="blunt")
    with shop.store.writing() as db:
        north = make.branch(db, "Norr")
        db.commit()
    assert missed(shop, ahead, north) == []
    assert len(missed(shop, ahead, shop.branch)) == 1
