"""Two who wrote at once: what they wrote side by side, and joined so that nothing is lost."""

from collections.abc import Hashable, Iterable
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TypeVar
from uuid import uuid4

from fritidsbank.minutes.writing.attending import Present
from fritidsbank.minutes.writing.items import Frame, ItemText, OutcomeText

T = TypeVar("T", bound=Hashable)


def joined_texts(theirs: str, mine: str) -> str:
    """All paragraphs of both, those that stand in both once, in the order of each."""
    return "\n\n".join(_in_turn(_paragraphs(theirs), _paragraphs(mine)))


def joined_items(theirs: ItemText, mine: ItemText) -> ItemText:
    """My title and kind, the paragraphs of both, and all that came of it.

    What one of them would not publish is not published.
    """
    return replace(
        mine,
        text=joined_texts(theirs.text, mine.text),
        hidden=theirs.hidden or mine.hidden,
        outcomes=_joined_outcomes(theirs.outcomes, mine.outcomes),
    )


def joined_frames(theirs: Frame, mine: Frame) -> Frame:
    """The paragraphs and the days of both."""
    return Frame(
        joined_texts(theirs.summary, mine.summary),
        tuple(sorted({*theirs.next_dates, *mine.next_dates})),
        mine.change_note or theirs.change_note,
    )


def joined_lines(theirs: tuple[Present, ...], mine: tuple[Present, ...]) -> tuple[Present, ...]:
    """Everybody whom one of them has written down; those of the roster once, as I wrote them."""
    known = {line.person_id for line in mine if line.person_id is not None}
    others = [line for line in theirs if line.person_id not in known]
    return tuple(_in_turn(others, list(mine)))


def _joined_outcomes(
    theirs: Iterable[OutcomeText], mine: tuple[OutcomeText, ...]
) -> tuple[OutcomeText, ...]:
    # One that both have changed is kept twice, the second time under a name of its own.
    keys = {each.key for each in mine}
    others = [each for each in theirs if each not in mine]
    return (
        *mine,
        *(replace(each, key=str(uuid4())) if each.key in keys else each for each in others),
    )


def _paragraphs(text: str) -> list[str]:
    return [each.strip("\n") for each in text.split("\n\n") if each.strip()]


def _in_turn(first: list[T], second: list[T]) -> list[T]:
    """Both in their order; what both have is the place where they meet."""
    turn: list[T] = []
    for how, begin, end, from_, to in SequenceMatcher(a=first, b=second).get_opcodes():
        turn += first[begin:end]
        if how != "equal":
            turn += second[from_:to]
    return turn
