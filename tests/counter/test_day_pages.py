"""The day on a page: figures, who is expected, the check table, and what is to be looked at."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fritidsbank.clock import local_day
from fritidsbank.counter.check_table import check_table
from fritidsbank.counter.daybook import due_days, figures, moved
from fritidsbank.counter.reviewing import to_review
from fritidsbank.stock.models import Article, SafetyCheck
from fritidsbank.stock.queries import thing_of
from fritidsbank.stock.rules import PlaceKind, Reason, Verdict
from fritidsbank.web.language import shown_day
from tests import make
from tests.counter.conftest import OpenCounter

pytestmark = pytest.mark.one_database

ALL = [*make.SKI_HELMET]


def place_of(counter: OpenCounter, article: int) -> PlaceKind:
    """Where it stands now."""
    with counter.shop.store.reading() as db:
        return thing_of(db, article).spot.kind


def test_what_went_out_and_came_in_is_counted(counter: OpenCounter) -> None:
    sara, now = counter.meets("Sara"), counter.now
    boots, skis = counter.registers("Pjäxor", at=now), counter.registers("Skidor", at=now)
    counter.lends(boots, sara)
    counter.lends(skis, sara)
    counter.tablet.says("check_in", article=boots.code)
    with counter.shop.store.reading() as db:
        (day,) = figures(db, local_day(counter.now))
    assert (day.lent, day.returned, day.registered) == (2, 1, 2)


def test_what_was_undone_is_not_counted(counter: OpenCounter) -> None:
    counter.lends(counter.registers("Pjäxor"), counter.meets("Sara"))
    counter.tablet.says("undo", operation=counter.tablet.last)
    with counter.shop.store.reading() as db:
        (day,) = figures(db, local_day(counter.now))
    assert day.lent == 0


def test_what_is_due_today_is_apart_from_what_is_overdue(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor"), sara, counter.now - timedelta(days=14))
    counter.lends(counter.registers("Skidor"), sara, counter.now - timedelta(days=20))
    counter.lends(counter.registers("Stavar"), sara, counter.now - timedelta(days=20))
    with counter.shop.store.reading() as db:
        (day,) = figures(db, local_day(counter.now))
    assert (day.due, day.overdue) == (1, 2)


def test_each_branch_has_its_own_figures(counter: OpenCounter) -> None:
    counter.registers("Pjäxor", at=counter.now)
    with counter.shop.store.writing() as db:
        make.branch(db, "Söder")
        both = {one.name: one.registered for one in figures(db, local_day(counter.now))}
    assert both == {"Hamnen": 1, "Söder": 0}


def test_the_latest_is_shown_first(counter: OpenCounter) -> None:
    sara, boots, skis = counter.meets("Sara"), counter.registers("Pjäxor"), counter.registers("Ski")
    counter.lends(boots, sara)
    counter.lends(skis, sara)
    with counter.shop.store.reading() as db:
        lent = moved(db, counter.shop.branch, local_day(counter.now), Reason.LENT)
    assert [thing.id for thing in lent.shown] == [skis.id, boots.id]


def test_today_and_three_open_days_are_shown(counter: OpenCounter) -> None:
    today = local_day(counter.now)
    with counter.shop.store.reading() as db:
        days = [one.day for one in due_days(db, counter.shop.branch, today)]
    assert days == [today + timedelta(days=n) for n in range(4)]


def test_whoever_is_expected_stands_under_the_day(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor"), sara, counter.now - timedelta(days=13))
    page = counter.disken.client.get("/today").text
    tomorrow = shown_day(local_day(counter.now) + timedelta(days=1), "sv")
    assert "Sara" in page.split(tomorrow)[1].split("</ul>")[0]


def test_a_helmet_is_checked_and_stands_on_its_shelf(counter: OpenCounter) -> None:
    helmet = counter.registers("Hjälm", category="HJA")
    counter.lends(helmet, counter.meets("Sara"))
    counter.tablet.says("check_in", article=helmet.code)
    counter.disken.sends_form(
        "/check", article=helmet.code, verdict="ok", seen=[*make.SKI_HELMET], operation=make.uid()
    )
    assert place_of(counter, helmet.id) is PlaceKind.SHELF


def test_a_check_is_noted_once_however_often_the_button_is_pressed(counter: OpenCounter) -> None:
    helmet = counter.registers("Hjälm", category="HJA")
    counter.lends(helmet, counter.meets("Sara"))
    counter.tablet.says("check_in", article=helmet.code)
    pressed = {"article": helmet.code, "verdict": "to_repair", "operation": make.uid()}
    counter.disken.sends_form("/check", **pressed)
    counter.disken.sends_form("/check", **pressed)
    with counter.shop.store.reading() as db:
        assert list(db.scalars(select(SafetyCheck.verdict))) == [Verdict.TO_REPAIR]


def test_the_page_says_where_to_put_what_was_checked(counter: OpenCounter) -> None:
    helmet = counter.registers("Hjälm", category="HJA")
    counter.lends(helmet, counter.meets("Sara"))
    counter.tablet.says("check_in", article=helmet.code)
    sent = counter.disken.sends_form(
        "/check", article=helmet.code, verdict="ok", seen=[*make.SKI_HELMET], operation=make.uid()
    )
    page = counter.disken.client.get(sent.headers["Location"]).text
    assert "Hyllan" in page.split('role="status"')[1].split("</div>")[0]


def test_each_point_of_a_check_can_be_marked_wrong(counter: OpenCounter) -> None:
    helmet = counter.registers("Hjälm", category="HJA")
    counter.lends(helmet, counter.meets("Sara"))
    counter.tablet.says("check_in", article=helmet.code)
    page = counter.disken.client.get("/check").text
    assert "Ingen hård smäll" in page
    counter.disken.sends_form(
        "/check", article=helmet.code, wrong=["buckle"], seen=ALL, operation=make.uid()
    )
    assert place_of(counter, helmet.id) is PlaceKind.WORKSHOP
    with counter.shop.store.reading() as db:
        assert db.scalars(select(SafetyCheck)).one().seen == []


def test_what_is_due_on_a_shelf_stands_on_the_page_too(counter: OpenCounter) -> None:
    vest = counter.registers("Räddningsväst", category="FLY", inflatable=True)
    page = counter.disken.client.get("/check").text
    assert "Räddningsväst" in page
    counter.disken.sends_form(
        "/check",
        article=vest.code,
        verdict="ok",
        seen=[point.code for point in vest.upkeep.points],
        next_service_on="2027-01-01",
        operation=make.uid(),
    )
    assert "Räddningsväst" not in counter.disken.client.get("/check").text


def test_an_old_helmet_is_called_old(counter: OpenCounter) -> None:
    helmet = counter.registers("Hjälm", category="HJA")
    counter.lends(helmet, counter.meets("Sara"))
    counter.tablet.says("check_in", article=helmet.code)
    with counter.shop.store.writing() as db:
        db.get_one(Article, helmet.id).made_year = 2012
        db.commit()
    assert "2012" in counter.disken.client.get("/check").text


def test_what_waits_for_a_part_is_told_from_what_is_to_be_checked(counter: OpenCounter) -> None:
    helmet = counter.registers("Hjälm", category="HJA")
    poles = counter.registers("Stavar")
    for thing in (helmet, poles):
        counter.lends(thing, counter.meets("Sara"))
        counter.tablet.says("check_in", article=thing.code)
    counter.tablet.says("mark", article=poles.code, mark="part_missing")
    with counter.shop.store.reading() as db:
        table = check_table(db, counter.shop.branch, language="sv", today=local_day(counter.now))
    assert {row.thing.id: row.part_missing for row in table} == {helmet.id: False, poles.id: True}


def test_an_article_with_an_older_label_only_is_checked_as_well(counter: OpenCounter) -> None:
    helmet = counter.registers("Hjälm", category="HJA", code="HB 4711")
    borrower = counter.meets("Sara")
    counter.tablet.says("check_out", article="HB 4711", borrower=borrower)
    counter.tablet.says("check_in", article="HB 4711")
    counter.disken.sends_form(
        "/check", article="HB 4711", verdict="ok", seen=[*make.SKI_HELMET], operation=make.uid()
    )
    assert place_of(counter, helmet.id) is PlaceKind.SHELF


def test_what_was_done_against_the_rules_is_to_be_looked_at(counter: OpenCounter) -> None:
    boots = counter.registers("Pjäxor")
    with counter.shop.store.writing() as db:
        make.block(db, boots, "Återkallad", by=counter.shop.account, now=counter.now)
        db.commit()
    counter.tablet.says("check_out", article=boots.code, borrower=counter.meets("Sara"), done=True)
    assert "Pjäxor" in counter.disken.client.get("/review").text


def test_every_reason_to_look_is_said_in_words(counter: OpenCounter) -> None:
    counter.tablet.says("check_in", article="2000 1401", done=True)
    counter.tablet.says("check_in", article="????", done=True)
    counter.tablet.says("check_in", article="7310865004703", done=True)
    with counter.shop.store.reading() as db:
        assert all(row.because for row in to_review(db, counter.shop.branch))
    assert counter.disken.client.get("/review").status_code == 200


def test_what_was_looked_at_is_off_the_list(counter: OpenCounter) -> None:
    counter.tablet.says("check_in", article="20000100", done=True)
    counter.disken.sends_form(f"/review/{counter.tablet.last}")
    with counter.shop.store.reading() as db:
        assert to_review(db, counter.shop.branch) == []


def test_the_day_says_that_there_is_something_to_look_at(counter: OpenCounter) -> None:
    counter.tablet.says("check_in", article="20000100", done=True)
    assert "/review" in counter.disken.client.get("/today").text
