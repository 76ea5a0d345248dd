"""What is kept about a borrower: a name and a number that can be called, and nothing else."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fritidsbank.people.rules import (
    LooksLikePersonnummer,
    NameMissing,
    NameTooLong,
    NotANumber,
    e164,
    free_text,
    has_personnummer,
    name_of,
    number_prefix,
    shown_number,
)
from fritidsbank.refusals import Refusal

mobiles = st.builds(
    lambda second, rest: f"07{second}{rest:07d}",
    st.sampled_from("02369"),
    st.integers(0, 9_999_999),
)


def with_check_digit(nine: str) -> str:
    """A personnummer of ten digits with its last one right (Luhn)."""
    doubled = [int(d) * (2 - place % 2) for place, d in enumerate(nine)]
    return f"{nine}{-sum(d // 10 + d % 10 for d in doubled) % 10}"


personnummer = st.builds(
    lambda day, number, moved: with_check_digit(f"{day:%y%m}{day.day + moved:02d}{number:03d}"),
    st.dates(),
    st.integers(0, 999),
    st.sampled_from([0, 60]),  # a coordination number has 60 added to its day
)


@given(personnummer, st.sampled_from(["19", "20"]), st.sampled_from(["", "-", "+", " ", " - "]))
def test_a_personnummer_is_known_with_its_century(ten: str, century: str, sign: str) -> None:
    assert has_personnummer(f"Amina {century}{ten[:6]}{sign}{ten[6:]}, ring efter 17")


@given(personnummer, st.sampled_from(["-", "+", " - ", "\u2013", "\u2011", "\u2212"]))
def test_a_personnummer_is_known_with_its_sign(ten: str, sign: str) -> None:
    assert has_personnummer(f"({ten[:6]}{sign}{ten[6:]})")


@given(personnummer.filter(lambda ten: not ten.startswith("07")))
def test_ten_digits_with_the_right_check_digit_are_a_personnummer(ten: str) -> None:
    assert has_personnummer(f"pnr {ten}")


@pytest.mark.parametrize(
    "text",
    [
        "19900102-1234",
        "199001021234",
        "900102-1234",
        "900102+1234",
        "900162-1234",
        "1990-01-02-1234",
        "1990-01-02 1238",
        "1990 01 02 1238",
        "19900102 1238",
        "1990.01.02-1234",
        "1990/01/02-1234",
        "900102 -1234",
        "900102- 1234",
        "född 19900102-1234",
        "900102\u20131234",
        "900102\u00a0-\u00a01234",
        "19900102\n1238",
        "１９９００１０２-１２３４",
        "tel 070-174 06 05, pnr 19900102-1234",
    ],
)
def test_a_personnummer_is_refused_however_it_is_spelt(text: str) -> None:
    with pytest.raises(LooksLikePersonnummer, match="never keep"):
        free_text(text)


@given(mobiles)
def test_a_mobile_in_a_note_is_no_personnummer(mobile: str) -> None:
    a, b, c, d = mobile[:3], mobile[3:6], mobile[6:8], mobile[8:]

    for spelt in (
        mobile,
        f"{a}-{b} {c} {d}",
        f"{a} {b} {c} {d}",
        f"+46{mobile[1:]}",
        f"{a}-{b}{c}{d}",
    ):
        assert not has_personnummer(f"ring {spelt} efter fem")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Slalomskidor 150 cm, 2019",
        "2001 2362",
        "20012362 och 20012459",
        "Z 3,5 den 2026-01-15, sula 305 mm",
        "kommer 2026-03-02 14.05",
        "+201001234567",
        "+380 44 123 4567",
        "2026-03-02 1405",
        "991301-1234",
        "7310865004703",
        "123456789012345",
    ],
)
def test_other_numbers_are_no_personnummer(text: str) -> None:
    assert free_text(text) == text


def test_a_text_is_kept_on_one_line_without_strange_signs() -> None:
    assert free_text("  rem\tsaknas\x00\n\x1b[31m på  vänster ") == "rem saknas [31m på vänster"


def test_a_text_that_is_too_long_is_refused_and_not_cut() -> None:
    with pytest.raises(NameTooLong, match="500"):
        free_text("å" * 501)


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\n\t"])
def test_a_borrower_needs_a_name(text: str) -> None:
    with pytest.raises(NameMissing):
        name_of(text)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("070-174 06 05", "+46701740605"),
        ("0701740605", "+46701740605"),
        ("070 174 06 05", "+46701740605"),
        ("+46 70 174 06 05", "+46701740605"),
        ("+46 (0)70-174 06 05", "+46701740605"),
        ("0046 70 174 06 05", "+46701740605"),
        ("  070-1740605  ", "+46701740605"),
        ("08-123 456 78", "+46812345678"),
        ("+45 32 12 34 56", "+4532123456"),
        ("+380 44 123 4567", "+380441234567"),
        ("00380441234567", "+380441234567"),
        ("+358 40 123 4567", "+358401234567"),
        ("+20 100 123 4567", "+201001234567"),
    ],
)
def test_a_number_is_kept_so_that_it_can_be_called_from_anywhere(written: str, kept: str) -> None:
    assert e164(written) == kept


@pytest.mark.parametrize(
    "text",
    ["", "   ", "Amina", "070", "07", "+", "+46", "12", "070-174 06 05 070-174 06 06", "9" * 2_000,
     "070-174 06 05 ankn. 17", "\u202e", "+999123456789"],
)  # fmt: skip
def test_what_cannot_be_called_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        e164(text)


@pytest.mark.parametrize("text", ["19900102-1234", "900102-1234", "199001021234", "20050102-1234"])
def test_a_personnummer_is_no_telephone_number(text: str) -> None:
    with pytest.raises(LooksLikePersonnummer):
        e164(text)


@given(st.text(max_size=50))
def test_whatever_is_typed_is_a_number_or_a_calm_refusal(text: str) -> None:
    try:
        number = e164(text)
    except Refusal:
        return

    assert phonenumbers.is_possible_number(phonenumbers.parse(number))
    assert len(number) <= 16


@given(mobiles)
def test_a_swedish_mobile_is_shown_as_swedes_write_it(mobile: str) -> None:
    shown = f"{mobile[:3]}-{mobile[3:6]} {mobile[6:8]} {mobile[8:]}"

    assert shown_number(e164(mobile)) == shown


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("+46812345678", "08-123 456 78"),
        ("+380441234567", "+380 44 123 4567"),
        ("+4532123456", "+45 32 12 34 56"),
        ("", ""),
        ("not a number", "not a number"),
    ],
)
def test_other_numbers_are_shown_as_their_country_writes_them(kept: str, shown: str) -> None:
    assert shown_number(kept) == shown


@pytest.mark.parametrize(
    ("typed", "prefix"),
    [
        ("070", "+4670"),
        ("070-17", "+467017"),
        ("0701740605", "+46701740605"),
        ("701", "+46701"),
        ("+4670", "+4670"),
        ("0046 70", "+4670"),
        ("+380", "+380"),
        ("Amina", None),
        ("0", None),
        ("2001 2362", None),
        ("", None),
    ],
)
def test_what_is_typed_of_a_number_finds_it(typed: str, prefix: str | None) -> None:
    assert number_prefix(typed) == prefix
