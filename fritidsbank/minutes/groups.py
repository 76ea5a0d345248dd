"""Groups: which there are, starting one, changing it, and who belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.minutes.meanwhile import claim
from fritidsbank.minutes.models import Group
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.rules import GroupStatus, PublishedKind
from fritidsbank.minutes.slugs import free_slug
from fritidsbank.refusals import N_, NotFound
from fritidsbank.search_keys import sort_key

_ORDER = [GroupStatus.ACTIVE, GroupStatus.DORMANT, GroupStatus.ENDED]


@dataclass(eq=False)
class NoSuchGroup(NotFound):
    """There is no group with that number."""

    message = N_("There is no such group.")


def group_with(db: Session, group: int) -> Group:
    """The group with that number. Raises NoSuchGroup."""
    found = db.get(Group, group)
    if found is None:
        raise NoSuchGroup
    return found


def group_and_page(db: Session, group: int) -> tuple[Group, Published | None]:
    """The same with what was last published about it. Raises NoSuchGroup."""
    newest = (
        (Published.kind == PublishedKind.GROUP)
        & (Published.key == Group.slug)
        & Published.superseded_at.is_(None)
    )
    found = db.execute(
        select(Group, Published).outerjoin(Published, newest).where(Group.id == group)
    ).first()
    if found is None:
        raise NoSuchGroup
    return found[0], found[1]


def groups(db: Session) -> list[Group]:
    """All groups: those that meet first, by name."""
    found = db.scalars(select(Group))
    return sorted(found, key=lambda each: (_ORDER.index(each.status), sort_key(each.name)))


def start_group(db: Session, facts: Mapping[str, Any], *, now: datetime) -> Group:
    """A group of that name. Raises NameHasNoLetters, AddressTaken."""
    slug = free_slug(facts["name"], _taken(db))
    made = Group(slug=slug, created_at=now, **facts)
    db.add(made)
    db.flush()
    return made


def change_group(db: Session, group: Group, facts: Mapping[str, Any]) -> None:
    """Its fields. The address follows the name until it was published, and never afterwards.

    Raises NameHasNoLetters, AddressTaken, SavedAtOnce.
    """
    claim(db, group)
    if facts["name"] != group.name and not _is_known(db, group.slug):
        group.slug = free_slug(facts["name"], _taken(db, but=group))
    for name, value in facts.items():
        setattr(group, name, value)
    db.flush()


def _is_known(db: Session, slug: str) -> bool:
    """Whether anything was ever published under that address."""
    return db.scalar(select(Published.id).where(Published.group_slug == slug).limit(1)) is not None


def _taken(db: Session, *, but: Group | None = None) -> set[str]:
    """Addresses of other groups, and those that were published once: they stay what they were."""
    others = select(Group.slug).where(Group.id != (but.id if but else 0))
    known = select(Published.group_slug).distinct()
    mine = but.slug if but else ""
    return {*db.scalars(others), *(slug for slug in db.scalars(known) if slug != mine)}
