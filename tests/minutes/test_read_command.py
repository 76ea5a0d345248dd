"""`fritidsbank minutes read`: what a document says, for people or programs, with no register."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fritidsbank.cli import main
from tests.minutes.documents_at_hand import ITEMS, as_html, as_pdf, as_text, as_word, picture_pdf

pytestmark = pytest.mark.one_database


def said(tmp_path: Path, content: bytes, *options: str) -> Result:
    """What the command answers, in a folder where no register is."""
    file = tmp_path / "protokoll"
    file.write_bytes(content)
    told = ["minutes", "read", str(file), *options]
    return CliRunner().invoke(main, told, env={"FRITIDSBANK_DATA": str(tmp_path / "none")})


def test_the_same_minutes_as_pdf_and_as_web_text_say_the_same(tmp_path: Path) -> None:
    read = [json.loads(said(tmp_path, each, "--json").stdout) for each in (as_pdf(), as_html())]
    assert read[0] == read[1]
    assert list(read[0]) == [
        "kind", "group", "date", "place", "present", "absent", "items", "next_dates", "warnings",
    ]  # fmt: skip
    assert [item["title"] for item in read[0]["items"]] == [title for title, _, _ in ITEMS]


def test_people_read_it_as_a_text(tmp_path: Path) -> None:
    answer = said(tmp_path, as_word())
    assert "Dag: 2017-04-19" in answer.stdout
    assert "\n2. Fritidsbanken\n" in answer.stdout


def test_no_register_is_made_or_asked(tmp_path: Path) -> None:
    assert said(tmp_path, as_text(), "--near", "2017-04-01").exit_code == 0
    assert not (tmp_path / "none").exists()


def test_a_refusal_is_a_sentence_and_a_failure(tmp_path: Path) -> None:
    answer = said(tmp_path, picture_pdf())
    assert answer.exit_code == 1
    assert "det är en bild av en text" in answer.stderr
