"""Photos of an article: shown to whoever works here, added and taken away at the counter."""

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from fritidsbank.stock import photos
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.pictures import LARGEST_FILE, NotAPicture, picture_of
from fritidsbank.stock.queries import Thing, thing_of
from fritidsbank.web.access import SIGNED_IN, Role
from fritidsbank.web.admission import admit_in
from fritidsbank.web.context import g
from fritidsbank.web.room import Room

pictures = Room("pictures")

# A photo never changes. A day, and not for ever: one with a face on it may have to go. Not public:
# nobody has looked through them for what a stranger should not see.
KEPT = "private, max-age=86400"
LARGEST_BODY = 4 * LARGEST_FILE
"""What is a little too large is refused with a sentence of its own; what is larger is not read."""


@pictures.shows("/photos/<int:photo>.jpg", who=SIGNED_IN)
def photo(photo: int) -> Response:
    """A photo of an article."""
    return _jpeg(photos.jpeg_of(g.db, photo))


@pictures.shows("/photos/<int:photo>/small.jpg", who=SIGNED_IN)
def small_photo(photo: int) -> Response:
    """The small one of it."""
    return _jpeg(photos.small_jpeg_of(g.db, photo))


def read_picture() -> None:
    """Unpack the photo of a form before the writer's turn is taken: others are lending."""
    sent = request.files.get("photo")
    if sent is None or not sent.filename:
        raise NotAPicture
    g.picture = picture_of(sent.read(LARGEST_FILE + 1))


@pictures.does(
    "/articles/<int:article>/photos",
    who=Role.COUNTER,
    first=read_picture,
    largest_file=LARGEST_BODY,
)
def add(article: int) -> AnyResponse:
    """One more photo of an article."""
    thing = _mine(article)
    photos.add_photo(g.db, thing.id, g.picture, signed=Signature(g.now, g.actor.account))
    return redirect(f"/articles/{article}?done=added#photos", 303)


@pictures.does("/articles/<int:article>/photos/<int:photo>/remove", who=Role.COUNTER)
def remove(article: int, photo: int) -> AnyResponse:
    """A photo is taken away."""
    photos.take_photo_away(g.db, _mine(article).id, photo)
    return redirect(f"/articles/{article}?done=removed#photos", 303)


def _mine(article: int) -> Thing:
    thing = thing_of(g.db, article)
    admit_in(thing.spot.branch, Role.COUNTER)
    return thing


def _jpeg(jpeg: bytes) -> Response:
    answer = Response(jpeg, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = KEPT
    return answer
