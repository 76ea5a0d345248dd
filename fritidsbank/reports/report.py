"""Counting the stock report of a period."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from fritidsbank.branches.queries import branch_called, settings_of_operator
from fritidsbank.counter.tally import tallied
from fritidsbank.refusals import N_, Refusal
from fritidsbank.reports.at_bench import at_bench, mend_first
from fritidsbank.reports.climate import climate_kg
from fritidsbank.reports.figures import Day, Headline, Report
from fritidsbank.reports.lateness import late_by_age
from fritidsbank.reports.queries import (
    FIGURES,
    Source,
    booked_late,
    by_day,
    category_codes,
    day_after,
    flows_of,
    stood_before,
)
from fritidsbank.reports.rules import Flow, Period
from fritidsbank.reports.summing import (
    category_rows,
    mended,
    moved_for,
    places_in_the_end,
    repaired,
    scrapped,
)
from fritidsbank.reports.visiting import loan_events
from fritidsbank.reports.waiting import waiting_in_workshop
from fritidsbank.reports.wanting import gaps
from fritidsbank.stock.rules import PlaceKind, Reason

NEAR_DAYS = 7
"""What to mend first is said in the report of a period that has just ended, or still runs."""


@dataclass(eq=False)
class NotBegun(Refusal):
    """Nothing can be said of what has not begun."""

    period: str
    first: date

    message = N_("{period} begins on {first}. There is nothing to report yet.")


def report_on(
    db: Session, asked: Period, branch: str = "", *, today: date, source: Source = FIGURES
) -> Report:
    """Count a period. Raises NotBegun, NoSuchBranch."""
    if asked.first > today:
        raise NotBegun(asked.name, asked.first)
    number = branch_called(db, branch).id if branch else None
    codes = category_codes(db)
    wants_climate = settings_of_operator(db)["climate_figure"]
    flows = flows_of(db, asked, source)
    stood = stood_before(db, asked.first, source)
    places = places_in_the_end(stood, flows, number)
    after, earlier = day_after(asked, today), asked.year_before
    in_workshop = places.get(PlaceKind.WORKSHOP.value, 0)
    rows = category_rows(stood, flows, number, codes)
    return Report(
        period=asked,
        branch=branch,
        is_over=asked.last < today,
        headline=_headline(db, asked, flows, number),
        before=headline_of(db, asked.before, number, source),
        year_before=headline_of(db, earlier, number, source) if earlier else None,
        categories=rows,
        days=_days(db, asked, number, source),
        places=places,
        repaired=repaired(flows, number),
        scrapped=scrapped(flows, number),
        late=late_by_age(db, after, number),
        waiting=waiting_in_workshop(db, after, in_workshop, number),
        gaps=gaps(db, asked, number, codes),
        bench=at_bench(db, asked, stood, flows, number),
        mend_first=mend_first(db, after, number, codes) if _is_near(after, today) else None,
        booked_late=booked_late(db, asked, number),
        climate_kg=climate_kg(rows) if wants_climate else None,
    )


def _is_near(after: date, today: date) -> bool:
    """Whether what stands in the house now is about what stood there then."""
    return (today - after).days < NEAR_DAYS


def headline_of(
    db: Session, asked: Period, branch: int | None, source: Source = FIGURES
) -> Headline:
    """The five figures of a period."""
    return _headline(db, asked, flows_of(db, asked, source), branch)


def _headline(db: Session, asked: Period, flows: list[Flow], branch: int | None) -> Headline:
    events = loan_events(db, asked, branch)
    return Headline(
        articles_lent=moved_for(flows, Reason.LENT, branch).total(),
        loan_events=events,
        returned=moved_for(flows, Reason.RETURNED, branch).total(),
        visits=events + sum(tallied(db, asked.first, asked.last, branch).values()),
        repaired=sum(mended(flows, branch).values()),
    )


def _days(db: Session, asked: Period, branch: int | None, source: Source) -> tuple[Day, ...]:
    counted = by_day(db, asked, branch, source)
    return tuple(
        Day(day, counted.get((day, Reason.LENT), 0), counted.get((day, Reason.RETURNED), 0))
        for day in sorted({day for day, _ in counted})
    )
