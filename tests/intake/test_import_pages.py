"""A manager imports a register: chooses the file, looks at what will happen, lets it happen."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from threading import Barrier

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from fritidsbank.intake import importing_drafts, spreadsheets
from fritidsbank.intake.importing_drafts import KEPT, prune_drafts
from fritidsbank.intake.importing_models import ImportDraft
from fritidsbank.intake.spreadsheets import rows_of
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import category_coded
from fritidsbank.stock.registering import add_shelf
from tests import make
from tests.counter.conftest import counting
from tests.intake.looking import BOOTS, HEAD, csv
from tests.intake.test_spreadsheets import xlsx
from tests.staff.crew import Crew, text_of

WRONG = ["FB-2", "Månraketer", "Raket", *[""] * 5]


def looks(crew: Crew, content: bytes, name: str = "register.csv") -> tuple[str, TestResponse]:
    """Lena chooses a file; the address and the page of what would happen."""
    answer = crew.lena.sends_file("/import", content, name)
    assert answer.status_code == 303, text_of(answer)
    path = str(answer.location)
    return path.split("?", maxsplit=1)[0], crew.lena.client.get(path)


def articles(crew: Crew) -> int:
    with crew.store.reading() as db:
        return db.scalar(select(func.count()).select_from(Article)) or 0


def test_nothing_is_registered_before_the_button(crew: Crew) -> None:
    _, page = looks(crew, csv(BOOTS))
    assert "1 ny pryl" in text_of(page)
    assert articles(crew) == 0


def test_the_button_registers_what_was_shown(crew: Crew) -> None:
    path, _ = looks(crew, csv(BOOTS))
    crew.lena.sends_form(path)
    assert "1 pryl är registrerad" in text_of(crew.lena.client.get(path))
    assert "Slalompjäxor" in crew.lena.client.get("/articles?q=FB-1").text


def test_the_button_pressed_twice_registers_once(crew: Crew) -> None:
    path, _ = looks(crew, csv(["", *BOOTS[1:]]))
    for _ in range(2):
        assert crew.lena.sends_form(path).status_code == 303
    assert articles(crew) == 1


def test_the_row_says_what_becomes_of_it(crew: Crew) -> None:
    _, page = looks(crew, csv(BOOTS))
    row = page.text.split("<tbody>")[1]
    for word in ("Ny pryl", "Slalompjäxor 26,5", "FB-1", "SLP", "A1"):
        assert word in row


def test_a_wrong_row_is_named_and_there_is_no_button(crew: Crew) -> None:
    path, page = looks(crew, csv(BOOTS, WRONG))
    assert "1 rad ska rättas först" in text_of(page)
    assert "Kategori: Det finns ingen kategori Månraketer" in text_of(page)
    assert f'action="{path}"' not in page.text


def test_a_wrong_row_stops_all_of_it_even_without_a_button(crew: Crew) -> None:
    path, _ = looks(crew, csv(BOOTS, WRONG))
    crew.lena.sends_form(path)
    assert articles(crew) == 0


def test_what_is_wrong_is_shown_first_and_the_rest_on_demand(crew: Crew) -> None:
    path, page = looks(crew, csv(BOOTS, WRONG))
    assert ("Raket" in page.text, "Slalompjäxor" in page.text) == (True, False)
    assert "Slalompjäxor" in crew.lena.client.get(path).text


def test_when_the_stock_has_changed_it_is_shown_anew(crew: Crew) -> None:
    path, _ = looks(crew, csv(BOOTS, ["FB-2", *BOOTS[1:]]))
    with crew.store.writing() as db:
        made = make.article(
            db, "SLP", "Slalompjäxor", branch=crew.hamnen, by=crew.shop.admin, size="26,5",
            code="FB-2", now=crew.now,
        )  # fmt: skip
        db.commit()
    answer = crew.lena.sends_form(path)
    page = crew.lena.client.get(str(answer.location))
    assert "Beståndet har ändrats sedan du tittade" in text_of(page)
    assert articles(crew) == 1, made.name


def test_what_is_shown_anew_can_be_done(crew: Crew) -> None:
    path, _ = looks(crew, csv(["", *BOOTS[1:]]))
    with crew.store.writing() as db:
        category_coded(db, "SLP").name = "Alpinpjäxor"
        add_shelf(db, crew.hamnen, "A1")
        db.commit()
    assert "changed" in str(crew.lena.sends_form(path).location)
    assert "changed" not in str(crew.lena.sends_form(path).location)
    assert articles(crew) == 1


def test_the_file_is_not_kept_when_it_is_imported(crew: Crew) -> None:
    path, _ = looks(crew, csv(BOOTS))
    crew.lena.sends_form(path)
    with crew.store.reading() as db:
        draft = db.scalars(select(ImportDraft)).one()
        assert (draft.content, draft.registered) == (None, 1)


def test_after_a_day_a_file_is_thrown_away(crew: Crew) -> None:
    path, _ = looks(crew, csv(BOOTS))
    with crew.store.writing() as db:
        prune_drafts(db, now=crew.now + KEPT + timedelta(minutes=1))
        db.commit()
    answer = crew.lena.client.get(path)
    assert answer.status_code == 404
    assert "Välj den en gång till" in text_of(answer)


def test_after_a_day_it_is_still_known_that_it_was_imported(crew: Crew) -> None:
    content = csv(["", *BOOTS[1:]])
    path, _ = looks(crew, content)
    crew.lena.sends_form(path)
    with crew.store.writing() as db:
        prune_drafts(db, now=crew.now + 2 * KEPT)
        db.commit()
    assert "1 pryl är registrerad" in text_of(crew.lena.client.get(path))
    assert "inget nytt" in text_of(looks(crew, content)[1])


def test_the_page_tells_what_was_imported_before(crew: Crew) -> None:
    path, _ = looks(crew, csv(BOOTS))
    crew.lena.sends_form(path)
    assert "1 artikel, Lena" in text_of(crew.lena.client.get("/import"))


def test_the_name_of_a_file_is_no_place_for_a_personnummer(crew: Crew) -> None:
    path, _ = looks(crew, csv(BOOTS), "19900102-1234.csv")
    with crew.store.reading() as db:
        assert db.scalars(select(ImportDraft.name)).one() == ""
    assert path


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Det finns inget i filen"),
        (b"%PDF-1.7", "Det är inget kalkylblad"),
        (b"Storlek\r\n38\r\n", "Kategori (Category), Namn (Name)"),
        (";".join(HEAD).encode(), "Det finns bara rubriker"),
    ],
)
def test_a_file_that_is_no_register_is_refused_beside_its_field(
    crew: Crew, content: bytes, sentence: str
) -> None:
    answer = crew.lena.sends_file("/import", content)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert 'id="file-error"' in answer.text


def test_no_file_is_asked_for(crew: Crew) -> None:
    answer = crew.lena.sends_form("/import")
    assert answer.status_code == 422
    assert "Välj filen med ditt register" in text_of(answer)


def test_a_file_that_is_too_large_is_told_so(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "LARGEST", 0)
    answer = crew.lena.sends_file("/import", csv(BOOTS))
    assert "Dela upp den i flera" in text_of(answer)


def test_the_import_of_one_branch_is_not_for_the_manager_of_another(crew: Crew) -> None:
    path, _ = looks(crew, csv(BOOTS))
    assert crew.olle.client.get(path).status_code == 403
    assert crew.olle.sends_form(path).status_code == 403
    assert articles(crew) == 0


def test_the_template_can_be_imported(crew: Crew) -> None:
    for ending in ("csv", "xlsx"):
        file = crew.lena.client.get(f"/import/template.{ending}").data
        _, page = looks(crew, file, f"mall.{ending}")
        assert "1 ny pryl" in text_of(page)
        assert "utelämnas" not in text_of(page)


def test_the_template_names_the_categories(crew: Crew) -> None:
    file = BytesIO(crew.lena.client.get("/import/template.xlsx").data)
    sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(1)
    assert "SLP" in {row[0] for row in sheet.iter_rows()}


def test_the_template_is_in_the_language_of_whoever_asks(crew: Crew) -> None:
    crew.lena.posts("/api/session/language", {"language": "en"})
    (_, heading), *_ = rows_of(crew.lena.client.get("/import/template.csv").data)
    assert heading[:3] == ["ID number", "Category", "Name"]


def test_two_thousand_rows_are_looked_through_and_imported(crew: Crew) -> None:
    rows = [[f"FB-{n}", "SLP", f"Pjäxor {n % 50}", *BOOTS[3:]] for n in range(2_000)]
    path, page = looks(crew, xlsx(HEAD, *rows), "register.xlsx")
    assert re.search(r"2\s000 nya prylar", text_of(page))
    with counting(crew.store) as sent:
        crew.lena.sends_form(path)
    assert articles(crew) == 2_000
    assert len(sent) < 60


def test_the_plan_asks_few_questions_however_many_rows_it_has(crew: Crew) -> None:
    asked = []
    for many in (10, 1_000):
        path, _ = looks(crew, csv(*([f"FB-{n}", *BOOTS[1:]] for n in range(many))))
        with counting(crew.store) as sent:
            crew.lena.client.get(path)
        asked.append(len(sent))
    assert asked[0] == asked[1] <= 8


def test_a_file_is_read_without_holding_the_writers_turn(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    through = importing_drafts.looked_through

    def slow(*args: object) -> object:
        with crew.store.writing():  # would wait for ever if the request held the turn
            return through(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(importing_drafts, "looked_through", slow)
    path, _ = looks(crew, csv(BOOTS))
    crew.lena.sends_form(path)
    assert articles(crew) == 1


@pytest.mark.parametrize("code", ["FB-{n}", ""], ids=["with numbers", "without"])
def test_of_two_who_import_the_same_in_one_moment_one_does_it(crew: Crew, code: str) -> None:
    rows = csv(*([code.format(n=n), *BOOTS[1:]] for n in range(50)))
    drafts = [(one, one.sends_file("/import", rows)) for one in (crew.lena, crew.astrid)]
    ready = Barrier(2)

    def presses(browser: make.Visitor, path: str) -> str:
        token = browser.token
        ready.wait(timeout=10)
        return str(browser.client.post(path, data={"form_token": token}).location)

    with ThreadPoolExecutor(2) as both:
        told = list(both.map(lambda one: presses(one[0], str(one[1].location)), drafts))
    assert articles(crew) == 50
    assert sum("changed" in where for where in told) == 1
