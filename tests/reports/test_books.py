"""The books of a period: what is counted where, and that nothing is lost between the lines."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.reports.queries import NOT_OURS, books_of, lending_of, standing
from fritidsbank.reports.rules import Books, period, week_of
from fritidsbank.stock.actions import Signature, take_in
from fritidsbank.stock.models import Article, Place
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


def ours(db: Session, branch: int | None = None) -> dict[int, int]:
    """How many articles of each category stand in the stock now."""
    counted = (
        select(Article.category_id, func.count())
        .join(Place, Place.id == Article.place_id)
        .where(Place.kind.not_in(NOT_OURS))
        .group_by(Article.category_id)
    )
    if branch is not None:
        counted = counted.where(Place.branch_id == branch)
    return {row[0]: row[1] for row in db.execute(counted)}


def total(books: dict[int, Books]) -> Books:
    """All categories together."""
    return sum(books.values(), Books())


def test_the_closing_stock_is_what_stands_there(demo_year: Session) -> None:
    closing = {c: b.closing for c, b in books_of(demo_year, week_of(TODAY)).items() if b.closing}
    assert closing == ours(demo_year)


def test_so_it_is_in_each_branch(demo_year: Session) -> None:
    for branch in demo_year.scalars(select(Branch.id)):
        books = books_of(demo_year, week_of(TODAY), branch)
        assert {c: b.closing for c, b in books.items() if b.closing} == ours(demo_year, branch)


def test_each_week_opens_with_what_the_last_one_closed_with(demo_year: Session) -> None:
    monday, closing = TODAY - timedelta(weeks=60), 0
    while monday <= TODAY:
        books = total(books_of(demo_year, week_of(monday)))
        assert books.opening == closing
        monday, closing = monday + timedelta(weeks=1), books.closing
    assert closing == sum(ours(demo_year).values())


def test_the_weeks_of_a_year_add_up_to_it(demo_year: Session) -> None:
    weeks = [period(f"2025-W{week:02d}") for week in range(1, 53)]
    lent = sum(lending_of(demo_year, week).events for week in weeks)
    # 2025 begins on a Wednesday; W01 has its Monday and Tuesday, when the demo had not begun.
    last_days = lending_of(demo_year, period("2025")).events - lent
    assert 0 <= last_days < lent / 20


def test_what_stands_where_is_what_the_ledger_says(demo_year: Session) -> None:
    stood = Counter(dict(standing(demo_year, week_of(TODAY))))
    here = select(Place.kind, func.count()).join(Article, Article.place_id == Place.id)
    rows = demo_year.execute(here.group_by(Place.kind))
    assert +stood == Counter({row[0]: row[1] for row in rows})


@pytest.fixture
def this_week(shop: Shop) -> Books_:
    """The books of this week, of the branch or of all."""

    def read(branch: int | None = None) -> Books:
        with shop.store.reading() as db:
            return total(books_of(db, week_of(shop.now.date()), branch))

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
    shop: Shop, this_week: Books_, kind: PlaceKind, expected: Books
) -> None:
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
        make.stand(db, boots.code, kind, branch=shop.branch, by=shop.admin, now=shop.now)
        db.commit()
    assert this_week() == expected


def test_what_comes_back_in_another_branch_has_moved_there(shop: Shop, this_week: Books_) -> None:
    with shop.store.writing() as db:
        north = make.branch(db, "Norr")
        make.article(db, branch=shop.branch, by=shop.admin, code="20000140", now=shop.now)
        amina = make.borrower(db, now=shop.now)
        db.commit()
    make.tablet(shop.store, shop.branch, shop.account, now=shop.now).says(
        "check_out", article="20000140", borrower=amina
    )
    make.tablet(shop.store, north, shop.account, now=shop.now).says("check_in", article="20000140")
    assert this_week(shop.branch) == Books(registered=1, moved_out=1)
    assert this_week(north) == Books(moved_in=1)
    assert this_week() == Books(registered=1)


def test_what_is_undone_is_in_no_figure(shop: Shop, this_week: Books_) -> None:
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
        db.commit()
    disk = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    disk.says("mark", article=boots.code, mark="scrap")
    disk.says("undo", operation=disk.last)
    assert this_week() == Books(registered=1)


def test_what_was_missing_is_found_again(shop: Shop, this_week: Books_) -> None:
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
        missing = PlaceKind.MISSING
        make.stand(db, boots.code, missing, branch=shop.branch, by=shop.admin, now=shop.now)
        thing, signed = thing_with(db, boots.code), Signature(shop.now, shop.admin)
        take_in(db, thing, branch=shop.branch, reason=Reason.FOUND, signed=signed)
        db.commit()
    assert this_week() == Books(registered=1, missing=1, found=1)


def test_articles_and_loans_are_counted_apart(shop: Shop) -> None:
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
        amina = make.borrower(db, now=shop.now)
        db.commit()
    disk = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    for kind in ("check_out", "check_in", "check_out"):
        disk.says(kind, article=boots.code, borrower=amina, visit=make.uid())
    with shop.store.reading() as db:
        lent = lending_of(db, week_of(shop.now.date()), shop.branch)
    assert (lent.articles, lent.events, lent.visits, lent.returned) == (1, 2, 2, 1)
