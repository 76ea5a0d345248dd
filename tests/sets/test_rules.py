"""What size somebody needs: each rule with examples, and with the ends of what is lent."""

import pytest

from fritidsbank.sets.rules import (
    MEASURES,
    Need,
    Person,
    Span,
    alpine_boot,
    alpine_pole,
    alpine_ski,
    eu_of,
    eu_size,
    helmet,
    hockey_size,
    ice_skate,
    mondo_of,
    mondo_size,
    nordic_pole,
    nordic_ski,
    plain_size,
    roomy_shoe,
    snowboard,
)


@pytest.mark.parametrize(
    ("shoe", "mondo"),
    [(24, 14.5), (25, 15), (33, 20.5), (33.5, 21), (34, 21), (38, 24), (42, 26.5), (49, 31)],
)
def test_a_shoe_size_is_mondopoint(shoe: float, mondo: float) -> None:
    assert mondo_of(shoe) == mondo


@pytest.mark.parametrize(("mondo", "shoe"), [(21, 33.75), (24.5, 39), (32, 50.25)])
def test_mondopoint_is_a_shoe_size(mondo: float, shoe: float) -> None:
    assert eu_of(mondo) == shoe


@pytest.mark.parametrize("half", range(30, 65))
def test_there_and_back_it_is_the_same_boot(half: int) -> None:
    assert mondo_of(eu_of(half / 2)) == half / 2


@pytest.mark.parametrize(
    ("height", "level", "ski"),
    [
        (100, "beginner", Span(83, 90)),
        (172, "beginner", Span(143, 155)),
        (172, "used", Span(151, 162)),
        (172, "expert", Span(158, 170)),
        (172, "", Span(143, 155)),
        (172, "wizard", Span(143, 155)),
        (195, "expert", Span(179, 193)),
    ],
)
def test_an_alpine_ski_ends_at_the_face(height: float, level: str, ski: Span) -> None:
    assert alpine_ski(height, level) == ski


@pytest.mark.parametrize(
    ("height", "style", "ski"),
    [
        (100, "classic", Span(95, 105)),
        (114, "touring", Span(109, 119)),
        (114, "skate", Span(119, 129)),
        (115, "classic", Span(125, 135)),
        (170, "classic", Span(180, 190)),
        (170, "skate", Span(175, 185)),
        (170, "touring", Span(170, 185)),
        (170, "", Span(180, 190)),
        (200, "classic", Span(205, 210)),
        (220, "classic", Span(205, 210)),
    ],
)
def test_a_cross_country_ski_is_longer_than_the_skier(height: float, style: str, ski: Span) -> None:
    assert nordic_ski(height, style) == ski


@pytest.mark.parametrize(
    ("height", "pole"), [(100, Span(66, 70)), (170, Span(113, 118)), (190, Span(127, 132))]
)
def test_an_alpine_pole_is_68_percent_of_the_height(height: float, pole: Span) -> None:
    assert alpine_pole(height, "") == pole


@pytest.mark.parametrize(
    ("height", "style", "pole"),
    [
        (170, "classic", Span(140, 145)),
        (170, "touring", Span(140, 145)),
        (170, "skate", Span(150, 156)),
        (120, "classic", Span(98, 103)),
    ],
)
def test_a_cross_country_pole_hangs_on_the_style(height: float, style: str, pole: Span) -> None:
    assert nordic_pole(height, style) == pole


def test_a_boot_for_the_slope_is_tight_and_one_for_the_track_is_not() -> None:
    assert alpine_boot(42, "") == Span(26.5, 27)
    assert roomy_shoe(42, "") == Span(42, 43)
    assert ice_skate(42, "") == Span(42, 43)


def test_a_snowboard_ends_between_chin_and_nose() -> None:
    assert snowboard(175, "") == Span(147, 161)


def test_a_head_must_lie_inside_the_band_of_the_helmet() -> None:
    head = helmet(56, "")
    fits = {band: plain_size(band).gap(head) for band in ("52-56", "56-60", "57-61", "51-54")}  # type: ignore[union-attr]
    assert fits == {"52-56": 0, "56-60": 0, "57-61": 1, "51-54": 2}


@pytest.mark.parametrize(
    ("label", "size"),
    [
        ("150", Span(150, 150)),
        ("150 cm", Span(150, 150)),
        ("25,5", Span(25.5, 25.5)),
        ("25.5", Span(25.5, 25.5)),
        ("54-58", Span(54, 58)),
        ("58-54", Span(54, 58)),
        ("38/39", Span(38, 39)),
        ("", None),
        ("M", None),
    ],
)
def test_a_size_is_read_from_the_label(label: str, size: Span | None) -> None:
    assert plain_size(label) == size


def test_a_boot_with_the_other_scale_on_it_is_understood() -> None:
    assert mondo_size("26,5") == Span(26.5, 26.5)
    assert mondo_size("42") == Span(26.5, 26.5)
    assert eu_size("42") == Span(42, 42)
    assert eu_size("26,5") == Span(42, 42)
    assert mondo_size("?") is None
    assert eu_size("?") is None


def test_a_hockey_helmet_may_be_a_letter_or_a_number() -> None:
    assert hockey_size(" m ") == Span(55, 60)
    assert hockey_size("54-58") == Span(54, 58)
    assert hockey_size("XXL") is None


@pytest.mark.parametrize(
    ("one", "other", "gap"),
    [
        (Span(1, 2), Span(2, 3), 0),
        (Span(1, 5), Span(2, 3), 0),
        (Span(1, 2), Span(4, 5), 2),
        (Span(4, 5), Span(1, 2), 2),
    ],
)
def test_spans_meet_or_lie_apart(one: Span, other: Span, gap: float) -> None:
    assert one.gap(other) == gap


@pytest.mark.parametrize("rule", MEASURES)
def test_nobody_is_told_a_size_without_having_told_anything(rule: str) -> None:
    assert MEASURES[rule].for_person(Person(manner="classic")) is None


@pytest.mark.parametrize("rule", MEASURES)
def test_whatever_somebody_measures_there_is_a_size(rule: str) -> None:
    for told in range(18, 221):
        needs = {need.value: float(told) for need in Need}
        wanted = MEASURES[rule].for_person(Person(**needs))  # type: ignore[arg-type]
        assert wanted is not None
        assert wanted.low <= wanted.high
