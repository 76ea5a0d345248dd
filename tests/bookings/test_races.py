"""Two who fill the same booking in the same second: nothing waits for it in vain."""

from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from fritidsbank.bookings.queries import progress_of
from fritidsbank.doctor import findings
from fritidsbank.stock.models import Hold
from tests import make
from tests.bookings.conftest import Desk
from tests.hands import hands_of_the_clock


def race(app: Flask, desk: Desk, school: str, rounds: int) -> None:
    """One tablet puts aside at the bookings, the other at the group loans, or cancels."""
    now, branch = desk.tablet.now, desk.shop.branch
    browser = make.signed_in(app, desk.store, desk.shop.account, branch, now=now)
    for each in range(rounds):
        boots = [desk.boots() for _ in range(2)]
        booked = desk.books(school, 1)
        tablet = make.tablet(desk.store, branch, desk.shop.account, now=now)
        starts = Barrier(2, timeout=60)
        address = f"/bookings/{booked[0]}"

        def by_form(
            starts: Barrier = starts,
            browser: make.Visitor = browser,
            address: str = address,
            code: str = boots[0],
            cancels: bool = each % 2 == 1,  # noqa: FBT001 - bound for the thread
        ) -> None:
            starts.wait()
            if cancels:
                browser.sends_form(f"{address}/cancel")
            else:
                browser.sends_form(f"{address}/aside", scanned=code)

        def by_scan(
            starts: Barrier = starts,
            tablet: make.Tablet = tablet,
            booking: str = booked[0],
            code: str = boots[1],
        ) -> None:
            starts.wait()
            tablet.says("put_aside", booking=booking, article=code)

        threads = [Thread(target=by_form), Thread(target=by_scan)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with desk.store.reading() as db:
            held = db.scalar(select(func.count()).where(Hold.booking_id == booked[0]))
            wanted = sum(line.count for line in progress_of(db, [booked[0]])[booked[0]])
            assert held is not None
            assert held <= wanted
    with desk.store.reading() as db:
        assert findings(db) == []


def test_a_form_and_a_scan_at_once_put_aside_no_more_than_is_wanted(
    app: Flask, desk: Desk, school: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands_of_the_clock(monkeypatch, desk.tablet.now)
    race(app, desk, school, 4)


@pytest.mark.campaign
def test_five_hundred_times_over(
    app: Flask, desk: Desk, school: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands_of_the_clock(monkeypatch, desk.tablet.now)
    race(app, desk, school, 500)
