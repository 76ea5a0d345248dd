"""The tables of a report that are about the workshop: of things, never of whoever mends them."""

from babel.dates import format_interval

from fritidsbank.refusals import N_
from fritidsbank.reports.facts import Facts
from fritidsbank.reports.figures import Report
from fritidsbank.reports.table import Cell, Table
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.web.language import LOCALES, say, say_many

BECAME = {
    PlaceKind.SHELF: N_("Mended, to the shelf"),
    PlaceKind.SEASON_STORE: N_("Mended, to the season store"),
    PlaceKind.CHECK: N_("Mended, to the check table"),
    PlaceKind.OUT: N_("Mended and lent"),
    "scrapped": N_("Scrapped at the bench"),
    "released": N_("Let out unmended"),
    "unknown": N_("Left without a word"),
}
"""What became of what left the workshop; two of the places are those of weeks frozen long ago."""


def bench_table(report: Report, language: str) -> Table:
    """What came to the workshop and left it, how long that took, and what waited there."""
    waiting, bench = report.waiting, report.bench
    rows: list[tuple[str, Cell]] = []
    if bench:
        rows += [(N_("Stood there before"), bench.stood), (N_("Came to the workshop"), bench.came)]
    rows += [
        (word, report.repaired[became])
        for became, word in BECAME.items()
        if report.repaired.get(became)
    ]
    rows.append((N_("Waiting in the workshop"), waiting.count))
    if bench and bench.wait_for_parts:
        rows.append((N_("Of these, waiting for a part"), bench.wait_for_parts))
    if waiting.count:
        rows.append((N_("Longest wait, days"), waiting.oldest_days))
        rows.append((N_("Median wait, days"), waiting.median_days))
    if bench and bench.timed:
        rows.append((N_("Days at the bench, median"), bench.median_days))
        rows.append((N_("Days at the bench, nine of ten within"), bench.nine_of_ten_days))
    return Table(
        "bench",
        say(N_("The workshop"), language),
        (say(N_("What"), language), say(N_("How many"), language)),
        tuple((say(word, language), count) for word, count in rows),
        note=_how_timed(bench.timed, language) if bench and bench.timed else "",
    )


def first_table(report: Report, language: str, facts: Facts) -> Table:
    """What the workshop had best mend first, since more is going to be wanted than there is."""
    first = report.mend_first
    heads = (
        N_("Category"),
        N_("Size"),
        N_("Wanted last year"),
        N_("On the shelf now"),
        N_("In the workshop"),
    )
    note = ""
    if first:
        words = (
            N_("Before the holidays: lent or asked for {days}.")
            if first.is_holiday
            else N_("The next weeks: lent or asked for {days}.")
        )
        days = format_interval(first.first, first.last, "yMMMd", locale=LOCALES[language])
        note = say(words, language, {"days": days})
    return Table(
        "mend_first",
        say(N_("Mend first"), language),
        tuple(say(head, language) for head in heads),
        tuple(
            (
                facts.category(row.category, language),
                row.size,
                row.wanted,
                row.on_shelf,
                row.at_bench,
            )
            for row in (first.rows if first else ())
        ),
        words=2,
        note=note,
        empty=say(N_("Nothing in the workshop is going to be short soon."), language),
    )


def _how_timed(count: int, language: str) -> str:
    return say_many(
        "Days from coming to leaving, of the {n} article that left; 0 is the same day.",
        "Days from coming to leaving, of the {n} articles that left; 0 is the same day.",
        count,
        language,
    )
