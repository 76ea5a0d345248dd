"""The tables of a report."""

from collections.abc import Mapping
from dataclasses import astuple, replace

from fritidsbank.refusals import N_
from fritidsbank.reports.bench_tables import bench_table, first_table
from fritidsbank.reports.facts import Facts
from fritidsbank.reports.figures import CategoryRow, Report
from fritidsbank.reports.pictures import OURS, lent_by_step, step_word, steps
from fritidsbank.reports.rules import Books, Period
from fritidsbank.reports.table import Cell, Change, Table
from fritidsbank.reports.wording import spoken
from fritidsbank.stock.catalogue import IN_SEASON
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.stock.words import PLACES, SCRAP_REASONS
from fritidsbank.web.language import say, say_many

FIGURES = {
    "articles_lent": N_("Articles lent"),
    "loan_events": N_("Loan events"),
    "returned": N_("Returned"),
    "visits": N_("Visits"),
    "repaired": N_("Repaired"),
}
BOOKS = (
    N_("Opening"),
    N_("New"),
    N_("Moved in"),
    N_("Found again"),
    N_("Moved out"),
    N_("As scrap"),
    N_("Written off"),
    N_("Gone missing"),
    N_("Closing"),
)
LATE = {
    "1-7": N_("1–7 days"),
    "8-30": N_("8–30 days"),
    "31-90": N_("31–90 days"),
    "91-": N_("More than 90 days"),
}
MOST_LENT, MOST_IDLE, MOST_WISHED = 6, 6, 10


def tables_of(report: Report, language: str, facts: Facts) -> list[Table]:
    """All of them, in the order in which they are read."""
    told = _Tabulator(report, language, facts)
    return [
        told.figures(),
        told.days(),
        told.places(),
        told.gaps(),
        told.wishes(),
        told.books(),
        told.changed(),
        told.top(),
        told.idle(),
        told.lending(),
        bench_table(report, language),
        first_table(report, language, facts),
        told.scrapped(),
        told.overdue(),
    ]


class _Tabulator:
    """One report in one language."""

    def __init__(self, report: Report, language: str, facts: Facts) -> None:
        self.report, self.language, self.facts = report, language, facts

    def figures(self) -> Table:
        """The five, with the period before and the year before."""
        report, asked = self.report, self.report.period
        periods = [asked, asked.before]
        heads = [report.headline, report.before]
        if asked.year_before and report.year_before:
            periods.append(asked.year_before)
            heads.append(report.year_before)
        rows = []
        for name, word in FIGURES.items():
            now, *then = (getattr(head, name) for head in heads)
            rows.append(
                (self._say(word), now, *(x for was in then for x in (was, self._change(now - was))))
            )
        columns = [spoken(periods[0], self.language)]
        for one in periods[1:]:
            columns += [spoken(one, self.language), self._say(N_("Difference"))]
        return Table("figures", self._say(N_("In figures")), ("", *columns), tuple(rows))

    def days(self) -> Table:
        """What was lent and came back, day by day."""
        asked = self.report.period
        lent, back = lent_by_step(self.report)
        what = N_("Month by month") if asked.unit == "year" else N_("Day by day")
        first = N_("Month") if asked.unit == "year" else N_("Day")
        return Table(
            "days",
            self._say(what),
            self._heads(first, N_("Went out"), N_("Came in")),
            tuple(
                (step_word(one, asked, self.language), lent[one], back[one]) for one in steps(asked)
            ),
            total=(self._say(N_("Together")), lent.total(), back.total()),
        )

    def places(self) -> Table:
        """Where the stock stood, and what is missing besides."""
        counts = {kind: self.report.place(kind) for kind in OURS}
        missing = self.report.place(PlaceKind.MISSING)
        return Table(
            "places",
            self._say(N_("The stock place by place")),
            self._heads(N_("Place"), N_("How many")),
            tuple((self._say(PLACES[kind]), count) for kind, count in counts.items() if count),
            total=(self._say(N_("Together")), sum(counts.values())),
            note=self._missing(missing) if missing else "",
        )

    def gaps(self) -> Table:
        """What was asked for and was not there."""
        return Table(
            "gaps",
            self._say(N_("Asked for and not there")),
            self._heads(N_("Category"), N_("Size"), N_("Asked for"), N_("On the shelf now")),
            tuple(
                (self._name(gap.category), gap.size, gap.wished, gap.on_shelf)
                for gap in sorted(self.report.gaps, key=lambda gap: -gap.wished)
            ),
            words=2,
            empty=self._say(N_("No wish was noted that could not be met.")),
        )

    def wishes(self) -> Table:
        """The gaps of paper: those that were asked for most."""
        gaps = self.gaps()
        more = max(0, len(gaps.rows) - MOST_WISHED)
        note = self._more(more) if more else ""
        return replace(gaps, key="wishes", rows=gaps.rows[:MOST_WISHED], note=note)

    def books(self) -> Table:
        """What came to each category and what left it."""
        total = self.report.total
        came = total.registered + total.moved_in + total.found
        left = total.opening + came - total.closing
        return Table(
            "books",
            self._say(N_("The books of the stock")),
            self._heads(N_("Category"), *BOOKS),
            tuple(
                (self._name(row.category), *_entries(row.books)) for row in self.report.categories
            ),
            total=(self._say(N_("Together")), *_entries(total)),
            note=self._say(
                N_("The books balance: {opening} + {came} in − {left} out = {closing}."),
                opening=total.opening,
                came=came,
                left=left,
                closing=total.closing,
            ),
            empty=self._say(N_("There is no stock yet.")),
        )

    def changed(self) -> Table:
        """The books of paper: what nothing came to and nothing left stands on one line."""
        quiet = [row for row in self.report.categories if _is_quiet(row.books)]
        busy = [row for row in self.report.categories if not _is_quiet(row.books)]
        rows: list[tuple[Cell, ...]] = [
            (self._name(row.category), *_entries(row.books)) for row in busy
        ]
        if quiet:
            word = self._unchanged(len(quiet)) if busy else self._all_unchanged(len(quiet))
            rows.append((word, *_entries(sum((row.books for row in quiet), Books()))))
        return replace(self.books(), key="changed", rows=tuple(rows))

    def top(self) -> Table:
        """What was lent most."""
        lent = [row for row in self._by_lent() if row.lent]
        return Table(
            "top",
            self._say(N_("Most lent")),
            self._heads(N_("Category"), N_("Went out")),
            tuple((self._name(row.category), row.lent) for row in lent[:MOST_LENT]),
            empty=self._say(N_("Nothing was lent.")),
        )

    def idle(self) -> Table:
        """What nobody borrowed though there is stock of it and it is the time of year."""
        idle = [
            row
            for row in self.report.categories
            if row.books.closing and not row.lent and self._in_season(row)
        ]
        idle.sort(key=lambda row: -row.books.closing)
        more = max(0, len(idle) - MOST_IDLE)
        return Table(
            "idle",
            self._say(N_("In season and not lent")),
            self._heads(N_("Category"), N_("Stock")),
            tuple((self._name(row.category), row.books.closing) for row in idle[:MOST_IDLE]),
            note=self._more(more) if more else "",
            empty=self._say(
                N_("Something of every category in season was lent.")
                if self.report.total.closing
                else N_("There is no stock yet.")
            ),
        )

    def lending(self) -> Table:
        """What was lent of each category: in spreadsheets."""
        return Table(
            "lending",
            self._say(N_("Lent by category")),
            self._heads(N_("Category"), N_("Went out"), N_("Came in"), N_("Stock")),
            tuple(
                (self._name(row.category), row.lent, row.returned, row.books.closing)
                for row in self._by_lent()
            ),
        )

    def scrapped(self) -> Table:
        """Why things were scrapped."""
        scrapped = self.report.scrapped
        words: Mapping[Reason, str] = SCRAP_REASONS
        return Table(
            "scrapped",
            self._say(N_("What was scrapped")),
            self._heads(N_("Reason"), N_("How many")),
            tuple((self._say(words[Reason(why)]), many) for why, many in scrapped.items() if many),
            total=(self._say(N_("Together")), sum(scrapped.values())),
            empty=self._say(N_("Nothing was scrapped.")),
        )

    def overdue(self) -> Table:
        """What is awaited, by how long."""
        return Table(
            "overdue",
            self._say(N_("Not back in time")),
            self._heads(N_("After the due day"), N_("How many")),
            tuple((self._say(LATE[age]), many) for age, many in self.report.late.items()),
            total=(self._say(N_("Together")), self.report.overdue),
        )

    def _change(self, more: int) -> Change | None:
        # What still grows is not yet to be compared.
        return Change(more) if self.report.is_over else None

    def _missing(self, count: int) -> str:
        return say_many(
            "{n} article is missing, and not counted.",
            "{n} articles are missing, and not counted.",
            count,
            self.language,
        )

    def _more(self, count: int) -> str:
        return say_many("and {n} more", "and {n} more", count, self.language)

    def _unchanged(self, count: int) -> str:
        return say_many(
            "{n} other category, unchanged", "{n} other categories, unchanged", count, self.language
        )

    def _all_unchanged(self, count: int) -> str:
        return say_many(
            "{n} category, unchanged", "{n} categories, unchanged", count, self.language
        )

    def _by_lent(self) -> list[CategoryRow]:
        return sorted(self.report.categories, key=lambda row: -row.lent)

    def _in_season(self, row: CategoryRow) -> bool:
        months = IN_SEASON.get(self.facts.season(row.category))
        return months is None or bool(months & _months(self.report.period))

    def _name(self, code: str) -> str:
        return self.facts.category(code, self.language)

    def _heads(self, *words: str) -> tuple[str, ...]:
        return tuple(self._say(word) for word in words)

    def _say(self, msgid: str, **facts: object) -> str:
        return say(msgid, self.language, facts)


def _entries(books: Books) -> tuple[int, ...]:
    return (*astuple(books), books.closing)


def _is_quiet(books: Books) -> bool:
    return books == Books(opening=books.closing)


def _months(asked: Period) -> set[int]:
    return set(range(1, 13)) if asked.unit == "year" else {asked.first.month, asked.last.month}
