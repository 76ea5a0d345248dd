"""What is mended first, and the reason that is said."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from fritidsbank.workshop.need import Need, Unmet, Waiting, in_order, needs_of, season_need

pytestmark = pytest.mark.one_database

SKATES, POLES = 1, 2
NOTHING: Unmet = frozenset()
MONDAY = datetime(2026, 1, 12, 9, tzinfo=UTC)
TODAY = MONDAY.date()


def waits(article: int = 1, size: str = "38", *, days: int = 0, **known: Any) -> Waiting:  # noqa: ANN401 - facts
    """Something all the year round that came so many days ago."""
    usual = Waiting(
        article, SKATES, size, MONDAY - timedelta(days=days), "all", safety=False, care=False
    )
    return usual._replace(**known)


@pytest.mark.parametrize(
    ("unmet", "need"),
    [
        pytest.param(frozenset(), Need.AGE, id="nobody asked, or it is there"),
        pytest.param(frozenset({(SKATES, "38")}), Need.WISHED, id="asked for in that size"),
        pytest.param(frozenset({(SKATES, "39")}), Need.AGE, id="asked for in another size"),
        pytest.param(frozenset({(POLES, "38")}), Need.AGE, id="something else was asked for"),
        pytest.param(frozenset({(SKATES, "")}), Need.WISHED_ANY, id="asked for in any size"),
        pytest.param(frozenset({(SKATES, ""), (SKATES, "38")}), Need.WISHED, id="in both"),
    ],
)
def test_a_wish_counts_for_what_is_of_that_kind_and_size(unmet: Unmet, need: Need) -> None:
    assert needs_of(waits(), unmet, TODAY)[0] is need


def test_a_thing_without_a_size_is_not_what_was_asked_for_in_one() -> None:
    assert needs_of(waits(size=""), frozenset({(SKATES, "38")}), TODAY) == (Need.AGE,)


@pytest.mark.parametrize(
    ("season", "day", "need"),
    [
        ("winter", date(2026, 1, 12), Need.SEASON),
        ("winter", date(2026, 10, 1), None),
        ("winter", date(2026, 10, 2), Need.SOON),
        ("winter", date(2026, 3, 31), Need.SEASON),
        ("winter", date(2026, 4, 1), None),
        ("summer", date(2026, 3, 2), Need.SOON),
        ("summer", date(2026, 9, 30), Need.SEASON),
        ("summer", date(2026, 10, 1), None),
        ("all", date(2026, 1, 12), None),
    ],
)
def test_a_season_counts_from_a_month_before_it_begins(
    season: str, day: date, need: Need | None
) -> None:
    assert season_need(season, day) is need


def test_the_order_is_wished_for_then_season_safety_care_and_age() -> None:
    queue = [
        waits(1, "40", days=90),
        waits(2, "40", care=True),
        waits(3, "40", safety=True),
        waits(4, "40", season="summer", days=3),
        waits(5, "40", season="winter"),
        waits(6),
    ]
    turns = in_order(queue, frozenset({(SKATES, "38")}), date(2026, 3, 12))
    assert [turn.article for turn in turns] == [6, 5, 4, 3, 2, 1]
    assert [turn.need for turn in turns] == [
        Need.WISHED,
        Need.SEASON,
        Need.SOON,
        Need.SAFETY,
        Need.CARE,
        Need.AGE,
    ]


def test_of_two_in_season_the_one_that_concerns_safety_is_first() -> None:
    skis, helmet = waits(1, days=9, season="winter"), waits(2, season="winter", safety=True)
    assert [turn.article for turn in in_order([skis, helmet], NOTHING, TODAY)] == [2, 1]


def test_what_is_needed_alike_comes_in_order_of_age() -> None:
    queue = [waits(number, days=number) for number in (1, 3, 2)]
    assert [turn.article for turn in in_order(queue, NOTHING, TODAY)] == [3, 2, 1]


def test_a_wish_for_a_size_and_one_for_any_weigh_the_same() -> None:
    queue = [waits(1, "38", days=1), waits(2, "40", days=5, category=POLES)]
    turns = in_order(queue, frozenset({(SKATES, "38"), (POLES, "")}), TODAY)
    assert [turn.article for turn in turns] == [2, 1]
