"""Whole words, however they are written: who is called back, and who only sounds like it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fritidsbank.refusals import Refusal
from fritidsbank.stock.recall_matching import (
    HITS,
    Likeness,
    MakerMissing,
    ModelUnreadable,
    Product,
    RecallYearWrong,
    Written,
    YearsReversed,
    likeness,
    name_key,
    names_in,
)
from fritidsbank.stock.recalls import Notice, PublishedWrong, SourceMissing

pytestmark = pytest.mark.one_database

HELMETS, SKATES = 11, 12
TODAY = date(2026, 3, 2)


def article(
    name: str = "Hockeyhjälm",
    brand: str = "",
    *,
    year: int | None = None,
    category: int = HELMETS,
    **attributes: Any,  # noqa: ANN401 - what JSON can hold
) -> Written:
    return Written(category, name, brand, year, attributes)


@pytest.mark.parametrize(
    ("maker", "written"),
    [
        ("Bauer", article(brand="Bauer")),
        ("bauer", article(brand="BAUER ")),
        ("Bauer", article("Hjälm bauer svart")),
        ("Bauer", article(brand="Bauer Hockey AB")),
        ("Bauer", article(brand="Bauer®")),
        ("Bauer", article(binding_make="Bauer")),
        ("Salomon", article(brand="Salomón")),
        ("Åre Sport", article(brand="ÅRE-SPORT")),
        ("K2", article(brand="K2")),
        ("K2", article(brand="K-2")),
        ("Ice Tec", article(brand="IceTec")),
        ("IceTec", article("Hjälm Ice-Tec 3")),
    ],
)
def test_a_maker_is_known_by_its_whole_name(maker: str, written: Written) -> None:
    assert likeness(Product(maker), written) is Likeness.HIT


@pytest.mark.parametrize(
    ("maker", "written"),
    [
        ("K2", article(brand="K200")),
        ("K2", article(brand="SK2")),
        ("Bauer", article(brand="Bauerfeind")),
        ("Bauer", article(brand="")),
        ("Are", article(brand="Åre")),
        ("Ice Tec", article(brand="Ice", sport="Tec")),
        ("Bauer", article(strap=True, weight=75)),
    ],
)
def test_a_part_of_a_word_is_not_it(maker: str, written: Written) -> None:
    assert likeness(Product(maker), written) is None


@pytest.mark.parametrize(
    "model", ["Re-Akt 75", "RE AKT 75", "reakt75", " Re–Akt  75 ", "re_akt/75"]
)
def test_a_model_may_be_written_in_many_ways(model: str) -> None:
    for told in ("Hjälm Re-Akt 75", "REAKT 75", "ReAkt75 svart"):
        assert likeness(Product("Bauer", model), article(told, "Bauer")) is Likeness.HIT


@pytest.mark.parametrize("told", ["Re-Akt 100", "Re-Akt 750", "Akt 75", "Hjälm", "Re-Akt Pro 75"])
def test_another_model_of_the_maker_is_told_and_not_hit(told: str) -> None:
    found = likeness(Product("Bauer", "Re-Akt 75"), article(told, "Bauer"))
    assert found is Likeness.OTHER_MODEL
    assert found not in HITS


@pytest.mark.parametrize(
    ("first", "last", "year", "expected"),
    [
        (2014, 2016, 2014, Likeness.HIT),
        (2014, 2016, 2016, Likeness.HIT),
        (2014, 2016, 2013, None),
        (2014, 2016, 2017, None),
        (2014, 2016, None, Likeness.YEAR_UNKNOWN),
        (2014, None, 2030, Likeness.HIT),
        (2014, None, 2013, None),
        (None, 2016, 1950, Likeness.HIT),
        (None, 2016, 2017, None),
        (None, None, None, Likeness.HIT),
        (None, None, 1999, Likeness.HIT),
    ],
)
def test_years_leave_out_only_what_is_known_to_be_of_others(
    first: int | None, last: int | None, year: int | None, expected: Likeness | None
) -> None:
    product = Product("Bauer", "", first, last)
    assert likeness(product, article(brand="Bauer", year=year)) is expected


def test_a_category_leaves_out_all_others() -> None:
    of_helmets = Product("Bauer", category=HELMETS)
    assert likeness(of_helmets, article(brand="Bauer")) is Likeness.HIT
    assert likeness(of_helmets, article(brand="Bauer", category=SKATES)) is None


@pytest.mark.parametrize(
    ("product", "refusal"),
    [
        (Product(""), MakerMissing),
        (Product(" – ®"), MakerMissing),
        (Product("Bauer", "***"), ModelUnreadable),
        (Product("Bauer", "", 2016, 2014), YearsReversed),
        (Product("Bauer", "", 20225), RecallYearWrong),
        (Product("Bauer", "", None, 1949), RecallYearWrong),
        (Product("Bauer", "", -1, None), RecallYearWrong),
    ],
)
def test_what_nobody_can_have_meant_is_told(product: Product, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        product.checked(this_year=2026)


@pytest.mark.parametrize(
    ("notice", "refusal"),
    [
        (Notice(Product("Bauer"), " ", TODAY), SourceMissing),
        (Notice(Product("Bauer"), "Konsumentverket", date(2026, 3, 3)), PublishedWrong),
        (Notice(Product("Bauer"), "Konsumentverket", date(1, 1, 1)), PublishedWrong),
    ],
)
def test_a_source_and_a_day_that_can_be(notice: Notice, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        notice.checked(today=TODAY)


letters = st.text("abcåäöéABCÅÄÖÉ01 -_/.", max_size=20)
words = st.text("abcåäö019", min_size=1, max_size=8)


@given(st.lists(words, max_size=4), words, st.lists(words, max_size=4))
def test_a_whole_word_is_found_wherever_it_stands(
    before: list[str], word: str, after: list[str]
) -> None:
    told = " ".join([*before, word, *after])
    assert likeness(Product(word), article(told)) is Likeness.HIT


@given(letters)
def test_how_a_name_is_written_does_not_matter(name: str) -> None:
    key = name_key(name)
    assert key == name_key(name.upper()) == name_key(name.replace(" ", "-")) == name_key(key)
    assert not key or key in names_in(name)


@given(words, words)
def test_a_word_within_a_longer_one_is_never_found(word: str, rest: str) -> None:
    assert name_key(word) not in names_in(word + rest) - {name_key(word + rest)}
    assert name_key(word) not in names_in(rest + word) or not rest


@given(letters, letters, st.integers(1950, 2027) | st.none(), st.sampled_from([HELMETS, SKATES]))
def test_what_leaves_more_open_hits_more(
    name: str, maker: str, year: int | None, category: int
) -> None:
    narrow = Product(maker, maker, 2000, 2010, category)
    wide = Product(maker, "", None, None, None)
    told = article(name, maker, year=year, category=category)
    if likeness(narrow, told) in HITS:
        assert likeness(wide, told) in HITS


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_compared(name: str, brand: str) -> None:
    assert likeness(Product("Bauer", "Re-Akt"), article(name, brand)) in {None, *Likeness}
