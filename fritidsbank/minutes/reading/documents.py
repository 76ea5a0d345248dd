"""What lies between a file and its meaning: the lines of a document, with what is seen of each."""

from dataclasses import dataclass
from enum import IntEnum


class Weight(IntEnum):
    """How a line stands out: not at all, by its type, or since the mark-up says that it is one."""

    BODY = 0
    STRONG = 1
    HEADING = 2


@dataclass(frozen=True)
class Line:
    """One line. `gap`: more space above it than between the lines of a paragraph, or a new page.

    `bullet`: a point of a list; the sign itself is not in the text. `lead`: so many letters at its
    beginning stand out, though the whole line does not ("**Fritidsbank.** Vi söker lokal.").
    """

    text: str
    weight: Weight = Weight.BODY
    gap: bool = False
    bullet: bool = False
    lead: int = 0


@dataclass(frozen=True)
class Document:
    """The lines of a document, and whether they are wrapped at a margin (a PDF, a typed text).

    Otherwise each line is a whole paragraph (a web page, a word processor's file). `furniture`:
    what stood at the edge of the pages again and again, and is in no line; it may name the group.
    """

    kind: str  # pdf, docx, html, markdown, text
    lines: tuple[Line, ...]
    wrapped: bool
    furniture: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The bare words, line by line, with an empty line where there is a gap."""
        return "\n".join(("\n" if line.gap else "") + line.text for line in self.lines).strip()
