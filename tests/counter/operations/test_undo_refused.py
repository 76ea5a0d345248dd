"""What cannot be undone, and why."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import make
from tests.conftest import Shop
from tests.snapshots import snapshot


def refused(disk: make.Tablet, shop: Shop, operation: str) -> str:
    """The code of the refusal to undo an operation; nothing may have changed."""
    before = snapshot(shop.store, but=("operation",))
    answer = disk.says("undo", operation=operation)
    assert snapshot(shop.store, but=("operation",)) == before
    assert answer["refused"] is True
    return str(answer["outcome"])


def test_what_was_done_at_another_counter_is_undone_there(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    other = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    other.says("check_out", article=boots, borrower=amina)

    assert refused(disk, shop, other.last) == "other_counter"


def test_what_was_done_yesterday_stays(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.now += timedelta(days=1)

    assert refused(disk, shop, disk.last) == "other_day"


def test_the_day_ends_at_midnight_in_sweden(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.now = datetime.fromisoformat("2026-03-02T22:59:00+00:00")
    disk.says("check_out", article=boots, borrower=amina)
    lent = disk.last
    disk.now += timedelta(minutes=2)

    assert refused(disk, shop, lent) == "other_day"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("check_in", {}),
        ("relend", {"borrower": "bo"}),
    ],
)
def test_what_has_been_moved_since_is_not_undone(
    disk: make.Tablet,
    shop: Shop,
    boots: str,
    amina: str,
    bo: str,
    kind: str,
    fields: dict[str, str],
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    lent = disk.last
    disk.says(kind, article=boots, **dict.fromkeys(fields, bo))

    assert refused(disk, shop, lent) == "changed_since"


def test_what_came_back_and_went_out_again_is_not_undone(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    lent = disk.last
    disk.says("check_in", article=boots)
    disk.says("check_out", article=boots, borrower=amina)

    assert refused(disk, shop, lent) == "changed_since"


def test_a_word_about_a_thing_that_was_lent_in_the_same_second_is_not_undone(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("mark", article=boots, mark="whole")
    whole = disk.last
    disk.says("check_out", article=boots, borrower=amina)

    assert refused(disk, shop, whole) == "changed_since"


def test_a_due_day_that_has_been_changed_since_is_not_undone(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.says("extend", article=boots)
    extended = disk.last
    disk.says("set_due", article=boots, due_on="2026-03-20")

    assert refused(disk, shop, extended) == "changed_since"


def test_a_due_day_of_what_has_come_back_is_not_undone(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.says("extend", article=boots)
    extended = disk.last
    disk.says("check_in", article=boots)

    assert refused(disk, shop, extended) == "changed_since"


def test_of_a_visit_that_was_extended_nothing_is_undone_when_one_thing_has_come_back(
    disk: make.Tablet, shop: Shop, boots: str, poles: str, amina: str
) -> None:
    visit = disk.says("check_out", article=boots, borrower=amina)["visit"]
    disk.says("check_out", article=poles, borrower=amina)
    disk.says("extend", visit=visit)
    extended = disk.last
    disk.says("check_in", article=boots)

    assert refused(disk, shop, extended) == "changed_since"


def test_a_borrower_who_has_lent_since_stays_in_the_register(
    disk: make.Tablet, shop: Shop, boots: str
) -> None:
    sara = make.uid()
    disk.says("register_borrower", borrower=sara, name="Sara", mobile="070-174 06 07")
    registered = disk.last
    disk.says("check_out", article=boots, borrower=sara)

    assert refused(disk, shop, registered) == "changed_since"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("check_out", {}),
        ("check_in", {}),
        ("mark", {"mark": "whole"}),
        ("mark", {"mark": "workshop"}),
        ("extend", {}),
        ("set_due", {"due_on": "2026-03-16"}),
        ("under_18", {"under_18": True}),
        ("register_borrower", {"name": "Sara", "mobile": "070-174 06 07"}),
    ],
)
def test_once_undone_is_enough(
    disk: make.Tablet,
    shop: Shop,
    boots: str,
    amina: str,
    kind: str,
    fields: dict[str, Any],
) -> None:
    if kind != "check_out":
        visit = disk.says("check_out", article=boots, borrower=amina)["visit"]
        fields = {**fields, "visit": visit} if kind in {"under_18", "extend"} else fields
    if kind == "mark":
        disk.says("check_in", article=boots)
    if kind != "extend":
        fields = {"article": boots, **fields}
    borrower = make.uid() if kind == "register_borrower" else amina
    assert "refused" not in disk.says(kind, **{"borrower": borrower, **fields})
    done = disk.last
    assert disk.says("undo", operation=done)["outcome"] == "undone"

    assert refused(disk, shop, done) == "already_undone"


def test_an_extension_that_was_made_again_is_not_undone_by_its_first_undo(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.says("extend", article=boots)
    first = disk.last
    disk.says("undo", operation=first)
    disk.says("extend", article=boots)

    assert refused(disk, shop, first) == "already_undone"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("check_out", {"borrower": "nobody"}),
        ("check_in", {}),
        ("extend", {}),
        ("mark", {"mark": "broken"}),
        ("safety_check", {"verdict": "ok"}),
    ],
)
def test_what_changed_nothing_cannot_be_undone(
    disk: make.Tablet, shop: Shop, boots: str, kind: str, fields: dict[str, str]
) -> None:
    disk.says(kind, article=boots, **fields)

    assert refused(disk, shop, disk.last) == "not_undoable"


def test_an_undo_is_not_undone(disk: make.Tablet, shop: Shop, boots: str, amina: str) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.undoes()

    assert refused(disk, shop, disk.last) == "not_undoable"


def test_what_nobody_did_cannot_be_undone(disk: make.Tablet, shop: Shop) -> None:
    assert refused(disk, shop, make.uid()) == "no_such_operation"


def test_the_ledger_only_grows_and_says_what_was_undone(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    before = snapshot(shop.store, "move")["move"]

    disk.undoes()

    after = snapshot(shop.store, "move")["move"]
    assert after[:-1] == before
    assert after[-1][-1] == before[-1][0]
