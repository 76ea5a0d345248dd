"""Pictures as they are kept: small JPEGs that say nothing about who took them, where and when.

What comes from outside is never kept as it came. It is opened as one of three formats, turned the
right way up, made smaller and written anew, so that nothing but the dots is left of it.
"""

from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from fritidsbank.refusals import Malformed, N_

if TYPE_CHECKING:
    from PIL import Image

LARGEST_FILE = 15_000_000
MOST_DOTS = 50_000_000
LONGEST_SIDE, SMALL_SIDE = 2000, 320
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY, _SMALL_QUALITY = 82, 78
_OF_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"}

# A picture of 50 million dots takes 200 MB for a moment: one at a time in each process.
_one_at_a_time = Lock()


@dataclass(eq=False)
class PictureTooLarge(Malformed):
    """More bytes than any camera needs."""

    message = N_(
        "The file is larger than 15 MB. Take the photo with fewer dots, or make it smaller."
    )


@dataclass(eq=False)
class TooManyDots(Malformed):
    """It would fill the memory when it is unpacked."""

    message = N_("The picture has too many dots. Take the photo with at most 50 megapixels.")


@dataclass(eq=False)
class NotAPicture(Malformed):
    """Something else, whatever its name says."""

    message = N_("That is no photo that can be read here. Choose a JPEG, PNG or WebP.")


@dataclass(eq=False)
class PictureCutOff(Malformed):
    """It begins as a picture, and its end is missing or damaged."""

    message = N_("The picture is damaged or has been cut off. Take it once more.")


@dataclass(eq=False)
class PictureMoves(Malformed):
    """Several pictures in one file."""

    message = N_("The picture moves. Choose one that stands still.")


@dataclass(eq=False)
class HeicPicture(Malformed):
    """What newer telephones write unless they are told otherwise."""

    message = N_(
        "The photo is in the format HEIC. Choose Most Compatible under Camera, Formats in the "
        "settings of the phone, or take the photo from this page."
    )


@dataclass(frozen=True)
class Picture:
    """A photo and the small one of it, both as JPEG."""

    jpeg: bytes
    small: bytes


def picture_of(file: bytes) -> Picture:
    """The picture in a file, as it is kept.

    Raises PictureTooLarge, TooManyDots, NotAPicture, PictureCutOff, PictureMoves, HeicPicture.
    """
    if len(file) > LARGEST_FILE:
        raise PictureTooLarge
    if file[4:8] == b"ftyp" and file[8:12] in _OF_HEIC:
        raise HeicPicture
    with _one_at_a_time:
        upright = _upright(file)
        return Picture(
            _jpeg(upright, LONGEST_SIDE, _QUALITY), _jpeg(upright, SMALL_SIDE, _SMALL_QUALITY)
        )


def _upright(file: bytes) -> "Image.Image":
    # Loaded when first asked for: the counter needs the memory.
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415

    # Pillow's own guard stands behind ours, for what it opens before it knows the size.
    Image.MAX_IMAGE_PIXELS = MOST_DOTS
    try:
        opened = Image.open(BytesIO(file), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyDots from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise NotAPicture from None
    # Nothing is unpacked yet: the size stands in the first bytes.
    if opened.width * opened.height > MOST_DOTS:
        raise TooManyDots
    # Many telephones put a second picture behind a JPEG (MPO), for depth or a moment before.
    if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:
        raise PictureMoves
    try:
        # A JPEG can be unpacked at a half or an eighth; of others this does nothing.
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        return _on_white(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyDots from None
    except (OSError, ValueError, SyntaxError, IndexError, EOFError):
        raise PictureCutOff from None


def _on_white(picture: "Image.Image") -> "Image.Image":
    from PIL import Image  # noqa: PLC0415 - the same

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    solid = picture.convert("RGBA")
    white = Image.new("RGBA", solid.size, "white")
    return Image.alpha_composite(white, solid).convert("RGB")


def _jpeg(picture: "Image.Image", longest: int, quality: int) -> bytes:
    smaller = picture.copy()
    smaller.thumbnail((longest, longest))
    # Here Pillow keeps what it has read beside the dots: where the camera was, and a comment.
    smaller.info.clear()
    written = BytesIO()
    smaller.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
    return written.getvalue()
