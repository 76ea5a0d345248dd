"""The public list as somebody reads it on a telephone, and what it answers to machines."""

from datetime import date, time

import pytest

from fritidsbank.branches.actions import except_day, rename_branch, set_hours
from fritidsbank.branches.queries import branch_with
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.stocklist.conftest import Street

pytestmark = pytest.mark.one_database


def test_sizes_are_shown_with_how_many_are_in(street: Street) -> None:
    for size in ("38", "38", "39"):
        street.crew.registers(size=size)
    assert "38 2 inne 39 1 inne" in street.reads("/lagersaldo/1/SKR")


def test_what_is_lent_is_back_about_the_first_due_day(street: Street) -> None:
    street.crew.lends(street.crew.registers(size="38"))
    assert "38 1 ute åter omkring 16 mars" in street.reads("/lagersaldo/1/SKR")


def test_of_what_is_late_no_day_is_told(street: Street) -> None:
    street.crew.lends(street.crew.registers(size="38"))
    street.hands.pass_(days=20)
    page = street.reads("/lagersaldo/1/SKR")
    assert "38 1 ute borde vara tillbaka vilken dag som helst" in page


def test_while_one_is_in_nobody_needs_to_know_when_the_other_is_back(street: Street) -> None:
    street.crew.registers(size="38")
    street.crew.lends(street.crew.registers(size="38"))
    page = street.reads("/lagersaldo/1/SKR")
    assert "38 1 inne 1 ute" in page
    assert "åter omkring" not in page


def test_summer_things_rest_until_spring(street: Street) -> None:
    tent = street.crew.registers("Kupoltält", category="TLT", size="3")
    street.crew.stands(tent, PlaceKind.SEASON_STORE)
    page = street.reads("/lagersaldo/1/TLT")
    assert "Sommarsakerna vilar i förrådet till våren" in page
    assert "3 1 i förrådet" in page
    assert "Tält vilar till våren" in street.reads("/lagersaldo/1")


@pytest.mark.parametrize("kind", [PlaceKind.WORKSHOP, PlaceKind.MISSING, PlaceKind.GONE])
def test_what_cannot_be_had_is_not_in_the_list(street: Street, kind: PlaceKind) -> None:
    street.crew.stands(street.crew.registers(size="38"), kind)
    assert "Just nu finns inget sådant att låna" in street.reads("/lagersaldo/1/SKR")


@pytest.mark.parametrize("asked", ["skridskor", "SKRIDSKOR 38", "finns 38?", "skates"])
def test_it_is_searched_as_people_ask(street: Street, asked: str) -> None:
    street.crew.registers(size="38")
    street.crew.registers("Pulka", category="PUL")
    page = street.reads(f"/lagersaldo/1?q={asked}")
    assert "38 1 inne" in page
    assert "Pulka" not in page


def test_a_with_a_ring_is_a_letter_of_its_own(street: Street) -> None:
    street.crew.registers("Åkpåse", category="PUL")
    assert "Åkpåse" in street.reads("/lagersaldo/1?q=åkpåse")
    assert "finns inte i listan" in street.reads("/lagersaldo/1?q=akpase")


def test_a_search_in_front_of_both_doors_says_where_it_is(street: Street) -> None:
    street.crew.registers(size="38", branch=street.crew.soder)
    page = street.reads("/lagersaldo?q=38")
    assert "Hamnen" in page
    assert "inget sådant Söder" in page
    assert f'href="/lagersaldo/{street.crew.soder}?q=38"' in street.asks("/lagersaldo?q=38").text


def test_a_search_that_finds_half_the_shop_asks_for_one_word_more(street: Street) -> None:
    with street.crew.store.writing() as db:
        for n in range(151):
            make.article(db, "SKR", "Skridskor", size=f"s{n}", branch=1, by=1, now=street.crew.now)
        db.commit()
    assert "Skriv ett ord till" in street.reads("/lagersaldo/1?q=skridskor")


def test_a_shop_with_one_door_shows_it_at_once(street: Street) -> None:
    with street.crew.store.writing() as db:
        branch_with(db, street.crew.soder).closed_for_good_on = date(2026, 1, 1)
        db.commit()
    street.crew.registers(size="38")
    assert "Skridskor 1 inne" in street.reads("/lagersaldo")


def test_the_page_says_when_and_where_one_may_come(street: Street) -> None:
    noon = (time(10), time(12, 30))
    with street.crew.store.writing() as db:
        rename_branch(db, branch_with(db, 1), "Hamnen", address="Kajen 4", phone="042-10 50 00")
        set_hours(db, 1, {0: [noon], 2: [noon]})
        except_day(db, 1, date(2026, 3, 4), None, "Planeringsdag")
        db.commit()
    page = street.reads("/lagersaldo/1")
    assert "Öppet idag 10–12.30" in page
    assert "Kajen 4 042-10 50 00" in page
    assert "onsdag 4 mars Planeringsdag stängt" in page
    street.hands.pass_(days=1)
    assert "Stängt idag · öppet igen måndag 9 mars" in street.reads("/lagersaldo/1")


def test_english_stands_at_addresses_of_its_own(street: Street) -> None:
    street.crew.registers(size="38")
    page = street.asks("/en/stock/1/SKR")
    assert '<html lang="en">' in page.text
    assert "1 in" in page.text
    assert 'href="/lagersaldo/1/SKR"' in page.text
    assert 'href="/en/stock/1/SKR"' in street.asks("/lagersaldo/1/SKR").text


def test_nothing_but_the_words_of_a_search_goes_along_to_the_other_language(street: Street) -> None:
    page = street.asks("/lagersaldo/1?q=hjälm+%26+stav&from=Kalle").text
    assert "Kalle" not in page, "the next one who searches for that is answered the same"
    assert 'href="/en/stock/1?q=hj%C3%A4lm+%26+stav"' in page


def test_the_bare_address_leads_the_public_to_the_list_and_the_crew_to_the_counter(
    street: Street,
) -> None:
    stranger = street.asks("/")
    assert (stranger.status_code, stranger.location) == (302, "/lagersaldo")
    assert "Set-Cookie" not in stranger.headers
    assert street.crew.astrid.client.get("/").location == "/counter"


def test_whoever_is_signed_in_reads_what_everybody_reads(street: Street) -> None:
    street.crew.astrid.posts("/api/session/language", {"language": "en"})
    street.hands.pass_(seconds=31)
    page = street.crew.astrid.client.get("/lagersaldo")
    assert '<html lang="sv">' in page.text
    assert page.text == street.asks("/lagersaldo").text


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/lagersaldo/4711", "Den fritidsbanken finns inte här. Välj en i listan."),
        ("/lagersaldo/1/XYZ", "Den kategorin finns inte. Leta i listan."),
        ("/lagersaldo/1/ALPINT", "Den kategorin finns inte. Leta i listan."),
        ("/en/stock/1/XYZ", "There is no such category. Look for it in the list."),
    ],
)
def test_what_is_not_there_is_said_with_a_way_back(
    street: Street, path: str, sentence: str
) -> None:
    answer = street.asks(path)
    assert answer.status_code == 404
    assert f"<h1>{sentence}</h1>" in answer.text
    home = "/en/stock" if path.startswith("/en") else "/lagersaldo"
    assert f'href="{home}"' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_branch_that_closed_for_good_is_not_there(street: Street) -> None:
    with street.crew.store.writing() as db:
        branch_with(db, street.crew.soder).closed_for_good_on = date(2026, 1, 1)
        db.commit()
    assert street.asks(f"/lagersaldo/{street.crew.soder}").status_code == 404


def test_an_answer_is_kept_for_half_a_minute_and_says_so(street: Street) -> None:
    before = street.asks("/lagersaldo/1/SKR")
    street.crew.registers(size="38")
    street.hands.pass_(seconds=29)
    kept = street.phone.get("/lagersaldo/1/SKR")
    assert (kept.data, kept.headers["Age"]) == (before.data, "29")
    assert kept.headers["Cache-Control"] == "public, max-age=30"
    street.hands.pass_(seconds=1)
    assert "1 inne" in street.phone.get("/lagersaldo/1/SKR").text


@pytest.mark.parametrize("path", ["/lagersaldo", "/lagersaldo.json", "/lagersaldo.csv"])
def test_what_has_not_changed_is_not_sent_again(street: Street, path: str) -> None:
    first = street.asks(path)
    again = street.asks(path, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/lagersaldo", "/lagersaldo.json", "/lagersaldo.csv"])
def test_what_was_read_in_this_very_moment_is_not_sent_again(street: Street, path: str) -> None:
    read_at = street.asks(path).headers["Last-Modified"]
    assert street.phone.get(path, headers={"If-Modified-Since": read_at}).status_code == 304


@pytest.mark.parametrize("path", ["/lagersaldo", "/lagersaldo.json", "/lagersaldo.csv"])
def test_what_has_changed_is_sent(street: Street, path: str) -> None:
    first = street.asks(path)
    street.crew.registers(size="38")
    known = {
        "If-None-Match": first.headers["ETag"],
        "If-Modified-Since": first.headers["Last-Modified"],
    }
    assert street.asks(path, **known).status_code == 200


def test_programs_get_the_same_figures(street: Street) -> None:
    street.crew.registers(size="38")
    street.crew.lends(street.crew.registers(size="38"))
    told = street.asks("/lagersaldo.json").json
    assert told is not None
    assert [branch["name"] for branch in told["branches"]] == ["Hamnen", "Söder"]
    assert next(each for each in told["categories"] if each["code"] == "SKR") == {
        "code": "SKR",
        "name": "Skridskor",
        "name_en": "Skates",
        "group": "IS",
        "season": "winter",
    }
    assert told["stock"] == [
        {"branch": 1, "category": "SKR", "size": "38", "available": 1, "lent": 1, "resting": 0}
    ]


def test_a_spreadsheet_gets_them_as_swedish_excel_reads_them(street: Street) -> None:
    street.crew.registers(size="38")
    told = street.asks("/lagersaldo.csv")
    assert told.mimetype == "text/csv"
    assert told.data.decode("utf-8") == (
        "\ufeffbranch;branch_name;category;category_name;size;available;lent;resting\r\n"
        "1;Hamnen;SKR;Skridskor;38;1;0;0\r\n"
    )


def test_pages_of_other_sites_may_read_the_open_data_and_nothing_else(street: Street) -> None:
    allowed = {
        path: street.asks(path).headers.get("Access-Control-Allow-Origin")
        for path in ("/lagersaldo.json", "/lagersaldo.csv", "/lagersaldo", "/login")
    }
    assert allowed == {
        "/lagersaldo.json": "*",
        "/lagersaldo.csv": "*",
        "/lagersaldo": None,
        "/login": None,
    }


def test_the_poster_leads_to_the_list_of_its_branch(street: Street) -> None:
    page = street.crew.disken.client.get("/lagersaldo/poster").text
    assert "http://localhost:8080/lagersaldo/1" in page
    assert "FRITIDSBANK_URL" in page


def test_a_code_in_small_letters_leads_there_too(street: Street) -> None:
    street.crew.registers(size="38")
    assert street.reads("/lagersaldo/1/skr") == street.reads("/lagersaldo/1/SKR")
