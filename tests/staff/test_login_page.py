"""The page to sign in."""

import pytest

from fritidsbank.branches.actions import choose
from tests.staff.crew import Crew, text_of

pytestmark = pytest.mark.one_database


def a_demo(crew: Crew) -> None:
    """The shop is a demo."""
    with crew.store.writing() as db:
        choose(db, "demo", value=True)
        db.commit()


def test_the_page_speaks_swedish_and_by_its_path_english(crew: Crew) -> None:
    assert '<html lang="sv">' in crew.nobody.client.get("/login").text
    assert '<html lang="en">' in crew.nobody.client.get("/en/login").text


def test_a_demo_shows_whom_to_be(crew: Crew) -> None:
    a_demo(crew)
    page = crew.nobody.client.get("/login").text
    assert 'value="demo-amina-fritidsbank"' in page


def test_a_real_shop_shows_nobody(crew: Crew) -> None:
    assert "-fritidsbank" not in crew.nobody.client.get("/login").text


def test_a_demo_shows_nobody_to_other_machines(crew: Crew) -> None:
    a_demo(crew)
    page = crew.nobody.client.get("/login", headers={"Host": "disk.example.se"})
    assert "-fritidsbank" not in page.text


def test_the_way_back_is_kept_when_signing_in_did_not_work(crew: Crew) -> None:
    answer = crew.nobody.signs_in("disken", "fel lösenord helt enkelt", next="/articles")
    assert 'name="next" value="/articles"' in answer.text
    assert text_of(answer)
