"""The ledger: each article's lines follow each other from outside to where it stands."""

from typing import Any

from sqlalchemy import ColumnElement, Over, and_, func, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from fritidsbank.doctor.finding import Facts, check, rows
from fritidsbank.refusals import N_
from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import Article, Move, Place
from fritidsbank.stock.rules import PlaceKind, Reason

_ENDS = ("kind", "place_id", "branch_id", "category_id")


@check(N_("Article {article} has no line in the ledger."))
def article_without_line(db: Session) -> Facts:
    """Every article was registered."""
    line = select(Move.seq).where(Move.article_id == Article.id)
    return rows(db, select(Article.id.label("article")).where(~line.exists()))


@check(N_("The ledger of article {article} begins in the middle, with line {line}."))
def begins_inside(db: Session) -> Facts:
    """The first line of an article comes from outside."""
    first = select(func.min(Move.seq)).group_by(Move.article_id)
    return rows(
        db,
        select(Move.article_id.label("article"), Move.seq.label("line")).where(
            Move.seq.in_(first), Move.from_kind != PlaceKind.OUTSIDE
        ),
    )


@check(N_("Line {line} of the ledger of article {article} does not begin where line {last} ended."))
def broken_chain(db: Session) -> Facts:
    """Each line begins where the one before ended; only outside an article changes its category."""
    lines = select(
        Move.seq.label("line"),
        Move.article_id.label("article"),
        _last(Move.seq).label("last"),
        *(getattr(Move, f"from_{end}").label(f"from_{end}") for end in _ENDS),
        *(_last(getattr(Move, f"to_{end}")).label(f"last_{end}") for end in _ENDS),
    ).subquery()
    kind, place, branch, category = (
        lines.c[f"from_{end}"].is_distinct_from(lines.c[f"last_{end}"]) for end in _ENDS
    )
    inside = lines.c.from_kind != PlaceKind.OUTSIDE
    return rows(
        db,
        select(lines.c.line, lines.c.article, lines.c.last).where(
            lines.c.last.is_not(None), or_(kind, place, branch, and_(category, inside))
        ),
    )


@check(N_("Article {article} stands elsewhere than line {line} of its ledger says."))
def ends_elsewhere(db: Session) -> Facts:
    """The last line of an article ends where it stands, in its category.

    One whose registration was undone stands among what is gone.
    """
    last = select(func.max(Move.seq)).group_by(Move.article_id)
    never_was = and_(
        Move.reason == Reason.UNDONE,
        Move.to_kind == PlaceKind.OUTSIDE,
        Place.kind == PlaceKind.GONE,
    )
    return rows(
        db,
        select(Article.id.label("article"), Move.seq.label("line"))
        .join(Article, Article.id == Move.article_id)
        .join(Place, Place.id == Article.place_id)
        .where(
            Move.seq.in_(last),
            or_(
                and_(Move.to_place_id.is_distinct_from(Article.place_id), not_(never_was)),
                Move.to_category_id != Article.category_id,
            ),
        ),
    )


@check(N_("Line {line} of the ledger of article {article} is older than line {last} before it."))
def back_in_time(db: Session) -> Facts:
    """Later lines are not older, apart from what was undone."""
    lines = (
        select(
            Move.seq.label("line"),
            Move.article_id.label("article"),
            Move.at.label("at"),
            _last(Move.seq).label("last"),
            _last(Move.at).label("last_at"),
        )
        .where(HOLDS)
        .subquery()
    )
    return rows(
        db,
        select(lines.c.line, lines.c.article, lines.c.last).where(lines.c.at < lines.c.last_at),
    )


@check(N_("Article {article} stands where it is since another moment than line {line} says."))
def since_when(db: Session) -> Facts:
    """An article stands in its place since the last line that holds, or since an undo after it."""
    last = select(func.max(Move.seq)).where(HOLDS).group_by(Move.article_id)
    then = aliased(Move)
    known = select(then.seq).where(
        then.article_id == Article.id,
        then.seq >= Move.seq,
        then.at == Article.place_since_at,
    )
    return rows(
        db,
        select(Article.id.label("article"), Move.seq.label("line"))
        .join(Article, Article.id == Move.article_id)
        .where(Move.seq.in_(last), Move.at != Article.place_since_at, ~known.exists()),
    )


@check(N_("Line {line} of the ledger undoes line {undone}, and they do not match."))
def undo_that_does_not_match(db: Session) -> Facts:
    """An undo goes back the way of the line that it undoes, which is no undo itself."""
    done = aliased(Move)
    mirrored = (
        getattr(Move, f"{here}_{end}").is_not_distinct_from(getattr(done, f"{there}_{end}"))
        for end in _ENDS
        for here, there in (("from", "to"), ("to", "from"))
    )
    fits = and_(
        Move.article_id == done.article_id,
        Move.seq > done.seq,
        Move.at >= done.at,
        Move.reason == Reason.UNDONE,
        done.reverses.is_(None),
        *mirrored,
    )
    return rows(
        db,
        select(Move.seq.label("line"), done.seq.label("undone"))
        .join(done, done.seq == Move.reverses)
        .where(not_(fits)),
    )


@check(N_("Line {line} of the ledger undoes something, and does not say what."))
def undo_of_nothing(db: Session) -> Facts:
    """An undo names the line that it undoes."""
    return rows(
        db,
        select(Move.seq.label("line")).where(Move.reason == Reason.UNDONE, Move.reverses.is_(None)),
    )


@check(
    N_("Line {line} of the ledger names a place, and another kind or branch than the place has.")
)
def end_that_is_no_place(db: Session) -> Facts:
    """Both ends of a line are places as the line says, and only "outside" is none."""
    start, end = aliased(Place), aliased(Place)

    def wrong(place: type[Place], side: str) -> ColumnElement[bool]:
        kind = getattr(Move, f"{side}_kind")
        return or_(
            and_(place.id.is_(None), kind != PlaceKind.OUTSIDE),
            and_(place.id.is_not(None), kind != place.kind),
            and_(place.id.is_not(None), getattr(Move, f"{side}_branch_id") != place.branch_id),
        )

    return rows(
        db,
        select(Move.seq.label("line"))
        .outerjoin(start, start.id == Move.from_place_id)
        .outerjoin(end, end.id == Move.to_place_id)
        .where(or_(wrong(start, "from"), wrong(end, "to"))),
    )


@check(N_("Line {line} of the ledger leads out of the house, and is no loan."))
def out_without_being_lent(db: Session) -> Facts:
    """Only lending leads to a place "out", and lending leads nowhere else."""
    leads_out = Move.to_kind == PlaceKind.OUT
    beside = Move.reason.in_([Reason.LENT, Reason.UNDONE, Reason.RECATEGORISED])
    return rows(
        db,
        select(Move.seq.label("line")).where(
            or_(
                and_(leads_out, not_(beside)),
                and_(not_(leads_out), Move.reason == Reason.LENT),
            )
        ),
    )


def _last(column: InstrumentedAttribute[Any]) -> Over[Any]:
    """What the line before of the same article has there."""
    return func.lag(column).over(partition_by=Move.article_id, order_by=Move.seq)


CHECKS = (
    article_without_line,
    begins_inside,
    broken_chain,
    ends_elsewhere,
    back_in_time,
    since_when,
    undo_that_does_not_match,
    undo_of_nothing,
    end_that_is_no_place,
    out_without_being_lent,
)
