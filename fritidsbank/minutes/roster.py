"""Who belongs to a group: its organisations, and the people whom it knows by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Date, cast, false, literal, null, select
from sqlalchemy.orm import Session

from fritidsbank.minutes.meanwhile import claim
from fritidsbank.minutes.models import Attendance, Group, Membership, RosterPerson
from fritidsbank.minutes.privacy.deciding import NamesKnown
from fritidsbank.minutes.privacy.finding import public_places
from fritidsbank.refusals import N_, Refusal
from fritidsbank.search_keys import sort_key

T = TypeVar("T", Membership, RosterPerson)


@dataclass(eq=False)
class StandsInMinutes(Refusal):
    """The minutes of a meeting know this person."""

    name: str

    message = N_("{name} stands in minutes. Write the day when they left instead.")


@dataclass(frozen=True)
class Entry:
    """A row of the roster as it is written; `number` is None for a new one."""

    number: int | None
    facts: Mapping[str, Any]


def members_of(db: Session, group: int) -> list[Membership]:
    """The organisations that belong to it or did, by name."""
    found = db.scalars(select(Membership).where(Membership.group_id == group))
    return sorted(found, key=lambda each: (each.until_on is not None, sort_key(each.organisation)))


def people_of(db: Session, group: int) -> list[RosterPerson]:
    """Whom the group knows by name; who has left stands last."""
    found = db.scalars(select(RosterPerson).where(RosterPerson.group_id == group))
    return sorted(found, key=lambda each: (each.left_on is not None, sort_key(each.name)))


def member_on(member: Membership, day: date) -> bool:
    """Whether the organisation belongs to the group on that day."""
    since, until = member.since_on, member.until_on
    return (since is None or since <= day) and (until is None or day <= until)


def names_of(db: Session, group: Group, day: date, *places: str) -> NamesKnown:
    """Whom the group's own pages may name on that day, and who is known and may not be named.

    Where it meets, by its rule or in these `places`, may be said, too.
    """
    members = select(
        Membership.organisation,
        literal("").label("name"),
        false().label("official"),
        cast(null(), Date).label("agreed_on"),
    ).where(Membership.group_id == group.id)
    people = select(
        RosterPerson.organisation,
        RosterPerson.name,
        RosterPerson.public_official,
        RosterPerson.agreed_on,
    ).where(RosterPerson.group_id == group.id)
    fine, others = {group.name}, set[str]()
    for organisation, name, official, agreed_on in db.execute(members.union_all(people)):
        fine.add(organisation)
        (fine if _may_be_named(agreed_on, day, official=official) else others).add(name)
    known = others - fine - {""}
    fine |= {*public_places((group.place_rule, *places), fine - {""}, known)}
    return NamesKnown(tuple(sorted(fine - {""})), tuple(sorted(known)))


def _may_be_named(agreed_on: date | None, day: date, *, official: bool) -> bool:
    return official and agreed_on is not None and agreed_on <= day


def set_members(db: Session, group: Group, entries: Sequence[Entry]) -> None:
    """These organisations and no others. Raises SavedAtOnce."""
    claim(db, group)
    _put(db, group, Membership, members_of(db, group.id), entries)


def set_people(db: Session, group: Group, entries: Sequence[Entry]) -> None:
    """These people and no others. Raises StandsInMinutes, SavedAtOnce."""
    claim(db, group)
    kept = {each.number for each in entries}
    stored = people_of(db, group.id)
    for person in stored:
        was_there = select(Attendance.id).where(Attendance.person_id == person.id).limit(1)
        if person.id not in kept and db.scalar(was_there) is not None:
            raise StandsInMinutes(person.name)
    _put(db, group, RosterPerson, stored, entries)


def _put(
    db: Session, group: Group, table: type[T], stored: Sequence[T], entries: Sequence[Entry]
) -> None:
    by_number = {each.id: each for each in stored}
    for entry in entries:
        row = by_number.pop(entry.number or 0, None)
        if row is None:
            row = table(group_id=group.id)
            db.add(row)
        for name, value in entry.facts.items():
            setattr(row, name, value)
    for gone in by_number.values():
        db.delete(gone)
    db.flush()
