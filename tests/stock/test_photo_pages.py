"""Photos on the page of an article: added, shown to staff, taken away."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from fritidsbank.stock.models import Photo
from fritidsbank.stock.photos import MOST
from fritidsbank.stock.queries import Thing
from tests import make
from tests.staff.crew import Crew, text_of

pytestmark = pytest.mark.one_database


def a_photo() -> bytes:
    """Of something."""
    written = BytesIO()
    Image.new("RGB", (40, 30), "red").save(written, "JPEG")
    return written.getvalue()


def photographs(
    browser: make.Visitor, thing: Thing, file: bytes | None = None, name: str = "hjälm.jpg"
) -> TestResponse:
    """Send the form with a file in it."""
    fields = {"photo": (BytesIO(a_photo() if file is None else file), name)}
    answer = browser.client.post(
        f"/articles/{thing.id}/photos",
        data={"form_token": browser.token, **fields},
        content_type="multipart/form-data",
    )
    # The test's browser lays a large body in a file, and leaves that open.
    answer.request.environ["wsgi.input"].close()
    return answer


def photos(crew: Crew) -> list[int]:
    """What there is."""
    with crew.store.reading() as db:
        return list(db.scalars(select(Photo.id).order_by(Photo.id)))


def test_a_photo_is_shown_on_the_page_of_its_article(crew: Crew) -> None:
    skates = crew.registers()
    answer = photographs(crew.disken, skates)
    assert answer.headers["Location"].startswith(f"/articles/{skates.id}?")
    page = crew.vera.client.get(f"/articles/{skates.id}").text
    assert f'src="/photos/{photos(crew)[0]}/small.jpg"' in page


@pytest.mark.parametrize("path", ["/photos/1.jpg", "/photos/1/small.jpg"])
def test_whoever_works_here_may_keep_it_for_a_day(crew: Crew, path: str) -> None:
    photographs(crew.disken, crew.registers())
    answer = crew.vera.client.get(path)
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Cache-Control"] == "private, max-age=86400"
    assert Image.open(BytesIO(answer.data)).size == (40, 30)


def test_a_stranger_does_not_see_it(crew: Crew) -> None:
    photographs(crew.disken, crew.registers())
    assert crew.nobody.client.get("/photos/1.jpg").status_code == 302


def test_it_is_taken_away(crew: Crew) -> None:
    skates = crew.registers()
    photographs(crew.disken, skates)
    crew.disken.sends_form(f"/articles/{skates.id}/photos/1/remove")
    assert photos(crew) == []
    assert crew.disken.client.get("/photos/1.jpg").status_code == 404


def test_a_photo_of_another_article_is_not_taken_away(crew: Crew) -> None:
    photographs(crew.disken, crew.registers())
    other = crew.registers("Pulka", category="PUL")
    answer = crew.disken.sends_form(f"/articles/{other.id}/photos/1/remove")
    assert (answer.status_code, photos(crew)) == (404, [1])


def test_an_article_has_four_photos_at_most(crew: Crew) -> None:
    skates = crew.registers()
    answers = [photographs(crew.disken, skates).status_code for _ in range(MOST + 1)]
    assert answers == [303] * MOST + [409]
    page = crew.disken.client.get(f"/articles/{skates.id}").text
    assert 'enctype="multipart/form-data"' not in page


@pytest.mark.parametrize(
    ("file", "name", "said"),
    [
        (b"%PDF-1.7", "hjälm.png", "JPEG, PNG"),
        (b"\0\0\0\x18ftypheic", "IMG_0001.HEIC", "HEIC"),
        (b"<svg/>", "hjälm.svg", "JPEG, PNG"),
        (b"\xff\xd8" + bytes(15_000_001), "hjälm.jpg", "15 MB"),
        (b"", "", "JPEG, PNG"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence(
    crew: Crew, file: bytes, name: str, said: str
) -> None:
    answer = photographs(crew.disken, crew.registers(), file, name)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert photos(crew) == []


def test_a_file_of_no_end_is_not_read(crew: Crew) -> None:
    answer = photographs(crew.disken, crew.registers(), bytes(61_000_000))
    assert (answer.status_code, photos(crew)) == (413, [])


def test_in_another_branch_it_is_not_photographed(crew: Crew) -> None:
    skates = crew.registers(branch=crew.soder)
    assert photographs(crew.disken, skates).status_code == 403


def test_a_form_of_a_foreign_page_adds_nothing(crew: Crew) -> None:
    skates = crew.registers()
    answer = crew.disken.client.post(
        f"/articles/{skates.id}/photos",
        data={"form_token": crew.lena.token, "photo": (BytesIO(a_photo()), "hjälm.jpg")},
        content_type="multipart/form-data",
    )
    assert (answer.status_code, photos(crew)) == (403, [])


def test_a_file_is_let_in_nowhere_else(crew: Crew) -> None:
    skates = crew.registers()
    answer = crew.disken.client.post(
        f"/articles/{skates.id}/edit",
        data={"form_token": crew.disken.token, "photo": (BytesIO(a_photo()), "hjälm.jpg")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 403
