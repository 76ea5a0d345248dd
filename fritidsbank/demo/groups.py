"""Open groups of a demo: what they have talked about, as if it had happened until today."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.branches.actions import choose, open_branch
from fritidsbank.clock import local_day, local_moment
from fritidsbank.minutes.agendas import Written, agenda_of, save_agenda
from fritidsbank.minutes.calling import (
    group_page,
    known_meeting,
    notice_page,
    put_out_group,
    put_out_notice,
)
from fritidsbank.minutes.following.matters import Told, begin_matter, tell_of_matter
from fritidsbank.minutes.following.outcomes import follow_up, followed, open_actions
from fritidsbank.minutes.following.proposals import publish_proposal
from fritidsbank.minutes.groups import start_group
from fritidsbank.minutes.meetings import Plan, plan_meeting
from fritidsbank.minutes.models import Group, Meeting, Membership
from fritidsbank.minutes.public.queries import SITE_KEY
from fritidsbank.minutes.publishing import About, put_out
from fritidsbank.minutes.rendition import SitePage
from fritidsbank.minutes.roster import members_of
from fritidsbank.minutes.rules import (
    GroupStatus,
    ItemKind,
    MatterState,
    OutcomeKind,
    OutcomeState,
    Part,
    PublishedKind,
)
from fritidsbank.minutes.writing.attending import Present, save_attendance
from fritidsbank.minutes.writing.items import (
    Frame,
    ItemText,
    OutcomeText,
    add_item,
    begin_minutes,
    save_frame,
    save_item,
)
from fritidsbank.minutes.writing.renditions import publish_minutes
from fritidsbank.minutes.writing.text_hash import hash_of_minutes
from fritidsbank.minutes.writing.written import written
from fritidsbank.paths import PACKAGE
from fritidsbank.staff.actions import give_roles, open_account
from fritidsbank.staff.passwords import hashed
from fritidsbank.staff.queries import account_called
from fritidsbank.web.access import Role

SITE_PATH = "/moten"
SECRETARY = "Lena"
PEOPLE = (("Administratören", "admin", Role.ADMIN), (SECRETARY, "lena", Role.SECRETARY))
SIGN_INS = tuple(sign_in for _, sign_in, _ in PEOPLE)

Table = dict[str, Any]
"""A table of `groups.toml`."""


@dataclass(frozen=True)
class Calendar:
    """Today, and the day that lies so far from it, on the weekday of a group."""

    today: date

    def day(self, ago: int, weekday: int | None = None) -> date:
        """So many days ago; negative is ahead."""
        then = self.today - timedelta(days=ago)
        return then if weekday is None else then + timedelta(days=weekday - then.weekday())

    def moment(self, ago: int) -> datetime:
        """An afternoon at a desk."""
        return local_moment(self.day(ago), time(15))


def open_office(db: Session, *, now: datetime) -> int:
    """An office without a shop, with a secretary and an administrator. How many meetings."""
    open_branch(db, "Öppna grupper")
    choose(db, "demo", value=True)
    for name, sign_in, role in PEOPLE:
        secret = hashed(password_of(sign_in))
        account = open_account(db, name, sign_in=sign_in, secret=secret, now=now)
        give_roles(db, account, [(role, None)])
    return make_groups(db, account_called(db, SECRETARY).id, now=now)


def password_of(sign_in: str) -> str:
    """The password of somebody in the demo: no secret, it is shown where one signs in."""
    return f"demo-{sign_in}-fritidsbank"


def make_groups(db: Session, secretary: int, *, now: datetime) -> int:
    """Groups with notices, minutes, matters and answers until today. How many meetings."""
    told = tomllib.loads((PACKAGE / "demo" / "groups.toml").read_text("utf-8"))
    calendar = Calendar(local_day(now))
    _site(db, told["site"], calendar)
    matters = {each["slug"]: _matter(db, each, calendar) for each in told["matter"]}
    held = [
        (group, meeting, each)
        for each, group in [(each, _group(db, each, calendar)) for each in told["group"]]
        for meeting in each["meeting"]
    ]
    for group, meeting, of_group in sorted(held, key=lambda one: -int(one[1]["ago"])):
        _meeting(db, group, of_group, meeting, matters, calendar, secretary)
    for each in told["answer"]:
        _answer(db, each, calendar, secretary)
    return len(held)


def _site(db: Session, told: Table, calendar: Calendar) -> None:
    facts = {each: told[each] for each in ("operator", "about", "mail", "phone")}
    page = SitePage(**facts, reviewed_on=calendar.day(30), flaws=tuple(told["flaws"]))
    about = About(SITE_PATH, page.operator)
    put_out(db, PublishedKind.SITE, SITE_KEY, page, about, [], now=calendar.moment(330))


def _matter(db: Session, told: Table, calendar: Calendar) -> int:
    begun = calendar.moment(320)
    facts = Told(
        told["title"],
        told["about"],
        MatterState(told["state"]),
        told["awaited"],
        calendar.day(-told["awaited_in"]),
    )
    matter = begin_matter(db, facts, told["slug"], now=begun)
    for event in told.get("events", []):
        tell_of_matter(
            db,
            matter,
            calendar.day(event["ago"]),
            event["text"],
            now=calendar.moment(event["ago"]),
        )
    return matter.id


def _group(db: Session, told: Table, calendar: Calendar) -> Group:
    begun = calendar.moment(310)
    texts = ("name", "purpose", "place_rule", "time_rule", "contact")
    facts = {each: told[each] for each in texts}
    if "status" in told:
        facts |= {
            "status": GroupStatus(told["status"]),
            "status_reason": told["status_reason"],
            "status_on": calendar.day(40),
        }
    group = start_group(db, facts, now=begun)
    db.add_all(Membership(group_id=group.id, organisation=each) for each in told["members"])
    db.flush()
    page = group_page(group, members_of(db, group.id), today=calendar.today)
    put_out_group(db, page, now=begun)
    return group


def _meeting(
    db: Session,
    group: Group,
    of_group: Table,
    told: Table,
    matters: dict[str, int],
    calendar: Calendar,
    secretary: int,
) -> None:
    day = calendar.day(told["ago"], of_group["weekday"])
    starts = time.fromisoformat(of_group["starts"])
    begins = local_moment(day, starts)
    ends = begins + timedelta(minutes=of_group["minutes"])
    called = min(local_moment(day - timedelta(days=14), time(9)), calendar.moment(1))
    plan = Plan(begins, ends, told["place"], told.get("attend", "Alla är välkomna."))
    meeting = plan_meeting(db, group, plan, now=called)
    points = told.get("agenda") or [
        each for each in told["items"] if each["kind"] != ItemKind.PROPOSAL
    ]
    agenda = [
        Written(
            None,
            each["title"],
            kind=ItemKind(each["kind"]),
            matter=matters.get(each.get("matter", "")),
        )
        for each in points
    ]
    save_agenda(db, meeting, agenda)
    _call(db, group, meeting, now=called)
    if "items" in told:
        _minutes(db, meeting, told, matters, calendar, secretary)


def _call(db: Session, group: Group, meeting: Meeting, *, now: datetime) -> None:
    points, about = agenda_of(db, meeting.id)
    page = notice_page(group, meeting, points, about, open_actions(db, group), None, now=now)
    put_out_notice(db, known_meeting(db, meeting.id), page, "", now=now)


def _minutes(
    db: Session,
    meeting: Meeting,
    told: Table,
    matters: dict[str, int],
    calendar: Calendar,
    secretary: int,
) -> None:
    now = meeting.ends_at + timedelta(days=1)
    minutes = begin_minutes(db, meeting, now=now)
    called = {each.item.title: each.item for each in written(db, minutes).items}
    for each in told["items"]:
        text = _item(each, matters, calendar)
        if each["title"] in called:
            item = called[each["title"]]
            save_item(db, minutes, item.key, text, item.edition)
        else:
            add_item(db, minutes, text)
    save_frame(db, minutes, Frame(told["summary"]), minutes.edition)
    save_attendance(db, minutes, _present(told), minutes.attendance_edition)
    seen = hash_of_minutes(written(db, minutes))
    publish_minutes(db, minutes, {}, seen, by=secretary, now=now)


def _item(told: Table, matters: dict[str, int], calendar: Calendar) -> ItemText:
    outcomes = tuple(
        OutcomeText(
            "",
            OutcomeKind(each["kind"]),
            each["text"],
            each.get("owner", ""),
            calendar.day(-each["due_in"]) if "due_in" in each else None,
        )
        for each in told.get("outcomes", [])
    )
    return ItemText(
        told["title"],
        ItemKind(told["kind"]),
        told["text"],
        matters.get(told.get("matter", "")),
        outcomes=outcomes,
    )


def _present(told: Table) -> tuple[Present, ...]:
    here = [
        Present(Part(part) if part else Part.OTHER, organisation, function)
        for organisation, function, part in told["present"]
    ]
    absent = [
        Present(organisation=organisation, function=function, absent=True)
        for organisation, function in told.get("absent", [])
    ]
    guests = [Present(guests=told["guests"])] if told["guests"] else []
    return (*here, *guests, *absent)


def _answer(db: Session, told: Table, calendar: Calendar, secretary: int) -> None:
    now = calendar.moment(told["ago"])
    for one in followed(db):
        if one.line.text == told["of"]:
            promised = calendar.day(-told["promised_in"]) if "promised_in" in told else None
            state = OutcomeState(told["state"])
            said = follow_up(db, one, state, told["note"], promised, by=secretary, now=now)
            publish_proposal(db, said, now=now)
