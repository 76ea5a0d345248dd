"""What is free in a month: the statements of the question, and its page beside one without it."""

from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path

from sqlalchemy import func, select

from fritidsbank import clock
from fritidsbank.bookings.actions import BookedUp, book
from fritidsbank.bookings.month import month_of
from fritidsbank.bookings.rules import Asked
from fritidsbank.db import Store
from fritidsbank.people.models import BorrowerDetails
from fritidsbank.stock.models import Article, Category
from fritidsbank.stock.queries import category_with
from tests.bench import building
from tests.bench.plans import listen
from tests.bench.running import Running, Tablet, server
from tests.bench.table import Line, middle
from tests.ports import free_port

SHOP = ["fritidsbank.cli", "serve"]
CLERK = ("amina", "demo-amina-fritidsbank")
REGISTER, ARTICLES, BOOKINGS = 1_500, 500, 40
ROUNDS, LOOKS = 5, 60


def figures(data: Path) -> Iterator[Line]:
    """A category of about five hundred articles, of which a part is promised."""
    building.history(data, loans=5_000, articles=REGISTER)
    store = building.opened(data)
    category, count = _category(store)
    _promise(store, category)
    today = clock.local_day(clock.now())
    first = (today + timedelta(days=31)).replace(day=1)
    with store.reading() as db:
        kind = category_with(db, category)
        heard = listen(store)
        month_of(db, 1, kind, first, today)
    asked = heard.count()
    store.close()
    yield Line("statements of a month of what is free", asked, "", "<= 5", asked <= 5)
    month = f"/bookings/free?category={kind.code}&month={first:%Y-%m}"
    with server(SHOP, data, free_port()) as shop:
        tablet = Tablet(shop.port, *CLERK)
        pairs = [
            (_ms(shop, tablet, month), _ms(shop, tablet, "/bookings/free")) for _ in range(ROUNDS)
        ]
    ratio = middle([mine / bare for mine, bare in pairs])
    mine, bare = (middle([pair[each] for pair in pairs]) for each in (0, 1))
    told = f"free in a month, {count} articles, beside the bare page"
    yield Line(told, mine, "ms", "ratio <= 2", ratio <= 2, bare)


def _ms(shop: Running, tablet: Tablet, path: str) -> float:
    """Processor time of one page."""
    wire = HTTPConnection("localhost", shop.port, timeout=60)
    before = shop.cpu_ms()
    for _ in range(LOOKS):
        wire.request("GET", path, headers=tablet.headers)
        answer = wire.getresponse()
        if answer.status != 200 or len(answer.read()) < 500:
            raise RuntimeError(f"{path}: {answer.status}")
    return (shop.cpu_ms() - before) / LOOKS


def _category(store: Store) -> tuple[int, int]:
    """The one that is nearest to so many articles, and how many it has."""
    with store.reading() as db:
        rows = db.execute(select(Article.category_id, func.count()).group_by(Article.category_id))
        found = min(rows, key=lambda row: abs(row[1] - ARTICLES))
        return found[0], found[1]


def _promise(store: Store, category: int) -> None:
    """Bookings in every size and in none, through four weeks; what cannot be kept is refused."""
    now = clock.now()
    with store.writing() as db:
        borrower = db.scalars(select(BorrowerDetails.borrower_id).limit(1)).one()
        sizes = db.get_one(Category, category).sizes or [""]
        for number in range(BOOKINGS):
            size = sizes[number % len(sizes)] if number % 3 else ""
            first = clock.local_day(now) + timedelta(days=number)
            asked = [Asked(category, size, 1 + number % 5)]
            try:
                book(db, borrower, asked, first, first + timedelta(days=5), branch=1, now=now)
            except BookedUp:
                continue
        db.commit()
