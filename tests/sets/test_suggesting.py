"""From measures and a shelf to a handful of each: nearest first, and what goes together."""

from typing import Any

import pytest

from fritidsbank.sets.catalogue import set_called
from fritidsbank.sets.rules import Person
from fritidsbank.sets.suggesting import MOST, Candidate, PieceAnswer, clash, suggest
from fritidsbank.stock.soles import Fit

SARA = Person(height=172, shoe=42, head=57, manner="beginner")
PLAIN = {"bsl_range": [260, 340], "norm": "ISO 5355"}
SHELF = [
    Candidate(1, "SLS", "120", PLAIN),
    Candidate(2, "SLS", "150", PLAIN),
    Candidate(3, "SLS", "150", {"bsl_range": [220, 280], "norm": "ISO 5355"}),
    Candidate(4, "SLS", "150", {}),
    Candidate(11, "SLP", "26,5", {"bsl": 307, "norm": "ISO 5355"}),
    Candidate(12, "SLP", "27", {"bsl": 312, "norm": "GripWalk"}),
    Candidate(21, "STV", "115", {"type": "längd"}),
    Candidate(22, "STV", "120", {"type": "alpin"}),
    Candidate(23, "STV", "115", {}),
    Candidate(31, "HJA", "54-58", {}),
    Candidate(32, "HJA", "", {}),
]


def answered(shelf: list[Candidate] = SHELF, person: Person = SARA, **picks: int) -> dict[str, Any]:
    """What is suggested of each piece of the downhill set."""
    found = suggest(set_called("slalom"), person, shelf, picks)
    return {answer.piece.category: answer for answer in found}


def numbers(answer: PieceAnswer) -> list[int]:
    """The articles that are suggested, in their order."""
    return [each.article for each in answer.suggestions]


def test_the_nearest_size_comes_first() -> None:
    assert numbers(answered()["SLS"]) == [2, 3, 4, 1]


def test_what_has_no_size_comes_last() -> None:
    assert numbers(answered()["HJA"]) == [31, 32]


def test_no_more_than_a_handful_is_suggested() -> None:
    many = [Candidate(n, "HJA", "54-58", {}) for n in range(1, 100)]
    assert len(numbers(answered(many)["HJA"])) == MOST


def test_poles_for_the_track_are_not_for_the_slope_and_unknown_ones_may_be() -> None:
    assert numbers(answered()["STV"]) == [23, 22]


def test_without_a_measure_nothing_is_suggested_of_what_hangs_on_it() -> None:
    found = answered(person=Person(height=172))
    assert found["SLP"].wanted is None
    assert numbers(found["SLP"]) == []
    assert numbers(found["SLS"]) != []


def test_a_ski_says_which_boots_it_goes_with() -> None:
    skis = {each.article: each for each in answered()["SLS"].suggestions}
    assert skis[2].fits == (11,)
    assert skis[3].fits_none
    assert (skis[4].fits, skis[4].fits_none) == ((), False)


def test_a_ski_that_is_picked_narrows_the_boots() -> None:
    boots = answered(SLS=2)["SLP"]
    assert [(each.article, each.fit) for each in boots.suggestions] == [(11, Fit.YES)]


def test_a_boot_that_is_picked_narrows_the_skis() -> None:
    skis = answered(SLP=11)["SLS"]
    assert [(each.article, each.fit) for each in skis.suggestions] == [
        (2, Fit.YES),
        (4, Fit.UNKNOWN),
        (1, Fit.YES),
    ]


def test_when_no_boot_fits_the_ski_the_nearest_are_shown_all_the_same() -> None:
    boots = answered(SLS=3)["SLP"]
    assert boots.none_fits
    assert numbers(boots) == [11, 12]


def test_what_was_picked_stays_on_the_page_although_it_does_not_fit() -> None:
    skis = answered(SLS=3, SLP=11)["SLS"]
    assert skis.picked == 3
    assert numbers(skis)[0] == 3


def test_what_was_picked_and_has_left_the_shelf_is_not_picked_any_more() -> None:
    assert answered(SLS=99)["SLS"].picked is None


def test_an_article_is_picked_as_what_it_is() -> None:
    assert answered(SLS=11)["SLS"].picked is None


@pytest.mark.parametrize(
    ("picks", "said"),
    [
        ({"SLS": 2, "SLP": 11}, Fit.YES),
        ({"SLS": 4, "SLP": 11}, Fit.UNKNOWN),
        ({"SLS": 3, "SLP": 11}, Fit.NO),
        ({"SLS": 3}, None),
        ({"SLS": 99, "SLP": 11}, None),
    ],
)
def test_two_that_do_not_go_together_are_told(picks: dict[str, int], said: Fit | None) -> None:
    assert clash(set_called("slalom"), SHELF, picks) is said


def test_an_empty_shelf_is_an_empty_shelf() -> None:
    assert [(a.standing, a.suggestions, a.right_size) for a in answered([]).values()] == [
        (0, (), False)
    ] * 4


def test_the_right_size_is_known_from_the_nearest() -> None:
    assert answered()["SLS"].right_size
    assert not answered(person=Person(height=100))["SLS"].right_size


def test_skates_are_of_the_kind_that_was_asked_for() -> None:
    shelf = [
        Candidate(1, "SKR", "38", {"type": "konståkning"}),
        Candidate(2, "SKR", "39", {"type": "bandy"}),
        Candidate(3, "HJH", "M", {"head": [50, 54]}),
    ]
    skates, helmet = suggest(
        set_called("skridsko"), Person(shoe=38, head=52, manner="figure"), shelf, {}
    )
    assert numbers(skates) == [1]
    assert helmet.right_size, "what is known in cm says more than a letter"
