"""An operation is done once, however often it is sent, and answered each time alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fritidsbank.clock import iso
from fritidsbank.refusals import Refusal
from fritidsbank.web.fields import FieldMissing, FieldWrong
from fritidsbank.web.operations import (
    InTheFuture,
    SameIdOtherBody,
    TooOld,
    UnknownKind,
)
from tests import make
from tests.conftest import Shop
from tests.snapshots import snapshot


def body(disk: make.Tablet, kind: str, /, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """An operation that is not sent yet."""
    return {"id": make.uid(), "v": 1, "kind": kind, "at": iso(disk.now), **fields}


def test_what_is_sent_again_gets_the_same_answer_and_changes_nothing(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    sent = body(disk, "check_out", article=boots, borrower=amina)
    first = disk.sends(sent)
    before = snapshot(shop.store)
    disk.now += timedelta(days=2)

    assert disk.sends(sent) == first
    assert snapshot(shop.store) == before


def test_what_is_sent_again_later_is_answered_as_it_was_then(
    disk: make.Tablet, boots: str, amina: str
) -> None:
    sent = body(disk, "check_out", article=boots, borrower=amina)
    first = disk.sends(sent)
    disk.says("check_in", article=boots)

    assert disk.sends(sent) == first


def test_the_order_of_the_fields_makes_no_other_body(
    disk: make.Tablet, boots: str, amina: str
) -> None:
    sent = body(disk, "check_out", article=boots, borrower=amina)
    first = disk.sends(sent)

    assert disk.sends(dict(reversed(sent.items()))) == first


@pytest.mark.parametrize(
    "change",
    [{"article": "20000044"}, {"kind": "check_in"}, {"guardian": True}, {"seq": 1}, {"new": 0}],
)
def test_the_same_id_with_another_body_is_refused(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, change: dict[str, object]
) -> None:
    sent = body(disk, "check_out", article=boots, borrower=amina)
    disk.sends(sent)
    before = snapshot(shop.store)

    with pytest.raises(SameIdOtherBody):
        disk.sends({**sent, **change})
    assert snapshot(shop.store) == before


def test_a_refusal_is_kept_and_sent_again(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    sent = body(disk, "check_out", article=boots, borrower=make.uid())
    first = disk.sends(sent)
    before = snapshot(shop.store)

    assert first["refused"] is True
    assert disk.sends(sent) == first
    assert snapshot(shop.store) == before


def test_what_is_kept_of_an_operation_is_a_seal_and_an_answer_without_names(
    disk: make.Tablet, shop: Shop, boots: str
) -> None:
    sara = {"name": "Sara Ek", "mobile": "070-174 06 07"}
    disk.says("check_out", article=boots, borrower=sara)
    disk.says("check_out", article=boots, borrower={**sara, "mobile": "not a number"})

    kept = str(snapshot(shop.store, "operation", "move", "loan", "visit"))

    assert not [word for word in ("Sara", "1740607", "not a number") if word in kept]


def test_without_the_key_of_the_shop_the_seal_tells_nothing(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    sent = body(disk, "check_out", article=boots, borrower=amina)
    disk.sends(sent)
    forger = replace(disk, sender=replace(disk.sender, secret=b"another shop"))

    with pytest.raises(SameIdOtherBody):
        forger.sends(sent)


@pytest.mark.parametrize("wrong_by", [timedelta(0), timedelta(days=-9_000), timedelta(days=9_000)])
def test_the_clock_of_a_tablet_may_be_wrong(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, wrong_by: timedelta
) -> None:
    """1970 or 2099: only how long ago it was counts."""
    shown = disk.now + wrong_by
    sent = body(disk, "check_out", article=boots, borrower=amina)

    answer = disk.sends({**sent, "at": iso(shown - timedelta(days=3))}, sent_at=shown)

    assert answer["due_on"] == "2026-03-13"
    [loan] = snapshot(shop.store, "loan")["loan"]
    assert loan[5] == disk.now  # never before the article was registered
    [kept] = snapshot(shop.store, "operation")["operation"]
    assert disk.now - timedelta(days=3) in kept


def test_thirty_days_are_not_too_old(disk: make.Tablet, boots: str, amina: str) -> None:
    at = iso(disk.now - timedelta(days=30))

    assert disk.says("check_out", article=boots, borrower=amina, at=at)["outcome"] == "lent"


@pytest.mark.parametrize(
    ("age", "refusal"),
    [
        (timedelta(days=30, milliseconds=1), TooOld),
        (timedelta(days=900), TooOld),
        (timedelta(milliseconds=-1), InTheFuture),
        (timedelta(days=-900), InTheFuture),
    ],
)
def test_what_is_too_old_or_has_not_happened_is_refused(
    disk: make.Tablet,
    shop: Shop,
    boots: str,
    amina: str,
    age: timedelta,
    refusal: type[Refusal],
) -> None:
    before = snapshot(shop.store)

    with pytest.raises(refusal):
        disk.says("check_out", article=boots, borrower=amina, at=iso(disk.now - age))
    assert snapshot(shop.store) == before


@pytest.mark.parametrize("moment", ["2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z",
                                    "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z",
                                    "2028-02-29T22:30:00Z", "2026-12-31T23:30:00Z"])  # fmt: skip
def test_two_weeks_are_fourteen_swedish_days_also_when_the_clock_is_changed(
    disk: make.Tablet, boots: str, amina: str, moment: str
) -> None:
    disk.now = datetime.fromisoformat(moment)
    day = disk.now.astimezone(UTC).date() + timedelta(days=moment == "2026-12-31T23:30:00Z")

    answer = disk.says("check_out", article=boots, borrower=amina)

    assert answer["due_on"] == (day + timedelta(days=14)).isoformat()


def test_what_was_done_before_is_never_written_before_what_is_in_the_ledger(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.says("check_in", article=boots, at=iso(disk.now - timedelta(hours=2)))

    moments = [line[1] for line in snapshot(shop.store, "move")["move"]]

    assert moments == sorted(moments)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"kind": "steal"}, UnknownKind),
        ({"kind": None}, FieldMissing),
        ({"kind": 7}, FieldWrong),
        ({"id": None}, FieldWrong),
        ({"id": "17"}, FieldWrong),
        ({"id": 17}, FieldWrong),
        ({"v": 2}, FieldWrong),
        ({"v": True}, FieldWrong),
        ({"v": "1"}, FieldWrong),
        ({"v": None}, FieldWrong),
        ({"seq": -1}, FieldWrong),
        ({"seq": 2**31}, FieldWrong),
        ({"seq": "1"}, FieldWrong),
        ({"seq": 1.5}, FieldWrong),
        ({"seq": True}, FieldWrong),
        ({"at": None}, FieldMissing),
        ({"at": "now"}, FieldWrong),
        ({"at": 17}, FieldWrong),
        ({"at": "2" * 2_501}, FieldWrong),
        ({"at": "0001-01-01T00:00:00+23:59"}, FieldWrong),
        ({"done": 1}, FieldWrong),
        ({"done": "true"}, FieldWrong),
    ],
)
def test_an_envelope_that_cannot_be_read_is_refused(
    disk: make.Tablet, shop: Shop, boots: str, change: dict[str, object], refusal: type[Refusal]
) -> None:
    before = snapshot(shop.store)

    with pytest.raises(refusal):
        disk.sends({**body(disk, "check_in", article=boots), **change})
    assert snapshot(shop.store) == before


@pytest.mark.parametrize("raw", [None, 17, "check_in", [], [{}]])
def test_what_is_no_operation_at_all_is_refused(disk: make.Tablet, raw: Any) -> None:  # noqa: ANN401
    with pytest.raises(FieldWrong):
        disk.sends(raw)
