"""How an article came back, in four words without blame; and the safety check."""

from collections.abc import Callable

import pytest

from fritidsbank.barcodes import Kind, own
from fritidsbank.stock.models import SafetyCheck
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind, Reason, Verdict
from fritidsbank.web.models import Operation
from tests import make
from tests.conftest import Shop
from tests.snapshots import STATE, snapshot

UNUSED = own(Kind.ARTICLE, 99_000).digits
Look = Callable[[str], Thing]
Stands = Callable[[str, PlaceKind], None]


@pytest.fixture
def returned(disk: make.Tablet, boots: str, amina: str) -> str:
    """Boots that have just come back."""
    disk.says("check_out", article=boots, borrower=amina)
    disk.says("check_in", article=boots)
    return boots


@pytest.fixture
def waiting(disk: make.Tablet, helmet: str, amina: str) -> str:
    """A helmet that waits for its check."""
    disk.says("check_out", article=helmet, borrower=amina)
    disk.says("check_in", article=helmet)
    return helmet


def last_line(shop: Shop) -> tuple[object, ...]:
    """The reason and the fault word of the last line of the ledger."""
    line = snapshot(shop.store, "move")["move"][-1]
    return line[-6:-4]


@pytest.mark.parametrize(
    ("mark", "place"),
    [
        ("whole", PlaceKind.SHELF),
        ("workshop", PlaceKind.WORKSHOP),
        ("part_missing", PlaceKind.CHECK),
        ("scrap", PlaceKind.GONE),
    ],
)
def test_a_mark_puts_it_where_it_belongs(
    disk: make.Tablet, returned: str, look: Look, mark: str, place: PlaceKind
) -> None:
    assert disk.says("mark", article=returned, mark=mark)["outcome"] == f"marked_{mark}"
    assert look(returned).spot.kind is place


def test_a_fault_word_goes_with_it_to_the_workshop(
    disk: make.Tablet, shop: Shop, returned: str
) -> None:
    disk.says("mark", article=returned, mark="workshop", fault="buckle")

    assert last_line(shop) == (Reason.TO_WORKSHOP, "buckle")


@pytest.mark.parametrize(
    "fault", ["\ud800", "Amina har tappat spännet", "x" * 21, "070-174 06 05", "a\nb"]
)
def test_what_is_no_fault_word_is_refused(
    disk: make.Tablet, shop: Shop, returned: str, fault: str
) -> None:
    before = snapshot(shop.store, *STATE)

    answer = disk.says("mark", article=returned, mark="workshop", fault=fault)

    assert (answer["outcome"], answer["field"]) == ("field_wrong", "fault")
    assert snapshot(shop.store, *STATE) == before


@pytest.mark.parametrize("mark", ["whole", "workshop", "part_missing", "scrap"])
def test_only_what_moves_nothing_needs_a_line_of_the_ledger_to_be_undone(
    disk: make.Tablet, shop: Shop, returned: str, mark: str
) -> None:
    disk.says("mark", article=returned, mark=mark)

    with shop.store.reading() as db:
        done = db.get_one(Operation, disk.last)
        assert ("line" in (done.before or {})) is (mark == "whole")


@pytest.mark.parametrize("reason", ["worn_out", "unsafe", "parts_taken"])
def test_what_is_scrapped_says_why(
    disk: make.Tablet, shop: Shop, returned: str, reason: str
) -> None:
    disk.says("mark", article=returned, mark="scrap", reason=reason)

    assert last_line(shop) == (Reason(reason), "")


def test_scrapped_without_a_reason_it_was_worn_out(
    disk: make.Tablet, shop: Shop, returned: str
) -> None:
    disk.says("mark", article=returned, mark="scrap")

    assert last_line(shop) == (Reason.WORN_OUT, "")


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("reason", {"mark": "scrap", "reason": "lent"}),
        ("mark", {"mark": "broken"}),
        ("mark", {"mark": ["whole"]}),
    ],
)
def test_a_word_that_nobody_knows_is_refused(
    disk: make.Tablet, shop: Shop, returned: str, field: str, body: dict[str, object]
) -> None:
    before = snapshot(shop.store, *STATE)

    answer = disk.says("mark", article=returned, **body)

    assert (answer["outcome"], answer["field"]) == ("field_wrong", field)
    assert snapshot(shop.store, *STATE) == before


@pytest.mark.parametrize(
    "kind",
    [PlaceKind.WORKSHOP, PlaceKind.MISSING, PlaceKind.GONE, PlaceKind.IN_TRANSIT],
)
def test_what_stands_elsewhere_cannot_be_marked(
    disk: make.Tablet, boots: str, stands: Stands, kind: PlaceKind
) -> None:
    stands(boots, kind)

    assert disk.says("mark", article=boots, mark="workshop")["outcome"] == "not_here"


def test_what_is_out_cannot_be_marked(disk: make.Tablet, boots: str, amina: str) -> None:
    disk.says("check_out", article=boots, borrower=amina)

    assert disk.says("mark", article=boots, mark="scrap")["outcome"] == "not_here"


@pytest.mark.parametrize("kind", [PlaceKind.SHELF, PlaceKind.SEASON_STORE, PlaceKind.CHECK])
def test_what_stands_in_the_house_can_be_marked(
    disk: make.Tablet, boots: str, stands: Stands, kind: PlaceKind
) -> None:
    if kind is not PlaceKind.SHELF:
        stands(boots, kind)

    assert disk.says("mark", article=boots, mark="workshop")["outcome"] == "marked_workshop"


@pytest.mark.parametrize("kind", ["mark", "safety_check"])
def test_what_leads_to_no_article_is_said_so(disk: make.Tablet, kind: str) -> None:
    said = {"mark": "whole", "verdict": "ok"}

    outcomes = [
        disk.says(kind, article=code, **said)["outcome"]
        for code in (UNUSED, "4006381333931", "2001")
    ]

    assert outcomes == ["unknown_code", "not_our_code", "misread"]


@pytest.mark.parametrize(
    ("verdict", "place"),
    [
        ("ok", PlaceKind.SHELF),
        ("to_repair", PlaceKind.WORKSHOP),
        ("scrap", PlaceKind.GONE),
    ],
)
def test_after_its_check_it_stands_where_it_belongs(
    disk: make.Tablet, waiting: str, look: Look, verdict: str, place: PlaceKind
) -> None:
    answer = disk.says("safety_check", article=waiting, verdict=verdict, seen=[*make.SKI_HELMET])

    assert answer["outcome"] == f"checked_{verdict}"
    assert look(waiting).spot.kind is place


def test_who_looked_at_it_is_written_down(disk: make.Tablet, shop: Shop, waiting: str) -> None:
    disk.says("safety_check", article=waiting, verdict="ok", seen=[*make.SKI_HELMET])

    with shop.store.reading() as db:
        noted = db.query(SafetyCheck).one()
    assert (noted.verdict, noted.account_id) == (Verdict.OK, shop.account)
    assert noted.operation_id == disk.last


def test_what_failed_its_check_was_unsafe(disk: make.Tablet, shop: Shop, waiting: str) -> None:
    disk.says("safety_check", article=waiting, verdict="scrap")

    assert last_line(shop) == (Reason.UNSAFE, "")


def test_what_does_not_wait_for_a_check_cannot_be_checked(
    disk: make.Tablet, shop: Shop, helmet: str
) -> None:
    before = snapshot(shop.store, *STATE, "safety_check")

    assert disk.says("safety_check", article=helmet, verdict="ok")["outcome"] == "not_here"
    assert snapshot(shop.store, *STATE, "safety_check") == before


def test_a_verdict_that_nobody_knows_is_refused(disk: make.Tablet, waiting: str) -> None:
    answer = disk.says("safety_check", article=waiting, verdict="fine")

    assert (answer["outcome"], answer["field"]) == ("field_wrong", "verdict")
