"""What is handed to somebody who asks, as plain values: a page, a PDF and JSON say the same."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fritidsbank.clock import iso


@dataclass(frozen=True)
class Section:
    """A heading with sentences, and perhaps a table below them."""

    title: str
    sentences: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Paper:
    """A paper in one language; `lead` is what it says in a sentence."""

    language: str
    title: str
    shop: str
    lead: str
    sections: tuple[Section, ...]
    made_at: datetime


def as_object(paper: Paper) -> dict[str, Any]:
    """The same for a program: each row by what stands above its columns."""
    return {
        "title": paper.title,
        "shop": paper.shop,
        "made_at": iso(paper.made_at),
        "language": paper.language,
        "about": paper.lead,
        "sections": [
            {
                "title": one.title,
                "sentences": list(one.sentences),
                "rows": [dict(zip(one.heads, row, strict=True)) for row in one.rows],
            }
            for one in paper.sections
        ],
    }
