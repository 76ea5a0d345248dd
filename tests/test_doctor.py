"""The doctor is content with a healthy shop, and finds each fault that somebody put there."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, select, text
from sqlalchemy.orm import Session

from fritidsbank.app import shop_store
from fritidsbank.barcodes import Kind, own
from fritidsbank.counter.correcting import merge
from fritidsbank.counter.erasing import erase
from fritidsbank.db import SQLITE, Store
from fritidsbank.doctor import CHECKS, findings
from fritidsbank.doctor.numbers import serial_of
from fritidsbank.people.models import BorrowerKind
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import category_coded, thing_with
from fritidsbank.stock.registering import Description, describe
from tests import make
from tests.conftest import DATABASE, Shop, installation

HELMET = "HJA"


@dataclass(frozen=True)
class Fault:
    """What somebody does to the register behind the program's back."""

    check: str
    statements: tuple[str, ...]
    on: tuple[str, ...] = ("sqlite", "postgresql")


def fault(check: str, *statements: str, on: str = "sqlite postgresql") -> Fault:
    return Fault(check, statements, tuple(on.split()))


FREE = "DROP TRIGGER move_is_never_changed{of_move}"
A_LINE = """INSERT INTO move (at, booked_on, booked_late, article_id, from_kind, from_place_id,
    from_branch_id, from_category_id, to_kind, to_place_id, to_branch_id, to_category_id, reason,
    fault, account_id, loan_id)
    SELECT at, booked_on, booked_late, article_id, to_kind, to_place_id, to_branch_id,
    to_category_id, from_kind, from_place_id, from_branch_id, from_category_id, {reason}, '',
    account_id, {loan} FROM move WHERE reason = 'registered'"""
FAULTS = [
    fault("trigger_missing", "DROP TRIGGER move_is_never_deleted{of_move}"),
    fault("trigger_missing", "ALTER TABLE move DISABLE TRIGGER USER", on="postgresql"),
    fault("index_missing", "DROP INDEX uq_loan_open"),
    fault("unknown_word", "UPDATE place SET kind = 'attic' WHERE kind = 'workshop'"),
    fault("opened_unsafely", "PRAGMA secure_delete = OFF", on="sqlite"),
    fault("opened_unsafely", "SET LOCAL synchronous_commit = off", on="postgresql"),
    fault(
        "points_nowhere",
        "PRAGMA defer_foreign_keys = ON",
        "UPDATE article SET shelf_id = 4711",
        on="sqlite",
    ),
    fault(
        "out_without_loan",
        "UPDATE loan SET ended_at = lent_at, ending = 'returned' WHERE ended_at IS NULL",
    ),
    fault(
        "loan_without_out",
        "UPDATE article SET place_id = shelf_id WHERE id IN"
        " (SELECT article_id FROM loan WHERE ended_at IS NULL)",
    ),
    fault(
        "lent_twice", "DROP INDEX uq_loan_open", "UPDATE loan SET ended_at = NULL, ending = NULL"
    ),
    fault(
        "out_from_other_branch",
        "UPDATE loan SET branch_id = (SELECT max(id) FROM branch) WHERE ended_at IS NULL",
    ),
    fault("open_without_borrower", "UPDATE loan SET borrower_id = NULL WHERE ended_at IS NULL"),
    fault("loan_of_other_than_visit", "UPDATE visit SET borrower_id = NULL"),
    fault("ended_halfway", "UPDATE loan SET ending = NULL"),
    fault("ended_halfway", "UPDATE loan SET ended_at = NULL WHERE ending = 'undone'"),
    fault("ended_halfway", "UPDATE loan SET ended_at = '2020-01-01 00:00:00'"),
    fault("loan_not_in_ledger", "UPDATE loan SET ending = 'returned' WHERE ending = 'undone'"),
    fault("loan_not_in_ledger", "UPDATE loan SET lent_at = '2020-01-01 00:00:00'"),
    fault("line_of_no_loan", A_LINE.format(reason="'lent'", loan="4711")),
    fault(
        "article_without_line",
        "DROP TRIGGER move_is_never_deleted{of_move}",
        "DELETE FROM move WHERE reverses IS NOT NULL",
        "DELETE FROM move",
    ),
    fault(
        "begins_inside",
        FREE,
        "UPDATE move SET from_kind = 'shelf', from_place_id = to_place_id"
        " WHERE reason = 'registered'",
    ),
    fault("broken_chain", FREE, "UPDATE move SET from_kind = 'workshop' WHERE reason = 'returned'"),
    fault("broken_chain", A_LINE.format(reason="'moved'", loan="NULL")),
    fault(
        "ends_elsewhere",
        "UPDATE article SET place_id = (SELECT id FROM place WHERE kind = 'missing' LIMIT 1)",
    ),
    fault("ends_elsewhere", "UPDATE article SET category_id = (SELECT max(id) FROM category)"),
    fault("back_in_time", FREE, "UPDATE move SET at = '2020-01-01 00:00:00' WHERE reason = 'lent'"),
    fault("since_when", "UPDATE article SET place_since_at = '2020-01-01 00:00:00'"),
    fault(
        "undo_that_does_not_match",
        FREE,
        "UPDATE move SET reason = 'moved' WHERE reverses IS NOT NULL",
    ),
    fault("undo_of_nothing", FREE, "UPDATE move SET reverses = NULL"),
    fault("end_that_is_no_place", FREE, "UPDATE move SET to_place_id = NULL WHERE reason = 'lent'"),
    fault("out_without_being_lent", FREE, "UPDATE move SET reason = 'moved' WHERE reason = 'lent'"),
    fault("booked_on_other_day", FREE, "UPDATE move SET booked_on = '2020-01-01'"),
    fault("booked_on_other_day", FREE, "UPDATE move SET booked_late = true"),
    fault("article_keys", "UPDATE article SET name = 'Skridskor'"),
    fault("code_badly_formed", "UPDATE place SET code = '12345678' WHERE kind = 'out' AND id < 9"),
    fault("code_badly_formed", "UPDATE article_code SET kind = 'older'"),
    fault("serial_behind", "UPDATE serial SET next = 0 WHERE kind = 'slip'"),
    fault("serial_missing", "DELETE FROM serial WHERE kind = 'card'"),
    fault("card_of_nobody", "DELETE FROM borrower_details WHERE name = 'Bo'"),
    fault("details_wrong", "UPDATE borrower_details SET mobile = '' WHERE name = 'Amina'"),
    fault("details_wrong", "UPDATE borrower_details SET mobile = '070' WHERE name = 'Amina'"),
    fault("borrower_keys", "UPDATE borrower_details SET name = 'Sara' WHERE name = 'Amina'"),
    fault("standard_places", "UPDATE place SET standard = false WHERE kind = 'out'"),
    fault(
        "shelf_that_is_none",
        "UPDATE article SET shelf_id = (SELECT id FROM place WHERE kind = 'gone' LIMIT 1)",
    ),
    fault("block_half_lifted", "UPDATE block SET lifted_at = since_at"),
    fault(
        "hours_wrong",
        "INSERT INTO opening_hours (branch_id, weekday, opens, closes)"
        " SELECT id, 0, '18:00:00', '12:00:00' FROM branch",
    ),
    fault(
        "hours_wrong",
        "INSERT INTO opening_hours (branch_id, weekday, opens, closes)"
        " SELECT id, 0, '12:00:00', '16:00:00' FROM branch",
        "INSERT INTO opening_hours (branch_id, weekday, opens, closes)"
        " SELECT id, 0, '15:00:00', '18:00:00' FROM branch",
    ),
    fault("setting_wrong", "INSERT INTO setting (name, value) VALUES ('unlink_days', '0')"),
    fault("setting_wrong", "INSERT INTO setting (name, value) VALUES ('fines', '20')"),
    fault("no_admin", "UPDATE account SET closed_at = created_at"),
]
POSSIBLE = [done for done in FAULTS if DATABASE in done.on]
ELSEWHERE = {"damaged"}
"""What no statement can provoke."""


@pytest.fixture
def db(shop: Shop, store: Store) -> Iterator[Session]:
    """A shop where much has happened, in a session that is thrown away after the test."""
    live_a_day(shop)
    with store.writing() as session:
        yield session


def live_a_day(shop: Shop) -> None:
    """Loans, returns, undoing, a helmet, a move to another category, a merge and an erasure."""
    now, by = shop.now, shop.account
    with shop.store.writing() as db:
        make.branch(db, "Berget")
        skis, boots, helmet, lost = (
            make.article(db, kind, name, branch=shop.branch, by=by, now=now).code
            for kind, name in (
                ("SLS", "Slalomskidor"),
                ("SLP", "Pjäxor"),
                (HELMET, "Hjälm"),
                ("SLS", "Stavar"),
            )
        )
        amina = make.borrower(db, "Amina", "070-174 06 05", now=now)
        bo = make.borrower(db, "Bo", "070-174 06 06", card=own(Kind.CARD, 0).digits, now=now)
        twin = make.borrower(db, "Amina A", "070-174 06 05", now=now)
        kim = make.borrower(db, "Kim", "", kind=BorrowerKind.ALIAS, now=now)
        db.commit()
    disken = make.tablet(shop.store, shop.branch, by, now=now)
    disken.says("check_out", article=skis, borrower=amina)
    disken.says("check_out", article=boots, borrower=twin)
    disken.says("check_out", article=lost, borrower=kim)
    disken.now += timedelta(minutes=5)
    disken.says("undo", operation=disken.last)
    disken.now += timedelta(days=3)
    disken.says("check_in", article=skis)
    disken.says("relend", article=boots, borrower=bo)
    disken.says("check_out", article=skis, borrower=bo)
    disken.says("check_out", article=helmet, borrower=amina)
    disken.says("check_in", article=helmet)
    disken.says("safety_check", article=helmet, verdict="ok")
    with shop.store.writing() as db:
        merge(db, twin, into=amina)
        erase(db, kim)
        recategorise(db, lost, by, disken)
        thing = make.article(db, "SLP", "Gamla pjäxor", branch=shop.branch, by=by, now=now)
        make.block(db, thing, "Spricka i skalet", by=by, now=now)
        db.commit()


def recategorise(db: Session, code: str, by: int, disken: make.Tablet) -> None:
    article = db.get_one(Article, thing_with(db, code).id)
    other = Description(category_coded(db, "LGS").id, article.name)
    describe(db, article, other, signed=Signature(disken.now, by))


def found(db: Session) -> set[str]:
    return {finding.check for finding in findings(db)}


def spoil(db: Session, done: Fault) -> None:
    of_move = "" if db.get_bind().dialect.name == "sqlite" else " ON move"
    for statement in done.statements:
        db.execute(text(statement.replace("{of_move}", of_move)))


def test_a_shop_where_much_has_happened_is_healthy(db: Session) -> None:
    assert findings(db) == []


def test_a_register_without_a_shop_is_healthy(store: Store) -> None:
    with store.reading() as db:
        assert findings(db) == []


@pytest.mark.parametrize("done", POSSIBLE, ids=lambda done: done.check)
def test_the_doctor_finds(db: Session, done: Fault) -> None:
    spoil(db, done)
    assert done.check in found(db)


def test_what_the_doctor_says_names_nobody(db: Session) -> None:
    said = ""
    for done in POSSIBLE:
        with db.begin_nested() as once:
            spoil(db, done)
            said += " ".join(map(str, findings(db)))
            once.rollback()
    assert not [name for name in ("Amina", "Bo ", "Kim", "7017406") if name in said]


def test_every_check_is_tried() -> None:
    assert {check.name for check in CHECKS} - ELSEWHERE == {done.check for done in FAULTS}


def test_the_doctor_changes_nothing(shop: Shop, store: Store) -> None:
    live_a_day(shop)
    with store.reading() as db:
        forbid = "PRAGMA query_only = ON" if store.is_sqlite else "SET TRANSACTION READ ONLY"
        db.execute(text(forbid))
        assert findings(db) == []


def test_a_bigger_shop_is_asked_no_more_questions(shop: Shop, store: Store) -> None:
    before = questions(store)
    live_a_day(shop)
    assert questions(store) == before


def questions(store: Store) -> int:
    asked = []

    def listen(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(store.engine, "before_cursor_execute", listen)
    with store.reading() as db:
        findings(db)
    event.remove(store.engine, "before_cursor_execute", listen)
    return len(asked)


def overwrite(file: Path, table: str, spilt: bytes) -> None:
    with closing(SQLITE.connect(file)) as connection:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        page = connection.execute(asked, (table,)).fetchone()[0]
    with file.open("r+b") as pages:
        pages.seek((page - 1) * 4096)
        pages.write(spilt)


def test_damage_in_the_file_is_found(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "data" / "fritidsbank.db"
    overwrite(file, "ix_article_sort_key", b"a cup of coffee on the disk" * 20)
    store = shop_store(installation(tmp_path / "data", sqlite_url))
    with store.reading() as db:
        assert {"damaged"} <= found(db)
    store.close()


def test_a_whole_page_of_zeros_does_not_stop_the_doctor(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "data" / "fritidsbank.db"
    overwrite(file, "borrower_details", bytes(4096))
    store = shop_store(installation(tmp_path / "data", sqlite_url))
    with store.reading() as db:
        assert {"damaged", "borrower_keys"} <= found(db)
    store.close()


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("serial", [0, 1, 99_999, 100_000, 123_456])
def test_the_serial_of_a_number_is_read_back(kind: Kind, serial: int) -> None:
    assert serial_of(own(kind, serial).digits) == serial


def test_a_long_run_of_claimed_labels_would_stop_registering(db: Session) -> None:
    article = db.scalars(select(Article.id)).first()
    following = db.execute(text("SELECT next FROM serial WHERE kind = 'article'")).scalar_one()
    for number in range(following, following + 100):
        db.execute(
            text("INSERT INTO article_code VALUES (:code, :article, 'claimed', :at)"),
            {"code": own(Kind.ARTICLE, number).digits, "article": article, "at": "2026-03-02"},
        )
    assert found(db) == {"serial_behind"}


def test_a_few_claimed_labels_are_skipped(db: Session) -> None:
    article = db.scalars(select(Article.id)).first()
    following = db.execute(text("SELECT next FROM serial WHERE kind = 'article'")).scalar_one()
    db.execute(
        text("INSERT INTO article_code VALUES (:code, :article, 'claimed', :at)"),
        {"code": own(Kind.ARTICLE, following).digits, "article": article, "at": "2026-03-02"},
    )
    assert findings(db) == []
