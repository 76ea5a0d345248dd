"""What cannot be kept, counted as one would with slips of paper: nothing of the product's is asked.

Every article is one slip, every wish another, and as many as possible are laid side by side.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from fritidsbank.branches.rules import OpeningCalendar

_ARTICLES = text("""
    SELECT article.id, article.size, place.kind, article.place_note, loan.due_on, booking.until_on
    FROM article JOIN place ON place.id = article.place_id
    LEFT JOIN loan ON loan.article_id = article.id AND loan.ended_at IS NULL
    LEFT JOIN hold ON hold.article_id = article.id
    LEFT JOIN booking ON booking.id = hold.booking_id
    WHERE place.branch_id = :branch AND article.category_id = :category""")
_WISHES = text("""
    SELECT booking_line.size, booking.from_on, booking.until_on,
      booking_line.count - booking_line.fetched
      - (SELECT count(*) FROM hold WHERE hold.line_id = booking_line.id) AS many
    FROM booking_line JOIN booking ON booking.id = booking_line.booking_id
    WHERE booking.branch_id = :branch AND booking.ended_at IS NULL
      AND booking_line.category_id = :category""")


def unkept(
    db: Session,
    branch: int,
    category: int,
    calendar: OpeningCalendar,
    days: list[date],
) -> dict[date, int]:
    """How many wishes get no article on each day; `days` begins today."""
    today, asked = days[0], {"branch": branch, "category": category}
    there = [
        (row.size, since)
        for row in db.execute(_ARTICLES, asked)
        if (since := _there_from(row, today, calendar)) is not None
    ]
    wishes = [
        (row.size, _day(row.from_on), _after(_day(row.until_on), calendar))
        for row in db.execute(_WISHES, asked)
        for _ in range(row.many)
    ]
    left = {}
    for day in days:
        articles = tuple(sorted(size for size, since in there if since <= day))
        wanted = tuple(sorted(size for size, first, free in wishes if first <= day < free))
        if without := len(wanted) - _most_served(articles, wanted):
            left[day] = without
    return left


def _there_from(row: Sequence[Any], today: date, calendar: OpeningCalendar) -> date | None:
    _, _, kind, note, due_on, held_until = row
    if kind in {"shelf", "season_store"}:
        return _after(max(today, _day(held_until)), calendar) if held_until else today
    if kind == "out" and _day(due_on) >= today:
        return _after(_day(due_on), calendar)
    if kind == "check" and not note:
        return _after(today, calendar)
    return None


def _after(day: date, calendar: OpeningCalendar) -> date:
    day += timedelta(days=1)
    while not calendar.is_open(day):
        day += timedelta(days=1)
    return day


def _day(read: object) -> date:
    return read if isinstance(read, date) else date.fromisoformat(str(read))


@cache
def _most_served(articles: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    """As many pairs of slips as can be laid (Kuhn's matching)."""
    taken_by: dict[int, int] = {}

    def lay(wish: int, tried: set[int]) -> bool:
        for at, size in enumerate(articles):
            if at in tried or wanted[wish] not in {size, ""}:
                continue
            tried.add(at)
            if at not in taken_by or lay(taken_by[at], tried):
                taken_by[at] = wish
                return True
        return False

    return sum(lay(wish, set()) for wish in range(len(wanted)))
