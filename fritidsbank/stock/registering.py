"""Articles and places coming into being, and the facts about them being corrected."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank import barcodes
from fritidsbank.branches.actions import open_branch
from fritidsbank.branches.models import Branch
from fritidsbank.clock import local_day
from fritidsbank.people.rules import free_text
from fritidsbank.refusals import Malformed, N_, Refusal
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.catalogue import CategoryEntry
from fritidsbank.stock.checks import keep_due
from fritidsbank.stock.ledger import closed_until, write
from fritidsbank.stock.models import Article, ArticleCode, Category, Place, Serial
from fritidsbank.stock.numbers import next_code
from fritidsbank.stock.parts import parts_of
from fritidsbank.stock.queries import Spot, normal_code
from fritidsbank.stock.recall_matching import Written
from fritidsbank.stock.recalled import block_called_back
from fritidsbank.stock.rules import (
    STANDARD_PLACES,
    CodeKind,
    PlaceKind,
    Reason,
    Unit,
    keys_of,
)

PLACE_NAMES = {
    PlaceKind.SHELF: "Hyllan",
    PlaceKind.SEASON_STORE: "Förrådet",
    PlaceKind.OUT: "Utlånat",
    PlaceKind.CHECK: "Kontrollbordet",
    PlaceKind.WORKSHOP: "Verkstaden",
    PlaceKind.IN_TRANSIT: "På väg",
    PlaceKind.MISSING: "Saknas",
    PlaceKind.GONE: "Borta",
}
"""What the places of a new branch are called until it names them itself."""


@dataclass(eq=False)
class CodeTaken(Refusal):
    """Another article has it."""

    label: str

    message = N_("The number {label} belongs to another article.")


@dataclass(eq=False)
class NotAnArticleCode(Malformed):
    """A card, a slip or a command, where an article's number is wanted."""

    label: str

    message = N_("{label} is no number for an article.")


@dataclass(eq=False)
class NameOfArticleMissing(Malformed):
    """An article without a name."""

    message = N_("Write what it is, in at most 80 letters.")


@dataclass(eq=False)
class NameOfPlaceMissing(Malformed):
    """A place without a name."""

    message = N_("Write what the place is called, in at most 80 letters.")


@dataclass(eq=False)
class HasLeft(Refusal):
    """What has left the stock is counted in the category it left."""

    message = N_("It has left the stock, so its category stays as it was.")


@dataclass(eq=False)
class YearWrong(Malformed):
    """A year in which nothing of ours was made."""

    message = N_("Write the year with four digits, from 1950 on.")


@dataclass(frozen=True)
class Description:
    """What an article is, as somebody describes it. Empty means unknown."""

    category: int
    name: str
    size: str = ""
    brand: str = ""
    made_year: int | None = None
    note: str = ""
    unit: Unit | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    parts: list[str] | None = None
    """Its loose parts; None are those of its category."""

    @property
    def written(self) -> Written:
        """What a recall can ask about it."""
        return Written(self.category, self.name, self.brand, self.made_year, self.attributes)

    def checked(self, *, this_year: int) -> "Description":
        """The same, tidied. Raises NameOfArticleMissing, YearWrong and what free text raises."""
        name = free_text(self.name)
        if not 0 < len(name) <= 80:
            raise NameOfArticleMissing
        if self.made_year is not None and not 1950 <= self.made_year <= this_year + 1:
            raise YearWrong
        return Description(
            self.category,
            name,
            free_text(self.size, 20),
            free_text(self.brand, 80),
            self.made_year,
            free_text(self.note),
            self.unit,
            self.attributes,
            self.parts if self.parts is None else parts_of(self.parts),
        )


def register_article(
    db: Session,
    described: Description,
    shelf: Spot,
    *,
    code: str = "",
    signed: Signature,
) -> Article:
    """A new article on its shelf, with a label of its own or the code that it bears already.

    One that a recall is about is blocked at once.

    Raises CodeTaken, NotAnArticleCode, and what `Description.checked` raises.
    """
    described = described.checked(this_year=signed.at.year)
    article = Article(
        category_id=described.category,
        name="",
        shelf_id=shelf.id,
        place_id=shelf.id,
        place_since_at=signed.at,
        registered_on=local_day(signed.at),
    )
    _describe(db, article, described)
    db.add(article)
    db.flush()
    keep_due(db, [article.id])
    add_code(db, article.id, code or fresh_code(db), at=signed.at)
    _write_registration(db, article, shelf, signed)
    _look_for_recalls(db, article, described, signed)
    return article


def describe(db: Session, article: Article, described: Description, *, signed: Signature) -> None:
    """Other facts about an article. Another category is a pair of lines in the ledger.

    A recall that is about what is written now blocks it; one that no longer is lifts nothing.

    Raises HasLeft, and what `Description.checked` raises.
    """
    described = described.checked(this_year=signed.at.year)
    moves = described.category != article.category_id
    if moves:
        _recategorise(db, article, described.category, signed)
    _describe(db, article, described)
    db.flush()
    # Among other things, its loans are counted from here.
    keep_due(db, [article.id], looked_at=moves)
    _look_for_recalls(db, article, described, signed)


def add_code(db: Session, article: int, code: str, *, at: datetime) -> ArticleCode:
    """One more code that leads to an article. Raises CodeTaken, NotAnArticleCode."""
    known, kind = kept_code(code)
    held = db.get(ArticleCode, known)
    if held is not None:
        raise CodeTaken(known)
    added = ArticleCode(code=known, article_id=article, kind=kind, added_at=at)
    db.add(added)
    db.flush()
    return added


def kept_code(code: str) -> tuple[str, CodeKind]:
    """A code of an article as it is kept, and where it came from. Raises NotAnArticleCode."""
    digits = code.replace(" ", "")
    if barcodes.is_own(digits):
        if barcodes.Barcode(digits).kind is not barcodes.Kind.ARTICLE:
            raise NotAnArticleCode(code[:40])
        return digits, CodeKind.OWN
    known = normal_code(code)
    if not (0 < len(known) <= barcodes.LONGEST and known.isprintable()):
        raise NotAnArticleCode(known[:40])
    return known, CodeKind.OLDER


def open_furnished_branch(db: Session, name: str, *, address: str = "", phone: str = "") -> Branch:
    """A new branch with its standard places. Raises BranchNameMissing, BranchNameTaken."""
    branch = open_branch(db, name, address=address, phone=phone)
    furnish(db, branch.id, PLACE_NAMES)
    return branch


def furnish(db: Session, branch: int, names: dict[PlaceKind, str]) -> None:
    """Give a new branch its standard places, each with a code of its own."""
    for kind in STANDARD_PLACES:
        code = next_code(db, barcodes.Kind.PLACE).digits
        db.add(Place(branch_id=branch, kind=kind, name=names[kind], code=code, standard=True))
    db.flush()


def add_shelf(db: Session, branch: int, name: str) -> Place:
    """One more shelf with a label. Raises NameOfPlaceMissing."""
    name = _name_of_place(name)
    code = next_code(db, barcodes.Kind.PLACE).digits
    shelf = Place(branch_id=branch, kind=PlaceKind.SHELF, name=name, code=code)
    db.add(shelf)
    db.flush()
    return shelf


def rename_place(db: Session, place: Place, name: str) -> None:
    """Another name on its label; its number stays. Raises NameOfPlaceMissing."""
    place.name = _name_of_place(name)
    db.flush()


def load_catalogue(db: Session, entries: tuple[CategoryEntry, ...]) -> None:
    """The category tree and the counters of own numbers, for a new shop."""
    ids: dict[str, int] = {}
    for position, entry in enumerate(entries):
        category = Category(
            parent_id=ids[entry.parent] if entry.parent else None,
            code=entry.code,
            name=entry.name,
            name_en=entry.name_en,
            position=position,
            unit=Unit(entry.unit),
            loan_days=entry.loan_days,
            guardian_under_18=entry.guardian_under_18,
            check_at_return=entry.check_at_return,
            check_advice=entry.check_advice,
            check_advice_en=entry.check_advice_en,
            season=entry.season.value,
            size_attribute=entry.size,
            sizes=list(entry.sizes),
            attributes=[attribute.as_json() for attribute in entry.attributes],
            faults=[fault.as_json() for fault in entry.faults],
            parts=list(entry.parts),
            check_every_loans=entry.check_every_loans,
            check_every_days=entry.check_every_days,
            check_signed=entry.check_signed,
            checks=[point.as_json() for point in entry.checks],
            plans=[plan.as_json() for plan in entry.plans],
        )
        db.add(category)
        db.flush()
        ids[entry.code] = category.id
    db.add_all(Serial(kind=kind.value, next=0) for kind in barcodes.Kind)
    db.flush()


def fresh_code(db: Session) -> str:
    """A number of ours that no article has yet."""
    # A pre-printed label may have been claimed before its number was handed out.
    while True:
        code = next_code(db, barcodes.Kind.ARTICLE).digits
        if db.get(ArticleCode, code) is None:
            return code


def _name_of_place(name: str) -> str:
    name = free_text(name)
    if not 0 < len(name) <= 80:
        raise NameOfPlaceMissing
    return name


def _describe(db: Session, article: Article, described: Description) -> None:
    category = db.get_one(Category, described.category)
    article.category_id = described.category
    article.name = described.name
    article.size = described.size
    article.brand = described.brand
    article.made_year = described.made_year
    article.note = described.note
    article.unit = described.unit
    article.attributes = described.attributes
    article.parts = described.parts
    article.search_key, article.sort_key = keys_of(
        described.name, described.size, described.brand, (category.name, category.name_en)
    )


def _look_for_recalls(
    db: Session, article: Article, described: Description, signed: Signature
) -> None:
    wanted = {article.id: described.written}
    block_called_back(db, wanted, at=signed.at, account=signed.account)


def _write_registration(db: Session, article: Article, shelf: Spot, signed: Signature) -> None:
    line = _line(article, signed, Reason.REGISTERED)
    outside = {
        "from_kind": PlaceKind.OUTSIDE,
        "from_place_id": None,
        "from_branch_id": shelf.branch,
    }
    stands = {"to_kind": shelf.kind, "to_place_id": shelf.id, "to_branch_id": shelf.branch}
    categories = {"from_category_id": article.category_id, "to_category_id": article.category_id}
    write(db, line | outside | stands | categories, closed=closed_until(db))


def _recategorise(db: Session, article: Article, category: int, signed: Signature) -> None:
    place = db.get_one(Place, article.place_id)
    if place.kind is PlaceKind.GONE:
        raise HasLeft
    line = _line(article, signed, Reason.RECATEGORISED)
    stands = (place.kind, place.id, place.branch_id)
    outside = (PlaceKind.OUTSIDE, None, place.branch_id)
    closed = closed_until(db)
    for start, end, which in (
        (stands, outside, article.category_id),
        (outside, stands, category),
    ):
        ends = {
            "from_kind": start[0],
            "from_place_id": start[1],
            "from_branch_id": start[2],
            "from_category_id": which,
            "to_kind": end[0],
            "to_place_id": end[1],
            "to_branch_id": end[2],
            "to_category_id": which,
        }
        write(db, line | ends, closed=closed)
    # What a tablet sends late is dated after this, as after any line.
    article.place_since_at = line["at"]


def _line(article: Article, signed: Signature, reason: Reason) -> dict[str, Any]:
    at = max(signed.at, article.place_since_at)
    return {
        "at": at,
        "article_id": article.id,
        "reason": reason,
        "operation_id": signed.operation,
        "account_id": signed.account,
    }
