"""How the shop's own numbers are made, and how whatever a scanner sends is read."""

import string

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from fritidsbank.barcodes import (
    FIRST_DIGITS,
    Barcode,
    Kind,
    SerialsEnded,
    check_digits,
    is_own,
    own,
    parse,
)
from fritidsbank.refusals import Refusal

HOME = "https://fb.example"
ADDRESS = "HTTPS://FB.EXAMPLE/I/20012362"
LAYOUTS = {
    # What a scanner that speaks US English writes under other keyboard layouts, sign by sign.
    "sv": str.maketrans("-_=+[];:'/?&@", '+?´`å¨öÖä-_/"'),
    "fi": str.maketrans("-_=+[];:'/?&@", '+?´`å¨öÖä-_/"'),
    "de": str.maketrans("-_=+yzYZ;:/?&@", 'ß?´`zyZYöÖ-_/"'),
    "fr": str.maketrans("1234567890aqzwmAQZWM-=/?.:;&@", "&é\"'(-è_çàqawz,QAWZ?)=!§:Mm72"),
}
serials = st.integers(min_value=0, max_value=10**5 * 5 + 10**7 * 5 - 1)
articles = st.builds(own, st.just(Kind.ARTICLE), serials).map(str)


def read(text: str) -> str:
    """The digits of a number of ours, or the code of the refusal."""
    try:
        return parse(text, home=HOME).digits
    except Refusal as refusal:
        return refusal.code


@given(articles, st.data())
def test_any_one_misread_digit_is_noticed(number: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(number) - 1))
    digit = data.draw(st.sampled_from(string.digits.replace(number[place], "")))

    misread = number[:place] + digit + number[place + 1 :]

    assert not is_own(misread)


@given(articles, st.data())
def test_two_swapped_digits_are_noticed(number: str, data: st.DataObject) -> None:
    one = data.draw(st.integers(0, len(number) - 2))
    other = data.draw(st.integers(one + 1, min(one + 2, len(number) - 1)))
    assume(number[one] != number[other])
    digits = list(number)

    digits[one], digits[other] = digits[other], digits[one]

    assert not is_own("".join(digits))


@given(articles)
def test_a_number_that_lost_or_doubled_a_digit_is_noticed(number: str) -> None:
    for place in range(len(number)):
        assert not is_own(number[:place] + number[place + 1 :])
        assert not is_own(number[:place] + number[place] + number[place:])


@given(articles)
def test_what_was_made_is_read_again(number: str) -> None:
    assert parse(number) == Barcode(number)
    assert parse(number).kind is Kind.ARTICLE


@settings(max_examples=2_000)
@given(st.text(max_size=60) | st.text("0123456789 /:-.htpsfbexaml", max_size=60))
@example("２００１２３６２")
@example("2001\u0662362")
@example("²0012362")
def test_whatever_is_scanned_is_a_number_of_ours_or_a_calm_refusal(text: str) -> None:
    answer = read(text)

    assert answer in {"misread", "not_our_code"} or is_own(answer)


@given(st.integers(10**7, 10**8 - 1) | st.integers(10**9, 10**10 - 1))
def test_a_number_is_ours_only_with_its_own_check_digits(number: int) -> None:
    digits = str(number)

    assert is_own(digits) == (check_digits(digits[:-2]) == digits[-2:])


def test_serials_go_on_with_ten_digits_when_eight_are_used_up() -> None:
    assert own(Kind.CARD, 0).digits == "10000022"
    assert own(Kind.CARD, 99_999).digits[:6] == "199999"
    assert own(Kind.CARD, 100_000).digits[:8] == "10000000"
    assert own(Kind.ARTICLE, 100_000).digits[:6] == "300000"
    assert len(own(Kind.ARTICLE, 500_000).digits) == 10


@pytest.mark.parametrize("kind", Kind)
def test_no_number_is_made_twice(kind: Kind) -> None:
    around = [0, 99_990, 499_990, 500_000]
    made = [own(kind, start + step).digits for start in around for step in range(20)]

    assert len(set(made)) == len({start + step for start in around for step in range(20)})
    assert all(number[0] in FIRST_DIGITS[kind] for number in made)


def test_when_every_number_of_a_kind_is_taken_that_is_said() -> None:
    with pytest.raises(SerialsEnded, match="card"):
        own(Kind.CARD, 10**5 + 10**7)


def test_the_first_digit_tells_what_a_number_stands_for() -> None:
    first = {kind: "".join(FIRST_DIGITS[kind]) for kind in Kind}

    assert first == {
        Kind.CARD: "1",
        Kind.ARTICLE: "23456",
        Kind.SLIP: "7",
        Kind.PLACE: "8",
        Kind.COMMAND: "9",
    }


def test_numbers_are_shown_in_groups() -> None:
    assert Barcode("20012362").grouped == "2001 2362"
    assert Barcode("2001234562").grouped == "200 123 4562"


@pytest.mark.parametrize(
    "text",
    [
        "20012362",
        " 2001 2362 ",
        "2001\u00a02362",
        "2 0 0 1 2 3 6 2",
        "20012362\r\n",
        "\t20012362",
        ADDRESS,
        "https://fb.example/i/20012362",
        "http://fb.example/20012362",
        "https://fb.example/i/20012362?from=qr",
        "https://fb.example/i/20012362/",
        "https://fb.example/i/20012459/20012362",
    ],
)
def test_a_number_of_ours_is_read_however_it_is_written(text: str) -> None:
    assert read(text) == "20012362"


@pytest.mark.parametrize("layout", ["sv", "fi", "de"])
def test_the_shop_s_own_address_is_read_through_a_keyboard_layout(layout: str) -> None:
    garbled = ADDRESS.translate(LAYOUTS[layout])

    assert garbled != ADDRESS
    assert read(garbled) == "20012362"


def test_what_the_french_layout_makes_of_an_address_is_a_misread() -> None:
    assert read(ADDRESS.translate(LAYOUTS["fr"])) == "misread"


@pytest.mark.parametrize("layout", ["sv", "fi", "de"])
def test_an_address_with_port_hyphen_and_y_is_read_through_a_keyboard_layout(layout: str) -> None:
    home = "http://fritidsbanken-ystad.se:8080"
    garbled = f"{home}/i/20012362".translate(LAYOUTS[layout])

    assert parse(garbled, home=home).digits == "20012362"


@pytest.mark.parametrize(
    "text",
    [
        "https://other.example/i/20012362",
        "https://fb.example.evil.example/i/20012362",
        "https://fb.examples/i/20012362",
        "https://fb.example@evil.example/20012362",
        "https://fb.example-evil.example/20012362",
        "https://f-b.example/i/20012362",
        "https://evil.example/fb.example/20012362",
        "www.other.example/20012362",
        "ftp://fb.example/20012362",
        "https://fb.example/i/120012362",
        "https://fb.example/i/20012363",
        "https://fb.example/i/20012362/99999999",
        "https://fb.example/",
        "https://fb.example/i/2001236220012362",
        "https://fb.example/i/20012362\u0663",
        "https://fb.example/" + "i/" * 300 + "20012362",
    ],
)
def test_any_other_address_is_a_misread(text: str) -> None:
    assert read(text) == "misread"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "2",
        "20012363",
        "00000098",
        "2001236220012362",
        "20012362 20012459",
        "20012362\x1d20012459",
        "9" * 2_000,
        "A" * 2_000,
        "2001\x062362",
        "\x1b[31m20012362",
        "пряжка",
        "２００１２３６２",
        "٢٠٠١٢٣٦٢",
        "二〇〇一",
        "hjälm",
        "4006381333932",
        "40063813339312",
    ],
)
def test_what_cannot_be_read_is_a_misread(text: str) -> None:
    assert read(text) == "misread"


@pytest.mark.parametrize(
    "text",
    ["4006381333931", "7310865004703", "036000291452", "A-1234", "HJ 17", "Atomic Redster", "1-2"],
)
def test_what_is_readable_but_no_label_of_ours_is_said_so(text: str) -> None:
    assert read(text) == "not_our_code"


@given(articles, articles)
def test_two_codes_glued_together_are_never_one_of_them(one: str, other: str) -> None:
    assert read(one + other) == "misread"


@given(articles, st.sampled_from(["sv", "fi", "de", "fr"]), st.text("ABCxyz/-.", max_size=12))
def test_a_garbled_address_is_never_another_article(number: str, layout: str, path: str) -> None:
    garbled = f"HTTPS://FB.EXAMPLE/{path}/{number}".translate(LAYOUTS[layout])

    assert read(garbled) in {number, "misread"}
