"""What is written at the bench: known words, and those that the manager has let in."""

import json
from collections.abc import Callable

import pytest
from flask import Flask

from fritidsbank.stock.queries import Thing
from fritidsbank.workshop.bench_words import (
    AlsoAName,
    KnownAlready,
    NotOneWord,
    let_in,
    shut_out,
)
from fritidsbank.workshop.models import Repair
from tests import make
from tests.conftest import Shop
from tests.hands import hands_of_the_clock
from tests.snapshots import snapshot

TEXTS = [("repair_note", "note"), ("repair_wait", "waits_for"), ("repair_release", "because")]


@pytest.mark.parametrize(("kind", "field"), TEXTS)
def test_a_name_is_refused_and_stands_nowhere(
    office: make.Tablet, shop: Shop, at_bench: str, kind: str, field: str
) -> None:
    answer = office.says(kind, article=at_bench, **{field: "Lagad av Selam"})
    assert answer["outcome"] == "unknown_word"
    assert "selam" not in json.dumps(snapshot(shop.store), default=str).casefold()


def test_the_page_that_sent_it_is_told_which_word(
    app: Flask, shop: Shop, at_bench: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands_of_the_clock(monkeypatch, shop.now)
    browser = make.signed_in(app, shop.store, shop.admin, shop.branch, now=shop.now)
    answer = browser.says("repair_note", at=shop.now, article=at_bench, note="Rem bytt av Ali")
    said = (answer.json or {})["answers"][0]
    assert (answer.status_code, "”Ali”" in said["message"]) == (422, True)
    assert {said["field"], said["begins"], said["ends"]} == {"note", 12, 15}


def test_words_of_the_bench_are_kept_as_they_were_written(
    bench: make.Tablet, shop: Shop, at_bench: str
) -> None:
    bench.says("repair_note", article=at_bench, note="Ny  skidspets, 25,5 cm")
    with shop.store.reading() as db:
        assert db.query(Repair.note).scalar() == "Ny skidspets, 25,5 cm"


def test_what_the_manager_let_in_may_be_written_until_it_is_taken_back(
    bench: make.Tablet, shop: Shop, at_bench: str
) -> None:
    with shop.store.writing() as db:
        let_in(db, "Wobbler", by=shop.admin, now=shop.now)
        db.commit()
    assert bench.says("repair_note", article=at_bench, note="Ny wobbler")["outcome"] == (
        "repair_noted"
    )
    with shop.store.writing() as db:
        shut_out(db, "wobbler")
        db.commit()
    assert bench.says("repair_note", article=at_bench, note="Ny wobbler")["outcome"] == (
        "unknown_word"
    )


@pytest.mark.parametrize("written", ["två ord", "", "x", "r2d2", "19900102-1234", "Zoë", "a" * 41])
def test_only_single_words_are_let_in(shop: Shop, written: str) -> None:
    with shop.store.writing() as db, pytest.raises(NotOneWord):
        let_in(db, written, by=shop.admin, now=shop.now)


@pytest.mark.parametrize("written", ["rem", "Bromsvajern", "wobbler"])
def test_what_is_known_is_not_let_in_twice(shop: Shop, written: str) -> None:
    with shop.store.writing() as db:
        let_in(db, "wobbler", by=shop.admin, now=shop.now)
        with pytest.raises(KnownAlready):
            let_in(db, written, by=shop.admin, now=shop.now)


@pytest.mark.parametrize("written", ["Selam", "ALIS", "lina", "Goran", "Asa", "axel", "bergström"])
def test_a_name_is_let_in_by_no_manager(shop: Shop, written: str) -> None:
    with shop.store.writing() as db, pytest.raises(AlsoAName):
        let_in(db, written, by=shop.admin, now=shop.now)


@pytest.fixture
def lena(app: Flask, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> make.Visitor:
    """The browser of somebody who manages."""
    hands_of_the_clock(monkeypatch, shop.now)
    return make.signed_in(app, shop.store, shop.admin, shop.branch, now=shop.now)


def test_the_page_lists_what_was_added_and_takes_it_away(lena: make.Visitor) -> None:
    assert lena.sends_form("/workshop/words", word="Wobbler").status_code == 303
    assert "wobbler" in lena.client.get("/workshop/words").text
    lena.sends_form("/workshop/words/remove", word="wobbler")
    assert "wobbler" not in lena.client.get("/workshop/words").text


def test_the_page_says_why_a_word_is_not_added(lena: make.Visitor) -> None:
    answer = lena.sends_form("/workshop/words", word="två ord")
    assert (answer.status_code, "Skriv ett ord" in answer.text) == (422, True)


def test_a_form_at_the_bench_names_the_word_that_is_not_known(
    lena: make.Visitor, at_bench: str, look: Callable[[str], Thing]
) -> None:
    path = f"/workshop/{look(at_bench).id}/note"
    answer = lena.sends_form(path, note="Slipad av Selam", operation=make.uid())
    assert (answer.status_code, "”Selam”" in answer.text) == (422, True)
