"""The bench: what is mended stands there, each end is in the ledger, each drawer adds up."""

from sqlalchemy import String as Text
from sqlalchemy import and_, case, cast, func, not_, or_, select
from sqlalchemy.orm import Session

from fritidsbank.doctor.finding import Facts, check, rows
from fritidsbank.refusals import N_
from fritidsbank.stock.models import Article, Block, Move, Place
from fritidsbank.stock.rules import Condition, PlaceKind, may_go_out
from fritidsbank.workshop.models import PartMove, Repair, SparePart
from fritidsbank.workshop.queries import ALIVE
from fritidsbank.workshop.rules import ENDED_HERE, OPEN, OUTCOME_OF, RepairState

_LENT_FROM = [
    kind.value
    for kind in PlaceKind
    if not may_go_out(Condition(kind, 1, (), guardian_under_18=False), at_branch=1).stops
]
_IS_OPEN = Repair.state.in_(OPEN)


@check(N_("Repair {repair} of article {article} has ended half."))
def repair_half_ended(db: Session) -> Facts:
    """An end has its moment and its outcome; where it went is known unless it was carried away."""
    outcome = case(
        *((Repair.state == state, how.value) for state, how in OUTCOME_OF.items()), else_=None
    )
    nothing = and_(Repair.ended_at.is_(None), Repair.outcome.is_(None), Repair.went_to.is_(None))
    an_end = and_(
        Repair.ended_at >= Repair.opened_at,
        func.coalesce(cast(Repair.outcome, Text) == outcome, False),
        Repair.state.in_(ENDED_HERE) == Repair.went_to.is_not(None),
    )
    return rows(
        db,
        select(Repair.id.label("repair"), Repair.article_id.label("article")).where(
            not_(or_(and_(_IS_OPEN, nothing), and_(not_(_IS_OPEN), func.coalesce(an_end, False))))
        ),
    )


@check(N_("Repair {repair} waits for nothing, or is waited for without waiting."))
def waits_for_nothing(db: Session) -> Facts:
    """Whatever waits says what for, and nothing else does."""
    waits, says = Repair.state == RepairState.WAITING, Repair.waits_for != ""
    return rows(db, select(Repair.id.label("repair")).where(waits != says))


@check(N_("Repair {repair} let its article out, and nobody has said why."))
def released_without_word(db: Session) -> Facts:
    """What goes out unmended does so by somebody's written word."""
    said = and_(Repair.released_because != "", Repair.released_by_id.is_not(None))
    released = Repair.state == RepairState.RELEASED
    return rows(db, select(Repair.id.label("repair")).where(released != said))


@check(N_("Repair {repair} is open, and article {article} does not stand in that workshop."))
def mended_elsewhere(db: Session) -> Facts:
    """What is being mended stands in the workshop of its branch."""
    on_bench = and_(Place.kind == PlaceKind.WORKSHOP, Place.branch_id == Repair.branch_id)
    return rows(
        db,
        select(Repair.id.label("repair"), Repair.article_id.label("article"))
        .join(Article, Article.id == Repair.article_id)
        .join(Place, Place.id == Article.place_id)
        .where(ALIVE, not_(on_bench)),
    )


@check(N_("Article {article} is being mended, and could be lent at the same time."))
def mended_and_lendable(db: Session) -> Facts:
    """The rule about what may go out stops whatever is being mended."""
    blocked = select(Block.id).where(Block.article_id == Article.id, Block.lifted_at.is_(None))
    return rows(
        db,
        select(Article.id.label("article"))
        .join(Repair, Repair.article_id == Article.id)
        .join(Place, Place.id == Article.place_id)
        .where(ALIVE, cast(Place.kind, Text).in_(_LENT_FROM), ~blocked.exists()),
    )


@check(N_("Article {article} has {repairs} repairs that nobody has ended."))
def mended_twice(db: Session) -> Facts:
    """An article is mended once at a time."""
    return rows(
        db,
        select(Repair.article_id.label("article"), func.count().label("repairs"))
        .where(Repair.ended_at.is_(None))
        .group_by(Repair.article_id)
        .having(func.count() > 1),
    )


@check(N_("Repair {repair} of article {article} has ended, and no line of the ledger says so."))
def end_not_in_ledger(db: Session) -> Facts:
    """Each end moved its article from the bench to where it says, in the same act."""
    line = select(Move.seq).where(
        Move.article_id == Repair.article_id,
        Move.seq > Repair.since_line,
        Move.from_kind == PlaceKind.WORKSHOP,
        cast(Move.to_kind, Text) == cast(Repair.went_to, Text),
        or_(Repair.operation_id.is_(None), Move.operation_id == Repair.operation_id),
    )
    return rows(
        db,
        select(Repair.id.label("repair"), Repair.article_id.label("article")).where(
            Repair.state.in_(ENDED_HERE), ~line.exists()
        ),
    )


@check(N_("There should be {counted} of spare part {part}, and {noted} are noted."))
def part_count(db: Session) -> Facts:
    """What lies in a drawer is what came and went, and never less than nothing."""
    moved = (
        select(PartMove.part_id, func.sum(PartMove.change).label("counted"))
        .group_by(PartMove.part_id)
        .subquery()
    )
    counted = func.coalesce(moved.c.counted, 0)
    return rows(
        db,
        select(SparePart.id.label("part"), counted.label("counted"), SparePart.count.label("noted"))
        .outerjoin(moved, moved.c.part_id == SparePart.id)
        .where(or_(counted != SparePart.count, SparePart.count < 0)),
    )


CHECKS = (
    repair_half_ended,
    waits_for_nothing,
    released_without_word,
    mended_elsewhere,
    mended_and_lendable,
    mended_twice,
    end_not_in_ledger,
    part_count,
)
