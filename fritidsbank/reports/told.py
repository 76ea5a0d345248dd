"""A report in the words of a language: what the page, the paper and the spreadsheet all show.

Whoever lays it out adds no figure and no sentence, so that they cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from babel.lists import format_list

from fritidsbank.refusals import N_
from fritidsbank.reports.charts import Chart
from fritidsbank.reports.climate import SOURCE
from fritidsbank.reports.facts import Facts
from fritidsbank.reports.figures import Headline, Report
from fritidsbank.reports.pictures import by_day, by_place
from fritidsbank.reports.table import Table
from fritidsbank.reports.tables import FIGURES, tables_of
from fritidsbank.reports.wording import BEFORE, compared, lead, of_all, span, spoken, title
from fritidsbank.web.language import LOCALES, say, say_many


@dataclass(frozen=True)
class Figure:
    """One of the five, and how it compares with before."""

    word: str
    count: int
    compared: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """Everything that is said, in the order in which it is read.

    `state` says whether the figures may still change; `notes` what one should know about them.
    """

    language: str
    period: str
    title: str
    shop: str
    span: str
    state: str
    lead: str
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    tables: Mapping[str, Table]
    notes: tuple[str, ...]
    told_at: datetime


def tell(report: Report, language: str, facts: Facts) -> Told:
    """Put a report into words."""
    return Told(
        language=language,
        period=report.period.name,
        title=title(report, language),
        shop=facts.shop(report.branch),
        span=span(report.period, language),
        state=_state(report, language, facts),
        lead=lead(report, language, comparable=_has(report.before)),
        figures=_figures(report, language),
        charts=(by_day(report, language), by_place(report, language)),
        tables={table.key: table for table in tables_of(report, language, facts)},
        notes=tuple(_notes(report, language)),
        told_at=report.frozen_at or facts.now,
    )


def _has(then: Headline | None) -> bool:
    return then is not None and then != Headline()


def _state(report: Report, language: str, facts: Facts) -> str:
    if report.frozen_at:
        words = N_("Frozen {at}. These figures stay as they are.")
        return say(words, language, {"at": report.frozen_at})
    if not report.is_over:
        words = N_("Still running. These are the figures so far ({at}).")
        return say(words, language, {"at": facts.now})
    words = N_("Not frozen yet ({at}). What is entered late is still counted.")
    return say(words, language, {"at": facts.now})


def _figures(report: Report, language: str) -> tuple[Figure, ...]:
    asked, earlier = report.period, []
    if _has(report.before):
        earlier.append((say(BEFORE[asked.unit], language), report.before))
    if asked.year_before and report.year_before and _has(report.year_before):
        earlier.append((spoken(asked.year_before, language), report.year_before))
    return tuple(
        Figure(
            say(word, language),
            count := getattr(report.headline, name),
            tuple(
                compared(count, getattr(was, name), then, language)
                if report.is_over
                else of_all(getattr(was, name), then, language)
                for then, was in earlier
            ),
        )
        for name, word in FIGURES.items()
    )


def _notes(report: Report, language: str) -> list[str]:
    notes = []
    earlier = (
        (report.period.before, report.before),
        (report.period.year_before, report.year_before),
    )
    if unknown := [spoken(then, language) for then, was in earlier if then and not _has(was)]:
        thens = format_list(unknown, style="or", locale=LOCALES[language])
        words = N_("There are no figures of {then} to compare with.")
        notes.append(say(words, language, {"then": thens}))
    if report.booked_late:
        notes.append(
            say_many(
                "{n} move happened in a week that was frozen already, and is counted here.",
                "{n} moves happened in weeks that were frozen already, and are counted here.",
                report.booked_late,
                language,
            )
        )
    if report.climate_kg is not None:
        words = N_(
            "Borrowing skis instead of buying them saved about {kg} kg of carbon dioxide. Source: "
            "{source}."
        )
        notes.append(say(words, language, {"kg": report.climate_kg, "source": SOURCE}))
    return notes
