"""Printers, rolls and sheets, as `printers/*.toml` describe them: data only, checked when read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Any

from fritidsbank.paths import resource
from fritidsbank.printing.surface import MM_PER_INCH, OFFICE_DPI, Surface
from fritidsbank.refusals import Malformed, N_, NotFound
from fritidsbank.toml_rows import Row

LANGUAGES = ("zpl", "brother", "escpos", "star", "dymo", "pwg", "pdf", "png")
"""Each is a module of `printing/languages/`."""
TRANSPORTS = ("tcp", "device", "ipp", "ipps", "folder")
QUIRKS = {
    "zpl": {"graphics"},
    "brother": {"invalidate", "raster_mode", "least_rows", "packbits", "right_dots"},
    "escpos": {"band_rows", "tear_lines"},
    "star": {"starprnt"},
}
"""What a language asks of a model (`printers/README.md`)."""


class Stock(Enum):
    """What the paper is like."""

    LABEL = "label"  # one after the other on a roll, each cut out
    ROLL = "roll"  # of labels without end, cut where the drawing ends
    RECEIPT = "receipt"  # paper without end that does not stick
    SHEET = "sheet"  # labels beside each other on a page, or a whole page


@dataclass(eq=False)
class NoSuchPrinter(NotFound):
    """No file of `printers/` describes it."""

    model: str

    message = N_("There is no printer called {model}. `fritidsbank printers` lists them.")


@dataclass(eq=False)
class NoSuchMedium(NotFound):
    """No file of `printers/` describes it, or this printer cannot take it."""

    medium: str

    message = N_("There is no roll or sheet called {medium} for this printer.")


@dataclass(eq=False)
class SeveralMedia(Malformed):
    """A part of a name that several rolls or sheets have in theirs. `fits` is their ids."""

    medium: str
    fits: str

    message = N_("{medium} may be one of several: {fits}. Write one of them.")


@dataclass(frozen=True)
class Cells:
    """Where the labels are on a sheet, in millimetres: the first one, and the steps to the next."""

    columns: int
    rows: int
    left: float
    top: float
    step_x: float
    step_y: float
    width: float
    height: float


@dataclass(frozen=True)
class Medium:
    """A roll or a sheet. `width_mm` lies across the printer; without end there is no `height_mm`.

    `margin_x` and `margin_y` cannot be printed on, on either side. `special` has what only one
    language knows of it, by the language's name.
    """

    id: str
    name: str
    stock: Stock
    width_mm: float
    height_mm: float | None
    margin_x: float = 0.0
    margin_y: float = 0.0
    red: bool = False
    cells: Cells | None = None
    special: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def is_turned(self) -> bool:
        """Whether a label is read with its long side up: it then leaves the printer sideways."""
        return self.stock is Stock.LABEL and (self.height_mm or 0) > self.width_mm


@dataclass(frozen=True)
class Printer:
    """A model: the language it speaks, its dots, and what fits into it.

    `dpi` is 0 where the printer makes its own dots, as of a PDF. `row_dots` is how many dots its
    head has, 0 where the paper decides. `status` says whether it can tell what troubles it.
    """

    id: str
    name: str
    language: str
    dpi: int
    row_dots: int
    cut: bool
    red: bool
    status: bool
    transports: tuple[str, ...]
    media: tuple[str, ...]
    quirks: Mapping[str, Any] = field(default_factory=dict)

    def answers_over(self, transport: str) -> bool:
        """Whether it says how it is to whoever reaches it like that (`quirks.status_over`)."""
        return self.status and transport in self.quirks.get("status_over", self.transports)


def dots_of(printer: Printer, medium: Medium) -> tuple[int, int | None]:
    """How many dots can be printed across and along the paper, as it leaves the printer."""
    special = medium.special.get(printer.language, {}).get("dots")
    if special:
        across, along = special
        return min(across, printer.row_dots), along or None
    across = int((medium.width_mm - 2 * medium.margin_x) * printer.dpi / MM_PER_INCH + 1e-6)
    across = min(across, printer.row_dots) if printer.row_dots else across
    if medium.height_mm is None:
        return across, None
    return across, int((medium.height_mm - 2 * medium.margin_y) * printer.dpi / MM_PER_INCH + 1e-6)


def surface_of(printer: Printer, medium: Medium) -> Surface:
    """What a design may draw on, the long side of a label across."""
    if medium.cells:
        return Surface(medium.cells.width, medium.cells.height, printer.dpi or OFFICE_DPI)
    if not printer.dpi:
        height = medium.height_mm and medium.height_mm - 2 * medium.margin_y
        return Surface(medium.width_mm - 2 * medium.margin_x, height, OFFICE_DPI)
    across, along = dots_of(printer, medium)
    width = across * MM_PER_INCH / printer.dpi
    height = None if along is None else along * MM_PER_INCH / printer.dpi
    if medium.is_turned and height is not None:
        width, height = height, width
    return Surface(width, height, printer.dpi, red=printer.red and medium.red)


@cache
def printers() -> dict[str, Printer]:
    """All models, by id. Raises ValueError when a file is not as it must be."""
    return {each.id: each for each in map(_printer, _files("models"))}


@cache
def media() -> dict[str, Medium]:
    """All rolls and sheets, by id. Raises ValueError likewise."""
    return {each.id: each for each in map(_medium, _files("media"))}


def printer_with(model: str) -> Printer:
    """A model. Raises NoSuchPrinter."""
    if model not in printers():
        raise NoSuchPrinter(model)
    return printers()[model]


def medium_for(printer: Printer, medium: str) -> Medium:
    """A roll or sheet that fits into it. Raises NoSuchMedium."""
    if medium not in printer.media or medium not in media():
        raise NoSuchMedium(medium)
    return media()[medium]


def medium_like(printer: Printer, part: str) -> Medium:
    """The one whose id is this, or the only one whose id holds it: 57x32, say.

    Raises NoSuchMedium, SeveralMedia.
    """
    if part in printer.media:
        return medium_for(printer, part)
    fits = [each for each in printer.media if part and part.casefold() in each]
    if len(fits) > 1:
        raise SeveralMedia(part, ", ".join(fits))
    return medium_for(printer, fits[0] if fits else part)


def _files(folder: str) -> list[Path]:
    return sorted((resource("printers") / folder).glob("*.toml"))


def _row(file: Path) -> Row:
    try:
        return Row.of_file(file.read_text("utf-8"), file.name)
    except TOMLDecodeError as error:
        raise ValueError(f"{file.name}: {error}") from error


def _printer(file: Path) -> Printer:
    row = _row(file)
    quirks = row.table("quirks")
    made = Printer(
        id=file.stem,
        name=row.text("name"),
        language=_one_of(LANGUAGES, row.text("language"), file),
        dpi=row.whole("dpi", 0),
        row_dots=row.whole("row_dots", 0),
        cut=row.flag("cut"),
        red=row.flag("red"),
        status=row.flag("status"),
        transports=tuple(_one_of(TRANSPORTS, each, file) for each in row.words("transports")),
        media=tuple(_one_of(tuple(media()), each, file) for each in row.words("media")),
        quirks=quirks.rest() if quirks else {},
    )
    row.done()
    known = {"status_over", *QUIRKS.get(made.language, ())}
    for each in made.quirks:
        _one_of(tuple(sorted(known)), each, file)
    return made


def _medium(file: Path) -> Medium:
    row = _row(file)
    cells = row.table("cells")
    made = Medium(
        id=file.stem,
        name=row.text("name"),
        stock=Stock(_one_of(tuple(each.value for each in Stock), row.text("stock"), file)),
        width_mm=_needed(row, "width_mm"),
        height_mm=row.number("height_mm"),
        margin_x=row.number("margin_x") or 0.0,
        margin_y=row.number("margin_y") or 0.0,
        red=row.flag("red"),
        cells=_cells(cells) if cells else None,
        special={name: each.rest() for name in LANGUAGES if (each := row.table(name))},
    )
    row.done()
    return made


def _cells(row: Row) -> Cells:
    made = Cells(
        columns=row.whole("columns", 0),
        rows=row.whole("rows", 0),
        **{
            name: row.number(name) or 0.0
            for name in ("left", "top", "step_x", "step_y", "width", "height")
        },
    )
    row.done()
    return made


def _needed(row: Row, key: str) -> float:
    value = row.number(key)
    if not value:
        raise ValueError(f"{row.where}: {key} is missing")
    return value


def _one_of(known: tuple[str, ...], word: str, file: Path) -> str:
    if word not in known:
        raise ValueError(f"{file.name}: {word} is none of {', '.join(known)}")
    return word
