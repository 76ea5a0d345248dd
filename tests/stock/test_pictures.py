"""What is left of a photo when it is kept, and which files are no photo."""

from io import BytesIO
from struct import pack
from typing import Any
from zlib import crc32

import pytest
from PIL import Image

from fritidsbank.refusals import Refusal
from fritidsbank.stock import pictures
from fritidsbank.stock.pictures import (
    HeicPicture,
    NotAPicture,
    PictureCutOff,
    PictureMoves,
    PictureTooLarge,
    TooManyDots,
    picture_of,
)

RED, BLUE = (200, 30, 30), (30, 30, 200)
LEFT_IS_UP = 6
"""The EXIF orientation of a telephone that was held upright."""
ORIENTATION, TAKEN_BY, WHERE = 0x0112, 0x013B, 0x8825


def photo(
    size: tuple[int, int] = (400, 300),
    kind: str = "JPEG",
    mode: str = "RGB",
    **how: Any,  # noqa: ANN401 - Pillow's options
) -> bytes:
    """A photo of something red."""
    written = BytesIO()
    colour: Any = RED if mode == "RGB" else 0
    Image.new(mode, size, colour).save(written, kind, **how)
    return written.getvalue()


def opened(jpeg: bytes) -> Image.Image:
    """The picture in a JPEG."""
    return Image.open(BytesIO(jpeg), formats=["JPEG"])


def a_png_of(width: int, height: int) -> bytes:
    """A PNG that says it is that large, in 60 bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + name + body + pack(">I", crc32(name + body))

    head = chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_three_formats_become_a_jpeg(kind: str) -> None:
    kept = picture_of(photo(kind=kind))
    assert (opened(kept.jpeg).format, opened(kept.jpeg).size) == ("JPEG", (400, 300))


def test_a_large_photo_becomes_a_smaller_one_and_a_small_one() -> None:
    kept = picture_of(photo((4000, 3000)))
    assert (opened(kept.jpeg).size, opened(kept.small).size) == ((2000, 1500), (320, 240))


def test_a_small_photo_is_not_made_larger() -> None:
    kept = picture_of(photo((100, 80)))
    assert (opened(kept.jpeg).size, opened(kept.small).size) == ((100, 80), (100, 80))


def test_who_took_it_and_where_is_left_out() -> None:
    told = Image.Exif()
    told[TAKEN_BY] = "Amina"
    told.get_ifd(WHERE)[2] = (57.0, 42.0, 0.0)
    file = photo(exif=told, comment=b"hos Amina")
    assert b"Amina" in file
    kept = picture_of(file)
    for jpeg in (kept.jpeg, kept.small):
        assert dict(opened(jpeg).getexif()) == {}
        assert b"Amina" not in jpeg
        assert b"Exif" not in jpeg


def test_a_photo_taken_upright_stands_upright() -> None:
    lying = Image.new("RGB", (400, 300), BLUE)
    lying.paste(RED, (0, 0, 40, 300))  # what the telephone's top edge saw
    told = Image.Exif()
    told[ORIENTATION] = LEFT_IS_UP
    written = BytesIO()
    lying.save(written, "JPEG", exif=told)
    kept = opened(picture_of(written.getvalue()).jpeg)
    assert kept.size == (300, 400)
    top: Any = kept.getpixel((150, 10))
    assert top[0] > top[2]


def test_what_one_could_see_through_becomes_white() -> None:
    kept = opened(picture_of(photo(kind="PNG", mode="RGBA")).jpeg)
    assert kept.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "1", "I;16", "LA"])
def test_a_picture_without_colours_is_kept_as_well(mode: str) -> None:
    assert opened(picture_of(photo(kind="PNG", mode=mode)).jpeg).mode == "RGB"


def test_colours_of_a_printer_are_kept_as_those_of_a_screen() -> None:
    assert opened(picture_of(photo(mode="CMYK")).jpeg).mode == "RGB"


def test_the_second_picture_that_a_telephone_hides_is_left_out() -> None:
    behind = Image.new("RGB", (400, 300), BLUE)
    file = photo(kind="MPO", save_all=True, append_images=[behind])
    kept = opened(picture_of(file).jpeg)
    assert getattr(kept, "n_frames", 1) == 1


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(kind: str) -> None:
    more = Image.new("RGB", (400, 300), BLUE)
    with pytest.raises(PictureMoves):
        picture_of(photo(kind=kind, save_all=True, append_images=[more]))


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (10_000, 7_000), (65_535, 65_535)])
def test_a_picture_that_would_fill_the_memory_is_not_unpacked(width: int, height: int) -> None:
    with pytest.raises(TooManyDots):
        picture_of(a_png_of(width, height))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_file_that_was_cut_off_is_refused(kind: str, part: float) -> None:
    noise = Image.effect_noise((300, 300), 90).convert("RGB")
    written = BytesIO()
    noise.save(written, kind)
    file = written.getvalue()
    with pytest.raises((PictureCutOff, NotAPicture)):
        picture_of(file[: int(len(file) * part)])


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        (b"", NotAPicture),
        (b"%PDF-1.7 calls itself photo.png", NotAPicture),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", NotAPicture),
        (b"\x89PNG\r\n\x1a\n%PDF-1.7", NotAPicture),
        (photo(kind="GIF"), NotAPicture),
        (photo(kind="BMP"), NotAPicture),
        (photo(kind="TIFF"), NotAPicture),
        (photo(kind="PDF"), NotAPicture),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", NotAPicture),
        (b"\0\0\0\x18ftypheic" + bytes(50), HeicPicture),
        (b"\0\0\0\x18ftypmif1" + bytes(50), HeicPicture),
        (b"\xff\xd8\xff" + bytes(pictures.LARGEST_FILE), PictureTooLarge),
    ],
)
def test_what_is_no_photo_is_refused(file: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        picture_of(file)
    assert refused.value.status == 422
