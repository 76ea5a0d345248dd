"""Lines of the ledger, the figures of their days, and weeks whose books are closed."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.doctor import findings
from fritidsbank.stock.actions import Signature, move
from fritidsbank.stock.closing import (
    ClosedAlready,
    NotOver,
    WeekBeforeOpen,
    close_week,
    weeks_to_close,
)
from fritidsbank.stock.ledger import WeekClosed, booking, closed_until
from fritidsbank.stock.models import Balance, DayFigure, Move
from fritidsbank.stock.moving import discard, unscrap
from fritidsbank.stock.queries import Thing, standard_place, thing_of
from fritidsbank.stock.reversing import reverse
from fritidsbank.stock.rules import PlaceKind, Reason
from tests import make
from tests.conftest import Shop

SUNDAY = date(2026, 3, 8)
MONDAY = SUNDAY + timedelta(days=1)


def boots(db: Session, shop: Shop) -> Thing:
    return make.article(db, branch=shop.branch, by=shop.account, now=shop.now)


def close(db: Session, shop: Shop, last_on: date = SUNDAY) -> None:
    today = last_on + timedelta(days=1)
    now = shop.now + timedelta(days=(today - shop.now.date()).days)
    close_week(db, last_on, account=shop.admin, today=today, now=now)


def to_store(db: Session, shop: Shop, thing: Thing, at: datetime) -> Thing:
    store = standard_place(db, shop.branch, PlaceKind.SEASON_STORE)
    return move(db, thing, store, reason=Reason.MOVED, signed=Signature(at, shop.account))


def figures(db: Session) -> dict[tuple[date, Reason], int]:
    rows = db.execute(select(DayFigure.day, DayFigure.reason, DayFigure.count))
    return {(day, reason): count for day, reason, count in rows if count}


def last_line(db: Session) -> Move:
    return db.scalars(select(Move).order_by(Move.seq.desc()).limit(1)).one()


def test_a_line_is_counted_on_its_day(db: Session, shop: Shop) -> None:
    boots(db, shop)
    boots(db, shop)
    assert figures(db) == {(date(2026, 3, 2), Reason.REGISTERED): 2}


def test_what_is_undone_is_counted_no_more(db: Session, shop: Shop) -> None:
    to_store(db, shop, boots(db, shop), shop.now)
    line = last_line(db)
    reverse(db, [line], note="", since=shop.now, signed=Signature(shop.now, shop.account))
    assert figures(db) == {(date(2026, 3, 2), Reason.REGISTERED): 1}


def test_a_week_that_is_not_over_is_not_closed(db: Session, shop: Shop) -> None:
    boots(db, shop)
    with pytest.raises(NotOver):
        close_week(db, SUNDAY, account=None, today=SUNDAY, now=shop.now)


def test_a_week_is_closed_once(db: Session, shop: Shop) -> None:
    boots(db, shop)
    close(db, shop)
    with pytest.raises(ClosedAlready):
        close(db, shop)


def test_weeks_are_closed_in_their_order(db: Session, shop: Shop) -> None:
    boots(db, shop)
    with pytest.raises(WeekBeforeOpen):
        close(db, shop, SUNDAY + timedelta(days=7))


def test_all_weeks_that_are_over_wait_to_be_closed(db: Session, shop: Shop) -> None:
    boots(db, shop)
    close(db, shop)
    waiting = weeks_to_close(db, today=SUNDAY + timedelta(days=15))
    assert waiting == [SUNDAY + timedelta(days=7), SUNDAY + timedelta(days=14)]


def test_a_new_shop_has_nothing_to_close(db: Session, shop: Shop) -> None:
    assert weeks_to_close(db, today=SUNDAY) == []


def test_what_stood_where_is_carried_on(db: Session, shop: Shop) -> None:
    boots(db, shop)
    to_store(db, shop, boots(db, shop), shop.now)
    close(db, shop)
    carried = {row.kind: row.count for row in db.scalars(select(Balance))}
    assert carried == {PlaceKind.SHELF: 1, PlaceKind.SEASON_STORE: 1}


def test_what_arrives_late_is_booked_on_the_first_open_day_and_marked(
    db: Session, shop: Shop
) -> None:
    thing = boots(db, shop)
    close(db, shop)
    to_store(db, shop, thing, shop.now + timedelta(hours=1))
    line = last_line(db)
    assert (line.at.date(), line.booked_on, line.booked_late) == (date(2026, 3, 2), MONDAY, True)


def test_what_arrives_late_is_counted_where_it_is_booked(db: Session, shop: Shop) -> None:
    thing = boots(db, shop)
    close(db, shop)
    to_store(db, shop, thing, shop.now + timedelta(hours=1))
    assert figures(db)[MONDAY, Reason.MOVED] == 1


def test_nothing_in_a_closed_week_is_undone(db: Session, shop: Shop) -> None:
    to_store(db, shop, boots(db, shop), shop.now)
    line = last_line(db)
    close(db, shop)
    later = shop.now + timedelta(days=7)
    with pytest.raises(WeekClosed):
        reverse(db, [line], note="", since=later, signed=Signature(later, shop.account))


def test_what_was_scrapped_in_a_closed_week_is_found(db: Session, shop: Shop) -> None:
    signed = Signature(shop.now, shop.account)
    gone = discard(db, boots(db, shop), Reason.WORN_OUT, signed=signed)
    close(db, shop)
    unscrap(db, thing_of(db, gone.id), signed=Signature(shop.now + timedelta(days=7), shop.account))
    assert last_line(db).reason is Reason.FOUND


def test_the_doctor_is_content_after_closing_and_what_came_late(db: Session, shop: Shop) -> None:
    thing = boots(db, shop)
    close(db, shop)
    moved = to_store(db, shop, thing, shop.now + timedelta(hours=1))
    close(db, shop, SUNDAY + timedelta(days=7))
    to_store(db, shop, boots(db, shop), moved.since + timedelta(days=20))
    assert findings(db) == []


def test_the_last_closed_day_is_known(db: Session, shop: Shop) -> None:
    boots(db, shop)
    close(db, shop)
    assert closed_until(db) == SUNDAY


@pytest.mark.parametrize(
    ("happened", "closed", "booked"),
    [
        (datetime.fromisoformat("2026-03-08T22:59:59+00:00"), None, (SUNDAY, False)),
        (datetime.fromisoformat("2026-03-08T22:59:59+00:00"), SUNDAY, (MONDAY, True)),
        (datetime.fromisoformat("2026-03-08T23:00:00+00:00"), SUNDAY, (MONDAY, False)),
    ],
)
def test_the_day_of_booking(
    happened: datetime, closed: date | None, booked: tuple[date, bool]
) -> None:
    assert booking(happened, closed) == booked
