"""Weeks are closed while others lend: nobody's line falls between the books."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from fritidsbank.doctor import findings
from fritidsbank.stock.actions import Signature, move
from fritidsbank.stock.closing import ClosedAlready, close_week
from fritidsbank.stock.queries import standard_place, thing_of
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.web.room import settle
from tests import make
from tests.conftest import Shop

MOVERS, TIMES, WEEKS = 4, 12, 6
FIRST_SUNDAY = date(2026, 3, 8)


def registered(shop: Shop) -> list[int]:
    """An article for each of those who move things."""
    with shop.store.writing() as db:
        made = [
            make.article(db, branch=shop.branch, by=shop.account, now=shop.now).id
            for _ in range(MOVERS)
        ]
        db.commit()
    return made


def goes_to_and_fro(shop: Shop, article: int) -> None:
    """Each time it is said to have happened on the first day."""
    for time in range(TIMES):
        kind = PlaceKind.SEASON_STORE if time % 2 else PlaceKind.SHELF
        with shop.store.writing() as db:

            def once(kind: PlaceKind = kind) -> None:
                there = standard_place(db, shop.branch, kind)
                signed = Signature(shop.now, shop.account)
                move(db, thing_of(db, article), there, reason=Reason.MOVED, signed=signed)

            settle(db, once)


def closes(shop: Shop) -> None:
    """Week after week, as soon as it can be."""
    for week in range(WEEKS):
        sunday = FIRST_SUNDAY + timedelta(weeks=week)
        with shop.store.writing() as db:

            def once(sunday: date = sunday) -> None:
                today = sunday + timedelta(days=1)
                close_week(db, sunday, account=None, today=today, now=shop.now)

            settle(db, once)


def test_lines_and_closing_meet_and_the_books_balance(shop: Shop) -> None:
    articles = registered(shop)
    with ThreadPoolExecutor(MOVERS + 1) as crowd:
        works = [crowd.submit(goes_to_and_fro, shop, article) for article in articles]
        works.append(crowd.submit(closes, shop))
        for work in works:
            work.result()
    with shop.store.reading() as db:
        assert findings(db) == []


def test_of_two_who_close_a_week_one_does(shop: Shop) -> None:
    registered(shop)

    def close() -> str:
        today = FIRST_SUNDAY + timedelta(days=1)
        with shop.store.writing() as db:
            try:
                settle(
                    db,
                    lambda: close_week(db, FIRST_SUNDAY, account=None, today=today, now=shop.now),
                )
            except ClosedAlready:
                return "was closed"
        return "closed"

    with ThreadPoolExecutor(2) as two:
        said = [work.result() for work in [two.submit(close), two.submit(close)]]
    assert sorted(said) == ["closed", "was closed"]
