"""A setting in the words of whoever reads it: on the page of the skis, and after the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fritidsbank.clock import local_day
from fritidsbank.refusals import N_
from fritidsbank.stock.soles import NORM
from fritidsbank.web.language import say
from fritidsbank.workshop.binding_doubts import doubts
from fritidsbank.workshop.binding_queries import Done, Skis, Standing
from fritidsbank.workshop.bindings import WHY_NONE, Cause, Setting
from fritidsbank.workshop.boots import Boot
from fritidsbank.workshop.release_values import said
from fritidsbank.workshop.skiers import SkierType

TYPES: Mapping[SkierType, str] = {
    SkierType.MORE_CAUTIOUS: N_("I−: like I, and the binding shall let go even sooner"),
    SkierType.CAUTIOUS: N_("I: careful. Slow, on easy slopes, or new to it"),
    SkierType.MODERATE: N_("II: in between. Mostly calm, on different slopes"),
    SkierType.FAST: N_("III: fast. High speed, also on steep slopes"),
    SkierType.FASTER: N_("III+: like III, and the binding shall hold even longer"),
}
STEPS: Mapping[Cause, str] = {
    Cause.WEIGHT: N_("The weight leads to row {row}."),
    Cause.HEIGHT: N_("The height leads to row {row}, which is softer than that of the weight."),
    Cause.LIGHT: N_("Up to 13 kg nothing else counts: row {row}."),
    Cause.TYPE: N_("The type that the skier chose leads to row {row}."),
    Cause.TYPE_ONE: N_("In rows A and B the type I− counts as I: row {row}."),
    Cause.CHILD: N_("Nine years or younger: one row softer, row {row}."),
    Cause.ELDER: N_("50 years or older: one row softer, row {row}."),
}
NOT_SET = N_("The release value is not set. Have a specialist shop set it.")


@dataclass(frozen=True)
class Told:
    """What was set, ready to be shown. `front` and `heel` are empty where only the sole was."""

    done: Done | None
    front: str
    heel: str
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Answered:
    """What the table says, and the way there."""

    value: str
    steps: tuple[str, ...]
    column: str
    twist: int
    forward: int


def told(standing: Standing, binding: Mapping[str, Any], today: date, language: str) -> Told:
    """To what a binding is set, and what speaks against relying on it."""
    done = standing.done
    if done is None:
        return Told(None, "", "", ())
    found = doubts(
        sole=done.sole,
        boot=done.boot,
        set_on=local_day(done.at),
        binding=binding,
        beside=standing.beside,
        today=today,
    )
    front, heel = (said(each, language) if each else "" for each in (done.front, done.heel))
    return Told(done, front, heel, tuple(say(one.message, language, one.facts) for one in found))


def answered(setting: Setting, language: str) -> Answered:
    """What the table says, in words."""
    return Answered(
        said(setting.value, language) if setting.value else "",
        tuple(say(STEPS[step.cause], language, {"row": step.row.code}) for step in setting.steps),
        setting.column.name,
        setting.row.twist,
        setting.row.forward,
    )


def why_none(setting: Setting, language: str) -> str:
    """Why there is no value, and what to do; nothing where there is one."""
    if setting.missing is None:
        return ""
    facts = {"row": setting.row.code, "column": setting.column.name}
    return say(WHY_NONE[setting.missing], language, facts)


def as_choice(boot: Boot) -> tuple[str, str]:
    """A boot as a list offers it: its number, and what is seen of it."""
    sole = f"{boot.sole} mm" if boot.sole else ""
    return boot.code, ", ".join(word for word in (f"{boot.name} {boot.size}".strip(), sole) if word)


def taken(skis: Skis, language: str) -> list[tuple[str, str]]:
    """What the binding takes, as far as the register knows, each with its label."""
    known = []
    if skis.soles:
        low, high = skis.soles
        known.append((N_("Soles"), f"{low:g}\N{EN DASH}{high:g} mm"))
    if skis.scale:
        ends = [said(end, language) for end in skis.scale]
        known.append((N_("Scale"), "\N{EN DASH}".join(ends)))
    if skis.known.get(NORM):
        known.append((N_("Sole norm"), str(skis.known[NORM])))
    return [(say(label, language), value) for label, value in known]
