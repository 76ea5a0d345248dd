"""The poster on the door, at school, in the library: its square leads to the public list."""

from fritidsbank.labels.rules import PosterFacts, shown_address
from fritidsbank.printing.drawing import Box, Drawing, Part, moved
from fritidsbank.printing.layout import Field, block, paragraph, square_at, square_side, words
from fritidsbank.printing.squares import QUIET_ZONE, square_code
from fritidsbank.printing.surface import Surface, TooNarrow

SMALLER = 0.96
"""Each try is set so much smaller than the last, until all of it finds room."""
LEAST = 0.4


def poster(facts: PosterFacts, surface: Surface) -> Drawing:
    """A page for a wall, a strip of receipt paper, or a label. Raises TooNarrow."""
    wide, high = surface.width_mm, surface.height_mm
    if high is None:
        parts, end = _column(facts, surface, 1.15)
        return Drawing(wide, surface.snapped(end), parts)
    if wide > high:
        return _beside(facts, Field(wide, high, surface))
    scale = 1.15
    parts, end = _column(facts, surface, scale)
    while end > high and scale > LEAST:
        scale *= SMALLER
        parts, end = _column(facts, surface, scale)
    if end > high:
        raise TooNarrow
    return Drawing(wide, high, moved(parts, down=surface.snapped((high - end) / 2)))


def _column(facts: PosterFacts, surface: Surface, scale: float) -> tuple[list[Part], float]:
    """Everything below each other, and where it ends."""
    wide, margin = surface.width_mm, surface.width_mm * 0.08
    room, step = wide - 2 * margin, surface.width_mm * 0.03 * scale
    parts: list[Part] = []
    top = margin

    def say(text: str, size: float, *, bold: bool = False, after: float = 0.6) -> None:
        nonlocal top
        said, top = paragraph(text, Box(margin, top, room, 0), size, bold=bold, align="centre")
        parts.extend(said)
        top += step * after

    say(facts.shop, step * 1.15, after=1.2)
    for at, (question, invitation, _) in enumerate(facts.said):
        say(question, step * (2.3 if at == 0 else 1.6), bold=True, after=0.4)
        say(invitation, step * (1.1 if at == 0 else 0.95), after=0.8)
        if at == 0:
            top = _square(facts, surface, parts, top, most=min(wide * 0.5 * scale, room))
            say(shown_address(facts.address), step * 1.2, bold=True, after=1.6)
    for _, _, hint in facts.said:
        say(hint, step * 0.85, after=0.2)
    return parts, top - step * 0.2 + margin


def _square(
    facts: PosterFacts, surface: Surface, parts: list[Part], top: float, *, most: float
) -> float:
    square = square_code(facts.address)
    side = square_side(square, most, surface)
    if not side:
        raise TooNarrow
    wide = surface.width_mm
    seen = side * (1 - 2 * QUIET_ZONE / square.modules)
    quiet = (side - seen) / 2
    field = Field(wide, top + side, surface)
    spot = square_at(square, side, field, right=(wide + seen) / 2, bottom=top + side - quiet)
    parts.append(spot.part)
    return spot.part.box.bottom


def _beside(facts: PosterFacts, field: Field) -> Drawing:
    """A label: the square on the left, the question and the address beside it."""
    square, margin = square_code(facts.address), max(field.height * 0.08, 1.0)
    side = square_side(square, min(field.height, field.width * 0.45), field.surface)
    if not side:
        raise TooNarrow
    seen = side * (1 - 2 * QUIET_ZONE / square.modules)
    spot = square_at(square, side, field, right=margin + seen, bottom=(field.height + seen) / 2)
    left = spot.part.box.right + margin / 2
    room = Box(left, margin, field.width - margin - left, field.height - 2 * margin)
    share = room.height / (len(facts.said) + 2)
    parts: list[Part] = [spot.part]
    for at, (question, _, _) in enumerate(facts.said):
        box = Box(room.left, room.top + at * share, room.width, share * 0.95)
        parts.extend(block(question, box, most=7.0 if at == 0 else 4.0, lines=2, bold=at == 0))
    for at, text in enumerate((shown_address(facts.address), facts.shop)):
        top = room.bottom - (2 - at) * share * 0.7
        box = Box(room.left, top, room.width, share * 0.65)
        parts.extend(words(text, box, most=3.4, bold=at == 0))
    return Drawing(field.width, field.height, parts)
