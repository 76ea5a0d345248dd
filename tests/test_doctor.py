"""The doctor is content with a healthy shop, and finds each fault that somebody put there."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, select, text
from sqlalchemy.orm import Session

from fritidsbank.app import shop_store
from fritidsbank.barcodes import Kind, own
from fritidsbank.bookings.hold_shelf import put_aside
from fritidsbank.counter.actions import check_in_seen
from fritidsbank.counter.correcting import merge
from fritidsbank.db import SQLITE, Store
from fritidsbank.doctor import findings
from fritidsbank.doctor.finding import Finding
from fritidsbank.doctor.numbers import serial_of
from fritidsbank.doctor.of_the_shop import CHECKS
from fritidsbank.founding import found_shop
from fritidsbank.people.models import BorrowerKind
from fritidsbank.printjobs.actions import Printout, add_printer, enrol_agent, queue, reprint
from fritidsbank.printjobs.rules import JobState
from fritidsbank.printjobs.taking import ended, take
from fritidsbank.printjobs.trial_label import TRIAL_LABEL
from fritidsbank.privacy.erasing import erase
from fritidsbank.staff.first_account import FirstAccount
from fritidsbank.staff.queries import first_admin
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import category_coded, thing_of, thing_with
from fritidsbank.stock.registering import Description, describe
from fritidsbank.stocktake.actions import About, start
from fritidsbank.stocktake.closing import close
from fritidsbank.stocktake.rules import Scope
from tests import make
from tests.conftest import DATABASE, NOW, Shop, installation
from tests.faults import FAULTS, POSSIBLE, Fault, spoil
from tests.minutes.held import hold_a_meeting

HELMET = "HJA"


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
    disken.says("safety_check", article=helmet, verdict="ok", seen=[*make.SKI_HELMET])
    with shop.store.writing() as db:
        merge(db, twin, into=amina)
        erase(db, kim, now=NOW)
        recategorise(db, lost, by, disken)
        thing = make.article(db, "SLP", "Gamla pjäxor", branch=shop.branch, by=by, now=now)
        make.block(db, thing, "Spricka i skalet", by=by, now=now)
        make.article(db, HELMET, "Hjälm Bauer Re-Akt 75", branch=shop.branch, by=by, now=now)
        make.recall(db, by=by, now=now)
        hold_a_meeting(db, by=by, now=now)
        db.commit()
    count_the_shelves(shop, disken, helmet)
    mend_a_little(disken)
    print_labels(shop)
    wait_for_somebody(shop, bo, now=disken.now)


def mend_a_little(disken: make.Tablet) -> None:
    """One thing is mended with a part, one let out unmended, and one waits."""
    codes = disken.says("register_article", category="SKR", copies=3)["codes"]
    part = disken.says("part_add", name="Spänne", how_many=1)["part"]
    for code in codes:
        disken.says("bench_take_in", article=code)
    mended, released, waits = codes
    disken.says("part_use", article=mended, part=part)
    disken.says("repair_end", article=mended, to="shelf")
    disken.says("repair_release", article=released, because="Lite repig bara")
    disken.says("repair_wait", article=waits, part=part)


def count_the_shelves(shop: Shop, disken: make.Tablet, seen: str) -> None:
    """A stocktake of everything, of which one thing and a free number were seen."""
    counted, signed = make.uid(), Signature(disken.now, shop.account, make.uid())
    with shop.store.writing() as db:
        start(db, counted, About(Scope.BRANCH), branch=shop.branch, signed=signed)
        db.commit()
    for code in (seen, own(Kind.ARTICLE, 77_000).digits):
        disken.says("count", stocktake=counted, article=code)
    with shop.store.writing() as db:
        close(db, counted, 2, check_in_seen, signed=signed)
        db.commit()


def wait_for_somebody(shop: Shop, borrower: str, *, now: datetime) -> None:
    """A paddle is put aside for somebody who booked it."""
    branch, by = shop.branch, shop.account
    with shop.store.writing() as db:
        paddle = make.article(db, "VAT", "Paddel", branch=branch, by=by, now=now)
        booked = make.booking(db, borrower, 1, "VAT", branch=branch, now=now)
        put_aside(db, booked, thing_of(db, paddle.id), signed=Signature(now, by))
        db.commit()


def print_labels(shop: Shop) -> None:
    """A label that was printed by the agent of the branch, and one that waits to be it again."""
    with shop.store.writing() as db:
        agent, _ = enrol_agent(db, shop.branch, "Datorn i butiken", now=shop.now)
        zebra = add_printer(db, shop.branch, replace(make.ZEBRA, agent=agent.id))
        trial = Printout(TRIAL_LABEL, {"printer": zebra.id})
        job = queue(db, shop.branch, trial, by=shop.account, now=shop.now)
        take(db, zebra.id, agent.id, now=shop.now)
        ended(db, job.id, agent.id, JobState.PRINTED, now=shop.now)
        reprint(db, job, by=shop.account, now=shop.now)
        db.commit()


def recategorise(db: Session, code: str, by: int, disken: make.Tablet) -> None:
    article = db.get_one(Article, thing_with(db, code).id)
    other = Description(category_coded(db, "LGS").id, article.name)
    describe(db, article, other, signed=Signature(disken.now, by))


def found(db: Session) -> set[str]:
    return {finding.check for finding in findings(db)}


def test_a_shop_where_much_has_happened_is_healthy(db: Session) -> None:
    assert findings(db) == []


def test_a_register_without_a_shop_is_healthy(store: Store) -> None:
    with store.reading() as db:
        assert findings(db) == []


@pytest.fixture(scope="module")
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, secret: str
) -> Iterator[dict[Fault, list[Finding]]]:
    """What the doctor says of each fault: one shop is enough, since each is taken back at once."""
    with ExitStack() as borrowed:
        url = borrowed.enter_context(copy_of_empty(request, tmp_path_factory.mktemp("doctor")))
        store = shop_store(installation(Path("unused"), url))
        borrowed.callback(store.close)
        live_a_day(founded(store, secret))
        with store.writing() as db:
            yield {done: found_in(db, done) for done in POSSIBLE}


def found_in(db: Session, done: Fault) -> list[Finding]:
    with db.begin_nested() as once:
        spoil(db, done)
        said = findings(db)
        once.rollback()
    return said


@contextmanager
def copy_of_empty(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if DATABASE == "sqlite":
        file = shutil.copy(request.getfixturevalue("empty_file"), folder / "fritidsbank.db")
        yield f"sqlite:///{file}"
        return
    server: Engine = request.getfixturevalue("postgres_server")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE spoilt TEMPLATE empty"))
        yield server.url.set(database="spoilt").render_as_string(hide_password=False)
        connection.execute(text("DROP DATABASE spoilt WITH (FORCE)"))


def founded(store: Store, secret: str) -> Shop:
    with store.writing() as db:
        branch = found_shop(db, "Hamnen", FirstAccount("Astrid", "astrid", secret), now=NOW).id
        admin = first_admin(db).id
        db.commit()
    return Shop(store, branch, admin, admin, NOW)


@pytest.mark.parametrize("done", POSSIBLE, ids=lambda done: done.check)
def test_the_doctor_finds(told: dict[Fault, list[Finding]], done: Fault) -> None:
    assert done.check in {finding.check for finding in told[done]}


def test_what_the_doctor_says_names_nobody(told: dict[Fault, list[Finding]]) -> None:
    said = " ".join(str(finding) for findings in told.values() for finding in findings)
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
