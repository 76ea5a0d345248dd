"""A backup is taken while others write, is whole, and can be put back."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from fritidsbank.app import shop_store
from fritidsbank.backing_up import CopyFailed, FileInTheWay, NothingToCopy, back_up
from fritidsbank.db import SQLITE, Store
from fritidsbank.doctor import findings
from fritidsbank.dumping import ToolFailed, ToolMissing, rows_in
from fritidsbank.migrating import NewerSchema, newest
from fritidsbank.on_duty import SomebodyAtWork, off_duty, on_duty
from fritidsbank.restoring import (
    NoSuchFile,
    NotABackup,
    RegisterInTheWay,
    Restored,
    restore,
)
from fritidsbank.settings import Settings
from tests import make, postgres
from tests.conftest import DATABASE, Shop, installation

AT = datetime(2026, 3, 2, 14, 5, 9, tzinfo=UTC)
_numbers = count(1)


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs of the very PostgreSQL that the tests run on."""
    if DATABASE == "postgresql" and (folder := postgres.binaries()):
        monkeypatch.setenv("PATH", str(folder), prepend=":")


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Where a backup shall go."""
    return tmp_path / "backup.db"


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Another machine, on which there is nothing yet."""
    if DATABASE == "sqlite":
        yield installation(tmp_path / "other", f"sqlite:///{tmp_path}/other/fritidsbank.db")
        return
    server: Engine = request.getfixturevalue("postgres_server")
    name = f"elsewhere_{next(_numbers)}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        url = server.url.set(database=name).render_as_string(hide_password=False)
        yield installation(tmp_path / "other", url)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def busy(shop: Shop) -> Shop:
    """A shop with forty articles and somebody who borrows."""
    with shop.store.writing() as db:
        for _ in range(40):
            make.article(db, branch=shop.branch, by=shop.account, now=shop.now)
        make.borrower(db, "Amina", now=shop.now)
        db.commit()
    return shop


@contextmanager
def lending(shop: Shop) -> Iterator[None]:
    """Somebody lends and takes back as fast as they can, until the block is left."""
    stop, disken = threading.Event(), make.tablet(shop.store, shop.branch, shop.account, now=AT)
    with shop.store.reading() as db:
        codes = db.scalars(text("SELECT code FROM article_code")).all()
        amina = db.scalars(text("SELECT id FROM borrower")).one()

    def work() -> None:
        while not stop.is_set():
            for code in codes:
                disken.says("check_out", article=code, borrower=amina)
                disken.says("check_in", article=code)

    counter = threading.Thread(target=work)
    counter.start()
    try:
        yield
    finally:
        stop.set()
        counter.join()


def contents(store: Store) -> dict[str, list[str]]:
    """Every row of every table, as text and in one order."""
    with store.reading() as db:
        return {
            table.name: sorted(map(str, db.execute(table.select())))
            for table in store.metadata.sorted_tables
        }


def put_back(file: Path, settings: Settings, *, replace: bool = False) -> Restored:
    store = shop_store(settings)
    try:
        return restore(store, file, settings.data, replace=replace, now=AT)
    finally:
        store.close()


def test_what_is_put_back_elsewhere_is_the_same(
    busy: Shop, backup: Path, elsewhere: Settings
) -> None:
    back_up(busy.store, backup)
    put_back(backup, elsewhere)
    other = shop_store(elsewhere)
    assert contents(other) == contents(busy.store)
    other.close()


def test_a_backup_under_load_is_healthy(busy: Shop, backup: Path, elsewhere: Settings) -> None:
    with lending(busy):
        for number in range(5):
            back_up(busy.store, backup.with_name(f"{number}.db"))
    put_back(backup.with_name("4.db"), elsewhere)
    other = shop_store(elsewhere)
    with other.reading() as db:
        assert findings(db) == []
    other.close()


def test_what_was_acknowledged_before_a_backup_is_in_it(
    busy: Shop, backup: Path, elsewhere: Settings
) -> None:
    with lending(busy):
        before = contents(busy.store)["operation"]
        back_up(busy.store, backup)
    put_back(backup, elsewhere)
    other = shop_store(elsewhere)
    assert set(before) <= set(contents(other)["operation"])
    other.close()


def test_a_backup_says_how_many_rows_it_holds(busy: Shop, backup: Path) -> None:
    rows = sum(map(len, contents(busy.store).values()))
    assert back_up(busy.store, backup).rows == rows + 2, "and the revisions of both lines"


def test_a_backup_is_for_its_owner_only(busy: Shop, backup: Path) -> None:
    back_up(busy.store, backup)
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_backup_is_one_file(busy: Shop, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    back_up(busy.store, tmp_path / "backups" / "monday.db")
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["monday.db"]


def test_a_backup_is_never_written_over_a_file(busy: Shop, backup: Path) -> None:
    backup.write_text("dear diary")
    with pytest.raises(FileInTheWay):
        back_up(busy.store, backup)
    assert backup.read_text() == "dear diary"


def test_a_backup_into_no_folder_is_refused_with_the_reason(busy: Shop, tmp_path: Path) -> None:
    with pytest.raises(CopyFailed, match="No such file or directory"):
        back_up(busy.store, tmp_path / "nowhere" / "backup.db")


def test_where_there_is_no_register_nothing_is_copied(tmp_path: Path, backup: Path) -> None:
    store = shop_store(installation(tmp_path / "no", f"sqlite:///{tmp_path}/no/fritidsbank.db"))
    with pytest.raises(NothingToCopy):
        back_up(store, backup)


def test_an_existing_register_is_not_replaced_unasked(
    busy: Shop, backup: Path, settings: Settings
) -> None:
    back_up(busy.store, backup)
    with pytest.raises(RegisterInTheWay):
        put_back(backup, settings)


def test_what_was_there_can_be_put_back_as_well(
    busy: Shop, backup: Path, settings: Settings, elsewhere: Settings
) -> None:
    back_up(busy.store, backup)
    with busy.store.writing() as db:
        make.borrower(db, "Bo", now=AT)
        db.commit()
    later = contents(busy.store)
    busy.store.close()
    kept = put_back(backup, settings, replace=True).kept
    assert kept
    put_back(kept, elsewhere)
    other = shop_store(elsewhere)
    assert contents(other) == later
    other.close()


def test_the_register_in_the_way_gives_place(busy: Shop, backup: Path, settings: Settings) -> None:
    before = contents(busy.store)
    back_up(busy.store, backup)
    with busy.store.writing() as db:
        make.borrower(db, "Bo", now=AT)
        db.commit()
    busy.store.close()
    put_back(backup, settings, replace=True)
    assert contents(busy.store) == before


def test_while_a_server_runs_nothing_is_put_back(
    busy: Shop, backup: Path, settings: Settings
) -> None:
    back_up(busy.store, backup)
    with on_duty(settings.data), pytest.raises(SomebodyAtWork):
        put_back(backup, settings, replace=True)


def test_two_servers_may_be_on_duty(tmp_path: Path) -> None:
    with on_duty(tmp_path), on_duty(tmp_path):
        pass


def test_after_the_last_server_the_folder_is_free(tmp_path: Path) -> None:
    with on_duty(tmp_path):
        pass
    with off_duty(tmp_path):
        pass


def test_a_file_that_is_not_there_cannot_be_put_back(tmp_path: Path, elsewhere: Settings) -> None:
    with pytest.raises(NoSuchFile):
        put_back(tmp_path / "no.db", elsewhere)


@pytest.mark.parametrize("written", [b"", b"dear diary\n" * 1000])
def test_what_is_no_backup_is_not_put_back(
    tmp_path: Path, elsewhere: Settings, written: bytes
) -> None:
    (tmp_path / "diary.db").write_bytes(written)
    with pytest.raises(NotABackup):
        put_back(tmp_path / "diary.db", elsewhere)


def test_another_program_s_database_is_not_put_back(tmp_path: Path, elsewhere: Settings) -> None:
    with closing(SQLITE.connect(tmp_path / "music.db")) as music:
        music.execute("CREATE TABLE song (title)")
    with pytest.raises(NotABackup):
        put_back(tmp_path / "music.db", elsewhere)


@pytest.fixture
def on_sqlite(sqlite_url: str, tmp_path: Path) -> Iterator[Store]:
    """An empty register in a file, for what only a file can suffer."""
    store = shop_store(installation(tmp_path / "data", sqlite_url))
    yield store
    store.close()


def spill_coffee(file: Path) -> None:
    with closing(SQLITE.connect(file)) as connection:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_article_sort_key'"
        page = connection.execute(asked).fetchone()[0]
    with file.open("r+b") as pages:
        pages.seek((page - 1) * 4096)
        pages.write(b"coffee" * 100)


def test_of_a_damaged_register_there_is_no_backup(on_sqlite: Store, backup: Path) -> None:
    assert on_sqlite.file
    spill_coffee(on_sqlite.file)
    with pytest.raises(CopyFailed):
        back_up(on_sqlite, backup)
    assert not backup.exists()


def test_a_damaged_backup_is_not_put_back(on_sqlite: Store, backup: Path, tmp_path: Path) -> None:
    back_up(on_sqlite, backup)
    spill_coffee(backup)
    other = installation(tmp_path / "other", f"sqlite:///{tmp_path}/other/fritidsbank.db")
    with pytest.raises(NotABackup):
        put_back(backup, other)
    assert not (tmp_path / "other" / "fritidsbank.db").exists()


def test_a_damaged_register_can_be_replaced(
    on_sqlite: Store, backup: Path, tmp_path: Path, sqlite_url: str
) -> None:
    back_up(on_sqlite, backup)
    on_sqlite.close()
    assert on_sqlite.file
    spill_coffee(on_sqlite.file)
    put_back(backup, installation(tmp_path / "data", sqlite_url), replace=True)
    with on_sqlite.reading() as db:
        assert findings(db) == []


def test_a_backup_of_a_newer_program_is_not_put_back(
    on_sqlite: Store, backup: Path, tmp_path: Path
) -> None:
    back_up(on_sqlite, backup)
    with closing(SQLITE.connect(backup)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9' || version_num")
        connection.commit()
    with pytest.raises(NewerSchema):
        put_back(backup, installation(tmp_path / "o", f"sqlite:///{tmp_path}/o/fritidsbank.db"))


def test_a_plain_copy_of_the_file_can_be_put_back(on_sqlite: Store, tmp_path: Path) -> None:
    on_sqlite.close()
    assert on_sqlite.file
    plain = shutil.copy(on_sqlite.file, tmp_path / "plain.db")
    other = installation(tmp_path / "o", f"sqlite:///{tmp_path}/o/fritidsbank.db")
    assert put_back(Path(plain), other).revision == newest(on_sqlite)


def test_a_full_disk_leaves_no_half_a_backup(
    on_sqlite: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "backups").mkdir()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CopyFailed, match="No space left"):
        back_up(on_sqlite, tmp_path / "backups" / "backup.db")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_missing_program_is_named_with_what_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing, match=r"pg_restore .* postgresql-client"):
        rows_in(tmp_path / "backup.dump")


def test_half_a_backup_leaves_the_register_as_it_was(
    busy: Shop, backup: Path, settings: Settings
) -> None:
    back_up(busy.store, backup)
    half = backup.read_bytes()[: backup.stat().st_size // 2]
    backup.write_bytes(half)
    before = contents(busy.store)
    busy.store.close()
    with pytest.raises((NotABackup, ToolFailed)):
        put_back(backup, settings, replace=True)
    assert contents(busy.store) == before
