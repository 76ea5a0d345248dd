"""Whoever kept only an alias, or nothing, is not known by name again after a restore."""

from pathlib import Path

import pytest
from sqlalchemy import select

from fritidsbank.backing_up import back_up
from fritidsbank.doctor import findings
from fritidsbank.loans.models import Loan
from fritidsbank.people.queries import cards_of, person_with
from fritidsbank.privacy.erasure_ledger import settle
from fritidsbank.privacy.protecting import keep_less
from tests import make
from tests.privacy.lent import Lent
from tests.privacy.test_erasure_ledger import restores, traces

CARD = "10000119"


def keeps_less(lent: Lent, borrower: str, alias: str = "Blå mössan") -> str:
    """Somebody asks for it, and everything that belongs to it follows; the id from now on."""
    with lent.shop.store.writing() as db:
        kept = keep_less(db, borrower, alias=alias, now=lent.now)
        db.commit()
    settle(lent.shop.store, lent.folder)
    return kept


@pytest.mark.parametrize("alias", ["Blå mössan", ""])
def test_a_copy_from_before_brings_no_name_back(lent: Lent, tmp_path: Path, alias: str) -> None:
    back_up(lent.shop.store, tmp_path / "backup")
    keeps_less(lent, lent.sara, alias)
    restores(lent, tmp_path / "backup")
    assert traces(lent) == []


def test_what_is_out_is_theirs_under_the_alias(lent: Lent) -> None:
    kept = keeps_less(lent, lent.sara)
    with lent.shop.store.reading() as db:
        assert person_with(db, kept).name == "Blå mössan"
        assert set(db.scalars(select(Loan.borrower_id))) == {kept}
        assert list(findings(db)) == []


def test_the_card_leads_to_the_alias(lent: Lent) -> None:
    with lent.shop.store.writing() as db:
        bo = make.borrower(db, "Bo", card=CARD, now=lent.now)
        db.commit()
    kept = keeps_less(lent, bo)
    with lent.shop.store.reading() as db:
        assert cards_of(db, kept) == [CARD]


def test_the_time_until_an_alias_is_erased_counts_from_the_last_visit(lent: Lent) -> None:
    before = lent.now
    bo = lent.meets("Bo")
    lent.later(days=100)
    kept = keeps_less(lent, bo)
    with lent.shop.store.reading() as db:
        assert person_with(db, kept).last_seen_on == before.date()


def test_a_restore_of_a_copy_from_after_it_keeps_the_alias(lent: Lent, tmp_path: Path) -> None:
    kept = keeps_less(lent, lent.sara)
    back_up(lent.shop.store, tmp_path / "backup")
    restores(lent, tmp_path / "backup")
    with lent.shop.store.reading() as db:
        assert person_with(db, kept).name == "Blå mössan"
