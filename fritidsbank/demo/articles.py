"""The articles of the demo: what each is, and the labels on it."""

import json
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind, own
from fritidsbank.demo.days import Days
from fritidsbank.demo.goods import GOODS, NOTES, Goods, Model
from fritidsbank.demo.ledger import Ledger, Sort
from fritidsbank.demo.moments import written
from fritidsbank.demo.writing import Row
from fritidsbank.search_keys import search_key, sort_key
from fritidsbank.stock.models import Category
from fritidsbank.stock.rules import CodeKind

ARTICLE = (
    "id",
    "category_id",
    "name",
    "size",
    "attributes",
    "parts",
    "brand",
    "made_year",
    "note",
    "shelf_id",
    "place_id",
    "place_note",
    "place_since_at",
    "registered_on",
    "search_key",
    "sort_key",
)
CODE = ("code", "article_id", "kind", "added_at")

_YEAR_IS_KNOWN = 0.6
_HAS_NOTE = 0.03
_OLDER_LABEL = 0.09
_SECOND_LABEL = 0.02
_SHORTEST_SOLE = 190  # mm, as the catalogue has it

_WORN_OFF = 40
"""Seconds until somebody sees that a label does not stick."""

_key = cache(search_key)


class _Rack:
    """A model in its sizes, with all that is alike about its articles."""

    def __init__(self, goods: Goods, model: Model, sort: Sort, category: Category) -> None:
        first, last = (round(part * len(category.sizes)) for part in model.part)
        self.sort = sort
        self.name = model.name
        self.sizes: list[str] = category.sizes[first : max(last, first + 1)] or [""]
        self.attributes = {
            size: json.dumps(model.attributes | _measured(category.code, size))
            for size in self.sizes
        }
        self.parts = json.dumps(model.parts) if model.parts else None
        self.brands = goods.brands
        self.category_key = _key(f"{category.name} {category.name_en}")
        self.orders = {size: sort_key(f"{model.name} {size}") for size in self.sizes}


def _measured(category: str, size: str) -> dict[str, Any]:
    """What follows from the size: a ski boot's sole is so long, about."""
    if category != "SLP":
        return {}
    return {"bsl": max(_SHORTEST_SOLE, round(10.3 * float(size.replace(",", ".")) + 34))}


def _racks(goods: Goods, category: Category) -> list[_Rack]:
    sort = Sort(
        category.id,
        category.code,
        category.loan_days,
        category.guardian_under_18,
        category.check_at_return,
        category.season,
        tuple(fault["code"] for fault in category.faults),
    )
    return [_Rack(goods, model, sort, category) for model in goods.models]


class Stock:
    """All articles by their id, from 1; place 0 stays empty."""

    def __init__(self, db: Session, count: int, rng: Random) -> None:
        categories = {row.code: row for row in db.scalars(select(Category))}
        racks = [_racks(goods, categories[goods.category]) for goods in GOODS]
        chosen = rng.choices(racks, [goods.share for goods in GOODS], k=count)
        self._racks = [models[int(rng.random() * len(models))] for models in (racks[0], *chosen)]
        self._rng = rng
        self.labels = 0

    @property
    def sorts(self) -> list[Sort]:
        """The category of each."""
        return [rack.sort for rack in self._racks]

    def rows(self, ledger: Ledger, notes: Mapping[int, str], days: Days) -> list[Row]:
        """The rows of `article` as they stand in the end; `notes` of the bench by article."""
        random, year = self._rng.random, days.first.year
        rows: list[Row] = []
        for article in range(1, len(ledger.registered)):
            rack = self._racks[article]
            brand = rack.brands[int(random() * len(rack.brands))]
            # The middle of a size run is donated most.
            size = rack.sizes[int((random() + random()) / 2 * len(rack.sizes))]
            made = year - int(random() * 14) if random() < _YEAR_IS_KNOWN else None
            note = NOTES[int(random() * len(NOTES))] if random() < _HAS_NOTE else ""
            words = (_key(rack.name), _key(size), _key(brand), rack.category_key)
            rows.append(
                (
                    article, rack.sort.id, rack.name, size, rack.attributes[size], rack.parts,
                    brand, made, note,
                    ledger.homes[article][1], ledger.spots[article][1], notes.get(article, ""),
                    written(ledger.since[article]), ledger.registered[article][1],
                    " ".join(filter(None, words)), rack.orders[size],
                )
            )  # fmt: skip
        return rows

    def codes(self, ledger: Ledger) -> list[Row]:
        """The rows of `article_code`.

        Some bear the label of an older system, some got a second one since the first did not stick.
        """
        random = self._rng.random
        rows: list[Row] = []
        serial = 0
        for article in range(1, len(ledger.registered)):
            since = written(ledger.registered[article][0])
            rows.append((own(Kind.ARTICLE, serial).digits, article, CodeKind.OWN.value, since))
            serial += 1
            if random() < _OLDER_LABEL:
                rows.append((f"FB-{article:05}", article, CodeKind.OLDER.value, since))
        for article in range(1, len(ledger.registered)):
            if random() < _SECOND_LABEL:
                later = written(ledger.registered[article][0] + _WORN_OFF)
                rows.append(
                    (own(Kind.ARTICLE, serial).digits, article, CodeKind.CLAIMED.value, later)
                )
                serial += 1
        self.labels = serial
        return rows
