"""The scripts make what the models say, down and up again, and nothing is lost on the way."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, select, text

from fritidsbank.app import shop_store
from fritidsbank.backing_up import NoRoom, opened_to_read
from fritidsbank.db import Store
from fritidsbank.doctor import findings
from fritidsbank.doctor.database import trigger_missing
from fritidsbank.migrating import (
    NewerSchema,
    NoRegister,
    OldSchema,
    check_schema,
    current,
    downgrade,
    draft,
    migrate,
    newest,
    upgrade,
)
from fritidsbank.paths import resource
from fritidsbank.stock.models import Article, Category
from tests import make
from tests.conftest import Shop, installation

AT = datetime(2026, 3, 2, 14, 5, 9, tzinfo=UTC)
HEADER = '''"""A migration of tomorrow."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade():
    {does}


def downgrade():
    pass
'''
ADDS_A_COLUMN = """\
remade = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("article", recreate=remade) as article:
        article.add_column(sa.Column("colour", sa.String(20), nullable=True))"""
FORGETS_THE_TRIGGERS = """\
if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("move", recreate="always") as move:
            move.add_column(sa.Column("colour", sa.String(20), nullable=True))
    else:
        op.execute("ALTER TABLE move DISABLE TRIGGER USER")"""
FAILS_HALF_WAY = """\
op.add_column("article", sa.Column("colour", sa.String(20), nullable=True))
    raise ValueError("the light went out")"""
WANTS_THE_TURN = """\
import fcntl
    with open({lock!r}) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            op.add_column("article", sa.Column("colour", sa.String(20), nullable=True))"""
LOSES_CATEGORIES = 'op.execute("DELETE FROM category WHERE parent_id IS NOT NULL")'


def revisions() -> list[str]:
    """The numbers of the shop's own scripts, the first one first."""
    config = Config()
    config.set_main_option("script_location", str(resource("migrations")))
    walked = ScriptDirectory.from_config(config).walk_revisions()
    return [script.revision for script in walked if script.revision[0] == "0"][::-1]


Tomorrow = Callable[[Store, str], Store]


@pytest.fixture
def of_tomorrow(tmp_path: Path) -> Iterator[Tomorrow]:
    """Opens a database with a program that has one migration more, and what that one does."""
    with ExitStack() as opened:

        def open_it(store: Store, does: str) -> Store:
            migrations = tmp_path / "migrations"
            leave = shutil.ignore_patterns("__pycache__")
            shutil.copytree(store.migrations, migrations, ignore=leave)
            script = HEADER.format(before=revisions()[-1], does=does)
            (migrations / "versions" / "9999_tomorrow.py").write_text(script)
            url = store.url.render_as_string(hide_password=False)
            tomorrow = Store(url, store.metadata, migrations)
            opened.callback(tomorrow.close)
            return tomorrow

        yield open_it


@pytest.fixture
def lent(shop: Shop) -> Shop:
    """A shop with one article out, so that rows refer to rows."""
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.account, now=shop.now)
        amina = make.borrower(db, now=shop.now)
        db.commit()
    disken = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    disken.says("check_out", article=boots.code, borrower=amina)
    shop.store.close()
    return shop


@pytest.fixture
def nothing(request: pytest.FixtureRequest, store: Store, tmp_path: Path) -> Iterator[Store]:
    """A database without a single table."""
    if store.is_sqlite:
        empty = shop_store(installation(tmp_path, f"sqlite:///{tmp_path}/empty/fritidsbank.db"))
    else:
        downgrade(store, "base")
        empty = store
        with empty.engine.begin() as connection:
            connection.execute(text("DROP TABLE alembic_version"))
    yield empty
    empty.close()


def has_a_model(name: str | None, kind: str, parents: object) -> bool:
    """Not what each database makes for the search: tables of SQLite, an index elsewhere."""
    return not str(name).startswith(("published_search", "ix_published_item_words"))


def rows_of(store: Store) -> dict[str, int]:
    with store.reading() as db:
        return {
            table: db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ("article", "move", "loan", "visit", "borrower", "operation", "place")
        }


def has_colour(store: Store) -> bool:
    return "colour" in {column["name"] for column in inspect(store.engine).get_columns("article")}


def test_the_scripts_make_what_the_models_say(store: Store) -> None:
    with store.engine.connect() as connection:
        opts = {"compare_type": True, "include_name": has_a_model}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, store.metadata) == []


def test_down_to_the_ground_nothing_is_left(store: Store) -> None:
    downgrade(store, "base")
    assert set(inspect(store.engine).get_table_names()) == {"alembic_version"}


def test_down_and_up_again_gives_the_same_tables(store: Store) -> None:
    before, after = MetaData(), MetaData()
    before.reflect(store.engine)
    downgrade(store, "base")
    migrate(store)
    after.reflect(store.engine)
    assert {t.name: sorted(t.columns.keys()) for t in before.sorted_tables} == {
        t.name: sorted(t.columns.keys()) for t in after.sorted_tables
    }


@pytest.mark.parametrize("revision", [each for each in revisions() if each >= "0002"])
def test_after_each_script_the_ledger_is_protected(store: Store, revision: str) -> None:
    downgrade(store, "base")
    migrate(store, revision)
    with store.reading() as db:
        assert trigger_missing.findings(db) == []


def test_a_table_that_others_refer_to_is_remade_without_losing_a_row(
    lent: Shop, tmp_path: Path, of_tomorrow: Tomorrow
) -> None:
    before = rows_of(lent.store)
    tomorrow = of_tomorrow(lent.store, ADDS_A_COLUMN)
    upgrade(tomorrow, tmp_path, now=AT)
    assert has_colour(tomorrow)
    assert rows_of(tomorrow) == before


def test_after_remaking_a_table_references_are_enforced_again(
    lent: Shop, tmp_path: Path, of_tomorrow: Tomorrow
) -> None:
    tomorrow = of_tomorrow(lent.store, ADDS_A_COLUMN)
    upgrade(tomorrow, tmp_path, now=AT)
    with tomorrow.reading() as db:
        assert findings(db) == []


def test_triggers_that_a_script_forgets_are_missed(
    lent: Shop, tmp_path: Path, of_tomorrow: Tomorrow
) -> None:
    tomorrow = of_tomorrow(lent.store, FORGETS_THE_TRIGGERS)
    upgrade(tomorrow, tmp_path, now=AT)
    with tomorrow.reading() as db:
        assert len(trigger_missing.findings(db)) == 2


def test_upgrade_copies_the_register_as_it_was(
    lent: Shop, tmp_path: Path, of_tomorrow: Tomorrow
) -> None:
    before = newest(lent.store)
    tomorrow = of_tomorrow(lent.store, ADDS_A_COLUMN)
    done = upgrade(tomorrow, tmp_path, now=AT)
    ending = "db" if lent.store.is_sqlite else "dump"
    assert done.copy == tmp_path / f"fritidsbank-before-{before}-20260302-140509.{ending}"
    assert done.copy.stat().st_size > 0


def test_the_copy_of_an_upgrade_has_the_old_revision(
    sqlite_url: str, tmp_path: Path, of_tomorrow: Tomorrow
) -> None:
    store = shop_store(installation(tmp_path / "data", sqlite_url))
    tomorrow = of_tomorrow(store, ADDS_A_COLUMN)
    store.close()
    done = upgrade(tomorrow, tmp_path, now=AT)
    assert done.copy
    with closing(opened_to_read(done.copy)) as copy:
        found = copy.execute("SELECT version_num FROM alembic_version ORDER BY 1").fetchall()
    assert "+".join(row[0] for row in found) == newest(store)


def test_an_empty_database_is_not_copied(nothing: Store, tmp_path: Path) -> None:
    assert upgrade(nothing, tmp_path, now=AT).copy is None


def test_a_register_that_is_up_to_date_is_left_alone(shop: Shop, tmp_path: Path) -> None:
    done = upgrade(shop.store, tmp_path, now=AT)
    assert (done.before, done.copy) == (newest(shop.store), None)


def test_a_script_that_fails_half_way_changes_nothing(
    lent: Shop, tmp_path: Path, of_tomorrow: Tomorrow
) -> None:
    tomorrow = of_tomorrow(lent.store, FAILS_HALF_WAY)
    with pytest.raises(ValueError, match="the light went out"):
        upgrade(tomorrow, tmp_path, now=AT)
    assert (current(tomorrow), has_colour(tomorrow)) == (newest(lent.store), False)


def test_a_script_that_leaves_references_to_nothing_changes_nothing(
    lent: Shop, tmp_path: Path, of_tomorrow: Tomorrow
) -> None:
    tomorrow = of_tomorrow(lent.store, LOSES_CATEGORIES)
    with pytest.raises(Exception, match="reference"):
        upgrade(tomorrow, tmp_path, now=AT)
    assert current(tomorrow) == newest(lent.store)


def test_no_other_process_writes_during_an_upgrade(
    sqlite_url: str, tmp_path: Path, of_tomorrow: Tomorrow
) -> None:
    store = shop_store(installation(tmp_path / "data", sqlite_url))
    does = WANTS_THE_TURN.format(lock=str(tmp_path / "data" / "writer.lock"))
    tomorrow = of_tomorrow(store, does)
    store.close()
    upgrade(tomorrow, tmp_path, now=AT)
    assert has_colour(tomorrow), "the script was given the turn that the upgrade should hold"


def test_without_room_for_the_copy_nothing_is_begun(
    lent: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_tomorrow: Tomorrow
) -> None:
    full = shutil.disk_usage(tmp_path)._replace(free=100_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    tomorrow = of_tomorrow(lent.store, ADDS_A_COLUMN)
    with pytest.raises(NoRoom):
        upgrade(tomorrow, tmp_path, now=AT)
    assert current(tomorrow) == newest(lent.store)


def test_a_database_without_tables_is_no_register(nothing: Store) -> None:
    with pytest.raises(NoRegister):
        check_schema(nothing)


def test_an_older_register_is_not_opened(
    store: Store, tmp_path: Path, of_tomorrow: Tomorrow
) -> None:
    with pytest.raises(OldSchema):
        check_schema(of_tomorrow(store, ADDS_A_COLUMN))


def test_a_newer_register_is_not_opened(
    store: Store, tmp_path: Path, of_tomorrow: Tomorrow
) -> None:
    tomorrow = of_tomorrow(store, ADDS_A_COLUMN)
    upgrade(tomorrow, tmp_path, now=AT)
    with pytest.raises(NewerSchema):
        check_schema(store)


def test_a_draft_of_no_change_does_nothing(store: Store, tmp_path: Path) -> None:
    shutil.copytree(store.migrations, tmp_path / "migrations")
    developing = Store(
        store.url.render_as_string(hide_password=False), store.metadata, tmp_path / "migrations"
    )
    script = draft(developing, "nothing new").read_text()
    developing.close()
    assert script.count("    pass\n") == 2


def test_a_value_that_nobody_signed_is_a_note_and_no_setting(shop: Shop) -> None:
    with shop.store.writing() as db:
        skis = make.article(db, "SLS", "Skidor", branch=shop.branch, by=shop.account, now=shop.now)
        db.commit()
    downgrade(shop.store, "0010")
    with shop.store.engine.begin() as connection:
        known = '{"z_set": 4.5, "z_set_on": "2026-01-07", "norm": "GripWalk"}'
        connection.execute(text("UPDATE article SET attributes = :known"), {"known": known})
        asked = '[{"name": "z_set"}, {"name": "norm"}]'
        connection.execute(
            text("UPDATE category SET attributes = :asked WHERE code = 'SLS'"), {"asked": asked}
        )
    migrate(shop.store)
    with shop.store.reading() as db:
        article = db.get_one(Article, skis.id)
        asked_now = db.get_one(Category, skis.category_id).attributes
    assert article.attributes == {"norm": "GripWalk"}
    assert article.note == "Z-värde 4,5. Inställt 2026-01-07."
    assert asked_now == [{"name": "norm"}]


def test_a_vest_whose_service_has_run_out_is_due_after_the_upgrade(shop: Shop) -> None:
    due = {}
    with shop.store.writing() as db:
        for known in ({"service_due_on": "2020-06-01"}, {}, {"inflatable": False}):
            described: dict[str, Any] = {"inflatable": True} | known
            vest = make.article(
                db, "FLY", "Väst", branch=shop.branch, by=shop.account, now=shop.now, **described
            )
            due[vest.id] = vest.upkeep.due_on
        db.commit()
    downgrade(shop.store, "0010")
    migrate(shop.store)
    with shop.store.reading() as db:
        assert {article.id: article.check_due_on for article in db.scalars(select(Article))} == due
        assert findings(db) == []
