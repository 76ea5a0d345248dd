"""Searching in what was published: Swedish words in their forms, whatever somebody types."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fritidsbank.clock import local_day
from fritidsbank.minutes.public.searching import Looking, around, find, hits, pieces, wanted
from tests.conftest import NOW, Shop
from tests.minutes.citizen import Citizen, citizen
from tests.minutes.public_world import EVERYTHING, HELD_AT, MINUTES, item, publish
from tests.minutes.public_world import MINUTES as HELD

__all__ = ["citizen"]

TODAY = local_day(NOW)


def say(shop: Shop, *texts: str) -> None:
    """A meeting each, in which this was said, a day earlier each time."""
    with shop.store.writing() as db:
        for days, said in enumerate(texts):
            at = HELD_AT - timedelta(days=days)
            page = replace(
                MINUTES,
                slug=f"{at:%Y-%m-%d}",
                starts_at=at,
                ends_at=at + timedelta(hours=1),
                items=(item(1, "Punkt", said),),
            )
            publish(db, page, now=NOW)
        db.commit()


def found(shop: Shop, typed: str) -> list[str]:
    """What the sentences say that are shown for it."""
    words = wanted(typed)
    with shop.store.reading() as db:
        shown = hits(db, find(db, words, TODAY), words)
    return ["".join(piece.text for piece in hit.around) for hit in shown]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("skridsko", "Skridskor finns i alla storlekar."),
        ("skridskor", "En skridsko saknas."),
        ("skridsko", "Skridskobanan är spolad."),
        ("hjälmen", "Hjälmarna är slut."),
        ("HJÄLM", "En hjälm till."),
        ("cykel", "Cyklarna ska lagas."),
        ("cyklar", "En cykel blev stulen."),
        ("budget", "Budgeten är klar."),
        ("buss park", "Parken nås inte med bussen."),
        ("hjä", "Hjälmarna är slut."),
        ("vecka 44", "Vi öppnar i vecka 44."),
        ("åker", "Vi åker tåg."),
    ],
)
def test_a_word_is_found_in_its_other_forms(shop: Shop, typed: str, said: str) -> None:
    say(shop, said, "Något helt annat.")
    assert found(shop, typed) == [said]


@pytest.mark.parametrize("typed", ["hjalm", "skridsko budget", "hälm", "44:an"])
def test_what_is_not_there_is_not_found(shop: Shop, typed: str) -> None:
    say(shop, "Hjälmarna är slut.", "Skridskor finns.")
    assert found(shop, typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        *('"', "'", "*", "(", "hjälm)", "hjälm OR", "NOT hjälm", "NEAR(hjälm)", "words:hjälm"),
        *("hjälm*", "^hjälm", "hjälm AND", "-hjälm", "{hjälm}", "hjälm:*", "!hjälm", "hjälm & |"),
        *("'; DROP TABLE published; --", "\\", "%", "_", "hjälm\\'", "a" * 80, "😀", "<->"),
    ],
)
def test_nothing_that_is_typed_is_a_word_of_the_database(shop: Shop, typed: str) -> None:
    say(shop, "Hjälmarna är slut.")
    assert found(shop, typed) in ([], ["Hjälmarna är slut."])


@pytest.mark.one_database
@pytest.mark.parametrize("typed", ["hjälm OR skridsko", "NOT hjälm", "NEAR hjälm"])
def test_words_of_the_search_itself_are_words_like_others(shop: Shop, typed: str) -> None:
    say(shop, "Hjälmarna är slut.", "Skridskor finns.")
    assert found(shop, typed) == []


def test_of_alike_places_the_newest_comes_first(shop: Shop) -> None:
    say(shop, *("Hjälmarna är slut.",) * 3)
    words = wanted("hjälm")
    with shop.store.reading() as db:
        days = [f"{hit.falls_on}" for hit in hits(db, find(db, words, TODAY), words)]
    assert days == sorted(days, reverse=True)
    assert len(days) == 3


def test_a_hit_leads_to_its_item_and_names_its_meeting(shop: Shop) -> None:
    with shop.store.writing() as db:
        for page in EVERYTHING:
            publish(db, page, now=NOW)
        db.commit()
    words = wanted("skridskor")
    with shop.store.reading() as db:
        (hit,) = hits(db, find(db, words, TODAY), words)
    assert hit.path == "/moten/ledningsgruppen/2026-02-18#p1"
    assert (hit.group, hit.falls_on) == ("Ledningsgrupp för utveckling", local_day(HELD.starts_at))
    assert [piece.text for piece in hit.around if piece.found] == ["skridskorna"]


def test_an_older_version_is_not_found(shop: Shop) -> None:
    say(shop, "Hjälmarna är slut.")
    with shop.store.writing() as db:
        publish(db, replace(MINUTES, version=2, items=(item(1, "Punkt", "Tält."),)), now=NOW)
        db.commit()
    assert found(shop, "hjälm") == []
    assert found(shop, "tält") == ["Tält."]


@pytest.mark.one_database
def test_words_are_marked_and_the_rest_is_left_as_it_is() -> None:
    told = pieces("<b>Hjälmar</b> & mer", Looking(wanted("hjälm")))
    assert [(each.text, each.found) for each in told] == [
        ("<b>", False),
        ("Hjälmar", True),
        ("</b> & mer", False),
    ]


@pytest.mark.one_database
def test_the_sentence_with_most_of_the_words_is_shown_and_a_long_one_shortened() -> None:
    said = "Hjälmar finns. Nya hjälmar och skridskor köps. Skridskor finns."
    told = "".join(each.text for each in around(said, Looking(wanted("hjälm skridsko"))))
    assert told == "Nya hjälmar och skridskor köps."
    long = "".join(
        each.text
        for each in around("ord " * 200 + "hjälm " + "ord " * 200, Looking(wanted("hjälm")))
    )
    assert "hjälm" in long
    assert len(long) < 250


@pytest.mark.one_database
def test_many_hits_come_a_page_at_a_time(citizen: Citizen) -> None:
    say(citizen.shop, *("Hjälmarna är slut.",) * 45)
    first = citizen.asks("/moten/sok?q=hjälm&page=1&utm=spam").text
    assert first.count("<mark>") == 10
    assert "spam" not in first
    assert citizen.asks("/moten/sok?q=hjälm&page=5").text.count("<mark>") == 5
    assert "45 träffar" in first


@pytest.mark.one_database
def test_a_page_of_hits_is_not_given_for_another(citizen: Citizen) -> None:
    say(citizen.shop, *("Hjälmarna är slut.",) * 45)
    one = citizen.asks("/moten/sok?q=hjälm").text
    assert citizen.phone.get("/moten/sok?q=hjälm&page=2").text != one


@pytest.mark.one_database
def test_nothing_found_says_what_to_try(citizen: Citizen) -> None:
    citizen.publishes(*EVERYTHING)
    page = citizen.reads("/moten/sok?q=<b>raketbränsle</b>")
    assert "Inget hittades för <b>raketbränsle</b>." in page
    assert "Prova färre ord" in page
    assert "&lt;b&gt;raketbränsle" in citizen.asks("/moten/sok?q=<b>raketbränsle</b>").text
