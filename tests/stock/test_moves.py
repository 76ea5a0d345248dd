"""A thing is in exactly one place; every move names both ends, and no line is ever changed."""

from datetime import datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind, Misread, NotOurCode, own
from fritidsbank.stock.actions import NotThere, Signature, move, put_back
from fritidsbank.stock.models import Move
from fritidsbank.stock.queries import Thing, UnknownCode, standard_place, thing_of, thing_with
from fritidsbank.stock.registering import CodeTaken, NotAnArticleCode, add_code
from fritidsbank.stock.rules import (
    Condition,
    Confirmation,
    Notice,
    PlaceKind,
    Reason,
    Stop,
    may_go_out,
)
from tests import make
from tests.conftest import Shop


@pytest.fixture
def skates(db: Session, shop: Shop) -> Thing:
    """A pair of skates on the shelf."""
    return make.article(
        db, "SKR", "Skridskor", size="38", branch=shop.branch, by=shop.account, now=shop.now
    )


@pytest.fixture
def signed(shop: Shop) -> Signature:
    """By Disken, now."""
    return Signature(shop.now, shop.account)


def lines(db: Session) -> list[Move]:
    """The ledger."""
    return list(db.query(Move).order_by(Move.seq))


def test_what_is_registered_comes_from_outside(db: Session, skates: Thing) -> None:
    [line] = lines(db)

    assert (line.from_kind, line.from_place_id) == (PlaceKind.OUTSIDE, None)
    assert (line.to_kind, line.to_place_id) == (PlaceKind.SHELF, skates.spot.id)
    assert line.reason is Reason.REGISTERED


def test_a_move_leaves_one_place_and_comes_to_another(
    db: Session, shop: Shop, skates: Thing, signed: Signature
) -> None:
    bench = standard_place(db, shop.branch, PlaceKind.WORKSHOP)

    moved = move(db, skates, bench, reason=Reason.TO_WORKSHOP, signed=signed, fault="sharpen")

    line = lines(db)[-1]
    assert thing_of(db, skates.id) == moved
    assert (line.from_place_id, line.to_place_id) == (skates.spot.id, bench.id)
    assert (line.from_category_id, line.to_category_id) == (skates.category_id,) * 2
    assert (line.fault, line.account_id) == ("sharpen", shop.account)


def test_what_has_been_moved_meanwhile_is_not_there(
    db: Session, shop: Shop, skates: Thing, signed: Signature
) -> None:
    bench = standard_place(db, shop.branch, PlaceKind.WORKSHOP)
    move(db, skates, bench, reason=Reason.TO_WORKSHOP, signed=signed)

    with pytest.raises(NotThere, match="Skridskor"):
        move(db, skates, bench, reason=Reason.TO_WORKSHOP, signed=signed)

    assert len(lines(db)) == 2


def test_a_move_that_is_told_late_is_not_written_before_the_last_one(
    db: Session, shop: Shop, skates: Thing, signed: Signature
) -> None:
    bench = standard_place(db, shop.branch, PlaceKind.WORKSHOP)
    yesterday = Signature(shop.now - timedelta(days=1), shop.account)

    moved = move(db, skates, bench, reason=Reason.TO_WORKSHOP, signed=yesterday)

    assert moved.since == skates.since
    assert lines(db)[-1].at == shop.now


def test_the_line_is_booked_on_the_swedish_day(db: Session, shop: Shop, skates: Thing) -> None:
    late = Signature(datetime.fromisoformat("2026-07-01T22:30:00+00:00"), shop.account)
    bench = standard_place(db, shop.branch, PlaceKind.WORKSHOP)

    move(db, skates, bench, reason=Reason.TO_WORKSHOP, signed=late)

    assert lines(db)[-1].booked_on.isoformat() == "2026-07-02"


def test_it_is_put_back_on_its_own_shelf(
    db: Session, shop: Shop, skates: Thing, signed: Signature
) -> None:
    bench = standard_place(db, shop.branch, PlaceKind.WORKSHOP)
    moved = move(db, skates, bench, reason=Reason.TO_WORKSHOP, signed=signed)

    back = put_back(db, moved, branch=shop.branch, reason=Reason.CHECKED, signed=signed)

    assert back.spot == skates.shelf


def test_in_another_branch_it_is_put_on_the_common_shelf(
    db: Session, shop: Shop, skates: Thing, signed: Signature
) -> None:
    other = make.branch(db, "Ringstorp")
    bench = standard_place(db, shop.branch, PlaceKind.WORKSHOP)
    moved = move(db, skates, bench, reason=Reason.TO_WORKSHOP, signed=signed)

    back = put_back(db, moved, branch=other, reason=Reason.CHECKED, signed=signed)

    assert back.spot == standard_place(db, other, PlaceKind.SHELF)
    line = lines(db)[-1]
    assert (line.from_branch_id, line.to_branch_id) == (shop.branch, other)


@pytest.mark.parametrize("statement", ["UPDATE move SET fault = 'x'", "DELETE FROM move"])
def test_the_database_refuses_to_change_or_delete_a_line(
    db: Session, skates: Thing, statement: str
) -> None:
    with pytest.raises(DBAPIError, match=r"ledger|never"):
        db.execute(text(statement))


def test_no_line_is_undone_twice(db: Session, skates: Thing) -> None:
    values = {
        column.key: getattr(lines(db)[0], column.key)
        for column in Move.__table__.columns
        if column.key != "seq"
    }
    db.add(Move(**{**values, "reverses": 1}))
    db.flush()
    db.add(Move(**{**values, "reverses": 1}))

    with pytest.raises(DBAPIError):
        db.flush()


def test_every_code_of_an_article_leads_to_it(db: Session, shop: Shop, skates: Thing) -> None:
    claimed = own(Kind.ARTICLE, 70_000)
    for code in ("FB 17", claimed.grouped, "7310865004703"):
        add_code(db, skates.id, code, at=shop.now)

    found = [
        thing_with(db, code).id for code in (skates.code, "fb  17", claimed.digits, "7310865004703")
    ]

    assert found == [skates.id] * 4


def test_a_label_that_was_claimed_is_not_handed_out_again(
    db: Session, shop: Shop, skates: Thing
) -> None:
    add_code(db, skates.id, own(Kind.ARTICLE, 5).digits, at=shop.now)
    made = [
        make.article(db, branch=shop.branch, by=shop.account, now=shop.now).code for _ in range(8)
    ]

    assert own(Kind.ARTICLE, 5).digits not in made
    assert len({*made, skates.code}) == 9


def test_a_code_belongs_to_one_article(db: Session, shop: Shop, skates: Thing) -> None:
    boots = make.article(db, branch=shop.branch, by=shop.account, now=shop.now)

    with pytest.raises(CodeTaken):
        add_code(db, boots.id, skates.code, at=shop.now)


@pytest.mark.parametrize(
    "code", ["", "   ", "A" * 41, "A\x00B", own(Kind.CARD, 3).digits, own(Kind.COMMAND, 1).digits]
)
def test_what_is_no_article_s_number_is_not_put_on_one(
    db: Session, shop: Shop, skates: Thing, code: str
) -> None:
    with pytest.raises(NotAnArticleCode):
        add_code(db, skates.id, code, at=shop.now)


@pytest.mark.parametrize(
    ("scanned", "refusal"),
    [
        (own(Kind.ARTICLE, 70_001).digits, UnknownCode),
        ("4006381333931", NotOurCode),
        ("20012363", Misread),
    ],
)
def test_a_code_that_leads_nowhere_is_refused(
    db: Session, skates: Thing, scanned: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        thing_with(db, scanned)


@pytest.mark.parametrize("place", [kind for kind in PlaceKind if kind is not PlaceKind.OUTSIDE])
@pytest.mark.parametrize(
    ("blocks", "guardian", "under_18", "elsewhere"),
    list(product([(), ("återkallad",)], [False, True], [False, True], [False, True])),
)
def test_what_may_go_out(
    place: PlaceKind, blocks: tuple[str, ...], *, guardian: bool, under_18: bool, elsewhere: bool
) -> None:
    condition = Condition(place, 2 if elsewhere else 1, blocks, guardian)

    said = may_go_out(condition, at_branch=1, under_18=under_18)

    at_home = place in {PlaceKind.SHELF, PlaceKind.SEASON_STORE}
    assert (not said.stops) == (at_home and not blocks)
    assert (Stop.BLOCKED in said.stops) == bool(blocks)
    assert (Confirmation.GUARDIAN in said.confirmations) == (guardian and under_18)
    assert (Notice.FROM_OTHER_BRANCH in said.notices) == elsewhere
    assert (Notice.FROM_SEASON_STORE in said.notices) == (place is PlaceKind.SEASON_STORE)
