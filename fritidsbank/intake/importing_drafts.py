"""Between the plan that is shown and the button that carries it out, the file is kept."""

import json
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, defer

from fritidsbank.branches.models import Branch
from fritidsbank.intake.importing import Outcome, Plan, Read, plan, read_file
from fritidsbank.intake.importing_known import what_is_known
from fritidsbank.intake.importing_models import ImportDraft
from fritidsbank.people.rules import has_personnummer
from fritidsbank.refusals import N_, NotFound
from fritidsbank.staff.models import Account

KEPT = timedelta(days=1)

_PackedRow = list[Any]
"""The parts of a ShownRow, in its order."""


@dataclass(eq=False)
class DraftGone(NotFound):
    """It was kept for a day."""

    message = N_("That file is not kept any more. Choose it once more.")


@dataclass(frozen=True)
class ShownTrouble:
    """What was said about a cell; `msgid` and `facts` wait for a language."""

    heading: str
    msgid: str
    facts: Mapping[str, Any]
    stops: bool


@dataclass(frozen=True)
class ShownRow:
    """A row of the plan as people look at it."""

    row: int
    outcome: Outcome
    code: str
    title: str
    category: str
    shelf: str
    branch: str
    troubles: tuple[ShownTrouble, ...]


@dataclass(frozen=True)
class Shown:
    """The whole plan as people look at it. Of very many rows only those on a page are unpacked."""

    counts: Mapping[Outcome, int]
    fresh: int
    unknown: list[str]
    shelves: list[str]
    called_back: int
    packed_rows: list[_PackedRow]

    @property
    def strange(self) -> list[_PackedRow]:
        """Rows that are fine, about which something is to be known."""
        return [row for row in self.packed_rows if row[-1] and row[1] != Outcome.WRONG]

    def of(self, outcome: Outcome) -> list[_PackedRow]:
        """The rows of which that becomes."""
        return [row for row in self.packed_rows if row[1] == outcome]


@dataclass(frozen=True)
class Kept:
    """A file that was looked through, and what of it is kept."""

    planned: Plan
    content: bytes | None = None
    name: str = ""
    shown: bytes | None = None


@dataclass(frozen=True)
class Desk:
    """Where an import is looked through: what comes to which branch, and on which day.

    Articles come to `home`, unless they name another branch in `allowed`.
    """

    home: int
    allowed: frozenset[int]
    today: date


def looked_through(db: Session, content: bytes, desk: Desk) -> Plan:
    """What would happen with a file. Raises the refusals of `read_file` and `plan`."""
    known = what_is_known(db, desk.home, desk.allowed)
    return _compared(db, read_file(content, known, today=desk.today), desk)


def looked_through_again(db: Session, read: Read, content: bytes, desk: Desk) -> Plan:
    """The same for a file that was read a moment ago: it is read anew only if it must be.

    Until this unit of work ends nobody else imports to the branch.
    """
    # Where many may write at once, two would find the same number free, or a shelf not put up yet.
    db.execute(select(Branch.id).where(Branch.id == desk.home).with_for_update(key_share=True))
    known = what_is_known(db, desk.home, desk.allowed)
    if known != read.known:
        read = read_file(content, known, today=desk.today)
    return _compared(db, read, desk)


def _compared(db: Session, read: Read, desk: Desk) -> Plan:
    return plan(db, read, done_before=was_done(db, read.digest, desk.home))


def keep(db: Session, file: Kept, *, branch: int, account: int, now: datetime) -> ImportDraft:
    """The file and what is shown of it, for a day."""
    prune_drafts(db, now=now)
    draft = ImportDraft(
        id=str(uuid4()),
        branch_id=branch,
        account_id=account,
        made_at=now,
        name=_harmless(file.name),
        content=file.content,
        shown=file.shown,
        digest=file.planned.read.digest,
        seal=file.planned.seal,
        done_at=None,
        registered=0,
    )
    db.add(draft)
    db.flush()
    return draft


def show(draft: ImportDraft, planned: Plan) -> None:
    """This is what is shown from now on."""
    draft.seal, draft.shown = planned.seal, packed(planned)


def packed(planned: Plan) -> bytes:
    """A plan as it is kept to be shown."""
    return zlib.compress(json.dumps(_told(planned), ensure_ascii=False).encode(), 3)


def shown(draft: ImportDraft) -> Shown | None:
    """What is shown; nothing of what was imported more than a day ago."""
    if draft.shown is None:
        return None
    told = json.loads(zlib.decompress(draft.shown))
    found = Counter(row[1] for row in told["rows"])
    counts = {outcome: found[outcome.value] for outcome in Outcome}
    facts = told["fresh"], told["unknown"], told["shelves"], told.get("called_back", 0)
    return Shown(counts, *facts, told["rows"])


def unpacked(row: _PackedRow) -> ShownRow:
    """A row of what is shown."""
    *facts, troubles = row
    number, outcome, code, title, category, shelf, branch = facts
    told = tuple(ShownTrouble(*trouble) for trouble in troubles)
    return ShownRow(number, Outcome(outcome), code, title, category, shelf, branch, told)


def finish(draft: ImportDraft, registered: int, *, now: datetime) -> None:
    """It is imported, so the file is not needed any more."""
    draft.done_at, draft.registered, draft.content = now, registered, None


def remember(
    db: Session, planned: Plan, registered: int, *, branch: int, account: int, now: datetime
) -> None:
    """What was imported without being shown first, by command."""
    draft = keep(db, Kept(planned), branch=branch, account=account, now=now)
    finish(draft, registered, now=now)
    db.flush()


def draft_with(db: Session, draft: str, *, to_change: bool = False) -> ImportDraft:
    """The draft with that id; whoever is to change it waits for others to be done with it.

    Raises DraftGone.
    """
    wanted = select(ImportDraft).where(ImportDraft.id == draft)
    if to_change:
        wanted = wanted.with_for_update()
    else:
        wanted = wanted.options(defer(ImportDraft.content, raiseload=True))
    found = db.scalar(wanted)
    if found is None:
        raise DraftGone
    return found


def content_of(db: Session, draft: str) -> bytes | None:
    """The file, unless it is imported already. Raises DraftGone."""
    row = db.execute(select(ImportDraft.content).where(ImportDraft.id == draft)).first()
    if row is None:
        raise DraftGone
    return row[0]


def was_done(db: Session, digest: str, branch: int) -> bool:
    """Whether the very same was imported to that branch before."""
    done = select(ImportDraft.id).where(
        ImportDraft.digest == digest,
        ImportDraft.branch_id == branch,
        ImportDraft.done_at.is_not(None),
    )
    return db.scalar(done.limit(1)) is not None


def latest(db: Session, branch: int, *, most: int = 5) -> list[tuple[datetime, str, int]]:
    """The last imports to a branch: when, by whom, how many articles."""
    rows = db.execute(
        select(ImportDraft.done_at, Account.name, ImportDraft.registered)
        .join(Account, Account.id == ImportDraft.account_id)
        .where(ImportDraft.branch_id == branch, ImportDraft.done_at.is_not(None))
        .order_by(ImportDraft.done_at.desc())
        .limit(most)
    )
    return [(at, name, registered) for at, name, registered in rows if at is not None]


def prune_drafts(db: Session, *, now: datetime) -> None:
    """Throw away files that nobody imported within a day, and what was shown of the others."""
    old = ImportDraft.made_at < now - KEPT
    apart = {"synchronize_session": False}
    db.execute(
        delete(ImportDraft).where(old, ImportDraft.done_at.is_(None)), execution_options=apart
    )
    db.execute(
        update(ImportDraft)
        .where(old, ImportDraft.shown.is_not(None))
        .values(shown=None, name="", content=None),
        execution_options=apart,
    )


def _told(planned: Plan) -> dict[str, Any]:
    read = planned.read
    several = len(read.known.names) > 1
    sorts = {sort.id: sort.code for sort in read.known.sorts.values() if sort}
    rows, fresh = [], 0
    for line, fate in zip(read.lines, planned.fates, strict=True):
        described = line.described
        fresh += fate.outcome is Outcome.NEW and not line.codes
        against = [*line.troubles, fate.against] if fate.against else line.troubles
        rows.append(
            (
                line.row,
                fate.outcome.value,
                line.codes[0] if line.codes else "",
                f"{described.name} {described.size}".strip() if described else line.title,
                sorts[described.category] if described else "",
                line.shelf or read.known.shelves[line.branch].name,
                read.known.names[line.branch] if several else "",
                [(t.heading, t.msgid, t.facts, t.stops) for t in against],
            )
        )
    shelves = [
        f"{name} ({read.known.names[branch]})" if several else name
        for branch, name in planned.new_shelves
    ]
    return {
        "rows": rows,
        "fresh": fresh,
        "unknown": read.layout.unknown,
        "shelves": shelves,
        "called_back": planned.called_back,
    }


def _harmless(name: str) -> str:
    """The name of a file, unless it holds what we never keep."""
    shown = "".join(sign for sign in name if sign.isprintable())[-80:]
    return "" if has_personnummer(shown) else shown
