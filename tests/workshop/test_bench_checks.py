"""Safety at the bench: what is looked at before a thing goes out, and what keeps it there."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from fritidsbank.clock import local_day
from fritidsbank.stock.models import Article, SafetyCheck
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.workshop.models import Repair
from tests import make
from tests.staff.crew import Crew, crew, text_of

__all__ = ["crew"]

pytestmark = pytest.mark.one_database

AtBench = Callable[[str], Thing]


@pytest.fixture
def at_bench(crew: Crew) -> AtBench:
    """One more thing of a category, on the bench."""

    def lay(category: str) -> Thing:
        thing = crew.registers(category, category=category)
        crew.stands(thing, PlaceKind.WORKSHOP)
        return crew.sees(thing)

    return lay


def seen_on(crew: Crew, thing: Thing) -> list[str]:
    """The points that the page sends along with the way to the shelf."""
    page = crew.vera.client.get(f"/workshop/{thing.id}").text
    return re.findall(r'name="seen" value="([a-z_]+)"', page)


def ends(crew: Crew, thing: Thing, **fields: str | list[str]) -> str:
    """Vera presses the shelf; what she reads then."""
    form = {"operation": make.uid(), "form_token": crew.vera.token, "to": "shelf", **fields}
    answer = crew.vera.client.post(f"/workshop/{thing.id}/end", data=form)
    return text_of(crew.vera.client.get(answer.headers["Location"]))


def test_what_is_looked_at_stands_above_the_shelf_which_says_that_it_was(
    crew: Crew, at_bench: AtBench
) -> None:
    page = text_of(crew.vera.client.get(f"/workshop/{at_bench('HJA').id}"))
    assert "Titta på det här innan den går ut" in page
    assert page.index("Spännet låser") < page.index("Kollat och helt: till hyllan")


def test_what_needs_no_check_says_just_the_shelf(crew: Crew, at_bench: AtBench) -> None:
    page = text_of(crew.vera.client.get(f"/workshop/{at_bench('SKR').id}"))
    assert "Titta på det här" not in page
    assert "Kollat och helt" not in page


def test_one_press_says_that_every_point_was_looked_at(crew: Crew, at_bench: AtBench) -> None:
    helmet = at_bench("HJA")
    points = seen_on(crew, helmet)
    ends(crew, helmet, seen=points)
    assert crew.sees(helmet).spot.kind is PlaceKind.SHELF
    with crew.store.reading() as db:
        assert db.scalars(select(SafetyCheck.seen)).one() == points


def test_with_a_point_that_nobody_has_looked_at_it_stays_on_the_bench(
    crew: Crew, at_bench: AtBench
) -> None:
    helmet = at_bench("HJA")
    ends(crew, helmet, seen=seen_on(crew, helmet)[1:])
    assert crew.sees(helmet).spot.kind is PlaceKind.WORKSHOP


def test_a_point_that_is_not_in_order_becomes_its_fault(crew: Crew, at_bench: AtBench) -> None:
    helmet = at_bench("HJA")
    page = crew.vera.client.get(f"/workshop/{helmet.id}").text
    button = re.findall(r'<button[^>]*id="point-buckle"[^>]*>', page)[0]
    fault = re.findall(r'value="([a-z_]*)"', button)[0]
    crew.vera.sends_form(f"/workshop/{helmet.id}/note", operation=make.uid(), fault=fault)
    with crew.store.reading() as db:
        assert db.scalars(select(Repair.fault)).one() == "buckle"


def test_care_that_is_due_is_said(crew: Crew, at_bench: AtBench) -> None:
    skates = at_bench("SKR")
    assert "Dags:" not in text_of(crew.vera.client.get(f"/workshop/{skates.id}"))
    with crew.store.writing() as db:
        db.execute(update(Article).where(Article.id == skates.id).values(times_lent=50))
        db.commit()
    assert "Dags: Slip" in text_of(crew.vera.client.get(f"/workshop/{skates.id}"))


def test_what_is_wished_for_and_stands_on_no_shelf_says_so(crew: Crew, at_bench: AtBench) -> None:
    skates = crew.registers(size="38")
    crew.stands(skates, PlaceKind.WORKSHOP)
    tablet = make.tablet(crew.store, crew.hamnen, crew.shop.account, now=crew.now)
    tablet.says("wish", category="SKR", size="38")
    assert "Önskad i storlek 38" in text_of(crew.vera.client.get(f"/workshop/{skates.id}"))


def test_an_inflatable_vest_needs_the_day_of_its_next_service(crew: Crew) -> None:
    with crew.store.writing() as db:
        vest = make.article(
            db,
            "FLY",
            "Uppblåsbar väst",
            branch=crew.hamnen,
            by=crew.shop.account,
            now=crew.now,
            inflatable=True,
        )
        db.commit()
    crew.stands(vest, PlaceKind.WORKSHOP)
    points = seen_on(crew, vest)
    ends(crew, vest, seen=points)
    assert crew.sees(vest).spot.kind is PlaceKind.WORKSHOP
    next_year = local_day(crew.now).replace(year=local_day(crew.now).year + 1, day=1)
    ends(crew, vest, seen=points, next_service_on=next_year.isoformat())
    assert crew.sees(vest).spot.kind is PlaceKind.SHELF
