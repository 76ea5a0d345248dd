"""The open minutes: what is out is what was approved, in order, and nobody's private matter."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from fritidsbank.doctor.database import missing_triggers
from fritidsbank.doctor.finding import MOST, Facts, check, rows
from fritidsbank.minutes.models import (
    Approval,
    Attendance,
    Figure,
    Group,
    Item,
    Meeting,
    Minutes,
    Outcome,
    ParagraphNumber,
    PrivacyMark,
)
from fritidsbank.minutes.privacy.deciding import hash_of
from fritidsbank.minutes.privacy.finding import hits_in
from fritidsbank.minutes.privacy.plain import PrivateKind
from fritidsbank.minutes.published import Published, PublishedItem
from fritidsbank.minutes.rules import Mark, MinutesState, Profile, PublishedKind
from fritidsbank.minutes.writing.text_hash import hash_of_minutes
from fritidsbank.minutes.writing.written import Written, WrittenItem
from fritidsbank.refusals import N_

_FROZEN = (MinutesState.APPROVED, MinutesState.PUBLISHED, MinutesState.CORRECTED)
_KEPT = {
    "minutes": "update delete",
    "minutes_item": "insert update delete",
    "minutes_outcome": "insert update delete",
    "pinned_figure": "insert update delete",
    "attendance": "insert update delete",
    "follow_up": "update",
    "published": "update delete",
    "published_item": "update",
}
TRIGGERS = {
    f"{table}_keeps_on_{verb}": f"BEFORE {verb.upper()}"
    for table, verbs in _KEPT.items()
    for verb in verbs.split()
}
_SEARCH = {"published_item_is_found": "AFTER INSERT", "published_item_is_lost": "AFTER DELETE"}
_OUT_OF_STEP = {
    "sqlite": "SELECT id AS item FROM published_item"
    " WHERE id NOT IN (SELECT id FROM published_search_docsize)"
    " UNION SELECT id FROM published_search_docsize"
    " WHERE id NOT IN (SELECT id FROM published_item)",
    "postgresql": "SELECT id AS item FROM published_item"
    " WHERE words <> to_tsvector('swedish', title || E'\\n' || text)",
}
_MAY_HOLD_SOMETHING = re.compile(r"\d(?:\D{0,3}\d){5}|@|[(\[]at[)\]]|c/o", re.IGNORECASE)


@check(N_("What is published is not protected: the trigger {trigger} is missing or switched off."))
def publication_unprotected(db: Session) -> Facts:
    """The database itself refuses to change what was approved or published."""
    search = _SEARCH if db.get_bind().dialect.name == "sqlite" else {}
    return missing_triggers(db, {**TRIGGERS, **search})


@check(N_("Of {key} ({kind}), {newest} versions are said to be the newest."))
def newest_not_one(db: Session) -> Facts:
    """Of each thing that was published one version is the newest, and it is the last."""
    newest = func.count().filter(Published.superseded_at.is_(None))
    last = func.max(Published.version).filter(Published.superseded_at.is_(None))
    return rows(
        db,
        select(Published.kind.label("kind"), Published.key.label("key"), newest.label("newest"))
        .group_by(Published.kind, Published.key)
        .having((newest != 1) | (last != func.max(Published.version))),
    )


@check(N_("The search finds published item {item}, which is not the newest any more."))
def found_but_old(db: Session) -> Facts:
    """Only what everybody sees now is found."""
    gone = Published.superseded_at.is_not(None) | Published.withdrawn_at.is_not(None)
    return rows(
        db,
        select(PublishedItem.id.label("item"))
        .join(Published, Published.id == PublishedItem.published_id)
        .where(gone),
    )


@check(N_("The search and published item {item} do not say the same."))
def search_out_of_step(db: Session) -> Facts:
    """What the search looks at is what is published."""
    asked = text(f"{_OUT_OF_STEP[db.get_bind().dialect.name]} LIMIT {MOST}")
    for item in db.scalars(asked):
        yield {"item": str(item)}


@check(N_("What is published as {key}, version {version}, is not what was published then."))
def rendition_changed(db: Session) -> Facts:
    """The hash of a rendition is that of its document."""
    out = select(Published.key, Published.version, Published.document, Published.sha256)
    for key, version, document, sha256 in _each(db, out.where(Published.withdrawn_at.is_(None))):
        packed = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if hashlib.sha256(packed.encode()).hexdigest() != sha256:
            yield {"key": key, "version": str(version)}


@check(N_("Minutes {minutes} are said to be published, and their page is not there."))
def published_without_page(db: Session) -> Facts:
    """Minutes that are published have a rendition of that very version."""
    out = (
        select(Published.id)
        .where(
            Published.kind == PublishedKind.MINUTES,
            Published.key == Group.slug + "/" + Meeting.slug,
            Published.superseded_at.is_(None),
            Published.withdrawn_at.is_(None),
            Published.document["version"].as_integer() == Minutes.version,
        )
        .correlate(Group, Meeting, Minutes)
    )
    return rows(
        db,
        select(Minutes.id.label("minutes"))
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .where(Minutes.state == MinutesState.PUBLISHED, ~out.exists()),
    )


@check(N_("The numbers (§) of group {group} have a gap in {year}."))
def paragraph_gap(db: Session) -> Facts:
    """The § of a group and a year follow each other."""
    number = ParagraphNumber.number
    return rows(
        db,
        select(ParagraphNumber.group_id.label("group"), ParagraphNumber.year.label("year"))
        .group_by(ParagraphNumber.group_id, ParagraphNumber.year)
        .having(func.max(number) - func.min(number) + 1 != func.count()),
    )


@check(N_("Nobody has approved the text of minutes {minutes} as it stands, and they are frozen."))
def approval_of_other_text(db: Session) -> Facts:
    """In a formal group there is a signature whose hash is that of the text."""
    signed = defaultdict(set)
    for minutes, sha256 in db.execute(select(Approval.minutes_id, Approval.sha256)):
        signed[minutes].add(sha256)
    for written in _formal(db):
        if hash_of_minutes(written) not in signed[written.minutes.id]:
            yield {"minutes": str(written.minutes.id)}


def _formal(db: Session) -> Iterator[Written]:
    """Frozen minutes of formal groups, in a fixed number of statements."""
    frozen = (
        select(Minutes)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .where(Group.profile == Profile.FORMAL, Minutes.state.in_(_FROZEN))
    )
    ids = frozen.with_only_columns(Minutes.id)
    of_them = select(Item.id).where(Item.minutes_id.in_(ids))
    outcomes, figures = _by_item(db, Outcome, of_them), _by_item(db, Figure, of_them)
    items: dict[int, list[WrittenItem]] = defaultdict(list)
    asked = select(Item).where(Item.minutes_id.in_(ids)).order_by(Item.position, Item.id)
    for item in db.scalars(asked):
        each = WrittenItem(item, tuple(outcomes[item.id]), tuple(figures[item.id]))
        items[item.minutes_id].append(each)
    there: dict[int, list[Attendance]] = defaultdict(list)
    people = select(Attendance).where(Attendance.minutes_id.in_(ids))
    for row in db.scalars(people.order_by(Attendance.position, Attendance.id)):
        there[row.minutes_id].append(row)
    for minutes in db.scalars(frozen.order_by(Minutes.id)):
        yield Written(
            minutes, tuple(minutes.held), tuple(items[minutes.id]), tuple(there[minutes.id])
        )


def _by_item(db: Session, table: Any, items: Any) -> dict[int, list[Any]]:  # noqa: ANN401 - two tables
    found: dict[int, list[Any]] = defaultdict(list)
    asked = select(table).where(table.item_id.in_(items)).order_by(table.position, table.id)
    for row in db.scalars(asked):
        found[row.item_id].append(row)
    return found


@check(N_("Minutes {minutes} say two things under one name, so that neither can be followed."))
def outcomes_mixed_up(db: Session) -> Facts:
    """Each decision, action, proposal and obstacle has a name of its own, which is not empty."""
    return rows(
        db,
        select(Item.minutes_id.label("minutes"))
        .join(Outcome, Outcome.item_id == Item.id)
        .group_by(Item.minutes_id)
        .having(
            (func.count(Outcome.key.distinct()) != func.count()) | (func.min(Outcome.key) == "")
        ),
    )


@check(N_("Something private that nobody said yes to is published as {key}."))
def private_and_published(db: Session) -> Facts:
    """No number, no mail and no address is out that a person has not let through.

    Names are left to the check before publishing: which of them are known changes afterwards.
    """
    shown = defaultdict(set)
    marks = (
        select(Group.slug + "/" + Meeting.slug, PrivacyMark.sha256)
        .join(Meeting, Meeting.id == PrivacyMark.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .where(PrivacyMark.mark == Mark.SHOW)
    )
    for key, sha256 in db.execute(marks):
        shown[key].add(sha256)
    out = select(Published.key, Published.document).where(
        Published.kind == PublishedKind.MINUTES,
        Published.superseded_at.is_(None),
        Published.withdrawn_at.is_(None),
    )
    for key, document in _each(db, out):
        if any(_private(words) - shown[key] for words in _texts(document)):
            yield {"key": key}


def _private(words: str) -> set[str]:
    if _MAY_HOLD_SOMETHING.search(words) is None:
        return set()
    hits = (hit for hit in hits_in(words) if hit.sure and hit.kind is not PrivateKind.NAME)
    return {hash_of(hit.words) for hit in hits}


def _texts(document: dict[str, Any]) -> Iterator[str]:
    yield from (document.get("summary", ""), document.get("change_note", ""))
    for item in document.get("items", ()):
        yield item["title"]
        yield from (each["text"] for each in item["paragraphs"])
        yield from (each["text"] for each in item["outcomes"])


def _each(db: Session, statement: Any) -> Iterator[Any]:  # noqa: ANN401 - rows of several shapes
    """Row by row: all the documents at once might not fit into memory."""
    yield from db.execute(statement.execution_options(yield_per=MOST))


CHECKS = (
    publication_unprotected,
    newest_not_one,
    found_but_old,
    search_out_of_step,
    rendition_changed,
    published_without_page,
    paragraph_gap,
    approval_of_other_text,
    outcomes_mixed_up,
    private_and_published,
)
