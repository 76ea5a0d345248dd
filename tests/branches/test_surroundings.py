"""What stands around a page, also when the register does not answer."""

from pathlib import Path

import pytest

from fritidsbank.app import create_app
from tests import make
from tests.conftest import installation
from tests.staff.crew import Crew, text_of


def test_a_refusal_leads_back_to_where_one_came_from(crew: Crew) -> None:
    came_from = {"Referer": "http://localhost/articles?q=skidor"}
    page = crew.disken.client.get("/articles/4711", headers=came_from)
    assert 'href="/articles?q=skidor"' in page.text


@pytest.mark.parametrize(
    "referer",
    ["http://evil.example/x", "http://localhost//evil.example/x", "http://[evil", "evil"],
)
def test_a_refusal_leads_to_no_other_site(crew: Crew, referer: str) -> None:
    page = crew.disken.client.get("/articles/4711", headers={"Referer": referer})
    assert "evil" not in page.text
    assert 'href="/counter"' in page.text


def test_a_register_that_does_not_answer_is_said_calmly(tmp_path: Path) -> None:
    file = tmp_path / "fritidsbank.db"
    file.write_bytes(b"this is no database, and never was one" * 100)
    app = create_app(installation(tmp_path, f"sqlite:///{file}"))
    answer = make.visitor(app).client.get("/login")
    assert answer.status_code == 503
    assert "Försök igen" in text_of(answer)
