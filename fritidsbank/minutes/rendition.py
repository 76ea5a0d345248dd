"""What anybody may read, as plain values: made by the step that masks, kept as JSON, laid out.

Pages, papers and open data are made of these and of nothing else, so that they cannot show more.
HTML in them comes from `markdown.py` alone.
"""

import types
from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from fritidsbank.minutes.rules import (
    ApprovalMethod,
    GroupStatus,
    ItemKind,
    MatterState,
    MeetingState,
    OutcomeKind,
    OutcomeState,
    Part,
    Profile,
)

T = TypeVar("T")


@dataclass(frozen=True)
class GroupRef:
    """A group as it is named elsewhere."""

    slug: str
    name: str


@dataclass(frozen=True)
class GroupPage:
    """Why a group meets, who belongs to it, where, when, and whom to ask."""

    slug: str
    name: str
    purpose: str
    members: tuple[str, ...]
    place_rule: str
    time_rule: str
    contact: str
    open_to_all: bool
    profile: Profile
    status: GroupStatus
    status_reason: str
    status_on: date | None


@dataclass(frozen=True)
class AgendaLine:
    """A point of the agenda as called. `key` is the same in the minutes' item that came of it."""

    key: int
    label: str
    title: str
    html: str
    text: str
    kind: ItemKind
    matter: str = ""


@dataclass(frozen=True)
class OutcomeLine:
    """A decision, an action, a proposal or an obstacle; `path` leads to its item."""

    key: str
    kind: OutcomeKind
    text: str
    owner: str
    due_on: date | None
    path: str = ""


@dataclass(frozen=True)
class NoticePage:
    """A notice ("kallelse"): when, where, what about, how to take part, and what is still open."""

    group: GroupRef
    slug: str
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    place: str
    attend_html: str
    attend: str
    open_to_all: bool
    contact: str
    state: MeetingState
    reason: str
    moved_from_at: datetime | None
    agenda: tuple[AgendaLine, ...]
    actions: tuple[OutcomeLine, ...] = ()


@dataclass(frozen=True)
class Attended:
    """Who was there: organisation and function; a name only of an official who agreed."""

    part: Part
    organisation: str
    function: str
    name: str
    guests: int
    absent: bool
    came: time | None = None
    left: time | None = None


@dataclass(frozen=True)
class Paragraph:
    """One paragraph or list. Withheld: it is not published, and only that is said."""

    anchor: str  # p3-2
    html: str
    text: str
    withheld: bool = False


@dataclass(frozen=True)
class FigureBox:
    """Figures of the shop as they were on a day."""

    title: str
    source: str
    as_of: date
    sha256: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ItemPage:
    """One item of the minutes. `agenda_key` is the point it was called by, None for a new one."""

    anchor: str  # p3
    label: str  # "3.", "§ 36" or nothing
    title: str
    kind: ItemKind
    paragraphs: tuple[Paragraph, ...]
    outcomes: tuple[OutcomeLine, ...]
    figures: tuple[FigureBox, ...]
    matter: str
    agenda_key: int | None
    withheld: bool = False


@dataclass(frozen=True)
class Approved:
    """How and when the minutes were approved, by whom as a function ("justerare")."""

    on: date
    method: ApprovalMethod
    by: str


@dataclass(frozen=True)
class Board:
    """On the digital notice board ("anslag"): from when until when, and where the minutes are."""

    posted_on: date
    until_on: date
    kept_where: str
    paragraphs: str  # "§ 36-41"


@dataclass(frozen=True)
class MinutesPage:
    """The minutes of one meeting in one version."""

    group: GroupRef
    slug: str
    uid: str
    starts_at: datetime
    ends_at: datetime
    place: str
    profile: Profile
    version: int
    summary: str
    attendance: tuple[Attended, ...]
    items: tuple[ItemPage, ...]
    next_dates: tuple[date, ...]
    approved: tuple[Approved, ...]
    board: Board | None
    change_note: str


@dataclass(frozen=True)
class MatterLine:
    """One line in the story of a matter; `path` leads to the item, if it is one."""

    on: date
    text: str
    state: MatterState | None
    path: str


@dataclass(frozen=True)
class MatterPage:
    """A matter across meetings: what it is, how far it has come, and what is awaited."""

    slug: str
    title: str
    about_html: str
    about: str
    state: MatterState
    awaited: str
    awaited_on: date | None
    story: tuple[MatterLine, ...]


@dataclass(frozen=True)
class Answer:
    """What became of a proposal, or when there will be an answer."""

    on: date
    state: OutcomeState
    note: str
    promised_on: date | None
    corrected_on: date | None = None


@dataclass(frozen=True)
class ProposalPage:
    """A proposal or an obstacle, and what happened with it."""

    key: str
    kind: OutcomeKind
    text: str
    group: GroupRef
    raised_on: date
    path: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class SitePage:
    """Who publishes all this, and whom to tell about what cannot be read or used.

    `theme` is the operator's colours, since a page for anybody reads no settings; `judged` says how
    it was found out what can be used and what cannot.
    """

    operator: str
    about: str
    mail: str
    phone: str
    reviewed_on: date | None
    flaws: tuple[str, ...]
    theme: str = ""
    judged: str = ""
    answer_days: int = 5


def to_json(value: object) -> Any:  # noqa: ANN401 - whatever JSON can say
    """A rendition as JSON has it."""
    if is_dataclass(value):
        return {each.name: to_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple | list):
        return [to_json(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value


def from_json(kind: type[T], said: Any) -> T:  # noqa: ANN401 - whatever JSON can say
    """The rendition again."""
    read = _reader(cast("Hashable", kind))
    made: T = said if read is None else read(said)
    return made


@cache
def _reader(kind: Hashable) -> Callable[[Any], Any] | None:
    """What makes a value of such a type of what JSON says; None where that is the value itself."""
    if get_origin(kind) in {types.UnionType, Union}:
        inner = _reader(get_args(kind)[0])
        return None if inner is None else lambda said: None if said is None else inner(said)
    if get_origin(kind) is tuple:
        return _tuple_reader(get_args(kind))
    if isinstance(kind, type) and is_dataclass(kind):
        return _page_reader(kind)
    if kind in {date, datetime, time}:
        from_iso: Callable[[Any], Any] = kind.fromisoformat
        return from_iso
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return None


def _tuple_reader(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    if inner[-1] is Ellipsis:
        each = _reader(inner[0])
        return tuple if each is None else lambda said: tuple(map(each, said))
    readers = [_reader(one) or _as_it_is for one in inner]
    return lambda said: tuple(read(each) for read, each in zip(readers, said, strict=True))


def _page_reader(kind: type) -> Callable[[Any], Any]:
    readers = [(name, _reader(hint) or _as_it_is) for name, hint in get_type_hints(kind).items()]
    # What a later version has more is left out; what it has less keeps its default.
    return lambda said: kind(**{name: read(said[name]) for name, read in readers if name in said})


def _as_it_is(said: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
    return said
