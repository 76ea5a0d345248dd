"""Pages of group loans and of bookings ask the same number of questions, however much they show."""

import pytest

from tests import make
from tests.bookings.conftest import Desk
from tests.counter.conftest import counting
from tests.grouploans.test_handing_over import filled

PAGES = (
    "/bookings",
    "/bookings/{booking}",
    "/bookings/free?category=SKR",
    "/grouploans",
    "/grouploans/{booking}",
    "/grouploans/{booking}/pick",
    "/grouploans/{booking}/missing",
)
FEW, MANY = 2, 12


def asked_for(desk: Desk, browser: make.Visitor, path: str) -> int:
    """How many statements a page takes."""
    with counting(desk.store) as statements:
        assert browser.client.get(path).status_code == 200
    return len(statements)


@pytest.mark.one_database
def test_a_page_of_a_dozen_pairs_asks_no_more_than_one_of_two(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    asked = []
    for many in (FEW, MANY):
        on_loan, lent = filled(desk, school, many)
        desk.tablet.says("hand_over", booking=on_loan[0])
        desk.tablet.says("check_in", article=lent[0])
        waiting, _ = filled(desk, school, many)
        for _ in range(many):
            desk.boots()
        picked = desk.books(school, many)
        asked.append(
            {
                (page, state): asked_for(desk, browser, page.format(booking=booking[0]))
                for page in PAGES
                for state, booking in enumerate((on_loan, waiting, picked))
            }
        )
    assert asked[0] == asked[1]
