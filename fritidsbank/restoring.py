"""Putting a copy of the register back, and keeping what was there until then."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fritidsbank import dumping
from fritidsbank.backing_up import (
    back_up,
    copy_of,
    damage_of,
    new_file,
    opened_to_read,
    settle_folder,
)
from fritidsbank.db import SQLITE, Store
from fritidsbank.migrating import check_known
from fritidsbank.on_duty import off_duty
from fritidsbank.refusals import Malformed, N_, NotFound, Refusal


@dataclass(eq=False)
class NoSuchFile(NotFound):
    """There is nothing to restore."""

    file: str

    message = N_("There is no file {file}.")


@dataclass(eq=False)
class NotABackup(Malformed):
    """Not a database, not one of ours, or a damaged one."""

    file: str
    why: str

    message = N_("{file} is no backup that can be restored: {why}.")


@dataclass(eq=False)
class RegisterInTheWay(Refusal):
    """There is a register already, and nobody has said that it may go."""

    message = N_(
        "There is a register here already. With --replace it is kept under another name, "
        "and the backup takes its place."
    )


@dataclass(frozen=True)
class Restored:
    """What has been put back, and where that is which was there before."""

    revision: str
    kept: Path | None


def restore(store: Store, file: Path, folder: Path, *, replace: bool, now: datetime) -> Restored:
    """Verify a backup and make it the register of this installation; no server may be running.

    Raises NoSuchFile, NotABackup, NewerSchema, RegisterInTheWay, SomebodyAtWork and what copying
    raises.
    """
    if not file.is_file():
        raise NoSuchFile(str(file))
    aside = folder / f"fritidsbank-before-restore-{now:%Y%m%d-%H%M%S}.db"
    with off_duty(folder):
        if store.is_sqlite:
            return _restore_file(store, file, aside, replace=replace)
        return _restore_dump(store, file, aside, replace=replace)


def _restore_file(store: Store, file: Path, aside: Path, *, replace: bool) -> Restored:
    target = store.file
    assert target is not None
    revision = _verified(store, file)
    there = target.exists()
    if there and not replace:
        raise RegisterInTheWay
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with store.turn():
        fresh = target.with_name(f"{target.name}-restored")
        fresh.unlink(missing_ok=True)
        with new_file(fresh) as part, closing(opened_to_read(file)) as source:
            source.execute("BEGIN").close()
            copy_of(source, part)
        if there:
            _put_aside(store, target, aside)
        fresh.rename(target)
        settle_folder(target.parent)
    return Restored(revision, aside if there else None)


def _put_aside(store: Store, target: Path, aside: Path) -> None:
    """Under another name with all its files, byte for byte: it may be damaged."""
    with suppress(SQLITE.Error), closing(SQLITE.connect(target)) as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    store.close()
    for ending in ("-wal", "-shm", ""):
        beside = target.with_name(target.name + ending)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + ending))
    settle_folder(target.parent)


def _verified(store: Store, file: Path) -> str:
    with _as_backup(file), closing(opened_to_read(file)) as copy:
        if damage := damage_of(copy):
            raise NotABackup(str(file), damage)
        rows = copy.execute("SELECT version_num FROM alembic_version ORDER BY 1").fetchall()
        copy.execute("SELECT count(*) FROM branch").close()
    if not rows:
        raise NotABackup(str(file), "it is empty")
    revision = "+".join(row[0] for row in rows)
    check_known(store, revision)
    return revision


@contextmanager
def _as_backup(file: Path) -> Iterator[None]:
    try:
        yield
    except SQLITE.Error as error:
        raise NotABackup(str(file), str(error)) from error


def _restore_dump(store: Store, file: Path, aside: Path, *, replace: bool) -> Restored:
    try:
        revision = dumping.revision_in(file)
    except dumping.ToolFailed as failure:
        raise NotABackup(str(file), failure.why) from None
    if revision is None:
        raise NotABackup(str(file), "it is empty")
    check_known(store, revision)
    there = not dumping.is_empty(store.url)
    if there and not replace:
        raise RegisterInTheWay
    kept = aside.with_suffix(".dump") if there else None
    if kept:
        back_up(store, kept)
    dumping.undump(store.url, file)
    return Restored(revision, kept)
