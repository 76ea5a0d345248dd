"""A page asks the same number of questions, however much there is to show."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from fritidsbank.branches.models import OpeningException
from fritidsbank.clock import local_day
from fritidsbank.schema import table_of
from fritidsbank.staff.models import Account, AccountKind, Device, Role, SessionRow
from fritidsbank.stock.models import (
    Article,
    ArticleCode,
    Block,
    Move,
    Place,
    Transfer,
    TransferLine,
    Wish,
)
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import CodeKind, PlaceKind, Reason
from fritidsbank.web.access import Role as RoleName
from tests import make
from tests.counter.conftest import counting
from tests.staff.crew import Crew

FEW, MANY = 10, 1000
PAGES = [
    "/articles",
    "/articles?q=skridskor",
    "/articles?branch=all&category=&place=shelf",
    "/articles/1",
    "/articles/1/move",
    "/articles/new?category=SKR",
    "/categories",
    "/move",
    "/season",
    "/season/confirm?way=store&category=10",
    "/transfers",
    "/transfers/1000",
    "/visits",
    "/branches/1/places",
    "/branches/1/hours",
    "/staff",
    "/staff/1",
    "/devices",
    "/me",
]


def fill(crew: Crew, skates: Thing, numbers: range) -> None:
    """So many more of everything that is listed anywhere, much of it about the skates."""
    now, shelf, today = crew.now, crew.place(PlaceKind.SHELF), local_day(crew.now)
    ids = range(1000 + numbers.start, 1000 + numbers.stop)
    stands = {
        "name": "Skridskor",
        "shelf_id": shelf,
        "place_id": shelf,
        "place_since_at": now,
        "registered_on": today,
    }
    ends = {
        f"{end}_{what}": value
        for end in ("from", "to")
        for what, value in (
            ("kind", PlaceKind.SHELF),
            ("place_id", shelf),
            ("branch_id", crew.hamnen),
            ("category_id", skates.category_id),
        )
    }
    signed = {"account_id": crew.shop.account}
    devices = [make.uid() for _ in ids]
    rows = {
        Article: [
            {
                "id": n,
                "category_id": skates.category_id,
                "name": "Skridskor",
                "search_key": "skridskor",
            }
            | stands
            for n in ids
        ],
        ArticleCode: [
            {"code": f"X {n}", "article_id": skates.id, "kind": CodeKind.OLDER, "added_at": now}
            for n in ids
        ],
        Block: [
            {"article_id": skates.id, "reason": "Återkallad", "since_at": now} | signed for n in ids
        ],
        Move: [
            {"at": now, "booked_on": today, "article_id": skates.id, "reason": Reason.MOVED}
            | ends
            | signed
            for _ in ids
        ],
        Transfer: [
            {
                "id": n,
                "from_branch_id": crew.hamnen,
                "to_branch_id": crew.soder,
                "sent_on": today + timedelta(days=n),
            }
            | signed
            for n in ids
        ],
        TransferLine: [
            {"transfer_id": 1000, "article_id": n, "sent_at": now, "received_at": now} for n in ids
        ],
        Wish: [
            {
                "id": make.uid(),
                "branch_id": crew.hamnen,
                "category_id": skates.category_id,
                "wished_on": today,
                "at": now,
            }
            for _ in ids
        ],
        Place: [
            {
                "branch_id": crew.hamnen,
                "kind": PlaceKind.SHELF,
                "name": f"Hylla {n}",
                "code": f"8{n}",
            }
            for n in ids
        ],
        OpeningException: [
            {"branch_id": crew.hamnen, "falls_on": today + timedelta(days=n)} for n in ids
        ],
        Account: [
            {"id": n, "name": f"Bo {n}", "kind": AccountKind.PERSON, "created_at": now} for n in ids
        ],
        Role: [{"account_id": n, "role": RoleName.COUNTER} for n in ids],
        Device: [
            {
                "id": device,
                "name": "Surfplattan",
                "token_hash": device,
                "branch_id": crew.hamnen,
                "created_at": now,
            }
            for device in devices
        ],
        SessionRow: [
            {
                "id_hash": device,
                "account_id": crew.shop.admin,
                "device_id": device,
                "branch_id": crew.hamnen,
                "created_at": now,
                "seen_at": now,
            }
            for device in devices
        ],
    }
    with crew.store.writing() as db:
        for model, made in rows.items():
            db.execute(insert(table_of(model)), made)
        db.commit()


def test_a_page_with_a_thousand_rows_asks_no_more_than_one_with_ten(crew: Crew) -> None:
    skates = crew.registers()
    asked: list[dict[str, int]] = []
    for numbers in (range(FEW), range(FEW, MANY)):
        fill(crew, skates, numbers)
        asked.append({})
        for path in PAGES:
            with counting(crew.store) as sent:
                assert crew.astrid.client.get(path).status_code == 200
            asked[-1][path] = len(sent)
    assert asked[0] == asked[1]


@pytest.mark.parametrize("path", ["/articles?q=skridskor", "/articles/1"])
def test_a_page_asks_few_questions(crew: Crew, path: str) -> None:
    fill(crew, crew.registers(), range(FEW))
    with counting(crew.store) as sent:
        crew.disken.client.get(path)
    assert len(sent) <= 8
