"""The doctor looks at the machine as well: the disk, its speed, and copies that lie about."""

import os
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from fritidsbank.db import wal_is_safe
from fritidsbank.doctor import examine
from fritidsbank.doctor.disk import disk_findings, kind_of_disk, old_copies
from fritidsbank.settings import Settings
from tests.conftest import Shop


def test_the_disk_is_looked_at_as_well(shop: Shop, settings: Settings) -> None:
    settings.data.mkdir(exist_ok=True)
    settings.data.chmod(0o755)
    assert "open_to_others" in {
        finding.check for finding in examine(shop.store, settings.data, now=shop.now)
    }


MOUNTS = """\
22 1 259:2 / / rw,relatime - ext4 /dev/root rw
30 22 0:40 / /srv rw - nfs4 server:/srv rw
31 22 0:41 / /srv/the\\040shop rw - tmpfs tmpfs rw
32 22 0:42 / /srvant rw - xfs /dev/sdb rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/fritidsbank", "ext4"),
        ("/srv", "nfs4"),
        ("/srv/data", "nfs4"),
        ("/srv/the shop/data", "tmpfs"),
        ("/srvant", "xfs"),
    ],
)
def test_the_file_system_of_a_folder_is_known(tmp_path: Path, folder: str, kind: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert kind_of_disk(Path(folder), mounts) == kind


def told_of_disk(folder: Path, kind: str) -> set[str]:
    mounts = folder / "mountinfo"
    mounts.write_text(f"22 1 259:2 / / rw - {kind} none rw\n")
    folder.chmod(0o700)
    told = disk_findings(folder, database=folder / "fritidsbank.db", mounts=mounts)
    return {finding.check for finding in told} - {"disk_slow", "disk_full"}


def test_a_disk_in_memory_is_told(tmp_path: Path) -> None:
    assert told_of_disk(tmp_path, "tmpfs") == {"disk_in_memory"}


def test_a_disk_of_another_machine_is_told(tmp_path: Path) -> None:
    assert told_of_disk(tmp_path, "cifs") == {"disk_elsewhere"}


def test_an_ordinary_disk_is_not_worth_a_word(tmp_path: Path) -> None:
    assert told_of_disk(tmp_path, "ext4") == set()


def test_a_slow_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fritidsbank.doctor.disk.perf_counter", count(0, 0.021).__next__)
    told = disk_findings(tmp_path, database=tmp_path / "fritidsbank.db")
    assert "disk_slow" in {finding.check for finding in told}


def copy_of_that_age(folder: Path, age: timedelta, *, now: datetime) -> list[str]:
    copy = folder / "fritidsbank-before-0003-20260302-140509.db"
    copy.touch()
    made = (now - age).timestamp()
    os.utime(copy, (made, made))
    return [str(finding) for finding in old_copies(folder, now=now)]


def test_an_old_copy_that_lies_about_is_told(tmp_path: Path, now: datetime) -> None:
    said = copy_of_that_age(tmp_path, timedelta(days=31), now=now)
    assert len(said) == 1
    assert "is a copy from 2026-01-30. Whoever was erased since then is still in it" in said[0]


def test_a_copy_from_last_week_is_still_of_use(tmp_path: Path, now: datetime) -> None:
    assert copy_of_that_age(tmp_path, timedelta(days=7), now=now) == []


def test_an_sqlite_that_is_too_old_for_a_log_is_told(
    shop: Shop, settings: Settings, now: datetime
) -> None:
    told = {finding.check for finding in examine(shop.store, settings.data, now=now)}
    assert ("old_sqlite" in told) == (shop.store.is_sqlite and not wal_is_safe())
