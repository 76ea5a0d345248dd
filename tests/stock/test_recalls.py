"""What is called back is blocked at once, wherever it is and whenever it comes."""

import pytest
from sqlalchemy import select

from fritidsbank.clock import local_day
from fritidsbank.doctor import findings
from fritidsbank.stock import recalls
from fritidsbank.stock.actions import SayMore, Signature, lift
from fritidsbank.stock.models import Block
from fritidsbank.stock.moving import unscrap
from fritidsbank.stock.queries import category_coded, standard_place
from fritidsbank.stock.recall_matching import Product
from fritidsbank.stock.recalled import LONGEST_REASON, reason_of
from fritidsbank.stock.recalls import (
    EndedAlready,
    InForceAlready,
    ReachChanged,
    TooBroad,
    entries,
    reach_of,
)
from fritidsbank.stock.registering import Description
from fritidsbank.stock.registering_many import Arrival, register_articles
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.conftest import Shop
from tests.counter.conftest import counting
from tests.stock.calling_back import (
    ADVICE,
    calls_back,
    describes,
    ends,
    notice,
    registers,
    sees,
)

REASON = "Återkallad: Bauer Re-Akt 75"


@pytest.fixture
def disk(shop: Shop) -> make.Tablet:
    """The tablet at the counter."""
    return make.tablet(shop.store, shop.branch, shop.account, now=shop.now)


@pytest.mark.parametrize(
    "kind", [kind for kind in PlaceKind if kind not in {PlaceKind.OUT, PlaceKind.OUTSIDE}]
)
def test_it_is_blocked_wherever_it_is_but_not_when_it_is_gone(shop: Shop, kind: PlaceKind) -> None:
    helmet = registers(shop)
    with shop.store.writing() as db:
        if kind is not PlaceKind.SHELF:
            make.stand(db, helmet.code, kind, branch=shop.branch, by=shop.account, now=shop.now)
        db.commit()
    calls_back(shop)
    assert sees(shop, helmet).blocks == (() if kind is PlaceKind.GONE else (REASON,))


def test_what_is_lent_is_blocked_and_is_still_taken_back(shop: Shop, disk: make.Tablet) -> None:
    helmet = registers(shop)
    sara = {"name": "Sara", "mobile": "070-174 06 07"}
    disk.says("check_out", article=helmet.code, borrower=sara)
    calls_back(shop, advice=ADVICE)
    back = disk.says("check_in", article=helmet.code)
    assert (back["outcome"], back["because"]) == ("put_aside", f"{REASON}. {ADVICE}")
    assert disk.says("check_out", article=helmet.code, borrower=sara)["outcome"] == "blocked"


def test_what_was_taken_back_can_be_undone_while_it_is_blocked(
    shop: Shop, disk: make.Tablet
) -> None:
    helmet = registers(shop)
    disk.says("check_out", article=helmet.code, borrower={"name": "Sara", "mobile": "0701740607"})
    calls_back(shop)
    disk.says("check_in", article=helmet.code)
    assert disk.undoes()["outcome"] == "undone"
    assert sees(shop, helmet).spot.kind is PlaceKind.OUT


def test_what_is_registered_later_is_blocked_at_once(shop: Shop) -> None:
    calls_back(shop)
    assert registers(shop).blocks == (REASON,)
    assert registers(shop, "Hockeyhjälm Re-Akt 100").blocks == ()


def test_what_comes_in_a_file_is_blocked_at_once(shop: Shop) -> None:
    calls_back(shop)
    with shop.store.writing() as db:
        helmets = category_coded(db, "HJH").id
        shelf = standard_place(db, shop.branch, PlaceKind.SHELF)
        arrivals = [
            Arrival(
                Description(helmets, f"Hjälm {model}", brand="BAUER").checked(this_year=2026), shelf
            )
            for model in ("Re-Akt 75", "IMS 5", "reakt 75")
        ]
        register_articles(db, arrivals, signed=Signature(shop.now, shop.account))
        assert list(db.scalars(select(Block.reason))) == [REASON] * 2
        assert findings(db) == []


def test_a_better_description_blocks_and_a_worse_one_lifts_nothing(shop: Shop) -> None:
    calls_back(shop)
    helmet = registers(shop, "Hockeyhjälm")
    assert helmet.blocks == ()
    describes(shop, helmet, "Hockeyhjälm Re-Akt 75")
    describes(shop, helmet, "Hockeyhjälm Re-Akt 75, svart")
    assert sees(shop, helmet).blocks == (REASON,)
    describes(shop, helmet, "Hockeyhjälm", brand="CCM")
    assert sees(shop, helmet).blocks == (REASON,)


def test_the_word_of_the_manager_who_lifted_it_stands(shop: Shop) -> None:
    helmet = registers(shop)
    calls_back(shop)
    with shop.store.writing() as db:
        block = db.scalars(select(Block)).one()
        with pytest.raises(SayMore):
            lift(db, block, "Ok", signed=Signature(shop.now, shop.admin))
        lift(db, block, "Fel tillverkningsår", signed=Signature(shop.now, shop.admin))
        db.commit()
    describes(shop, helmet, "Hockeyhjälm Re-Akt 75, svart")
    assert sees(shop, helmet).blocks == ()
    with shop.store.reading() as db:
        assert findings(db) == []


def test_what_was_gone_when_it_was_called_back_is_blocked_when_it_is_found(
    shop: Shop, disk: make.Tablet
) -> None:
    written_off, scrapped = registers(shop), registers(shop)
    with shop.store.writing() as db:
        for code in (written_off.code, scrapped.code):
            make.stand(db, code, PlaceKind.GONE, branch=shop.branch, by=shop.account, now=shop.now)
        db.commit()
    calls_back(shop)
    with shop.store.writing() as db:
        unscrap(db, sees(shop, scrapped), signed=Signature(shop.now, shop.admin))
        db.commit()
    assert sees(shop, scrapped).blocks == (REASON,)
    with shop.store.reading() as db:
        assert findings(db) == []


def test_what_never_came_back_and_is_found_is_put_aside(shop: Shop, disk: make.Tablet) -> None:
    helmet = registers(shop)
    with shop.store.writing() as db:
        missing = PlaceKind.MISSING
        make.stand(db, helmet.code, missing, branch=shop.branch, by=shop.account, now=shop.now)
        db.commit()
    calls_back(shop)
    assert disk.says("check_in", article=helmet.code)["outcome"] == "put_aside"


def test_somebody_says_yes_to_what_they_have_seen(shop: Shop) -> None:
    today = local_day(shop.now)
    registers(shop)
    signed = Signature(shop.now, shop.admin)
    with shop.store.writing() as db, pytest.raises(ReachChanged):
        recalls.add(db, notice(on=today), 0, today=today, signed=signed)
    with shop.store.reading() as db:
        assert entries(db) == []


def test_the_same_recall_stands_in_the_register_once(shop: Shop) -> None:
    calls_back(shop)
    with pytest.raises(InForceAlready):
        calls_back(shop, "BAUER", "reakt 75")
    calls_back(shop, "Bauer", "Re-Akt 75", years_from=2014)


def test_a_recall_that_matches_everything_is_refused_until_it_says_more(shop: Shop) -> None:
    for _ in range(3):
        registers(shop)
    with shop.store.reading() as db:
        helmets = category_coded(db, "HJH").id
        with pytest.raises(TooBroad):
            reach_of(db, Product("Bauer"))
        assert len(reach_of(db, Product("Bauer", category=helmets)).hits) == 3
        assert len(reach_of(db, Product("Bauer", "Re-Akt 75")).hits) == 3


def test_a_maker_of_half_a_thousand_things_is_not_called_back_as_a_whole(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recalls, "MOST_OF_A_MAKER", 2)
    for brand in ("Bauer", "Bauer", "Bauer", *["CCM"] * 5):
        registers(shop, brand=brand)
    with shop.store.reading() as db, pytest.raises(TooBroad) as refused:
        reach_of(db, Product("Bauer"))
    assert (refused.value.hits, refused.value.stock) == (3, 8)


def test_a_reach_says_where_things_stand_and_what_nobody_knows(shop: Shop) -> None:
    registers(shop, year=2015)
    registers(shop)
    registers(shop, year=2010)
    registers(shop, "Hockeyhjälm IMS 5")
    with shop.store.reading() as db:
        reach = reach_of(db, Product("Bauer", "Re-Akt 75", 2014, 2016))
    assert reach.by_place == {PlaceKind.SHELF: 2}
    assert (reach.years_unknown, reach.other_models, reach.stock) == (1, 1, 4)


def test_ending_a_recall_lifts_its_blocks_and_no_others(shop: Shop) -> None:
    helmet = registers(shop)
    recall = calls_back(shop)
    with shop.store.writing() as db:
        make.block(db, helmet, "Spricka i skalet", by=shop.account, now=shop.now)
        db.commit()
    with pytest.raises(SayMore):
        ends(shop, recall.id, "Klart")
    assert ends(shop, recall.id) == 1
    assert sees(shop, helmet).blocks == ("Spricka i skalet",)
    with pytest.raises(EndedAlready):
        ends(shop, recall.id)
    assert registers(shop).blocks == ()
    with shop.store.reading() as db:
        (entry,) = entries(db)
        assert (entry.blocked, entry.lifted) == (0, 1)
        assert findings(db) == []


def test_a_reason_fits_where_it_is_kept() -> None:
    assert len(reason_of(Product("B" * 80, "R" * 80), "A" * 200)) == LONGEST_REASON


@pytest.mark.parametrize("many", [1, 30])
def test_calling_back_asks_as_many_questions_for_one_as_for_many(shop: Shop, many: int) -> None:
    for _ in range(many):
        registers(shop)
    with counting(shop.store) as sent:
        calls_back(shop)
    assert len([one for one in sent if not one.startswith(("LOCK", "BEGIN"))]) <= 9


def test_registering_asks_one_question_more_whatever_is_called_back(shop: Shop) -> None:
    registers(shop)
    with counting(shop.store) as before:
        registers(shop)
    for number in range(20):
        calls_back(shop, "CCM", f"Tacks {number}")
    with counting(shop.store) as after:
        registers(shop)
    assert len(after) == len(before)
    assert sum("FROM recall" in one for one in after) == 1
