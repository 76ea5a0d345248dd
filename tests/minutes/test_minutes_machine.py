"""Whoever writes, approves, corrects and withdraws, in whichever order, two of them at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from inspect import signature

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.minutes.models import Adjuster, Approval, Item, Meeting, Minutes
from fritidsbank.minutes.rules import AFTER, WRITABLE, MinutesState, Numbering, Profile
from fritidsbank.minutes.writing import approving, correcting
from fritidsbank.minutes.writing.items import (
    Frame,
    ItemText,
    add_item,
    begin_minutes,
    frame_of,
    move_item,
    remove_item,
    save_frame,
    save_item,
    text_of_item,
)
from fritidsbank.minutes.writing.text_hash import hash_of_minutes
from fritidsbank.minutes.writing.written import items_of, newest_minutes, versions_of, written
from fritidsbank.refusals import Refusal
from tests import make
from tests.conftest import NOW
from tests.minutes.conftest import Secretary, leading_group, meeting_of

editors = st.integers(0, 1)
places = st.integers(0, 3)
DEEDS = (
    *("reads", "saves") * 3,
    *("adds", "removes", "moves", "sums_up"),
    *("sends_to_review", "takes_back", "signs", "signs", "notes_paper", "approves", "publishes"),
    *("goes_on", "goes_on", "corrects", "throws_away", "withdraws", "undoes"),
)


class Minuting(RuleBasedStateMachine):
    """One meeting with two editors and two who were chosen."""

    def __init__(self, db: Session, accounts: list[int]) -> None:
        super().__init__()
        self.db, self.accounts, self.at = db, accounts, NOW
        self.meeting: Meeting
        self.formal = False
        self.said = 0
        self.read: dict[int, tuple[int, str, int]] = {}
        self.acknowledged: dict[str, ItemText] = {}
        self.keys: dict[str, str] = {}
        self.states: dict[int, MinutesState] = {}
        self.frozen: dict[int, str] = {}

    @initialize(formal=st.booleans())
    def a_meeting(self, formal: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        group = leading_group(self.db, now=NOW)
        if formal:
            group.profile, group.numbering = Profile.FORMAL, Numbering.PARAGRAPHS
        self.formal = formal
        self.meeting = meeting_of(self.db, group, now=NOW)
        begin_minutes(self.db, self.meeting, now=NOW)
        for account in self.accounts if formal else ():
            self.db.add(Adjuster(meeting_id=self.meeting.id, account_id=account, name="Vald"))
        self.adds()
        self.adds()

    @rule(deed=st.sampled_from(DEEDS), who=editors, place=places)
    def somebody(self, deed: str, who: int, place: int) -> None:
        """One rule for all deeds, so that each run is a mixture of them."""
        taken = {"who": who, "place": place}
        wanted = signature(getattr(self, deed)).parameters
        getattr(self, deed)(**{name: taken[name] for name in wanted})

    @property
    def minutes(self) -> Minutes:
        return newest_minutes(self.db, self.meeting.id)

    def tried(self, deed: Callable[[], object]) -> bool:
        """Do it as a request would: a refusal leaves nothing behind."""
        self.at += timedelta(minutes=6)
        try:
            with self.db.begin_nested():
                deed()
        except Refusal:
            self.db.expire_all()
            return False
        return True

    def item(self, place: int) -> Item | None:
        items = [*self.db.scalars(items_of(self.minutes))]
        return items[place % len(items)] if items else None

    def words(self) -> ItemText:
        self.said += 1
        return ItemText(f"Punkt {self.said}", text=f"Text {self.said}")

    def adds(self) -> None:
        text = self.words()
        if self.tried(lambda: add_item(self.db, self.minutes, text)):
            last = [*self.db.scalars(items_of(self.minutes))][-1]
            self.acknowledged[last.key] = text
            assert self.keys.setdefault(last.anchor, last.key) == last.key

    def reads(self, who: int, place: int) -> None:
        if item := self.item(place):
            self.read[who] = (self.minutes.id, item.key, item.edition)

    def saves(self, who: int) -> None:
        if who not in self.read:
            return
        version, key, edition = self.read[who]
        minutes, text = self.db.get(Minutes, version), self.words()
        if minutes is None:
            return
        if self.tried(lambda: save_item(self.db, minutes, key, text, edition)):
            self.acknowledged[key] = text
            self.read[who] = (version, key, edition + 1)
            assert minutes.state in WRITABLE

    def removes(self, who: int) -> None:
        if who not in self.read or self.read[who][0] != self.minutes.id:
            return
        _, key, edition = self.read[who]
        if self.tried(lambda: remove_item(self.db, self.minutes, key, edition)):
            del self.acknowledged[key]

    def moves(self, who: int, place: int) -> None:
        if item := self.item(place):
            self.tried(lambda: move_item(self.db, self.minutes, item.key, who * 2 - 1))

    def sums_up(self) -> None:
        frame = Frame(self.words().text, (), self.minutes.change_note)
        minutes = self.minutes
        if self.tried(lambda: save_frame(self.db, minutes, frame, minutes.edition)):
            assert frame_of(self.minutes) == frame

    def sends_to_review(self) -> None:
        self.tried(lambda: approving.send_to_review(self.db, self.minutes))

    def takes_back(self) -> None:
        self.tried(lambda: approving.take_back_to_draft(self.db, self.minutes))

    def signs(self, who: int) -> None:
        sha256 = hash_of_minutes(written(self.db, self.minutes))
        account = self.accounts[who]
        self.tried(lambda: approving.sign(self.db, self.minutes, account, sha256, now=self.at))

    def notes_paper(self) -> None:
        on = local_day(self.at)
        by = self.accounts[0]
        self.tried(
            lambda: approving.approve_on_paper(self.db, self.minutes, None, on, by=by, now=self.at)
        )

    def goes_on(self) -> None:
        """The next step of the ordinary way, so that each run gets somewhere."""
        steps = {
            MinutesState.DRAFT: [self.sends_to_review],
            MinutesState.REVIEW: [lambda: self.signs(0), lambda: self.signs(1), self.approves],
            MinutesState.APPROVED: [self.publishes],
            MinutesState.PUBLISHED: [self.corrects],
            MinutesState.WITHDRAWN: [self.corrects],
        }
        for step in steps[self.minutes.state]:
            step()

    def approves(self) -> None:
        self.tried(lambda: approving.approve(self.db, self.minutes, now=self.at))

    def publishes(self) -> None:
        self.tried(lambda: approving.mark_published(self.db, self.minutes, now=self.at))

    def corrects(self) -> None:
        self.tried(
            lambda: correcting.begin_correction(self.db, self.minutes, "Rättat", now=self.at)
        )

    def throws_away(self) -> None:
        before = self.minutes.id
        if self.tried(lambda: correcting.throw_away(self.db, self.minutes)):
            del self.states[before]
            said = written(self.db, self.minutes).items
            self.acknowledged = {each.item.key: text_of_item(self.db, each.item) for each in said}

    def withdraws(self) -> None:
        self.tried(
            lambda: correcting.withdraw_minutes(self.db, self.meeting, "Ett namn", now=self.at)
        )

    def undoes(self) -> None:
        self.tried(
            lambda: correcting.undo_publishing(self.db, self.meeting, "Misstag", now=self.at)
        )

    @invariant()
    def only_allowed_ways_were_gone(self) -> None:
        versions = versions_of(self.db, self.meeting.id) if hasattr(self, "meeting") else []
        for each in versions:
            before = self.states.get(each.id, MinutesState.DRAFT)
            # A withdrawal right after publishing is two steps of one press at most.
            assert each.state is before or each.state in AFTER[before], (before, each.state)
            self.states[each.id] = each.state
        assert sum(each.state in WRITABLE for each in versions) <= 1
        assert sum(each.state is MinutesState.PUBLISHED for each in versions) <= 1

    @invariant()
    def what_is_approved_never_changes(self) -> None:
        for each in versions_of(self.db, self.meeting.id) if hasattr(self, "meeting") else []:
            sha256 = hash_of_minutes(written(self.db, each))
            if each.state not in WRITABLE:
                assert self.frozen.setdefault(each.id, sha256) == sha256
            if self.formal and each.state is MinutesState.APPROVED:
                signed = {
                    row.adjuster_id
                    for row in self.db.query(Approval).filter_by(minutes_id=each.id, sha256=sha256)
                }
                assert None in signed or len(signed) == len(self.accounts)

    @invariant()
    def what_was_acknowledged_is_there(self) -> None:
        if not hasattr(self, "meeting"):
            return
        items = [*self.db.scalars(items_of(self.minutes))]
        assert {item.key: text_of_item(self.db, item) for item in items} == self.acknowledged
        for item in items:
            assert self.keys.setdefault(item.anchor, item.key) == item.key
        numbers = [item.number for item in items if item.number]
        assert len(numbers) == len({*numbers})

    def teardown(self) -> None:
        self.db.rollback()


@contextmanager
def fresh(sanna: Secretary) -> Iterator[Callable[[], Minuting]]:
    """A machine in a unit of work of its own, which is never committed."""
    with sanna.shop.store.writing() as db:
        accounts = [sanna.account, make.account(db, "Bertil", now=NOW)]
        db.commit()
        yield lambda: Minuting(db, accounts)


def test_no_text_is_lost_and_no_forbidden_way_is_gone(sanna: Secretary) -> None:
    with fresh(sanna) as machine:
        run_state_machine_as_test(
            machine,  # type: ignore[arg-type] # anything that makes a machine will do
            settings=settings(
                max_examples=12 if sanna.shop.store.is_sqlite else 6,
                stateful_step_count=40,
                suppress_health_check=[*HealthCheck],
                database=None,
                phases=[Phase.generate],
            ),
        )
