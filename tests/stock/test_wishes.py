"""What was asked for and not there is noted in two taps, without a name, and counted."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fritidsbank.clock import iso, local_day
from fritidsbank.stock.models import Wish
from fritidsbank.stock.wishes import unmet_wishes
from tests import make
from tests.staff.crew import Crew, text_of


@pytest.fixture
def tablet(crew: Crew) -> make.Tablet:
    """The one at the counter of Hamnen."""
    return make.tablet(crew.store, crew.hamnen, crew.shop.account, now=crew.now)


def wished(crew: Crew, branch: int | None = None, days: int = 0) -> list[tuple[str, int]]:
    """Size and number of what was asked for in the last days."""
    today = local_day(crew.now)
    with crew.store.reading() as db:
        found = unmet_wishes(db, today - timedelta(days=days), today, branch)
    return [(size, times) for _, size, times in found]


def test_what_is_asked_for_most_comes_first(crew: Crew, tablet: make.Tablet) -> None:
    for size in ("26", "25,5", "26"):
        assert tablet.says("wish", category="SLP", size=size)["outcome"] == "wished"
    assert wished(crew) == [("26", 2), ("25,5", 1)]


def test_sent_twice_it_is_wished_for_once(crew: Crew, tablet: make.Tablet) -> None:
    first = tablet.says("wish", category="SLP", size="26")
    assert tablet.sends(tablet.sent[-1]) == first
    assert wished(crew) == [("26", 1)]


def test_whoever_does_not_know_the_size_wishes_all_the_same(
    crew: Crew, tablet: make.Tablet
) -> None:
    tablet.says("wish", category="TLT")
    assert wished(crew) == [("", 1)]


@pytest.mark.parametrize("size", ["Amina", "070-174 06 05", "99"])
def test_a_size_is_chosen_and_never_written(crew: Crew, tablet: make.Tablet, size: str) -> None:
    assert tablet.says("wish", category="SLP", size=size)["outcome"] == "no_such_size"
    assert wished(crew) == []


@pytest.mark.parametrize("category", ["ALPINT", "", "Amina"])
def test_a_wish_is_for_a_category_that_there_is(
    crew: Crew, tablet: make.Tablet, category: str
) -> None:
    assert tablet.says("wish", category=category)["status"] in {404, 422}


def test_it_counts_on_the_day_when_it_was_tapped(crew: Crew, tablet: make.Tablet) -> None:
    tablet.says("wish", category="SLP", size="26", at=iso(crew.now - timedelta(days=2)))
    assert wished(crew, days=1) == []
    assert wished(crew, days=2) == [("26", 1)]


def test_each_branch_has_wishes_of_its_own(crew: Crew, tablet: make.Tablet) -> None:
    tablet.says("wish", category="SLP", size="26")
    assert (wished(crew, crew.hamnen), wished(crew, crew.soder)) == ([("26", 1)], [])


def test_another_tablet_of_the_branch_may_take_it_back(crew: Crew, tablet: make.Tablet) -> None:
    tablet.says("wish", category="SLP", size="26")
    other = make.tablet(crew.store, crew.hamnen, crew.shop.account, now=crew.now)
    assert other.says("undo", operation=tablet.last)["outcome"] == "undone"
    assert other.says("undo", operation=tablet.last)["outcome"] == "already_undone"
    assert wished(crew) == []


def test_another_branch_may_not(crew: Crew, tablet: make.Tablet) -> None:
    tablet.says("wish", category="SLP", size="26")
    far = make.tablet(crew.store, crew.soder, crew.shop.account, now=crew.now)
    assert far.says("undo", operation=tablet.last)["outcome"] == "other_counter"


def test_last_weeks_figures_stay(crew: Crew, tablet: make.Tablet) -> None:
    tablet.now = crew.now - timedelta(days=7)
    tablet.says("wish", category="SLP", size="26")
    tablet.now = crew.now
    assert tablet.says("undo", operation=tablet.last)["outcome"] == "other_week"
    assert wished(crew, days=7) == [("26", 1)]


def test_a_wish_names_nobody() -> None:
    assert set(Wish.__table__.columns.keys()) == {
        "id",
        "branch_id",
        "category_id",
        "size",
        "wished_on",
        "at",
    }


@pytest.mark.one_database
def test_on_the_page_it_is_two_taps_and_one_to_take_it_back(crew: Crew) -> None:
    act = make.uid()
    sizes = crew.disken.client.get("/visits?category=SLP").text
    assert 'value="25,5"' in sizes
    crew.disken.sends_form("/visits/wishes", category="SLP", size="25,5", operation=act)
    assert "Slalompjäxor 25,5" in text_of(crew.disken.client.get("/visits"))
    crew.disken.sends_form("/undo", undoes=act, operation=make.uid(), back="/visits")
    with crew.store.reading() as db:
        assert db.scalars(select(Wish)).all() == []


@pytest.mark.one_database
def test_no_field_of_the_page_takes_a_text(crew: Crew) -> None:
    for path in ("/visits", "/visits?category=SLP"):
        page = crew.disken.client.get(path).text
        assert 'type="text"' not in page
        assert "<textarea" not in page
