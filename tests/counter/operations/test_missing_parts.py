"""A tent, a stove, a game: what is loose is ticked off, and what is missing is told by its name."""

from collections.abc import Callable

import pytest

from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind, Reason
from tests import make
from tests.conftest import Shop
from tests.snapshots import STATE, snapshot

Look = Callable[[str], Thing]
USUAL = ["innertält", "yttertält", "stänger", "pinnar", "linor", "påse"]


@pytest.fixture
def tent(shop: Shop, disk: make.Tablet, amina: str) -> str:
    """The number of a tent that Amina has had and that has just come back."""
    with shop.store.writing() as db:
        made = make.article(
            db, "TLT", "Kupoltält", branch=shop.branch, by=shop.account, now=shop.now
        )
        db.commit()
    disk.says("check_out", article=made.code, borrower=amina)
    disk.says("check_in", article=made.code)
    return made.code


def has_parts(shop: Shop, tent: Thing, parts: list[str]) -> None:
    """This very one has other parts than its category."""
    with shop.store.writing() as db:
        db.get_one(Article, tent.id).parts = parts
        db.commit()


def test_a_return_names_the_parts_to_tick_off(disk: make.Tablet, tent: str) -> None:
    assert disk.says("check_in", article=tent)["article"]["parts"] == USUAL


def test_an_article_may_have_parts_of_its_own_or_none(
    disk: make.Tablet, shop: Shop, tent: str, look: Look
) -> None:
    for parts in (["kåpa", "mast"], []):
        has_parts(shop, look(tent), parts)
        assert disk.says("check_in", article=tent)["article"]["parts"] == parts


def test_what_has_no_loose_parts_has_nothing_to_tick_off(disk: make.Tablet, boots: str) -> None:
    assert disk.says("check_in", article=boots)["article"]["parts"] == []


def test_what_is_missing_is_noted_in_the_order_of_the_list(
    disk: make.Tablet, tent: str, look: Look
) -> None:
    answer = disk.says("mark", article=tent, mark="part_missing", parts=["linor", "pinnar"])
    assert answer["outcome"] == "marked_part_missing"
    assert answer["article"]["note"] == look(tent).note == "Saknas: pinnar, linor"
    assert look(tent).spot.kind is PlaceKind.CHECK


def test_that_something_is_missing_may_be_said_without_a_name(
    disk: make.Tablet, tent: str, look: Look
) -> None:
    assert disk.says("mark", article=tent, mark="part_missing")["outcome"] == "marked_part_missing"
    assert look(tent).note == ""


@pytest.mark.parametrize(
    "parts",
    [["Amina har tappat pinnarna"], ["pinnar", "mast"], "pinnar", [1], [["pinnar"]], [None]],
)
def test_what_is_no_part_of_it_is_refused(
    disk: make.Tablet, shop: Shop, tent: str, parts: object
) -> None:
    before = snapshot(shop.store, *STATE)
    answer = disk.says("mark", article=tent, mark="part_missing", parts=parts)
    assert (answer["outcome"], answer["field"]) == ("field_wrong", "parts")
    assert snapshot(shop.store, *STATE) == before


def test_undone_nothing_is_missing(disk: make.Tablet, tent: str, look: Look) -> None:
    disk.says("mark", article=tent, mark="part_missing", parts=["pinnar"])
    assert disk.says("undo", operation=disk.last)["outcome"] == "undone"
    assert (look(tent).spot.kind, look(tent).note) == (PlaceKind.SHELF, "")


def test_a_second_list_takes_the_place_of_the_first_until_it_is_undone(
    disk: make.Tablet, tent: str, look: Look
) -> None:
    disk.says("mark", article=tent, mark="part_missing", parts=["pinnar"])
    disk.says("mark", article=tent, mark="part_missing", parts=["linor"])
    assert look(tent).note == "Saknas: linor"
    disk.says("undo", operation=disk.last)
    assert look(tent).note == "Saknas: pinnar"


@pytest.mark.parametrize(
    ("kind", "body"),
    [("mark", {"mark": "workshop"}), ("safety_check", {"verdict": "to_repair"})],
)
def test_what_is_missing_is_missing_in_the_workshop_too(
    disk: make.Tablet, tent: str, look: Look, kind: str, body: dict[str, str]
) -> None:
    disk.says("mark", article=tent, mark="part_missing", parts=["stänger"])
    disk.says(kind, article=tent, **body)
    assert look(tent).spot.kind is PlaceKind.WORKSHOP
    assert look(tent).note == "Saknas: stänger"
    assert disk.says("undo", operation=disk.last)["outcome"] == "undone"
    assert look(tent).note == "Saknas: stänger"


def test_when_the_part_has_turned_up_nothing_is_missing(
    disk: make.Tablet, tent: str, look: Look
) -> None:
    disk.says("mark", article=tent, mark="part_missing", parts=["pinnar"])
    disk.says("safety_check", article=tent, verdict="ok")
    assert (look(tent).spot.kind, look(tent).note) == (PlaceKind.SHELF, "")


def test_a_stove_that_waits_for_its_check_may_lack_a_part_as_well(
    disk: make.Tablet, shop: Shop, amina: str, look: Look
) -> None:
    with shop.store.writing() as db:
        stove = make.article(
            db, "KOK", "Stormkök", branch=shop.branch, by=shop.account, now=shop.now
        ).code
        db.commit()
    disk.says("check_out", article=stove, borrower=amina)
    assert disk.says("check_in", article=stove)["outcome"] == "to_check"
    disk.says("mark", article=stove, mark="part_missing", parts=["brännare"])
    assert (look(stove).spot.kind, look(stove).note) == (PlaceKind.CHECK, "Saknas: brännare")
    line = snapshot(shop.store, "move")["move"][-1]
    assert line[-6] is Reason.PART_MISSING


def test_a_long_list_is_cut_to_a_note(disk: make.Tablet, shop: Shop, tent: str, look: Look) -> None:
    parts = [f"en mycket lång del nummer {number}" for number in range(10, 26)]
    has_parts(shop, look(tent), parts)
    disk.says("mark", article=tent, mark="part_missing", parts=parts)
    assert len(look(tent).note) == 200
    assert look(tent).note.endswith("…")
