"""The report on its page: for whom it is, which period it shows, and how a week is frozen."""

import re
from datetime import date, datetime, timedelta
from urllib.parse import unquote

import pytest
from flask import Flask
from sqlalchemy import insert, select

from fritidsbank.clock import local_day
from fritidsbank.reports.mailing import sent_mails
from fritidsbank.reports.papers import FORMS
from fritidsbank.reports.rules import week_of
from fritidsbank.schema import table_of
from fritidsbank.stock.ledger import closed_until
from fritidsbank.stock.models import Category, DayFigure
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.web.access import Role
from tests import make
from tests.counter.conftest import counting
from tests.staff.crew import Crew, crew, text_of

__all__ = ["crew"]
pytestmark = pytest.mark.one_database

EVERYBODY = ("vera", "disken", "olle", "lena", "astrid")
A_WEEK = timedelta(days=7)


@pytest.fixture
def week(crew: Crew) -> str:
    """This week, in which Hamnen has registered a pair of boots and Söder nothing."""
    with crew.store.writing() as db:
        make.article(db, branch=crew.hamnen, by=crew.shop.admin, now=crew.now)
        db.commit()
    return week_of(local_day(crew.now)).name


def last_week(crew: Crew) -> str:
    """The week before, in which a pair of boots came in; its name."""
    then = crew.now - A_WEEK
    with crew.store.writing() as db:
        make.article(db, branch=crew.hamnen, by=crew.shop.admin, code="20000140", now=then)
        db.commit()
    return week_of(local_day(then)).name


def seen(browser: make.Visitor, path: str) -> tuple[int, str]:
    answer = browser.client.get(path, follow_redirects=True)
    return answer.status_code, text_of(answer)


def closed(crew: Crew) -> date | None:
    with crew.store.reading() as db:
        return closed_until(db)


def test_it_is_for_managers(crew: Crew, week: str) -> None:
    for path in ("/reports", f"/reports/week/{week}", f"/reports/week/{week}.pdf"):
        answers = {name: getattr(crew, name).client.get(path) for name in EVERYBODY}
        let_in = {name for name, answer in answers.items() if answer.status_code in {200, 302}}
        assert let_in == {"olle", "lena", "astrid"}, path


def test_whoever_is_not_signed_in_is_asked_to(crew: Crew, week: str) -> None:
    for path in ("/reports", f"/reports/week/{week}", f"/reports/week/{week}.csv"):
        answer = crew.nobody.client.get(path)
        assert unquote(answer.headers["Location"]) == f"/login?next={path}"


def test_a_manager_of_one_branch_sees_that_branch(crew: Crew, week: str) -> None:
    told = {name: seen(getattr(crew, name), f"/reports/week/{week}")[1] for name in EVERYBODY[2:]}
    assert "0 + 1 in − 0 ut = 1" in told["lena"]
    assert "0 + 0 in − 0 ut = 0" in told["olle"]
    assert "0 + 1 in − 0 ut = 1" in told["astrid"]


@pytest.mark.parametrize("end", ["", ".pdf", ".json"])
def test_nobody_sees_a_branch_that_is_not_theirs(crew: Crew, week: str, end: str) -> None:
    path = f"/reports/week/{week}{end}"
    assert crew.lena.client.get(f"{path}?branch={crew.soder}").status_code == 403
    assert crew.olle.client.get(f"{path}?branch={crew.soder}").status_code == 200


def test_whoever_manages_all_may_choose_one_or_all(crew: Crew, week: str) -> None:
    path = f"/reports/week/{week}"
    page = crew.astrid.client.get(f"{path}?branch={crew.soder}").text
    assert "0 + 0 in − 0 ut = 0" in page
    assert re.search(rf'value="{crew.soder}"\s+selected', page)
    assert "Alla tillsammans" in page
    assert "Alla tillsammans" not in crew.lena.client.get(path).text


def test_the_choice_of_a_branch_goes_along(crew: Crew, week: str) -> None:
    page = crew.astrid.client.get(f"/reports/week/{week}?branch={crew.soder}").text
    links = re.findall(r'href="(/reports/[^"]*)"', page)
    assert len(links) >= 7
    assert [link for link in links if not link.endswith(f"?branch={crew.soder}")] == []


def test_a_shop_that_has_just_opened_shows_the_week_that_runs(crew: Crew) -> None:
    where = crew.astrid.client.get("/reports").headers["Location"]
    assert where == f"/reports/week/{week_of(local_day(crew.now)).name}"
    status, said = seen(crew.astrid, "/reports")
    assert status == 200
    assert "Det finns inget bestånd än." in said
    assert "Pågår än" in said


def test_the_last_week_that_is_over_is_shown_first(crew: Crew) -> None:
    name = last_week(crew)
    assert crew.astrid.client.get("/reports").headers["Location"] == f"/reports/week/{name}"


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/reports/week/2025-W53", 422, "2025 har 52 veckor"),
        ("/reports/week/sportlov", 422, "sportlov är ingen vecka"),
        ("/reports/month/2026-W08", 422, "2026-W08 är ingen vecka"),
        ("/reports/week/0001-W01", 422, "0001-W01 är ingen vecka"),
        ("/reports/year/1899.pdf", 422, "1899 är ingen vecka"),
        ("/reports/year/9999", 409, "9999 börjar"),
        ("/reports/fortnight/2026-W08", 422, "2026-W08 är ingen vecka"),
        ("/reports/week/2026-W08?branch=99", 404, "Det finns ingen enhet"),
        ("/reports/week/2026-W08?branch=månen", 404, "Det finns ingen enhet"),
        ("/reports/week/2026-W08.exe", 404, "kan inte fås som exe"),
    ],
)
def test_a_period_or_branch_that_is_none_is_said_calmly(
    crew: Crew, path: str, status: int, said: str
) -> None:
    found = seen(crew.astrid, path)
    assert found[0] == status
    assert said in found[1]


def test_a_week_that_has_not_begun_is_not_offered(crew: Crew, week: str) -> None:
    page = crew.astrid.client.get(f"/reports/week/{week}").text
    assert 'rel="next"' not in page
    assert 'rel="prev"' not in page
    earlier = last_week(crew)
    assert f'href="/reports/week/{earlier}"' in crew.astrid.client.get(f"/reports/week/{week}").text
    assert f'href="/reports/week/{week}"' in crew.astrid.client.get(f"/reports/week/{earlier}").text


@pytest.mark.parametrize("form", FORMS)
def test_it_can_be_taken_along(crew: Crew, week: str, form: str) -> None:
    answer = crew.lena.client.get(f"/reports/week/{week}.{form}")
    assert answer.status_code == 200
    name = f'attachment; filename="rapport-{week}-hamnen.{form}"'
    assert answer.headers["Content-Disposition"] == name
    assert answer.data


def test_a_week_is_frozen_by_hand(crew: Crew) -> None:
    name = last_week(crew)
    assert "Frys veckan nu" in seen(crew.astrid, f"/reports/week/{name}")[1]
    answer = crew.astrid.sends_form(f"/reports/week/{name}/freeze")
    said = seen(crew.astrid, answer.headers["Location"])[1]
    assert "Fryst. Siffrorna ändras inte mer." in said
    assert "Frys veckan nu" not in said
    assert closed(crew) == week_of(local_day(crew.now - A_WEEK)).last


def test_who_reads_the_report_is_promised_a_mail_when_it_is_frozen_by_hand(crew: Crew) -> None:
    name = last_week(crew)
    fields = {"address": "lena@example.se", "branch": "all", "language": "sv"}
    crew.astrid.sends_form("/reports/readers", **fields)
    crew.astrid.sends_form(f"/reports/week/{name}/freeze")
    with crew.store.reading() as db:
        assert [mail.period for mail in sent_mails(db)] == [name]


def test_a_week_that_is_frozen_already_is_said_to_be(crew: Crew) -> None:
    name = last_week(crew)
    crew.astrid.sends_form(f"/reports/week/{name}/freeze")
    assert crew.astrid.sends_form(f"/reports/week/{name}/freeze").status_code == 409


def test_a_week_that_runs_cannot_be_frozen(crew: Crew, week: str) -> None:
    assert "Frys veckan nu" not in seen(crew.astrid, f"/reports/week/{week}")[1]
    assert crew.astrid.sends_form(f"/reports/week/{week}/freeze").status_code == 409
    assert closed(crew) is None


def test_only_whoever_manages_all_branches_freezes(crew: Crew) -> None:
    name = last_week(crew)
    assert "Frys veckan nu" not in seen(crew.lena, f"/reports/week/{name}")[1]
    for browser in (crew.lena, crew.olle, crew.disken, crew.vera):
        assert browser.sends_form(f"/reports/week/{name}/freeze").status_code == 403
    assert closed(crew) is None


def test_the_first_open_week_is_pointed_at(crew: Crew) -> None:
    then = crew.now - 3 * A_WEEK
    with crew.store.writing() as db:
        make.article(db, branch=crew.hamnen, by=crew.shop.admin, now=then)
        db.commit()
    first = week_of(local_day(then)).name
    later = week_of(local_day(crew.now - A_WEEK)).name
    page = crew.astrid.client.get(f"/reports/week/{later}").text
    assert "Frys veckan nu" not in page
    assert f'href="/reports/week/{first}"' in page
    page = crew.astrid.client.get(f"/reports/week/{later}?branch={crew.soder}").text
    assert f'href="/reports/week/{first}?branch={crew.soder}"' in page


def test_a_page_asks_as_many_questions_in_a_large_shop_as_in_a_small_one(crew: Crew) -> None:
    name = last_week(crew)
    asked = []
    for many in (10, 1000):
        fill(crew, many)
        with counting(crew.store) as sent:
            assert crew.astrid.client.get(f"/reports/week/{name}").status_code == 200
        asked.append(len(sent))
    assert asked[0] == asked[1]


def fill(crew: Crew, many: int) -> None:
    """So many categories more, each with something that was lent last week."""
    then = local_day(crew.now - A_WEEK)
    with crew.store.writing() as db:
        names = [{"code": f"X{many}-{n}", "name": f"Sak {n}", "name_en": "x"} for n in range(many)]
        db.execute(insert(table_of(Category)), names)
        ids = db.scalars(select(Category.id).where(Category.code.startswith(f"X{many}-"))).all()
        rows = [lent(crew.hamnen, each, then) for each in ids]
        db.execute(insert(table_of(DayFigure)), rows)
        db.commit()


def lent(branch: int, category: int, day: date) -> dict[str, object]:
    return {
        "day": day,
        "category_id": category,
        "reason": Reason.LENT,
        "from_kind": PlaceKind.SHELF,
        "from_branch_id": branch,
        "to_kind": PlaceKind.OUT,
        "to_branch_id": branch,
        "count": 1,
    }


def test_the_page_speaks_the_language_of_the_account(app: Flask, crew: Crew, week: str) -> None:
    now: datetime = crew.now
    with crew.store.writing() as db:
        kim = make.account(db, "Kim", [(Role.MANAGER, None)], language="en", now=now)
        db.commit()
    browser = make.signed_in(app, crew.store, kim, crew.hamnen, now=now)
    said = seen(browser, f"/reports/week/{week}")[1]
    assert "Weekly report, week" in said
    assert "nothing went out and nothing came back" in said
