"""Marks that left something out which does not stand in the text any more, or in fewer places.

The words that took its place may be as private, and no mark holds for them: somebody looks first.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from fritidsbank.minutes.markdown import blocks_of
from fritidsbank.minutes.privacy.deciding import Marks
from fritidsbank.minutes.privacy.finding import Hit
from fritidsbank.minutes.privacy.masking import Mask, paragraph_hash
from fritidsbank.minutes.rules import Mark
from fritidsbank.minutes.writing.minutes_page import Sources, item_hash, masked_page
from fritidsbank.refusals import Malformed, N_


@dataclass(eq=False)
class LeftOutHasChanged(Malformed):
    """Nobody has looked since words that were left out were changed or taken away."""

    message = N_(
        "A paragraph that was to be left out has been changed or taken away. "
        "Look whether something else is to be left out now."
    )


def stray_marks(
    sources: Sources, *, today: date, seen: dict[str, list[Hit]] | None = None
) -> frozenset[str]:
    """What was to be left out and stands in fewer places than when it last went out, by its hash.

    `seen` is what was found in these texts before, as for `Mask`.
    """
    there = left_out_places(sources, today=today, seen=seen)
    return frozenset(sha256 for sha256, now in there.items() if now < sources.stood.get(sha256, 1))


def left_out_places(
    sources: Sources, *, today: date, seen: dict[str, list[Hit]] | None = None
) -> dict[str, int]:
    """In how many items, paragraphs and hits each thing stands that is to be left out."""
    hidden = {sha256 for sha256, mark in sources.marks.items() if mark is Mark.HIDE}
    there = Counter(each for each in _places(sources) if each in hidden)
    if hidden - there.keys():
        seen = {} if seen is None else seen
        # Under what is masked there may lie another hit, and what is left out is not looked into.
        for marks in ({}, sources.marks):
            there |= _met(sources, marks, today, seen)
    return {sha256: there[sha256] for sha256 in hidden}


def _places(sources: Sources) -> Iterator[str]:
    for each in sources.written.items:
        yield item_hash(each.item)
        for block in blocks_of(each.item.text):
            yield paragraph_hash(block.source)


def _met(sources: Sources, marks: Marks, today: date, seen: dict[str, list[Hit]]) -> Counter[str]:
    mask = Mask(marks, sources.names, seen)
    masked_page(replace(sources, marks=marks), mask, today=today)
    for each in sources.written.items:
        if each.item.hidden:  # the page leaves it out unread, and yet its words stand there
            for words in (each.item.title, each.item.text, *(one.text for one in each.outcomes)):
                mask.line(each.item.anchor, words)
    # What only shows when something else is masked was met in no text of its own.
    return mask.times | Counter(mask.met.keys())
