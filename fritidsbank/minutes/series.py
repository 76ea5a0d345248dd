"""Series: when a group meets as a rule. A change of the rule reaches what nobody knows of yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.clock import SWEDEN, local_day
from fritidsbank.minutes.agendas import draft_agenda
from fritidsbank.minutes.meanwhile import claim
from fritidsbank.minutes.meetings import Plan, change_meeting, free_day, plan_meeting
from fritidsbank.minutes.models import Group, Meeting, Series
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.recurring import Rule, days_after, is_day_of
from fritidsbank.minutes.rules import MeetingState, PublishedKind
from fritidsbank.refusals import N_, NotFound, Refusal

PROPOSED = 3
LOOKED_AHEAD = 100


@dataclass(eq=False)
class NoSuchSeries(NotFound):
    """There is no series with that number."""

    message = N_("There is no such series of meetings.")


@dataclass(eq=False)
class NotItsDay(Refusal):
    """The group does not meet on that day as a rule, or the meeting is there already."""

    day: date

    message = N_("{day} is not one of the days that are proposed. Look again.")


@dataclass(frozen=True)
class Proposed:
    """A series with the days that it proposes next."""

    series: Series
    days: list[date]


def series_with(db: Session, series: int) -> tuple[Group, Series]:
    """The series with that number and its group. Raises NoSuchSeries."""
    found = db.execute(
        select(Group, Series).join(Series, Series.group_id == Group.id).where(Series.id == series)
    ).first()
    if found is None:
        raise NoSuchSeries
    return found[0], found[1]


def rule_of(series: Series) -> Rule:
    """On which days it falls."""
    return Rule(
        monthly=series.monthly,
        every=series.every,
        weekday=series.weekday,
        nth=series.nth,
        first_on=series.first_on,
        until_on=series.until_on,
    )


def proposals(db: Session, group: int, *, today: date) -> list[Proposed]:
    """The series of a group with the next days, behind the last meeting that each has."""
    rows = db.execute(
        select(Series, func.max(Meeting.starts_at), func.max(Meeting.moved_from_at))
        .outerjoin(Meeting, Meeting.series_id == Series.id)
        .where(Series.group_id == group)
        .group_by(Series.id)
        .order_by(Series.id)
    )
    return [
        Proposed(series, days_after(rule_of(series), _latest(today, last, moved), PROPOSED))
        for series, last, moved in rows
    ]


def add_series(db: Session, group: Group, facts: Mapping[str, Any]) -> Series:
    """A rule by which the group meets. Raises SavedAtOnce."""
    claim(db, group)
    series = Series(group_id=group.id, **facts)
    db.add(series)
    db.flush()
    return series


def draft_from(db: Session, group: Group, series: Series, day: date, *, now: datetime) -> Meeting:
    """The meeting of that day with its agenda, which nobody outside sees yet. Raises NotItsDay."""
    today = local_day(now)
    there = next(one for one in proposals(db, group.id, today=today) if one.series.id == series.id)
    if day not in there.days:
        raise NotItsDay(day)
    plan = Plan.on(day, series.starts, series.ends, series.place)
    meeting = plan_meeting(db, group, plan, series=series.id, now=now)
    draft_agenda(db, group, meeting)
    return meeting


def change_series(
    db: Session, group: Group, series: Series, facts: Mapping[str, Any], *, today: date
) -> int:
    """Another rule, for the meetings to come that nobody knows of; how many of them changed.

    What somebody has changed by hand in one of them stays. Raises SavedAtOnce.
    """
    claim(db, group)
    before, was = rule_of(series), (series.starts, series.ends, series.place)
    for name, value in facts.items():
        setattr(series, name, value)
    db.flush()
    unknown = _unknown(db, group, series, today)
    days = _moved_days(db, series, before, unknown, today)
    plans = [(each, _by_rule(each, series, was, days)) for each in unknown]
    changed = [(each, plan) for each, plan in plans if plan != _plan_of(each)]
    for meeting, _ in changed:
        meeting.slug = meeting.uid[:20]  # one may come to the day that another leaves
    db.flush()
    for meeting, plan in changed:
        change_meeting(db, meeting, plan, None)
        meeting.slug = free_day(db, group.id, plan, but=meeting)
    return len(changed)


def _plan_of(meeting: Meeting) -> Plan:
    return Plan(meeting.starts_at, meeting.ends_at, meeting.place, meeting.attend)


def _moved_days(
    db: Session, series: Series, before: Rule, unknown: list[Meeting], today: date
) -> dict[int, date]:
    """The new day of each meeting that lay on one of the old rule: the nearest one that is free."""
    rule = rule_of(series)
    days = {each.id: local_day(each.starts_at) for each in unknown}
    ours = select(Meeting.id, Meeting.starts_at).where(Meeting.series_id == series.id)
    all_days = {number: local_day(at) for number, at in db.execute(ours)}
    leave = [
        number
        for number, day in days.items()
        if is_day_of(before, day) and not is_day_of(rule, day)
    ]
    taken = {day for number, day in all_days.items() if number not in leave}
    free = [day for day in days_after(rule, today, LOOKED_AHEAD) if day not in taken]
    for number in leave:
        if free:
            days[number] = min(free, key=lambda day: (abs(day - all_days[number]), day))
            free.remove(days[number])
    return days


def _by_rule(
    meeting: Meeting, series: Series, was: tuple[time, time, str], days: Mapping[int, date]
) -> Plan:
    """By the new rule. Hours and a place that differ from the old one were chosen by hand."""
    plan, day = _plan_of(meeting), days[meeting.id]
    old = Plan.on(local_day(meeting.starts_at), *was)
    place = series.place if plan.place == old.place else plan.place
    if (plan.starts_at, plan.ends_at) == (old.starts_at, old.ends_at):
        return Plan.on(day, series.starts, series.ends, place, plan.attend)
    return Plan.on(day, _clock(plan.starts_at), _clock(plan.ends_at), place, plan.attend)


def _clock(moment: datetime) -> time:
    return moment.astimezone(SWEDEN).time()


def _unknown(db: Session, group: Group, series: Series, today: date) -> list[Meeting]:
    """Meetings to come of the series of which nothing was ever out, the first one first."""
    key = group.slug + "/" + Meeting.slug
    kinds = (PublishedKind.NOTICE, PublishedKind.MINUTES)
    out = select(Published.id).where(Published.kind.in_(kinds), Published.key == key)
    found = db.scalars(
        select(Meeting)
        .where(
            Meeting.series_id == series.id,
            Meeting.state == MeetingState.PLANNED,
            ~out.exists(),
        )
        .order_by(Meeting.starts_at)
    )
    return [each for each in found if local_day(each.starts_at) > today]


def _latest(today: date, *moments: datetime | None) -> date:
    return max([today, *(local_day(each) for each in moments if each is not None)])
