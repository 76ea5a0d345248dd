"""A town's year at the counters, by the doors that people use; alike for the same seed."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from fritidsbank.barcodes import Kind, own
from fritidsbank.branches.actions import choose
from fritidsbank.clock import local_day, local_moment
from fritidsbank.loans.own_link import own_token
from fritidsbank.loans.queries import visit_with
from fritidsbank.reports.mailing import add_reader, readers, remove_reader
from fritidsbank.stock.queries import category_coded
from tests import make
from tests.privacy.doors import Doors
from tests.privacy.residents import Resident

GIVEN_UP_AFTER = 6
QUIET_IN_THE_END = GIVEN_UP_AFTER + 1
"""Weeks in which nobody borrows, so that all is back or written off before the year is over."""
COUNTER_OPENS, MORNING = time(15), time(10)
TO_LEND = ("STV", "STV", "SLS", "TLT")
MANY_A_GROUP = 5
EXPORTED_IN = 6
"""The week of each quarter in which files are written and the register is given out."""
LENA = "lena@example.se"
"""She gets the report by mail for two weeks of each quarter."""
LISTS = ("/today", "/overdue", "/overdue.csv", "/reminders", "/bookings", "/grouploans")
_IN_HOUSE = {"returned", "to_check", "wanted", "to_check_wanted"}


@dataclass
class Basket:
    """What somebody took home in one visit: its articles with their loans."""

    who: Resident
    borrower: str
    branch: int
    visit: str
    things: dict[str, int]
    shelf: list[str]
    back_in: int | None = None

    @property
    def is_lost(self) -> bool:
        """It will not come back."""
        return self.back_in is None


@dataclass
class Done:
    """What the year came to."""

    visits: int = 0
    loans: int = 0
    forgotten: int = 0
    aliases: int = 0
    merged: int = 0
    written_off: int = 0
    groups: int = 0
    booked: int = 0


@dataclass
class Year:
    """The people of a town and who of them comes when; the spare ones lend their names."""

    doors: Doors
    people: list[Resident]
    spare: list[Resident]
    weeks: int
    seed: int
    done: Done = field(default_factory=Done)
    known: dict[str, str] = field(default_factory=dict)
    """Who stands in the register, by surname, and under which id."""
    also_known: set[str] = field(default_factory=set)
    """The surnames of contacts, aliases and doubles."""

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)
        self.first = local_day(self.doors.hands.now)
        self.last_lent = self.weeks - QUIET_IN_THE_END
        self.out: list[tuple[int, Basket]] = []
        self.to_merge: list[tuple[int, str, str, Resident]] = []
        self.to_fetch: dict[int, list[tuple[Resident, int]]] = {}
        self.coming: list[list[Resident]] = [[] for _ in range(self.weeks)]
        for who in self.people:
            for _ in range(self.dice.choice((1, 1, 2, 3))):
                self.coming[self.dice.randrange(1, self.last_lent)].append(who)
        self.free = {branch: self._stocked(branch) for branch in self.doors.branches}
        skates = {"category": "SKR", "size": "38", "name": "Skridskor", "copies": 3 * MANY_A_GROUP}
        self.skates = self._registered(self.doors.shop.branch, **skates)
        kicks = {"category": "SKT", "name": "Sparkar", "copies": 8}
        self.kicks = {branch: self._registered(branch, **kicks) for branch in self.doors.branches}
        self.groups = self.spare[: 2 * max(1, len(self.people) // 50)]
        self.spare = self.spare[len(self.groups) :]
        self.doors.does(lambda db: choose(db, "remind", value=True))

    def week(self, number: int) -> None:
        """Seven days: people come on Thursday, and a timer calls after and perhaps before."""
        if number % 2:
            self.goes_to(number, 2, MORNING)
            self.doors.runs("tick")
        self.goes_to(number, 3, COUNTER_OPENS)
        self.doors.opens()
        self._comes_back(number)
        for who in self.coming[number]:
            self._comes(who, number)
        self._books(number)
        if number % 2 and number < self.last_lent and self.groups:
            self._group_comes(number)
        self._puts_right(number)
        self._looks_about(number)
        self.goes_to(number, 4, MORNING)
        self.doors.runs("tick")

    def goes_to(self, week: int, weekday: int, at: time) -> datetime:
        """The clock goes on to a day of a week."""
        day = self.first + timedelta(days=7 * week + weekday)
        self.doors.hands.now = local_moment(day, at)
        return self.doors.hands.now

    @property
    def today(self) -> date:
        return local_day(self.doors.hands.now)

    @property
    def names(self) -> set[str]:
        """Who is to be found in the register."""
        return {*self.known} | self.also_known

    def _stocked(self, branch: int) -> list[str]:
        """Enough for the weeks when many come at once, and for what is lost."""
        many = 20 + 6 * len(self.people) // self.last_lent + len(self.people) // 12
        codes: list[str] = []
        for number in range(0, many, 10):
            category = TO_LEND[number // 10 % len(TO_LEND)]
            codes += self._registered(branch, category=category, name="Pryl", copies=10)
        return codes

    def _registered(self, branch: int, **described: Any) -> list[str]:  # noqa: ANN401 - fields of an operation
        answer = self.doors.says(branch, "register_article", **described)
        assert answer["outcome"] == "article_registered", answer
        return [str(code) for code in answer["codes"]]

    def _comes(self, who: Resident, week: int) -> None:
        """Somebody borrows, and sometimes wants or is asked more."""
        branch, dice = self.doors.branches[int(who.digits) % 2], self.dice
        shelf, borrower = self.free[branch], self._introduces(who, branch)
        basket = self._takes_home(who, borrower, branch, shelf, week, dice.choice((1, 2, 2, 3)))
        doors, counter = self.doors, self.doors.counters[branch]
        if dice.random() < 0.1:
            doors.says_again(branch, 1)
        if dice.random() < 0.15:
            notes = f"{who.name} ringer från {who.mobile} om {who.surname}s"
            counter.sends(f"/borrowers/{basket.borrower}/notes", notes=notes)
        if dice.random() < 0.2:
            self._looks_at_slip(basket)
        if dice.random() < 0.1:
            counter.opens(f"/borrowers/{basket.borrower}")
            counter.opens(f"/api/find?q={who.first_name}")
        if dice.random() < 0.04:
            self._becomes_alias(basket)

    def _introduces(self, who: Resident, branch: int) -> object:
        """An id, or the name and the number of somebody new."""
        known = self.known.get(who.surname)
        if known is not None and self.dice.random() > 0.15:
            return known
        if known is not None and self.spare:
            return {"name": who.name, "mobile": self.spare[-1].mobile}
        if known is not None:
            return known
        if self.dice.random() < 0.5:
            return {"name": who.name, "mobile": who.mobile}
        borrower = make.uid()
        fields = {"name": who.name, "mobile": who.mobile}
        if self.dice.random() < 0.5:
            fields["card"] = own(Kind.CARD, 1000 + self.done.visits).digits
        said = self.doors.says(branch, "register_borrower", borrower=borrower, **fields)
        assert said["outcome"] == "registered", said
        return borrower

    def _takes_home(
        self, who: Resident, borrower: object, branch: int, shelf: list[str], week: int, many: int
    ) -> Basket:
        visit, things, young = make.uid(), {}, self.dice.random() < 0.3
        codes = [shelf.pop(self.dice.randrange(len(shelf))) for _ in range(many)]
        asked = {"borrower": borrower, "visit": visit, "under_18": young, "guardian": young}
        answer: dict[str, Any] = {}
        for code in codes:
            answer = self.doors.says(branch, "check_out", article=code, **asked)
            assert answer["outcome"] == "lent", answer
            things[code] = int(answer["loan"])
            asked["borrower"] = answer["borrower"]
        self._is_known(who, str(answer["borrower"]), borrower, week)
        late = self.dice.choices((1, 2, 3, 5, None), (40, 38, 12, 5, 5))[0]
        basket = Basket(who, str(answer["borrower"]), branch, visit, things, shelf)
        basket.back_in = late and week + late
        self.out.append((week, basket))
        self.done.visits += 1
        self.done.loans += len(codes)
        return basket

    def _is_known(self, who: Resident, borrower: str, sent: object, week: int) -> None:
        """The register has an entry, or two of which one is a double."""
        known = self.known.setdefault(who.surname, borrower)
        if known != borrower and isinstance(sent, dict):
            spare = self.spare.pop()
            self.also_known.add(spare.surname)
            self.to_merge.append((week + 3, known, borrower, spare))

    def _comes_back(self, week: int) -> None:
        for since, basket in [*self.out]:
            if basket.back_in == week:
                self._is_taken_back(basket)
                self.out.remove((since, basket))
                self._asks_afterwards(basket)
            elif basket.is_lost and week == since + GIVEN_UP_AFTER:
                self._is_given_up(basket)
                self.out.remove((since, basket))

    def _is_taken_back(self, basket: Basket) -> None:
        for code in basket.things:
            answer = self.doors.says(basket.branch, "check_in", article=code)
            assert answer["outcome"] in _IN_HOUSE, answer
            if answer["outcome"].startswith("to_check"):
                seen = answer["points"]
                facts = {"article": code, "verdict": "ok", "seen": seen}
                self.doors.says(basket.branch, "safety_check", **facts)
        basket.shelf += [*basket.things]

    def _is_given_up(self, basket: Basket) -> None:
        counter = self.doors.counters[basket.branch]
        notes = f"Sökte {basket.who.name} på {basket.who.mobile}"
        counter.sends(f"/overdue/{basket.borrower}/notes", notes=notes)
        for loan in basket.things.values():
            assert counter.sends(f"/loans/{loan}/write-off").status_code == 303
        self.done.written_off += len(basket.things)

    def _asks_afterwards(self, basket: Basket) -> None:
        """What somebody wants whose things are back, and what the counter asks then."""
        counter, dice = self.doors.counters[basket.branch], self.dice
        article = next(iter(basket.things))
        if dice.random() < 0.05:
            page = counter.opens(f"/articles?q={article}")
            counter.sends(f"{page.location}/last-borrower" if page.location else "/articles")
        if dice.random() < 0.05:
            counter.sends("/privacy/extract", number=basket.who.mobile)
        is_out = any(basket.borrower == one.borrower for _, one in self.out)
        if dice.random() < 0.05 and not is_out:
            self._is_forgotten(basket)

    def _is_forgotten(self, basket: Basket) -> None:
        counter = self.doors.counters[basket.branch]
        if basket.shelf is self.skates or not self._stands_once(basket):
            return
        answer = counter.sends(f"/borrowers/{basket.borrower}/forget")
        assert answer.status_code == 303, answer.text
        del self.known[basket.who.surname]
        self.done.forgotten += 1

    def _becomes_alias(self, basket: Basket) -> None:
        """Whoever asks to be forgotten with something out is offered an alias."""
        if not self._stands_once(basket):
            return
        counter, alias = self.doors.counters[basket.branch], self.spare.pop()
        assert counter.sends(f"/borrowers/{basket.borrower}/forget").status_code == 422
        answer = counter.sends(f"/borrowers/{basket.borrower}/alias", alias=alias.surname)
        kept = str(answer.location).partition("?")[0][-36:]
        del self.known[basket.who.surname]
        self.also_known.add(alias.surname)
        self._now_has(basket.borrower, kept, alias)
        self.done.aliases += 1

    def _stands_once(self, basket: Basket) -> bool:
        """Whether there is an entry of that name and no double of it."""
        doubles = {borrower for _, *both, _ in self.to_merge for borrower in both}
        own = self.known.get(basket.who.surname) == basket.borrower
        return own and basket.borrower not in doubles

    def _now_has(self, before: str, now: str, who: Resident | None = None) -> None:
        """What was out on one entry is out on another."""
        for _, basket in self.out:
            if basket.borrower == before:
                basket.borrower, basket.who = now, who or basket.who

    def _looks_at_slip(self, basket: Basket) -> None:
        """The slip is printed, and its link is followed."""
        counter = self.doors.counters[basket.branch]
        counter.opens(f"/slip/{basket.visit}")
        if self.dice.random() < 0.3:
            self.doors.prints(basket.visit)
        with self.doors.shop.store.reading() as db:
            code = visit_with(db, basket.visit).code
        link = f"/mina-lan/{own_token(self.doors.settings.secret(), code)}"
        shown = self.doors.passer_by.client.get(link)
        self.doors.answers.append(shown.text)
        assert shown.status_code == 200, shown.text
        if self.dice.random() < 0.5:
            self.doors.answers.append(self.doors.passer_by.client.post(link).text)

    def _books(self, week: int) -> None:
        """Somebody who has been here before books a kick sledge for next week, or fetches it."""
        for who, branch in self.to_fetch.pop(week, []):
            borrower = self.known.get(who.surname)
            if borrower and self.dice.random() < 0.7:
                self._takes_home(who, borrower, branch, self.kicks[branch], week, 1)
        if not 0 < week < self.last_lent - 1:
            return
        for who in self.coming[week][:2]:
            borrower, branch = self.known.get(who.surname), self.doors.branches[week % 2]
            if borrower is None or len(self.kicks[branch]) < 4:
                continue
            category = self.doors.does(lambda db: category_coded(db, "SKT").id)
            row = {"category-0": str(category), "size-0": "", "count-0": "1"}
            first = self.today + timedelta(days=7)
            days = {"from_on": f"{first}", "until_on": f"{first + timedelta(days=7)}"}
            counter = self.doors.counters[branch]
            answer = counter.sends("/bookings/new", borrower=borrower, **row, **days)
            assert answer.status_code == 303, answer.text
            self.to_fetch.setdefault(week + 1, []).append((who, branch))
            self.done.booked += 1

    def _group_comes(self, week: int) -> None:
        """A school orders, its list is filled by scanning, and all of it goes out at once."""
        school, teacher = self.groups.pop(), self.groups.pop()
        branch = self.doors.shop.branch
        counter = self.doors.counters[branch]
        about = {
            "name": f"{school.surname}skolan",
            "mobile": school.mobile,
            "contact": teacher.name,
        }
        borrower = str(counter.sends("/grouploans/new/borrower", **about).location)[-36:]
        days = {"from_on": f"{self.today}", "until_on": f"{self.today + timedelta(days=7)}"}
        wish = f"{MANY_A_GROUP} skridskor 38"
        answer = counter.sends("/grouploans/new", borrower=borrower, wish=wish, book="yes", **days)
        assert answer.status_code == 303, answer.text
        booking = str(answer.location)[-36:]
        codes = [self.skates.pop(0) for _ in range(MANY_A_GROUP)]
        for code in codes:
            self.doors.says(branch, "put_aside", booking=booking, article=code)
        counter.opens(f"/grouploans/{booking}/missing")
        gone = self.doors.says(branch, "hand_over", booking=booking, leader=True)
        assert gone["outcome"] == "handed_over", gone
        things = dict.fromkeys(codes, 0)
        basket = Basket(school, borrower, branch, gone["visit"], things, self.skates, week + 1)
        self.out.append((week, basket))
        self.known[school.surname] = borrower
        self.also_known.add(teacher.surname)
        self.done.groups += 1
        self.done.loans += len(codes)

    def _puts_right(self, week: int) -> None:
        """Two entries of one person become one."""
        counter = self.doors.counters[self.doors.shop.branch]
        for when, known, double, spare in [*self.to_merge]:
            if when == week:
                answer = counter.sends(f"/borrowers/{known}/merge", double=double)
                assert answer.status_code == 303, answer.text
                self.to_merge.remove((when, known, double, spare))
                self.also_known.discard(spare.surname)
                self.done.merged += 1
                self._now_has(double, known)

    def _looks_about(self, week: int) -> None:
        """Lists that are opened each week, and what is given out now and then."""
        counters = list(self.doors.counters.values())
        for page in LISTS:
            counters[week % 2].opens(page)
        if week % 13 == EXPORTED_IN:
            now = self.doors.hands.now
            self.doors.does(lambda db: add_reader(db, LENA, branch=None, language="sv", now=now))
            counter = self.doors.counters[self.doors.shop.branch]
            counter.sends("/privacy/register", reference=f"KS 2026/{week}", form="csv")
            counter.opens("/privacy/looks")
            self.doors.exports_to(f"stock-{week}.csv", "export", "--format", "csv")
            self.doors.exports_to(f"repairs-{week}.csv", "repairs", "export")
            self.doors.runs("retention", "--dry-run")
            self.doors.runs("doctor")
        if week % 13 == EXPORTED_IN + 2:
            self.doors.does(lambda db: remove_reader(db, readers(db)[0].id))
