"""The card that goes with skis whose binding was set. It names the setter, and never the skier."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.branches.queries import branch_with
from fritidsbank.clock import local_day
from fritidsbank.printing.drawing import Box, Drawing, Part, PatchAt
from fritidsbank.printing.layout import grouped, whole
from fritidsbank.printing.strips import Column, Piece, joined, run_down
from fritidsbank.printing.surface import Surface
from fritidsbank.printjobs.designs import Design
from fritidsbank.printjobs.rules import Purpose
from fritidsbank.refusals import N_
from fritidsbank.stock.queries import thing_of
from fritidsbank.web.language import say, shown_code, shown_day
from fritidsbank.workshop.binding_queries import done_with
from fritidsbank.workshop.binding_telling import NOT_SET
from fritidsbank.workshop.release_values import said

TITLE = N_("Ski binding")
INITIAL = N_(
    "The values are where a setting begins (initial indicator values by ISO 11088). Skis, binding "
    "and boots together should be tested with a device before they are used."
)
THIS_SKIER = N_(
    "They hold for the skier they were asked for, with these boots, and for nobody else."
)
ASK = N_("If anything feels wrong, do not ski. Ask us, or a specialist shop.")
_LINE_MM = 0.25


@dataclass(frozen=True)
class CardFacts:
    """All that stands on it. `values` are toe and heel, None where only the sole was fitted."""

    branch: str
    phone: str
    skis: str
    skis_code: str
    boot: str
    boot_code: str
    sole: int
    values: tuple[float, float] | None
    set_on: date
    who: str


def facts_of(db: Session, setting: int) -> CardFacts:
    """The card of a setting. Raises NoSuchSetting."""
    article, done = done_with(db, setting)
    skis = thing_of(db, article)
    branch = branch_with(db, skis.shelf.branch)
    boot = done.boot
    return CardFacts(
        branch=branch.name,
        phone=branch.phone,
        skis=f"{skis.name} {skis.size}".strip(),
        skis_code=skis.code,
        boot=f"{boot.name} {boot.size}".strip() if boot else "",
        boot_code=boot.code if boot else "",
        sole=done.sole,
        values=(done.front, done.heel) if done.front and done.heel else None,
        set_on=local_day(done.at),
        who=done.who,
    )


def card_drawings(facts: CardFacts, surface: Surface, language: str) -> list[Drawing]:
    """On a roll, A6 or A4, as slips are. Raises TooNarrow."""
    return run_down(surface, lambda column: _pieces(facts, column, language))


def _pieces(facts: CardFacts, column: Column, language: str) -> Iterator[Piece]:
    yield column.said(say(TITLE, language), 1.6, bold=True)
    yield column.said(f"{facts.branch} {facts.phone}".strip())
    yield column.white(0.5)
    yield _thing(say(N_("Skis"), language), facts.skis, facts.skis_code, column)
    if facts.boot:
        yield _thing(say(N_("Boots"), language), facts.boot, facts.boot_code, column)
    yield joined(
        column.said(say(N_("Length of the sole"), language)),
        column.said(f"{facts.sole} mm", 1.6, bold=True),
        column.white(0.4),
    )
    if facts.values:
        yield _values(facts.values, column, language)
    else:
        yield joined(column.white(0.3), column.said(say(NOT_SET, language), 1.3, bold=True))
    yield column.white(0.5)
    day = shown_day(facts.set_on, language, year=True, weekday=False)
    by = N_("Set on {day} by {who}.") if facts.values else N_("Fitted on {day} by {who}.")
    yield column.said(say(by, language, {"day": day, "who": facts.who}))
    yield column.white(0.4)
    for sentence in (INITIAL, THIS_SKIER) if facts.values else ():
        yield column.said(say(sentence, language))
    yield column.said(say(ASK, language), bold=True)


def _thing(what: str, name: str, code: str, column: Column) -> Piece:
    number = grouped(code) if code.isdecimal() else shown_code(code)
    return joined(
        column.said(what),
        column.said(name, 1.15, bold=True),
        column.said(number),
        column.white(0.4),
    )


def _values(values: tuple[float, float], column: Column, language: str) -> Piece:
    """Toe and heel beside each other, in a frame, as large as what is read from the floor."""
    high, half = column.type_ * 5.2, column.width / 2
    parts: list[Part] = [
        PatchAt(Box(column.left, at, column.width, _LINE_MM)) for at in (0.0, high - _LINE_MM)
    ]
    words = (say(N_("Toe"), language), say(N_("Heel"), language))
    for at, (word, value) in enumerate(zip(words, values, strict=True)):
        left = column.left + at * half
        label = Box(left, column.type_ * 0.4, half, column.type_ * 1.2)
        number = Box(left, column.type_ * 1.6, half, column.type_ * 3.2)
        parts.append(whole(word, label, most=column.type_, bold=False, align="centre"))
        parts.append(whole(said(value, language), number, align="centre"))
    return Piece(parts, high)


def _draw(
    db: Session, refers_to: Mapping[str, Any], surface: Surface, language: str
) -> list[Drawing]:
    return card_drawings(facts_of(db, refers_to["setting"]), surface, language)


BINDING_CARD = Design("binding", Purpose.SLIPS, _draw, N_("Card of a ski binding"))
