"""The ledger of who was forgotten, as a file beside the database: a restore reads it again.

A copy of the register that is older than an erasure brings the borrower back. The file is no part
of the register and survives it. A line is written once the erasure has been committed: what stands
in the file did happen. What fell between the two is made up for by the next `write_down`.
"""

import os
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.orm import Session

from fritidsbank.backing_up import settle_folder
from fritidsbank.clock import iso
from fritidsbank.db import Store
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.loans.queries import count_open
from fritidsbank.people.actions import become_nameless
from fritidsbank.people.models import BorrowerDetails, Card
from fritidsbank.privacy.erasing import (
    answers_about,
    blank_answers,
    erase_rows,
    forget_double,
    note_erasures,
)
from fritidsbank.privacy.models import Erasure
from fritidsbank.privacy.rules import Cause
from fritidsbank.sweeping import sweep

NAME = "erasures.log"
_ID = rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LINE = re.compile(rb"\S+ (\S+) (%b)( .*)?\r?\n" % _ID)  # copied through who knows what
_AT_A_TIME = 50


@dataclass(frozen=True)
class Line:
    """Somebody in the file, and the entry that they went into if they were somebody's double."""

    borrower: str
    into: str = ""


def lines(folder: Path) -> list[Line]:
    """What stands in the file, the oldest first. What was torn off by a crash is no line."""
    file = folder / NAME
    if not file.exists():
        return []
    found = (_LINE.fullmatch(line) for line in file.read_bytes().splitlines(keepends=True))
    return [_read(line) for line in found if line]


def _read(line: re.Match[bytes]) -> Line:
    into = (line[3] or b"").strip() if line[1] == Cause.MERGED.encode() else b""
    borrower = str(UUID(line[2].decode()))
    return Line(borrower, into.decode() if re.fullmatch(_ID, into) else "")


def forgotten(folder: Path) -> list[str]:
    """The borrowers in the file, by id."""
    return list(dict.fromkeys(line.borrower for line in lines(folder)))


def write_down(store: Store, folder: Path) -> int:
    """Bring the file up to the register. How many lines were missing."""
    known = set(forgotten(folder))
    with store.reading() as db:
        missing = [one for one in db.scalars(select(Erasure)) if one.borrower_id not in known]
    if missing:
        _append(folder / NAME, sorted(missing, key=lambda one: one.at))
    return len(missing)


def settle(store: Store, folder: Path) -> bool:
    """What follows an erasure once it is committed. False: old pages are still in use."""
    write_down(store, folder)
    return sweep(store)


def forget_again(store: Store, folder: Path, *, now: datetime) -> int:
    """Erase whoever stands in the ledger and is back, as after a restore. How many those were.

    Whoever had something out when the copy was made has it out again: an entry without name and
    number is left of them until it is back. Doubles go into the entry that stayed, once more.
    """
    with store.writing() as db, db.begin():
        written = lines(folder)
        gone = {line.borrower: None for line in written if not line.into}
        doubles = {line.borrower: line.into for line in written if line.into}
        gone |= dict.fromkeys(_merge_again(db, doubles, gone, now=now))
        _take_over(db, [*gone], now=now)
    many = 0
    while back := _back(store):
        with store.writing() as db, db.begin():
            out = count_open(db, back)
            for borrower in out:
                _leave_what_is_out(db, borrower)
            over = [borrower for borrower in back if borrower not in out]
            erase_rows(db, over, now=now, cause=Cause.REPLAYED)
            blank_answers(db, answers_about(db, back))
        many += len(back)
    write_down(store, folder)
    return many


def is_known_again() -> ColumnElement[bool]:
    """What makes a forgotten borrower one of whom something is known."""
    details, card = BorrowerDetails, Card
    told = or_(
        details.name != "", details.mobile != "", details.contact != "", details.call_notes != ""
    )
    return or_(
        exists().where(details.borrower_id == Erasure.borrower_id, told),
        exists().where(card.borrower_id == Erasure.borrower_id),
    )


def _append(file: Path, erasures: list[Erasure]) -> None:
    written = (
        f"{iso(one.at)} {one.cause.value} {one.borrower_id} {one.into_id or one.decision}".rstrip()
        + "\n"
        for one in erasures
    )
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(file, os.O_CREAT | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        length = os.fstat(descriptor).st_size
        torn = length and os.pread(descriptor, 1, length - 1) != b"\n"
        left = memoryview(("\n" * bool(torn) + "".join(written)).encode())
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    settle_folder(file.parent)


def _merge_again(
    db: Session, doubles: Mapping[str, str], gone: Container[str], *, now: datetime
) -> list[str]:
    """Doubles that are back go where they went. Who went into somebody forgotten is given back.

    A double whose other entry was made after the copy is all there is of somebody, and stays.
    """
    to_forget = []
    done = set(db.scalars(select(Erasure.borrower_id)))
    for double in (one for one in doubles if one not in done and _has_entry(db, one)):
        stayed = _stayed(db, double, doubles)
        if _has_entry(db, stayed):
            forget_double(db, double, into=stayed, now=now)
        elif stayed in gone:
            to_forget.append(double)
    return to_forget


def _stayed(db: Session, double: str, doubles: Mapping[str, str]) -> str:
    """The entry that a double went into; where that is not here, the one that this went into."""
    passed, one = {double}, doubles[double]
    while one in doubles and one not in passed and not _has_entry(db, one):
        passed.add(one)
        one = doubles[one]
    return one


def _has_entry(db: Session, borrower: str) -> bool:
    return db.get(BorrowerDetails, borrower) is not None


def _take_over(db: Session, borrowers: list[str], *, now: datetime) -> None:
    """What stands in the file and not in the register was erased after the copy was made."""
    known = set(db.scalars(select(Erasure.borrower_id)))
    missing = [borrower for borrower in borrowers if borrower not in known]
    for some in range(0, len(missing), _AT_A_TIME):
        note_erasures(db, missing[some : some + _AT_A_TIME], now=now, cause=Cause.REPLAYED)


def _back(store: Store) -> list[str]:
    """Some of the forgotten of whom there is an entry again."""
    entry = exists().where(BorrowerDetails.borrower_id == Erasure.borrower_id)
    out = exists().where(Loan.borrower_id == Erasure.borrower_id, Loan.ended_at.is_(None))
    with store.reading() as db:
        found = select(Erasure.borrower_id).where(or_(is_known_again(), entry & ~out))
        return list(db.scalars(found.order_by(Erasure.borrower_id).limit(_AT_A_TIME)))


def _leave_what_is_out(db: Session, borrower: str) -> None:
    open_here = exists().where(Loan.visit_id == Visit.id, Loan.ended_at.is_(None))
    for statement in (
        update(Loan).where(Loan.borrower_id == borrower, Loan.ended_at.is_not(None)),
        update(Visit).where(Visit.borrower_id == borrower, ~open_here),
    ):
        unlinked = statement.values(borrower_id=None)
        db.execute(unlinked, execution_options={"synchronize_session": False})
    become_nameless(db, borrower)
