"""Words as anybody may read them: what a person decided to mask or to leave out is gone.

Fail closed: whatever nobody has decided about is noted, and a page is made of a `Mask` only after
`refuse_open`. A paragraph is looked at as it is written, as it is read and as HTML, since a
number may be split by the stars of bold type, or stand in a link.
"""

from collections import Counter
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

from fritidsbank.minutes.markdown import Block, blocks_of, html_of, written_plainly
from fritidsbank.minutes.privacy.deciding import (
    MASKED,
    Marks,
    NamesKnown,
    NotDecidedYet,
    OpenHit,
    hash_of,
    in_its_sentence,
)
from fritidsbank.minutes.privacy.finding import Hit, hits_in
from fritidsbank.minutes.rendition import Paragraph
from fritidsbank.minutes.rules import Mark
from fritidsbank.web.language import say


def paragraph_hash(source: str) -> str:
    """By which it is remembered that a paragraph is left out, as long as it says the same."""
    return hash_of(f"paragraph {source}")


_ROUNDS = 4
"""What is masked is looked at again: under one hit there may lie another."""


class Mask:
    """Masks texts by the decisions of people, and remembers what it met."""

    def __init__(
        self, marks: Marks, names: NamesKnown, seen: dict[str, list[Hit]] | None = None
    ) -> None:
        self._marks = marks
        self._names = names
        # What was found in a text, for the next mask with the same names.
        self._seen = {} if seen is None else seen
        self.met: dict[str, OpenHit] = {}
        """Each hit once, by its hash, in the order of the texts."""
        self.times: Counter[str] = Counter()
        """In how many texts each hit was met."""
        self._needed: set[str] = set()
        self._left: set[str] = set()

    @property
    def open(self) -> list[OpenHit]:
        """What nobody has decided about, and what could not be masked."""
        return [
            each
            for sha256, each in self.met.items()
            if sha256 in self._left or (sha256 in self._needed and sha256 not in self._marks)
        ]

    def refuse_open(self) -> None:
        """Raises NotDecidedYet."""
        if self.open:
            raise NotDecidedYet(len(self.open), tuple(self.open))

    def line(self, where: str, text: str) -> str | None:
        """A text without marks of its own; None when it is left out."""
        if self._is_hidden(where, text):
            return None
        masked = self._masked(text, str)
        self._leave(where, masked)
        return masked

    def paragraph(self, where: str, anchor: str, block: Block) -> Paragraph:
        """A paragraph or a list; withheld, nothing of it is left."""
        left_out = self._marks.get(paragraph_hash(block.source)) is Mark.HIDE
        if left_out or self._is_hidden(where, block.source, block.text, _bare(block.html)):
            return Paragraph(anchor, "", "", withheld=True)
        made = blocks_of(self._masked(block.source, written_plainly))
        html = "\n".join(each.html for each in made)
        text = "\n".join(each.text for each in made)
        if self._to_mask(text) or self._to_mask(_bare(html)):
            # The words are split by mark-up: nothing is kept but the words.
            text = self._masked(text, str)
            html = html_of(written_plainly(text))
        self._leave(where, text)
        self._leave(where, _bare(html))
        return Paragraph(anchor, html, text)

    def _is_hidden(self, where: str, *views: str) -> bool:
        """Whether a text is left out for something in it. Remembers its hits.

        Of a text that is left out nothing needs to be decided.
        """
        marks = set[Mark | None]()
        met: dict[str, OpenHit] = {}
        for view in views:
            for hit in self._hits(view):
                sha256 = hash_of(hit.words)
                met.setdefault(sha256, in_its_sentence(where, view, hit))
                marks.add(self._marks.get(sha256))
        for sha256, one in met.items():
            self.met.setdefault(sha256, one)
        self.times.update(met.keys())
        if Mark.HIDE in marks:
            return True
        self._needed |= met.keys()
        return False

    def _masked(self, text: str, written: Callable[[str], str]) -> str:
        for _ in range(_ROUNDS):
            hits = self._to_mask(text)
            if not hits:
                break
            for hit in reversed(hits):
                instead = written(say(MASKED[hit.kind], "sv"))
                text = text[: hit.start] + instead + text[hit.end :]
        return text

    def _to_mask(self, text: str) -> list[Hit]:
        return [hit for hit in self._hits(text) if self._marks.get(hash_of(hit.words)) is Mark.MASK]

    def _leave(self, where: str, text: str) -> None:
        """Note whatever is left and was not said to be fine."""
        for hit in self._hits(text):
            sha256 = hash_of(hit.words)
            if self._marks.get(sha256) is not Mark.SHOW:
                self.met.setdefault(sha256, in_its_sentence(where, text, hit))
                self._left.add(sha256)

    def _hits(self, text: str) -> list[Hit]:
        if text not in self._seen:
            self._seen[text] = hits_in(text, fine=self._names.fine, people=self._names.people)
        return self._seen[text]


def _bare(html: str) -> str:
    """HTML as a reader of its source understands it: entities and %40 are signs."""
    return unquote(unescape(html))
