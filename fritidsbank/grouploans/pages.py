"""Pages of group loans: what is coming, the list that is filled by scanning, and what is back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.bookings.models import Booking
from fritidsbank.bookings.queries import (
    NoSuchBooking,
    Progress,
    booking_with,
    progress_of,
    put_aside_for,
)
from fritidsbank.clock import local_day
from fritidsbank.grouploans.progress import current, missing_of, pick_list, returned_of
from fritidsbank.people.queries import BorrowerEntry, names_of
from fritidsbank.refusals import N_
from fritidsbank.stock.choices import name_of
from fritidsbank.stock.queries import categories, things_of
from fritidsbank.web.access import Role
from fritidsbank.web.by_form import done_by_form, fresh_id, said
from fritidsbank.web.context import g
from fritidsbank.web.fields import FieldWrong, as_uuid
from fritidsbank.web.forms import NEEDED, Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.looks import showed
from fritidsbank.web.models import Operation
from fritidsbank.web.room import Room

grouploans = Room("grouploans")

MOVED = N_("Booked. We are closed on one of the days, so it is the next open one.")
_OFFERED = {"not_on_list", "enough_aside"}


@dataclass(frozen=True)
class Row:
    """One group loan in the list, and how far it has come."""

    booking: Booking
    held: int
    count: int
    back: int
    lent: int


@dataclass(frozen=True)
class Offer:
    """What can be done with a scan that the list does not ask for: an id for each button."""

    code: str
    lines: tuple[Progress, ...]
    ids: dict[int, str]


@grouploans.shows("/grouploans", who=Role.COUNTER)
def listed() -> str:
    """What groups have booked, and what they have out."""
    found = current(g.db, g.actor.branch)
    lines = progress_of(g.db, [booking.id for booking in found])
    back = returned_of(g.db, [booking.visit_id for booking in found if booking.visit_id])
    rows = []
    for booking in found:
        mine, came = lines[booking.id], back.get(booking.visit_id or "", [])
        rows.append(
            Row(
                booking,
                held=sum(line.held + line.fetched for line in mine),
                count=sum(line.count for line in mine),
                back=sum(one.back for one in came),
                lent=sum(one.lent for one in came),
            )
        )
    people = names_of(g.db, [one.borrower_id for one in found if one.borrower_id])
    showed(people)
    return render_template("grouploans/list.html", rows=rows, people=people)


def _page(form: Form, booking: UUID) -> str:
    found = _mine(booking)
    lines = progress_of(g.db, [found.id])[found.id]
    things = list(things_of(g.db, list(put_aside_for(g.db, found.id))).values())
    visit = found.visit_id
    return render_template(
        "grouploans/group_loan.html",
        form=form,
        booking=found,
        lines=lines,
        names=_names(),
        things=things,
        person=_person(found),
        asks_leader=any(thing.guardian_under_18 for thing in things),
        returned=returned_of(g.db, [visit])[visit] if visit else [],
        out=missing_of(g.db, visit) if visit else [],
        notice=say(MOVED, g.language) if request.args.get("said") == "moved" else "",
        said=said(request.args.get("done")),
        offer=_offer(lines),
        operation=fresh_id(),
        hand_over=fresh_id(),
        until=fresh_id(),
        back_ids={thing.id: fresh_id() for thing in things},
        home=g.settings.url,
    )


@grouploans.shows("/grouploans/<uuid:booking>", who=Role.COUNTER)
def one(booking: UUID) -> str:
    """One group loan: filled by scanning, handed over, and what is back of it."""
    return _page(Form(), booking)


@grouploans.does("/grouploans/<uuid:booking>/scan", who=Role.COUNTER)
@asks(_page)
def scan(form: Form, booking: UUID) -> Response:
    """An article that was scanned is put aside."""
    found = _mine(booking)
    scanned = form.text("article", 400, needed=True)
    form.refuse_unclear()
    fit: dict[str, Any] = {
        name: request.form[name] for name in ("fit", "line") if name in request.form
    }
    return _to(found, done_by_form("put_aside", booking=found.id, article=scanned, **fit))


@grouploans.does("/grouploans/<uuid:booking>/back", who=Role.COUNTER)
def put_back(booking: UUID) -> Response:
    """An article is put aside no longer."""
    found = _mine(booking)
    scanned = request.form.get("article", "")
    return _to(found, done_by_form("put_back", booking=found.id, article=scanned))


@grouploans.does("/grouploans/<uuid:booking>/hand-over", who=Role.COUNTER)
@asks(_page)
def hand_over(form: Form, booking: UUID) -> Response:
    """All that is put aside goes out."""
    found = _mine(booking)
    leader = form.ticked("leader")
    return _to(found, done_by_form("hand_over", booking=found.id, leader=leader))


@grouploans.does("/grouploans/<uuid:booking>/until", who=Role.COUNTER)
@asks(_page)
def until(form: Form, booking: UUID) -> Response:
    """Another day for all that is still out."""
    found = _mine(booking)
    day = form.day("due_on")
    if day is None:
        form.note("due_on", NEEDED)
    form.refuse_unclear()
    if found.visit_id is None or day is None:
        raise NoSuchBooking
    return _to(found, done_by_form("set_due", visit=found.visit_id, due_on=day.isoformat()))


@grouploans.shows("/grouploans/<uuid:booking>/pick", who=Role.COUNTER)
def pick(booking: UUID) -> str:
    """What is fetched from which shelf."""
    found = _mine(booking)
    lines = progress_of(g.db, [found.id])[found.id]
    today = local_day(g.now)
    shelves, short = pick_list(g.db, lines, branch=found.branch_id, today=today)
    return render_template(
        "grouploans/pick.html",
        booking=found,
        lines=lines,
        names=_names(),
        shelves=shelves,
        short=short,
    )


@grouploans.shows("/grouploans/<uuid:booking>/missing", who=Role.COUNTER)
def missing(booking: UUID) -> str:
    """What has not come back, to be printed: numbers and kinds."""
    found = _mine(booking)
    visit = found.visit_id
    return render_template(
        "grouploans/missing.html",
        booking=found,
        person=_person(found),
        names=_names(),
        returned=returned_of(g.db, [visit])[visit] if visit else [],
        out=missing_of(g.db, visit) if visit else [],
    )


def _mine(booking: UUID) -> Booking:
    """A booking of the branch where one works. Raises NoSuchBooking."""
    found = booking_with(g.db, str(booking))
    if found.branch_id != g.actor.branch:
        raise NoSuchBooking
    return found


def _names() -> dict[int, str]:
    return {each.id: name_of(each) for each in categories(g.db)}


def _person(booking: Booking) -> BorrowerEntry | None:
    who = booking.borrower_id
    showed([who])
    return names_of(g.db, [who]).get(who) if who else None


def _offer(lines: list[Progress]) -> Offer | None:
    """For the scan that was answered last, where the list had no room for it."""
    try:
        done = g.db.get(Operation, as_uuid("done", request.args.get("done")))
    except FieldWrong:
        return None
    if done is None or done.kind != "put_aside" or done.answer["outcome"] not in _OFFERED:
        return None
    things = things_of(g.db, [done.answer["article"]["id"]])
    thing = things.get(done.answer["article"]["id"])
    if thing is None or thing.held_for:
        return None
    others = tuple(
        line
        for line in lines
        if line.category == thing.category_id and line.missing and line.size != thing.size
    )
    return Offer(thing.code, others, {line: fresh_id() for line in (0, *(o.id for o in others))})


def _to(booking: Booking, operation: str) -> Response:
    return redirect(f"/grouploans/{booking.id}?done={operation}", 303)
