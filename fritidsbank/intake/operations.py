"""The kind of operation of a table full of donations: articles come into the register."""

from sqlalchemy.orm import Session

from fritidsbank import barcodes
from fritidsbank.intake.describing import sent_copies, sent_description, sent_shelf
from fritidsbank.refusals import N_
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.codes import label_of
from fritidsbank.stock.queries import Spot, kind_coded, thing_labelled, thing_of
from fritidsbank.stock.registering import Description, fresh_code, register_article
from fritidsbank.web.fields import Fields
from fritidsbank.web.language import shown_code
from fritidsbank.web.operations import Act, Answer, OperationKind, Outcome

REGISTERED = (
    Outcome("article_registered", "back", N_("Registered: {article} {size}")),
    Outcome("article_called_back", "look", N_("Registered and blocked. {because}. Put it aside.")),
    Outcome("number_taken", "look", N_("The number {scanned} belongs to {belongs_to} already.")),
)


def take_in_article(db: Session, act: Act, fields: Fields) -> Answer:
    """register_article: one under the label that it bears, or several alike with fresh numbers."""
    category = kind_coded(db, fields.text("category"))
    described = sent_description(fields, category, this_year=act.day.year)
    shelf = sent_shelf(db, fields, branch=act.branch)
    copies = sent_copies(fields)
    label = _label(fields.text("code", ""), home=act.home)
    if not label:
        return _registered(db, act, described, shelf, [fresh_code(db) for _ in range(copies)])
    owner = thing_labelled(db, label)
    if owner is not None:
        belongs_to = f"{owner.name} {owner.size}".strip()
        facts = {"scanned": shown_code(label), "owner": owner.id, "belongs_to": belongs_to}
        return Answer("number_taken", facts)
    return _registered(db, act, described, shelf, [label])


KINDS = (OperationKind("register_article", take_in_article, REGISTERED),)


def _registered(
    db: Session, act: Act, described: Description, shelf: Spot, codes: list[str]
) -> Answer:
    signed = Signature(act.at, act.account, act.id)
    made = [register_article(db, described, shelf, code=code, signed=signed) for code in codes]
    thing = thing_of(db, made[0].id)
    facts = {"article": thing.shown(), "codes": codes}
    outcome = "article_registered"
    if thing.blocks:
        outcome, facts["because"] = "article_called_back", ", ".join(thing.blocks)
    # Undo asks for both: before this, there was no article that could bear a note or stand.
    return Answer(outcome, facts, {"note": "", "since": act.at.isoformat()})


def _label(written: str, *, home: str) -> str:
    """What stands on its label. Raises Misread, NotOurCode."""
    label = label_of(written, home=home) if written.strip() else ""
    # What the maker printed on the box is on a hundred others; numbers that begin with 2 are those
    # that shops give themselves, and an older system may have done so.
    if barcodes.is_product_code(label) and not label.startswith("2"):
        raise barcodes.NotOurCode
    return label
