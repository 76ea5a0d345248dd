"""Many articles coming into being at once: a few statements for a thousand of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind, own
from fritidsbank.clock import local_day
from fritidsbank.schema import table_of
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.ledger import closed_until, write_many
from fritidsbank.stock.models import Article, ArticleCode, Category, Serial
from fritidsbank.stock.numbers import next_codes
from fritidsbank.stock.queries import Spot
from fritidsbank.stock.recalled import block_called_back
from fritidsbank.stock.registering import Description, kept_code
from fritidsbank.stock.rules import PlaceKind, Reason, keys_of
from fritidsbank.stock.upkeep import next_check_on

AT_ONCE = 2_000
_A_LOOK = 5_000
# Of many articles there are several alike.
_keys_of = lru_cache(4_096)(keys_of)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that is to be registered.

    `described` is as `Description.checked` gave it, and `codes` as `kept_code` did, the one on its
    newest label first; without any it gets a fresh one.
    """

    described: Description
    shelf: Spot
    codes: tuple[str, ...] = ()
    registered_on: date | None = None


def register_articles(db: Session, arrivals: Sequence[Arrival], *, signed: Signature) -> None:
    """New articles on their shelves, all or none of them. What is called back is blocked at once.

    No code may belong to another article: ask `held_codes` in the same unit of work. Whoever loses
    a race for one meets an IntegrityError, as for any unique index, and does it all again.
    """
    named = {code for arrival in arrivals for code in arrival.codes}
    lacking = sum(not arrival.codes for arrival in arrivals)
    fresh = iter(_fresh_codes(db, lacking, but_not=named))
    categories = {row.id: row for row in db.scalars(select(Category))}
    ids = _ids(db, len(arrivals))
    closed = closed_until(db)
    for start in range(0, len(arrivals), AT_ONCE):
        some = list(zip(ids[start:], arrivals[start : start + AT_ONCE], strict=False))
        db.execute(insert(table_of(Article)), [_article(*one, categories, signed) for one in some])
        codes = [
            code
            for article, arrival in some
            for code in _codes(article, arrival.codes or (next(fresh),), signed)
        ]
        db.execute(insert(table_of(ArticleCode)), codes)
        write_many(db, [_line(*one, signed) for one in some], closed=closed)
    written = {number: one.described.written for number, one in zip(ids, arrivals, strict=True)}
    block_called_back(db, written, at=signed.at, account=signed.account)
    if named:
        _pass_held_codes(db)


def held_codes(db: Session, codes: Sequence[str]) -> dict[str, int]:
    """Which of these codes lead to an article, and to which."""
    code = table_of(ArticleCode).c
    held: dict[str, int] = {}
    for start in range(0, len(codes), _A_LOOK):
        asked = select(code.code, code.article_id).where(
            code.code.in_(codes[start : start + _A_LOOK])
        )
        held.update((row[0], row[1]) for row in db.execute(asked))
    return held


def _ids(db: Session, many: int) -> Sequence[int]:
    """Numbers for so many rows, known before these are written, since others point to them.

    SQLite has one writer at a time, so there the next ones are free.
    """
    if db.get_bind().dialect.name == "sqlite":
        last = db.scalar(select(func.max(Article.id))) or 0
        return range(last + 1, last + 1 + many)
    sequence = func.pg_get_serial_sequence("article", "id")
    each = func.generate_series(1, many).table_valued("n")
    return list(db.scalars(select(func.nextval(sequence)).select_from(each)))


def _fresh_codes(db: Session, many: int, *, but_not: set[str]) -> list[str]:
    """Numbers of ours that no article has yet, nor is about to get."""
    fresh: list[str] = []
    while len(fresh) < many:
        handed_out = [code.digits for code in next_codes(db, Kind.ARTICLE, many - len(fresh))]
        held = but_not | held_codes(db, handed_out).keys()
        fresh += [code for code in handed_out if code not in held]
    return fresh


def _pass_held_codes(db: Session) -> None:
    """Let the serial go on after numbers that came in with their labels.

    The next registration would look at each of them, one by one.
    """
    serial = table_of(Serial).c
    chosen = serial.kind == Kind.ARTICLE.value
    start: int = db.scalars(select(serial.next).where(chosen).with_for_update()).one()
    free = start
    while True:
        ahead = [own(Kind.ARTICLE, number).digits for number in range(free, free + 1_000)]
        held = held_codes(db, ahead)
        in_a_row = next((n for n, code in enumerate(ahead) if code not in held), len(ahead))
        free += in_a_row
        if in_a_row < len(ahead):
            break
    if free > start:
        db.execute(update(table_of(Serial)).where(chosen).values(next=free))


def _article(
    article: int, arrival: Arrival, categories: dict[int, Category], signed: Signature
) -> dict[str, Any]:
    described = arrival.described
    category = categories[described.category]
    names = (category.name, category.name_en)
    search, sort = _keys_of(described.name, described.size, described.brand, names)
    on = arrival.registered_on or local_day(signed.at)
    return {
        "id": article,
        "category_id": described.category,
        "name": described.name,
        "size": described.size,
        "attributes": described.attributes,
        "parts": described.parts,
        "unit": described.unit,
        "brand": described.brand,
        "made_year": described.made_year,
        "note": described.note,
        "shelf_id": arrival.shelf.id,
        "place_id": arrival.shelf.id,
        "place_note": "",
        "place_since_at": signed.at,
        "registered_on": on,
        "check_due_on": next_check_on(
            described.attributes, category.check_every_days, looked_at_on=on, from_on=on
        ),
        "check_due_lent": category.check_every_loans,
        "search_key": search,
        "sort_key": sort,
    }


def _codes(article: int, codes: Sequence[str], signed: Signature) -> Iterator[dict[str, Any]]:
    for place, code in enumerate(codes):
        # The code on an article's label is the latest one: the first of these is to be that.
        at = signed.at - timedelta(milliseconds=place)
        yield {"code": code, "article_id": article, "kind": kept_code(code)[1], "added_at": at}


def _line(article: int, arrival: Arrival, signed: Signature) -> dict[str, Any]:
    shelf, category = arrival.shelf, arrival.described.category
    return {
        "at": signed.at,
        "article_id": article,
        "reason": Reason.REGISTERED,
        "operation_id": signed.operation,
        "account_id": signed.account,
        "from_kind": PlaceKind.OUTSIDE,
        "from_place_id": None,
        "from_branch_id": shelf.branch,
        "from_category_id": category,
        "to_kind": shelf.kind,
        "to_place_id": shelf.id,
        "to_branch_id": shelf.branch,
        "to_category_id": category,
    }
