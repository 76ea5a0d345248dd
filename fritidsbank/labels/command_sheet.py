"""The sheet of commands beside the scanner: a sheet, a strip of receipt paper, or labels."""

from functools import partial

from fritidsbank.labels.rules import CommandFacts, SheetFacts
from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import Box, Drawing, Part, PatchAt, WordsAt
from fritidsbank.printing.layout import Field, Roll, bars_at, block, grouped, laid, paragraph, whole
from fritidsbank.printing.surface import Surface

PAGE_FROM = 120.0
"""Millimetres: what is this wide and high is a page, not a label."""
WIDEST = 0.75
LINE_MM = 0.3


def command_sheet(facts: SheetFacts, surface: Surface) -> list[Drawing]:
    """As many pages, or labels, as there must be. Raises TooNarrow."""
    if surface.height_mm is None:
        return [_strip(facts, surface)]
    if min(surface.width_mm, surface.height_mm) < PAGE_FROM:
        roll = Roll(0.5, 26.0, 38.0)
        return [laid(surface, roll, partial(_label, each)) for each in facts.commands]
    return _pages(facts, surface, surface.height_mm)


def _pages(facts: SheetFacts, surface: Surface, high: float) -> list[Drawing]:
    wide, margin = surface.width_mm, surface.width_mm * 0.085
    room = Box(margin, margin, wide - 2 * margin, high - 2 * margin)
    title = WordsAt(
        facts.title, Box(room.left, room.top, room.width, wide * 0.06), wide * 0.045, bold=True
    )
    each = max(room.height * 0.22, wide * 0.24)
    at_once = max(int((room.height - wide * 0.09) // each), 1)
    pages = []
    for first in range(0, len(facts.commands), at_once):
        parts: list[Part] = [title]
        for row, command in enumerate(facts.commands[first : first + at_once]):
            top = room.top + wide * 0.09 + row * each
            parts.extend(_row(command, Box(room.left, top, room.width, each), surface))
        pages.append(Drawing(wide, high, parts))
    return pages


def _row(command: CommandFacts, box: Box, surface: Surface) -> list[Part]:
    """What it does in each language on the left, its bars on the right."""
    wide, step = box.width * 0.48, box.width * 0.028
    parts: list[Part] = [PatchAt(Box(box.left, box.top, box.width, LINE_MM))]
    top = box.top + step
    for word, use in command.said:
        room = Box(box.left, top, wide, step * 2.2)
        parts.extend(block(word, room, most=step * 1.8, lines=1, bold=True))
        lines, end = paragraph(use, Box(box.left, top + step * 2.2, wide, 0), step * 0.95)
        parts.extend(lines)
        top = end + step * 0.7
    bars = code_128(command.digits)
    right = Box(
        box.left + box.width * 0.52, box.top + step, box.width * 0.48, box.height - 2 * step
    )
    number = Box(right.left, right.bottom - step * 1.8, right.width, step * 1.8)
    strip = Box(right.left, right.top, right.width, number.top - step * 0.3 - right.top)
    return [
        *parts,
        bars_at(bars, strip, surface),
        whole(grouped(command.digits), number, align="centre"),
    ]


def _strip(facts: SheetFacts, surface: Surface) -> Drawing:
    """All of them below each other, on receipt paper."""
    wide, margin = surface.width_mm, max(surface.width_mm * 0.04, 1.5)
    type_ = min(max(wide * 0.05, 2.6), 4.0)
    room = Box(margin, margin, wide - 2 * margin, 0)
    title, top = paragraph(facts.title, room, type_ * 1.3, bold=True)
    parts: list[Part] = [*title]
    for command in facts.commands:
        top += type_
        parts.append(PatchAt(Box(0, top, wide, LINE_MM)))
        top += type_ * 0.6
        for word, use in command.said:
            said, top = paragraph(word, Box(margin, top, room.width, 0), type_ * 1.4, bold=True)
            more, top = paragraph(use, Box(margin, top, room.width, 0), type_)
            parts += [*said, *more]
            top += type_ * 0.4
        bars = code_128(command.digits)
        width = min(wide, WIDEST * bars.units)
        strip = Box((wide - width) / 2, top + type_ * 0.3, width, 14.0)
        number = Box(margin, strip.bottom + 0.6, room.width, type_ * 1.5)
        parts += [
            bars_at(bars, strip, surface),
            whole(grouped(command.digits), number, align="centre"),
        ]
        top = number.bottom
    return Drawing(wide, surface.snapped(top + 2 * margin), parts)


def _label(command: CommandFacts, field: Field) -> Drawing:
    """One command: its words above, its bars below."""
    margin = max(field.height * 0.06, 0.8)
    room = field.inner(margin)
    first = Box(room.left, room.top, room.width, room.height * 0.27)
    second = Box(room.left, first.bottom, room.width, room.height * 0.17)
    names = [word for word, _ in command.said]
    number = Box(room.left, room.bottom - room.height * 0.17, room.width, room.height * 0.17)
    strip = Box(0, second.bottom + room.height * 0.03, field.width, 0)
    strip = Box(0, strip.top, field.width, number.top - room.height * 0.02 - strip.top)
    return Drawing(
        field.width,
        field.height,
        [
            *block(names[0], first, most=9.0, lines=1, bold=True, align="centre"),
            *block(" · ".join(names[1:]), second, most=5.0, lines=1, align="centre"),
            bars_at(code_128(command.digits), strip, field.surface),
            whole(grouped(command.digits), number, align="centre"),
        ],
    )
