"""The books of a period: what is counted where, and that nothing is lost between the lines."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.reports.figures import Report
from fritidsbank.reports.queries import LEDGER
from fritidsbank.reports.report import report_on
from fritidsbank.reports.rules import NOT_OURS, Books, period, week_of
from fritidsbank.stock.actions import Signature, take_in
from fritidsbank.stock.models import Article, Category, Place
from fritidsbank.stock.queries import thing_with
from fritidsbank.stock.rules import PlaceKind, Reason
from tests import make
from tests.conftest import Shop
from tests.demo.conftest import TODAY, demo_in, stores

Books_ = Callable[..., Books]


@pytest.fixture(scope="session")
def demo_year(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A small shop's year that ended on TODAY."""
    with stores(empty_file, tmp_path_factory.mktemp("year")) as new:
        store = new()
        demo_in(store)
        with store.reading() as db:
            yield db


def of(db: Session, name: str, branch: str = "") -> Report:
    """The report of a period of the demo year."""
    return report_on(db, period(name), branch, today=TODAY)


def this_week(db: Session, branch: str = "") -> Report:
    """The report of the demo year's last week."""
    return report_on(db, week_of(TODAY), branch, today=TODAY)


def closing(report: Report) -> dict[str, int]:
    """What there was of each category in the end."""
    return {row.category: row.books.closing for row in report.categories if row.books.closing}


def ours(db: Session, branch: str = "") -> dict[str, int]:
    """How many articles of each category stand in the stock now."""
    counted = (
        select(Category.code, func.count())
        .join(Article, Article.category_id == Category.id)
        .join(Place, Place.id == Article.place_id)
        .where(Place.kind.not_in(NOT_OURS))
        .group_by(Category.code)
    )
    if branch:
        counted = counted.join(Branch, Branch.id == Place.branch_id).where(Branch.name == branch)
    return {row[0]: row[1] for row in db.execute(counted)}


def test_the_closing_stock_is_what_stands_there(demo_year: Session) -> None:
    assert closing(this_week(demo_year)) == ours(demo_year)


def test_so_it_is_in_each_branch(demo_year: Session) -> None:
    for branch in demo_year.scalars(select(Branch.name)):
        assert closing(this_week(demo_year, branch)) == ours(demo_year, branch)


def test_each_week_opens_with_what_the_last_one_closed_with(demo_year: Session) -> None:
    monday, before = TODAY - timedelta(weeks=60), 0
    while monday <= TODAY:
        books = report_on(demo_year, week_of(monday), today=TODAY).total
        assert books.opening == before
        monday, before = monday + timedelta(weeks=1), books.closing
    assert before == sum(ours(demo_year).values())


def test_the_months_of_a_year_add_up_to_it(demo_year: Session) -> None:
    months = [of(demo_year, f"2025-{month:02d}") for month in range(1, 13)]
    lent = sum(month.headline.articles_lent for month in months)
    assert lent == of(demo_year, "2025").headline.articles_lent > 0


def test_the_days_of_a_week_add_up_to_it(demo_year: Session) -> None:
    week = of(demo_year, "2026-W05")
    assert sum(day.lent for day in week.days) == week.headline.articles_lent > 0


def test_what_stands_where_is_what_the_register_says(demo_year: Session) -> None:
    here = select(Place.kind, func.count()).join(Article, Article.place_id == Place.id)
    rows = demo_year.execute(here.group_by(Place.kind))
    assert Counter(this_week(demo_year).places) == Counter({row[0].value: row[1] for row in rows})


@pytest.mark.parametrize(
    "name", ["2025-W14", "2025-W52", "2026-W01", "2026-W05", "2025-07", "2025"]
)
def test_the_quick_figures_are_those_of_the_ledger(demo_year: Session, name: str) -> None:
    asked = period(name)
    slow = report_on(demo_year, asked, today=TODAY, source=LEDGER)
    assert report_on(demo_year, asked, today=TODAY) == slow


@pytest.fixture
def books_now(shop: Shop) -> Books_:
    """The books of this week, of the branch or of all."""

    def read(branch: str = "") -> Books:
        today = shop.now.date()
        with shop.store.reading() as db:
            return report_on(db, week_of(today), branch, today=today).total

    return read


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (PlaceKind.WORKSHOP, Books(registered=1)),
        (PlaceKind.MISSING, Books(registered=1, missing=1)),
        (PlaceKind.GONE, Books(registered=1, scrapped=1)),
    ],
)
def test_where_a_thing_goes_is_where_it_is_counted(
    shop: Shop, books_now: Books_, kind: PlaceKind, expected: Books
) -> None:
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
        make.stand(db, boots.code, kind, branch=shop.branch, by=shop.admin, now=shop.now)
        db.commit()
    assert books_now() == expected


def test_what_comes_back_in_another_branch_has_moved_there(shop: Shop, books_now: Books_) -> None:
    with shop.store.writing() as db:
        north = make.branch(db, "Norr")
        make.article(db, branch=shop.branch, by=shop.admin, code="20000140", now=shop.now)
        amina = make.borrower(db, now=shop.now)
        db.commit()
    make.tablet(shop.store, shop.branch, shop.account, now=shop.now).says(
        "check_out", article="20000140", borrower=amina
    )
    make.tablet(shop.store, north, shop.account, now=shop.now).says("check_in", article="20000140")
    assert books_now("Hamnen") == Books(registered=1, moved_out=1)
    assert books_now("Norr") == Books(moved_in=1)
    assert books_now() == Books(registered=1)


def test_what_is_undone_is_in_no_figure(shop: Shop, books_now: Books_) -> None:
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
        db.commit()
    disk = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    disk.says("mark", article=boots.code, mark="scrap")
    disk.says("undo", operation=disk.last)
    assert books_now() == Books(registered=1)


def test_what_was_missing_is_found_again(shop: Shop, books_now: Books_) -> None:
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
        missing = PlaceKind.MISSING
        make.stand(db, boots.code, missing, branch=shop.branch, by=shop.admin, now=shop.now)
        thing, signed = thing_with(db, boots.code), Signature(shop.now, shop.admin)
        take_in(db, thing, branch=shop.branch, reason=Reason.FOUND, signed=signed)
        db.commit()
    assert books_now() == Books(registered=1, missing=1, found=1)


def test_articles_and_loan_events_are_counted_apart(shop: Shop) -> None:
    with shop.store.writing() as db:
        boots, poles, helmet = (
            make.article(db, kind, branch=shop.branch, by=shop.admin, now=shop.now).code
            for kind in ("SLP", "STV", "STV")
        )
        amina = make.borrower(db, now=shop.now)
        db.commit()
    disk = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    first, second = make.uid(), make.uid()
    disk.says("check_out", article=boots, borrower=amina, visit=first)
    disk.says("check_out", article=poles, borrower=amina, visit=first)
    disk.says("check_in", article=boots)
    disk.says("check_out", article=helmet, borrower=amina, visit=second)
    with shop.store.reading() as db:
        told = report_on(db, week_of(shop.now.date()), "Hamnen", today=shop.now.date()).headline
    assert (told.articles_lent, told.loan_events, told.returned) == (3, 2, 1)


def late(shop: Shop, day: date) -> dict[str, int]:
    with shop.store.reading() as db:
        return dict(report_on(db, week_of(day), today=day).late)


def test_loans_are_late_by_the_days_since_they_were_due(shop: Shop) -> None:
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
        amina = make.borrower(db, now=shop.now)
        db.commit()
    disk = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    disk.says("check_out", article=boots.code, borrower=amina)
    due = shop.now.date() + timedelta(days=14)
    assert late(shop, due - timedelta(days=1)) == {"1-7": 0, "8-30": 0, "31-90": 0, "91-": 0}
    assert late(shop, due)["1-7"] == 1
    assert late(shop, due + timedelta(days=40))["31-90"] == 1


def test_a_past_week_tells_who_was_late_then(shop: Shop) -> None:
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
        amina = make.borrower(db, now=shop.now)
        db.commit()
    disk = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    disk.says("check_out", article=boots.code, borrower=amina)
    disk.now = shop.now + timedelta(days=30)
    disk.says("check_in", article=boots.code)
    with shop.store.reading() as db:
        then = report_on(db, week_of(disk.now.date() - timedelta(days=7)), today=disk.now.date())
        now = report_on(db, week_of(disk.now.date()), today=disk.now.date())
    assert (then.overdue, now.overdue) == (1, 0)


def test_the_workshop_tells_its_oldest_and_its_middle(shop: Shop) -> None:
    with shop.store.writing() as db:
        for days in (20, 4, 1):
            at = shop.now + timedelta(days=20 - days)
            boots = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
            bench = PlaceKind.WORKSHOP
            make.stand(db, boots.code, bench, branch=shop.branch, by=shop.admin, now=at)
        db.commit()
    today = shop.now.date() + timedelta(days=20)
    with shop.store.reading() as db:
        waiting = report_on(db, week_of(today), "Hamnen", today=today).waiting
    assert (waiting.count, waiting.oldest_days, waiting.median_days) == (3, 20, 4)
