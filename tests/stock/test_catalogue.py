"""What the catalogue promises a new shop, and what it refuses to read."""

from collections import Counter

import pytest

from fritidsbank.stock.catalogue import (
    Attribute,
    AttributeKind,
    CategoryEntry,
    Fault,
    Season,
    load,
    read,
    written,
)
from fritidsbank.stock.models import Article, Category, Move
from fritidsbank.stock.rules import Unit

ENTRIES = load()
PARENTS = [entry for entry in ENTRIES if entry.parent is None]
CHILDREN = [entry for entry in ENTRIES if entry.parent is not None]
BY_CODE = {entry.code: entry for entry in ENTRIES}

TABLE = """
SLS SLP STV LGS LGP SNB SNP SKR SKT HJA HJC HJS HJH SKY PUL FLY INL SKB CYK BOL KLB RAC GLF FSK
TLT SOV RYG KOK FIS VAT PAR SPE KLA
"""
CHECKED = "SLS SNB HJA HJC HJS HJH PUL FLY SKB CYK RYG KOK VAT PAR"


def attribute(entry: CategoryEntry, name: str) -> Attribute:
    """The attribute of that name, which is there."""
    return next(each for each in entry.attributes if each.name == name)


def longest(column: object) -> int:
    """How many characters a column of a table holds."""
    return int(column.type.length)  # type: ignore[attr-defined]


def test_there_are_nine_parents_in_the_order_of_the_shop() -> None:
    names = [entry.name for entry in PARENTS]

    assert names == [
        "Alpint",
        "Längd",
        "Is",
        "Hjälm och skydd",
        "Hjul",
        "Boll och racket",
        "Vatten",
        "Läger",
        "Övrigt",
    ]


def test_every_category_of_the_trade_is_there_once() -> None:
    assert sorted(entry.code for entry in CHILDREN) == sorted(TABLE.split())


def test_no_code_is_used_twice_parents_included() -> None:
    assert Counter(entry.code for entry in ENTRIES).most_common(1)[0][1] == 1


def test_a_parent_comes_before_its_children() -> None:
    seen: set[str] = set()
    for entry in ENTRIES:
        assert entry.parent is None or entry.parent in seen
        seen.add(entry.code)


def test_every_parent_has_children() -> None:
    assert {entry.parent for entry in CHILDREN} == {entry.code for entry in PARENTS}


def test_everything_is_lent_for_a_fortnight_but_para_sport_for_four_weeks() -> None:
    assert {e.code: e.loan_days for e in CHILDREN if e.loan_days != 14} == {"PAR": 28}


def test_a_guardian_is_asked_for_on_skis_boards_and_water_only() -> None:
    assert {e.code for e in ENTRIES if e.guardian_under_18} == {"SLS", "SNB", "VAT"}


def test_what_can_hurt_somebody_is_looked_at_when_it_comes_back() -> None:
    assert {e.code for e in ENTRIES if e.check_at_return} == set(CHECKED.split())


@pytest.mark.parametrize("entry", CHILDREN, ids=lambda entry: entry.code)
def test_whoever_checks_is_told_what_to_look_at_in_both_languages(entry: CategoryEntry) -> None:
    told = (bool(entry.check_advice), bool(entry.check_advice_en))

    assert told == (entry.check_at_return, entry.check_at_return)


def test_pairs_and_sets_carry_one_label() -> None:
    assert {e.code for e in CHILDREN if e.unit is Unit.PAIR} == {
        "SLS", "SLP", "STV", "LGS", "LGP", "SNP", "SKR", "SKY", "INL", "FSK",
    }  # fmt: skip
    assert {e.code for e in CHILDREN if e.unit is Unit.SET} == {"GLF", "KOK", "FIS", "SPE"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_every_word_is_there_in_both_languages(entry: CategoryEntry) -> None:
    words = [entry.name, entry.name_en]
    for each in entry.attributes:
        words += [each.label, each.label_en]
        words += [word for choice in each.choices for word in (choice.word, choice.word_en)]
    words += [word for fault in entry.faults for word in (fault.word, fault.word_en)]

    assert all(word and word == word.strip() for word in words)


@pytest.mark.parametrize("entry", CHILDREN, ids=lambda entry: entry.code)
def test_the_fault_words_fit_on_one_screen_and_end_with_something_else(
    entry: CategoryEntry,
) -> None:
    assert 5 <= len(entry.faults) <= 9
    assert entry.faults[-1] == Fault("other", "annat", "something else")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_everything_fits_into_its_column(entry: CategoryEntry) -> None:
    assert len(entry.code) <= longest(Category.__table__.c.code)
    assert max(len(entry.name), len(entry.name_en)) <= longest(Category.__table__.c.name)
    assert len(entry.check_advice) <= longest(Category.__table__.c.check_advice)
    assert len(entry.check_advice_en) <= longest(Category.__table__.c.check_advice_en)
    assert all(len(fault.code) <= longest(Move.__table__.c.fault) for fault in entry.faults)
    assert all(len(size) <= longest(Article.__table__.c.size) for size in entry.sizes)


@pytest.mark.parametrize("entry", CHILDREN, ids=lambda entry: entry.code)
def test_a_category_with_a_size_says_which_sizes_are_usual(entry: CategoryEntry) -> None:
    assert bool(entry.size) == bool(entry.sizes)
    assert len(set(entry.sizes)) == len(entry.sizes)


def test_only_what_comes_in_one_size_has_none() -> None:
    assert {e.code for e in CHILDREN if not e.size} == {"SKT", "PUL", "PAR", "SPE"}


@pytest.mark.parametrize(
    ("code", "name", "low", "high"),
    [
        ("SLS", "length", 70, 190),
        ("SLP", "mondo", 15, 32),
        ("SLP", "eu", 24, 49),
        ("STV", "length", 70, 170),
        ("LGS", "length", 90, 210),
        ("LGP", "eu", 25, 48),
        ("SNB", "length", 80, 170),
        ("SNP", "eu", 28, 48),
        ("SKR", "eu", 22, 47),
        ("HJA", "head", 48, 64),
        ("HJC", "head", 46, 62),
        ("HJS", "head", 44, 54),
        ("HJS", "age", 0, 7),
        ("INL", "eu", 26, 47),
        ("CYK", "wheel", 12, 28),
        ("FSK", "eu", 26, 47),
        ("TLT", "persons", 1, 8),
    ],
)
def test_the_measures_span_what_the_trade_uses(
    code: str, name: str, low: float, high: float
) -> None:
    measured = attribute(BY_CODE[code], name)

    assert (measured.low, measured.high) == (low, high)


def test_boots_and_skis_name_their_systems_alike_so_that_they_can_be_matched() -> None:
    systems = {c.word for c in attribute(BY_CODE["LGP"], "system").choices}
    bindings = {c.word for c in attribute(BY_CODE["LGS"], "binding").choices}
    boots = {c.word for c in attribute(BY_CODE["SLP"], "norm").choices}
    skis = {c.word for c in attribute(BY_CODE["SLS"], "norm").choices}

    assert systems < bindings
    assert skis < boots


def test_skates_are_asked_for_in_winter_and_life_vests_in_summer() -> None:
    assert BY_CODE["SKR"].season is Season.WINTER
    assert BY_CODE["FLY"].season is Season.SUMMER


def test_sizes_by_steps_reach_both_ends() -> None:
    sizes = BY_CODE["SLP"].sizes

    assert (sizes[0], sizes[1], sizes[-1], len(sizes)) == ("15", "15,5", "32", 35)


def test_sizes_of_a_choice_are_its_words() -> None:
    assert BY_CODE["SKY"].sizes == ("XS", "S", "M", "L", "XL")


def test_sizes_of_a_helmet_are_from_and_to() -> None:
    assert "54-58" in BY_CODE["HJA"].sizes


def test_a_size_is_written_with_a_comma() -> None:
    assert [written(38), written(25.5), written(15.0)] == ["38", "25,5", "15"]


def test_an_attribute_is_kept_without_what_does_not_apply_to_it() -> None:
    assert attribute(BY_CODE["SLS"], "length").as_json() == {
        "name": "length",
        "label": "Längd",
        "label_en": "Length",
        "kind": "number",
        "unit": "cm",
        "low": 70,
        "high": 190,
        "step": 1,
    }
    assert attribute(BY_CODE["LGS"], "style").as_json()["choices"][0] == {
        "word": "klassisk",
        "word_en": "classic",
    }


def test_a_fault_is_kept_with_its_code_and_both_words() -> None:
    assert BY_CODE["CYK"].faults[0].as_json() == {
        "code": "puncture",
        "word": "punktering",
        "word_en": "puncture",
    }


SMALL = """
[[parent]]
code = "BOLL"
name = "Boll"
name_en = "Balls"

[[parent.category]]
code = "BOL"
name = "Bollar"
name_en = "Balls"
unit = "piece"
season = "all"
size = "size"
attributes = [
  { name = "size", label = "Storlek", label_en = "Size", kind = "number", low = 3, high = 7, step = 1 },
]
faults = [
  { code = "leak", word = "pyser", word_en = "leaks" },
  { code = "other", word = "annat", word_en = "something else" },
]
"""  # noqa: E501 - as it stands in the file


def test_a_small_catalogue_is_read_with_its_defaults() -> None:
    parent, ball = read(SMALL)

    assert (parent.code, parent.parent) == ("BOLL", None)
    assert (ball.parent, ball.loan_days, ball.check_at_return) == ("BOLL", 14, False)
    assert ball.attributes[0].kind is AttributeKind.NUMBER
    assert ball.sizes == ("3", "4", "5", "6", "7")


def test_a_range_may_have_one_value_only() -> None:
    boots = SMALL.replace('kind = "number"', 'kind = "range"').replace(
        'size = "size"', 'size = "size"\nsizes = ["3-5", "6"]'
    )

    assert read(boots)[1].sizes == ("3-5", "6")


@pytest.mark.parametrize(
    ("right", "wrong", "because"),
    [
        ('season = "all"', 'season = "all"\ncolour = "red"', "BOL: unknown colour"),
        ('name_en = "Balls"\n\n', 'name_en = "Balls"\ncolour = "red"\n\n', "BOLL: unknown colour"),
        ('kind = "number"', 'kind = "number", colour = "red"', "size: unknown colour"),
        ('word_en = "leaks"', 'word_en = "leaks", colour = "red"', "leak: unknown colour"),
        ("[[parent]]", 'colour = "red"\n[[parent]]', "unknown colour"),
        ('code = "BOL"\n', 'code = "BOLL"\n', "twice BOLL"),
        ('unit = "piece"\n', "", "unit is missing"),
        ('unit = "piece"', 'unit = "dozen"', "dozen"),
        ('season = "all"', 'season = "autumn"', "autumn"),
        ('kind = "number"', 'kind = "colour"', "colour"),
        ('season = "all"', 'season = "all"\nloan_days = 0', "loan_days must be 1 or more"),
        ('season = "all"', 'season = "all"\nloan_days = true', "loan_days cannot be True"),
        ('season = "all"', 'season = "all"\ncheck_at_return = 1', "check_at_return cannot be 1"),
        ('season = "all"', 'season = "all"\ncheck_at_return = true', "belong together"),
        ('season = "all"', 'season = "all"\ncheck_advice = "Titta."', "belong together"),
        ('size = "size"', 'size = "weight"', "no attribute weight"),
        ('size = "size"', 'size = "size"\nsizes = ["2"]', "2 is outside size"),
        ('size = "size"', 'size = "size"\nsizes = ["5-4"]', "5-4 is outside size"),
        ('size = "size"', 'size = "size"\nsizes = ["4", "4"]', "twice 4"),
        ('size = "size"', 'size = "size"\nsizes = [4]', "sizes must be strings"),
        ('size = "size"', 'size = ""\nsizes = ["4"]', "unknown sizes"),
        ("low = 3, high = 7", "low = 7, high = 7", "low must be below high"),
        ("low = 3, high = 7", "low = 8, high = 7", "low must be below high"),
        ("low = 3, high = 7", "low = 3", "belong to numbers and ranges"),
        ("low = 3", 'low = "3"', "low cannot be '3'"),
        ("low = 3", "low = true", "low cannot be True"),
        ("step = 1", "step = 0", "step must be above 0"),
        ('kind = "number"', 'kind = "text"', "belong to numbers and ranges"),
        ('kind = "number"', 'kind = "range"', "list the sizes of size"),
        ("step = 1 }", 'step = 1, choices = ["a"] }', "choices belong to a choice"),
        ("attributes = [", "attributes = [3, ", "attributes must be tables"),
        ('name = "size"', 'name = "Size!"', "a name is small letters"),
        ('code = "leak"', 'code = "a_fault_with_a_long_name"', "a fault code is small letters"),
        ('code = "leak"', 'code = "other"', "twice other"),
        ('code = "other"', 'code = "rest"', "the last fault is other"),
        ('label_en = "Size", ', "", "label_en is missing"),
    ],
)
def test_a_catalogue_with_a_slip_is_refused_and_says_where(
    right: str, wrong: str, because: str
) -> None:
    assert right in SMALL
    with pytest.raises(ValueError, match=because):
        read(SMALL.replace(right, wrong, 1))


def test_sizes_of_a_choice_cannot_be_listed_as_well() -> None:
    measured, chosen = "low = 3, high = 7, step = 1", 'choices = ["S"]'
    listed = SMALL.replace("number", "choice").replace(measured, chosen)

    with pytest.raises(ValueError, match="for numbers and ranges only"):
        read(listed.replace('size = "size"', 'size = "size"\nsizes = ["S"]'))
