"""Sheets: labels laid out side by side as pages, beginning where a sheet that was used ends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, repeat

from fritidsbank.printing.drawing import Box, Drawing, Part
from fritidsbank.printing.profiles import Cells, Medium, Stock
from fritidsbank.refusals import Malformed, N_


@dataclass(eq=False)
class NotOnTheSheet(Malformed):
    """A sheet was to begin with a label that it does not have."""

    labels: int

    message = N_("The sheet has {labels} labels. Begin with one of them: 1 to {labels}.")


def each(drawings: Iterable[Drawing], copies: int) -> Iterator[Drawing]:
    """So many of each, one after the other."""
    return chain.from_iterable(repeat(drawing, copies) for drawing in drawings)


def laid_out(drawings: Iterable[Drawing], medium: Medium, *, start: int = 1) -> Iterator[Drawing]:
    """What is printed on each page: of a sheet the whole page with its edges, of a roll one label.

    The first label is the one with the number `start`, counted along the rows.

    Raises NotOnTheSheet.
    """
    if medium.stock is not Stock.SHEET:
        return iter(drawings)
    if medium.cells is None:
        return (_page([each_], medium, [_inside(medium)]) for each_ in drawings)
    places = list(_places(medium.cells))
    if not 1 <= start <= len(places):
        raise NotOnTheSheet(len(places))
    return _pages(drawings, medium, places, start)


def _pages(
    drawings: Iterable[Drawing], medium: Medium, places: list[Box], start: int
) -> Iterator[Drawing]:
    free = places[start - 1 :]
    here: list[Drawing] = []
    for drawing in drawings:
        here.append(drawing)
        if len(here) == len(free):
            yield _page(here, medium, free)
            here, free = [], places
    if here:
        yield _page(here, medium, free)


def _page(drawings: list[Drawing], medium: Medium, places: list[Box]) -> Drawing:
    assert medium.height_mm
    parts = [
        _moved(part, right, down)
        for drawing, place in zip(drawings, places, strict=False)
        for right, down in [_middle(drawing, place)]
        for part in drawing.parts
    ]
    return Drawing(medium.width_mm, medium.height_mm, parts)


def _places(cells: Cells) -> Iterator[Box]:
    for row in range(cells.rows):
        for column in range(cells.columns):
            left, top = cells.left + column * cells.step_x, cells.top + row * cells.step_y
            yield Box(left, top, cells.width, cells.height)


def _inside(medium: Medium) -> Box:
    assert medium.height_mm
    across, along = medium.margin_x, medium.margin_y
    return Box(across, along, medium.width_mm - 2 * across, medium.height_mm - 2 * along)


def _middle(drawing: Drawing, place: Box) -> tuple[float, float]:
    return (
        place.left + (place.width - drawing.width_mm) / 2,
        place.top + (place.height - drawing.height_mm) / 2,
    )


def _moved(part: Part, right: float, down: float) -> Part:
    box = part.box
    return replace(part, box=Box(box.left + right, box.top + down, box.width, box.height))
