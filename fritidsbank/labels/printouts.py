"""The designs of this room as the queue takes them: from numbers and ids to drawings."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind, own
from fritidsbank.branches.queries import branch_with, branches
from fritidsbank.labels.designs import DESIGNS
from fritidsbank.labels.facts import (
    facts_of_articles,
    facts_of_cards,
    facts_of_places,
)
from fritidsbank.labels.rules import CommandFacts, PosterFacts, SheetFacts, usual_design
from fritidsbank.printing.drawing import Drawing
from fritidsbank.printing.surface import Surface
from fritidsbank.printjobs.designs import Design
from fritidsbank.printjobs.rules import Purpose
from fritidsbank.refusals import N_
from fritidsbank.web.language import LANGUAGES, say

Refers = Mapping[str, Any]
Commands = Sequence[tuple[int, str, str]]
"""Serial number, word and use of each, in English."""
USUAL = "usual"
"""The design that fits an article best."""
OF_ARTICLES = (USUAL, "article", "small", "ladder", "flag")
ASKED_FOR: Mapping[str, Kind | None] = {
    **dict.fromkeys(OF_ARTICLES, Kind.ARTICLE),
    "card": Kind.CARD,
    **dict.fromkeys(("shelf", "commands", "poster")),
}
"""What the pages of labels may be asked for, and of which numbers, where it is of numbers."""


def label_designs(
    home: str, *, commands: Commands, public_list: str, invitation: Sequence[str]
) -> tuple[Design, ...]:
    """All of them. Other rooms own the words of the commands and of the poster.

    Jobs refer to codes or places, and to the branch that asked.
    """
    of_articles = partial(_articles, home=home)
    return (
        Design(USUAL, Purpose.LABELS, partial(of_articles, design=""), N_("Label")),
        *(
            Design(name, Purpose.LABELS, partial(of_articles, design=name), DESIGNS[name].words)
            for name in OF_ARTICLES[1:]
        ),
        Design("shelf", Purpose.LABELS, _shelves, DESIGNS["shelf"].words),
        Design("card", Purpose.LABELS, _cards, DESIGNS["card"].words),
        Design(
            "commands",
            Purpose.SHEETS,
            partial(_commands, commands=commands),
            DESIGNS["commands"].words,
        ),
        Design(
            "poster",
            Purpose.SHEETS,
            partial(_poster, home=home + public_list, invitation=invitation),
            DESIGNS["poster"].words,
        ),
    )


def _articles(
    db: Session, refers_to: Refers, surface: Surface, language: str, *, home: str, design: str
) -> list[Drawing]:
    del language
    found = facts_of_articles(db, refers_to["codes"], refers_to.get("branch", 0), home=home)
    return [
        page
        for facts, thing in found
        for page in DESIGNS[design or usual_design(thing.category if thing else "")].draw(
            facts, surface
        )
    ]


def _shelves(db: Session, refers_to: Refers, surface: Surface, language: str) -> list[Drawing]:
    del language
    found = facts_of_places(db, refers_to["branch"], refers_to.get("places", ()))
    return _all("shelf", found, surface)


def _cards(db: Session, refers_to: Refers, surface: Surface, language: str) -> list[Drawing]:
    del language
    return _all("card", facts_of_cards(db, refers_to["codes"], refers_to["branch"]), surface)


def _commands(
    db: Session, refers_to: Refers, surface: Surface, language: str, *, commands: Commands
) -> list[Drawing]:
    del db, refers_to
    facts = SheetFacts(
        say(DESIGNS["commands"].words, language),
        [
            CommandFacts(
                own(Kind.COMMAND, serial).digits,
                [(say(word, each), say(use, each)) for each in LANGUAGES],
            )
            for serial, word, use in commands
        ],
    )
    return DESIGNS["commands"].draw(facts, surface)


def _poster(
    db: Session,
    refers_to: Refers,
    surface: Surface,
    language: str,
    *,
    home: str,
    invitation: Sequence[str],
) -> list[Drawing]:
    del language
    branch = branch_with(db, refers_to["branch"])
    address = f"{home}/{branch.id}" if len(branches(db)) > 1 else home
    question, about, hint = invitation
    said = [(say(question, each), say(about, each), say(hint, each)) for each in LANGUAGES]
    return DESIGNS["poster"].draw(PosterFacts(branch.name, address, said), surface)


def _all(design: str, facts: Sequence[object], surface: Surface) -> list[Drawing]:
    return [page for each in facts for page in DESIGNS[design].draw(each, surface)]
