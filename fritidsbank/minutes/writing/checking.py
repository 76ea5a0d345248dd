"""The check before minutes are published: what must be decided, and how it would look.

Where nobody has said anything yet, what surely is private is proposed to be masked; nothing is
ever proposed to be shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from fritidsbank.clock import local_day
from fritidsbank.minutes.markdown import blocks_of
from fritidsbank.minutes.models import Item
from fritidsbank.minutes.privacy.deciding import OpenHit, hash_of
from fritidsbank.minutes.privacy.finding import Hit
from fritidsbank.minutes.privacy.masking import Mask, paragraph_hash
from fritidsbank.minutes.rendition import MinutesPage
from fritidsbank.minutes.rules import Mark
from fritidsbank.minutes.writing.minutes_page import Sources, item_hash, labels_of, masked_page
from fritidsbank.minutes.writing.stray_marks import stray_marks
from fritidsbank.minutes.writing.text_hash import hash_of_minutes

Told = Callable[[str], str]
"""What a form says about a field, or what it usually says."""


@dataclass(frozen=True)
class Asked:
    """A hit with what was chosen for it, or is proposed; nothing where a person must choose."""

    hit: OpenHit
    mark: Mark | None

    @property
    def field(self) -> str:
        """Its name in the form."""
        return f"hit-{self.hit.sha256}"


@dataclass(frozen=True)
class LeftOut:
    """A paragraph or an item that may be left out: its field, its hash, and whether it is."""

    field: str
    sha256: str
    ticked: bool
    said: str


@dataclass(frozen=True)
class CheckedItem:
    """An item with its hits. Fixed: it was left out when it was written, and stays so."""

    anchor: str
    label: str
    title: str
    whole: LeftOut
    fixed: bool
    paragraphs: tuple[LeftOut, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Check:
    """All that is asked, what is chosen so far, and the page that would come of it.

    `seen` is the hash of the text that was looked through, `strays` what was to be left out and
    is not in it any more.
    """

    items: tuple[CheckedItem, ...]
    beside: tuple[Asked, ...]
    marks: Mapping[str, Mark]
    page: MinutesPage
    open: tuple[OpenHit, ...]
    seen: str
    strays: frozenset[str]

    @property
    def looked(self) -> str:
        """The field of "I have looked": it holds for this text and these stray marks alone."""
        return f"looked-{hash_of(' '.join([self.seen, *sorted(self.strays)]))}"

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Every hit."""
        return self.beside + tuple(each for item in self.items for each in item.asked)


def check_of(sources: Sources, told: Mapping[str, str] | None, *, now: datetime) -> Check:
    """The check; `told` is a form that was sent, None when nobody has chosen anything yet."""
    seen: dict[str, list[Hit]] = {}
    every = _meet(replace(sources, marks={}), seen, now)
    marks = {**sources.marks}
    asked = [Asked(hit, _choice(hit, marks, told)) for hit in every.met.values()]
    marks |= {each.hit.sha256: each.mark for each in asked if each.mark is not None}
    items = [_item(each.item, marks, told) for each in sources.written.items]
    for place in (place for item in items for place in (item.whole, *item.paragraphs)):
        if place.ticked or place.sha256 in marks:
            marks[place.sha256] = Mark.HIDE if place.ticked else Mark.SHOW
    decided = _meet(replace(sources, marks=marks), seen, now)
    undecided = {hit.sha256: Mark.MASK for hit in decided.open}
    looked = replace(sources, marks={**marks, **undecided})
    labels = labels_of(sources.group, sources.written)
    by_place: dict[str, list[Asked]] = {}
    for each in [*asked, *_only_in(decided, every)]:
        by_place.setdefault(each.hit.where, []).append(each)
    return Check(
        items=tuple(
            replace(item, label=labels[item.anchor], asked=tuple(by_place.pop(item.anchor, ())))
            for item in items
        ),
        beside=tuple(each for place in by_place.values() for each in place),
        marks=marks,
        page=masked_page(looked, Mask(looked.marks, looked.names, seen), today=local_day(now)),
        open=tuple(decided.open),
        seen=hash_of_minutes(sources.written),
        strays=stray_marks(replace(sources, marks=marks), today=local_day(now), seen=seen),
    )


def _meet(sources: Sources, seen: dict[str, list[Hit]], now: datetime) -> Mask:
    mask = Mask(sources.marks, sources.names, seen)
    masked_page(sources, mask, today=local_day(now))
    return mask


def _only_in(decided: Mask, every: Mask) -> list[Asked]:
    """What only showed when something else was masked."""
    return [Asked(hit, None) for key, hit in decided.met.items() if key not in every.met]


def _choice(hit: OpenHit, marks: Mapping[str, Mark], told: Mapping[str, str] | None) -> Mark | None:
    if told is not None:
        chosen = told.get(f"hit-{hit.sha256}", "")
        return Mark(chosen) if chosen in {each.value for each in Mark} else None
    return marks.get(hit.sha256, Mark.MASK if hit.hit.sure else None)


def _item(item: Item, marks: Mapping[str, Mark], told: Mapping[str, str] | None) -> CheckedItem:
    def place(field: str, sha256: str, said: str) -> LeftOut:
        ticked = field in told if told is not None else marks.get(sha256) is Mark.HIDE
        return LeftOut(field, sha256, ticked, said)

    return CheckedItem(
        anchor=item.anchor,
        label="",
        title=item.title,
        whole=place(f"item-{item.anchor}", item_hash(item), item.title),
        fixed=item.hidden,
        paragraphs=tuple(
            place(f"part-{paragraph_hash(block.source)}", paragraph_hash(block.source), block.text)
            for block in blocks_of(item.text)
        ),
        asked=(),
    )
