"""The numbers of items: 1 to n in each meeting, or § on through the year of a group."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.minutes.models import Group, Item, Meeting, ParagraphNumber
from fritidsbank.minutes.rules import Numbering
from fritidsbank.refusals import N_, Refusal


@dataclass(eq=False)
class NumberTaken(Refusal):
    """Two items cannot be the same §."""

    message = N_("§ {number} of {year} belongs to another item of this group already.")

    number: int
    year: str


def give_numbers(db: Session, group: Group, meeting: Meeting, items: list[Item]) -> None:
    """Number the items of minutes that are about to be approved. Raises NumberTaken.

    Of two who approve at once, the second meets the table's unique keys and does it once more.
    """
    if group.numbering is Numbering.PARAGRAPHS:
        _give_paragraphs(db, group, local_day(meeting.starts_at).year, items)
        return
    for place, item in enumerate(items, start=1):
        item.number = place if group.numbering is Numbering.PLAIN else None
    db.flush()


def _give_paragraphs(db: Session, group: Group, year: int, items: list[Item]) -> None:
    of_year = (ParagraphNumber.group_id == group.id, ParagraphNumber.year == year)
    keys = [item.key for item in items]
    given = {
        row.item_key: row.number
        for row in db.scalars(select(ParagraphNumber).where(ParagraphNumber.item_key.in_(keys)))
    }
    # One statement: between two of them somebody else's number could come, and would be "taken".
    numbers = {*db.scalars(select(ParagraphNumber.number).where(*of_year))}
    last, taken = max(numbers, default=0), numbers - {*given.values()}
    for item in items:
        number = given.get(item.key) or item.number or last + 1
        if number in taken:
            raise NumberTaken(number, str(year))
        item.number = number
        last = max(last, number)
        taken.add(number)
        if item.key not in given:
            db.add(ParagraphNumber(group_id=group.id, year=year, number=number, item_key=item.key))
    db.flush()
