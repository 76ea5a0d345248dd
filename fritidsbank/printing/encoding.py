"""From drawings to what one printer is told: painted in its dots, turned as its paper lies."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from fritidsbank.printing.drawing import Drawing
from fritidsbank.printing.profiles import Medium, Printer
from fritidsbank.printing.sheets import laid_out

if TYPE_CHECKING:
    from fritidsbank.printing.page import Page


class Language(Protocol):
    """What each file of `languages/` offers."""

    def encode(self, pages: "Iterable[Page]", printer: Printer, medium: Medium) -> Iterator[bytes]:
        """The job in pieces, each page as it leaves the printer."""
        ...


def language(name: str) -> Language:
    """Read when somebody prints in it; a shop has one printer or two."""
    return cast("Language", import_module(f"fritidsbank.printing.languages.{name}"))


class Paper(Protocol):
    """What `pdf` offers instead, which is given the drawings themselves."""

    def drawn(self, pages: Iterable[Drawing], *, title: str, lang: str) -> Iterator[bytes]:
        """The file."""
        ...


def as_pdf(pages: Iterable[Drawing], *, title: str = "", lang: str = "sv") -> Iterator[bytes]:
    """A PDF with pages as large as the drawings. Raises TooNarrow."""
    return cast("Paper", language("pdf")).drawn(pages, title=title, lang=lang)


def encoded(
    drawings: Iterable[Drawing],
    printer: Printer,
    medium: Medium,
    *,
    start: int = 1,
    title: str = "",
    lang: str = "sv",
) -> Iterator[bytes]:
    """The job, a page at a time, so that five hundred labels need no more memory than one.

    A sheet begins with the label `start`; title and language are told where a file holds them.
    Raises TooNarrow and NotOnTheSheet.
    """
    sheets = laid_out(drawings, medium, start=start)
    if not printer.dpi:
        return as_pdf(sheets, title=title, lang=lang)
    pages = (page_of(sheet, printer, medium) for sheet in sheets)
    return language(printer.language).encode(pages, printer, medium)


def page_of(drawing: Drawing, printer: Printer, medium: Medium) -> "Page":
    """One page as it leaves the printer. Raises TooNarrow."""
    # Loaded when first asked for: it brings Pillow, and the counter needs that memory.
    from fritidsbank.printing.painting import paint  # noqa: PLC0415

    page = paint(drawing, printer.dpi, red=printer.red and medium.red)
    return page.turned() if medium.is_turned else page
