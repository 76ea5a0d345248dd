"""The slip as it comes out of a receipt printer, or on sheets of A6: what the page shows, drawn."""

from collections.abc import Iterator
from dataclasses import replace

from fritidsbank.counter.slip import Slip
from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import (
    BarsAt,
    Box,
    Drawing,
    Part,
    PatchAt,
    SquareAt,
    WordsAt,
    moved,
)
from fritidsbank.printing.layout import grouped, paragraph, whole
from fritidsbank.printing.lettering import width_of
from fritidsbank.printing.squares import square_code
from fritidsbank.printing.strips import Column, Piece, joined, run_down
from fritidsbank.printing.surface import Surface, TooNarrow
from fritidsbank.refusals import N_
from fritidsbank.stock.queries import Thing
from fritidsbank.web.language import say, say_many, shown_day

BESIDE = 34.0
"""Millimetres that the address needs, if the number is to stand beside it."""
SQUARE = 24.0
"""Millimetres of the square code: a telephone reads modules of half a millimetre."""
BAR = 0.5
LINE_MM = 0.25
WHAT_WE_KEEP = N_(
    "We keep your name, your mobile number and what you have borrowed, "
    "so that it comes back. Only we who work here see them."
)


def slip_drawings(slip: Slip, surface: Surface, language: str) -> list[Drawing]:
    """One strip on a roll, as long as it must be; else as many sheets. Raises TooNarrow."""
    return run_down(surface, lambda column: _pieces(slip, column, surface, language))


def _pieces(slip: Slip, column: Column, surface: Surface, language: str) -> Iterator[Piece]:
    yield from _head(slip, column, surface)
    title = f"{say('Loan slip', language)}, {shown_day(slip.lent_on, language)}"
    yield column.said(title, 1.15, bold=True)
    for group in slip.due:
        day = shown_day(group.due_on, language)
        many = [column.said(f"{count} × {kind}") for kind, count in group.counted]  # noqa: RUF001 - times
        lines = many or [_thing(thing, column) for thing in group.things]
        # The heading is not left alone at the end of a sheet.
        yield joined(
            column.white(0.5),
            column.said(say("Bring it back by", language)),
            column.said(day[:1].upper() + day[1:], _day_size(day, column), bold=True),
            *lines[:1],
        )
        yield from lines[1:]
    if slip.back:
        yield joined(
            column.white(0.5),
            column.said(say("Already back", language), bold=True),
            *(column.said(f"✓ {_called(thing)}") for thing in slip.back),
        )
    yield column.white(0.6)
    yield column.said(say("Nothing costs anything.", language), bold=True)
    yield column.said(say("Is something broken? Just tell us.", language))
    yield column.said(_longer(slip, language))
    if slip.link:
        yield _link(slip.link, column, surface, language)
    yield column.white(0.5)
    yield joined(
        column.said(say("What we know about you", language), bold=True),
        column.said(_known(slip, language), 0.9),
    )


def _head(slip: Slip, column: Column, surface: Surface) -> Iterator[Piece]:
    """Where it was borrowed, and the number: beside each other where there is room."""
    code, width = _code(slip, column, surface)
    beside = column.width - width
    is_wide = beside >= BESIDE
    narrow = replace(column, width=beside) if is_wide else column
    lines = [narrow.said(slip.branch, 1.6, bold=True)]
    lines += [narrow.said(line) for line in (slip.address, slip.phone) if line]
    said = joined(*lines)
    if is_wide:
        right = moved(code.parts, right=surface.snapped(column.left + column.width - width))
        high = max(said.height, code.height)
        yield Piece([*said.parts, *right], high, column.type_ * 0.8)
    else:
        left = moved(code.parts, right=surface.snapped((surface.width_mm - width) / 2))
        yield said
        yield replace(code, parts=moved(left, down=column.type_ * 0.5), after=column.type_ * 1.3)


def _day_size(day: str, column: Column) -> float:
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


def _code(slip: Slip, column: Column, surface: Surface) -> tuple[Piece, float]:
    """The number of the visit, for the scanner and for the telephone, and how wide it is."""
    bars, type_ = code_128(slip.code), column.type_
    most = min(bars.units * BAR, surface.width_mm)
    width = surface.unit_within(most, bars.units) * bars.units
    if not width:
        raise TooNarrow
    strip = Box(0, 0, width, type_ * 3.4)
    number = Box(0, strip.bottom + type_ * 0.15, width, type_ * 1.3)
    parts: list[Part] = [BarsAt(bars, strip), whole(grouped(slip.code), number, align="centre")]
    return Piece(parts, number.bottom), width


def _link(address: str, column: Column, surface: Surface, language: str) -> Piece:
    """The square code of "My loans", and beside it what it is for."""
    square = square_code(address)
    side = surface.unit_within(min(SQUARE, column.width / 2), square.modules) * square.modules
    if not side:
        raise TooNarrow
    gap = column.type_ * 0.7
    beside = replace(column, left=column.left + side + gap, width=column.width - side - gap)
    said = joined(
        beside.said(say(N_("My loans"), language), bold=True),
        beside.said(say(N_("See what you have and until when, or keep it longer."), language)),
    )
    parts = [SquareAt(square, Box(column.left, 0, side, side)), *said.parts]
    return Piece(parts, max(side, said.height), column.type_ * 0.4)


def _thing(thing: Thing, column: Column) -> Piece:
    """A line for each thing: what it is, and its number at the end."""
    type_ = column.type_
    number = grouped(thing.code)
    wide = width_of(number) * type_
    room = Box(column.left, type_ * 0.25, column.width - wide - type_ * 0.7, 0)
    parts, end = paragraph(_called(thing), room, type_)
    right = Box(column.left + column.width - wide, room.top, wide, type_ * 1.2)
    line = PatchAt(Box(column.left, end + type_ * 0.25, column.width, LINE_MM))
    return Piece([*parts, WordsAt(number, right, type_, align="right"), line], line.box.bottom)
