"""What is always at hand: anything that can be printed, as a PDF for any office printer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.printing.encoding import encoded
from fritidsbank.printing.profiles import Medium, media, medium_for, printer_with, surface_of
from fritidsbank.printing.sheets import each
from fritidsbank.printjobs.designs import Design
from fritidsbank.printjobs.rules import MOST_LABELS, NothingToPrint, Purpose, WrongCopies
from fritidsbank.web.language import say

OFFICE = "office"
"""The file of `printers/` for whatever makes its own dots of a PDF."""
WHOLE_PAGES = frozenset({Purpose.SLIPS, Purpose.SHEETS})
_USUAL = {Purpose.LABELS: "sheet-l7160", Purpose.SLIPS: "a6", Purpose.SHEETS: "a4"}
_USUAL_OF = {"card": "cards-c32011"}


@dataclass(frozen=True)
class Paper:
    """What shall be on it. `start` is the first label of a sheet that is still there, from 1."""

    design: Design
    refers_to: Mapping[str, Any] = field(default_factory=dict)
    sheet: str = ""
    start: int = 1
    copies: int = 1


def sheets_for(design: Design) -> list[Medium]:
    """The sheets that it may be laid out on, the usual one first."""
    known = [media()[each_] for each_ in printer_with(OFFICE).media if each_ in media()]
    fits = [one for one in known if bool(one.cells) is (design.purpose not in WHOLE_PAGES)]
    usual = _USUAL_OF.get(design.name, _USUAL[design.purpose])
    return sorted(fits, key=lambda one: (one.id != usual, one.name))


def as_pdf(db: Session, paper: Paper, *, language: str) -> bytes:
    """The file. Raises NoSuchMedium, NotOnTheSheet, WrongCopies, NothingToPrint, TooNarrow."""
    office = printer_with(OFFICE)
    medium = medium_for(office, paper.sheet or sheets_for(paper.design)[0].id)
    drawings = paper.design.draw(db, paper.refers_to, surface_of(office, medium), language)
    if not drawings:
        raise NothingToPrint
    if not 1 <= paper.copies * len(drawings) <= MOST_LABELS:
        raise WrongCopies(MOST_LABELS)
    title = say(paper.design.title, language)
    every = each(drawings, paper.copies)
    return b"".join(encoded(every, office, medium, start=paper.start, title=title, lang=language))
