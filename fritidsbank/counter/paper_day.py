"""A day on paper, entered afterwards: the same operations, dated to that day."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.clock import iso, local_moment
from fritidsbank.web.models import Operation

MOST_LINES = 50


class Way(StrEnum):
    """What the paper tells of."""

    OUT = "out"
    BACK = "back"


@dataclass(frozen=True)
class Paper:
    """One sheet. `borrower` is an id, `newcomer` a name and a mobile; a return has neither."""

    day: str
    way: Way
    codes: tuple[str, ...]
    borrower: str = ""
    newcomer: tuple[str, str] = ("", "")

    def batch(self, form: UUID) -> UUID:
        """An id of this sheet as it was filled in: sent twice, it is entered once."""
        return uuid5(form, json.dumps(asdict(self), ensure_ascii=False))


def operations(paper: Paper, batch: UUID, *, now: datetime) -> Iterator[dict[str, Any]]:
    """The sheet as operations, line by line."""
    at = iso(moment_on(date.fromisoformat(paper.day), now))
    for number, code in enumerate(paper.codes):
        body = {"id": line_id(batch, number), "at": at, "article": code}
        if paper.way is Way.BACK:
            yield body | {"kind": "check_in"}
        elif paper.borrower:
            yield body | {"kind": "check_out", "borrower": paper.borrower}
        else:
            name, mobile = paper.newcomer
            newcomer = {"name": name, "mobile": mobile}
            yield body | {"kind": "check_out", "borrower": newcomer}


def line_id(batch: UUID, number: int) -> str:
    """The id of the operation of one line."""
    return str(uuid5(batch, str(number)))


def moment_on(day: date, now: datetime) -> datetime:
    """Noon of that day; the beginning of the day when noon has not come yet."""
    noon = local_moment(day, time(12))
    return noon if noon <= now else local_moment(day, time.min)


def entered(db: Session, batch: UUID) -> list[tuple[int, Operation]]:
    """What was entered of a sheet, with the number of each line."""
    numbers = {line_id(batch, number): number + 1 for number in range(MOST_LINES)}
    found = db.scalars(select(Operation).where(Operation.id.in_(numbers)))
    return sorted(((numbers[each.id], each) for each in found), key=lambda pair: pair[0])
