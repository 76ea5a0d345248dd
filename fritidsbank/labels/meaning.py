"""What a scanned text stands for, for somebody who tries a scanner or wonders about a label."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from fritidsbank import barcodes
from fritidsbank.barcodes import Kind, Misread
from fritidsbank.refusals import N_, Refusal
from fritidsbank.stock.queries import NoSuchPlace, place_coded, thing_with

_OF_KIND = {
    Kind.CARD: N_("It is the number of a borrower's card."),
    Kind.SLIP: N_("It is the number of a loan slip."),
    Kind.COMMAND: N_("It is a command for the counter, or our test number."),
}
_ARTICLE = N_("It is {article} {size}.")
_ADDRESS = N_("It was read: an address, and none of an article of ours.")
_PLACE = N_("It is the place {place}.")
_NO_PLACE = N_("It is the number of a place, and no place has it.")


@dataclass(frozen=True)
class Meaning:
    """A sentence with its facts. `path` leads to an article."""

    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)
    path: str = ""
    is_ours: bool = True


def meaning_of(db: Session, text: str, *, home: str) -> Meaning:
    """What it stands for. Whose card it is, is not said: nobody asks for that here."""
    try:
        kind = barcodes.parse(text, home=home).kind
    except Refusal:
        kind = Kind.ARTICLE  # an older label may say anything
    if kind is Kind.PLACE:
        return _place(db, barcodes.parse(text, home=home).digits)
    if kind is not Kind.ARTICLE:
        return Meaning(_OF_KIND[kind])
    try:
        thing = thing_with(db, text, home=home)
    except Refusal as refusal:
        if isinstance(refusal, Misread) and barcodes.looks_like_address(text.strip()):
            return Meaning(_ADDRESS, is_ours=False)
        return Meaning(refusal.message, refusal.facts(), is_ours=False)
    facts = {"article": thing.name, "size": thing.size}
    return Meaning(_ARTICLE, facts, f"/articles/{thing.id}")


def _place(db: Session, digits: str) -> Meaning:
    try:
        return Meaning(_PLACE, {"place": place_coded(db, digits).name})
    except NoSuchPlace:
        return Meaning(_NO_PLACE, is_ours=False)
