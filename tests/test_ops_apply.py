"""`fritidsbank ops apply`: operations from a file, one answer a line, and nothing done twice."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from fritidsbank.app import shop_store
from fritidsbank.cli import main
from fritidsbank.clock import iso
from fritidsbank.clock import now as present
from fritidsbank.doctor import findings
from fritidsbank.founding import found_shop
from fritidsbank.loans.models import Loan
from fritidsbank.settings import Settings
from fritidsbank.staff.first_account import FirstAccount
from fritidsbank.web.access import Role
from fritidsbank.web.endpoint import LARGEST_BODY
from fritidsbank.web.models import Operation
from tests import make
from tests.conftest import Shop, installation

AMINA = {"name": "Amina", "mobile": "070-174 06 05"}


@pytest.fixture
def boots(shop: Shop) -> str:
    """The number of an article on its shelf."""
    with shop.store.writing() as db:
        made = make.article(db, branch=shop.branch, by=shop.account, now=shop.now).code
        db.commit()
    return made


def operation(kind: str, /, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - a JSON body
    return {"id": make.uid(), "kind": kind, "at": iso(present()), **fields}


def run(settings: Settings, lines: str | bytes, *options: str) -> Result:
    environ = {
        "FRITIDSBANK_DATA": str(settings.data),
        "FRITIDSBANK_DATABASE": settings.database,
        "FRITIDSBANK_URL": settings.url,
        "FRITIDSBANK_LANGUAGE": "en",
    }
    return CliRunner().invoke(main, ["ops", "apply", "-", *options], input=lines, env=environ)


def answers(
    settings: Settings, *operations: dict[str, Any], options: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    lines = "".join(f"{json.dumps(one)}\n" for one in operations)
    done = run(settings, lines, *options)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def outcomes(settings: Settings, *operations: dict[str, Any]) -> list[str]:
    return [answer["outcome"] for answer in answers(settings, *operations)]


def test_an_article_is_lent_and_comes_back(shop: Shop, settings: Settings, boots: str) -> None:
    assert outcomes(
        settings,
        operation("check_out", article=boots, borrower=AMINA),
        operation("check_in", article=boots),
    ) == ["lent", "returned"]
    with shop.store.reading() as db:
        assert findings(db) == []


def test_each_line_is_answered_by_a_line(shop: Shop, settings: Settings, boots: str) -> None:
    sent = [operation("check_in", article=boots) for _ in range(5)]
    assert [one["id"] for one in answers(settings, *sent)] == [one["id"] for one in sent]


def test_the_same_file_again_changes_nothing(shop: Shop, settings: Settings, boots: str) -> None:
    lend = operation("check_out", article=boots, borrower=AMINA)
    assert answers(settings, lend) == answers(settings, lend)
    with shop.store.reading() as db:
        assert db.scalar(select(func.count(Loan.id))) == 1


def test_the_same_id_with_another_body_is_refused(
    shop: Shop, settings: Settings, boots: str
) -> None:
    lend = operation("check_out", article=boots, borrower=AMINA)
    other = lend | {"borrower": {"name": "Bo", "mobile": "070-174 06 06"}}
    assert outcomes(settings, lend, other) == ["lent", "same_id_other_body"]


def test_a_refusal_is_an_answer_and_the_rest_goes_on(
    shop: Shop, settings: Settings, boots: str
) -> None:
    nobody = operation("check_out", article=boots, borrower=make.uid())
    refused, lent = answers(settings, nobody, operation("check_out", article=boots, borrower=AMINA))
    assert (refused["outcome"], refused["refused"]) == ("no_such_borrower", True)
    assert lent["outcome"] == "lent"


def test_at_is_taken_as_it_is_written(shop: Shop, settings: Settings, boots: str) -> None:
    lend = operation("check_out", article=boots, borrower=AMINA)
    answers(settings, lend)
    with shop.store.reading() as db:
        stored = db.get_one(Operation, lend["id"])
        assert iso(stored.at) == lend["at"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("not json", "not_json"),
        ("{", "not_json"),
        ("[" * 3000, "not_json"),
        ("1" * 5000, "not_json"),
        (b"\xff\xfe", "not_json"),
        ("x" * (LARGEST_BODY + 1), "too_much"),
        ("[1]", "field_wrong"),
        ("null", "field_wrong"),
        ('{"kind": "fly"}', "unknown_kind"),
        ('{"kind": 7}', "field_wrong"),
        ('{"kind": "check_in"}', "field_missing"),
        ('{"kind": "check_in", "at": "2020-01-01T00:00:00Z"}', "too_old"),
        ('{"kind": "check_in", "at": "2999-01-01T00:00:00Z"}', "in_the_future"),
        ('{"kind": "check_in", "at": "yesterday"}', "field_wrong"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_line_that_cannot_be_done_is_answered(
    shop: Shop, settings: Settings, line: str | bytes, code: str
) -> None:
    done = run(settings, line)
    answer = json.loads(done.stdout)
    assert (done.exit_code, answer["outcome"], answer["refused"]) == (0, code, True)
    assert answer["message"]


def test_an_id_is_needed(shop: Shop, settings: Settings, boots: str) -> None:
    lend = operation("check_in", article=boots)
    del lend["id"]
    assert outcomes(settings, lend) == ["field_wrong"]


def test_a_line_that_is_too_long_is_answered_once(
    shop: Shop, settings: Settings, boots: str
) -> None:
    back = operation("check_in", article=boots)
    done = run(settings, "x" * (3 * LARGEST_BODY) + "\n" + json.dumps(back))
    said = [json.loads(line)["outcome"] for line in done.stdout.splitlines()]
    assert said == ["too_much", "was_not_out"]


def test_empty_lines_are_passed_over(shop: Shop, settings: Settings, boots: str) -> None:
    back = json.dumps(operation("check_in", article=boots))
    assert len(run(settings, f"\n\n{back}\n   \n").stdout.splitlines()) == 1


def test_halves_of_letters_change_nothing(shop: Shop, settings: Settings, boots: str) -> None:
    lone = operation("check_out", article=boots, borrower={"name": "\ud800", "mobile": "070"})
    assert len(answers(settings, lone)) == 1


def test_the_first_administrator_does_it_unless_said(
    shop: Shop, settings: Settings, boots: str
) -> None:
    back = operation("check_in", article=boots)
    answers(settings, back)
    with shop.store.reading() as db:
        assert db.get_one(Operation, back["id"]).account_id == shop.admin


def test_it_can_be_done_as_somebody(shop: Shop, settings: Settings, boots: str) -> None:
    back = operation("check_in", article=boots)
    answers(settings, back, options=("--as", "disken"))
    with shop.store.reading() as db:
        assert db.get_one(Operation, back["id"]).account_id == shop.account


def test_who_has_no_role_at_the_counter_is_refused(
    shop: Shop, settings: Settings, boots: str
) -> None:
    with shop.store.writing() as db:
        make.account(db, "Kim", [(Role.WORKSHOP, None)], now=shop.now)
        db.commit()
    back = operation("check_in", article=boots)
    assert answers(settings, back, options=("--as", "Kim"))[0]["outcome"] == "not_yours"


def test_of_several_branches_one_must_be_named(shop: Shop, settings: Settings) -> None:
    with shop.store.writing() as db:
        make.branch(db, "Berget")
        db.commit()
    done = run(settings, "")
    assert (done.exit_code, done.stderr) == (
        1,
        "Error: Say in which branch, with --branch: Berget, Hamnen.\n",
    )


def test_it_is_done_in_the_branch_that_is_named(shop: Shop, settings: Settings, boots: str) -> None:
    with shop.store.writing() as db:
        berget = make.branch(db, "Berget")
        db.commit()
    back = operation("check_in", article=boots)
    answers(settings, back, options=("--branch", "Berget"))
    with shop.store.reading() as db:
        assert db.get_one(Operation, back["id"]).branch_id == berget


@pytest.mark.parametrize("option", [("--as", "nobody"), ("--branch", "Nowhere")])
def test_who_or_where_does_not_exist_is_said(
    shop: Shop, settings: Settings, option: tuple[str, str]
) -> None:
    done = run(settings, "", *option)
    assert (done.exit_code, option[1] in done.stderr) == (1, True)


def test_the_sentences_come_in_the_language_asked_for(
    shop: Shop, settings: Settings, boots: str
) -> None:
    back = operation("check_in", article=boots)
    english = answers(settings, back, options=("--language", "en"))[0]["message"]
    assert english == "Is not lent."


def test_a_file_can_be_named(shop: Shop, settings: Settings, boots: str, tmp_path: Path) -> None:
    file = tmp_path / "paper day.jsonl"
    file.write_text(json.dumps(operation("check_in", article=boots)))
    environ = {"FRITIDSBANK_DATA": str(settings.data), "FRITIDSBANK_DATABASE": settings.database}
    done = CliRunner().invoke(main, ["ops", "apply", str(file)], env=environ)
    assert json.loads(done.stdout)["outcome"] == "was_not_out"


def test_when_the_register_is_busy_nothing_after_it_is_tried(
    sqlite_url: str, tmp_path: Path, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = installation(tmp_path / "data", sqlite_url)
    store = shop_store(settings)
    with store.writing() as db:
        found_shop(db, "Hamnen", FirstAccount("Astrid", "astrid", secret), now=present())
        db.commit()
    monkeypatch.setattr("fritidsbank.db.PATIENCE", 0.0)
    one, other = operation("undo", operation=make.uid()), operation("undo", operation=make.uid())
    with store.writing():
        done = run(settings, f"{json.dumps(one)}\n{json.dumps(other)}\n")
    store.close()
    said = [json.loads(line)["outcome"] for line in done.stdout.splitlines()]
    assert (said, done.exit_code) == (["busy"], 1)
