"""A wish list as somebody types it: what it says, and what it is not taken to say."""

import pytest

from fritidsbank.grouploans.wish_list import (
    NO_COUNT,
    SEVERAL,
    SUM,
    UNKNOWN,
    UNREAD,
    Known,
    read_line,
    read_list,
)

pytestmark = pytest.mark.one_database
KNOWN = (
    Known(1, "Skridskor", ("skridskor", "skates", "skr"), tuple(map(str, range(28, 47)))),
    Known(2, "Skidhjälmar", ("skidhjälmar",), ("S", "M", "L")),
    Known(3, "Slalompjäxor", ("slalompjäxor",), ("25", "25,5", "26")),
    Known(4, "Längdskidor", ("längdskidor",), ()),
    Known(5, "Slalomskidor", ("slalomskidor",), ()),
)


@pytest.mark.parametrize(
    ("written", "wished"),
    [
        ("7 par skridskor: 2 x 34, 5 x 36", [("34", 2), ("36", 5)]),
        ("skridskor: 2x34,5x36", [("34", 2), ("36", 5)]),
        ("skridskor 34 2 st", [("34", 2)]),
        ("Skridskor 34: 2, 36: 5", [("34", 2), ("36", 5)]),
        ("2 skridskor 34", [("34", 2)]),
        ("2 par skridskor storlek 34", [("34", 2)]),
        ("skridskor 34 (2), 35 (3)", [("34", 2), ("35", 3)]),
        ("skridskor 34-36: 3 av varje", [("34", 3), ("35", 3), ("36", 3)]),
        ("3 av varje skridskor 34–36", [("34", 3), ("35", 3), ("36", 3)]),
        ("- 2 skridskor 34", [("34", 2)]),
        ("skridskor: ٢ x 34", [("34", 2)]),
        ("skates: 2 of 34 and 3 of 35", [("34", 2), ("35", 3)]),
        ("1 skridsko 34", [("34", 1)]),
        ("5 skidhjälmar: 2 S, 3 M", [("S", 2), ("M", 3)]),
        ("skidhjälm M: 3", [("M", 3)]),
        ("slalompjäxor 2 x 25,5, 1 x 26", [("25,5", 2), ("26", 1)]),
        ("10 längdskidor", [("", 10)]),
        ("skridskor 20 st", [("", 20)]),
    ],
)
def test_a_line_says_so_many_in_each_size(written: str, wished: list[tuple[str, int]]) -> None:
    line = read_line(written, KNOWN)
    assert ([(one.size, one.count) for one in line.wished], line.trouble) == (wished, "")


@pytest.mark.parametrize(
    ("written", "trouble", "suggested"),
    [
        ("20 skridskor: 2 x 34, 5 x 36", SUM, ()),
        ("skridskor 34", NO_COUNT, ()),
        ("skridskor", NO_COUNT, ()),
        ("0 skridskor", NO_COUNT, ()),
        ("skridskor 2 x 34, 3 x 99", UNREAD, ()),
        ("skridskor 0 x 34", UNREAD, ()),
        ("-3 skridskor 36", UNREAD, ()),
        ("-3 skridskor", UNREAD, ()),
        ("tjugo skridskor", UNREAD, ()),
        ("tjugo skridskor: 2 x 34", UNREAD, ()),
        ("skridskor 36-34: 3 av varje", UNREAD, ()),
        ("4 skidor", SEVERAL, ("Skidhjälmar", "Längdskidor", "Slalomskidor")),
        ("sridskor 4", UNKNOWN, ("Skridskor",)),
        ("Elsa Andersson 5", UNKNOWN, ()),
        ("3 pulkor", UNKNOWN, ()),
    ],
)
def test_what_is_not_certain_is_asked_and_not_guessed(
    written: str, trouble: str, suggested: tuple[str, ...]
) -> None:
    line = read_line(written, KNOWN)
    assert (line.wished, line.trouble, line.suggested) == ((), trouble, suggested)


def test_each_line_and_each_semicolon_begins_another_wish() -> None:
    lines = read_list("2 skridskor 34; 3 skidhjälmar\n\n- 10 längdskidor", KNOWN)
    assert [sum(one.count for one in line.wished) for line in lines] == [2, 3, 10]
