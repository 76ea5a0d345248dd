"""Importing and exporting are for whoever is in charge of the branch."""

import pytest

from tests import make
from tests.staff.crew import Crew

pytestmark = pytest.mark.one_database

EVERYBODY = ("vera", "disken", "olle", "lena", "astrid")
MANAGERS = {"olle", "lena", "astrid"}
OURS = {"lena", "astrid"}
DOORS = {
    "GET /import": MANAGERS,
    "GET /import/template.csv": MANAGERS,
    "GET /import/template.xlsx": MANAGERS,
    "GET /import/{draft}": OURS,
    "GET /export.csv": MANAGERS,
    "GET /export.xlsx": MANAGERS,
    "GET /export.json": MANAGERS,
    "POST /import": MANAGERS,
    "POST /import/{draft}": OURS,
}


@pytest.mark.parametrize("door", DOORS)
def test_a_door_is_for_those_it_is_for(crew: Crew, door: str) -> None:
    with crew.store.writing() as db:
        draft = make.import_draft(
            db,
            b"Kategori;Namn\r\nSLP;Slalomskor",
            branch=crew.hamnen,
            by=crew.shop.admin,
            now=crew.now,
        )
        db.commit()
    method, path = door.format(draft=draft).split()
    let_in = set()
    for name in EVERYBODY:
        browser: make.Visitor = getattr(crew, name)
        if method == "GET":
            status = browser.client.get(path, buffered=True).status_code
        else:
            status = browser.sends_form(path).status_code
        assert status < 500
        if status != 403:
            let_in.add(name)
    assert let_in == DOORS[door]
