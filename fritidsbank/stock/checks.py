"""Safety checks: what somebody saw, and when an article is looked at next.

The bench page shows the points of an article: `thing.upkeep.points` (`Point.said(language)` are the
words), and sends the codes that are in order as `seen` with the operation `repair_end`; where
`asks_service_day(thing.upkeep.known)`, the day of the next service as `next_service_on`. What is
left is `points_left(thing.upkeep.points, seen)` of `tick_lists.py`; whether this account may say
"ok" is `may_sign`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.schema import rows_changed, table_of
from fritidsbank.staff.queries import is_trusted
from fritidsbank.staff.rules import SIGN_OFF
from fritidsbank.stock.actions import Signature, move, put_back, scrap
from fritidsbank.stock.models import Article, Category, SafetyCheck
from fritidsbank.stock.queries import Thing, fault_codes, standard_place
from fritidsbank.stock.rules import READY_AT, PlaceKind, Reason, Verdict
from fritidsbank.stock.tick_lists import fault_of, points_left
from fritidsbank.stock.upkeep import (
    SERVICE_DUE,
    asks_service_day,
    next_check_lent,
    next_check_on,
    service_day,
)

_article, _check = table_of(Article), table_of(SafetyCheck)
IS_DUE = or_(
    and_(_article.c.check_due_on.is_not(None), _article.c.check_due_on <= bindparam("today")),
    and_(
        _article.c.check_due_lent.is_not(None),
        _article.c.times_lent >= _article.c.check_due_lent,
    ),
)
"""`upkeep.is_check_due` for a database that looks at many articles; it asks for `today`."""


@dataclass(frozen=True)
class Seen:
    """What somebody saw: the codes of the points in order, and of those that are not."""

    verdict: Verdict
    points: Sequence[str] = ()
    wrong: Sequence[str] = ()
    next_service_on: date | None = None


def may_sign(db: Session, thing: Thing, account: int, today: date) -> bool:
    """Whether an account may say that this article is in order."""
    return not thing.upkeep.signed or is_trusted(db, account, SIGN_OFF, on=today)


def why_not_ok(db: Session, thing: Thing, seen: Seen, *, account: int, today: date) -> str | None:
    """The outcome that says why this article cannot be said to be in order; None when it can."""
    if seen.verdict is not Verdict.OK:
        return None
    if points_left(thing.upkeep.points, seen.points):
        return "points_left"
    attributes = thing.upkeep.known
    service = seen.next_service_on or service_day(attributes)
    if asks_service_day(attributes) and (service is None or service <= today):
        return "service_day_needed"
    return None if may_sign(db, thing, account, today) else "needs_signature"


def lacks_signature(db: Session, thing: Thing, seen: Seen, *, account: int, today: date) -> bool:
    """Whether "ok" was said by somebody who may not say it: nobody's word, done or not."""
    return seen.verdict is Verdict.OK and not may_sign(db, thing, account, today)


def is_to_be_looked_at(thing: Thing, today: date) -> bool:
    """Whether it lies on the check table, or stands on a shelf although its check is due."""
    if thing.spot.kind in READY_AT:
        return thing.upkeep.is_due(today)
    return thing.spot.kind is PlaceKind.CHECK


def check_safety(db: Session, thing: Thing, seen: Seen, *, branch: int, signed: Signature) -> Thing:
    """Note what a safety check found and put the thing where it belongs. Raises NotThere."""
    note_check(db, thing, seen, signed=signed)
    if seen.verdict is Verdict.SCRAP:
        return scrap(db, thing, Reason.UNSAFE, branch=branch, signed=signed)
    if seen.verdict is Verdict.TO_REPAIR:
        bench = standard_place(db, branch, PlaceKind.WORKSHOP)
        fault = fault_of(seen.wrong, fault_codes(db, thing.category_id)) if seen.wrong else ""
        # What was said to be missing is missing there, too.
        reason, note = Reason.TO_WORKSHOP, thing.note
        return move(db, thing, bench, reason=reason, signed=signed, fault=fault, note=note)
    if thing.spot.kind in READY_AT:
        # It stays where it stands, and the line says that it was looked at.
        note = thing.note
        return move(db, thing, thing.spot, reason=Reason.CHECKED, signed=signed, note=note)
    return put_back(db, thing, branch=branch, reason=Reason.CHECKED, signed=signed)


def note_check(db: Session, thing: Thing, seen: Seen, *, signed: Signature) -> None:
    """Write down that it was looked at, and when it is next; it stays where it stands."""
    db.add(
        SafetyCheck(
            article_id=thing.id,
            at=signed.at,
            verdict=seen.verdict,
            seen=list(seen.points),
            wrong=list(seen.wrong),
            account_id=signed.account,
            operation_id=signed.operation,
        )
    )
    db.flush()
    if seen.next_service_on is not None:
        _write_service_day(db, thing.id, seen.next_service_on.isoformat())
    if seen.verdict is Verdict.OK:
        keep_due(db, [thing.id], looked_at=True)


def take_back(
    db: Session, operation: str | None, article: int, *, at: datetime, service: str | None = None
) -> None:
    """What an act that is undone said of an article's safety was not said.

    `service` is the day that stood there before.
    """
    undone = db.execute(
        update(SafetyCheck)
        .where(SafetyCheck.operation_id == operation, SafetyCheck.undone_at.is_(None))
        .values(undone_at=at),
        execution_options={"synchronize_session": False},
    )
    if rows_changed(undone) == 0:
        return
    if service is not None:
        _write_service_day(db, article, service)
    keep_due(db, [article])
    # Whatever is checked was to be checked: so it is again.
    db.execute(
        update(_article)
        .where(_article.c.id == article, _article.c.check_due_lent.is_not(None))
        .values(check_due_lent=_article.c.times_lent)
    )


@dataclass(frozen=True)
class Due:
    """When an article is looked at next: as it is written, and as the rules have it."""

    article: int
    noted_on: date | None
    on: date | None
    noted_lent: int | None
    lent: int | None


def dues(
    db: Session, articles: Sequence[int] | Select[int], *, looked_at: bool = False
) -> Iterator[Due]:
    """When these are looked at next; `looked_at`: just now, so loans are counted from here."""
    ok = (
        select(_check.c.article_id, func.max(_check.c.at).label("at"))
        .where(_check.c.verdict == Verdict.OK, _check.c.undone_at.is_(None))
        .where(_check.c.article_id.in_(articles))
        .group_by(_check.c.article_id)
        .subquery()
    )
    for row in db.execute(
        select(
            Article.id,
            Article.attributes,
            Article.registered_on,
            Article.times_lent,
            Article.check_due_on,
            Article.check_due_lent,
            Category.check_every_days,
            Category.check_every_loans,
            ok.c.at,
        )
        .join(Category, Category.id == Article.category_id)
        .outerjoin(ok, ok.c.article_id == Article.id)
        .where(Article.id.in_(articles))
        .order_by(Article.id)
    ).all():
        on = next_check_on(
            row.attributes,
            row.check_every_days,
            looked_at_on=local_day(row.at) if row.at else row.registered_on,
            from_on=row.registered_on,
        )
        lent = next_check_lent(
            row.check_due_lent,
            every_loans=row.check_every_loans,
            times_lent=row.times_lent,
            looked_at=looked_at,
        )
        yield Due(row.id, row.check_due_on, on, row.check_due_lent, lent)


def keep_due(
    db: Session, articles: Sequence[int] | Select[int], *, looked_at: bool = False
) -> None:
    """Write when these articles are looked at next: after a check, and when they are described."""
    changed = [
        {"which": due.article, "day": due.on, "loans": due.lent}
        for due in dues(db, articles, looked_at=looked_at)
        if (due.on, due.lent) != (due.noted_on, due.noted_lent)
    ]
    if changed:
        by_id = update(_article).where(_article.c.id == bindparam("which"))
        new: dict[str, Any] = {
            "check_due_on": bindparam("day"),
            "check_due_lent": bindparam("loans"),
        }
        db.execute(by_id.values(new), changed)


def _write_service_day(db: Session, article: int, day: str) -> None:
    attributes: dict[str, Any] = db.scalars(
        select(Article.attributes).where(Article.id == article)
    ).one()
    attributes = (
        {**attributes, SERVICE_DUE: day}
        if day
        else {name: value for name, value in attributes.items() if name != SERVICE_DUE}
    )
    db.execute(update(_article).where(_article.c.id == article).values(attributes=attributes))
