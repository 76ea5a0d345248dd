"""The register of recalls as managers use it: look, say yes to the number, lift with a reason."""

import pytest
from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from fritidsbank.clock import local_day
from fritidsbank.schema import table_of
from fritidsbank.staff.actions import trust
from fritidsbank.staff.queries import account_with
from fritidsbank.stock.models import Article, Block, Recall
from fritidsbank.stock.queries import Thing, category_coded
from fritidsbank.web.access import Role
from tests import make
from tests.counter.conftest import counting
from tests.staff.crew import Crew, invalid_fields, text_of
from tests.stock.calling_back import SOURCE, registers, sees

pytestmark = pytest.mark.one_database

REASON = "Återkallad: Bauer Re-Akt 75"


def fields(crew: Crew, **other: object) -> dict[str, str]:
    """A recall as Lena types it."""
    usual = {
        "maker": "Bauer",
        "model": "Re-Akt 75",
        "source": SOURCE,
        "published_on": str(local_day(crew.now)),
    }
    return usual | {name: str(value) for name, value in other.items()}


def looks(crew: Crew, **other: object) -> TestResponse:
    """Lena asks what it would block."""
    return crew.lena.sends_form("/recalls/preview", **fields(crew, **other))


def says_yes(crew: Crew, hits: object, **other: object) -> TestResponse:
    """Lena says yes to a number."""
    return crew.lena.sends_form("/recalls/new", **fields(crew, hits=hits, **other))


def recall_of(crew: Crew) -> Recall | None:
    """The recall that stands in the register."""
    with crew.store.reading() as db:
        return db.scalars(select(Recall)).one_or_none()


def lift_of(crew: Crew, thing: Thing) -> str:
    """Where its block is lifted."""
    with crew.store.reading() as db:
        block = db.scalars(select(Block.id).where(Block.article_id == thing.id)).one()
    return f"/articles/{thing.id}/blocks/{block}/lift"


def test_a_recall_shows_what_it_would_block_and_does_nothing_yet(crew: Crew) -> None:
    helmet = registers(crew.shop)
    page = looks(crew)
    assert page.status_code == 200
    assert "Spärra 1 pryl?" in text_of(page)
    assert f"/articles/{helmet.id}" in page.text
    assert sees(crew.shop, helmet).blocks == ()
    assert recall_of(crew) is None


def test_whoever_says_yes_to_the_number_blocks_them(crew: Crew) -> None:
    helmet = registers(crew.shop)
    page = crew.lena.client.get(says_yes(crew, 1).location or "")
    assert "1 pryl spärrad" in text_of(page)
    assert f'href="{SOURCE}"' in page.text
    assert 'href="/recalls/1"' in crew.disken.client.get(f"/articles/{helmet.id}").text
    assert sees(crew.shop, helmet).blocks == (REASON,)


def test_whoever_has_seen_another_number_is_shown_the_new_one(crew: Crew) -> None:
    registers(crew.shop)
    page = says_yes(crew, 7)
    assert page.status_code == 422
    assert "nu är det 1" in text_of(page)
    assert 'name="hits" value="1"' in page.text
    assert recall_of(crew) is None


def test_nobody_adds_a_recall_without_having_looked(crew: Crew) -> None:
    registers(crew.shop)
    page = says_yes(crew, "")
    assert (page.status_code, recall_of(crew)) == (422, None)
    assert 'name="hits" value="1"' in page.text


@pytest.mark.parametrize(
    ("wrong", "beside"),
    [
        ({"maker": ""}, {"maker"}),
        ({"maker": "—"}, {"maker"}),
        ({"maker": "B" * 10_000}, {"maker"}),
        ({"model": "***"}, {"model"}),
        ({"model": "R" * 10_000}, {"model"}),
        ({"years_from": "2016", "years_to": "2014"}, {"years_from"}),
        ({"years_from": "20225"}, {"years_from"}),
        ({"years_to": "2014,5"}, {"years_to"}),
        ({"category": "9999"}, {"category"}),
        ({"category": "HJH"}, {"category"}),
        ({"source": ""}, {"source"}),
        ({"source": "Ring 19900102-1234"}, {"source"}),
        ({"published_on": ""}, {"published_on"}),
        ({"published_on": "i går"}, {"published_on"}),
        ({"published_on": "9999-12-31"}, {"published_on"}),
        ({"advice": "A" * 10_000}, {"advice"}),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    crew: Crew, wrong: dict[str, str], beside: set[str]
) -> None:
    for page in (looks(crew, **wrong), says_yes(crew, 0, **wrong)):
        assert (page.status_code, invalid_fields(page)) == (422, beside)
    assert recall_of(crew) is None


def test_a_recall_of_everything_asks_for_a_model_or_a_category(crew: Crew) -> None:
    for _ in range(3):
        registers(crew.shop)
    page = looks(crew, model="")
    assert (page.status_code, invalid_fields(page)) == (422, {"model"})
    with crew.store.reading() as db:
        helmets = category_coded(db, "HJH").id
    assert "Spärra 3 prylar?" in text_of(looks(crew, model="", category=helmets))


def test_a_source_that_is_no_address_is_no_link(crew: Crew) -> None:
    says_yes(crew, 0, source="javascript:alert(1)")
    page = crew.lena.client.get("/recalls/1")
    assert "javascript:alert(1)" in page.text
    assert 'href="javascript' not in page.text


def test_a_recall_may_be_changed_before_it_is_added(crew: Crew) -> None:
    page = looks(crew, change="yes", advice="Sluta använda den.")
    assert 'value="Re-Akt 75"' in page.text
    assert 'value="Sluta använda den."' in page.text


def test_other_models_of_the_maker_are_told(crew: Crew) -> None:
    registers(crew.shop, "Hockeyhjälm IMS 5")
    page = text_of(looks(crew))
    assert "Inget här träffas" in page
    assert "1 till av den tillverkaren har en annan modell" in page


def test_ending_a_recall_says_why_and_lifts_its_blocks(crew: Crew) -> None:
    helmet = registers(crew.shop)
    says_yes(crew, 1)
    short = crew.lena.sends_form("/recalls/1/end", because="Slut")
    assert (short.status_code, invalid_fields(short)) == (422, {"because"})
    crew.lena.sends_form("/recalls/1/end", because="Tillbakadragen av tillverkaren")
    assert sees(crew.shop, helmet).blocks == ()
    assert "Tillbakadragen av tillverkaren" in crew.disken.client.get("/recalls/1").text


def test_a_manager_of_another_branch_does_not_lift_what_stands_here(crew: Crew) -> None:
    helmet = registers(crew.shop)
    says_yes(crew, 1)
    assert crew.olle.sends_form("/recalls/1/end", because="Vi vill låna ut").status_code == 403
    assert sees(crew.shop, helmet).blocks == (REASON,)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"chosen": "put_right"}, "Åtgärdad som tillverkaren säger."),
        ({"because": "Galler bytt av Bauer"}, "Galler bytt av Bauer"),
        ({"chosen": "put_right", "because": "Galler bytt av Bauer"}, "Galler bytt av Bauer"),
    ],
)
def test_a_manager_lifts_a_recall_with_a_reason_chosen_or_written(
    crew: Crew, sent: dict[str, str], kept: str
) -> None:
    helmet = registers(crew.shop)
    says_yes(crew, 1)
    crew.lena.sends_form(lift_of(crew, helmet), **sent)
    assert sees(crew.shop, helmet).blocks == ()
    with crew.store.reading() as db:
        assert db.scalars(select(Block.lifted_because)).one() == kept


@pytest.mark.parametrize("sent", [{}, {"because": "ok"}, {"chosen": "nonsense"}])
def test_a_recall_is_not_lifted_without_a_reason(crew: Crew, sent: dict[str, str]) -> None:
    helmet = registers(crew.shop)
    says_yes(crew, 1)
    answer = crew.lena.sends_form(lift_of(crew, helmet), **sent)
    assert (answer.status_code, invalid_fields(answer)) == (422, {"because"})
    assert sees(crew.shop, helmet).blocks == (REASON,)


def test_whoever_signs_off_lifts_a_plain_block_and_no_recall(crew: Crew) -> None:
    helmet, skates = registers(crew.shop), crew.registers()
    with crew.store.writing() as db:
        sven = make.account(db, "Sven", [(Role.COUNTER, crew.hamnen)], now=crew.now)
        trust(db, account_with(db, sven), "sign_off")
        db.commit()
    app = crew.disken.client.application
    browser = make.signed_in(app, crew.store, sven, crew.hamnen, now=crew.now)
    says_yes(crew, 1)
    crew.disken.sends_form(f"/articles/{skates.id}/block", reason="Spricka")
    assert "/lift" in browser.client.get(f"/articles/{skates.id}").text
    assert "/lift" not in browser.client.get(f"/articles/{helmet.id}").text
    assert browser.sends_form(lift_of(crew, helmet), because="Ser hel ut").status_code == 403
    browser.sends_form(lift_of(crew, skates), because="Skenan är bytt")
    assert sees(crew.shop, skates).blocks == ()
    assert sees(crew.shop, helmet).blocks == (REASON,)


def test_a_register_page_shows_that_the_new_article_is_blocked(crew: Crew) -> None:
    says_yes(crew, 0)
    form = {"category": "HJH", "name": "Hockeyhjälm Re-Akt 75", "brand": "Bauer", "unit": "piece"}
    shelf = str(registers(crew.shop, "Annan").shelf.id)
    answer = crew.disken.sends_form("/articles/new", **form, shelf=shelf)
    assert REASON in text_of(crew.disken.client.get(answer.location or ""))


@pytest.mark.parametrize("path", ["/recalls", "/recalls/1"])
def test_a_page_asks_as_many_questions_for_many_as_for_few(crew: Crew, path: str) -> None:
    helmet = registers(crew.shop)
    says_yes(crew, 1)
    counted = []
    for more in (range(2, 5), range(5, 200)):
        with crew.store.writing() as db:
            known = db.get_one(Article, helmet.id)
            for number in more:
                facts = {c.name: getattr(known, c.name) for c in table_of(Article).columns}
                db.execute(insert(table_of(Article)), facts | {"id": 1000 + number})
                about = {"article_id": 1000 + number, "recall_id": 1, "reason": REASON}
                signed = {"since_at": crew.now, "account_id": 1, "lifted_because": ""}
                db.execute(insert(table_of(Block)), about | signed)
            db.commit()
        with counting(crew.store) as sent:
            assert crew.disken.client.get(path).status_code == 200
        counted.append(len(sent))
    assert counted[0] == counted[1]
