"""What a text says, how long it is, and who can get one."""

from datetime import date

import pytest

from fritidsbank.people.rules import gets_texts
from fritidsbank.reminders.composing import House, Wording, text, usual
from fritidsbank.reminders.due import Turn
from fritidsbank.reminders.lengths import parts_of
from fritidsbank.reminders.queries import DueLoan
from fritidsbank.reminders.rules import (
    Manner,
    Step,
    TextIncomplete,
    TextOfMoney,
    TextTooLong,
    TextUnknown,
    text_of,
)

pytestmark = pytest.mark.one_database

WEDNESDAY, FRIDAY = date(2026, 3, 4), date(2026, 3, 6)


def lent(what: str, due_on: date = WEDNESDAY, step: Step = Step.BEFORE) -> DueLoan:
    return DueLoan(
        1, 1, "sara", "3000000012", due_on, what, Turn(step), "+46701740605", in_peace=False
    )


def says(*about: DueLoan, manner: Manner = Manner.SWEDISH, link: str = "") -> str:
    return text(House("Hamnen", "018-12 34 56", usual(manner)), about, lambda _: link)


def test_it_says_what_where_and_when() -> None:
    said = says(lent("Slalomskidor 150"), lent("Hjälm"))
    assert "Slalomskidor 150, Hjälm" in said
    assert "till Hamnen senast onsdag 4 mars" in said


def test_things_alike_are_counted() -> None:
    assert "3 Hjälm." in says(*[lent("Hjälm")] * 3)


def test_of_many_things_four_are_named() -> None:
    assert "Pryl 0, Pryl 1, Pryl 2, Pryl 3 och 76 till" in says(
        *(lent(f"Pryl {n}") for n in range(80))
    )


def test_with_several_days_each_thing_has_its_own() -> None:
    said = says(lent("Hjälm", step=Step.AFTER), lent("Skidor", FRIDAY))
    assert "Hjälm (4 mars), Skidor (6 mars)" in said


def test_late_and_not_yet_late_are_told_at_once_as_late() -> None:
    assert says(lent("Hjälm", step=Step.AFTER), lent("Skidor", FRIDAY)).startswith(
        "Hej! Lånetiden gick ut"
    )


def test_it_bears_the_link_of_the_slip() -> None:
    assert says(lent("Hjälm"), link="https://disk.example.se/ML/X").endswith("/ML/X")


def test_without_a_link_it_bears_the_number_of_the_slip() -> None:
    assert "Lånesedel 3" in says(lent("Hjälm"))


@pytest.mark.parametrize("manner", [*Manner])
def test_the_usual_texts_are_texts_that_a_branch_may_write(manner: Manner) -> None:
    assert [text_of(each) for each in (usual(manner).before, usual(manner).after)]


@pytest.mark.parametrize("manner", [*Manner])
def test_the_usual_texts_take_at_most_three_parts(manner: Manner) -> None:
    about = [lent(f"Slalomskidor 15{n}", step=Step.AFTER) for n in range(4)]
    assert (
        parts_of(says(*about, manner=manner, link="https://lan.fritidsbanken.se/ML/" + "X" * 26))
        <= 3
    )


def test_the_easy_text_has_short_lines() -> None:
    said = says(lent("Hjälm"), manner=Manner.EASY)
    assert max(len(line) for line in said.splitlines()) <= 50


@pytest.mark.parametrize(
    "written",
    [
        "{articles} till {branch}, annars tas en avgift ut",
        "{articles} till {branch}: förseningsavgiften är hög",
        "{articles} till {branch}. Du har en skuld.",
        "{articles} till {branch}. Betala i kassan.",
        "{articles} to {branch} or pay a fee",
        "{articles} to {branch}: you owe us",
        "{articles} till {branch}. Det blir 50 kr.",
        "{articles} till {branch}. En ny kostar mycket.",
        "{articles} till {branch}: annars bo\u0308ter",  # its ö is two letters
        "{articles} till {branch}: annars skickas en faktura",
        "{articles} to {branch}, or there is a fine",
        "{articles} to {branch}: a new one costs a lot",
    ],
)
def test_no_text_speaks_of_fees(written: str) -> None:
    with pytest.raises(TextOfMoney):
        text_of(written)


@pytest.mark.parametrize("written", ["", "Hej", "{articles}", "{branch}"])
def test_a_text_says_what_and_where(written: str) -> None:
    with pytest.raises(TextIncomplete):
        text_of(written)


@pytest.mark.parametrize(
    "hole", ["{name}", "{mobile}", "{}", "{0}", "{day", "day}", "{day!r}", "{day:>9}", "{day.year}"]
)
def test_only_what_is_known_stands_in_braces(hole: str) -> None:
    with pytest.raises(TextUnknown):
        text_of(f"{{articles}} {{branch}} {hole}")


def test_a_text_has_its_end() -> None:
    with pytest.raises(TextTooLong):
        text_of("{articles} {branch}" + "a" * 600)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("", 0),
        ("å" * 160, 1),
        ("å" * 161, 2),
        ("å" * 306, 2),
        ("å" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 10, 2),
        # The sign of two places does not fit into what is left of the first part.
        ("a" * 152 + "€" + "a" * 151, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("č" * 70, 1),
        ("č" * 71, 2),
        ("č" * 134, 2),
        ("č" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_a_text_has_as_many_parts_as_an_operator_counts(written: str, parts: int) -> None:
    assert parts_of(written) == parts


@pytest.mark.parametrize(
    ("number", "gets"),
    [
        ("+46701740605", True),
        ("+46790000000", True),
        ("+4618123456", False),  # a landline
        ("+46101234567", False),
        ("+46771234567", False),
        ("+46781234567", False),
        ("+380501234567", True),
        ("+4520123456", True),
        ("+12025550123", True),  # of these nobody can tell
        ("+4930123456", False),
        ("", False),
        ("kungen", False),
    ],
)
def test_mobiles_here_and_abroad_get_texts(number: str, gets: bool) -> None:  # noqa: FBT001
    assert gets_texts(number) is gets


def test_a_branch_of_its_own_words_says_those() -> None:
    own = House("Hamnen", "018-12 34 56", Wording(Manner.SWEDISH, "{articles}! {branch}", "x"))
    assert text(own, [lent("Hjälm")], lambda _: "") == "Hjälm! Hamnen"
