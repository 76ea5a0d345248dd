"""Two entries of one person became one: an older copy, in which they are two, brings none back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from fritidsbank.backing_up import back_up
from fritidsbank.doctor import findings
from fritidsbank.loans.models import Loan
from fritidsbank.people.queries import person_with
from fritidsbank.privacy.erasing import forget_double
from fritidsbank.privacy.erasure_ledger import NAME, settle
from fritidsbank.stock.queries import thing_of
from tests.privacy.lent import Lent
from tests.privacy.test_erasure_ledger import erases, restores, traces

OTHER_NUMBER = "070-174 06 42"


@pytest.fixture
def double(lent: Lent) -> Iterator[str]:
    """A second entry of Sara's, with skates that she has not brought back."""
    made = lent.meets("Sara Sandgren", OTHER_NUMBER)
    lent.says("check_out", article=lent.registers("Skridskor").code, borrower=made)
    lent.takes_back(lent.skis, lent.boots)
    yield made
    with lent.shop.store.reading() as db:
        assert list(findings(db)) == []


@pytest.fixture
def copy(lent: Lent, double: str, tmp_path: Path) -> Path:
    """A copy of the register in which she stands twice."""
    file = tmp_path / "backup"
    back_up(lent.shop.store, file)
    return file


def merges(lent: Lent, double: str, into: str) -> None:
    """Somebody sees that they are one."""
    with lent.shop.store.writing() as db:
        forget_double(db, double, into=into, now=lent.now)
        db.commit()
    settle(lent.shop.store, lent.folder)


def holder(lent: Lent) -> str | None:
    """Who has the skates."""
    with lent.shop.store.reading() as db:
        return db.scalars(select(Loan.borrower_id).where(Loan.ended_at.is_(None))).one()


def forgets_all(lent: Lent, borrower: str) -> None:
    """The skates are back, and she asks to be forgotten."""
    with lent.shop.store.reading() as db:
        out = db.scalars(select(Loan.article_id).where(Loan.ended_at.is_(None))).one()
        skates = thing_of(db, out)
    lent.takes_back(skates)
    erases(lent, borrower)


def test_whose_double_was_forgotten_is_no_double_after_a_restore(
    lent: Lent, double: str, copy: Path
) -> None:
    merges(lent, double, lent.sara)
    restores(lent, copy)
    assert (lent.is_known(double), lent.is_known(lent.sara)) == (False, True)


def test_what_the_double_had_out_is_asked_for_by_the_right_name(
    lent: Lent, double: str, copy: Path
) -> None:
    merges(lent, double, lent.sara)
    restores(lent, copy)
    assert holder(lent) == lent.sara


def test_whoever_was_forgotten_after_that_is_forgotten_twice(
    lent: Lent, double: str, copy: Path
) -> None:
    merges(lent, double, lent.sara)
    forgets_all(lent, lent.sara)
    restores(lent, copy)
    assert traces(lent) == []


def test_a_double_goes_with_an_entry_that_is_younger_than_the_copy_and_was_forgotten(
    lent: Lent, double: str, copy: Path
) -> None:
    third = lent.meets("Sara Sandgren")
    merges(lent, double, third)
    forgets_all(lent, third)
    restores(lent, copy)
    with lent.shop.store.reading() as db:
        assert person_with(db, double).name == ""


def test_a_double_of_an_entry_that_is_younger_than_the_copy_is_all_we_have_and_stays(
    lent: Lent, double: str, copy: Path
) -> None:
    merges(lent, double, lent.meets("Sara Sandgren"))
    restores(lent, copy)
    assert holder(lent) == double


def test_three_entries_become_one_again_though_the_second_is_not_in_the_copy(
    lent: Lent, double: str, copy: Path
) -> None:
    third = lent.meets("Sara Sandgren")
    merges(lent, double, third)
    merges(lent, third, lent.sara)
    restores(lent, copy)
    assert (lent.is_known(double), holder(lent)) == (False, lent.sara)


def test_the_file_says_which_entry_stays(lent: Lent, double: str) -> None:
    merges(lent, double, lent.sara)
    assert (lent.folder / NAME).read_text().endswith(f" merged {double} {lent.sara}\n")
