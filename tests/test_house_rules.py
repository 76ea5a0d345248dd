"""Rules of the house that no linter knows. `docs/house.md` says why each is there."""

import ast
import json
import re
import string
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import StrictUndefined

from fritidsbank.app import KINDS
from tests.every_refusal import refusals
from tests.tracked import text_of, tracked, tracked_in

LONGEST_FILE = 400
TO_BE_READ = {".py", ".html", ".js", ".css", ".typ", ".mako"}
"""Kinds of files that people read from top to bottom, which a table of data is not."""
VAGUE = {"utils", "common", "core", "helpers", "misc", "base", "services", "manager"}
FRAME = {"web", "printing"}
# A migration is a unit of work of its own: the schema, with nobody's request around it.
EDGES = {"web", "cli.py", "commands", "migrating.py"}
LOCKS = [
    "requirements.lock",
    "requirements-dev.lock",
    "fritidsbank/static/package-lock.json",
]
TEMPLATES = tracked_in("templates", suffix=".html")
MONEY = re.compile(
    r"""\b(
        fees? | debts? | fined | fines | penalt(y|ies) | invoices? | pric(e|es) | payments?
        | (a|the|late|overdue|no)\ fine | pay(ing|s)? | paid
        | avgift\w* | böter | bötes\w* | skuld(en|er|erna)? | faktur\w* | pris(et|er|erna)?
        | betal\w* | kronor | förseningsavgift\w*
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def rooms() -> list[str]:
    """The packages inside fritidsbank that are no frame."""
    packages = {path.parts[1] for path in tracked_in("fritidsbank", suffix="/__init__.py")}
    return sorted(packages - FRAME - {"__init__.py"})


def imported_by(path: Path) -> list[str]:
    """The full names of what a module imports."""
    names = []
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def test_only_the_edges_commit() -> None:
    committing = {
        f"{path}:{call.lineno}"
        for path in tracked_in("fritidsbank", suffix=".py")
        if path.parts[1] not in EDGES and path.name != "commands.py"
        for call in ast.walk(ast.parse(text_of(path)))
        if isinstance(call, ast.Call)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
    }
    assert committing == set()


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    lengths = {
        str(path): text_of(path).count("\n")
        for path in tracked_in("fritidsbank", "tests", "templates", "migrations")
        if path.suffix in TO_BE_READ
    }
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    nameless = [
        path
        for path in tracked_in("fritidsbank", "tests", "templates", "migrations", "printers")
        if VAGUE & {*path.parts[:-1], path.stem if path.suffix in {".py", ".js"} else ""}
    ]
    assert nameless == []


def test_a_refusal_is_a_sentence_of_its_own() -> None:
    assert [one.__name__ for one in refusals() if "message" not in vars(one)] == []


def test_a_refusal_can_carry_facts() -> None:
    assert [one.__name__ for one in refusals() if "__dataclass_fields__" not in vars(one)] == []


def test_a_refusal_says_only_facts_that_it_carries() -> None:
    said = [
        (one.__name__, name)
        for one in refusals()
        for _, name, _, _ in string.Formatter().parse(one.message)
        if name and name not in vars(one)["__dataclass_fields__"]
    ]
    assert said == []


def test_no_two_refusals_share_a_code() -> None:
    codes = Counter(refusal.code_name() for refusal in refusals())
    assert [code for code, times in codes.items() if times > 1] == []


@pytest.mark.parametrize("room", rooms())
def test_a_room_says_what_it_is_for(room: str) -> None:
    assert ast.get_docstring(ast.parse(text_of(Path("fritidsbank", room, "__init__.py"))))
    assert f"`{room}/`" in text_of(Path("docs/house.md"))


def test_every_room_stands_under_the_contract_about_rooms() -> None:
    contracts = tomllib.loads(text_of(Path("pyproject.toml")))["tool"]["importlinter"]["contracts"]
    inside = next(contract for contract in contracts if contract["id"] == "rooms")
    assert sorted(inside["containers"]) == [f"fritidsbank.{room}" for room in rooms()]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_fetch_from(lock: str) -> None:
    text = text_of(Path(lock))
    if lock.endswith(".json"):
        packages = json.loads(text)["packages"]
        for package in packages.values():
            package.pop("funding", None)  # where to thank its authors
        text = json.dumps(packages)
    assert "://" not in text
    assert "resolved" not in text
    assert not re.search(r"^\s*(-i|-f|--\S*index\S*|--find-links)\b", text, re.MULTILINE)


def test_uv_leaves_no_lock_of_its_own() -> None:
    assert Path("uv.lock") not in tracked()


def test_migrations_do_not_lean_on_what_will_move() -> None:
    leaning = {
        str(path): name
        for path in tracked_in("migrations", suffix=".py")
        for name in imported_by(path)
        if name.startswith("fritidsbank")
    }
    assert leaning == {}


def test_every_template_is_used() -> None:
    readers = {path: text_of(path) for path in tracked_in("fritidsbank", suffix=".py")}
    readers |= {path: text_of(path) for path in TEMPLATES}
    unused = [
        str(path)
        for path in TEMPLATES
        for name in [path.relative_to("templates").as_posix()]
        if not any(name in text for reader, text in readers.items() if reader != path)
    ]
    assert unused == []


def test_what_a_template_does_not_know_is_an_error(app: Flask) -> None:
    assert issubclass(app.jinja_env.undefined, StrictUndefined)


def test_every_template_compiles(app: Flask) -> None:
    for template in TEMPLATES:
        app.jinja_env.get_template(template.relative_to("templates").as_posix())


def test_nobody_is_asked_for_money() -> None:
    spoken = [
        *TEMPLATES,
        *tracked_in("fritidsbank", suffix=".js"),
        *tracked_in("fritidsbank", suffix=".po"),
        *(path for path in tracked_in("fritidsbank", suffix=".py") if "N_(" in text_of(path)),
    ]
    asked = {str(path): MONEY.search(text_of(path)) for path in spoken}
    assert {path: found for path, found in asked.items() if found} == {}


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading of docs/operations.md."""
    chapter = text_of(Path("docs/operations.md")).split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in chapter.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows[2:]]


def test_the_kinds_of_operation_are_written_down() -> None:
    told: dict[str, set[str]] = {}
    for name, _, _, outcomes in table("The kinds"):
        own, _, others = outcomes.partition("all of ")
        kinds_in_others = re.findall(r"`(\w+)`", others)
        told[name.strip("`")] = set(re.findall(r"`(\w+)`", own)).union(
            *(told[kind] for kind in kinds_in_others)
        )
    assert told == {kind.name: {o.name for o in kind.outcomes} for kind in KINDS}


def test_the_outcomes_of_operations_are_written_down_with_their_tones() -> None:
    told = {name.strip("`"): tone for name, tone, *_ in table("The outcomes")}
    assert told == {outcome.name: outcome.tone for kind in KINDS for outcome in kind.outcomes}
