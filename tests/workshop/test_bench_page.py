"""What one does with an article at the bench, by the forms of its page."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from fritidsbank.stock.models import Photo
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.workshop.models import Repair
from tests import make
from tests.staff.crew import Crew, crew, text_of

__all__ = ["crew"]

pytestmark = pytest.mark.one_database

PressesAt = Callable[..., TestResponse]


@pytest.fixture
def skates(crew: Crew) -> Thing:
    """A blunt pair that was sent to the workshop at the counter."""
    thing = crew.registers(size="38")
    tablet = make.tablet(crew.store, crew.hamnen, crew.shop.account, now=crew.now)
    tablet.says("mark", article=thing.code, mark="workshop", fault="blunt")
    return crew.sees(thing)


@pytest.fixture
def presses(crew: Crew, skates: Thing) -> PressesAt:
    """Vera presses a button on the page of the skates; the page that she sees then."""

    def press(what: str, who: make.Visitor | None = None, **fields: str) -> TestResponse:
        browser = who or crew.vera
        form = {"operation": make.uid(), **fields}
        answer = browser.sends_form(f"/workshop/{skates.id}/{what}", **form)
        assert answer.status_code == 303, text_of(answer)
        there = answer.headers["Location"]
        return browser.client.get(there, follow_redirects=True)

    return press


def repair_of(crew: Crew, thing: Thing) -> Repair:
    """The latest repair of it."""
    with crew.store.reading() as db:
        found = db.scalars(
            select(Repair).where(Repair.article_id == thing.id).order_by(Repair.id.desc())
        ).first()
        assert found is not None
        db.expunge(found)
    return found


def pressed(page: TestResponse) -> set[str]:
    """The tiles that are pressed, by their ids."""
    tiles = re.findall(r"<button[^>]*>", page.text)
    on = [tile for tile in tiles if 'aria-pressed="true"' in tile and 'id="' in tile]
    return {re.findall(r'id="([^"]+)"', tile)[0] for tile in on}


def photograph(width: int, height: int) -> bytes:
    """A picture of that size; only its head says so when it is a large one."""
    written = BytesIO()
    Image.new("L", (width, height)).save(written, "PNG")
    return written.getvalue()


def test_the_fault_that_was_said_at_the_counter_is_pressed_already(
    crew: Crew, skates: Thing
) -> None:
    page = crew.vera.client.get(f"/workshop/{skates.id}")
    assert pressed(page) == {"fault-blunt"}


def test_what_mends_it_is_offered_first(crew: Crew, skates: Thing) -> None:
    page = crew.vera.client.get(f"/workshop/{skates.id}").text
    assert re.findall(r'id="work-([a-z_]+)"', page)[0] == "sharpen"


def test_looking_at_it_changes_nothing(crew: Crew, skates: Thing) -> None:
    crew.vera.client.get(f"/workshop/{skates.id}")
    with crew.store.reading() as db:
        assert db.scalar(select(Repair)) is None


def test_each_tile_is_stored_at_once_and_taken_back_by_the_same_tile(
    presses: PressesAt, crew: Crew, skates: Thing
) -> None:
    presses("note", did="sharpen")
    presses("note", did="laces")
    assert pressed(presses("note", minutes="15")) == {
        "fault-blunt",
        "work-sharpen",
        "work-laces",
        "minutes-15",
    }
    page = presses("note", did_not="laces")
    assert pressed(presses("note", fault="")) == pressed(page) - {"fault-blunt"}
    assert repair_of(crew, skates).work == ["sharpen"]


def test_a_button_that_is_pressed_twice_does_it_once(crew: Crew, skates: Thing) -> None:
    once = make.uid()
    for _ in range(2):
        path = f"/workshop/{skates.id}/note"
        assert crew.vera.sends_form(path, operation=once, did="wash").status_code == 303
    assert repair_of(crew, skates).work == ["wash"]


@pytest.mark.parametrize(
    ("to", "stands"), [("shelf", PlaceKind.SHELF), ("season_store", PlaceKind.SEASON_STORE)]
)
def test_mended_it_leaves_the_bench_in_one_press(
    presses: PressesAt, crew: Crew, skates: Thing, to: str, stands: PlaceKind
) -> None:
    presses("end", to=to)
    assert crew.sees(skates).spot.kind is stands


def test_whoever_finishes_it_second_is_told_where_it_stands(
    presses: PressesAt, crew: Crew, skates: Thing
) -> None:
    presses("end", to="shelf")
    page = text_of(presses("end", to="season_store"))
    assert "Den är inte i verkstaden" in page
    assert crew.sees(skates).spot.kind is PlaceKind.SHELF


def test_what_was_scrapped_is_not_finished(presses: PressesAt, crew: Crew, skates: Thing) -> None:
    presses("scrap", reason="worn_out", barrier="no_parts")
    page = text_of(presses("end", to="shelf"))
    assert "finns inte kvar i beståndet" in page
    assert crew.sees(skates).spot.kind is PlaceKind.GONE


def test_scrapping_asks_why_and_what_stops_us(
    presses: PressesAt, crew: Crew, skates: Thing
) -> None:
    path = f"/workshop/{skates.id}/scrap"
    answer = crew.vera.sends_form(path, operation=make.uid(), reason="worn_out")
    assert answer.status_code == 422
    assert crew.sees(skates).spot.kind is PlaceKind.WORKSHOP
    presses("scrap", reason="worn_out", barrier="no_parts")
    repair = repair_of(crew, skates)
    assert (repair.barrier, repair.went_to) == ("no_parts", PlaceKind.GONE)


def test_what_was_ended_too_soon_is_opened_again(
    presses: PressesAt, crew: Crew, skates: Thing
) -> None:
    presses("note", did="sharpen")
    presses("end", to="shelf")
    page = crew.vera.client.get(f"/workshop/{skates.id}")
    assert "Öppna igen" in text_of(page)
    assert "work-sharpen" in pressed(presses("reopen"))
    assert crew.sees(skates).spot.kind is PlaceKind.WORKSHOP


def test_it_waits_for_a_part_and_a_post_gets_it(
    presses: PressesAt, crew: Crew, skates: Thing
) -> None:
    page = text_of(presses("wait", waits_for="spänne 25 mm", orders="counter"))
    assert "Väntar på: spänne 25 mm" in page
    assert "Beställs av: Disken" in page
    page = text_of(presses("go-on", state="in_repair"))
    assert "Väntar på: spänne" not in page


def test_a_part_without_a_name_is_asked_for(crew: Crew, skates: Thing) -> None:
    path = f"/workshop/{skates.id}/wait"
    answer = crew.vera.sends_form(path, operation=make.uid(), orders="counter")
    assert answer.status_code == 422


def test_it_is_laid_back_into_the_queue(presses: PressesAt) -> None:
    presses("note", minutes="5")
    assert "Ska lagas" in text_of(presses("go-on", state="assess"))


def test_what_is_not_in_the_workshop_says_where_it_is_and_is_taken_in_by_its_fault(
    crew: Crew,
) -> None:
    thing = crew.registers()
    page = crew.vera.client.get(f"/workshop/{thing.id}")
    assert "Den är inte i verkstaden" in text_of(page)
    path = f"/workshop/{thing.id}/take-in"
    answer = crew.vera.sends_form(path, operation=make.uid(), fault="lace")
    page = crew.vera.client.get(answer.headers["Location"])
    assert pressed(page) == {"fault-lace"}


def test_what_is_lent_is_taken_back_at_the_counter(crew: Crew) -> None:
    thing = crew.registers()
    crew.lends(thing)
    page = text_of(crew.vera.client.get(f"/workshop/{thing.id}"))
    assert "Ta tillbaka den vid disken" in page
    assert "Ta in den i verkstaden" not in page


def test_another_branch_has_it_on_its_own_bench(crew: Crew) -> None:
    thing = crew.registers(branch=crew.soder)
    page = text_of(crew.vera.client.get(f"/workshop/{thing.id}"))
    assert "Den är någon annanstans" in page


def test_only_the_manager_lets_it_out_and_says_why(
    presses: PressesAt, crew: Crew, skates: Thing
) -> None:
    path = f"/workshop/{skates.id}/release"
    assert crew.vera.client.get(path).status_code == 403
    assert crew.lena.sends_form(path, operation=make.uid()).status_code == 422
    presses("release", crew.lena, reason="Felet är litet och gör inget", because="bara lite slö")
    assert repair_of(crew, skates).released_because == (
        "Felet är litet och gör inget. bara lite slö"
    )
    assert crew.sees(skates).spot.kind is PlaceKind.SHELF


def photographs(crew: Crew, thing: Thing, file: bytes) -> TestResponse:
    """Send the form with a photo in it."""
    answer = crew.vera.client.post(
        f"/workshop/{thing.id}/photos",
        data={"form_token": crew.vera.token, "photo": (BytesIO(file), "trasig.png")},
        content_type="multipart/form-data",
    )
    # The test's browser lays a large body in a file, and leaves that open.
    answer.request.environ["wsgi.input"].close()
    return answer


def test_a_photo_from_the_bench_is_for_whoever_works_here(crew: Crew, skates: Thing) -> None:
    photographs(crew, skates, photograph(40, 30))
    with crew.store.reading() as db:
        photo = db.scalars(select(Photo)).one()
    assert photo.at_bench
    for page in (f"/workshop/{skates.id}", f"/articles/{skates.id}"):
        assert f"/photos/{photo.id}/small.jpg" in crew.vera.client.get(page).text
    assert crew.nobody.client.get(f"/photos/{photo.id}.jpg").status_code == 302
    public = crew.nobody.client.get(f"/lagersaldo/{crew.hamnen}/SKR").text
    assert "/photos/" not in public


def test_a_photo_of_a_hundred_megapixels_is_refused_with_what_to_do(
    crew: Crew, skates: Thing
) -> None:
    answer = photographs(crew, skates, photograph(10_000, 10_000))
    assert answer.status_code == 422
    assert "högst 50 megapixel" in text_of(answer)


@pytest.mark.parametrize("path", ["", "/scrap", "/wait"])
def test_its_page_is_for_the_workshop(crew: Crew, skates: Thing, path: str) -> None:
    assert crew.disken.client.get(f"/workshop/{skates.id}{path}").status_code == 403
    assert crew.lena.client.get(f"/workshop/{skates.id}{path}").status_code == 200


def test_a_note_is_kept_and_says_so(presses: PressesAt, crew: Crew, skates: Thing) -> None:
    assert "Sparad" in text_of(presses("note", note="skenan är lös"))
    assert repair_of(crew, skates).note == "skenan är lös"


def test_the_page_of_an_article_leads_to_its_repair(crew: Crew, skates: Thing) -> None:
    way = f'href="/workshop/{skates.id}"'
    assert way in crew.vera.client.get(f"/articles/{skates.id}").text
    assert way not in crew.disken.client.get(f"/articles/{skates.id}").text


def test_where_a_photo_is_refused_the_way_leads_to_the_bench_and_not_to_the_counter(
    crew: Crew, skates: Thing
) -> None:
    refused = photographs(crew, skates, b"no photo")
    assert refused.status_code == 422
    assert ('href="/workshop"' in refused.text, 'href="/counter"' in refused.text) == (True, False)


def test_whoever_may_print_no_label_is_not_led_to_it(crew: Crew, skates: Thing) -> None:
    pages = [one.client.get(f"/articles/{skates.id}").text for one in (crew.vera, crew.lena)]
    assert ["/labels?codes=" in page for page in pages] == [False, True]
