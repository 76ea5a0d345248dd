"""Swedish is the first language: nothing may be said in English by oversight."""

import re
from functools import cache

from babel.messages.catalog import Message

from tests.catalogue import spoken, texts, translated
from tests.every_refusal import refusals

PLACEHOLDER = re.compile(r"\{\w*[^{}]*\}|%\(\w+\)[a-z]|%[sd]")
SWEDISH = {message.id: message for message in translated() if message.id}


@cache
def said() -> set[object]:
    """All sentences of the program; to find them takes seconds."""
    return {message.id for message in spoken() if message.id}


def singular(msgid: object) -> str:
    """The first form of a sentence."""
    return texts(msgid)[0]


def placeholders(text: str) -> list[str]:
    """What is filled into a sentence."""
    return sorted(PLACEHOLDER.findall(text))


def test_no_sentence_lacks_its_swedish() -> None:
    assert sorted(singular(msgid) for msgid in said() - SWEDISH.keys()) == []


def test_the_catalogue_says_nothing_that_nobody_says() -> None:
    assert sorted(singular(msgid) for msgid in SWEDISH.keys() - said()) == []
    assert translated().obsolete == {}


def test_no_translation_is_empty_or_a_guess() -> None:
    lacking = [
        singular(message.id)
        for message in SWEDISH.values()
        if message.fuzzy or not all(text.strip() for text in texts(message.string))
    ]
    assert lacking == []


def fills_in_the_same(message: Message) -> bool:
    """Whether a translation says the facts of its sentence."""
    *_, many = (placeholders(text) for text in texts(message.id))
    one, *others = (placeholders(text) for text in texts(message.string))
    if others:
        # "one article" need not say its number.
        return set(one) <= set(many) and all(other == many for other in others)
    return one == many


# There are thousands: one test for them all, since finding and counting tests takes time, too.
def test_swedish_fills_in_the_same_facts() -> None:
    others = [singular(one.id) for one in SWEDISH.values() if not fills_in_the_same(one)]
    assert others == []


def test_what_a_refusal_says_is_marked_for_translation() -> None:
    assert [one.__name__ for one in refusals() if one.message not in said()] == []
