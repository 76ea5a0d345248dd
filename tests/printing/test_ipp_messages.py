"""IPP messages: what is asked can be read, and no answer, however garbled, does harm."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fritidsbank.printing.ipp_messages import (
    Answer,
    Asked,
    Garbled,
    Operation,
    Tag,
    answer,
    request,
)

pytestmark = pytest.mark.one_database

SIZE: Asked = {"x-dimension": (Tag.INTEGER, 21000), "y-dimension": (Tag.INTEGER, 29700)}
ABOUT: Asked = {
    "printer-uri": (Tag.URI, "ipp://printer.example.se/ipp/print"),
    "requested-attributes": (Tag.KEYWORD, ["job-state", "job-state-reasons"]),
}
JOB: Asked = {
    "print-scaling": (Tag.KEYWORD, "none"),
    "media-col": (Tag.COLLECTION, {"media-size": (Tag.COLLECTION, SIZE)}),
}
WHOLE = request(Operation.PRINT_JOB, ABOUT, JOB)


def test_a_request_begins_as_the_standard_says() -> None:
    charset = b"\x47\x00\x12attributes-charset\x00\x05utf-8"
    language = b"\x48\x00\x1battributes-natural-language\x00\x02en"
    assert WHOLE.startswith(b"\x02\x00\x00\x02\x00\x00\x00\x01\x01" + charset + language)


def test_a_list_of_words_is_read_back() -> None:
    assert answer(WHOLE).operation["requested-attributes"] == ["job-state", "job-state-reasons"]


def test_a_collection_is_read_back() -> None:
    size = {"x-dimension": [21000], "y-dimension": [29700]}
    assert answer(WHOLE).job["media-col"] == [{"media-size": [size]}]


def test_a_resolution_is_three_numbers() -> None:
    value = b"\x00\x00\x01\x2c\x00\x00\x01\x2c\x03"
    raw = b"\x02\x00\x00\x00\x00\x00\x00\x01\x04\x32\x00\x01r\x00\x09" + value + b"\x03"
    assert answer(raw).printer == {"r": [(300, 300, 3)]}


def test_an_unknown_kind_of_value_is_its_text() -> None:
    raw = b"\x02\x00\x00\x00\x00\x00\x00\x01\x04\x13\x00\x01n\x00\x00\x03"
    assert answer(raw).printer == {"n": [""]}


def test_what_was_done_without_some_attributes_was_done() -> None:
    assert Answer(0x0001).is_fine


def test_what_was_not_done_is_told_in_the_printer_s_own_words() -> None:
    told = Answer(0x040A, {"status-message": ["No such format."]})
    assert (told.is_fine, told.said) == (False, "status 0x040a No such format.")


@pytest.mark.parametrize("size", range(len(WHOLE)))
def test_an_answer_that_ends_too_early_is_garbled(size: int) -> None:
    with pytest.raises(Garbled):
        answer(WHOLE[:size])


def test_collections_without_end_are_garbled() -> None:
    deeper = b"\x4a\x00\x00\x00\x01m\x34\x00\x00\x00\x00"
    raw = b"\x02\x00\x00\x00\x00\x00\x00\x01\x04\x34\x00\x01c\x00\x00" + deeper * 5000
    with pytest.raises(Garbled):
        answer(raw)


@given(st.binary(max_size=400))
@example(b"\x02\x00\x00\x00\x00\x00\x00\x01\x03")
def test_any_bytes_are_an_answer_or_garbled(raw: bytes) -> None:
    _answer_or_garbled(raw)


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=6))
def test_a_real_message_with_wrong_bytes_is_an_answer_or_garbled(
    wrong: list[tuple[int, int]],
) -> None:
    raw = bytearray(WHOLE)
    for at, byte in wrong:
        raw[at] = byte
    _answer_or_garbled(bytes(raw))


def _answer_or_garbled(raw: bytes) -> None:
    try:
        assert isinstance(answer(raw), Answer)
    except Garbled:
        return
