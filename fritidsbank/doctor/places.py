"""Branches, their places, and the choices of the operator."""

from sqlalchemy import String as Text
from sqlalchemy import and_, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from fritidsbank.branches.models import Branch, OpeningException, OpeningHours, Setting
from fritidsbank.branches.rules import LIMITS, OPERATOR_DEFAULTS
from fritidsbank.doctor.finding import Facts, check, rows
from fritidsbank.refusals import N_
from fritidsbank.staff.models import Account, Role
from fritidsbank.stock.models import Article, Block, Place
from fritidsbank.stock.rules import STANDARD_PLACES, PlaceKind
from fritidsbank.web.access import Role as RoleName


@check(N_("Branch {branch} has {places} standard places of the kind {kind} instead of one."))
def standard_places(db: Session) -> Facts:
    """Each branch has each standard place once."""
    kind_of_place = cast(Place.kind, Text)  # a word that nobody knows is another check's matter
    found = {
        (branch, kind): number
        for branch, kind, number in db.execute(
            select(Branch.id, kind_of_place, func.count(Place.id))
            .outerjoin(Place, and_(Place.branch_id == Branch.id, Place.standard.is_(True)))
            .group_by(Branch.id, kind_of_place)
        )
    }
    for branch in sorted({branch for branch, _ in found}):
        for kind in STANDARD_PLACES:
            number = found.get((branch, kind.value), 0)
            if number != 1:
                yield {"branch": str(branch), "kind": kind.value, "places": number}


@check(N_("Article {article} has place {place} for its shelf, and that is none."))
def shelf_that_is_none(db: Session) -> Facts:
    """The home of an article is a shelf or a store."""
    homes = [PlaceKind.SHELF, PlaceKind.SEASON_STORE]
    return rows(
        db,
        select(Article.id.label("article"), Place.id.label("place"))
        .join(Place, Place.id == Article.shelf_id)
        .where(Place.kind.not_in(homes)),
    )


@check(N_("Block {block} of article {article} is half lifted."))
def block_half_lifted(db: Session) -> Facts:
    """A lifted block says when and by whom."""
    return rows(
        db,
        select(Block.id.label("block"), Block.article_id.label("article")).where(
            or_(
                and_(Block.lifted_at.is_(None), Block.lifted_by_id.is_not(None)),
                and_(Block.lifted_at.is_not(None), Block.lifted_by_id.is_(None)),
            )
        ),
    )


@check(N_("Branch {branch} has opening hours that overlap, or end before they begin."))
def hours_wrong(db: Session) -> Facts:
    """The door closes after it opens, and a weekday's spans do not overlap."""
    other = aliased(OpeningHours)
    overlaps = select(other.id).where(
        other.branch_id == OpeningHours.branch_id,
        other.weekday == OpeningHours.weekday,
        other.id != OpeningHours.id,
        other.opens < OpeningHours.closes,
        other.closes > OpeningHours.opens,
    )
    hours = select(OpeningHours.branch_id.label("branch")).where(
        or_(
            ~OpeningHours.weekday.between(0, 6),
            OpeningHours.opens >= OpeningHours.closes,
            overlaps.exists(),
        )
    )
    exceptions = select(OpeningException.branch_id).where(
        OpeningException.opens >= OpeningException.closes
    )
    return rows(db, select(hours.union(exceptions).subquery()))


@check(N_("The setting {setting} has a value that it cannot have."))
def setting_wrong(db: Session) -> Facts:
    """Every setting is one that there is, of its type and within its limits."""
    for name, value in db.execute(select(Setting.name, Setting.value)):
        usual = OPERATOR_DEFAULTS.get(name)
        fits = usual is not None and type(value) is type(usual)
        if not fits or (name in LIMITS and value not in LIMITS[name]):
            yield {"setting": name}


@check(N_("Nobody is left who can open accounts: there is no administrator of all branches."))
def no_admin(db: Session) -> Facts:
    """A shop has an open account that may do everything."""
    admin = (
        select(Role.id)
        .join(Account, Account.id == Role.account_id)
        .where(Role.role == RoleName.ADMIN, Role.branch_id.is_(None), Account.closed_at.is_(None))
    )
    return [{} for _ in rows(db, select(Branch.id).where(~admin.exists()).limit(1))][:1]


CHECKS = (
    standard_places,
    shelf_that_is_none,
    block_half_lifted,
    hours_wrong,
    setting_wrong,
    no_admin,
)
