"""Repairs that have ended as open data: what was broken and what became of it, and nobody.

Read from a repair are its dates, its fault word and how it ended. The note, the account that let
something out, and whatever else somebody wrote or signed stay where they are.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.clock import local_day, local_moment
from fritidsbank.stock.models import Article, Category
from fritidsbank.web.spreadsheet import comma_pieces
from fritidsbank.workshop import ords
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.rules import Outcome

AT_ONCE = 1_000
"""So many repairs are in memory, however many there are."""
COUNTRY = "SWE"


@dataclass(frozen=True)
class Asked:
    """Which repairs: those that ended on these days, in one branch or in all."""

    first: date
    last: date
    branch: int | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        """The same for the database."""
        begins = local_moment(self.first, time())
        ends = local_moment(self.last + timedelta(days=1), time())
        ended = and_(Repair.ended_at >= begins, Repair.ended_at < ends)
        return ended if self.branch is None else and_(ended, Repair.branch_id == self.branch)


@dataclass(frozen=True)
class _Kind:
    """A category in English, with its fault words by code."""

    code: str
    name: str
    group: str
    faults: dict[str, str]


def repairs_as_csv(db: Session, asked: Asked) -> Iterator[bytes]:
    """A row for each repair, in pieces. Raises NotOfTheStandard."""
    return _as_csv(ords.COLUMNS, (ords.validated(row) for row in repair_rows(db, asked)))


def counts_as_csv(db: Session, asked: Asked) -> Iterator[bytes]:
    """How many of each unpowered product category ended how. Raises NotOfTheStandard."""
    return _as_csv(ords.COUNT_COLUMNS, (ords.validated_count(row) for row in count_rows(db, asked)))


def repair_rows(db: Session, asked: Asked) -> Iterator[dict[str, str]]:
    """Each repair in the fields of the standard, the oldest first."""
    kinds, provider = _kinds(db), _provider(db)
    prefix = ords.prefix_of(provider)
    for repair in _repairs(db, asked):
        kind, event = kinds[repair.category_id], local_day(repair.ended_at)
        product = ords.product_category(kind.code, kind.name)
        fault = kind.faults.get(repair.fault, repair.fault.replace("_", " "))
        status = ords.STATUSES[repair.outcome or Outcome.UNKNOWN]
        is_over = repair.outcome is Outcome.END_OF_LIFE
        yield {
            "id": f"{prefix}-{repair.id}",
            "partner_product_category": ords.one_line(f"{kind.group} ~ {kind.name}"),
            "product_category": product,
            "product_category_id": ords.category_id(product),
            "brand": ords.one_line(repair.brand),
            "year_of_manufacture": f"{repair.made_year:04d}" if repair.made_year else "",
            "product_age": ords.age(event, repair.made_year),
            "problem": ords.one_line(fault),
            "repair_status": status,
            "repair_barrier_if_end_of_life": (
                ords.BARRIERS[repair.barrier] if is_over and repair.barrier else ""
            ),
            "group_identifier": f"branch-{repair.branch_id}",
            "event_date": event.isoformat(),
            "data_provider": provider,
            "country": COUNTRY,
            "record_date": local_day(repair.changed_at).isoformat(),
        }


def count_rows(db: Session, asked: Asked) -> Iterator[dict[str, str]]:
    """Counts by product category and status; of what is powered there are rows alone."""
    kinds, provider = _kinds(db), _provider(db)
    counted: Counter[tuple[str, str]] = Counter()
    grouped = select(Article.category_id, Repair.outcome, func.count())
    grouped = grouped.join(Article, Article.id == Repair.article_id).where(asked.condition)
    for category, outcome, count in db.execute(
        grouped.group_by(Article.category_id, Repair.outcome)
    ):
        product = ords.product_category(kinds[category].code, kinds[category].name)
        if product in ords.UNPOWERED_NAMES:
            counted[product, ords.STATUSES[outcome or Outcome.UNKNOWN]] += count
    for (product, status), total in sorted(counted.items()):
        row = (provider, product, status, str(total))
        yield dict(zip(ords.COUNT_COLUMNS, row, strict=True))


def _repairs(db: Session, asked: Asked) -> Iterator[Any]:
    """One page after the other, each found by where the last one ended."""
    wanted = (
        select(
            Repair.id,
            Repair.branch_id,
            Repair.ended_at,
            Repair.changed_at,
            Repair.fault,
            Repair.outcome,
            Repair.barrier,
            Article.category_id,
            Article.brand,
            Article.made_year,
        )
        .join(Article, Article.id == Repair.article_id)
        .where(asked.condition)
        .order_by(Repair.id)
        .limit(AT_ONCE)
    )
    last = 0
    while page := db.execute(wanted.where(Repair.id > last)).all():
        yield from page
        last = page[-1].id


def _kinds(db: Session) -> dict[int, _Kind]:
    rows = db.scalars(select(Category)).all()
    names = {row.id: row.name_en or row.name for row in rows}
    return {
        row.id: _Kind(
            row.code,
            names[row.id],
            names[row.parent_id or row.id],
            {fault["code"]: fault.get("word_en") or fault["word"] for fault in row.faults},
        )
        for row in rows
    }


def _provider(db: Session) -> str:
    return ords.one_line(str(settings_of_operator(db)["operator"]), "Fritidsbanken")


def _as_csv(columns: tuple[str, ...], rows: Iterator[ords.Row]) -> Iterator[bytes]:
    def lines() -> Iterator[tuple[str, ...]]:
        yield columns
        for row in rows:
            yield tuple(row.values())

    return comma_pieces(lines())
