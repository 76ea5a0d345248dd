"""The open meetings as somebody in the street reads them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fritidsbank.minutes.publishing import withdraw
from fritidsbank.minutes.rules import GroupStatus, MeetingState
from tests.counter.conftest import counting
from tests.minutes import busy_world
from tests.minutes import public_world as world
from tests.minutes.citizen import Citizen, citizen

__all__ = ["citizen"]

pytestmark = pytest.mark.one_database

GROUP = "/moten/ledningsgruppen"
HELD, NEXT = f"{GROUP}/2026-02-18", f"{GROUP}/2026-03-18"
PROPOSAL = f"/moten/forslag/{world.PROPOSAL_KEY}"
MOST_STATEMENTS = 6
EVERY_PAGE = (
    "/moten",
    GROUP,
    HELD,
    NEXT,
    f"{HELD}/kallelse",
    f"{HELD}/version/1",
    "/moten/arenden",
    "/moten/arenden/fritidsbanken",
    "/moten/forslag",
    PROPOSAL,
    "/moten/sok?q=skridsko",
    "/tillganglighet",
    "/sitemap.xml",
)


def test_the_next_meeting_stands_first_with_when_where_and_what_about(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    page = citizen.reads("/moten").split("Till innehållet")[1]
    first = page.index("Nästa möte")
    told = ("Onsdag 18 mars klockan 10.00–11.30", "Ria, Möllegatan 3", "Starten i vecka 44")
    for words in (*told, "Mötet är öppet för alla"):
        assert first < page.index(words) < page.index("Det senaste som beslutades")


def test_a_cancelled_meeting_is_never_the_next_one_and_still_told_of(citizen: Citizen) -> None:
    off = replace(world.COMING, state=MeetingState.CANCELLED, reason="Samordnaren är sjuk.")
    citizen.publishes(off)
    assert "Inget möte är kallat just nu" in citizen.reads("/moten")
    assert "Inställt" in citizen.reads("/moten")
    assert "Mötet är inställt. Samordnaren är sjuk." in citizen.reads(NEXT)


def test_a_meeting_that_was_moved_says_from_when_and_why(citizen: Citizen) -> None:
    moved = replace(
        world.COMING,
        moved_from_at=world.COMING_AT - timedelta(days=7),
        reason="Lokalen var upptagen.",
    )
    citizen.publishes(moved)
    assert "kallat till 2026-03-11 10.00. Lokalen var upptagen." in citizen.reads(NEXT)


def test_what_was_decided_stands_above_what_was_said(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    page = citizen.reads(HELD)
    decided = page.index("Beslut och att göra")
    assert decided < page.index("Fritidsbanken öppnar i vecka 44.") < page.index("Lättläst")
    assert page.index("Lättläst") < page.index("Hjälmarna och skridskorna")
    assert "Görs av: Ria · senast tisdag 10 mars 2026" in page


def test_every_item_and_paragraph_has_an_address_of_its_own(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    html = citizen.asks(HELD).text
    for anchor in ("p1", "p1-1", "p1-2", "p3"):
        assert html.count(f'id="{anchor}"') == 1
        assert f'href="#{anchor}"' in html


def test_who_was_there_is_told_by_organisation_and_function(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    page = citizen.reads(HELD)
    assert "Arbetsmarknadsförvaltningen, Samordnare Ordförande" in page
    assert "3 gäster" in page
    assert "Kunde inte komma G7" in page


def test_the_agenda_as_called_is_compared_with_how_it_went(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    page = citizen.reads(HELD)
    assert "Togs inte upp 3. Studiebesök" in page
    assert "Togs upp på mötet 3. Cykelverkstaden" in page
    assert "3. Studiebesök" in citizen.reads(f"{HELD}/kallelse")


def test_a_meeting_without_notes_looks_right(citizen: Citizen) -> None:
    citizen.publishes(world.HELD_NOTICE)
    page = citizen.reads(HELD)
    assert "Mötet har varit Det finns inga anteckningar." in page
    assert "2. Hälsodagen" in page


def test_minutes_that_were_read_in_need_no_notice(citizen: Citizen) -> None:
    citizen.publishes(world.MINUTES)
    assert "Hjälmarna och skridskorna" in citizen.reads(HELD)
    citizen.reads(f"{HELD}/kallelse", 404)


def test_a_correction_is_told_and_the_version_before_says_that_it_is_old(
    citizen: Citizen,
) -> None:
    citizen.publishes(world.MINUTES)
    summary = "Fritidsbanken öppnar i vecka 45."
    citizen.publishes(replace(world.MINUTES, summary=summary, version=2), note="Fel vecka.")
    assert "Rättat 2 mars 2026: Fel vecka. Versionen före" in citizen.reads(HELD)
    old = citizen.reads(f"{HELD}/version/1")
    assert "Det här är en gammal version." in old
    assert "Vi letar efter en lokal" in old
    assert 'content="noindex"' in citizen.asks(f"{HELD}/version/1").text
    citizen.reads(f"{HELD}/version/3", 404)


def test_the_newest_version_is_not_called_old_at_its_own_address(citizen: Citizen) -> None:
    citizen.publishes(world.MINUTES)
    assert "gammal version" not in citizen.reads(f"{HELD}/version/1")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_was_withdrawn_leaves_its_day_and_its_reason(citizen: Citizen, language: str) -> None:
    citizen.publishes(world.HELD_NOTICE)
    (minutes,) = citizen.publishes(world.MINUTES)
    with citizen.shop.store.writing() as db:
        withdraw(db, db.merge(minutes), "Ett namn stod kvar.", now=citizen.hands.now)
        db.commit()
    path = HELD if language == "sv" else HELD.replace("/moten", "/en/meetings")
    page = citizen.reads(path, 410)
    day = "måndag 2 mars" if language == "sv" else "Monday 2 March"
    assert day in page
    assert "Ett namn stod kvar." in page
    assert "Hjälmarna" not in page
    assert "2. Hälsodagen" in citizen.reads(f"{HELD}/kallelse")
    citizen.reads(f"{HELD}/version/1", 410)
    assert "Inget hittades" in citizen.reads("/moten/sok?q=hjälm")


@pytest.mark.parametrize(
    "path", ["/moten/ingen", f"{GROUP}/2020-01-01", "/moten/arenden/x", "/moten/forslag/x"]
)
def test_what_was_never_there_is_a_calm_page(citizen: Citizen, path: str) -> None:
    citizen.publishes(*world.EVERYTHING)
    assert "Till mötena" in citizen.reads(path, 404)


def test_a_group_tells_why_who_where_when_and_whom_to_ask(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    page = citizen.reads(GROUP)
    for words in ("Varför?", "Vilka deltar?", "Var?", "När?", "Fråga gärna", "Öppet för alla? Ja."):
        assert words in page
    assert "onsdag 18 februari Anteckningar" in page


@pytest.mark.parametrize("status", [GroupStatus.DORMANT, GroupStatus.ENDED])
def test_a_group_that_does_not_meet_says_since_when_and_why(
    citizen: Citizen, status: GroupStatus
) -> None:
    citizen.publishes(world.GROUP, replace(world.INNOVATORS, status=status))
    for path in ("/moten", "/moten/innovationsgruppen"):
        page = citizen.reads(path)
        assert "sedan 15 januari 2026. Gruppen vilar tills lokalfrågan är löst." in page
    front = citizen.reads("/moten")
    assert front.index("Ledningsgrupp") < front.index("Innovationsgruppen")


def test_a_matter_is_one_story_over_all_meetings_the_latest_first(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    page = citizen.reads("/moten/arenden/fritidsbanken")
    assert "Väntar på: Beslut om lokal (omkring 31 mars 2026)" in page
    assert page.index("18 februari 2026") < page.index("19 november 2025")
    assert f'href="{HELD}#p1"' in citizen.asks("/moten/arenden/fritidsbanken").text


def test_a_proposal_says_what_happened_or_by_when_it_will(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    waits = citizen.reads(PROPOSAL)
    assert "Inget svar än. Ett svar, eller en dag för svaret, ska komma senast" in waits
    answered = citizen.reads(f"/moten/forslag/{world.ANSWERED.key}")
    assert "Ja: torsdagar till klockan 19." in answered
    assert "Svar är lovat till torsdag 15 januari 2026." in answered


def test_what_nobody_answered_in_ninety_days_is_marked(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    page = citizen.reads("/moten/forslag")
    assert "Bussen går inte till parken på helgen. Hinder Obesvarat i mer än 90 dagar" in page
    assert "cykelverkstad för ungdomar. Förslag Väntar på svar" in page
    assert "2 förslag och hinder väntar på svar." in citizen.reads("/moten")


def test_minutes_of_an_authority_tell_of_their_approval_and_how_to_appeal(
    citizen: Citizen,
) -> None:
    citizen.publishes(busy_world.FORMAL)
    page = citizen.reads("/moten/innovationsgruppen/2026-02-18")
    assert "Paragrafer § 36-38 Sattes upp 27 februari 2026 Tas ned 20 mars 2026" in page
    assert "inom tre veckor" in page
    assert "25 februari 2026 · Justerare · på papper" in page


def test_what_is_withheld_says_only_that(citizen: Citizen) -> None:
    citizen.publishes(busy_world.FORMAL)
    page = citizen.reads("/moten/innovationsgruppen/2026-02-18")
    assert "§ 37 Publiceras inte" in page
    assert "Hälsodagen" not in page
    assert "Det här stycket publiceras inte" in page


def test_in_english_the_groups_own_words_are_marked_as_swedish(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    html = citizen.asks(HELD.replace("/moten", "/en/meetings")).text
    assert '<html lang="en">' in html
    assert '<span lang="sv">1. Fritidsbanken</span>' in html
    assert "Decisions and actions" in html


def test_without_a_published_name_the_pages_have_a_neutral_one(citizen: Citizen) -> None:
    citizen.publishes(world.MINUTES)
    assert citizen.reads("/moten").startswith("Öppna möten · Öppna möten")


def asked_by_each_page(citizen: Citizen) -> dict[str, int]:
    """How many statements each page sends."""
    asked = {}
    for path in EVERY_PAGE:
        with counting(citizen.shop.store) as sent:
            assert citizen.asks(path).status_code == 200
        asked[path] = len(sent)
    return asked


def test_a_page_asks_a_handful_of_questions_however_much_there_is(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    with_little = asked_by_each_page(citizen)
    for n in range(30):
        at = world.HELD_AT - timedelta(days=n + 1)
        slug = f"{at:%Y-%m-%d}"
        citizen.publishes(
            replace(world.HELD_NOTICE, slug=slug, starts_at=at, ends_at=at),
            replace(world.MINUTES, slug=slug, starts_at=at, ends_at=at),
            replace(world.MATTER, slug=f"fritidsbanken-{n}"),
            replace(world.PROPOSAL, key=f"{world.PROPOSAL_KEY[:-2]}{n + 10}"),
        )
    assert asked_by_each_page(citizen) == with_little
    assert max(with_little.values()) <= MOST_STATEMENTS


def test_whoever_comes_first_to_a_meeting_waits_for_what_it_has_and_for_nothing_else(
    citizen: Citizen,
) -> None:
    plain = replace(world.MINUTES, items=(world.item(1, "Hälsodagen", "Vi ses."),))
    citizen.publishes(plain)
    with counting(citizen.shop.store) as first:
        citizen.asks(HELD)
    citizen.publishes(replace(plain, version=2), note="Fel vecka.")
    with counting(citizen.shop.store) as corrected:
        citizen.asks(HELD)
    assert (len(first), len(corrected)) == (3, 4)  # the first of them is BEGIN


def test_the_first_version_names_all_that_came_after_it(citizen: Citizen) -> None:
    citizen.publishes(world.MINUTES)
    citizen.publishes(replace(world.MINUTES, version=2), note="Fel vecka.")
    page = citizen.reads(f"{HELD}/version/1")
    assert page.index("Version 2") < page.index("Version 1")


def test_the_map_of_the_site_names_every_page_with_the_day_it_changed(citizen: Citizen) -> None:
    rows = citizen.publishes(*world.EVERYTHING)
    sent = citizen.asks("/sitemap.xml")
    assert sent.mimetype == "application/xml"
    for row in rows:
        assert f"<loc>http://localhost:8080{row.path}</loc>" in sent.text
    assert "<lastmod>2026-03-02T14:05:09.000Z</lastmod>" in sent.text
    assert sent.text.count(f"{HELD}</loc>") == 1
    assert "Sitemap: http://localhost:8080/sitemap.xml" in citizen.asks("/robots.txt").text


def test_the_map_of_the_site_names_the_notice_where_the_minutes_were_withdrawn(
    citizen: Citizen,
) -> None:
    citizen.publishes(world.HELD_NOTICE)
    (minutes,) = citizen.publishes(world.MINUTES)
    with citizen.shop.store.writing() as db, db.begin():
        withdraw(db, db.merge(minutes), "Ett namn stod kvar.", now=citizen.hands.now)
    sent = citizen.asks("/sitemap.xml").text
    assert f"{HELD}/kallelse</loc>" in sent
    assert f"{HELD}</loc>" not in sent


def test_a_search_leads_to_the_notice_where_the_minutes_were_withdrawn(citizen: Citizen) -> None:
    citizen.publishes(world.HELD_NOTICE)
    (minutes,) = citizen.publishes(world.MINUTES)
    with citizen.shop.store.writing() as db, db.begin():
        withdraw(db, db.merge(minutes), "Ett namn stod kvar.", now=citizen.hands.now)
    page = citizen.asks("/moten/sok?q=studiebesök").text
    assert f'href="{HELD}/kallelse"' in page


def test_the_map_of_the_site_names_what_the_shop_shows_anybody(citizen: Citizen) -> None:
    sent = citizen.asks("/sitemap.xml").text
    for path in ("/lagersaldo", "/lagat"):
        assert f"<loc>http://localhost:8080{path}</loc>" in sent


def test_search_engines_are_told_of_the_meeting_in_words_of_their_own(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    told = citizen.event_of(NEXT)
    assert told["startDate"] == "2026-03-18T10:00:00+01:00"
    assert told["isAccessibleForFree"] is True
    assert told["eventStatus"] == "https://schema.org/EventScheduled"
    moved = replace(world.COMING, moved_from_at=world.COMING_AT - timedelta(days=7))
    citizen.publishes(moved)
    told = citizen.event_of(NEXT)
    assert told["eventStatus"] == "https://schema.org/EventRescheduled"
    assert told["previousStartDate"] == "2026-03-11T10:00:00+01:00"
    citizen.publishes(replace(moved, state=MeetingState.CANCELLED))
    assert citizen.event_of(NEXT)["eventStatus"] == "https://schema.org/EventCancelled"


def test_no_text_ends_the_block_that_search_engines_read(citizen: Citizen) -> None:
    evil = "</script><script>alert(1)</script>"
    citizen.publishes(replace(world.COMING, place=evil))
    html = citizen.asks(NEXT).text
    assert html.count("<script") == 1
    assert citizen.event_of(NEXT)["location"]["name"] == evil
