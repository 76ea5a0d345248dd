"""What stands on the shelves and needs care, for whoever fetches it to the bench."""

import pytest
from sqlalchemy import update

from fritidsbank.clock import local_day
from fritidsbank.stock.care import SHOWN, care_in
from fritidsbank.stock.models import Article
from tests.counter.conftest import counting
from tests.staff.crew import Crew, text_of

pytestmark = pytest.mark.one_database


def lend_often(crew: Crew, *articles: int) -> None:
    """Each of them has been lent a dozen times."""
    with crew.store.writing() as db:
        db.execute(update(Article).where(Article.id.in_(articles)).values(times_lent=12))
        db.commit()


def test_skates_that_were_lent_often_are_to_be_sharpened(crew: Crew) -> None:
    skates, fresh = crew.registers("Bauer 5000"), crew.registers("Graf 100")
    lend_often(crew, skates.id)
    page = text_of(crew.lena.client.get("/care"))
    assert "Bauer 5000" in page
    assert "Slipas" in page
    assert fresh.name not in page


def test_an_empty_page_teaches(crew: Crew) -> None:
    assert "Inget på hyllorna" in text_of(crew.lena.client.get("/care"))


def test_a_full_shelf_is_listed_in_as_many_statements_as_one_article(crew: Crew) -> None:
    made = [crew.registers(f"Bauer {number}").id for number in range(SHOWN + 3)]
    sent = []
    for some in (made[:1], made):
        lend_often(crew, *some)
        with crew.store.reading() as db, counting(crew.store) as statements:
            [skates] = care_in(db, crew.hamnen, local_day(crew.now))
        sent.append(len(statements))
    assert sent[0] == sent[1]
    assert (skates.count, len(skates.first)) == (SHOWN + 3, SHOWN)
