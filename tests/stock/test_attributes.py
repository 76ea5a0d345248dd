"""What is asked about an article, how the answer is read, and how it is shown."""

import pytest

from fritidsbank.stock.attributes import (
    DayWrong,
    NumberWrong,
    Question,
    RangeWrong,
    WordWrong,
    as_fields,
    read,
    shown,
)
from fritidsbank.stock.catalogue import AttributeKind

LENGTH = Question("length", "Längd", AttributeKind.NUMBER, "cm", 70, 190, ())
HEAD = Question("head", "Huvudmått", AttributeKind.RANGE, "cm", 48, 64, ())
NORM = Question("norm", "Sulnorm", AttributeKind.CHOICE, "", 0, 0, (("GripWalk", "GripWalk"),))
CAGE = Question("cage", "Galler", AttributeKind.YESNO, "", 0, 0, (("yes", "Ja"), ("no", "Nej")))
MAKE = Question("make", "Märke", AttributeKind.TEXT, "", 0, 0, ())
SET_ON = Question("set_on", "Inställd den", AttributeKind.DATE, "", 0, 0, ())


@pytest.mark.parametrize(
    ("question", "typed", "kept"),
    [
        (LENGTH, "150", 150),
        (LENGTH, " 150,5 ", 150.5),
        (LENGTH, "", None),
        (HEAD, "54-58", [54, 58]),
        (HEAD, "54 \u2013 58,5", [54, 58.5]),
        (HEAD, "54", [54, 54]),
        (NORM, "GripWalk", "GripWalk"),
        (CAGE, "yes", True),
        (CAGE, "no", False),
        (MAKE, " Marker ", "Marker"),
        (SET_ON, "2026-01-07", "2026-01-07"),
    ],
)
def test_an_answer_is_kept_as_what_it_is(question: Question, typed: str, kept: object) -> None:
    assert read(question, typed) == kept


@pytest.mark.parametrize(
    ("question", "typed", "refusal"),
    [
        (LENGTH, "69", NumberWrong),
        (LENGTH, "1e2", NumberWrong),
        (LENGTH, "lång", NumberWrong),
        (HEAD, "58-54", RangeWrong),
        (HEAD, "47-54", RangeWrong),
        (HEAD, "54-58-60", RangeWrong),
        (NORM, "gripwalk", WordWrong),
        (CAGE, "maybe", WordWrong),
        (SET_ON, "7 januari", DayWrong),
    ],
)
def test_what_cannot_be_is_refused(
    question: Question, typed: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        read(question, typed)


@pytest.mark.parametrize(
    ("question", "typed"),
    [(LENGTH, "150,5"), (HEAD, "54-58"), (HEAD, "54"), (CAGE, "no"), (NORM, "GripWalk")],
)
def test_what_is_shown_for_correction_reads_back_alike(question: Question, typed: str) -> None:
    kept = read(question, typed)
    fields = as_fields([question], {question.name: kept})
    assert read(question, fields[question.field]) == kept


def test_an_article_shows_only_what_is_known() -> None:
    known = {"head": [54, 58], "cage": False, "length": 150.5}
    told = shown([LENGTH, HEAD, NORM, CAGE], known)
    assert told == [("Längd", "150,5 cm"), ("Huvudmått", "54\u201358 cm"), ("Galler", "Nej")]
