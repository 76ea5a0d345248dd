"""Every design that there is, by name: for the command line, the queue, the pages and the tests."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fritidsbank.labels.article_labels import article_label
from fritidsbank.labels.cards import borrower_card
from fritidsbank.labels.command_sheet import command_sheet
from fritidsbank.labels.place_labels import shelf_label
from fritidsbank.labels.pole_labels import cable_flag, ladder_label
from fritidsbank.labels.poster import poster
from fritidsbank.labels.rules import ArticleFacts, CardFacts, PlaceFacts, PosterFacts, SheetFacts
from fritidsbank.labels.small_labels import small_label
from fritidsbank.printing.drawing import Drawing
from fritidsbank.printing.surface import Surface
from fritidsbank.refusals import N_, NotFound


@dataclass(eq=False)
class UnknownLabel(NotFound):
    """No design is called that."""

    design: str

    message = N_("There is no label called {design}.")


@dataclass(frozen=True)
class Design:
    """A design: its words, the facts that it takes, and how it is drawn.

    `draw` gives the pages, most often one, for any surface, and raises TooNarrow.
    """

    name: str
    words: str
    facts: type
    draw: Callable[[Any, Surface], list[Drawing]]


def _one(draw: Callable[[Any, Surface], Drawing]) -> Callable[[Any, Surface], list[Drawing]]:
    return lambda facts, surface: [draw(facts, surface)]


DESIGNS: dict[str, Design] = {
    each.name: each
    for each in (
        Design("article", N_("Label of an article"), ArticleFacts, _one(article_label)),
        Design("small", N_("Small label"), ArticleFacts, _one(small_label)),
        Design("ladder", N_("Label for poles and skis"), ArticleFacts, _one(ladder_label)),
        Design("flag", N_("Flag round a strap"), ArticleFacts, _one(cable_flag)),
        Design("shelf", N_("Label of a shelf"), PlaceFacts, _one(shelf_label)),
        Design("card", N_("Borrower card"), CardFacts, _one(borrower_card)),
        Design("commands", N_("Command codes"), SheetFacts, command_sheet),
        Design("poster", N_("Poster for the public list"), PosterFacts, _one(poster)),
    )
}


def design_called(name: str) -> Design:
    """A design. Raises UnknownLabel."""
    if name not in DESIGNS:
        raise UnknownLabel(name)
    return DESIGNS[name]
