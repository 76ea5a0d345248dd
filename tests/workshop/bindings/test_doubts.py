"""What speaks against a setting is said on the page of the skis, and blocks nothing."""

from datetime import date, datetime, timedelta

import pytest

from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.workshop.binding_doubts import season_of
from fritidsbank.workshop.models import BindingSetting
from fritidsbank.workshop.rules import BindingMode
from tests import make
from tests.counter.conftest import counting
from tests.staff.crew import Crew, text_of
from tests.workshop.bindings.conftest import PLAIN, puts

SEASON = "Det var före den här säsongen"


def was_set(
    crew: Crew, skis: Thing, boots: Thing | None, *, sole: int = 315, at: datetime | None = None
) -> None:
    """Sven's predecessor has set the skis."""
    with crew.store.writing() as db:
        made = BindingSetting(
            article_id=skis.id,
            boot_id=boots.id if boots else None,
            sole_mm=sole,
            mode=BindingMode.TABLE,
            front=6.0,
            heel=6.0,
            at=at or crew.now,
            account_id=crew.shop.admin,
        )
        db.add(made)
        db.commit()


def knows(crew: Crew, thing: Thing, **known: object) -> None:
    """The register describes a thing otherwise now."""
    with crew.store.writing() as db:
        db.get_one(Article, thing.id).attributes = known
        db.commit()


def page_of(crew: Crew, skis: Thing) -> str:
    return text_of(crew.disken.client.get(f"/articles/{skis.id}"))


def lends(crew: Crew, *things: Thing) -> list[str]:
    """Sara borrows all of them at once; how each was answered."""
    tablet = make.tablet(crew.store, crew.hamnen, crew.shop.account, now=crew.now)
    with crew.store.writing() as db:
        sara = make.borrower(db, "Sara", now=crew.now)
        db.commit()
    return [tablet.says("check_out", article=t.code, borrower=sara)["outcome"] for t in things]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("day", "since"),
    [
        (date(2026, 8, 31), date(2025, 9, 1)),
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 12, 31), date(2026, 9, 1)),
        (date(2027, 1, 1), date(2026, 9, 1)),
    ],
)
def test_a_season_begins_in_september(day: date, since: date) -> None:
    assert season_of(day) == since


@pytest.mark.one_database
@pytest.mark.parametrize(("days", "doubted"), [(0, False), (366, True)])
def test_last_years_setting_is_doubted(
    crew: Crew, skis: Thing, boots: Thing, days: int, *, doubted: bool
) -> None:
    was_set(crew, skis, boots, at=crew.now - timedelta(days=days))
    assert (SEASON in page_of(crew, skis)) is doubted


@pytest.mark.one_database
def test_a_boot_that_has_left_is_told(crew: Crew, skis: Thing, boots: Thing) -> None:
    was_set(crew, skis, boots)
    crew.stands(boots, PlaceKind.GONE)
    assert "har lämnat beståndet" in page_of(crew, skis)


@pytest.mark.one_database
def test_a_boot_with_another_sole_than_it_had_is_told(
    crew: Crew, skis: Thing, boots: Thing
) -> None:
    was_set(crew, skis, boots)
    knows(crew, boots, bsl=305)
    assert "Pjäxan har nu 305 mm" in page_of(crew, skis)


@pytest.mark.one_database
def test_a_binding_that_does_not_take_that_sole_is_told(
    crew: Crew, skis: Thing, boots: Thing
) -> None:
    was_set(crew, skis, boots)
    knows(crew, skis, **(PLAIN | {"bsl_range": [220, 300]}))
    assert "passar sulan inte" in page_of(crew, skis)


def test_skis_lent_with_boots_of_another_sole_go_out_and_it_is_told(
    crew: Crew, skis: Thing, boots: Thing
) -> None:
    was_set(crew, skis, boots)
    others = puts(crew, "SLP", "Andra pjäxor", bsl=298)
    assert lends(crew, skis, others) == ["lent", "lent"]
    assert "ihop med pjäxor på 298 mm" in page_of(crew, skis)


@pytest.mark.one_database
def test_a_family_whose_boots_fit_is_told_nothing(crew: Crew, skis: Thing, boots: Thing) -> None:
    was_set(crew, skis, boots)
    lends(crew, skis, puts(crew, "SLP", "Andra pjäxor", bsl=298), boots, puts(crew, "HJA", "Hjälm"))
    assert "ihop med pjäxor" not in page_of(crew, skis)


@pytest.mark.one_database
def test_boots_that_came_back_are_lent_no_more(crew: Crew, skis: Thing, boots: Thing) -> None:
    was_set(crew, skis, boots)
    others = puts(crew, "SLP", "Andra pjäxor", bsl=298)
    lends(crew, skis, others)
    tablet = make.tablet(crew.store, crew.hamnen, crew.shop.account, now=crew.now)
    tablet.says("check_in", article=others.code)
    assert "ihop med pjäxor" not in page_of(crew, skis)


def test_an_article_asks_eight_questions_at_most(crew: Crew, skis: Thing, boots: Thing) -> None:
    was_set(crew, skis, boots)
    lends(crew, skis, boots, *(puts(crew, "SLP", "Pjäxor", bsl=298) for _ in range(4)))
    with counting(crew.store) as sent:
        assert crew.disken.client.get(f"/articles/{skis.id}").status_code == 200
    assert len([one for one in sent if one.lstrip().startswith(("SELECT", "WITH"))]) <= 8


def test_a_binding_asks_as_much_with_many_boots_as_with_one(
    crew: Crew, sven: make.Visitor, skis: Thing, boots: Thing
) -> None:
    asked = []
    for more in (0, 20):
        for _ in range(more):
            puts(crew, "SLP", "Pjäxor", bsl=315)
        with counting(crew.store) as sent:
            assert sven.client.get(f"/workshop/bindings/{skis.id}").status_code == 200
        asked.append(len(sent))
    assert asked[0] == asked[1]
