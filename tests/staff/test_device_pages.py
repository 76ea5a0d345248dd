"""Tablets and computers: named, and ended when one is lost."""

import pytest
from sqlalchemy import select

from fritidsbank.staff.models import Device, SessionRow
from tests.staff.crew import Crew, invalid_fields, text_of

pytestmark = pytest.mark.one_database


def device_of(crew: Crew, account: int) -> str:
    """The tablet on which an account is signed in."""
    with crew.store.reading() as db:
        return db.scalars(
            select(SessionRow.device_id).where(SessionRow.account_id == account)
        ).one()


def test_a_tablet_gets_a_name(crew: Crew) -> None:
    device = device_of(crew, crew.shop.account)
    crew.astrid.sends_form(f"/devices/{device}", name="Plattan vid disken")
    assert "Plattan vid disken" in text_of(crew.astrid.client.get("/devices"))


def test_a_tablet_without_a_name_is_refused(crew: Crew) -> None:
    device = device_of(crew, crew.shop.account)
    answer = crew.astrid.sends_form(f"/devices/{device}", name="")
    assert (answer.status_code, invalid_fields(answer)) == (422, {"name"})


def test_nobody_is_signed_in_any_more_on_a_lost_tablet(crew: Crew) -> None:
    device = device_of(crew, crew.shop.account)
    crew.astrid.sends_form(f"/devices/{device}/revoke")
    assert crew.disken.client.get("/api/session").status_code == 401
    assert crew.vera.client.get("/api/session").status_code == 200


def test_a_lost_tablet_stays_on_the_list(crew: Crew) -> None:
    device = device_of(crew, crew.shop.account)
    crew.astrid.sends_form(f"/devices/{device}/revoke")
    assert device in crew.astrid.client.get("/devices").text


def test_a_tablet_that_does_not_exist_is_said_so(crew: Crew) -> None:
    path = "/devices/00000000-0000-4000-8000-000000000000"
    assert crew.astrid.client.get(path).status_code == 404
    assert crew.astrid.sends_form(f"{path}/revoke").status_code == 404


def test_a_token_is_never_shown(crew: Crew) -> None:
    with crew.store.reading() as db:
        hashes = db.scalars(select(Device.token_hash)).all()
    page = crew.astrid.client.get("/devices").text
    assert not any(held in page for held in hashes)
