"""What people call a period, and how they compare one with another."""

from datetime import date

from babel.dates import format_date, format_interval

from fritidsbank.refusals import N_
from fritidsbank.reports.figures import Report
from fritidsbank.reports.rules import Period
from fritidsbank.web.language import LOCALES, say, say_many

TITLES = {
    "week": N_("Weekly report, {period}"),
    "month": N_("Monthly report, {period}"),
    "year": N_("Report of the year {period}"),
}
WITHIN = {
    "week": N_("In {week}"),
    "month": N_("In {month}"),
    "year": N_("In {year}"),
}
"""In Swedish each begins in its own way."""
BEFORE = {
    "week": N_("the week before"),
    "month": N_("the month before"),
    "year": N_("the year before"),
}


def spoken(asked: Period, language: str, *, year: bool = True) -> str:
    """Week 46 2026, November 2026 or 2026; the year of a week may be left out."""
    if asked.unit == "week":
        number, week = asked.name.split("-W")
        words = N_("week {week} {year}") if year else N_("week {week}")
        return say(words, language, {"week": str(int(week)), "year": number})
    if asked.unit == "month":
        return format_date(asked.first, "LLLL y", locale=LOCALES[language])
    return asked.name


def span(asked: Period, language: str) -> str:
    """9–15 November 2026."""
    return format_interval(asked.first, asked.last, "yMMMMd", locale=LOCALES[language])


def month_word(day: date, language: str) -> str:
    """November."""
    return format_date(day, "LLLL", locale=LOCALES[language])


def short_word(day: date, unit: str, language: str) -> str:
    """What stands below a bar of a period: Mon, 9 or N."""
    form = {"week": "ccc", "month": "d", "year": "LLLLL"}[unit]
    return format_date(day, form, locale=LOCALES[language]).removesuffix(".")


def of_all(was: int, then: str, language: str) -> str:
    """What a figure was then, beside one that still grows."""
    return say(N_("{was} in all {then}"), language, {"was": was, "then": then})


def compared(count: int, was: int, then: str, language: str) -> str:
    """How a figure differs from what it was then."""
    facts = {"n": abs(count - was), "then": then, "was": was}
    if count > was:
        return say(N_("{n} more than {then} ({was})"), language, facts)
    if count < was:
        return say(N_("{n} fewer than {then} ({was})"), language, facts)
    return say(N_("as many as {then}"), language, facts)


def title(report: Report, language: str) -> str:
    """Weekly report, week 46 2026."""
    period = spoken(report.period, language)
    return say(TITLES[report.period.unit], language, {"period": period})


def lead(report: Report, language: str, *, comparable: bool) -> str:
    """The period in one sentence that can be forwarded as it is."""
    said = _lead(report, language, comparable=comparable)
    return said[:1].upper() + said[1:]


def _lead(report: Report, language: str, *, comparable: bool) -> str:
    asked, told = report.period, report.headline
    bare = spoken(asked, language, year=False)
    facts: dict[str, object] = {
        "period": bare,
        "when": say(WITHIN[asked.unit], language, {asked.unit: bare}),
        "articles": say_many("{n} article", "{n} articles", told.articles_lent, language),
        "times": say_many("{n} occasion", "{n} occasions", told.loan_events, language),
        "returned": told.returned,
    }
    if not told.articles_lent and not told.returned:
        return say(N_("{when}, nothing went out and nothing came back."), language, facts)
    if not report.is_over:
        words = N_("So far in {period}: {articles} out on {times}, and {returned} back.")
        return say(words, language, facts)
    if not comparable:
        words = N_("{when}, {articles} went out on {times}, and {returned} came back.")
        return say(words, language, facts)
    words = N_("{when}, {articles} went out on {times}, {change}, and {returned} came back.")
    return say(words, language, facts | {"change": _change(report, language)})


def _change(report: Report, language: str) -> str:
    more = report.headline.articles_lent - report.before.articles_lent
    facts = {"n": abs(more), "then": say(BEFORE[report.period.unit], language)}
    if more > 0:
        return say(N_("{n} more than {then}"), language, facts)
    if more < 0:
        return say(N_("{n} fewer than {then}"), language, facts)
    return say(N_("as many as {then}"), language, facts)
