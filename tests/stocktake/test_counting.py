"""Each scan answers at once, and the figures follow."""

from datetime import timedelta

import pytest

from fritidsbank.barcodes import Kind, own
from fritidsbank.stock.models import Category
from fritidsbank.stock.queries import category_coded
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.stocktake.actions import CountedAlready
from fritidsbank.stocktake.rules import Scope
from tests import make
from tests.stocktake.conftest import FREE, Count


def test_what_stands_there_is_expected_and_found(count: Count) -> None:
    shelf = count.shelf("Fack A1")
    boots, _ = count.registers(on=shelf), count.registers("Stavar", on=shelf)
    count.registers("På en annan hylla")
    count.begins(Scope.PLACE, shelf)

    answer = count.scans(boots)

    assert answer["outcome"] == "counted"
    assert (answer["counts"]["expected"], answer["counts"]["found"]) == (2, 1)
    assert answer["counts"]["left"] == 1


def test_the_same_label_twice_is_counted_once(count: Count) -> None:
    boots = count.registers()
    count.begins()
    count.scans(boots)

    assert count.scans_on(count.other, boots)["outcome"] == "counted_again"
    assert (count.counts().found, count.counts().again) == (1, 1)


def test_the_same_scan_sent_twice_is_counted_once_and_answered_alike(count: Count) -> None:
    boots = count.registers()
    count.begins()
    first = count.scans(boots)

    assert count.tablet.sends(count.tablet.sent[-1]) == first
    assert (count.counts().found, count.counts().again) == (1, 0)


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (PlaceKind.SEASON_STORE, "counted_elsewhere"),
        (PlaceKind.WORKSHOP, "counted_workshop"),
        (PlaceKind.CHECK, "counted_check"),
        (PlaceKind.IN_TRANSIT, "counted_in_transit"),
        (PlaceKind.MISSING, "counted_missing"),
        (PlaceKind.GONE, "counted_gone"),
    ],
)
def test_what_the_register_has_elsewhere_is_said_at_once(
    count: Count, kind: PlaceKind, outcome: str
) -> None:
    shelf, boots = count.shelf("Fack A1"), count.registers()
    count.stands(boots, kind)
    count.begins(Scope.PLACE, shelf)

    assert count.scans(boots)["outcome"] == outcome
    assert (count.counts().wrong, count.counts().found) == (1, 0)


def test_what_is_lent_in_the_register_and_here_is_said_at_once(count: Count) -> None:
    boots = count.registers()
    count.lends(boots)
    count.begins()

    assert count.scans(boots)["outcome"] == "counted_out"


def test_what_belongs_to_another_branch_is_said_at_once(count: Count) -> None:
    with count.store.writing() as db:
        soder = make.branch(db, "Söder")
        db.commit()
    boots = count.registers(branch=soder)
    count.begins()

    assert count.scans(boots)["outcome"] == "counted_other_branch"


def test_on_another_shelf_than_where_the_tablet_stands(count: Count) -> None:
    shelf, boots = count.shelf("Fack A1"), count.registers()
    count.begins()

    assert count.scans(boots, shelf)["outcome"] == "counted_elsewhere"


def test_scanned_again_at_another_shelf_the_last_one_holds(count: Count) -> None:
    wrong, right = count.shelf("Fack A1"), count.shelf("Fack A2")
    boots = count.registers(on=right)
    count.begins()
    count.scans(boots, wrong)

    assert count.scans(boots, right)["outcome"] == "counted"
    assert (count.counts().found, count.counts().wrong, count.counts().seen) == (1, 0, 1)


def test_a_number_that_no_article_has_is_kept_once(count: Count) -> None:
    count.begins()

    assert count.scans(FREE)["outcome"] == "counted_unknown"
    assert count.scans_on(count.other, FREE)["outcome"] == "counted_again"
    assert count.counts().unknown == 1


@pytest.mark.parametrize(
    ("label", "outcome"),
    [
        ("20000013", "misread"),
        ("7310865004703", "not_our_code"),
        (own(Kind.CARD, 5).digits, "not_an_article"),
    ],
)
def test_what_is_no_label_of_an_article_is_not_kept(count: Count, label: str, outcome: str) -> None:
    count.begins()

    assert count.scans(label)["outcome"] == outcome
    assert count.counts().version == 0


def test_it_was_not_here_after_all(count: Count) -> None:
    boots = count.registers()
    count.begins()
    count.scans(boots)

    assert count.takes_away(boots)["outcome"] == "uncounted"
    assert (count.counts().found, count.counts().left) == (0, 1)
    assert count.takes_away(boots)["outcome"] == "not_counted"


def test_a_kept_number_was_not_here_after_all(count: Count) -> None:
    count.begins()
    count.scans(FREE)

    assert count.takes_away(FREE)["outcome"] == "uncounted"
    assert count.counts().unknown == 0


def test_a_category_is_counted_wherever_it_stands_in_the_house(count: Count) -> None:
    store = count.standard(PlaceKind.SEASON_STORE)
    count.registers(on=store)
    count.registers(on=count.shelf("Fack A1"))
    lent = count.registers()
    count.lends(lent)
    count.registers("Hjälm", category="HJA")
    count.begins(Scope.CATEGORY, "SLP")

    assert count.counts().expected == 2


def test_a_group_of_categories_is_counted_with_all_in_it(count: Count) -> None:
    count.registers()
    with count.store.reading() as db:
        group = db.get_one(Category, category_coded(db, "SLP").parent_id).code
    count.begins(Scope.CATEGORY, group)

    assert count.counts().expected == 1


def test_the_same_place_is_not_counted_twice_at_once(count: Count) -> None:
    shelf = count.shelf("Fack A1")
    count.begins(Scope.PLACE, shelf)

    with pytest.raises(CountedAlready):
        count.begins(Scope.PLACE, shelf)


def test_another_place_is_counted_at_the_same_time(count: Count) -> None:
    count.begins(Scope.PLACE, count.shelf("Fack A1"))
    count.begins(Scope.PLACE, count.shelf("Fack A2"))

    assert count.counts().expected == 0


def test_a_tablet_of_another_branch_does_not_count_here(count: Count) -> None:
    boots = count.registers()
    count.begins()
    with count.store.writing() as db:
        soder = make.branch(db, "Söder")
        db.commit()
    stranger = make.tablet(count.store, soder, count.shop.account, now=count.now)

    assert count.scans_on(stranger, boots)["outcome"] == "no_such_stocktake"


def test_a_scan_that_comes_late_does_not_overrule_a_later_one(count: Count) -> None:
    first, second = count.shelf("Fack A1"), count.shelf("Fack A2")
    boots = count.registers(on=second)
    count.begins()
    count.scans(boots, second)
    count.tablet.now = count.now - timedelta(minutes=3)
    place = count.label_of(first)

    late = count.tablet.says("count", stocktake=count.id, article=boots.code, place=place)

    assert late["outcome"] == "counted_again"
    assert count.counts().found == 1
