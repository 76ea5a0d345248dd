"""The wall of the workshop: what stands on it, in which order, and how a screen asks for it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from fritidsbank import clock
from fritidsbank.barcodes import Kind, own
from fritidsbank.branches.models import Branch
from fritidsbank.clock import local_day
from fritidsbank.founding import workshop_post
from fritidsbank.schema import table_of
from fritidsbank.stock.actions import Signature, block
from fritidsbank.stock.models import Article, Category, Place
from fritidsbank.stock.queries import thing_with
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.web.access import Role
from fritidsbank.workshop.models import SparePart
from fritidsbank.workshop.need import Need
from fritidsbank.workshop.queue import cards, ended_today, standing, version
from fritidsbank.workshop.rules import RepairState
from tests import make
from tests.conftest import Shop
from tests.counter.conftest import counting

FREE = own(Kind.ARTICLE, 77_000).digits


@dataclass(frozen=True)
class Workshop:
    """A workshop at this very moment: its screen, the counter, and the register."""

    shop: Shop
    now: datetime
    screen: make.Visitor
    bench: make.Tablet
    disk: make.Tablet

    def gets(self, category: str = "SKR", size: str = "38", *, days: int = 0, **more: str) -> str:
        """An article that the counter sent there so many days ago; its number."""
        at = self.now - timedelta(days=days, minutes=1)
        code = self.shelves(category, size)
        self.disk.now = at
        self.disk.says("mark", article=code, mark="workshop", **more)
        self.disk.now = self.now
        return code

    def shelves(self, category: str, size: str) -> str:
        """An article on its shelf; its number."""
        with self.shop.store.writing() as db:
            made = make.article(
                db,
                category,
                f"Pryl {category}",
                branch=self.shop.branch,
                by=self.shop.account,
                size=size,
                now=self.now - timedelta(days=60),
            )
            db.commit()
        return made.code

    def queue(self) -> list[tuple[str, RepairState, Need | None]]:
        """What stands there in its order: number, state, and why it is its turn."""
        with self.shop.store.reading() as db:
            found = standing(db, self.shop.branch, today=local_day(self.now))
            return [(card.code, card.state, card.need) for card in cards(db, found)]

    def page(self, path: str = "/workshop") -> str:
        """A page as the screen shows it."""
        answer = self.screen.client.get(path)
        assert answer.status_code == 200
        return answer.text


@pytest.fixture
def workshop(app: Flask, shop: Shop) -> Workshop:
    """A workshop in which nothing stands yet."""
    now = clock.now()
    with shop.store.writing() as db:
        post = workshop_post(db, now=now).id
        db.commit()
    screen = make.signed_in(app, shop.store, post, shop.branch, now=now)
    bench, disk = (
        make.tablet(shop.store, shop.branch, whom, now=now) for whom in (post, shop.account)
    )
    return Workshop(shop, now, screen, bench, disk)


def test_what_is_wished_for_and_on_no_shelf_comes_first(workshop: Workshop) -> None:
    old = workshop.gets("RAC", "27", days=30)
    wished = workshop.gets("RAC", "25")
    workshop.disk.says("wish", category="RAC", size="25")
    assert workshop.queue() == [
        (wished, RepairState.ASSESS, Need.WISHED),
        (old, RepairState.ASSESS, Need.AGE),
    ]


def test_a_wish_is_met_by_what_stands_on_the_shelf_and_may_go_out(workshop: Workshop) -> None:
    workshop.gets("RAC", "25")
    workshop.disk.says("wish", category="RAC", size="25")
    other = workshop.shelves("RAC", "25")
    assert workshop.queue()[0][2] is Need.AGE
    with workshop.shop.store.writing() as db:
        signed = Signature(workshop.now, workshop.shop.account)
        block(db, thing_with(db, other).id, "återkallad", signed=signed)
        db.commit()
    assert workshop.queue()[0][2] is Need.WISHED


def test_what_must_be_looked_at_first_meets_no_wish(workshop: Workshop) -> None:
    workshop.gets("RAC", "25")
    workshop.disk.says("wish", category="RAC", size="25")
    other = workshop.shelves("RAC", "25")
    for due in ({"check_due_on": local_day(workshop.now)}, {"check_due_lent": 0}):
        assert workshop.queue()[0][2] is Need.AGE
        with workshop.shop.store.writing() as db:
            one = update(Article).where(Article.id == thing_with(db, other).id)
            db.execute(one.values(due))
            db.commit()
        assert workshop.queue()[0][2] is Need.WISHED
        with workshop.shop.store.writing() as db:
            db.execute(one.values(check_due_on=None, check_due_lent=None))
            db.commit()


def test_a_wish_for_any_size_is_met_by_any(workshop: Workshop) -> None:
    workshop.gets("RAC", "25")
    workshop.disk.says("wish", category="RAC", size="")
    assert workshop.queue()[0][2] is Need.WISHED_ANY
    workshop.shelves("RAC", "27")
    assert workshop.queue()[0][2] is Need.AGE


def test_a_wish_is_forgotten_after_a_month(workshop: Workshop) -> None:
    workshop.gets("RAC", "25")
    workshop.disk.now -= timedelta(days=32)
    workshop.disk.says("wish", category="RAC", size="25")
    assert workshop.queue()[0][2] is Need.AGE


def test_what_a_safety_check_has_sent_there_is_a_matter_of_safety(workshop: Workshop) -> None:
    ball, backpack = workshop.gets("BOL", "5", days=9), workshop.gets("RYG", "30")
    assert [(code, need) for code, _, need in workshop.queue()] == [
        (backpack, Need.SAFETY),
        (ball, Need.AGE),
    ]


def test_care_that_is_due_after_so_many_loans_comes_before_age(workshop: Workshop) -> None:
    older, worn = workshop.gets("SKR", "36", days=9), workshop.gets("SKR", "37")
    with workshop.shop.store.writing() as db:
        much_lent = update(Article).where(Article.id == thing_with(db, worn).id)
        db.execute(much_lent.values(times_lent=500))
        db.commit()
    assert [code for code, _, _ in workshop.queue()] == [worn, older]


def test_begun_and_waiting_stand_by_themselves_with_the_word_of_the_fault(
    workshop: Workshop,
) -> None:
    waits, begun = workshop.gets(fault="blunt"), workshop.gets(fault="lace")
    workshop.bench.says("bench_scan", article=begun)
    workshop.bench.says("repair_wait", article=waits, waits_for="spänne", orders="counter")
    assert [(code, state) for code, state, _ in workshop.queue()] == [
        (begun, RepairState.IN_REPAIR),
        (waits, RepairState.WAITING),
    ]
    assert "Disken beställer" in workshop.page()
    assert "Väntar på: spänne" in workshop.page("/workshop/list")


def test_a_repair_of_an_earlier_stay_says_nothing_about_this_one(workshop: Workshop) -> None:
    code = workshop.gets()
    workshop.bench.says("bench_scan", article=code)
    for kind in (PlaceKind.SHELF, PlaceKind.WORKSHOP):
        with workshop.shop.store.writing() as db:
            here = {"branch": workshop.shop.branch, "by": workshop.shop.account}
            make.stand(db, code, kind, now=workshop.now, **here)
            db.commit()
    assert [(found, state) for found, state, _ in workshop.queue()] == [(code, RepairState.ASSESS)]


def test_another_branch_has_a_wall_of_its_own(workshop: Workshop) -> None:
    workshop.gets()
    with workshop.shop.store.writing() as db:
        other = make.branch(db, "Fritidsbanken Norr")
        db.commit()
    with workshop.shop.store.reading() as db:
        assert db.scalar(select(Branch.id).where(Branch.id == other)) == other
        assert standing(db, other, today=local_day(workshop.now)) == []


def test_today_is_counted_in_things(workshop: Workshop) -> None:
    mended, scrapped = workshop.gets(size="36"), workshop.gets(size="37")
    workshop.bench.says("repair_end", article=mended, to="shelf")
    workshop.bench.says("repair_end", article=scrapped, to="scrap")
    with workshop.shop.store.reading() as db:
        found = ended_today(db, workshop.shop.branch, today=local_day(workshop.now))
        tomorrow = local_day(workshop.now) + timedelta(days=1)
        assert ended_today(db, workshop.shop.branch, today=tomorrow) == []
    assert {(one.state, one.size) for one in found} == {
        (RepairState.DONE, "36"),
        (RepairState.SCRAPPED, "37"),
    }
    assert "1 lagad" in workshop.page()


def test_the_wall_says_how_many_kinds_of_part_are_low(workshop: Workshop) -> None:
    with workshop.shop.store.writing() as db:
        here = {"branch_id": workshop.shop.branch}
        for name, count, low in (("spänne", 1, 2), ("snöre", 9, 2), ("lager", 0, 0)):
            db.add(SparePart(name=name, count=count, low=low, **here))
        db.commit()
    assert "1 reservdel tar slut" in workshop.page()


def test_the_wall_names_nobody(workshop: Workshop) -> None:
    code = workshop.gets(fault="blunt")
    workshop.bench.says("bench_scan", article=code)
    page = workshop.page()
    assert "Disken" not in page
    assert 'href="/me"' not in page


def fill(workshop: Workshop, numbers: range) -> None:
    """So many more in the workshop."""
    with workshop.shop.store.writing() as db:
        bench = db.scalars(select(Place.id).where(Place.kind == PlaceKind.WORKSHOP)).first()
        skates = db.scalars(select(Category.id).where(Category.code == "SKR")).one()
        known = {"category_id": skates, "name": "Skridskor", "size": "38"}
        stands = {"shelf_id": bench, "place_id": bench, "place_since_at": workshop.now}
        day = {"registered_on": local_day(workshop.now)}
        rows = [{"id": 1_000_000 + number, **known, **stands, **day} for number in numbers]
        db.execute(insert(table_of(Article)), rows)
        db.commit()


@pytest.mark.parametrize("path", ["/workshop", "/workshop/list"])
def test_three_hundred_that_wait_ask_no_more_than_three(workshop: Workshop, path: str) -> None:
    questions = []
    for numbers in (range(3), range(3, 300)):
        fill(workshop, numbers)
        with counting(workshop.shop.store) as sent:
            workshop.page(path)
        questions.append(len(sent))
    assert questions[0] == questions[1]


def test_the_wall_shows_the_first_and_says_how_many_there_are(workshop: Workshop) -> None:
    fill(workshop, range(300))
    page = workshop.page()
    assert page.count('class="wall-card ') == 8
    assert ">300<" in page
    assert len(re.findall(r'href="/workshop/\d+"', workshop.page("/workshop/list?page=6"))) == 50


def asks_again(workshop: Workshop, tag: str) -> int:
    """The status that a screen gets which shows what bears that tag."""
    return workshop.screen.client.get("/workshop", headers={"If-None-Match": tag}).status_code


@pytest.fixture
def still(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """The same while the clock stands still: each minute everything is drawn anew."""
    monkeypatch.setattr(clock, "now", lambda: workshop.now)
    return workshop


def test_a_wall_that_shows_it_already_is_told_so_by_two_questions(still: Workshop) -> None:
    still.gets()
    tag = still.screen.client.get("/workshop").headers["ETag"]
    with counting(still.shop.store) as sent:
        assert asks_again(still, tag) == 304
    assert len([one for one in sent if one.startswith("SELECT")]) == 2


@pytest.mark.parametrize(
    "happens",
    [
        lambda there, _: there.gets(),
        lambda there, code: there.bench.says("bench_scan", article=code),
        lambda there, code: there.bench.says("repair_wait", article=code, waits_for="rem"),
        lambda there, code: there.bench.says("repair_end", article=code, to="shelf"),
        lambda there, code: there.bench.says("repair_end", article=code, to="scrap"),
    ],
    ids=["comes", "begun", "waits", "mended", "scrapped"],
)
def test_whatever_happens_at_the_bench_is_another_wall(
    still: Workshop, happens: Callable[[Workshop, str], object]
) -> None:
    code = still.gets()
    tag = still.screen.client.get("/workshop").headers["ETag"]
    happens(still, code)
    assert asks_again(still, tag) == 200


def test_a_late_word_of_a_tablet_without_a_line_is_another_wall(workshop: Workshop) -> None:
    code = workshop.gets()
    workshop.bench.says("bench_scan", article=code)
    with workshop.shop.store.reading() as db:
        before = version(db, workshop.shop.branch)
    workshop.bench.now -= timedelta(minutes=30)
    workshop.bench.says("repair_go_on", article=code, state="assess")
    with workshop.shop.store.reading() as db:
        assert version(db, workshop.shop.branch) != before


@pytest.mark.one_database
def test_a_wall_that_asks_by_itself_keeps_no_manager_signed_in(
    app: Flask, still: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    with still.shop.store.writing() as db:
        here = [(Role.MANAGER, still.shop.branch)]
        lena = make.account(db, "Lena", here, now=still.now)
        db.commit()
    managers = make.signed_in(app, still.shop.store, lena, still.shop.branch, now=still.now)
    stays = []
    for screen in (still.screen, managers):
        for hours in (3, 5):
            later = still.now + timedelta(hours=hours)
            monkeypatch.setattr(clock, "now", partial(datetime.fromisoformat, later.isoformat()))
            last = screen.client.get("/workshop", headers={"If-None-Match": "*"})
        stays.append(last.status_code)
    assert stays == [304, 302]


def opened(workshop: Workshop, scanned: str) -> tuple[int, str]:
    """What comes of a scan without script: the status, and where it leads."""
    answer = workshop.screen.sends_form("/workshop", article=scanned, operation=make.uid())
    return answer.status_code, answer.location or answer.text


def test_without_script_a_scan_opens_the_repair(workshop: Workshop) -> None:
    code = workshop.gets()
    status, where = opened(workshop, code)
    assert (status, bool(re.fullmatch(r"/workshop/\d+", where))) == (303, True)
    assert workshop.queue()[0][1] is RepairState.IN_REPAIR


def test_what_stands_on_a_shelf_leads_to_the_page_that_offers_to_take_it_in(
    workshop: Workshop,
) -> None:
    status, where = opened(workshop, workshop.shelves("SKR", "38"))
    assert (status, bool(re.fullmatch(r"/workshop/\d+", where))) == (303, True)
    assert workshop.queue() == []


def test_what_is_lent_says_so_on_the_wall(workshop: Workshop) -> None:
    code = workshop.shelves("SKR", "38")
    sara = {"name": "Sara", "mobile": "070-174 06 07"}
    workshop.disk.says("check_out", article=code, borrower=sara)
    _, where = opened(workshop, code)
    assert "Den är utlånad." in workshop.page(where)


@pytest.mark.parametrize("scanned", ["10000119", "70000148", "80000169", ""])
def test_a_card_a_slip_a_shelf_and_nothing_are_no_things_to_mend(
    workshop: Workshop, scanned: str
) -> None:
    status, page = opened(workshop, scanned)
    assert status == 422
    assert "Skanna etiketten på en pryl här." in page


def test_a_number_that_nothing_has_is_said_on_the_wall(workshop: Workshop) -> None:
    _, where = opened(workshop, FREE)
    assert "har numret" in workshop.page(where)
