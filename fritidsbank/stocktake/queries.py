"""Looking up stocktakes: one at every scan, and all of a branch."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from fritidsbank.refusals import N_, NotFound
from fritidsbank.schema import table_of
from fritidsbank.staff.models import Account
from fritidsbank.stock.models import Article, Category, Place
from fritidsbank.stock.queries import NoSuchPlace, Spot
from fritidsbank.stocktake.models import Stocktake
from fritidsbank.stocktake.rules import IN_THE_HOUSE, Finish, Scope


@dataclass(eq=False)
class NoSuchStocktake(NotFound):
    """There is none with that id in the branch."""

    message = N_("That stocktake is not in the register.")


@dataclass(frozen=True)
class Counts:
    """The figures of a stocktake; `version` tells whether they have changed."""

    version: int
    expected: int
    seen: int
    found: int
    wrong: int
    unknown: int
    again: int

    @property
    def left(self) -> int:
        """How many are expected and nobody has seen yet."""
        return self.expected - self.seen

    def shown(self) -> dict[str, int]:
        """For answers."""
        return {**vars(self), "left": self.left}


@dataclass(frozen=True)
class Taken:
    """A stocktake as a scan needs it."""

    id: str
    branch: int
    scope: Scope
    place: int | None
    category: int | None
    finish: Finish | None
    operation: str | None
    counts: Counts


_stocktake = table_of(Stocktake)
_place = table_of(Place)
COUNTS = tuple(_stocktake.c[name] for name in Counts.__dataclass_fields__)
_TAKEN = select(
    _stocktake.c.id,
    _stocktake.c.branch_id,
    _stocktake.c.scope,
    _stocktake.c.place_id,
    _stocktake.c.category_id,
    _stocktake.c.finish,
    _stocktake.c.operation_id,
    *COUNTS,
).where(_stocktake.c.id == bindparam("stocktake"))
# PostgreSQL lets one at a time count in a stocktake; SQLite has one writer anyway.
_HELD = _TAKEN.with_for_update()
_LABELLED = select(_place.c.id, _place.c.branch_id, _place.c.kind, _place.c.name).where(
    _place.c.code == bindparam("code"), _place.c.branch_id == bindparam("branch")
)


def stocktake_with(db: Session, stocktake: str, *, hold: bool = False) -> Taken:
    """The stocktake with that id; `hold` keeps others from changing it. Raises NoSuchStocktake."""
    row = db.execute(_HELD if hold else _TAKEN, {"stocktake": stocktake}).first()
    if row is None:
        raise NoSuchStocktake
    return Taken(
        id=row.id,
        branch=row.branch_id,
        scope=row.scope,
        place=row.place_id,
        category=row.category_id,
        finish=row.finish,
        operation=row.operation_id,
        counts=Counts(*row[7:]),
    )


def place_labelled(db: Session, code: str, branch: int) -> Spot:
    """The place of a branch with that number, if things can be met there. Raises NoSuchPlace."""
    row = db.execute(_LABELLED, {"code": code, "branch": branch}).first()
    if row is None or row.kind not in IN_THE_HOUSE:
        raise NoSuchPlace(code)
    return Spot(*row)


def in_scope(taken: Taken) -> ColumnElement[bool]:
    """Which articles a stocktake expects; the statement joins Article with its Place."""
    if taken.scope is Scope.PLACE:
        return Article.place_id == taken.place
    here = and_(Place.branch_id == taken.branch, Place.kind.in_(IN_THE_HOUSE))
    if taken.scope is Scope.BRANCH:
        return here
    family = select(Category.id).where(
        or_(Category.id == taken.category, Category.parent_id == taken.category)
    )
    return and_(here, Article.category_id.in_(family))


@dataclass(frozen=True)
class Listed:
    """A stocktake in the list of a branch, or on top of its report."""

    row: Stocktake
    place: str
    category: Category | None
    started_by: str
    ended_by: str

    @property
    def counts(self) -> Counts:
        """Its figures."""
        return Counts(**{name: getattr(self.row, name) for name in Counts.__dataclass_fields__})


def listed(
    db: Session, *, branch: int | None = None, stocktake: str | None = None, most: int = 50
) -> list[Listed]:
    """The stocktakes of a branch, open ones first and then the latest; or one of them."""
    starter, ender = aliased(Account), aliased(Account)
    chosen = Stocktake.branch_id == branch if branch is not None else Stocktake.id == stocktake
    rows = db.execute(
        select(Stocktake, Place.name, Category, starter.name, ender.name)
        .outerjoin(Place, Place.id == Stocktake.place_id)
        .outerjoin(Category, Category.id == Stocktake.category_id)
        .join(starter, starter.id == Stocktake.started_by_id)
        .outerjoin(ender, ender.id == Stocktake.ended_by_id)
        .where(chosen)
        .order_by(Stocktake.ended_at.is_not(None), Stocktake.started_at.desc(), Stocktake.id)
        .limit(most)
    )
    return [
        Listed(row, place or "", category, starter, ender or "")
        for row, place, category, starter, ender in rows
    ]


def is_begun(db: Session, stocktake: str) -> bool:
    """Whether there is a stocktake with that id."""
    return db.get(Stocktake, stocktake) is not None
