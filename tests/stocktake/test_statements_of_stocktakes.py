"""A scan costs the same however long the stocktake is, and a page asks as much."""

from sqlalchemy import insert, update

from fritidsbank import clock
from fritidsbank.clock import iso, local_day
from fritidsbank.schema import table_of
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.stocktake.models import Stocktake, StocktakeCode, StocktakeLine
from fritidsbank.stocktake.rules import Finish, Remedy, Sighting
from tests import make
from tests.counter.conftest import counting
from tests.staff.crew import Crew

FEW, MANY = 10, 1_000
MOST = 14
"""So many a check-out may send, too."""


def begun(crew: Crew) -> str:
    """A stocktake of what stands in Hamnen."""
    with crew.store.writing() as db:
        counted = make.stocktake(db, branch=crew.hamnen, by=crew.shop.account, now=crew.now)
        db.commit()
    return counted


def articles(crew: Crew, like: Thing, many: int) -> list[int]:
    """So many more on the shelf; their numbers."""
    stands = {"place_id": like.spot.id, "shelf_id": like.spot.id, "place_since_at": crew.now}
    described = {"name": like.name, "category_id": like.category_id} | stands
    with crew.store.writing() as db:
        made = db.execute(
            insert(table_of(Article)).returning(table_of(Article).c.id),
            [described | {"registered_on": local_day(crew.now)} for _ in range(many)],
        )
        ids = [row[0] for row in made]
        db.commit()
    return ids


def fill(crew: Crew, stocktake: str, seen: list[int]) -> None:
    """These were seen elsewhere than in the register, and as many numbers lead nowhere."""
    store, by = crew.place(PlaceKind.SEASON_STORE), crew.shop.account
    said = {"stocktake_id": stocktake, "seen_by_id": by, "seen_at": crew.now}
    wrong = {"sighting": Sighting.ELSEWHERE, "seen_line": 0, "stood_place_id": store}
    lines = [{"article_id": n, "remedy": Remedy.MEANWHILE} | wrong | said for n in seen]
    codes = [
        {"id": make.uid(), "code": f"{n:08}", "late": late} | said
        for n in seen
        for late in (False, True)
    ]
    with crew.store.writing() as db:
        db.execute(insert(table_of(StocktakeLine)), lines)
        db.execute(insert(table_of(StocktakeCode)), codes)
        db.commit()


def closed(crew: Crew, stocktake: str) -> None:
    """It has ended."""
    end = {"finish": Finish.CLOSED, "ended_at": crew.now, "ended_by_id": crew.shop.admin}
    with crew.store.writing() as db:
        db.execute(update(Stocktake).where(Stocktake.id == stocktake).values(**end))
        db.commit()


def statements_of_scan(crew: Crew, stocktake: str, thing: Thing) -> int:
    """How many statements one scan sends, from the session to the commit."""
    token, now = crew.disken.token, iso(clock.now())
    about = {"stocktake": stocktake, "article": thing.code}
    body = {"id": make.uid(), "kind": "count", "at": now, **about}
    with counting(crew.store) as sent:
        answer = crew.disken.client.post(
            "/api/operations",
            json={"sent_at": now, "operations": [body]},
            headers={"X-CSRF-Token": token},
        )
    assert (answer.json or {})["answers"][0]["outcome"] == "counted"
    return len(sent)


def test_a_scan_sends_no_more_than_a_check_out_however_many_were_scanned(crew: Crew) -> None:
    first, second = crew.registers(), crew.registers()
    stocktake = begun(crew)
    alone = statements_of_scan(crew, stocktake, first)
    fill(crew, stocktake, articles(crew, first, MANY))

    assert statements_of_scan(crew, stocktake, second) == alone <= MOST


def test_a_look_at_the_figures_asks_two_questions(crew: Crew) -> None:
    stocktake = begun(crew)

    with counting(crew.store) as sent:
        crew.disken.client.get(f"/api/stocktakes/{stocktake}")

    assert len([one for one in sent if one.startswith("SELECT")]) == 2


def test_a_page_of_a_thousand_differences_asks_no_more_than_one_of_ten(crew: Crew) -> None:
    skates = crew.registers()
    ended = begun(crew)
    closed(crew, ended)
    going_on = begun(crew)
    pages = [f"/stocktakes/{going_on}", f"/stocktakes/{going_on}/close"]
    asked: list[dict[str, int]] = []
    for many in (FEW, MANY - FEW):
        more = articles(crew, skates, many)
        for stocktake in (going_on, ended):
            fill(crew, stocktake, more)
        asked.append({})
        for page in (*pages, f"/stocktakes/{ended}", "/stocktakes"):
            with counting(crew.store) as sent:
                assert crew.astrid.client.get(page).status_code == 200
            asked[-1][page] = len(sent)

    assert asked[0] == asked[1]
