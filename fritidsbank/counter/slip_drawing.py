"""The slip as it comes out of a receipt printer, or on sheets of A6: what the page shows, drawn."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fritidsbank.counter.slip import Slip
from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import BarsAt, Box, Drawing, Part, PatchAt, WordsAt, moved
from fritidsbank.printing.layout import grouped, paragraph, whole
from fritidsbank.printing.lettering import width_of
from fritidsbank.printing.surface import Surface, TooNarrow
from fritidsbank.refusals import N_
from fritidsbank.stock.queries import Thing
from fritidsbank.web.language import say, say_many, shown_day

WIDEST = 100.0
"""Millimetres: longer lines are not read easily, and a slip is folded into a pocket."""
LOWEST = 100.0
"""Millimetres of a sheet: a slip is no heap of labels."""
SMALLEST_TYPE, LARGEST_TYPE = 2.5, 3.3
BESIDE = 34.0
"""Millimetres that the address needs, if the number is to stand beside it."""
BAR = 0.5
LINE_MM = 0.25
WHAT_WE_KEEP = N_(
    "We keep your name, your mobile number and what you have borrowed. "
    "Only we who work here see them."
)


@dataclass(frozen=True)
class _Piece:
    """What is not torn apart between two sheets, drawn from 0 down, and the white below it."""

    parts: list[Part]
    height: float
    after: float = 0.0


@dataclass(frozen=True)
class _Column:
    """Where it is written, and in which size."""

    left: float
    width: float
    type_: float

    def said(self, text: str, size: float = 1.0, *, bold: bool = False) -> _Piece:
        """A text on as many lines as it needs."""
        box = Box(self.left, 0, self.width, 0)
        parts, end = paragraph(text, box, self.type_ * size, bold=bold)
        return _Piece([*parts], end, self.type_ * 0.25)


def slip_drawings(slip: Slip, surface: Surface, language: str) -> list[Drawing]:
    """One strip on a roll, as long as it must be; else as many sheets. Raises TooNarrow."""
    margin = 2.0 if surface.height_mm is None else surface.width_mm * 0.07
    width = min(surface.width_mm - 2 * margin, WIDEST)
    type_ = min(
        max(width * 0.0445 if surface.height_mm is None else width * 0.034, SMALLEST_TYPE),
        LARGEST_TYPE,
    )
    column = _Column(margin, width, type_)
    pieces = [*_pieces(slip, column, surface, language)]
    if surface.height_mm is None:
        parts, end = _below_each_other(pieces, margin)
        return [Drawing(surface.width_mm, surface.snapped(end + 2 * margin), parts)]
    if surface.height_mm < LOWEST:
        raise TooNarrow
    return _on_sheets(pieces, surface, surface.height_mm, margin)


def _pieces(slip: Slip, column: _Column, surface: Surface, language: str) -> Iterator[_Piece]:
    yield from _head(slip, column, surface)
    title = f"{say('Loan slip', language)}, {shown_day(slip.lent_on, language)}"
    yield column.said(title, 1.15, bold=True)
    for group in slip.due:
        day = shown_day(group.due_on, language)
        # The heading is not left alone at the end of a sheet.
        yield _joined(
            _Piece([], column.type_ * 0.5),
            column.said(say("Bring it back by", language)),
            column.said(day[:1].upper() + day[1:], _day_size(day, column), bold=True),
            *(_thing(thing, column) for thing in group.things[:1]),
        )
        yield from (_thing(thing, column) for thing in group.things[1:])
    if slip.back:
        yield _joined(
            _Piece([], column.type_ * 0.5),
            column.said(say("Already back", language), bold=True),
            *(column.said(f"✓ {_called(thing)}") for thing in slip.back),
        )
    yield _Piece([], column.type_ * 0.6)
    yield column.said(say("Nothing costs anything.", language), bold=True)
    yield column.said(say("Is something broken? Just tell us.", language))
    yield column.said(_longer(slip, language))
    yield _Piece([], column.type_ * 0.5)
    yield _joined(
        column.said(say("What we know about you", language), bold=True),
        column.said(_known(slip, language), 0.9),
    )


def _head(slip: Slip, column: _Column, surface: Surface) -> Iterator[_Piece]:
    """Where it was borrowed, and the number: beside each other where there is room."""
    code, width = _code(slip, column, surface)
    beside = column.width - width
    is_wide = beside >= BESIDE
    narrow = replace(column, width=beside) if is_wide else column
    lines = [narrow.said(slip.branch, 1.6, bold=True)]
    lines += [narrow.said(line) for line in (slip.address, slip.phone) if line]
    said = _joined(*lines)
    if is_wide:
        right = moved(code.parts, right=surface.snapped(column.left + column.width - width))
        high = max(said.height, code.height)
        yield _Piece([*said.parts, *right], high, column.type_ * 0.8)
    else:
        left = moved(code.parts, right=surface.snapped((surface.width_mm - width) / 2))
        yield said
        yield replace(code, parts=moved(left, down=column.type_ * 0.5), after=column.type_ * 1.3)


def _day_size(day: str, column: _Column) -> float:
    """As large as finds room on one line."""
    wide = width_of(day, bold=True) * column.type_ * 1.03
    return max(min(2.0, column.width / wide), 1.3)


def _called(thing: Thing) -> str:
    return f"{thing.name} {thing.size}".strip()


def _longer(slip: Slip, language: str) -> str:
    if slip.phone:
        return say(N_("Do you need it longer? Call {phone}."), language, {"phone": slip.phone})
    return say(N_("Do you need it longer? Tell us at the counter."), language)


def _known(slip: Slip, language: str) -> str:
    ask = N_("Questions? Ask us, or {contact}.") if slip.ask else N_("Questions? Ask us.")
    return " ".join(
        [
            say(WHAT_WE_KEEP, language),
            say_many(
                "{n} day after everything is back we no longer know what you borrowed.",
                "{n} days after everything is back we no longer know what you borrowed.",
                slip.unlink_days,
                language,
            ),
            say_many(
                "{n} month after your last visit we delete your name and number.",
                "{n} months after your last visit we delete your name and number.",
                slip.erase_months,
                language,
            ),
            say(ask, language, {"contact": slip.ask}),
            slip.operator,
        ]
    )


def _code(slip: Slip, column: _Column, surface: Surface) -> tuple[_Piece, float]:
    """The number of the visit, for the scanner and for the telephone, and how wide it is."""
    bars, type_ = code_128(slip.code), column.type_
    most = min(bars.units * BAR, surface.width_mm)
    width = surface.unit_within(most, bars.units) * bars.units
    if not width:
        raise TooNarrow
    strip = Box(0, 0, width, type_ * 3.4)
    number = Box(0, strip.bottom + type_ * 0.15, width, type_ * 1.3)
    parts: list[Part] = [BarsAt(bars, strip), whole(grouped(slip.code), number, align="centre")]
    return _Piece(parts, number.bottom), width


def _thing(thing: Thing, column: _Column) -> _Piece:
    """A line for each thing: what it is, and its number at the end."""
    type_ = column.type_
    number = grouped(thing.code)
    wide = width_of(number) * type_
    room = Box(column.left, type_ * 0.25, column.width - wide - type_ * 0.7, 0)
    parts, end = paragraph(_called(thing), room, type_)
    right = Box(column.left + column.width - wide, room.top, wide, type_ * 1.2)
    line = PatchAt(Box(column.left, end + type_ * 0.25, column.width, LINE_MM))
    return _Piece([*parts, WordsAt(number, right, type_, align="right"), line], line.box.bottom)


def _joined(*pieces: _Piece) -> _Piece:
    parts, end = _below_each_other(pieces, 0.0)
    return _Piece(parts, end)


def _below_each_other(
    pieces: list[_Piece] | tuple[_Piece, ...], top: float
) -> tuple[list[Part], float]:
    parts: list[Part] = []
    for piece in pieces:
        parts += moved(piece.parts, down=top)
        top += piece.height + piece.after
    return parts, top


def _on_sheets(pieces: list[_Piece], surface: Surface, high: float, margin: float) -> list[Drawing]:
    sheets: list[list[_Piece]] = [[]]
    end = margin
    for piece in pieces:
        if sheets[-1] and end + piece.height > high - margin:
            sheets.append([])
            end = margin
        sheets[-1].append(piece)
        end += piece.height + piece.after
    return [Drawing(surface.width_mm, high, _below_each_other(each, margin)[0]) for each in sheets]
