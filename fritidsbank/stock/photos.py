"""Photos of articles, kept in the database so that one backup holds everything."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.refusals import N_, NotFound, Refusal
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Article, Photo
from fritidsbank.stock.pictures import Picture

MOST = 4


@dataclass(eq=False)
class EnoughPhotos(Refusal):
    """It has as many as an article may have."""

    message = N_("It has four photos already. Take one away first.")


@dataclass(eq=False)
class NoSuchPhoto(NotFound):
    """The article has no such photo, or not any more."""

    message = N_("That photo is not here any more.")


def jpeg_of(db: Session, photo: int) -> bytes:
    """A photo. Raises NoSuchPhoto."""
    return _bytes(db.scalar(select(Photo.jpeg).where(Photo.id == photo)))


def small_jpeg_of(db: Session, photo: int) -> bytes:
    """The small one of it. Raises NoSuchPhoto."""
    return _bytes(db.scalar(select(Photo.small).where(Photo.id == photo)))


def add_photo(
    db: Session, article: int, picture: Picture, *, signed: Signature, at_bench: bool = False
) -> Photo:
    """One more photo of an article, of what is broken if `at_bench`. Raises EnoughPhotos.

    Those of the bench are counted by themselves, so that nobody has to take one of the others away.
    """
    # Two people may each add a fourth one; the row of the article makes them queue.
    db.execute(select(Article.id).where(Article.id == article).with_for_update())
    alike = select(func.count()).where(Photo.article_id == article, Photo.at_bench == at_bench)
    if (db.scalar(alike) or 0) >= MOST:
        raise EnoughPhotos
    photo = Photo(
        article_id=article,
        jpeg=picture.jpeg,
        small=picture.small,
        added_at=signed.at,
        account_id=signed.account,
        at_bench=at_bench,
    )
    db.add(photo)
    db.flush()
    return photo


def take_photo_away(db: Session, article: int, photo: int) -> None:
    """It is gone from the register. Raises NoSuchPhoto."""
    found = db.get(Photo, photo)
    if found is None or found.article_id != article:
        raise NoSuchPhoto
    db.delete(found)
    db.flush()


def _bytes(found: bytes | None) -> bytes:
    if found is None:
        raise NoSuchPhoto
    return found
