"""The rules of lending that need no database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from fritidsbank.refusals import Malformed, N_

ALREADY_BACK_WITHIN = timedelta(minutes=10)
"""Scanned again within this time, a returned article is plainly "already back"."""

LONGEST_LOAN = timedelta(days=731)


class Mark(StrEnum):
    """How an article came back: the four buttons under a returned row."""

    WHOLE = "whole"
    WORKSHOP = "workshop"
    PART_MISSING = "part_missing"
    SCRAP = "scrap"


class Visitor(StrEnum):
    """Who came in without borrowing: the big buttons of the tally."""

    CHILD = "child"
    YOUTH = "youth"
    ADULT = "adult"
    GROUP = "group"


@dataclass(eq=False)
class BadDueDay(Malformed):
    """A due day in the past or years away."""

    message = N_("Choose a day from today on, at most two years ahead.")


def asked_due_day(day: date, today: date) -> date:
    """A due day that somebody chose. Raises BadDueDay."""
    if not today <= day <= today + LONGEST_LOAN:
        raise BadDueDay
    return day


def is_late(due_on: date, today: date) -> bool:
    """Late is read from the due day, never kept."""
    return due_on < today


def is_just_back(back_at: datetime | None, now: datetime) -> bool:
    """Whether it came back a moment ago, so that a second scan is a slip of the hand."""
    return back_at is not None and timedelta(0) <= now - back_at <= ALREADY_BACK_WITHIN
