"""The ledger of the forgotten: after a restore of an older copy they are forgotten once more."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from fritidsbank.backing_up import back_up
from fritidsbank.doctor import findings
from fritidsbank.people.models import Borrower, BorrowerKind
from fritidsbank.privacy.erasing import erase
from fritidsbank.privacy.erasure_ledger import (
    NAME,
    forget_again,
    forgotten,
    settle,
    write_down,
)
from fritidsbank.privacy.models import Erasure
from fritidsbank.privacy.rules import Cause
from fritidsbank.restoring import restore
from fritidsbank.schema import METADATA
from fritidsbank.sweeping import sweep
from fritidsbank.web.models import Operation
from tests.privacy.lent import Lent

TRACES = ("sandgren", "701740605", "174 06 05")


def erases(lent: Lent, borrower: str, decision: str = "") -> None:
    """A person asks for it, and everything that belongs to it follows."""
    with lent.shop.store.writing() as db:
        erase(db, borrower, now=lent.now, decision=decision)
        db.commit()
    settle(lent.shop.store, lent.folder)


def restores(lent: Lent, copy: Path) -> int:
    """The copy becomes the register; how many were erased again."""
    restore(lent.shop.store, copy, lent.folder, replace=True, now=lent.now)
    many = forget_again(lent.shop.store, lent.folder, now=lent.now)
    sweep(lent.shop.store)
    return many


def traces(lent: Lent) -> list[str]:
    """Where something of Sara stands: tables, and bytes of the files."""
    with lent.shop.store.reading() as db:
        found = [
            table.name
            for table in METADATA.sorted_tables
            for row in db.execute(select(table))
            if any(trace in str(tuple(row)).casefold() for trace in TRACES)
        ]
    files = (file for file in lent.folder.iterdir() if file.is_file())
    return found + [
        file.name
        for file in files
        # What a restore puts aside is a copy like others, and goes by a rule of its own.
        if "before-restore" not in file.name
        if any(trace.encode() in file.read_bytes().lower() for trace in TRACES)
    ]


@pytest.fixture
def copy(lent: Lent, tmp_path: Path) -> Path:
    """A copy of the register as it was when Sara had brought all of it back."""
    lent.takes_back(lent.skis, lent.boots)
    file = tmp_path / "backup"
    back_up(lent.shop.store, file)
    return file


@pytest.fixture
def early_copy(lent: Lent, tmp_path: Path) -> Path:
    """A copy from when Sara still had it."""
    file = tmp_path / "backup"
    back_up(lent.shop.store, file)
    lent.takes_back(lent.skis, lent.boots)
    return file


def test_a_restore_from_before_an_erasure_brings_nobody_back(lent: Lent, copy: Path) -> None:
    erases(lent, lent.sara)
    assert (restores(lent, copy), traces(lent)) == (1, [])


def test_the_restored_register_knows_that_she_was_forgotten(lent: Lent, copy: Path) -> None:
    erases(lent, lent.sara)
    restores(lent, copy)
    with lent.shop.store.reading() as db:
        assert db.get_one(Erasure, lent.sara).cause is Cause.REPLAYED
        assert list(findings(db)) == []


def test_what_retention_erased_is_erased_again_too(lent: Lent, copy: Path) -> None:
    lent.later(days=400)
    lent.retains()
    assert (restores(lent, copy), lent.is_known(lent.sara)) == (1, False)


def test_who_had_it_out_when_the_copy_was_made_is_somebody_without_a_name(
    lent: Lent, early_copy: Path
) -> None:
    erases(lent, lent.sara)
    restores(lent, early_copy)
    with lent.shop.store.reading() as db:
        assert db.get_one(Borrower, lent.sara).kind is BorrowerKind.WITHOUT_DETAILS
        assert list(findings(db)) == []
    assert traces(lent) == []
    assert lent.whose(lent.skis) == [lent.sara]


def test_when_that_is_back_nothing_is_left_either(lent: Lent, early_copy: Path) -> None:
    erases(lent, lent.sara)
    restores(lent, early_copy)
    lent.takes_back(lent.skis, lent.boots)
    lent.retains()
    assert (lent.is_known(lent.sara), lent.whose(lent.skis)) == (False, [None])


def test_a_restore_of_a_copy_from_after_the_erasure_changes_nothing(
    lent: Lent, tmp_path: Path
) -> None:
    lent.takes_back(lent.skis, lent.boots)
    erases(lent, lent.sara)
    back_up(lent.shop.store, tmp_path / "later")
    assert restores(lent, tmp_path / "later") == 0


def test_others_are_as_well_known_as_before(lent: Lent, copy: Path) -> None:
    erases(lent, lent.sara)
    restores(lent, copy)
    bo = lent.meets("Bo")
    assert forget_again(lent.shop.store, lent.folder, now=lent.now) == 0
    assert lent.is_known(bo)


def test_the_file_holds_an_id_a_moment_a_cause_and_a_decision(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    erases(lent, lent.sara, "KFN 2026/17")
    line = (lent.folder / NAME).read_text()
    assert re.fullmatch(rf"2026-03-02T14:05:09\.000Z request {lent.sara} KFN 2026/17\n", line)


def test_nobody_else_can_read_the_file(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    erases(lent, lent.sara)
    assert (lent.folder / NAME).stat().st_mode & 0o077 == 0


def test_a_line_that_a_crash_kept_from_the_file_is_written_by_the_next_run(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    with lent.shop.store.writing() as db:
        erase(db, lent.sara, now=lent.now)
        db.commit()
    assert forgotten(lent.folder) == []
    lent.retains()
    assert forgotten(lent.folder) == [lent.sara]


def test_an_erasure_that_was_not_committed_is_in_no_file(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    with lent.shop.store.writing() as db:
        erase(db, lent.sara, now=lent.now)
        db.rollback()
    settle(lent.shop.store, lent.folder)
    assert (forgotten(lent.folder), lent.is_known(lent.sara)) == ([], True)


@pytest.mark.parametrize("left", range(1, 100, 7))
def test_a_torn_line_is_no_line_and_is_written_anew(lent: Lent, left: int) -> None:
    lent.takes_back(lent.skis, lent.boots)
    erases(lent, lent.sara)
    file = lent.folder / NAME
    torn = file.read_bytes()[:-1][:left]
    file.write_bytes(torn)
    write_down(lent.shop.store, lent.folder)
    assert forgotten(lent.folder) == [lent.sara]


def test_lines_are_written_once(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    erases(lent, lent.sara)
    settle(lent.shop.store, lent.folder)
    lent.retains()
    assert (lent.folder / NAME).read_text().count("\n") == 1


def test_what_is_no_line_is_passed_over(lent: Lent) -> None:
    (lent.folder / NAME).write_bytes(b"\x00\xff nonsense\nmore\n\n")
    assert forgotten(lent.folder) == []


def test_a_file_that_came_through_another_system_is_read_all_the_same(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    erases(lent, lent.sara)
    file = lent.folder / NAME
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert lent.sara in forgotten(lent.folder)


def test_a_lost_file_is_made_again(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    erases(lent, lent.sara)
    (lent.folder / NAME).unlink()
    lent.retains()
    assert forgotten(lent.folder) == [lent.sara]


def test_a_stored_answer_tells_a_resend_all_but_for_whom_it_was(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    erases(lent, lent.sara)
    with lent.shop.store.reading() as db:
        answers = [one.answer for one in db.scalars(select(Operation))]
    outcomes = sorted(answer["outcome"] for answer in answers)
    assert lent.sara not in str(answers)
    assert outcomes == ["lent", "lent", "returned", "returned"]


def test_a_resend_after_an_erasure_is_answered_and_brings_nobody_back(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    erases(lent, lent.sara)
    again = [lent.tablet.sends(body) for body in lent.tablet.sent]
    assert [answer["outcome"] for answer in again] == ["lent", "lent", "returned", "returned"]
    assert traces(lent) == []
