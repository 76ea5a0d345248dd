"""A borrower who asks to be forgotten: nothing personal is left anywhere, and no figure changes."""

import pytest
from sqlalchemy import func, select

from fritidsbank.db import Store
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.people.models import Borrower, BorrowerDetails, BorrowerKind
from fritidsbank.schema import METADATA
from fritidsbank.stock.models import Move
from tests import make
from tests.counter.conftest import OpenCounter

pytestmark = pytest.mark.one_database

NAME, MOBILE = "Xantippa Quist", "070-174 06 42"
TRACES = ("xantippa", "quist", "70-174 06 42", "701740642")


def hits_in_tables(store: Store) -> list[str]:
    """Tables in which something of her stands, stored answers among them."""
    with store.reading() as db:
        return [
            table.name
            for table in METADATA.sorted_tables
            for row in db.execute(select(table))
            if any(trace in str(tuple(row)).casefold() for trace in TRACES)
        ]


def hits_in_files(store: Store) -> list[str]:
    """Files of the shop in which a byte of her is left, the write-ahead log among them."""
    folder = store.file.parent if store.file else None
    return [
        file.name
        for file in (folder.iterdir() if folder else ())
        if file.is_file()
        if any(trace.encode() in file.read_bytes().lower() for trace in TRACES)
    ]


def figures(store: Store) -> list[int]:
    """How many loans, moves, visits and borrowers there are."""
    with store.reading() as db:
        counted = (
            select(func.count()).select_from(model) for model in (Loan, Move, Visit, Borrower)
        )
        return [db.scalars(count).one() for count in counted]


@pytest.fixture
def xantippa(counter: OpenCounter) -> str:
    """She has borrowed, has been noted about, has a card, and everything is back."""
    boots, who = counter.registers("Pjäxor"), {"name": NAME, "mobile": MOBILE}
    refused = counter.tablet.says("register_borrower", borrower=make.uid(), name=NAME, mobile="12")
    assert refused["refused"]
    answer = counter.tablet.says("check_out", article=boots.code, borrower=who)
    borrower = str(answer["borrower"])
    counter.disken.sends_form(f"/borrowers/{borrower}/notes", notes=f"{NAME} ringer {MOBILE}")
    counter.disken.sends_form(f"/borrowers/{borrower}/cards", card="10000119")
    counter.tablet.says("check_in", article=boots.code)
    return borrower


def test_forgotten_she_stands_in_no_table(counter: OpenCounter, xantippa: str) -> None:
    assert hits_in_tables(counter.shop.store)
    counter.astrid.sends_form(f"/borrowers/{xantippa}/forget")
    assert hits_in_tables(counter.shop.store) == []


def test_forgotten_not_a_byte_of_her_is_left(counter: OpenCounter, xantippa: str) -> None:
    counter.astrid.sends_form(f"/borrowers/{xantippa}/forget")
    assert hits_in_files(counter.shop.store) == []


def test_forgotten_she_was_never_in_the_log(
    counter: OpenCounter, xantippa: str, caplog: pytest.LogCaptureFixture
) -> None:
    counter.astrid.sends_form(f"/borrowers/{xantippa}/forget")
    assert not [trace for trace in TRACES if trace in caplog.text.casefold()]


def test_figures_stay_when_somebody_is_forgotten(counter: OpenCounter, xantippa: str) -> None:
    before = figures(counter.shop.store)
    counter.astrid.sends_form(f"/borrowers/{xantippa}/forget")
    assert figures(counter.shop.store) == before


def test_a_resent_operation_does_not_bring_her_back(counter: OpenCounter, xantippa: str) -> None:
    counter.astrid.sends_form(f"/borrowers/{xantippa}/forget")
    for body in counter.tablet.sent:
        counter.tablet.sends(body)
    assert hits_in_tables(counter.shop.store) == []


def test_a_forgotten_borrower_has_no_page(counter: OpenCounter, xantippa: str) -> None:
    counter.astrid.sends_form(f"/borrowers/{xantippa}/forget")
    assert counter.astrid.client.get(f"/borrowers/{xantippa}").status_code == 404


def test_the_slip_of_a_forgotten_borrower_leads_to_nobody(
    counter: OpenCounter, xantippa: str
) -> None:
    counter.astrid.sends_form(f"/borrowers/{xantippa}/forget")
    with counter.shop.store.reading() as db:
        code = db.scalars(select(Visit.code)).one()
    assert counter.astrid.client.get(f"/borrowers?q={code}").status_code == 200


def test_nobody_is_forgotten_who_still_has_something(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor"), sara)
    answer = counter.astrid.sends_form(f"/borrowers/{sara}/forget")
    with counter.shop.store.reading() as db:
        assert (answer.status_code, db.get_one(BorrowerDetails, sara).name) == (422, "Sara")


def test_an_alias_is_offered_to_whoever_still_has_something(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor"), sara)
    page = counter.astrid.client.get(f"/borrowers/{sara}/forget").text
    assert f"/borrowers/{sara}/alias" in page


def test_turned_into_an_alias_not_a_byte_of_her_is_left(counter: OpenCounter) -> None:
    who = {"name": NAME, "mobile": MOBILE}
    boots = counter.registers("Pjäxor")
    answer = counter.tablet.says("check_out", article=boots.code, borrower=who)
    counter.astrid.sends_form(f"/borrowers/{answer['borrower']}/alias", alias="Blå mössan")
    assert hits_in_tables(counter.shop.store) + hits_in_files(counter.shop.store) == []


def test_an_alias_without_letters_is_asked_for_again_and_nobody_is_changed(
    counter: OpenCounter,
) -> None:
    sara = counter.meets("Sara Sand")
    counter.lends(counter.registers("Pulka"), sara)

    answer = counter.astrid.sends_form(f"/borrowers/{sara}/alias", alias="  ")

    assert answer.status_code == 422
    assert "Fyll i fältet." in answer.text
    assert "Sara Sand" in counter.disken.client.get(f"/borrowers/{sara}").text


def test_an_alias_is_marked_as_one(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor"), sara)
    answer = counter.astrid.sends_form(f"/borrowers/{sara}/alias", alias="Blå mössan")
    with counter.shop.store.reading() as db:
        alias = db.get_one(Borrower, str(answer.location).partition("?")[0][-36:])
        assert alias.kind is BorrowerKind.ALIAS


def test_only_a_manager_forgets(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    assert counter.disken.sends_form(f"/borrowers/{sara}/forget").status_code == 403


def test_a_merged_double_leaves_no_byte_behind(counter: OpenCounter) -> None:
    sara, double = counter.meets("Sara"), counter.meets(NAME, MOBILE)
    counter.disken.sends_form(f"/borrowers/{sara}/merge", double=double)
    assert hits_in_tables(counter.shop.store) + hits_in_files(counter.shop.store) == []
