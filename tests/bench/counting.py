"""What a scan in a stocktake costs: beside a check-out, and late in a long one."""

import json
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from fritidsbank.clock import now
from fritidsbank.staff.queries import first_admin
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.queries import thing_with
from fritidsbank.stocktake.actions import About, start
from fritidsbank.stocktake.models import Stocktake, StocktakeLine
from fritidsbank.stocktake.rules import Finish, Scope, Sighting
from tests.bench import building
from tests.bench.lending import ROUNDS, Counter
from tests.bench.running import operation
from tests.bench.table import Line, middle

LONG, SHORT = 2_000, 10


def stocktakes(data: Path, spared: list[str]) -> tuple[str, str]:
    """Two of the whole branch, in which so many were seen; `spared` are seen in neither."""
    store = building.opened(data)
    with store.writing() as db:
        left = {thing_with(db, code).id for code in spared}
        long, short = _begun(db, LONG, left), _begun(db, SHORT, left)
        # The page would refuse the second one while the first is open.
        db.execute(update(Stocktake).values(finish=None))
        db.commit()
    store.close()
    return long, short


def _begun(db: Session, seen: int, spared: set[int]) -> str:
    stocktake = str(uuid4())
    start(db, stocktake, About(Scope.BRANCH), branch=1, signed=Signature(now(), first_admin(db).id))
    line = StocktakeLine.article_id
    mine = StocktakeLine.stocktake_id == stocktake
    lines = db.scalars(select(line).where(mine, line.not_in(spared)).limit(seen)).all()
    if len(lines) < seen:
        raise RuntimeError(f"only {len(lines)} articles stand in the branch")
    scanned = {"sighting": Sighting.RIGHT, "seen_at": now(), "seen_by_id": first_admin(db).id}
    db.execute(update(StocktakeLine).where(mine, line.in_(lines)).values(**scanned))
    figures = {"seen": seen, "found": seen, "version": seen, "finish": Finish.CANCELLED}
    db.execute(update(Stocktake).where(Stocktake.id == stocktake).values(**figures))
    return stocktake


def costs(counter: Counter, long: str, short: str) -> list[Line]:
    """Server CPU of a scan late in a stocktake, early in one, and of a check-out, interleaved."""
    articles = counter.articles[:200]
    late: list[float] = []
    early: list[float] = []
    lent: list[float] = []
    for _ in range(ROUNDS):
        for stocktake, taken in ((long, late), (short, early)):
            taken.append(_cpu(counter, stocktake, articles))
        before = counter.running.cpu_ms()
        counter.lend(articles)
        lent.append((counter.running.cpu_ms() - before) / len(articles))
        counter.take_back(articles)
    flat = middle([one / other for one, other in zip(late, early, strict=True)])
    beside = middle([one / other for one, other in zip(late, lent, strict=True)])
    value, first, floor = middle(late), middle(early), middle(lent)
    return [
        Line("a scan after 2,000 beside one after 10", value, "ms", "<= 1.2", flat <= 1.2, first),
        Line("a scan beside a check-out", value, "ms", "<= 1.2", beside <= 1.2, floor),
    ]


def _cpu(counter: Counter, stocktake: str, articles: list[str]) -> float:
    before = counter.running.cpu_ms()
    for article in articles:
        _say(counter, "count", "counted", stocktake=stocktake, article=article)
    took = (counter.running.cpu_ms() - before) / len(articles)
    for article in articles:
        _say(counter, "uncount", "uncounted", stocktake=stocktake, article=article)
    return took


def _say(counter: Counter, kind: str, outcome: str, **fields: str) -> None:
    status, answer = counter.tablet.post(operation(kind, **fields))
    if status != 200 or json.loads(answer)["answers"][0]["outcome"] != outcome:
        raise RuntimeError(f"{status}: {answer[:300]!r}")
