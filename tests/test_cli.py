"""The `fritidsbank` command does what it says, and says in a sentence what it cannot do."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select, text

from fritidsbank.app import shop_store
from fritidsbank.branches.actions import choose
from fritidsbank.cli import main
from fritidsbank.clock import now as present
from fritidsbank.db import SQLITE, Store
from fritidsbank.demo.staffing import SIGN_INS, password_of
from fritidsbank.doctor import findings
from fritidsbank.loans.models import Loan
from fritidsbank.on_duty import on_duty
from fritidsbank.people.models import BorrowerDetails
from fritidsbank.settings import Settings
from fritidsbank.staff.passwords import fits
from fritidsbank.staff.queries import sign_in_of
from tests import make
from tests.conftest import PASSWORD, Shop, installation

pytestmark = pytest.mark.one_database

NEW_PASSWORD = "ännu en lång vinter"
Command = Callable[..., Result]
IN_USE = (
    "Error: This register is in use already. Start it with serve, or choose another folder with "
    "FRITIDSBANK_DATA.\n"
)


def environ(settings: Settings) -> dict[str, str]:
    return {
        "FRITIDSBANK_DATA": str(settings.data),
        "FRITIDSBANK_DATABASE": settings.database,
        "FRITIDSBANK_LANGUAGE": "en",
    }


def run(settings: Settings, *words: str, typed: str = "") -> Result:
    done = CliRunner().invoke(main, words, env=environ(settings), input=typed)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture
def nowhere(tmp_path: Path) -> Settings:
    """An installation in which nobody has done anything yet."""
    return installation(tmp_path / "new", f"sqlite:///{tmp_path}/new/fritidsbank.db")


@pytest.fixture
def fritidsbank(shop: Shop, settings: Settings) -> Command:
    """The command, in a shop that has opened."""
    return lambda *words, typed="": run(settings, *words, typed=typed)


def opened(settings: Settings) -> Store:
    return shop_store(settings)


INIT = ("init", "--branch", "Hamnen", "--name", "Sara", "--sign-in", "sara")


def test_init_makes_a_healthy_shop(nowhere: Settings) -> None:
    done = run(nowhere, *INIT, "--password", PASSWORD)
    assert done.exit_code == 0, done.output
    store = opened(nowhere)
    with store.reading() as db:
        assert findings(db) == []
    store.close()


def test_whoever_founded_the_shop_signs_in(nowhere: Settings) -> None:
    run(nowhere, *INIT, "--password", PASSWORD)
    store = opened(nowhere)
    with store.reading() as db:
        account = sign_in_of(db, "sara")
        assert account
        assert fits(PASSWORD, account.secret)
    store.close()


def test_the_data_folder_is_for_its_owner_only(nowhere: Settings) -> None:
    run(nowhere, *INIT, "--password", PASSWORD)
    assert nowhere.data.stat().st_mode & 0o777 == 0o700


def test_a_weak_password_founds_nothing(nowhere: Settings) -> None:
    done = run(nowhere, *INIT, "--password", "fritidsbank")
    assert done.stderr.startswith("Error: Choose a password of at least 12 characters")
    assert not nowhere.data.exists()


def test_a_shop_is_founded_once(fritidsbank: Command) -> None:
    done = fritidsbank(*INIT, "--password", PASSWORD)
    assert (done.exit_code, done.stderr) == (1, IN_USE)


@pytest.mark.parametrize("command", [("serve",), ("doctor",), ("erase",), ("ops", "apply", "-")])
def test_without_a_register_it_is_said_how_to_begin(
    nowhere: Settings, command: tuple[str, ...]
) -> None:
    done = run(nowhere, *command)
    assert (done.exit_code, done.stderr) == (
        1,
        "Error: There is no register here yet. Run: fritidsbank init\n",
    )


def test_looking_for_a_register_makes_none(nowhere: Settings) -> None:
    run(nowhere, "doctor")
    assert not nowhere.data.exists()


def test_a_healthy_shop_is_told_to_be_so(fritidsbank: Command) -> None:
    done = fritidsbank("doctor")
    assert done.exit_code == 0
    assert done.stdout.endswith("All that was checked is as it should be.\n")


def test_what_is_wrong_ends_the_doctor_with_1(shop: Shop, fritidsbank: Command) -> None:
    with shop.store.writing() as db:
        db.execute(text("UPDATE place SET standard = false WHERE kind = 'out'"))
        db.commit()
    done = fritidsbank("doctor")
    said = "✗ Branch 1 has 0 standard places of the kind out instead of one."
    assert (done.exit_code, said in done.stdout) == (1, True)
    assert done.stdout.endswith("1 thing is wrong.\n")


HALF_LIFTED = """INSERT INTO block
    (id, article_id, reason, since_at, account_id, lifted_at, lifted_because)
    VALUES (1391, :article, 'spricka', '2026-03-02', :account, '2026-03-02', '')"""


def test_an_id_is_no_amount(shop: Shop, fritidsbank: Command) -> None:
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.account, now=shop.now)
        db.execute(text(HALF_LIFTED), {"article": boots.id, "account": shop.account})
        db.commit()
    assert "Block 1391 of article" in fritidsbank("doctor").stdout


def test_a_register_that_is_up_to_date_needs_no_upgrade(fritidsbank: Command) -> None:
    done = fritidsbank("upgrade")
    assert (done.exit_code, done.stdout) == (0, "The register is up to date.\n")


def test_upgrade_makes_an_empty_register(nowhere: Settings) -> None:
    done = run(nowhere, "upgrade")
    assert done.exit_code == 0
    assert done.stdout.startswith("The register has revision ")


def test_an_upgrade_waits_until_the_server_is_stopped(nowhere: Settings) -> None:
    with on_duty(nowhere.data):
        done = run(nowhere, "upgrade")
    assert (done.exit_code, done.stderr) == (
        1,
        "Error: The server or another command is at work on this register. Stop it first.\n",
    )


def test_a_backup_is_restored_elsewhere(sqlite_url: str, tmp_path: Path, nowhere: Settings) -> None:
    here = installation(tmp_path / "data", sqlite_url)
    file = str(tmp_path / "backup.db")
    assert "Copied and read back" in run(here, "backup", file).stdout
    assert run(nowhere, "restore", file).exit_code == 0
    assert run(nowhere, "doctor").exit_code == 0


def test_a_backup_over_a_file_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    file.touch()
    done = run(installation(tmp_path / "data", sqlite_url), "backup", str(file))
    assert done.stderr == f"Error: There is a file {file} already. Choose another name.\n"


def test_a_new_password_works_and_ends_sessions(shop: Shop, fritidsbank: Command) -> None:
    done = fritidsbank("account", "password", "disken", "--password", NEW_PASSWORD)
    assert done.exit_code == 0, done.output
    with shop.store.reading() as db:
        account = sign_in_of(db, "disken")
        assert account
        assert fits(NEW_PASSWORD, account.secret)
        assert db.execute(text("SELECT count(*) FROM session")).scalar_one() == 0


def test_an_account_that_does_not_exist_has_no_password(fritidsbank: Command) -> None:
    done = fritidsbank("account", "password", "nobody", "--password", NEW_PASSWORD)
    assert done.stderr == "Error: There is no account called nobody.\n"


@pytest.fixture
def amina(shop: Shop) -> str:
    """Somebody who has borrowed and brought back."""
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.account, now=shop.now)
        who = make.borrower(db, "Amina", "070-174 06 05", now=shop.now)
        db.commit()
    disken = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    disken.says("check_out", article=boots.code, borrower=who)
    disken.says("check_in", article=boots.code)
    return who


def left_of_amina(shop: Shop) -> int:
    with shop.store.reading() as db:
        return db.scalar(select(func.count()).select_from(BorrowerDetails)) or 0


def test_a_borrower_is_erased_by_id(shop: Shop, fritidsbank: Command, amina: str) -> None:
    done = fritidsbank("erase", amina)
    assert (done.stdout.splitlines()[0], left_of_amina(shop)) == ("1 borrower is forgotten.", 0)


def test_a_borrower_is_erased_by_name_and_mobile(
    shop: Shop, fritidsbank: Command, amina: str
) -> None:
    done = fritidsbank("erase", "--ask", typed="amina\n0701740605\n")
    assert (done.exit_code, left_of_amina(shop)) == (0, 0)


def test_after_erasing_the_loans_are_still_counted(
    shop: Shop, fritidsbank: Command, amina: str
) -> None:
    fritidsbank("erase", amina)
    with shop.store.reading() as db:
        assert db.scalar(select(func.count(Loan.id))) == 1


def test_whoever_is_not_there_cannot_be_erased(fritidsbank: Command, amina: str) -> None:
    done = fritidsbank("erase", make.uid())
    assert done.stderr.startswith("Error: That borrower is not in the register.")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("10999999", "Error: A digit of that card number is wrong."),
        ("1099 9997", "Error: A digit of that card number is wrong."),
        ("20000045", "Error: That is not a borrower card."),
        ("10000119", "Error: That borrower is not in the register."),
    ],
)
def test_a_number_that_leads_to_nobody_is_told_from_one_that_is_mistyped(
    shop: Shop, fritidsbank: Command, amina: str, number: str, sentence: str
) -> None:
    done = fritidsbank("erase", number)
    assert (done.exit_code, left_of_amina(shop)) == (1, 1)
    assert done.stderr.startswith(sentence)


def test_those_who_were_here_lately_are_not_forgotten(
    shop: Shop, settings: Settings, amina: str
) -> None:
    with shop.store.writing() as db:
        db.execute(text("UPDATE borrower SET last_seen_on = :day"), {"day": present().date()})
        db.commit()
    assert "0 borrowers are forgotten." in run(settings, "erase").stdout


def test_those_who_were_here_long_ago_are_forgotten(
    shop: Shop, fritidsbank: Command, amina: str
) -> None:
    with shop.store.writing() as db:
        db.execute(text("UPDATE borrower SET last_seen_on = '2020-02-02'"))
        db.commit()
    assert "1 borrower is forgotten." in fritidsbank("erase").stdout


def test_erasing_leaves_nothing_in_the_files(sqlite_url: str, tmp_path: Path, secret: str) -> None:
    settings = installation(tmp_path / "data", sqlite_url)
    store = opened(settings)
    with store.writing() as db:
        who = make.borrower(db, "Ximena Ydrefors", "070-174 06 05", now=present())
        db.commit()
    done = run(settings, "erase", who)
    assert done.exit_code == 0, done.output
    written = b"".join(file.read_bytes() for file in settings.data.iterdir())
    store.close()
    assert [trace for trace in (b"Ximena", b"ximena", b"701740605") if trace in written] == []


def test_a_demo_is_healthy(nowhere: Settings) -> None:
    done = run(nowhere, "demo", "--size", "small")
    assert done.exit_code == 0, done.output
    assert run(nowhere, "doctor").exit_code == 0


def test_a_demo_goes_into_an_empty_register_only(fritidsbank: Command) -> None:
    done = fritidsbank("demo", "--size", "small")
    assert done.stderr == IN_USE


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "disk.example.se", "::"])
def test_a_demo_is_not_shown_to_other_machines(shop: Shop, fritidsbank: Command, host: str) -> None:
    with shop.store.writing() as db:
        choose(db, "demo", value=True)
        db.commit()
    done = fritidsbank("serve", "--host", host)
    assert done.stderr.startswith("Error: This is a demo shop, whose passwords everybody knows")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("FRITIDSBANK_PROXIES", "many", "many"),
        ("FRITIDSBANK_URL", "disk", "disk"),
        ("FRITIDSBANK_DATABASE", "nonsense", "nonsense"),
        ("FRITIDSBANK_DATABASE", "mysql://shop:secret@db/shop", "db/shop"),
    ],
)
def test_a_setting_that_cannot_be_is_named(
    settings: Settings, name: str, value: str, told: str
) -> None:
    done = CliRunner().invoke(main, ["doctor"], env=environ(settings) | {name: value})
    assert done.stderr.startswith(f"Error: The setting {name} cannot be {told}.")


def test_a_damaged_register_is_told_without_a_traceback(sqlite_url: str, tmp_path: Path) -> None:
    with closing(SQLITE.connect(tmp_path / "data" / "fritidsbank.db")) as db:
        db.execute("DROP TABLE setting")
    done = run(installation(tmp_path / "data", sqlite_url), "serve")
    assert (done.exit_code, done.stderr.startswith("Error: ")) == (1, True)


@pytest.mark.parametrize("command", ["init", "upgrade", "doctor"])
def test_a_folder_that_cannot_be_is_said_without_a_traceback(command: str) -> None:
    settings = installation(Path("/dev/null/shop"), "sqlite:////dev/null/shop/fritidsbank.db")
    words = (*INIT, "--password", PASSWORD) if command == "init" else (command,)
    done = run(settings, *words)
    assert (done.exit_code, done.stderr.startswith("Error: ")) == (1, True)


def test_it_speaks_swedish_unless_told(fritidsbank: Command) -> None:
    assert "[default: sv]" in fritidsbank("--help").stdout


@pytest.fixture
def server(shop: Shop, settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """The real thing, on any port, in a demo shop."""
    with shop.store.writing() as db:
        choose(db, "demo", value=True)
        db.commit()
    with subprocess.Popen(
        [sys.executable, "-m", "fritidsbank.cli", "serve", "--port", "0"],
        env=os.environ | environ(settings) | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        yield running
        running.send_signal(signal.SIGTERM)


def test_the_server_says_where_to_go_and_whom_to_sign_in_as(
    server: subprocess.Popen[str],
) -> None:
    assert server.stdout
    address = server.stdout.readline().split()[-1]
    said = [server.stdout.readline() for _ in range(1 + len(SIGN_INS))]
    with urlopen(f"{address}/login", timeout=10) as page:
        assert page.status == 200
    assert [password_of(name) in "".join(said) for name in SIGN_INS] == [True] * len(SIGN_INS)


def test_while_the_server_runs_nothing_is_restored(
    server: subprocess.Popen[str], settings: Settings, tmp_path: Path
) -> None:
    assert server.stdout
    server.stdout.readline()
    (tmp_path / "backup.db").touch()
    done = run(settings, "restore", str(tmp_path / "backup.db"))
    assert (
        done.stderr
        == "Error: The server or another command is at work on this register. Stop it first.\n"
    )
