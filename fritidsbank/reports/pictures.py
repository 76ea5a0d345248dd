"""The two charts: what was lent each day, and where the stock stands."""

from collections import Counter
from datetime import date, timedelta

from fritidsbank.refusals import N_
from fritidsbank.reports.charts import Bar, Chart, lying, standing
from fritidsbank.reports.figures import Report
from fritidsbank.reports.rules import NOT_OURS, Period
from fritidsbank.reports.wording import month_word, short_word
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.stock.words import PLACES
from fritidsbank.web.language import say, shown_count, shown_day

OURS = tuple(kind for kind in PlaceKind if kind not in NOT_OURS)
"""What stands there is the stock, in the order in which it is told."""


def steps(asked: Period) -> list[date]:
    """Each day of a week or month; of a year the first of each month."""
    days = [asked.first + timedelta(days=n) for n in range((asked.last - asked.first).days + 1)]
    return [day for day in days if day.day == 1] if asked.unit == "year" else days


def step_of(day: date, asked: Period) -> date:
    """The step that a day belongs to."""
    return day.replace(day=1) if asked.unit == "year" else day


def step_word(step: date, asked: Period, language: str) -> str:
    """Monday 9 November; November."""
    return month_word(step, language) if asked.unit == "year" else shown_day(step, language)


def lent_by_step(report: Report) -> tuple[Counter[date], Counter[date]]:
    """What was lent and what came back, by step."""
    lent: Counter[date] = Counter()
    back: Counter[date] = Counter()
    for one in report.days:
        step = step_of(one.day, report.period)
        lent[step] += one.lent
        back[step] += one.returned
    return lent, back


def by_day(report: Report, language: str) -> Chart:
    """What was lent, day by day; in a year month by month."""
    asked, (lent, _) = report.period, lent_by_step(report)
    words = N_("Lent month by month") if asked.unit == "year" else N_("Lent day by day")
    bars = [
        Bar(
            _label(step, asked, language),
            lent[step],
            shown_count(lent[step], language),
        )
        for step in steps(asked)
    ]
    return standing(say(words, language), _most(lent, asked, language), bars)


def by_place(report: Report, language: str) -> Chart:
    """Where the stock stood when the period was over."""
    bars = [
        Bar(say(PLACES[kind], language), count, shown_count(count, language))
        for kind in OURS
        if (count := report.place(kind))
    ]
    said = "; ".join(f"{bar.word}: {bar.shown}" for bar in bars)
    where = say(N_("The stock by place"), language)
    return lying(where, said or say(N_("There is no stock yet."), language), bars)


def _label(step: date, asked: Period, language: str) -> str:
    if asked.unit == "month" and step.weekday():
        return ""  # a month is read by its Mondays
    return short_word(step, asked.unit, language)


def _most(lent: Counter[date], asked: Period, language: str) -> str:
    if not lent.total():
        return say(N_("Nothing was lent."), language)
    best, count = lent.most_common(1)[0]
    facts = {"when": step_word(best, asked, language), "n": count, "all": lent.total()}
    return say(N_("Bars of {all} articles lent. Most of them, {n}: {when}."), language, facts)
