"""The disk under the register: how fast it keeps its word, and whether it keeps it at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from fritidsbank.clock import local_day
from fritidsbank.doctor.finding import Finding
from fritidsbank.refusals import N_

SLOW = 0.020
"""Seconds: a check-out waits once for the disk, and a queue feels more than this."""

_TRIES = 15
_COPIES = ("fritidsbank-before-*", "fritidsbank.db-restored", ".fritidsbank*.part")
"""Finished ones, and those that were being written when the power went."""
_COPIES_ARE_NEW = timedelta(days=30)
_SCARCE = 200 * 1024 * 1024
_MOUNTS = Path("/proc/self/mountinfo")
_MEMORY = {"tmpfs", "ramfs"}
_NETWORK = {"9p", "afs", "ceph", "cifs", "davfs", "glusterfs", "nfs", "nfs4", "smb3", "smbfs"}
_NETWORK |= {f"fuse.{kind}" for kind in ("sshfs", "glusterfs", "rclone", "s3fs")}


def disk_findings(folder: Path, *, database: Path | None, mounts: Path = _MOUNTS) -> list[Finding]:
    """What is worth knowing about the data folder, and about the disk under a database file."""
    found = list(_privacy(folder))
    if database:
        found += _kind(database.parent, mounts)
        found += _room_and_speed(database.parent)
    return found


def old_copies(folder: Path, *, now: datetime) -> Iterator[Finding]:
    """What `upgrade` and `restore` have kept: names that may have been erased since."""
    message = N_(
        "{file} is a copy from {day}. Whoever was erased since then is still in it: delete it when "
        "you do not need it any more."
    )
    for copy in sorted(file for name in _COPIES for file in folder.glob(name)):
        made_at = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
        if now - made_at > _COPIES_ARE_NEW:
            facts = {"file": str(copy), "day": local_day(made_at)}
            yield Finding("old_copy", message, facts, grave=False)


def _privacy(folder: Path) -> Iterator[Finding]:
    if folder.exists() and folder.stat().st_mode & 0o077:
        message = N_("Other users of this machine can open {folder}: it holds names and keys.")
        yield Finding("open_to_others", message, {"folder": str(folder)}, grave=False)


def _kind(folder: Path, mounts: Path) -> Iterator[Finding]:
    facts = {"folder": str(folder), "kind": kind_of_disk(folder, mounts)}
    if facts["kind"] in _MEMORY:
        message = N_("{folder} lies in memory ({kind}): everything is gone when the power is.")
        yield Finding("disk_in_memory", message, facts, grave=False)
    if facts["kind"] in _NETWORK:
        message = N_(
            "{folder} lies on another machine ({kind}), where a database gets damaged. Move it to "
            "a disk of this machine."
        )
        yield Finding("disk_elsewhere", message, facts, grave=False)


def _room_and_speed(folder: Path) -> Iterator[Finding]:
    if (seconds := seconds_to_write(folder)) > SLOW:
        message = N_(
            "The disk needs {milliseconds} ms to keep what it is given: every scan waits for it. "
            "Use a solid-state disk."
        )
        slow = {"milliseconds": round(seconds * 1000)}
        yield Finding("disk_slow", message, slow, grave=False)
    if (free := shutil.disk_usage(folder).free) < _SCARCE:
        message = N_("Only {megabytes} MB are free in {folder}.")
        scarce = {"megabytes": free // 1024**2, "folder": str(folder)}
        yield Finding("disk_full", message, scarce, grave=False)


def seconds_to_write(folder: Path) -> float:
    """How long the disk usually takes until a small write is safe."""
    spans = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(_TRIES):
            began = perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            spans.append(perf_counter() - began)
    return median(spans)


def kind_of_disk(folder: Path, mounts: Path = _MOUNTS) -> str:
    """The file system under a folder, as Linux calls it; empty where nobody can tell."""
    if not mounts.exists():
        return ""
    kind, longest = "", -1
    for line in mounts.read_text().splitlines():
        before, _, after = line.partition(" - ")
        point = Path(_plain(before.split()[4]))
        if folder.resolve().is_relative_to(point) and len(point.parts) >= longest:
            kind, longest = after.split()[0], len(point.parts)
    return kind


def _plain(written: str) -> str:
    # The kernel writes spaces in a path as \040.
    return written.encode().decode("unicode_escape").encode("latin-1").decode()
