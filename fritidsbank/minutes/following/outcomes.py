"""What came of published minutes and is followed afterwards: actions, proposals, obstacles.

What is said of them stands in what was published, where the masking step made it; whether they
are still open, in the lines of their follow-up.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from fritidsbank.clock import local_day
from fritidsbank.minutes.models import FollowUp, Group, Item, Meeting, Minutes, Outcome
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.rendition import GroupRef, MinutesPage, OutcomeLine, from_json
from fritidsbank.minutes.rules import (
    ANSWERED,
    MinutesState,
    OutcomeKind,
    OutcomeState,
    PublishedKind,
    is_open,
    waits_too_long,
)
from fritidsbank.refusals import Malformed, N_, NotFound
from fritidsbank.search_keys import sort_key
from fritidsbank.staff.models import Account

FOLLOWED = (OutcomeKind.ACTION, OutcomeKind.PROPOSAL, OutcomeKind.OBSTACLE)


@dataclass(eq=False)
class NoSuchOutcome(NotFound):
    """No published minutes say so."""

    message = N_("That stands in no published minutes, or not any more.")


@dataclass(eq=False)
class NothingSaid(Malformed):
    """Somebody asked what became of it, and is neither told nor given a day."""

    message = N_("Write an answer, or the day when there will be one.")


@dataclass(frozen=True)
class Step:
    """What was said of it once, and by whom; what was put right stands in the place of it."""

    id: int
    at: datetime
    state: OutcomeState
    note: str
    promised_on: date | None
    by: str
    corrected_at: datetime | None = None


@dataclass(frozen=True)
class Followed:
    """An outcome as it was published, and what became of it since, the newest last."""

    group: GroupRef
    raised_on: date
    line: OutcomeLine
    steps: tuple[Step, ...]

    @property
    def state(self) -> OutcomeState:
        """How far it has come."""
        return self.steps[-1].state if self.steps else OutcomeState.OPEN

    @property
    def promised_on(self) -> date | None:
        """When there will be an answer, while there is none."""
        return self.steps[-1].promised_on if self.steps and is_open(self.steps) else None

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed."""
        due = self.line.due_on
        return is_open(self.steps) and due is not None and due < today

    def waits_too_long(self, today: date) -> bool:
        """Whether somebody has waited for an answer for more than 90 days."""
        asked = self.line.kind in ANSWERED
        return asked and waits_too_long(self.raised_on, self.steps, today)

    def is_late(self, today: date) -> bool:
        """Whether it stands first in a list."""
        return self.is_overdue(today) or self.waits_too_long(today)


def followed(
    db: Session, *, group: Group | None = None, also_closed: bool = False
) -> list[Followed]:
    """All that is followed, of one group or of all, by group and day. Two statements."""
    found = list(_published(db, _wanted(FOLLOWED, group, also_closed=also_closed)))
    steps = steps_of(db, [each.line.key for each in found])
    listed = [replace(each, steps=steps.get(each.line.key, ())) for each in found]
    return sorted(listed, key=lambda each: (sort_key(each.group.name), *_in_order(each)))


def open_actions(db: Session, group: Group) -> tuple[OutcomeLine, ...]:
    """What the next notice of a group says is still to be done, the earliest day first."""
    wanted = _wanted((OutcomeKind.ACTION,), group)
    return tuple(each.line for each in sorted(_published(db, wanted), key=_in_order))


def followed_with(db: Session, key: str) -> Followed:
    """The one with that key. Raises NoSuchOutcome."""
    for each in _published(db, _OUTCOMES.where(Outcome.key == key)):
        return replace(each, steps=steps_of(db, [key]).get(key, ()))
    raise NoSuchOutcome


def follow_up(
    db: Session,
    one: Followed,
    state: OutcomeState,
    note: str = "",
    promised_on: date | None = None,
    *,
    by: int,
    now: datetime,
    corrects: int | None = None,
) -> Followed:
    """A line more of what became of it, or one in the place of another; as it then is.

    Raises NothingSaid, NoSuchOutcome.
    """
    if corrects is not None and corrects not in {step.id for step in one.steps}:
        raise NoSuchOutcome
    if one.line.kind in ANSWERED and not note and promised_on is None:
        raise NothingSaid
    line = FollowUp(
        outcome_key=one.line.key,
        at=now,
        state=state,
        note=note,
        promised_on=promised_on if state is OutcomeState.OPEN else None,
        account_id=by,
        corrects_id=corrects,
    )
    db.add(line)
    db.flush()
    return replace(one, steps=steps_of(db, [one.line.key])[one.line.key])


# A row for each published page, since what was said is read from it once however much came of it.
_OUTCOMES: Select[Published, str] = (
    select(Published, func.aggregate_strings(Outcome.key, " "))
    .select_from(Outcome)
    .join(Item, Item.id == Outcome.item_id)
    .join(Minutes, Minutes.id == Item.minutes_id)
    .join(Meeting, Meeting.id == Minutes.meeting_id)
    .join(Group, Group.id == Meeting.group_id)
    .join(Published, Published.key == Group.slug + "/" + Meeting.slug)
    .where(
        Minutes.state == MinutesState.PUBLISHED,
        Published.kind == PublishedKind.MINUTES,
        Published.superseded_at.is_(None),
        Published.withdrawn_at.is_(None),
    )
    .group_by(Published.id)
)


def _wanted(
    kinds: Collection[OutcomeKind], group: Group | None = None, *, also_closed: bool = False
) -> Select[Published, str]:
    """The published minutes in which outcomes of these kinds stand, with the keys of those."""
    asked = _OUTCOMES.where(Outcome.kind.in_(kinds))
    if group is not None:
        asked = asked.where(Group.id == group.id)
    if not also_closed:
        last = aliased(FollowUp)
        newest = (
            select(FollowUp.id)
            .where(FollowUp.outcome_key == Outcome.key)
            .order_by(func.coalesce(FollowUp.corrects_id, FollowUp.id).desc(), FollowUp.id.desc())
            .limit(1)
        )
        asked = asked.outerjoin(last, last.id == newest.correlate(Outcome).scalar_subquery())
        asked = asked.where(or_(last.id.is_(None), last.state == OutcomeState.OPEN))
    return asked


def _published(db: Session, wanted: Select[Published, str]) -> Iterator[Followed]:
    """What was published of these, without what became of them."""
    for row, keys in db.execute(wanted):
        among = frozenset(keys.split(" "))
        yield from (one for one in outcomes_in(row) if one.line.key in among)


def outcomes_in(minutes: Published) -> Iterator[Followed]:
    """Every outcome that published minutes say, each with the way to its item."""
    page = from_json(MinutesPage, minutes.document)
    for item in page.items:
        for line in item.outcomes:
            led = replace(line, path=f"{minutes.path}#{item.anchor}")
            yield Followed(page.group, local_day(page.starts_at), led, ())


def steps_of(db: Session, keys: Collection[str]) -> dict[str, tuple[Step, ...]]:
    """What became of these, by key, the newest last."""
    said: defaultdict[str, dict[int, Step]] = defaultdict(dict)
    rows = db.execute(
        select(FollowUp, Account.name)
        .join(Account, Account.id == FollowUp.account_id)
        .where(FollowUp.outcome_key.in_(keys))
        .order_by(FollowUp.id)
    )
    for line, name in rows:
        steps = said[line.outcome_key]
        step = Step(line.id, line.at, line.state, line.note, line.promised_on, name)
        if line.corrects_id is not None:
            wrong = steps[line.corrects_id]
            step = replace(step, id=wrong.id, at=wrong.at, corrected_at=line.at)
        steps[step.id] = step
    return {key: (*steps.values(),) for key, steps in said.items()}


def _in_order(one: Followed) -> tuple[date, date, str]:
    return (one.line.due_on or date.max, one.raised_on, one.line.key)
