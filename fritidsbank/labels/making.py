"""One label at once, without a queue: for the command line."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind, is_own, parse
from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.labels.choosing import drawn_for
from fritidsbank.labels.designs import DESIGNS, Design, design_called
from fritidsbank.labels.facts import facts_of_articles, facts_of_places
from fritidsbank.labels.rules import CardFacts, usual_design
from fritidsbank.printing.drawing import Drawing
from fritidsbank.printing.encoding import encoded
from fritidsbank.printing.profiles import Medium, Printer, media, medium_like, printer_with
from fritidsbank.printing.sheets import each
from fritidsbank.refusals import Malformed, N_, Refusal
from fritidsbank.stock.queries import place_coded, thing_with

PICTURE_DPI = 300
_USUAL = {"png": "label-57x32", "pdf": "sheet-l7160"}


@dataclass(eq=False)
class NoNumberOfOurs(Refusal):
    """An article that bears an older label only."""

    article: str

    message = N_("{article} has no number of ours yet. Give it one on its page.")


@dataclass(eq=False)
class OtherKind(Malformed):
    """A shelf's label for an article, say."""

    design: str

    message = N_("That number is of something else than what the label {design} is for.")


@dataclass(frozen=True)
class Made:
    """A label that is drawn for what is in a printer."""

    drawings: list[Drawing]
    printer: Printer
    medium: Medium

    def encoded(self, copies: int) -> Iterable[bytes]:
        """In the language of the printer, or of the file."""
        return encoded(each(self.drawings, copies), self.printer, self.medium)


def printer_and_medium(printer: str, medium: str, ending: str) -> tuple[Printer, Medium]:
    """What to draw for: a printer, a picture of what it prints (png), or paper (pdf).

    Raises NoSuchPrinter, NoSuchMedium, SeveralMedia.
    """
    if printer:
        known = printer_with(printer)
        if ending in _USUAL:
            known = replace(
                known, language=ending, dpi=(known.dpi or PICTURE_DPI) if ending == "png" else 0
            )
        return known, medium_like(known, medium or known.media[0])
    known = replace(printer_with("office"), media=tuple(media()))
    if ending == "png":
        known = replace(known, language="png", dpi=PICTURE_DPI)
    return known, medium_like(known, medium or _USUAL[ending])


def made(
    db: Session, number: str, design: str, printer: Printer, medium: Medium, *, home: str
) -> Made:
    """The label of a number; without a design the one that fits best.

    Raises Misread, NotOurCode, UnknownCode, NoSuchPlace, UnknownLabel, OtherKind, NoNumberOfOurs,
    TooNarrowHere, TooNarrow.
    """
    chosen, facts = _about(db, number, design, home=home)
    if not isinstance(facts, chosen.facts):
        raise OtherKind(chosen.name)
    return Made(drawn_for(chosen, facts, printer, medium), printer, medium)


def _about(db: Session, number: str, design: str, *, home: str) -> tuple[Design, Any]:
    kind = parse(number, home=home).kind if is_own("".join(number.split())) else Kind.ARTICLE
    if kind is Kind.PLACE:
        place = place_coded(db, parse(number).digits)
        facts: Any = facts_of_places(db, place.branch, [place.id])[0]
        return design_called(design or "shelf"), facts
    if kind is Kind.CARD:
        return design_called(design or "card"), CardFacts(parse(number).digits, _operator(db))
    thing = thing_with(db, number, home=home)
    if not is_own(thing.code or ""):
        raise NoNumberOfOurs(thing.name)
    facts = facts_of_articles(db, [thing.code], thing.shelf.branch, home=home)[0][0]
    return design_called(design) if design else DESIGNS[usual_design(thing.category)], facts


def _operator(db: Session) -> str:
    return str(settings_of_operator(db)["operator"])
