"""What stands in a branch's workshop: in which order, what is known of it, what was ended today.

Whatever stands in the place is in the queue. The wall asks for all of it when something has
changed, and for `version` each second in between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from json import loads
from typing import Any, NamedTuple

from sqlalchemy import Text, and_, bindparam, case, cast, func, or_, select, true
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day, local_moment
from fritidsbank.schema import table_of
from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import (
    Article,
    ArticleCode,
    Block,
    Category,
    Move,
    Place,
    SafetyCheck,
    Wish,
)
from fritidsbank.stock.rules import CodeKind, PlaceKind, Verdict
from fritidsbank.stock.upkeep import Upkeep
from fritidsbank.workshop.models import Repair, SparePart
from fritidsbank.workshop.need import WISHED_WITHIN, Need, Unmet, Waiting, in_order
from fritidsbank.workshop.queries import ALIVE
from fritidsbank.workshop.rules import Orderer, RepairState

_BEGUN = frozenset({RepairState.IN_REPAIR, RepairState.WAITING})


class Standing(NamedTuple):
    """An article in the workshop and what is done with it; `need` is why it comes where it does."""

    article: int
    state: RepairState
    need: Need | None = None


@dataclass(frozen=True)
class Card:
    """The same with all that is shown of it: things, and never people."""

    article: int
    code: str
    name: str
    size: str
    category: str
    group: str
    state: RepairState
    need: Need | None
    since: datetime
    fault: dict[str, str]
    waits_for: str
    orders: Orderer | None

    def days(self, today: date) -> int:
        """For how many days it has stood there."""
        return max(0, (today - local_day(self.since)).days)


class Ended(NamedTuple):
    """A repair that was ended today, and what it was about."""

    state: RepairState
    name: str
    size: str
    category: str
    group: str


_article, _category, _place = table_of(Article), table_of(Category), table_of(Place)
_repair, _part, _label = table_of(Repair), table_of(SparePart), table_of(ArticleCode)
_wish, _block = table_of(Wish), table_of(Block)
_parent = _category.alias("parent")
_LIVES = and_(_repair.c.article_id == _article.c.id, ALIVE)
_CHECKED = or_(
    _category.c.check_at_return,
    _category.c.check_every_loans.is_not(None),
    _category.c.check_every_days.is_not(None),
)
_FOUND_WRONG = (
    select(SafetyCheck.id)
    .where(
        SafetyCheck.article_id == _article.c.id,
        SafetyCheck.at >= _article.c.place_since_at,
        SafetyCheck.verdict == Verdict.TO_REPAIR,
        SafetyCheck.undone_at.is_(None),
    )
    .exists()
)
_OWN_INTERVAL = cast(_article.c.attributes, Text).contains("_interval", autoescape=True)
# Asked for by its place: joined with places, SQLite would read every article there is.
_BENCH = select(_place.c.id).where(
    _place.c.branch_id == bindparam("branch"), _place.c.kind == PlaceKind.WORKSHOP
)
_HERE = _article.c.place_id.in_(_BENCH)
_STANDING = (
    select(
        _article.c.id,
        _article.c.category_id,
        _article.c.size,
        _article.c.place_since_at,
        _category.c.season,
        case((_CHECKED, true()), else_=_FOUND_WRONG),
        # As texts, which are alike for most; few things have an interval of their own.
        cast(_category.c.plans, Text),
        case((_OWN_INTERVAL, cast(_article.c.attributes, Text)), else_="{}"),
        cast(_article.c.cared, Text),
        _article.c.times_lent,
        _repair.c.id,
        _repair.c.state,
    )
    .join(_category, _category.c.id == _article.c.category_id)
    .outerjoin(_repair, _LIVES)
    .where(_HERE)
)
_FAULT = (
    select(Move.fault)
    .where(HOLDS, Move.article_id == _article.c.id, Move.to_kind == PlaceKind.WORKSHOP)
    .order_by(Move.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_CODE = (
    select(_label.c.code)
    .where(_label.c.article_id == _article.c.id)
    .order_by(_label.c.kind == CodeKind.OLDER, _label.c.added_at.desc())
    .limit(1)
    .scalar_subquery()
)
_CARD = (
    select(
        _article.c.id,
        _CODE,
        _article.c.name,
        _article.c.size,
        _category.c.code,
        _parent.c.code,
        _article.c.place_since_at,
        func.coalesce(_repair.c.fault, _FAULT, ""),
        cast(_category.c.faults, Text),
        func.coalesce(_part.c.name, _repair.c.waits_for, ""),
        _repair.c.orders,
    )
    .join(_category, _category.c.id == _article.c.category_id)
    .outerjoin(_parent, _parent.c.id == _category.c.parent_id)
    .outerjoin(_repair, _LIVES)
    .outerjoin(_part, _part.c.id == _repair.c.waits_for_part_id)
)


_asked = (
    select(_wish.c.category_id, _wish.c.size)
    .where(_wish.c.branch_id == bindparam("branch"), _wish.c.wished_on >= bindparam("since"))
    .distinct()
    .subquery("asked")
)
_BLOCKED = (
    select(_block.c.id)
    .where(_block.c.article_id == _article.c.id, _block.c.lifted_at.is_(None))
    .exists()
)
_CHECK_DUE = or_(
    _article.c.check_due_on <= bindparam("today"),
    _article.c.times_lent >= _article.c.check_due_lent,
)
_lendable_here = (
    select(_article.c.id)
    .join(_place, _place.c.id == _article.c.place_id)
    .where(
        _article.c.category_id == _asked.c.category_id,
        _place.c.branch_id == bindparam("branch"),
        _place.c.kind == PlaceKind.SHELF,
        ~_BLOCKED,
        _CHECK_DUE.is_not(true()),
    )
    .correlate(_asked)
)
# Two questions, so that either finds its articles by category and size.
_UNMET = select(_asked).where(
    ~_lendable_here.where(_asked.c.size == "").exists(),
    ~_lendable_here.where(_article.c.size == _asked.c.size).exists(),
)


def standing(db: Session, branch: int, *, today: date) -> list[Standing]:
    """All that stands in a workshop: what is to be mended by need, then what was begun."""
    waiting: list[Waiting] = []
    begun: list[tuple[int, Standing]] = []
    for row in db.execute(_STANDING, {"branch": branch}):
        article, category, size, since, season, safety, *upkeep, repair, state = row
        if state in _BEGUN:
            begun.append((repair, Standing(article, state)))
        else:
            care = _is_care_due(*upkeep, today=today)
            waiting.append(Waiting(article, category, size, since, season, bool(safety), care))
    turns = in_order(waiting, unmet(db, branch, today), today)
    assess = (Standing(turn.article, RepairState.ASSESS, turn.need) for turn in turns)
    return [*assess, *(one for _, one in sorted(begun))]


def cards(db: Session, shown: Sequence[Standing]) -> list[Card]:
    """What is told of these, in the same order."""
    asked = _CARD.where(_article.c.id.in_([one.article for one in shown]))
    found = {row[0]: row for row in db.execute(asked)}
    return [_card(one, found[one.article]) for one in shown]


def ended_today(db: Session, branch: int, *, today: date) -> list[Ended]:
    """What was mended and what was scrapped since midnight, the latest first."""
    rows = db.execute(
        select(Repair.state, Article.name, Article.size, Category.code, _parent.c.code)
        .join(Article, Article.id == Repair.article_id)
        .join(Category, Category.id == Article.category_id)
        .outerjoin(_parent, _parent.c.id == Category.parent_id)
        .where(
            Repair.branch_id == branch,
            Repair.ended_at >= local_moment(today, time()),
            Repair.state.in_([RepairState.DONE, RepairState.SCRAPPED]),
        )
        .order_by(Repair.ended_at.desc(), Repair.id.desc())
    )
    return [Ended(*row) for row in rows]


def version(db: Session, branch: int) -> str:
    """A word that is another one when something else stands in the workshop, or stands otherwise.

    Wishes and shelves are left out: they alter the order slowly, and this is asked constantly.
    """
    articles = (
        select(func.count().label("articles"), func.sum(_article.c.id).label("which"))
        .where(_HERE)
        .subquery()
    )
    # Without the states, one that was changed on a tablet whose line was down would go unseen.
    of_state = case(
        (Repair.state == RepairState.IN_REPAIR, Repair.id),
        (Repair.state == RepairState.WAITING, Repair.id * 2),
        else_=0,
    )
    repairs = (
        select(func.max(Repair.changed_at).label("last"), func.sum(of_state).label("states"))
        .where(Repair.branch_id == branch, Repair.ended_at.is_(None))
        .subquery()
    )
    both = select(articles, repairs).join(repairs, true())
    row = db.execute(both, {"branch": branch}).one()
    return "-".join(str(value) for value in row)


def unmet(db: Session, branch: int, today: date) -> Unmet:
    """What was asked for in the last month while nothing like it could go out from a shelf."""
    asked = {"branch": branch, "today": today, "since": today - WISHED_WITHIN}
    return frozenset((row[0], row[1]) for row in db.execute(_UNMET, asked))


def _card(one: Standing, row: Sequence[Any]) -> Card:
    _, code, name, size, category, group, since, fault, words, waits_for, orders = row
    return Card(
        article=one.article,
        code=code or "",
        name=name,
        size=size,
        category=category,
        group=group or "",
        state=one.state,
        need=one.need,
        since=since,
        fault=_spoken(fault, words),
        waits_for=waits_for,
        orders=orders,
    )


@lru_cache(maxsize=4_096)
def _is_care_due(plans: str, attributes: str, cared: str, times_lent: int, *, today: date) -> bool:
    kept = Upkeep(plans=plans, attributes=attributes, cared=cared, times_lent=times_lent)
    return bool(kept.care(today))


@lru_cache(maxsize=1_024)
def _spoken(fault: str, words: str) -> dict[str, str]:
    """A fault word in each language; nothing when nobody said one, or it is no word any more."""
    for known in loads(words):
        if known["code"] == fault:
            return {"sv": known["word"], "en": known["word_en"]}
    return {}
