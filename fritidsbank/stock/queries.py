"""Looking up articles, places and blocks."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, Text, bindparam, cast, select
from sqlalchemy.orm import Session

from fritidsbank import barcodes
from fritidsbank.refusals import N_, NotFound, Refusal
from fritidsbank.schema import table_of
from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import Article, ArticleCode, Block, Category, Hold, Move, Place
from fritidsbank.stock.put_aside import is_wanted
from fritidsbank.stock.rules import (
    ORDINARY_HELMETS,
    CodeKind,
    Condition,
    PlaceKind,
    Reason,
    Unit,
    Verdicts,
    may_go_out,
)
from fritidsbank.stock.upkeep import Upkeep


@dataclass(eq=False)
class UnknownCode(NotFound):
    """A number of ours, and no article has it: a new label, most likely."""

    scanned: str

    message = N_("No article has the number {scanned} yet. Register it?")


@dataclass(eq=False)
class NoSuchArticle(NotFound):
    """The id leads nowhere."""

    message = N_("That article is not in the register.")


@dataclass(eq=False)
class NoSuchCategory(NotFound):
    """There is no such category. What was written instead is not repeated: it may be a name."""

    message = N_("There is no such category.")


@dataclass(eq=False)
class NoSuchPlace(NotFound):
    """There is no such place in the branch."""

    place: str

    message = N_("There is no place {place} in this branch.")


@dataclass(frozen=True)
class Spot:
    """A place as moves need it."""

    id: int
    branch: int
    kind: PlaceKind
    name: str


@dataclass(frozen=True)
class Thing:
    """An article as the counter needs it, read in one statement."""

    id: int
    code: str
    name: str
    size: str
    brand: str
    unit: Unit
    category_id: int
    category: str
    loan_days: int
    guardian_under_18: bool
    check_at_return: bool
    spot: Spot
    shelf: Spot
    note: str
    since: datetime
    parts: tuple[str, ...]
    blocks: tuple[str, ...]
    upkeep: Upkeep = field(default_factory=Upkeep)
    held_for: str | None = None  # the booking for which it is put aside
    is_wanted: bool = False  # something of its category is promised in the branch where it is

    def condition_on(self, today: date) -> Condition:
        """What `may_go_out` asks about."""
        return Condition(
            self.spot.kind,
            self.spot.branch,
            self.blocks,
            self.guardian_under_18,
            check_due=self.upkeep.is_due(today),
            ordinary_helmet=self.category in ORDINARY_HELMETS,
            held_for=self.held_for,
        )

    def verdicts(
        self,
        *,
        at_branch: int,
        today: date,
        under_18: bool = False,
        for_booking: str | None = None,
        promised: bool = False,
    ) -> Verdicts:
        """Whether it may be lent here and now."""
        return may_go_out(
            self.condition_on(today),
            at_branch=at_branch,
            under_18=under_18,
            for_booking=for_booking,
            promised=promised,
        )

    def shown(self) -> dict[str, Any]:
        """The facts that answers and pages show; nothing about people."""
        return {
            "id": self.id,
            "code": self.code,
            "name": self.name,
            "size": self.size,
            "brand": self.brand,
            "category": self.category,
            "unit": self.unit.value,
            "place": self.spot.kind.value,
            "place_name": self.spot.name,
            "note": self.note,
            "parts": list(self.parts),
            "guardian_under_18": self.guardian_under_18,
            "check_at_return": self.check_at_return,
            "blocked": bool(self.blocks),
        }


_article = table_of(Article)
_code = table_of(ArticleCode)
_category = table_of(Category)
_here = table_of(Place).alias("here")
_home = table_of(Place).alias("home")
_block = table_of(Block)
_label = _code.alias("label")
_hold = table_of(Hold)

_LABEL = (
    select(_label.c.code)
    .where(_label.c.article_id == _article.c.id, _label.c.kind != CodeKind.OLDER)
    .order_by(_label.c.added_at.desc())
    .limit(1)
    .scalar_subquery()
)
_THING = (
    select(
        _article.c.id,
        _LABEL.label("code"),
        _article.c.name,
        _article.c.size,
        _article.c.brand,
        _article.c.unit,
        _category.c.unit,
        _article.c.category_id,
        _category.c.code,
        _category.c.loan_days,
        _category.c.guardian_under_18,
        _category.c.check_at_return,
        _article.c.check_due_on,
        _article.c.check_due_lent,
        _article.c.times_lent,
        _category.c.check_signed,
        # As texts: most scans never ask what stands in them.
        cast(_category.c.checks, Text),
        cast(_category.c.plans, Text),
        cast(_article.c.attributes, Text),
        cast(_article.c.cared, Text),
        _here.c.id,
        _here.c.branch_id,
        _here.c.kind,
        _here.c.name,
        _home.c.id,
        _home.c.branch_id,
        _home.c.kind,
        _home.c.name,
        _article.c.place_note,
        _article.c.place_since_at,
        _article.c.parts,
        _category.c.parts,
        _hold.c.booking_id,
        is_wanted(_article, _here),
        _block.c.reason,
    )
    .join(_category, _category.c.id == _article.c.category_id)
    .join(_here, _here.c.id == _article.c.place_id)
    .join(_home, _home.c.id == _article.c.shelf_id)
    .outerjoin(_hold, _hold.c.article_id == _article.c.id)
    .outerjoin(_block, (_block.c.article_id == _article.c.id) & _block.c.lifted_at.is_(None))
)
# Built once: they run at every scan.
_BY_CODE = _THING.join(_code, _code.c.article_id == _article.c.id).where(
    _code.c.code == bindparam("code")
)
_BY_ID = _THING.where(_article.c.id == bindparam("id"))
_HOLD = select(_article.c.id).where(_article.c.id == bindparam("id")).with_for_update()
_place = table_of(Place)
_STANDARD = select(_place.c.id, _place.c.branch_id, _place.c.kind, _place.c.name).where(
    _place.c.branch_id == bindparam("branch"),
    _place.c.kind == bindparam("kind"),
    _place.c.standard.is_(True),
)


def normal_code(text: str) -> str:
    """A code as it is kept: no spaces at the ends, single ones inside, capitals."""
    return " ".join(text.split()).upper()


def thing_with(db: Session, scanned: str, *, home: str = "") -> Thing:
    """The article that a scan or typed text leads to; an exact match comes before any reading.

    Raises UnknownCode for one of our numbers without an article, Misread, NotOurCode.
    """
    try:
        code = barcodes.parse(scanned, home=home)
    except Refusal:
        older = normal_code(scanned[: barcodes.LONGEST + 1])
        thing = _read(db, _BY_CODE, {"code": older}) if older.isprintable() else None
        if thing is None:
            raise
        return thing
    thing = _read(db, _BY_CODE, {"code": code.digits})
    if thing is None:
        raise UnknownCode(code.grouped)
    return thing


def thing_labelled(db: Session, code: str) -> Thing | None:
    """The article that bears a code which has been read already, if there is one."""
    return _read(db, _BY_CODE, {"code": normal_code(code)})


def thing_of(db: Session, article: int) -> Thing:
    """The article with that id. Raises NoSuchArticle."""
    thing = _read(db, _BY_ID, {"id": article})
    if thing is None:
        raise NoSuchArticle
    return thing


def held(db: Session, thing: Thing) -> Thing:
    """The article as it is now; nobody else moves it until this unit of work ends.

    SQLite has one writer at a time, so there it is as it was read.
    """
    if db.get_bind().dialect.name != "postgresql":
        return thing
    db.execute(_HOLD, {"id": thing.id})
    return thing_of(db, thing.id)


def things_of(db: Session, articles: list[int]) -> dict[int, Thing]:
    """Many articles at once, by id."""
    return {thing.id: thing for thing in _read_all(db, _THING.where(_article.c.id.in_(articles)))}


def standard_place(db: Session, branch: int, kind: PlaceKind) -> Spot:
    """The place of a kind that each branch has. Raises NoSuchPlace."""
    row = db.execute(_STANDARD, {"branch": branch, "kind": kind}).first()
    if row is None:
        raise NoSuchPlace(kind.value)
    return Spot(*row)


def place_with(db: Session, place: int) -> Spot:
    """The place with that id. Raises NoSuchPlace."""
    row = place_row(db, place)
    return Spot(row.id, row.branch_id, row.kind, row.name)


def place_coded(db: Session, code: str) -> Spot:
    """The place whose label bears that number. Raises NoSuchPlace."""
    row = db.scalar(select(Place).where(Place.code == code))
    if row is None:
        raise NoSuchPlace(code)
    return Spot(row.id, row.branch_id, row.kind, row.name)


def place_row(db: Session, place: int) -> Place:
    """The same as it stands in the register. Raises NoSuchPlace."""
    row = db.get(Place, place)
    if row is None:
        raise NoSuchPlace(str(place))
    return row


def places_of(db: Session, branch: int) -> list[Place]:
    """The places of a branch, shelves first."""
    found = db.scalars(select(Place).where(Place.branch_id == branch).order_by(Place.id))
    order = list(PlaceKind)
    return sorted(found, key=lambda place: (order.index(place.kind), place.name.casefold()))


def category_with(db: Session, category: int) -> Category:
    """The category with that id. Raises NoSuchCategory."""
    found = db.get(Category, category)
    if found is None:
        raise NoSuchCategory
    return found


def category_coded(db: Session, code: str) -> Category:
    """The category with that code. Raises NoSuchCategory."""
    found = db.scalar(select(Category).where(Category.code == code))
    if found is None:
        raise NoSuchCategory
    return found


def kind_coded(db: Session, code: str) -> Category:
    """The category with that code, if articles stand in it. Raises NoSuchCategory."""
    found = category_coded(db, code if code.isalnum() else "")
    if found.parent_id is None:
        raise NoSuchCategory
    return found


def categories(db: Session) -> list[Category]:
    """The whole tree, parents before their children, in the order of the catalogue."""
    return list(db.scalars(select(Category).order_by(Category.position, Category.id)))


def fault_codes(db: Session, category: int) -> set[str]:
    """The codes of the fault words of a category."""
    return {fault["code"] for fault in db.get_one(Category, category).faults}


def last_reason(db: Session, article: int) -> Reason | None:
    """Why an article stands where it stands: the reason of the last line that was not undone."""
    return db.scalar(
        select(Move.reason)
        .where(HOLDS, Move.article_id == article)
        .order_by(Move.seq.desc())
        .limit(1)
    )


def _read(db: Session, statement: Select[Any], values: dict[str, Any]) -> Thing | None:
    found = _read_all(db, statement, values)
    return found[0] if found else None


def _read_all(
    db: Session, statement: Select[Any], values: dict[str, Any] | None = None
) -> list[Thing]:
    things: dict[int, Thing] = {}
    blocks: dict[int, tuple[str, ...]] = {}
    for row in db.execute(statement, values or {}):
        (
            id_, code, name, size, brand, unit, usual_unit, category_id, category, days, guardian,
            check, due_on, due_lent, times_lent, signed, checks, plans, attributes, cared,
            *spots, note, since, parts, usual_parts, held_for, wanted, block,
        ) = row  # fmt: skip
        if block is not None:
            blocks[id_] = (*blocks.get(id_, ()), block)
        things[id_] = Thing(
            id=id_,
            code=code or "",
            name=name,
            size=size,
            brand=brand,
            unit=unit or usual_unit,
            category_id=category_id,
            category=category,
            loan_days=days,
            guardian_under_18=guardian,
            check_at_return=check,
            spot=Spot(*spots[:4]),
            shelf=Spot(*spots[4:]),
            note=note,
            since=since,
            parts=tuple(usual_parts if parts is None else parts),
            blocks=blocks.get(id_, ()),
            upkeep=Upkeep(due_on, due_lent, times_lent, signed, checks, plans, attributes, cared),
            held_for=held_for,
            is_wanted=bool(wanted),
        )
    return list(things.values())
