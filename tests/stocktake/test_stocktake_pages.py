"""The pages of a stocktake: begin, count without script, close, read the report."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from fritidsbank.stock.queries import Thing, place_row, standard_place
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.staff.crew import Crew, text_of
from tests.stocktake.conftest import FREE

pytestmark = pytest.mark.one_database


def begun(crew: Crew, scope: str = "branch", **more: str) -> str:
    """A stocktake that Disken has begun; its page."""
    answer = crew.disken.sends_form("/stocktakes", stocktake=make.uid(), scope=scope, **more)
    assert answer.status_code == 303, text_of(answer)
    return str(answer.location)


def counts(crew: Crew, page: str, thing: Thing | str) -> str:
    """What Disken reads after a scan without script."""
    code = thing if isinstance(thing, str) else thing.code
    answer = crew.disken.sends_form(f"{page}/count", operation=make.uid(), article=code)
    return text_of(crew.disken.client.get(answer.location))


def closes(crew: Crew, page: str, **more: str) -> str:
    """What Lena reads after she has looked at what differs, and closed it."""
    shown = crew.lena.client.get(f"{page}/close").text
    fields = dict(re.findall(r'name="(operation|version)"\s+value="([^"]+)"', shown))
    answer = crew.lena.sends_form(f"{page}/close", **{**fields, **more})
    return text_of(crew.lena.client.get(answer.location) if answer.location else answer)


def test_begun_twice_by_two_presses_it_is_one(crew: Crew) -> None:
    form = {"stocktake": make.uid(), "scope": "branch"}
    first = crew.disken.sends_form("/stocktakes", **form)

    assert crew.disken.sends_form("/stocktakes", **form).location == first.location


def test_what_is_being_counted_already_is_not_begun_again(crew: Crew) -> None:
    begun(crew)

    again = crew.disken.sends_form("/stocktakes", stocktake=make.uid(), scope="branch")

    assert again.status_code == 422
    assert "Det räknas redan" in text_of(again)


def test_without_a_place_it_is_asked_which(crew: Crew) -> None:
    answer = crew.disken.sends_form("/stocktakes", stocktake=make.uid(), scope="place")

    assert answer.status_code == 422
    assert "Välj" in text_of(answer)


def test_a_place_of_another_branch_is_no_choice(crew: Crew) -> None:
    with crew.store.reading() as db:
        other = standard_place(db, crew.soder, PlaceKind.SHELF).id

    answer = crew.disken.sends_form(
        "/stocktakes", stocktake=make.uid(), scope="place", place=str(other)
    )

    assert answer.status_code == 422


def test_a_scan_without_script_is_answered_on_the_page(crew: Crew) -> None:
    skates = crew.registers()
    page = begun(crew)

    assert "Räknad." in counts(crew, page, skates)
    assert "Är redan räknad." in counts(crew, page, skates)


def test_what_was_not_here_is_taken_away_without_script(crew: Crew) -> None:
    skates = crew.registers()
    page = begun(crew)
    counts(crew, page, skates)

    answer = crew.disken.sends_form(f"{page}/uncount", operation=make.uid(), article=skates.code)

    assert "Borttagen" in text_of(crew.disken.client.get(answer.location))


def test_the_page_keeps_where_one_stands(crew: Crew) -> None:
    page, skates = begun(crew), crew.registers()
    with crew.store.reading() as db:
        label = place_row(db, crew.place(PlaceKind.SHELF)).code

    answer = crew.disken.sends_form(
        f"{page}/count", operation=make.uid(), article=skates.code, place=label
    )

    assert parse_qs(urlsplit(str(answer.location)).query)["place"] == [label]


def test_closing_shows_first_what_will_happen_and_changes_nothing(crew: Crew) -> None:
    skates = crew.registers()
    page = begun(crew)

    shown = text_of(crew.lena.client.get(f"{page}/close"))

    assert "Saknade prylar 1" in shown
    assert crew.sees(skates) == skates


def test_closed_its_page_is_the_report(crew: Crew) -> None:
    skates, boots = crew.registers(), crew.registers("Pjäxor", category="SLP")
    page = begun(crew)
    counts(crew, page, boots)
    counts(crew, page, FREE)

    report = closes(crew, page)

    assert "Saknade prylar 1" in report
    assert "av Lena" in report
    assert f"{FREE[:4]} {FREE[4:]}" in report
    assert crew.sees(skates).spot.kind is PlaceKind.MISSING


def test_a_number_that_was_registered_since_is_said_to_be(crew: Crew) -> None:
    page = begun(crew)
    counts(crew, page, FREE)
    with crew.store.writing() as db:
        make.article(db, "SLP", branch=crew.hamnen, by=crew.shop.account, code=FREE, now=crew.now)
        db.commit()

    assert "Registrerad sedan dess" in closes(crew, page)


def test_whoever_closes_second_reads_a_clear_sentence(crew: Crew) -> None:
    page = begun(crew)
    closes(crew, page)

    second = crew.astrid.sends_form(f"{page}/close", operation=make.uid(), version="0")

    assert second.status_code == 409
    assert "Någon har redan avslutat" in text_of(second)


def test_what_was_counted_meanwhile_is_shown_before_closing(crew: Crew) -> None:
    skates = crew.registers()
    page = begun(crew)
    counts(crew, page, skates)

    answer = crew.lena.sends_form(f"{page}/close", operation=make.uid(), version="0")

    assert answer.status_code == 422
    assert "Något räknades medan du läste" in text_of(answer)


def test_when_most_would_be_missing_somebody_must_be_sure(crew: Crew) -> None:
    things = [crew.registers() for _ in range(6)]
    page = begun(crew)

    assert "Bocka för om allt är räknat" in closes(crew, page)
    assert crew.sees(things[0]) == things[0]
    assert "Saknade prylar 6" in closes(crew, page, sure="yes")


def test_a_stocktake_that_is_given_up_says_that_nothing_changed(crew: Crew) -> None:
    page = begun(crew)

    answer = crew.lena.sends_form(f"{page}/cancel")

    assert "Inget ändrades" in text_of(crew.lena.client.get(answer.location))


def test_what_came_too_late_stands_in_the_report(crew: Crew) -> None:
    skates = crew.registers()
    page = begun(crew)
    closes(crew, page)
    counts(crew, page, skates)

    assert "kom för sent 1" in text_of(crew.lena.client.get(page))


def test_figures_that_have_not_changed_are_not_sent_again(crew: Crew) -> None:
    skates = crew.registers()
    page = begun(crew)
    first = crew.disken.client.get(f"/api{page}")
    seen = {"If-None-Match": first.headers["ETag"]}

    assert first.json == {
        "counts": {
            "version": 0,
            "expected": 1,
            "seen": 0,
            "found": 0,
            "wrong": 0,
            "unknown": 0,
            "again": 0,
            "left": 1,
        },
        "ended": False,
    }
    assert crew.disken.client.get(f"/api{page}", headers=seen).status_code == 304
    counts(crew, page, skates)
    assert crew.disken.client.get(f"/api{page}", headers=seen).status_code == 200


def test_a_stocktake_that_does_not_exist_is_not_found(crew: Crew) -> None:
    assert crew.disken.client.get("/stocktakes/nowhere").status_code == 404
    assert crew.disken.client.get(f"/api/stocktakes/{make.uid()}").status_code == 404


@pytest.mark.parametrize("body", [{}, {"operation": "7", "version": "0"}, {"version": "many"}])
def test_closing_with_nonsense_is_refused(crew: Crew, body: dict[str, str]) -> None:
    page = begun(crew)

    assert crew.lena.sends_form(f"{page}/close", **body).status_code == 422


HERE = {"disken", "lena", "astrid"}
OURS = {"lena", "astrid"}


@pytest.mark.parametrize(
    ("path", "who"), [("", HERE), ("/close", OURS), ("/api", HERE)], ids=["page", "close", "api"]
)
def test_a_stocktake_is_read_by_those_of_its_branch(crew: Crew, path: str, who: set[str]) -> None:
    page = begun(crew)
    address = f"/api{page}" if path == "/api" else f"{page}{path}"
    let_in = {
        name
        for name in ("vera", "disken", "olle", "lena", "astrid")
        if getattr(crew, name).client.get(address).status_code == 200
    }
    assert let_in == who


@pytest.mark.parametrize(
    ("path", "who"),
    [("count", HERE), ("uncount", HERE), ("close", OURS), ("cancel", OURS)],
)
def test_a_stocktake_is_changed_by_those_of_its_branch(
    crew: Crew, path: str, who: set[str]
) -> None:
    page = begun(crew)
    let_in = {
        name
        for name in ("vera", "disken", "olle", "lena", "astrid")
        if getattr(crew, name).sends_form(f"{page}/{path}").status_code != 403
    }
    assert let_in == who


def test_whoever_is_not_signed_in_counts_nothing(crew: Crew) -> None:
    page = begun(crew)
    crew.nobody.client.get("/login")

    assert crew.nobody.sends_form(f"{page}/count", article=FREE).status_code in {302, 303, 401, 403}
