"""Every page there is, in a small shop with a row of every kind on it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.app import ROOMS
from fritidsbank.barcodes import Kind, own
from fritidsbank.bookings.hold_shelf import put_aside
from fritidsbank.branches.actions import except_day
from fritidsbank.clock import local_day
from fritidsbank.counter.actions import check_in_seen
from fritidsbank.counter.own_loans_pages import HERE as OWN_LOANS
from fritidsbank.counter.paper_day import Paper, operations
from fritidsbank.loans.models import Loan
from fritidsbank.loans.own_link import own_token
from fritidsbank.minutes.public.sheets import HOME, STATEMENT
from fritidsbank.minutes.rooms import ROOMS as MINUTES
from fritidsbank.people.actions import note_call
from fritidsbank.people.models import BorrowerKind
from fritidsbank.printjobs.actions import Printout, queue
from fritidsbank.printjobs.rules import ENDED, JobState
from fritidsbank.printjobs.taking import note_printer
from fritidsbank.printjobs.trial_label import TRIAL_LABEL
from fritidsbank.privacy.informing_pages import HERE as INFORMATION
from fritidsbank.reminders.models import Reminder
from fritidsbank.reminders.rules import Became, Channel, Step
from fritidsbank.reports.rules import week_of
from fritidsbank.staff.actions import close_account, revoke_device, trust
from fritidsbank.staff.queries import account_with
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Block, Category
from fritidsbank.stock.queries import Thing, thing_of
from fritidsbank.stock.registering import add_code, add_shelf
from fritidsbank.stock.rules import STANDARD_PLACES, PlaceKind
from fritidsbank.stock.transfers import begin
from fritidsbank.stocktake.closing import close
from fritidsbank.stocktake.queries import stocktake_with
from fritidsbank.workshop.models import BindingSetting
from fritidsbank.workshop.rules import BindingMode
from tests import make
from tests.browser.register import Person, Register
from tests.minutes import busy_world, public_world
from tests.minutes.behind_doors import behind_doors

FREE = own(Kind.ARTICLE, 77_000).digits
"""A number of ours that no article has."""
SECRETIVE = "Överström"
"""The family name of those who borrow here: no title of a page may bear it."""

# What is not read on a screen, and what is asked by scripts.
_NO_PAGE = (
    "/api/",
    "/static/",
    "/oparl/",
    ".csv",
    ".zip",
    ".json",
    ".pdf",
    ".xlsx",
    ".jpg",
    ".xml",
    ".txt",
    ".ics",
    ".<form>",
    "/original",
)


REGISTER = """\
ID-nummer;Kategori;Namn;Storlek;Hylla;Färg på remmen
FB-1;SLP;Slalompjäxor med en lång beskrivning;26,5;Fack B7;röd
;SLS;Slalomskidor;999;;
FB-1;Månraketer;Raket;;Verkstaden;
FB-2;SLP;;;;
""".encode()
"""A file with a row of every kind."""


def rules() -> list[str]:
    """The address of every page of every room, as its view states it: the Swedish one of two."""
    app = Flask("pages")
    for room in (*ROOMS, *MINUTES):
        app.register_blueprint(room)
    found = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    english = {in_english(rule) for rule in found if in_english(rule) != rule}
    return sorted(rule for rule in found - english if not any(word in rule for word in _NO_PAGE))


def in_english(rule: str) -> str:
    """The same page in English, where it has an address of its own."""
    for home in (HOME, STATEMENT, OWN_LOANS, INFORMATION):
        if rule.startswith(home["sv"]):
            return home["en"] + rule.removeprefix(home["sv"])
    return rule


@dataclass(frozen=True)
class Furnished:
    """What stands in the holes of an address."""

    ids: dict[str, object]

    def path(self, rule: str) -> str:
        """An address that leads somewhere. A hole that nobody has thought of is a KeyError."""
        return re.sub(r"<(?:\w+:)?(\w+)>|\{(\w+)\}", self._id, rule)

    def _id(self, hole: re.Match[str]) -> str:
        return str(self.ids[hole[1] or hole[2]])


def count(register: Register, seen: list[Thing]) -> str:
    """A stocktake of the branch in which these were seen, and a number that nothing has."""
    with register.store.writing() as db:
        begun = make.stocktake(
            db, branch=register.shop.branch, by=register.shop.account, now=register.now
        )
        db.commit()
    for label in (*(thing.code for thing in seen), seen[0].code, FREE):
        register.does("count", stocktake=begun, article=label)
    return begun


def know_well(db: Session, thing: Thing, *, by: int, now: datetime) -> None:
    """Skis with an older label and a photo, whose binding was moved to a sole two seasons ago."""
    add_code(db, thing.id, "FB-0815", at=now)
    make.photo(db, thing, by=by, now=now)
    fitted = BindingSetting(article_id=thing.id, sole_mm=315, mode=BindingMode.SOLE)
    fitted.at, fitted.account_id = now - timedelta(days=500), by
    db.add(fitted)
    make.mended(db, thing, 6, branch=thing.spot.branch, now=now)


def lose_device(db: Session, branch: int, *, now: datetime) -> str:
    """A tablet that was lost; its id."""
    device = make.device(db, branch, "Gammal platta", now=now)
    revoke_device(db, device, now=now)
    return device.id


def print_something(db: Session, branch: int, *, by: int, now: datetime) -> tuple[int, int, str]:
    """A printer that has no paper, a job in every state, and an agent; an id of each."""
    printer, job, agent = make.printing(db, branch, by=by, now=now)
    note_printer(db, printer, "no_paper", now=now)
    for state in JobState:
        printout = Printout(TRIAL_LABEL, {"printer": printer}, copies=2)
        made = queue(db, branch, printout, by=by, now=now)
        made.state, made.trouble = state, "no_paper" if state is JobState.FAILED else None
        made.ended_at = now if state in ENDED else None
    return printer, job, agent


def call_back(register: Register, borrower: Person) -> int:
    """A recall of two helmets, of which one is lent."""
    register.article("Hockeyhjälm Bauer Re-Akt 75", "HJH", "M")
    register.lends(register.article("Hockeyhjälm Bauer Re-Akt 75", "HJH", "L"), borrower)
    with register.store.writing() as db:
        recall = make.recall(db, by=register.shop.account, now=register.now)
        db.commit()
    return recall


def remind(register: Register, loan: int) -> int:
    """One reminder that came, one of which nobody knows, and one that was refused; the loan."""
    with register.store.writing() as db:
        due_on = db.get_one(Loan, loan).due_on
        for number, became in enumerate(Became, 1):
            at = register.now - timedelta(days=number)
            sent = {"channel": Channel.SMS, "became": became, "errand_id": number, "sent_at": at}
            step = {"step": Step.WEEKLY, "number": number, "due_on": due_on}
            db.add(Reminder(loan_id=loan, **step, **sent))
        db.commit()
    return loan


def meet(register: Register) -> dict[str, object]:
    """An open group that has met; what stands in the holes of its addresses."""
    with register.store.writing() as db:
        holes = behind_doors(db, now=register.now)
        db.commit()
    return holes


def tell_everybody(register: Register) -> None:
    """What the open groups have published, one set of minutes corrected since."""
    corrected = replace(public_world.MINUTES, summary="Fritidsbanken öppnar i vecka 44.", version=2)
    with register.store.writing() as db:
        for page in busy_world.around(register.now):
            public_world.publish(db, page, now=register.now)
        note = "Veckan för starten var fel."
        public_world.publish(db, corrected, now=register.now, change_note=note)
        db.commit()


def wait_for_somebody(register: Register, borrower: Person) -> str:
    """A booking of two pairs of hockey skates, of which one is put aside; its id."""
    skates = [register.article("Hockeyskridskor", "SKR", "36") for _ in range(3)]
    shop, now = register.shop, register.now
    with register.store.writing() as db:
        booked = make.booking(
            db, borrower.id, 2, "SKR", "36", branch=shop.branch, now=now, begins=2
        )
        put_aside(db, booked, thing_of(db, skates[0].id), signed=Signature(now, shop.account))
        booked.moved_from = local_day(now)
        db.commit()
        return booked.id


def furnish(register: Register) -> Furnished:
    """Something of everything."""
    shop, now = register.shop, register.now
    ebba = register.borrower(f"Ebba {SECRETIVE}")
    double = register.borrower(f"Eba {SECRETIVE}")
    things = [register.article(f"Slalompjäxor av {kind.value}") for kind in STANDARD_PLACES]
    skis = register.article("Slalomskidor med bindning och en lång beskrivning", "SLS", "150")
    helmet, spare = register.article("Hjälm", "HJA", "52-56"), register.article("Stavar", "STV")
    long_ago = now - timedelta(days=20)
    late = remind(register, register.lends(skis, ebba, long_ago))
    visit = register.loan_of(skis).visit_id
    register.lends(helmet, ebba)
    register.does("check_in", article=helmet.code)
    looked_at = register.tablet.last
    register.lends(things[0], double)
    for thing, kind in zip(things[1:], STANDARD_PLACES[1:], strict=True):
        if kind is not PlaceKind.OUT:
            register.stands(thing, kind)
    register.lends(things[2], double)
    for thing in (spare, skis):
        register.blocks(thing, "återkallad av tillverkaren")
    register.does("check_out", article=spare.code, borrower=ebba.id, done=True)
    recall = call_back(register, ebba)
    sheet = Paper(str(local_day(now)), "out", (things[0].code, "20000000"), ebba.id)  # type: ignore[arg-type]
    batch = uuid4()
    with register.store.writing() as db:
        made = db.scalars(select(Block.id).where(Block.article_id == skis.id)).one()
        know_well(db, skis, by=shop.account, now=now)
        note_call(
            db, ebba.id, notes="ringde, kommer på onsdag", do_not_remind=False, on=local_day(now)
        )
        make.borrower(db, "Skolan", "070-174 06 99", kind=BorrowerKind.ORGANISATION, now=now)
        make.borrower(db, "Kungen", "", kind=BorrowerKind.ALIAS, now=now)
        norr = make.branch(db, "Norr")
        except_day(db, shop.branch, local_day(now) + timedelta(days=9), None, "Julstängt")
        shelf = add_shelf(db, shop.branch, "Fack A1").id
        left = make.account(db, "Gustav", now=now)
        trust(db, account_with(db, shop.account), "binding_setter")
        close_account(db, account_with(db, left), now=now)
        device = lose_device(db, shop.branch, now=now)
        printer, job, agent = print_something(db, shop.branch, by=shop.account, now=now)
        load = begin(db, shop.branch, norr, on=local_day(now), account=shop.account).id
        category = db.scalars(select(Category.id).where(Category.code == "SLS")).one()
        db.commit()
        draft = make.import_draft(db, REGISTER, branch=shop.branch, by=shop.account, now=now)
        db.commit()
    report = count(register, [helmet, things[1], *things[3:]])
    with register.store.writing() as db:
        signed = Signature(now, shop.account, make.uid())
        read = stocktake_with(db, report).counts.version
        close(db, report, read, check_in_seen, signed=signed)
        db.commit()
    for label in (skis.code, FREE):
        register.does("count", stocktake=report, article=label)
    register.does("send", article=register.article("Ishockeyskridskor").code, to_branch=str(norr))
    for operation in operations(sheet, batch, now=now):
        register.tablet.sends(operation, sent_at=now)
    return Furnished(
        {
            "account": shop.account,
            "agent": agent,
            "article": skis.id,
            "batch": batch,
            "blocked": made,
            "booking": wait_for_somebody(register, ebba),
            "borrower": ebba.id,
            "branch": shop.branch,
            "category": category,
            "code": skis.code,
            "device": device,
            "double": double.id,
            "draft": draft,
            "job": job,
            "kind": "SLP",
            "loan": late,
            "name": week_of(local_day(now)).name,
            "operation": looked_at,
            "own": own_token(register.secret, register.slip(visit)),
            "place": shelf,
            "printer": printer,
            "recall": recall,
            "set_code": "slalom",
            "closed": report,
            "stocktake": count(register, [skis, *things]),
            "transfer": load,
            "group_slug": public_world.GROUP.slug,
            "day": public_world.MINUTES.slug,
            "version": 1,
            "matter_slug": public_world.MATTER.slug,
            "proposal_key": public_world.PROPOSAL_KEY,
            "unit": "week",
            "visit": visit,
            **meet(register),
        }
    )
