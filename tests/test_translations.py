"""Swedish is the first language: nothing may be said in English by oversight."""

import re

import pytest
from babel.messages.catalog import Message

from fritidsbank.refusals import Refusal
from tests.catalogue import spoken, texts, translated
from tests.every_refusal import refusals

PLACEHOLDER = re.compile(r"\{\w*[^{}]*\}|%\(\w+\)[a-z]|%[sd]")
SAID = {message.id: message for message in spoken() if message.id}
SWEDISH = {message.id: message for message in translated() if message.id}


def singular(msgid: object) -> str:
    """The first form of a sentence."""
    return texts(msgid)[0]


def placeholders(text: str) -> list[str]:
    """What is filled into a sentence."""
    return sorted(PLACEHOLDER.findall(text))


def test_no_sentence_lacks_its_swedish() -> None:
    assert sorted(singular(msgid) for msgid in SAID.keys() - SWEDISH.keys()) == []


def test_the_catalogue_says_nothing_that_nobody_says() -> None:
    assert sorted(singular(msgid) for msgid in SWEDISH.keys() - SAID.keys()) == []
    assert translated().obsolete == {}


def test_no_translation_is_empty_or_a_guess() -> None:
    lacking = [
        singular(message.id)
        for message in SWEDISH.values()
        if message.fuzzy or not all(text.strip() for text in texts(message.string))
    ]
    assert lacking == []


@pytest.mark.parametrize("message", SWEDISH.values(), ids=lambda message: singular(message.id))
def test_swedish_fills_in_the_same_facts(message: Message) -> None:
    *_, many = texts(message.id)
    one, *others = texts(message.string)
    if others:
        # "one article" need not say its number.
        assert set(placeholders(one)) <= set(placeholders(many))
        assert [placeholders(other) for other in others] == [placeholders(many)] * len(others)
    else:
        assert placeholders(one) == placeholders(many)


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.__name__)
def test_what_a_refusal_says_is_marked_for_translation(refusal: type[Refusal]) -> None:
    assert refusal.message in SAID
