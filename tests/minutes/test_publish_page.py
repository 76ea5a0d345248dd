"""Sanna looks through the minutes in her browser and publishes them with one button."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from fritidsbank import clock
from fritidsbank.minutes.models import Group, Item, Minutes, PrivacyMark
from fritidsbank.minutes.privacy.deciding import hash_of
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import newest
from fritidsbank.minutes.rendition import MinutesPage, from_json
from fritidsbank.minutes.rules import Mark, MinutesState, Profile, PublishedKind
from fritidsbank.minutes.writing.correcting import begin_correction
from fritidsbank.minutes.writing.written import newest_minutes
from tests import make
from tests.minutes.conftest import Secretary, leading_group, meeting_of, minutes_of

pytestmark = pytest.mark.one_database

NAME = "Zeynep Arslan"
TOWN = "252 25 Helsingborg"
KEY = "ledningsgruppen/2017-04-19"


@pytest.fixture
def browser(app: Flask, sanna: Secretary) -> make.Visitor:
    """Sanna's browser."""
    shop = sanna.shop
    return make.signed_in(app, shop.store, sanna.account, shop.branch, now=clock.now())


def draft(sanna: Secretary, *items: tuple[str, str], profile: Profile = Profile.OPEN) -> str:
    """Minutes that wait to be published; the address of the page for it."""
    with sanna.shop.store.writing() as db:
        now = sanna.shop.now
        group = leading_group(db, now=now)
        group.profile = profile
        meeting = meeting_of(db, group, now=now)
        minutes_of(db, meeting, *(items or (("Hälsodagen", "Den 17 maj."),)), now=now)
        db.commit()
        return f"/minutes/meetings/{meeting.id}/publish"


def fields_of(page: str) -> dict[str, str]:
    """What the form would send as it stands: hidden fields, ticked boxes and chosen radios."""
    inputs = [
        dict(re.findall(r'(\w+)="([^"]*)"', tag)) | {"tag": tag}
        for tag in re.findall(r"<input[^>]*>", page)
    ]
    return {
        each["name"]: each["value"]
        for each in inputs
        if each.get("type") == "hidden" or re.search(r"\bchecked\b", each["tag"])
    }


def page_out(sanna: Secretary) -> MinutesPage | None:
    with sanna.shop.store.reading() as db:
        row = newest(db, PublishedKind.MINUTES, KEY)
        return None if row is None else from_json(MinutesPage, row.document)


def test_from_a_draft_to_the_public_page_is_the_page_and_one_button(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = draft(sanna, ("Hälsodagen", f"{NAME} ringer."), ("Fritidsbanken", "Väntar."))
    sent = fields_of(browser.client.get(path).text)
    answer = browser.sends_form(path, **sent)
    assert (answer.status_code, answer.location) == (303, f"/moten/{KEY}")
    page = page_out(sanna)
    assert page is not None
    assert page.items[0].paragraphs[0].text == "[namn borttaget] ringer."
    with sanna.shop.store.reading() as db:
        minutes = db.scalars(select(Minutes)).one()
        assert minutes.state is MinutesState.PUBLISHED
        assert [item.number for item in db.scalars(select(Item).order_by(Item.position))] == [1, 2]


def test_what_only_looks_private_is_not_chosen_for_anybody(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = draft(sanna, ("Lokalen", f"Den ligger på {TOWN}."))
    page = browser.client.get(path).text
    assert f"hit-{hash_of(TOWN)}" in page
    assert f"hit-{hash_of(TOWN)}" not in fields_of(page)


def test_with_something_undecided_nothing_happens_and_the_page_says_which(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = draft(sanna, ("Lokalen", f"Den ligger på {TOWN}, säger {NAME}."))
    sent = fields_of(browser.client.get(path).text)
    answer = browser.sends_form(path, **sent)
    assert answer.status_code == 422
    assert f'href="#hit-{hash_of(TOWN)}"' in answer.text
    assert page_out(sanna) is None
    with sanna.shop.store.reading() as db:
        assert db.scalars(select(PrivacyMark)).all() == []
        assert db.scalars(select(Minutes.state)).one() is MinutesState.DRAFT


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (Mark.SHOW, f"Den ligger på {TOWN}."),
        (Mark.MASK, "Den ligger på [adress borttagen]."),
        (Mark.HIDE, ""),
    ],
)
def test_each_choice_does_what_it_says(
    browser: make.Visitor, sanna: Secretary, choice: Mark, said: str
) -> None:
    path = draft(sanna, ("Lokalen", f"Den ligger på {TOWN}."))
    sent = fields_of(browser.client.get(path).text)
    browser.sends_form(path, **{**sent, f"hit-{hash_of(TOWN)}": choice.value})
    page = page_out(sanna)
    assert page is not None
    assert page.items[0].paragraphs[0].text == said


def test_the_preview_follows_the_choices_and_nothing_is_kept(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = draft(sanna, ("Lokalen", f"Den ligger på {TOWN}."), ("Hemligt", "Sådant."))
    sent = fields_of(browser.client.get(path).text)
    chosen = {**sent, f"hit-{hash_of(TOWN)}": Mark.SHOW.value, "item-p2": "yes"}
    page = browser.sends_form(f"{path}/look", **chosen)
    assert page.status_code == 200
    shown = page.text.split('id="preview"')[1]
    assert TOWN in shown
    assert "Hemligt" not in shown
    assert fields_of(page.text).keys() >= {"item-p2", f"hit-{hash_of(TOWN)}"}
    with sanna.shop.store.reading() as db:
        assert db.scalars(select(PrivacyMark)).all() == []


def test_items_and_paragraphs_that_were_ticked_are_left_out(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = draft(sanna, ("Lokalen", "Ett stycke.\n\nEtt till."), ("Hemligt", f"{NAME} kom."))
    page = browser.client.get(path).text
    part = re.findall(r'name="(part-[^"]+)"', page)[1]
    browser.sends_form(path, **{**fields_of(page), "item-p2": "yes", part: "yes"})
    out = page_out(sanna)
    assert out is not None
    assert [each.withheld for each in out.items[0].paragraphs] == [False, True]
    assert out.items[1].title == "Punkten publiceras inte"


LOOKED = r'name="(looked-[^"]+)"'


def left_out_and_changed(browser: make.Visitor, sanna: Secretary) -> str:
    """Sanna leaves a paragraph out and publishes; Amina corrects a word of it."""
    path = draft(sanna, ("Lokalen", "Vi köper huset.\n\nVi väntar."))
    page = browser.client.get(path).text
    part = re.findall(r'name="(part-[^"]+)"', page)[0]
    browser.sends_form(path, **{**fields_of(page), part: "yes"})
    with sanna.shop.store.writing() as db:
        minutes = begin_correction(db, newest_minutes(db, 1), "Ett ord", now=sanna.shop.now)
        one = db.scalars(select(Item).where(Item.minutes_id == minutes.id)).one()
        one.text = "Vi köper båten.\n\nVi väntar."
        db.commit()
    return path


def said_now(sanna: Secretary) -> list[str]:
    out = page_out(sanna)
    assert out is not None
    return [each.text for each in out.items[0].paragraphs]


def test_a_paragraph_that_was_left_out_and_has_changed_is_not_published_unasked(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = left_out_and_changed(browser, sanna)
    page = browser.client.get(path).text
    field = re.findall(LOOKED, page)[0]
    answer = browser.sends_form(path, **fields_of(page))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert said_now(sanna) == ["", "Vi väntar."]
    with sanna.shop.store.reading() as db:
        assert db.scalars(select(PrivacyMark.mark)).all() == [Mark.HIDE]


def test_whoever_has_looked_publishes_and_is_not_asked_again(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = left_out_and_changed(browser, sanna)
    page = browser.client.get(path).text
    answer = browser.sends_form(path, **fields_of(page), **{re.findall(LOOKED, page)[0]: "yes"})
    assert answer.status_code == 303
    assert said_now(sanna) == ["Vi köper båten.", "Vi väntar."]
    with sanna.shop.store.reading() as db:
        assert db.scalars(select(PrivacyMark)).all() == []


def test_whoever_looks_may_leave_the_new_words_out(browser: make.Visitor, sanna: Secretary) -> None:
    path = left_out_and_changed(browser, sanna)
    page = browser.client.get(path).text
    names = [re.findall(LOOKED, page)[0], re.findall(r'name="(part-[^"]+)"', page)[0]]
    browser.sends_form(path, **fields_of(page), **dict.fromkeys(names, "yes"))
    assert said_now(sanna) == ["", "Vi väntar."]


def test_having_looked_holds_for_the_text_that_was_looked_at(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = left_out_and_changed(browser, sanna)
    page = browser.client.get(path).text
    sent = {**fields_of(page), re.findall(LOOKED, page)[0]: "yes"}
    with sanna.shop.store.writing() as db:
        minutes = newest_minutes(db, 1)
        one = db.scalars(select(Item).where(Item.minutes_id == minutes.id)).one()
        one.text = "Vi säljer båten.\n\nVi väntar."
        db.commit()
    again = browser.sends_form(path, **sent)
    assert browser.sends_form(path, **fields_of(again.text)).status_code == 422
    assert said_now(sanna) == ["", "Vi väntar."]


def test_whoever_left_nothing_out_is_asked_nothing_more(
    browser: make.Visitor, sanna: Secretary
) -> None:
    assert re.findall(LOOKED, browser.client.get(draft(sanna)).text) == []


def test_a_text_that_changed_meanwhile_is_looked_through_again(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = draft(sanna)
    sent = fields_of(browser.client.get(path).text)
    with sanna.shop.store.writing() as db:
        db.scalars(select(Item)).one().text = "Den 18 maj."
        db.commit()
    answer = browser.sends_form(path, **sent)
    assert (answer.status_code, page_out(sanna)) == (422, None)
    assert browser.sends_form(path, **fields_of(answer.text)).status_code == 303


def test_a_formal_group_waits_for_those_who_approve(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = draft(sanna, profile=Profile.FORMAL)
    page = browser.client.get(path).text
    assert browser.sends_form(path, **fields_of(page)).status_code == 409
    assert page_out(sanna) is None


def test_published_minutes_are_not_published_twice(browser: make.Visitor, sanna: Secretary) -> None:
    path = draft(sanna)
    sent = fields_of(browser.client.get(path).text)
    browser.sends_form(path, **sent)
    assert browser.sends_form(path, **sent).status_code == 409
    with sanna.shop.store.reading() as db:
        kinds = db.scalars(select(Published.kind)).all()
    assert kinds.count(PublishedKind.MINUTES) == 1


def test_an_open_group_without_a_summary_is_asked_for_one_and_may_publish_all_the_same(
    browser: make.Visitor, sanna: Secretary
) -> None:
    page = browser.client.get(draft(sanna)).text
    assert "/write" in page


def test_the_group_gets_its_page_with_its_first_minutes(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = draft(sanna)
    browser.sends_form(path, **fields_of(browser.client.get(path).text))
    with sanna.shop.store.reading() as db:
        assert newest(db, PublishedKind.GROUP, "ledningsgruppen") is not None


def test_what_is_private_on_the_groups_page_is_decided_there_first(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = draft(sanna)
    with sanna.shop.store.writing() as db:
        db.scalars(select(Group)).one().contact = f"{NAME}, 070-174 06 05"
        db.commit()
    answer = browser.sends_form(path, **fields_of(browser.client.get(path).text))
    assert (answer.status_code, page_out(sanna)) == (422, None)
