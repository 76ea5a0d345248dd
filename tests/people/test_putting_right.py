"""Two entries of one person, an alias instead of a name, a card that is lost."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.people.actions import absorb, become_alias, note_call, take_card
from fritidsbank.people.queries import borrowers_like, cards_of, person_with
from fritidsbank.people.rules import NotACard, card_number
from tests import make
from tests.conftest import NOW, Shop

CARD = "10000119"


def test_the_one_that_stays_keeps_its_name_and_number(shop: Shop, db: Session) -> None:
    sara = make.borrower(db, "Sara", "070-174 06 05", now=NOW)
    absorb(db, make.borrower(db, "Sarah", "070-174 06 06", now=NOW), into=sara)
    kept = person_with(db, sara)
    assert (kept.name, kept.mobile) == ("Sara", "+46701740605")


def test_the_notes_of_both_are_kept(shop: Shop, db: Session) -> None:
    sara, double = make.borrower(db, "Sara", now=NOW), make.borrower(db, "Sarah", now=NOW)
    note_call(db, sara, notes="Kommer fredag.", do_not_remind=False, on=NOW.date())
    note_call(db, double, notes="Har skidorna.", do_not_remind=False, on=NOW.date())
    absorb(db, double, into=sara)
    assert person_with(db, sara).call_notes == "Kommer fredag. Har skidorna."


def test_whoever_was_here_last_counts_for_both(shop: Shop, db: Session) -> None:
    sara = make.borrower(db, "Sara", now=NOW)
    absorb(db, make.borrower(db, "Sarah", now=NOW + timedelta(days=9)), into=sara)
    assert person_with(db, sara).last_seen_on == local_day(NOW) + timedelta(days=9)


def test_an_alias_is_not_found_by_the_name_it_stands_for(shop: Shop, db: Session) -> None:
    become_alias(db, make.borrower(db, "Sara", now=NOW), "Blå mössan")
    assert borrowers_like(db, "Sara") == []


def test_an_alias_is_found_by_itself(shop: Shop, db: Session) -> None:
    sara = make.borrower(db, "Sara", now=NOW)
    become_alias(db, sara, "Blå mössan")
    assert [found.id for found in borrowers_like(db, "blå")] == [sara]


def test_only_ones_own_card_is_taken_away(shop: Shop, db: Session) -> None:
    sara = make.borrower(db, "Sara", card=CARD, now=NOW)
    take_card(db, make.borrower(db, "Bo", "070-174 06 06", now=NOW), CARD)
    assert cards_of(db, sara) == [CARD]


def test_the_number_of_a_card_may_be_typed_with_spaces() -> None:
    assert card_number(" 1000 0119 ") == CARD


@pytest.mark.parametrize("text", ["", "Sara", "10000118", "20001401", "070-174 06 05"])
def test_nothing_else_is_a_card(text: str) -> None:
    with pytest.raises(NotACard):
        card_number(text)
