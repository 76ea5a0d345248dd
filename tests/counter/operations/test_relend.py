"""Out to somebody else while a borrower stands here: take it back and lend it again, in one act."""

from collections.abc import Callable

from fritidsbank.barcodes import Kind, own
from fritidsbank.loans.models import Ending
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.conftest import Shop
from tests.snapshots import STATE, snapshot

Look = Callable[[str], Thing]


def test_it_is_taken_back_from_one_and_lent_to_the_other(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, bo: str, look: Look
) -> None:
    disk.says("check_out", article=boots, borrower=amina)

    answer = disk.says("relend", article=boots, borrower=bo)

    assert (answer["outcome"], answer["borrower"]) == ("relent", bo)
    assert look(boots).spot.kind is PlaceKind.OUT
    theirs, now_bo_s = snapshot(shop.store, "loan")["loan"]
    assert theirs[-1] is Ending.RETURNED
    assert now_bo_s[10:] == (None, None)


def test_the_answer_says_nothing_about_who_had_it(
    disk: make.Tablet, boots: str, amina: str, bo: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)

    assert amina not in str(disk.says("relend", article=boots, borrower=bo))


def test_a_helmet_is_looked_at_before_it_goes_out_again(
    disk: make.Tablet, helmet: str, amina: str, bo: str, look: Look
) -> None:
    disk.says("check_out", article=helmet, borrower=amina)

    assert disk.says("relend", article=helmet, borrower=bo)["outcome"] == "to_check"
    assert look(helmet).spot.kind is PlaceKind.CHECK


def test_what_lies_on_the_shelf_is_simply_lent(disk: make.Tablet, boots: str, bo: str) -> None:
    assert disk.says("relend", article=boots, borrower=bo)["outcome"] == "lent"


def test_what_they_have_already_stays_theirs(disk: make.Tablet, boots: str, amina: str) -> None:
    disk.says("check_out", article=boots, borrower=amina)

    assert disk.says("relend", article=boots, borrower=amina)["outcome"] == "already_theirs"


def test_what_is_blocked_stays_where_it_is(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, bo: str, look: Look
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    with shop.store.writing() as db:
        make.block(db, look(boots), "återkallad", by=shop.account, now=shop.now)
        db.commit()
    before = snapshot(shop.store, *STATE)

    assert disk.says("relend", article=boots, borrower=bo)["outcome"] == "blocked"
    assert snapshot(shop.store, *STATE) == before


def test_under_18_a_guardian_is_asked_for_before_anything_is_taken_back(
    disk: make.Tablet, shop: Shop, paddleboard: str, amina: str, bo: str
) -> None:
    disk.says("check_out", article=paddleboard, borrower=amina)
    before = snapshot(shop.store, *STATE)

    answer = disk.says("relend", article=paddleboard, borrower=bo, under_18=True)

    assert answer["outcome"] == "guardian_needed"
    assert snapshot(shop.store, *STATE) == before


def test_what_leads_to_no_article_is_said_so(disk: make.Tablet, bo: str) -> None:
    unused = own(Kind.ARTICLE, 99_000).digits

    outcomes = [
        disk.says("relend", article=code, borrower=bo)["outcome"]
        for code in (unused, "4006381333931", "2001")
    ]

    assert outcomes == ["unknown_code", "not_our_code", "misread"]


def test_from_a_borrower_whose_name_was_erased_it_is_taken_back_all_the_same(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, bo: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    with shop.store.writing() as db:
        make.forgotten(db, amina)
        db.commit()

    assert disk.says("relend", article=boots, borrower=bo)["outcome"] == "relent"
