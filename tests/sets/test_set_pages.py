"""The pages: what is asked, what is offered, and what is never offered or kept."""

import re
from typing import Any

import pytest
from sqlalchemy import insert
from werkzeug.test import TestResponse

from fritidsbank.schema import table_of
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.counter.conftest import counting
from tests.snapshots import snapshot
from tests.staff.crew import Crew, invalid_fields, text_of

SARA = {"height": "172", "shoe": "42", "head": "57", "manner": "beginner"}
ELSEWHERE = [kind for kind in PlaceKind if kind not in {PlaceKind.SHELF, PlaceKind.OUTSIDE}]


def puts(crew: Crew, category: str, size: str, branch: int | None = None, **known: Any) -> Thing:  # noqa: ANN401 - attributes
    """One more article on the shelf."""
    with crew.store.writing() as db:
        made = make.article(
            db,
            category,
            f"{category} {size}",
            branch=branch or crew.hamnen,
            by=crew.shop.account,
            size=size,
            now=crew.now,
            **known,
        )
        db.commit()
    return made


def asks(crew: Crew, name: str = "slalom", **fields: str) -> TestResponse:
    """Sara's measures, sent at the counter."""
    return crew.disken.sends_form(f"/sets/{name}", **(SARA | fields))


def offered(page: TestResponse) -> set[int]:
    """The articles that may be picked on a page."""
    return {int(value) for value in re.findall(r'type="radio"[^>]*value="(\d+)"', page.text)}


@pytest.mark.one_database
def test_each_set_asks_what_it_needs(crew: Crew) -> None:
    assert 'href="/sets/langd"' in crew.disken.client.get("/sets").text
    page = crew.disken.client.get("/sets/skridsko").text
    assert 'name="shoe"' in page
    assert 'name="height"' not in page


@pytest.mark.one_database
def test_the_overview_leads_there(crew: Crew) -> None:
    assert 'href="/sets"' in crew.disken.client.get("/stock").text


@pytest.mark.one_database
def test_a_set_that_is_not_there_is_not_found(crew: Crew) -> None:
    assert crew.disken.client.get("/sets/curling").status_code == 404
    assert asks(crew, "curling").status_code == 404


def test_sara_gets_skis_with_their_number_and_shelf(crew: Crew) -> None:
    skis = puts(crew, "SLS", "150")
    page = asks(crew)
    assert page.status_code == 200
    assert offered(page) == {skis.id}
    assert f"{skis.code[:4]} {skis.code[4:]}" in text_of(page)
    assert "Hyllan" in text_of(page)
    assert "Lagom storlek: 143–155 cm" in text_of(page)


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_what_does_not_stand_on_the_shelf_is_not_offered(crew: Crew, kind: PlaceKind) -> None:
    skis = puts(crew, "SLS", "150")
    if kind is PlaceKind.OUT:
        crew.lends(skis)
    else:
        crew.stands(skis, kind)
    assert offered(asks(crew)) == set()


def test_what_is_blocked_or_in_another_branch_is_not_offered(crew: Crew) -> None:
    blocked, far = puts(crew, "SLS", "150"), puts(crew, "SLS", "150", branch=crew.soder)
    with crew.store.writing() as db:
        make.block(db, blocked, "Återkallad", by=crew.shop.account, now=crew.now)
        make.block(db, blocked, "Spricka", by=crew.shop.account, now=crew.now)
        db.commit()
    assert offered(asks(crew)) == set()
    with crew.store.reading() as db:
        assert db.get(Article, far.id) is not None


@pytest.mark.one_database
def test_an_empty_shelf_is_told(crew: Crew) -> None:
    assert "Just nu står ingen på hyllan" in text_of(asks(crew))


@pytest.mark.one_database
def test_what_is_nearest_is_told_as_such(crew: Crew) -> None:
    puts(crew, "SLS", "100")
    assert "De här är närmast" in text_of(asks(crew))


@pytest.mark.one_database
def test_without_any_measure_only_the_questions_are_shown(crew: Crew) -> None:
    puts(crew, "SLS", "150")
    page = asks(crew, height="", shoe="", head="")
    assert (page.status_code, offered(page)) == (200, set())


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("height", "1,72 m"),
        ("height", "59"),
        ("height", "221"),
        ("height", "\uff11\uff17\uff12"),
        ("height", "17200000000"),
        ("shoe", "-42"),
        ("shoe", "42,55"),
        ("head", "stort"),
        ("manner", "wizard"),
    ],
)
def test_what_cannot_be_a_measure_is_said_beside_its_field(
    crew: Crew, field: str, typed: str
) -> None:
    page = asks(crew, **{field: typed})
    assert page.status_code == 422
    assert invalid_fields(page) == {field}


@pytest.mark.one_database
@pytest.mark.parametrize("typed", ["0", "99999999999", "-1", "x" * 9, "\uff11"])
def test_a_pick_that_is_none_is_no_pick(crew: Crew, typed: str) -> None:
    skis = puts(crew, "SLS", "150")
    page = asks(crew, **{"pick-SLS": typed})
    assert page.status_code in {200, 422}
    assert f'value="{skis.id}" checked' not in " ".join(page.text.split())


def test_skis_that_are_chosen_narrow_the_boots(crew: Crew) -> None:
    skis = puts(crew, "SLS", "150", bsl_range=[260, 340], norm="ISO 5355")
    fits = puts(crew, "SLP", "26,5", bsl=305, norm="ISO 5355")
    puts(crew, "SLP", "26,5", bsl=305, norm="GripWalk")
    page = asks(crew, **{"pick-SLS": str(skis.id)})
    assert offered(page) == {skis.id, fits.id}
    assert "Passar" in text_of(page)


@pytest.mark.one_database
def test_boots_that_do_not_fit_are_said_before_anybody_walks_off(crew: Crew) -> None:
    skis = puts(crew, "LGS", "185", style="klassisk", binding="SNS")
    boots = puts(crew, "LGP", "42", system="NNN")
    picks = {"pick-LGS": str(skis.id), "pick-LGP": str(boots.id), "manner": "classic"}
    for more in ({}, {"list": "yes"}):
        page = text_of(asks(crew, "langd", **picks, **more))
        assert "passar inte bindningen" in page


def test_the_pick_list_has_numbers_shelves_and_sizes(crew: Crew) -> None:
    skis, helmet = puts(crew, "SLS", "150"), puts(crew, "HJA", "54-58")
    page = asks(crew, **{"pick-SLS": str(skis.id), "pick-HJA": str(helmet.id), "list": "yes"})
    assert page.status_code == 200
    text = text_of(page)
    for thing in (skis, helmet):
        assert f"{thing.code[:4]} {thing.code[4:]}" in text
    assert {"150", "54-58", "Hyllan"} <= {*text.split()}
    assert "172" not in text


@pytest.mark.one_database
def test_a_list_of_nothing_is_not_made(crew: Crew) -> None:
    assert asks(crew, list="yes").status_code == 422


def test_what_went_out_meanwhile_is_not_on_the_list(crew: Crew) -> None:
    skis = puts(crew, "SLS", "150")
    crew.lends(skis)
    page = text_of(asks(crew, **{"pick-SLS": str(skis.id), "list": "yes"}))
    assert f"{skis.code[:4]} {skis.code[4:]}" not in page
    assert "1 pryl står inte kvar på hyllan" in page


def test_nothing_that_was_asked_is_kept(crew: Crew, caplog: pytest.LogCaptureFixture) -> None:
    skis = puts(crew, "SLS", "150")
    before = snapshot(crew.store, but=("session",))
    assert "172" not in asks(crew, **{"pick-SLS": str(skis.id)}).request.url
    asks(crew, **{"pick-SLS": str(skis.id), "list": "yes"})
    assert snapshot(crew.store, but=("session",)) == before
    assert "172" not in caplog.text


def test_a_full_shelf_asks_no_more_questions_than_an_empty_one(crew: Crew) -> None:
    first = puts(crew, "SLS", "150")
    asked = []
    for numbers in (range(1000, 1010), range(2000, 3000)):
        stands = {
            "category_id": first.category_id,
            "name": "Skidor",
            "size": "150",
            "shelf_id": first.spot.id,
            "place_id": first.spot.id,
            "place_since_at": crew.now,
            "registered_on": crew.now.date(),
        }
        with crew.store.writing() as db:
            db.execute(insert(table_of(Article)), [{"id": n} | stands for n in numbers])
            db.commit()
        form = SARA | {"form_token": crew.disken.token}
        with counting(crew.store) as sent:
            assert len(offered(crew.disken.client.post("/sets/slalom", data=form))) == 5
        asked.append(len(sent))
    assert asked[0] == asked[1]
    assert asked[0] <= 10
