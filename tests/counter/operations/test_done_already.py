"""`done`: it has changed hands already, so it is written down, and somebody looks it through."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from fritidsbank.barcodes import Kind, own
from fritidsbank.clock import iso
from fritidsbank.doctor import findings
from fritidsbank.loans.models import Ending
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.conftest import Shop
from tests.snapshots import snapshot

Look = Callable[[str], Thing]
Stands = Callable[[str, PlaceKind], None]


@pytest.fixture(autouse=True)
def whatever_happened_the_shop_is_sound(shop: Shop) -> Iterator[None]:
    """After each of these tests the doctor finds nothing."""
    yield
    with shop.store.reading() as db:
        assert [str(finding) for finding in findings(db)] == []


def to_review(shop: Shop) -> list[str | None]:
    """Why each operation is on the list of what somebody should look through."""
    return [row[-2] for row in snapshot(shop.store, "operation")["operation"]]


def test_what_went_as_it_should_needs_no_review(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    answer = disk.says("check_out", article=boots, borrower=amina, done=True)

    assert answer["outcome"] == "lent"
    assert to_review(shop) == [None]


@pytest.mark.parametrize(
    ("kind", "review"),
    [
        (PlaceKind.CHECK, "needs_check"),
        (PlaceKind.WORKSHOP, "in_workshop"),
        (PlaceKind.IN_TRANSIT, "in_transit"),
        (PlaceKind.MISSING, "missing"),
        (PlaceKind.GONE, "gone"),
    ],
)
def test_what_should_have_stayed_is_lent_all_the_same(
    disk: make.Tablet,
    shop: Shop,
    boots: str,
    amina: str,
    stands: Stands,
    look: Look,
    kind: PlaceKind,
    review: str,
) -> None:
    stands(boots, kind)

    assert disk.says("check_out", article=boots, borrower=amina, done=True)["outcome"] == "lent"
    assert look(boots).spot.kind is PlaceKind.OUT
    assert to_review(shop) == [review]


def test_what_is_blocked_is_lent_and_looked_through(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, look: Look
) -> None:
    with shop.store.writing() as db:
        make.block(db, look(boots), "återkallad", by=shop.account, now=shop.now)
        db.commit()

    assert disk.says("check_out", article=boots, borrower=amina, done=True)["outcome"] == "lent"
    assert to_review(shop) == ["blocked"]


def test_without_a_guardian_s_yes_it_is_lent_and_looked_through(
    disk: make.Tablet, shop: Shop, paddleboard: str, bo: str
) -> None:
    answer = disk.says("check_out", article=paddleboard, borrower=bo, under_18=True, done=True)

    assert answer["outcome"] == "lent"
    assert to_review(shop) == ["guardian_needed"]


@pytest.mark.parametrize("thing", ["boots", "helmet"])
def test_what_was_out_to_somebody_else_came_back_first(
    disk: make.Tablet,
    shop: Shop,
    amina: str,
    bo: str,
    thing: str,
    request: pytest.FixtureRequest,
) -> None:
    code = request.getfixturevalue(thing)
    disk.says("check_out", article=code, borrower=amina)

    assert disk.says("check_out", article=code, borrower=bo, done=True)["outcome"] == "relent"
    assert [row[-1] for row in snapshot(shop.store, "loan")["loan"]] == [Ending.RETURNED, None]


def test_a_number_that_nobody_knows_is_looked_through(
    disk: make.Tablet, shop: Shop, amina: str
) -> None:
    unused = own(Kind.ARTICLE, 99_000).digits

    answer = disk.says("check_out", article=unused, borrower=amina, done=True)

    assert answer["outcome"] == "unknown_code"
    assert to_review(shop) == ["unknown_code"]


@pytest.mark.parametrize(
    "person",
    [
        str(UUID(int=17)),
        "10000119",
        "Sara",
        None,
        {"name": "Sara", "mobile": "not a number"},
        {"name": "", "mobile": "070-174 06 07"},
    ],
    ids=repr,
)
def test_to_whom_nobody_knows_it_is_lent_without_details(
    disk: make.Tablet, shop: Shop, boots: str, look: Look, person: object
) -> None:
    answer = disk.says("check_out", article=boots, borrower=person, done=True)

    assert answer["outcome"] == "lent"
    assert look(boots).spot.kind is PlaceKind.OUT
    assert None not in to_review(shop)


def test_a_due_day_that_cannot_be_is_left_out(disk: make.Tablet, boots: str, amina: str) -> None:
    answer = disk.says("check_out", article=boots, borrower=amina, due_on="1999-01-01", done=True)

    assert (answer["outcome"], answer["due_on"]) == ("lent", "2026-03-16")


def test_a_visit_of_somebody_else_becomes_one_of_its_own(
    disk: make.Tablet, boots: str, poles: str, amina: str, bo: str
) -> None:
    theirs = disk.says("check_out", article=boots, borrower=amina)["visit"]

    answer = disk.says("check_out", article=poles, borrower=bo, visit=theirs, done=True)

    assert answer["outcome"] == "lent"
    assert answer["visit"] != theirs


def test_what_came_back_before_it_was_lent_again_stays_lent(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, bo: str, look: Look
) -> None:
    """The tablet at the door had no line when Amina's boots came back; Bo has them now."""
    disk.says("check_out", article=boots, borrower=amina)
    disk.now += timedelta(hours=2)
    disk.says("relend", article=boots, borrower=bo)
    disk.now += timedelta(hours=1)

    door = iso(disk.now - timedelta(hours=2))
    answer = disk.says("check_in", article=boots, at=door, done=True)

    assert answer["outcome"] == "already_back"
    assert look(boots).spot.kind is PlaceKind.OUT


def test_sent_again_it_is_still_done_once(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    answer = disk.says("check_out", article=boots, borrower=amina, done=True)

    assert disk.sends(disk.sent[-1]) == answer
    assert len(snapshot(shop.store, "loan")["loan"]) == 1
