"""An open group with a secretary, as it was in Helsingborg: five organisations and no ceremony."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from fritidsbank.minutes.models import Group, Item, Meeting, Membership, Minutes, Series
from fritidsbank.minutes.rules import ItemKind
from fritidsbank.web.access import Role
from tests import make
from tests.conftest import Shop

ORGANISATIONS = ("Arbetsmarknadsförvaltningen", "Fontänhuset", "G7", "Ria", "Vorta Drom")
WEDNESDAY = datetime(2017, 4, 19, 8, 0, tzinfo=UTC)
"""10 o'clock in Sweden."""


@dataclass(frozen=True)
class Secretary:
    """Sanna, who writes the minutes of the groups."""

    shop: Shop
    account: int


@pytest.fixture
def sanna(shop: Shop) -> Secretary:
    """Somebody who signs in as "sanna" and is secretary everywhere."""
    with shop.store.writing() as db:
        account = make.account(db, "Sanna", [(Role.SECRETARY, None)], now=shop.now)
        db.commit()
    return Secretary(shop, account)


def leading_group(db: Session, *, now: datetime, slug: str = "ledningsgruppen") -> Group:
    """Ledningsgrupp för utveckling, with its members."""
    group = Group(slug=slug, name="Ledningsgrupp för utveckling", created_at=now)
    db.add(group)
    db.flush()
    db.add_all(Membership(group_id=group.id, organisation=each) for each in ORGANISATIONS)
    db.flush()
    return group


def each_wednesday(db: Session, group: Group) -> Series:
    """The group meets on the third Wednesday of each month, at 10 in Sweden."""
    series = Series(
        group_id=group.id,
        monthly=True,
        every=1,
        weekday=2,
        nth=3,
        starts=time(10),
        ends=time(11, 30),
        place="Fontänhuset",
        first_on=date(2017, 1, 1),
    )
    db.add(series)
    db.flush()
    return series


def meeting_of(db: Session, group: Group, *, now: datetime, at: datetime = WEDNESDAY) -> Meeting:
    """An hour and a half of the group."""
    meeting = Meeting(
        group_id=group.id,
        slug=f"{at:%Y-%m-%d}",
        starts_at=at,
        ends_at=at + timedelta(minutes=90),
        place="Fontänhuset",
        uid=str(uuid4()),
        created_at=now,
    )
    db.add(meeting)
    db.flush()
    return meeting


def minutes_of(db: Session, meeting: Meeting, *items: tuple[str, str], now: datetime) -> Minutes:
    """A draft with so many items: a title and a text each."""
    minutes = Minutes(meeting_id=meeting.id, created_at=now)
    db.add(minutes)
    db.flush()
    db.add_all(
        Item(
            minutes_id=minutes.id,
            key=str(uuid4()),
            anchor=f"p{number}",
            position=number,
            title=title,
            text=text,
            kind=ItemKind.INFORMATION,
        )
        for number, (title, text) in enumerate(items, start=1)
    )
    db.flush()
    return minutes
