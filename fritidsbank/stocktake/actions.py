"""What is done in a stocktake until it is closed. The register itself is not touched here."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, insert, literal, select, update
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.refusals import N_, Refusal
from fritidsbank.schema import table_of
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Article, Move, Place
from fritidsbank.stock.queries import NoSuchPlace, Spot, Thing
from fritidsbank.stocktake.differing import NEWEST_LINE
from fritidsbank.stocktake.models import Stocktake, StocktakeCode, StocktakeLine
from fritidsbank.stocktake.queries import COUNTS, Counts, Taken, in_scope, stocktake_with
from fritidsbank.stocktake.rules import (
    IN_THE_HOUSE,
    Finish,
    Scope,
    Sighting,
    Stand,
    sighting_of,
)


@dataclass(eq=False)
class CountedAlready(Refusal):
    """The same place, category or branch twice at once: half of it would look missing in each."""

    message = N_("That is being counted already. Go on with the stocktake that is open.")


@dataclass(eq=False)
class HasEnded(Refusal):
    """Somebody else has closed or cancelled it."""

    message = N_("Somebody has ended this stocktake already. Its report says what was done.")


@dataclass(frozen=True)
class About:
    """What is to be counted."""

    scope: Scope
    place: int | None = None
    category: int | None = None


_article = table_of(Article)
_stocktake = table_of(Stocktake)
_line = table_of(StocktakeLine)
_code = table_of(StocktakeCode)
# Built once: they run at every scan.
_TALLY = (
    update(_stocktake)
    .where(_stocktake.c.id == bindparam("of"))
    .values(
        version=_stocktake.c.version + 1,
        seen=_stocktake.c.seen + bindparam("more_seen"),
        found=_stocktake.c.found + bindparam("more_found"),
        wrong=_stocktake.c.wrong + bindparam("more_wrong"),
        unknown=_stocktake.c.unknown + bindparam("more_unknown"),
        again=_stocktake.c.again + bindparam("more_again"),
    )
    .returning(*COUNTS)
)
_OF = (_line.c.stocktake_id == bindparam("of"), _line.c.article_id == bindparam("about"))
_NEWEST = select(func.max(table_of(Move).c.seq)).where(
    table_of(Move).c.article_id == bindparam("about")
)
# An outer join, since what nobody expects or has seen has no line.
_KNOWN = (
    select(
        _NEWEST.scalar_subquery().label("newest"),
        _line.c.article_id.is_not(None).label("has_line"),
        _line.c.expected_line,
        _line.c.sighting,
        _line.c.seen_at,
        _line.c.seen_place_id,
    )
    .select_from(_article.outerjoin(_line, and_(*_OF)))
    .where(_article.c.id == bindparam("about"))
)
_SEEN = ("sighting", "seen_at", "seen_by_id", "seen_line", "stood_place_id", "seen_place_id")
_SEE = update(_line).where(*_OF).values({name: bindparam(f"now_{name}") for name in _SEEN})
_ADD = insert(_line)
_FORGET = delete(_line).where(*_OF)
_KEPT = select(_code.c.id).where(
    _code.c.stocktake_id == bindparam("of"),
    _code.c.code == bindparam("scanned"),
    _code.c.late == bindparam("is_late"),
)
_KEEP = insert(_code)


def start(db: Session, stocktake: str, about: About, *, branch: int, signed: Signature) -> None:
    """Begin to count: what stands there now is expected. Raises CountedAlready, NoSuchPlace."""
    # Two people may begin the same in one moment; the row of the branch makes them queue.
    db.execute(select(Branch.id).where(Branch.id == branch).with_for_update())
    same = select(Stocktake.id).where(
        Stocktake.branch_id == branch,
        Stocktake.finish.is_(None),
        Stocktake.scope == about.scope,
        Stocktake.place_id.is_not_distinct_from(about.place),
        Stocktake.category_id.is_not_distinct_from(about.category),
    )
    if db.scalar(same):
        raise CountedAlready
    if about.place is not None:
        _refuse_place(db, about.place, branch)
    begun = Stocktake(
        id=stocktake,
        branch_id=branch,
        scope=about.scope,
        place_id=about.place,
        category_id=about.category,
        started_at=signed.at,
        started_by_id=signed.account,
    )
    db.add(begun)
    db.flush()
    begun.expected = _expect(db, stocktake_with(db, stocktake))
    db.flush()


def cancel(db: Session, stocktake: str, *, signed: Signature) -> None:
    """It is given up; nothing in the register changes. Raises HasEnded, NoSuchStocktake."""
    if stocktake_with(db, stocktake, hold=True).finish is not None:
        raise HasEnded
    end(db, stocktake, Finish.CANCELLED, signed=signed)


def end(db: Session, stocktake: str, how: Finish, *, signed: Signature) -> None:
    """Nothing is counted in it any more."""
    db.execute(
        update(_stocktake)
        .where(_stocktake.c.id == stocktake)
        .values(
            finish=how,
            ended_at=signed.at,
            ended_by_id=signed.account,
            operation_id=signed.operation,
            version=_stocktake.c.version + 1,
        )
    )


def see(
    db: Session, taken: Taken, thing: Thing, here: Spot | None, *, signed: Signature
) -> tuple[Sighting | None, Counts]:
    """A thing was scanned. What the register says of it, or None when it was seen before.

    The last place where it was seen holds: whoever scanned a shelf under the wrong name scans it
    once more. `taken` is held.
    """
    known = db.execute(_KNOWN, _about(taken, thing)).one()
    was = known.sighting
    seen_at = here.id if here else None
    if known.seen_at is not None:
        same_place = seen_at is None or seen_at == known.seen_place_id
        if same_place or signed.at <= known.seen_at:
            return None, tally(db, taken, again=1)
    stands = Stand(thing.spot.id, thing.spot.branch, thing.spot.kind)
    # What has moved after it was scanned offline was in somebody's hands: that is as good.
    is_old = signed.at < thing.since
    says = Sighting.RIGHT if is_old else sighting_of(stands, branch=taken.branch, here=seen_at)
    now = {
        "sighting": says,
        "seen_at": signed.at,
        "seen_by_id": signed.account,
        "seen_line": known.newest,
        "stood_place_id": thing.spot.id,
        "seen_place_id": seen_at,
    }
    if known.has_line:
        db.execute(_SEE, _about(taken, thing) | {f"now_{name}": now[name] for name in _SEEN})
    else:
        db.execute(_ADD, {"stocktake_id": taken.id, "article_id": thing.id} | now)
    is_first = was is None and known.expected_line is not None
    counts = tally(
        db,
        taken,
        seen=int(is_first),
        found=(says is Sighting.RIGHT) - (was is Sighting.RIGHT),
        wrong=(says is not Sighting.RIGHT) - (was not in {None, Sighting.RIGHT}),
    )
    return says, counts


def unsee(db: Session, taken: Taken, thing: Thing, *, signed: Signature) -> Counts | None:
    """It was not here after all: as if nobody had scanned it. None when nobody has."""
    known = db.execute(_KNOWN, _about(taken, thing)).one()
    if known.seen_at is None or known.seen_at > signed.at:
        return None
    if known.expected_line is None:
        db.execute(_FORGET, _about(taken, thing))
    else:
        db.execute(_SEE, _about(taken, thing) | {f"now_{name}": None for name in _SEEN})
    right = known.sighting is Sighting.RIGHT
    was_expected = known.expected_line is not None
    return tally(db, taken, seen=-int(was_expected), found=-int(right), wrong=-int(not right))


def keep_code(
    db: Session, taken: Taken, code: str, here: Spot | None, *, signed: Signature
) -> tuple[bool, Counts]:
    """A number that no article has is kept, to be registered later. False when it was already."""
    if _is_kept(db, taken, code, late=False):
        return False, tally(db, taken, again=1)
    _keep(db, taken, code, None, here, late=False, signed=signed)
    return True, tally(db, taken, unknown=1)


def drop_code(db: Session, taken: Taken, code: str) -> Counts | None:
    """It was not here after all. None when it is not on the list."""
    found = db.execute(_KEPT, {"of": taken.id, "scanned": code, "is_late": False}).first()
    if found is None:
        return None
    db.execute(delete(_code).where(_code.c.id == found.id))
    return tally(db, taken, unknown=-1)


def keep_late(
    db: Session,
    taken: Taken,
    code: str,
    article: int | None,
    here: Spot | None,
    *,
    signed: Signature,
) -> None:
    """It was scanned in time, or not, and came after the end: kept for whoever reads the report."""
    if not _is_kept(db, taken, code, late=True):
        _keep(db, taken, code, article, here, late=True, signed=signed)


def tally(db: Session, taken: Taken, **more: int) -> Counts:
    """So many more of each; the figures as they are now."""
    names = ("seen", "found", "wrong", "unknown", "again")
    changes = {f"more_{name}": int(more.get(name, 0)) for name in names}
    return Counts(*db.execute(_TALLY, {"of": taken.id} | changes).one())


def _expect(db: Session, taken: Taken) -> int:
    expected = (
        select(literal(taken.id), Article.id, NEWEST_LINE, Article.place_id)
        .join(Place, Place.id == Article.place_id)
        .where(in_scope(taken))
    )
    columns = ["stocktake_id", "article_id", "expected_line", "expected_place_id"]
    db.execute(insert(_line).from_select(columns, expected))
    # PostgreSQL's driver does not tell how many rows such an INSERT has made.
    made = select(func.count()).select_from(_line).where(_line.c.stocktake_id == taken.id)
    return db.scalar(made) or 0


def _refuse_place(db: Session, place: int, branch: int) -> None:
    found = db.get(Place, place)
    if found is None or found.branch_id != branch or found.kind not in IN_THE_HOUSE:
        raise NoSuchPlace(str(place))


def _about(taken: Taken, thing: Thing) -> dict[str, Any]:
    return {"of": taken.id, "about": thing.id}


def _is_kept(db: Session, taken: Taken, code: str, *, late: bool) -> bool:
    asked = {"of": taken.id, "scanned": code, "is_late": late}
    return db.execute(_KEPT, asked).first() is not None


def _keep(
    db: Session,
    taken: Taken,
    code: str,
    article: int | None,
    here: Spot | None,
    *,
    late: bool,
    signed: Signature,
) -> None:
    db.execute(
        _KEEP,
        {
            "id": signed.operation,
            "stocktake_id": taken.id,
            "code": code,
            "late": late,
            "article_id": article,
            "place_id": here.id if here else None,
            "seen_at": signed.at,
            "seen_by_id": signed.account,
        },
    )
