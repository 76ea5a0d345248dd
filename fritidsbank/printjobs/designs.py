"""What can be printed: the rooms above bring their designs, and `app.py` puts them together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.printing.drawing import Drawing
from fritidsbank.printing.surface import Surface
from fritidsbank.printjobs.rules import NoSuchDesign, Purpose

Draw = Callable[[Session, Mapping[str, Any], Surface, str], Sequence[Drawing]]
"""What a job refers to (ids), drawn on a surface in a language: one drawing for each label.

It only looks, and may refuse: what it is about may be gone, or its bars too narrow.
"""


@dataclass(frozen=True)
class Design:
    """Something that can be printed. Jobs know it by `name`, which never changes.

    `title` is what people call it, in English.
    """

    name: str
    purpose: Purpose
    draw: Draw
    title: str


class Designs:
    """All of them, by name."""

    def __init__(self, designs: Sequence[Design]) -> None:
        self._by_name = {design.name: design for design in designs}
        if len(self._by_name) != len(designs):
            raise ValueError("two designs have the same name")

    def __getitem__(self, name: str) -> Design:
        """The design with that name. Raises NoSuchDesign."""
        if name not in self._by_name:
            raise NoSuchDesign(name)
        return self._by_name[name]

    def title_of(self, name: str) -> str:
        """What people call it; its name when this version does not know it any more."""
        return self._by_name[name].title if name in self._by_name else name
