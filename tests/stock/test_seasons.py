"""To the season store in bulk, and back to each article's own shelf."""

from time import monotonic

import pytest
from sqlalchemy import func, insert, select

from fritidsbank.clock import local_day
from fritidsbank.doctor import findings
from fritidsbank.schema import table_of
from fritidsbank.stock import ledger
from fritidsbank.stock.actions import NotThere, Signature, move_many
from fritidsbank.stock.models import Article, Move
from fritidsbank.stock.queries import Thing, place_with
from fritidsbank.stock.registering import add_shelf
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.stock.seasons import Way, change_over
from tests import make
from tests.counter.conftest import counting
from tests.staff.crew import Crew, text_of


def places_of(crew: Crew, things: list[Thing]) -> list[int]:
    """Where they stand."""
    return [crew.sees(thing).spot.id for thing in things]


def stores(crew: Crew, *things: Thing, way: str = "store") -> str:
    """All of the kinds of these things go that way; where the browser is led."""
    ids = sorted({thing.category_id for thing in things})
    token = crew.disken.token
    form = {"way": way, "category": ids, "form_token": token}
    return crew.disken.client.post("/season", data=form).headers["Location"]


def test_what_is_ticked_goes_to_the_season_store(crew: Crew) -> None:
    skates, tent = crew.registers(), crew.registers("Tält", category="TLT")
    assert stores(crew, skates) == "/season?moved=1"
    store = crew.place(PlaceKind.SEASON_STORE)
    assert places_of(crew, [skates, tent]) == [store, tent.spot.id]


def test_each_comes_back_to_its_own_shelf(crew: Crew) -> None:
    first, second = crew.registers(), crew.registers()
    with crew.store.writing() as db:
        shelf = add_shelf(db, crew.hamnen, "Skridskor 1").code
        db.commit()
    tablet = make.tablet(crew.store, crew.hamnen, crew.shop.account, now=crew.now)
    tablet.says("carry", article=first.code, to=shelf)
    before = places_of(crew, [first, second])
    stores(crew, first)
    stores(crew, first, way="fetch")
    assert places_of(crew, [first, second]) == before


def test_each_is_a_line_of_the_ledger(crew: Crew) -> None:
    skates = [crew.registers() for _ in range(3)]
    stores(crew, *skates)
    with crew.store.reading() as db:
        moved = db.scalars(select(Move).where(Move.reason == Reason.MOVED)).all()
        assert {line.article_id for line in moved} == {thing.id for thing in skates}
        assert findings(db) == []


def test_only_what_stands_on_a_shelf_here_goes(crew: Crew) -> None:
    here, out, far = crew.registers(), crew.registers(), crew.registers(branch=crew.soder)
    crew.lends(out)
    assert stores(crew, here) == "/season?moved=1"
    assert crew.sees(out).spot.kind is PlaceKind.OUT
    assert crew.sees(far).spot == far.spot


def test_pressed_twice_the_second_time_nothing_is_left(crew: Crew) -> None:
    skates = crew.registers()
    stores(crew, skates)
    assert stores(crew, skates) == "/season?moved=0"


def test_if_one_has_gone_meanwhile_none_is_moved(crew: Crew) -> None:
    skates = [crew.registers() for _ in range(3)]
    signed = Signature(crew.now, crew.shop.account)
    crew.stands(skates[1], PlaceKind.WORKSHOP)
    with crew.store.writing() as db:
        store = place_with(db, crew.place(PlaceKind.SEASON_STORE))
        with pytest.raises(NotThere):
            move_many(db, [(one, store) for one in skates], reason=Reason.MOVED, signed=signed)
        db.rollback()
    assert crew.sees(skates[0]) == skates[0]


def many_skates(crew: Crew, many: int) -> int:
    """So many pairs on the shelf of the first one; their category."""
    skates = crew.registers()
    shelf, day = skates.spot.id, local_day(skates.since)
    article = {
        "category_id": skates.category_id,
        "name": "Skridskor",
        "shelf_id": shelf,
        "place_id": shelf,
        "place_since_at": skates.since,
        "registered_on": day,
    }
    line = {
        "at": skates.since,
        "booked_on": day,
        "reason": Reason.REGISTERED,
        "account_id": crew.shop.account,
        "from_kind": PlaceKind.OUTSIDE,
        "from_branch_id": crew.hamnen,
        "from_category_id": skates.category_id,
        "to_kind": PlaceKind.SHELF,
        "to_place_id": shelf,
        "to_branch_id": crew.hamnen,
        "to_category_id": skates.category_id,
    }
    ids = range(5_000, 5_000 + many)
    with crew.store.writing() as db:
        db.execute(insert(table_of(Article)), [article | {"id": n} for n in ids])
        db.execute(insert(table_of(Move)), [line | {"article_id": n} for n in ids])
        ledger.count_anew(db)
        db.commit()
    return skates.category_id


def test_two_thousand_go_within_five_seconds(crew: Crew) -> None:
    category = many_skates(crew, 2_000)
    signed = Signature(crew.now, crew.shop.account)
    with crew.store.writing() as db:
        began = monotonic()
        assert change_over(db, crew.hamnen, Way.STORE, [category], signed=signed) == 2_001
        db.commit()
        assert monotonic() - began < 5
        lines = db.scalar(select(func.count()).where(Move.reason == Reason.MOVED))
    assert lines == 2_001


def test_many_take_no_more_statements_than_a_few(crew: Crew) -> None:
    category = many_skates(crew, 900)
    signed = Signature(crew.now, crew.shop.account)
    asked = []
    for way in (Way.STORE, Way.FETCH):
        with crew.store.writing() as db, counting(crew.store) as sent:
            change_over(db, crew.hamnen, way, [category], signed=signed)
            db.commit()
        asked.append(len(sent))
    assert max(asked) < 12


@pytest.mark.one_database
def test_before_anything_moves_the_page_says_how_much_it_is(crew: Crew) -> None:
    skates = [crew.registers() for _ in range(3)]
    path = f"/season/confirm?way=store&category={skates[0].category_id}"
    assert "3 prylar till säsongslagret?" in text_of(crew.disken.client.get(path))
    assert crew.sees(skates[0]).spot == skates[0].spot


@pytest.mark.one_database
def test_a_season_is_ticked_by_one_link(crew: Crew) -> None:
    crew.registers()
    crew.registers("Tält", category="TLT")
    assert crew.disken.client.get("/season?store=winter").text.count("checked") == 1


@pytest.mark.one_database
@pytest.mark.parametrize(
    "form", [{}, {"way": "store"}, {"way": "x", "category": "1"}, {"way": "store", "category": "x"}]
)
def test_a_form_that_says_nothing_moves_nothing(crew: Crew, form: dict[str, str]) -> None:
    assert crew.disken.sends_form("/season", **form).status_code == 422
