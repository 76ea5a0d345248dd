"""A report as machines read it, and as it is kept when it is frozen."""

from dataclasses import asdict, fields
from datetime import date
from typing import Any

from fritidsbank.clock import iso, parse_moment
from fritidsbank.reports.figures import (
    Bench,
    CategoryRow,
    Day,
    Gap,
    Headline,
    Mend,
    MendFirst,
    Report,
    Waiting,
)
from fritidsbank.reports.rules import Books, period


def as_json(report: Report) -> dict[str, Any]:
    """Days are ISO 8601; the name of the period stands under its unit, such as week.

    `before` and `year_before` hold the five figures that are compared.
    """
    asked, waiting = report.period, report.waiting
    return {
        asked.unit: asked.name,
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "branch": report.branch or None,
        "is_over": report.is_over,
        "frozen_at": iso(report.frozen_at) if report.frozen_at else None,
        **_books(report.total),
        **asdict(report.headline),
        "on_loan": report.places.get("out", 0),
        "in_workshop": waiting.count,
        "in_workshop_oldest_days": waiting.oldest_days,
        "in_workshop_median_days": waiting.median_days,
        "overdue": report.overdue,
        "overdue_by_days": dict(report.late),
        "repaired_by_outcome": dict(report.repaired),
        "scrapped_by_reason": dict(report.scrapped),
        "stock_by_place": dict(report.places),
        "booked_late": report.booked_late,
        "before": asdict(report.before),
        "year_before": asdict(report.year_before) if report.year_before else None,
        "by_category": [
            {
                "category": row.category,
                **_books(row.books),
                "articles_lent": row.lent,
                "returned": row.returned,
            }
            for row in report.categories
        ],
        "by_day": [
            {"day": one.day.isoformat(), "articles_lent": one.lent, "returned": one.returned}
            for one in report.days
        ],
        "climate_kg": report.climate_kg,
        "gaps": [asdict(gap) for gap in report.gaps],
        "workshop": asdict(report.bench) if report.bench else None,
        "mend_first": _mend_first(report.mend_first) if report.mend_first else None,
    }


def from_json(kept: dict[str, Any], *, branch: str) -> Report:
    """The report that was written by `as_json`; the branch may have another name since."""
    unit = next(name for name in ("week", "month", "year") if name in kept)
    since = kept["frozen_at"]
    return Report(
        period=period(kept[unit], unit),
        branch=branch,
        is_over=kept["is_over"],
        frozen_at=parse_moment(since) if since else None,
        headline=_headline(kept),
        before=_headline(kept["before"]),
        year_before=_headline(kept["year_before"]) if kept["year_before"] else None,
        categories=tuple(
            CategoryRow(row["category"], _read_books(row), row["articles_lent"], row["returned"])
            for row in kept["by_category"]
        ),
        days=tuple(
            Day(date.fromisoformat(one["day"]), one["articles_lent"], one["returned"])
            for one in kept["by_day"]
        ),
        places=kept["stock_by_place"],
        repaired=kept["repaired_by_outcome"],
        scrapped=kept["scrapped_by_reason"],
        late=kept["overdue_by_days"],
        waiting=Waiting(
            kept["in_workshop"], kept["in_workshop_oldest_days"], kept["in_workshop_median_days"]
        ),
        booked_late=kept["booked_late"],
        climate_kg=kept["climate_kg"],
        gaps=tuple(Gap(**gap) for gap in kept["gaps"]),
        # Weeks that were frozen before there was a bench say nothing of it.
        bench=Bench(**bench) if (bench := kept.get("workshop")) else None,
        mend_first=_read_first(first) if (first := kept.get("mend_first")) else None,
    )


def _books(books: Books) -> dict[str, int]:
    return asdict(books) | {"closing": books.closing}


def _read_books(row: dict[str, int]) -> Books:
    return Books(**{one.name: row[one.name] for one in fields(Books)})


def _headline(kept: dict[str, int]) -> Headline:
    return Headline(**{one.name: kept[one.name] for one in fields(Headline)})


def _mend_first(first: MendFirst) -> dict[str, Any]:
    return asdict(first) | {"first": first.first.isoformat(), "last": first.last.isoformat()}


def _read_first(kept: dict[str, Any]) -> MendFirst:
    return MendFirst(
        date.fromisoformat(kept["first"]),
        date.fromisoformat(kept["last"]),
        kept["is_holiday"],
        tuple(Mend(**row) for row in kept["rows"]),
    )
