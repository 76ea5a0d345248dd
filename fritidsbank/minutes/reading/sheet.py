"""A document sorted: which lines are title, labels, names, the agenda, headings, and the rest."""

from dataclasses import dataclass, field

from fritidsbank.minutes.reading.attendees import Attendee
from fritidsbank.minutes.reading.documents import Line
from fritidsbank.minutes.reading.headings import Heading
from fritidsbank.minutes.reading.labels import Label, label_of
from fritidsbank.minutes.reading.paragraphs import Margin


@dataclass
class Sheet:
    """The lines of a document and what each of them was found to be."""

    lines: list[Line]
    margin: Margin
    known: tuple[str, ...] = ()
    page: list[Heading] = field(default_factory=list)
    numbered: list[Heading] = field(default_factory=list)
    numbers: frozenset[int] = frozenset()
    titles: list[str] = field(default_factory=list)
    furniture: tuple[str, ...] = ()
    sent: str = ""
    """When a text was sent that came as a letter."""
    facts: dict[Label, str] = field(default_factory=dict)
    people: dict[Label, list[Attendee]] = field(default_factory=dict)
    signed: dict[Label, list[str]] = field(default_factory=dict)
    coming: list[str] = field(default_factory=list)
    told_coming: set[int] = field(default_factory=set)
    """The lines of `coming`."""
    agenda: list[tuple[int, str]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def free(self, begin: int, end: int) -> list[Line]:
        """The lines in between that are nothing but text."""
        return [self.lines[at] for at in range(begin, end) if at not in self.taken]

    def goes_on(self, before: str, at: int) -> bool:
        """Whether that line is the rest of the one before, which a label begins."""
        line = self.lines[at]
        if line.gap or line.bullet or at in self.numbers or label_of(line.text):
            return False
        if before.endswith((",", " och", " samt", "-", ";")) or _is_rest(line.text):
            return True
        return self.margin.broke(before, line.text) and not before.endswith(".")


def _is_rest(text: str) -> bool:
    return text[:1].islower() or text[:1] == "("
