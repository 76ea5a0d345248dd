"""A form keeps what was written, and says all that is unclear at once."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from flask import Flask

from fritidsbank.refusals import Forbidden, LostRace
from fritidsbank.stock.actions import NotThere
from fritidsbank.stock.codes import LastCode
from fritidsbank.web.access import Role
from fritidsbank.web.forms import Form, Unclear
from fritidsbank.web.room import NotYours

pytestmark = pytest.mark.one_database


@pytest.fixture
def sent(app: Flask) -> Iterator[Form]:
    """A form as somebody sent it."""
    data = {
        "name": "  Krok   vid dörren ",
        "days": "1 400",
        "half": "1,5",
        "day": "2026-03-02",
        "noday": "2 mars",
        "opens": "9.30",
        "notime": "tidigt",
        "role": "manager",
        "shelf": "7",
        "long": "x" * 600,
        "sizes": "36\r\n\r\n 37 \r\n",
    }
    with app.test_request_context(method="POST", data=data):
        yield Form({"name": "Hyllan"})


def test_what_was_sent_wins_over_what_is_usual(sent: Form) -> None:
    assert sent.value("name") == "  Krok   vid dörren "


def test_nothing_was_sent_yet(app: Flask) -> None:
    with app.test_request_context():
        assert Form({"name": "Hyllan"}).value("name") == "Hyllan"


def test_another_form_of_the_page_is_untouched(sent: Form) -> None:
    other = sent.beside("phone", {"name": "Hyllan", "phone": "042"})
    assert (other.value("name"), other.value("phone")) == ("Hyllan", "042")


def test_values_are_read_as_what_they_are(sent: Form) -> None:
    assert sent.text("name") == "Krok vid dörren"
    assert sent.whole("days", 1, 2000) == 1400
    assert sent.day("day") == date(2026, 3, 2)
    assert sent.clock("opens") == time(9, 30)
    assert sent.choice("role", Role) is Role.MANAGER
    assert sent.one_of("shelf", [6, 7]) == 7
    assert sent.lines("sizes") == ["36", "37"]
    assert sent.troubles == {}


def test_everything_unclear_is_said_at_once(sent: Form) -> None:
    sent.text("missing", needed=True)
    sent.text("long", 500)
    sent.whole("half", 1, 9)
    sent.whole("days", 1, 365)
    sent.day("noday")
    sent.clock("notime")
    sent.word("role", ["counter"])
    with pytest.raises(Unclear):
        sent.refuse_unclear()
    assert set(sent.troubles) == {"missing", "long", "half", "days", "noday", "notime", "role"}


def test_what_must_be_chosen_is_not_guessed(sent: Form) -> None:
    with pytest.raises(Unclear):
        sent.one_of("shelf", [8, 9])
    assert sent.trouble("shelf")


def test_a_refusal_is_said_beside_its_field(sent: Form) -> None:
    with pytest.raises(Unclear), sent.noting(last_code="name"):
        raise LastCode
    assert sent.trouble("name")


@pytest.mark.parametrize("refusal", [NotYours(), NotThere("Skridskor")])
def test_what_is_no_mistake_of_the_form_passes_through(
    sent: Form, refusal: Forbidden | LostRace
) -> None:
    with pytest.raises(type(refusal)), sent.noting(otherwise="name"):
        raise refusal
