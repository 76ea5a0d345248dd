"""Pages of bookings: what is promised, what is free, and the hold shelf."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask import redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from fritidsbank import barcodes
from fritidsbank.bookings import actions, hold_shelf
from fritidsbank.bookings.availability import Whereabouts
from fritidsbank.bookings.models import Booking
from fritidsbank.bookings.month import month_of, shorts
from fritidsbank.bookings.queries import (
    NoSuchBooking,
    booking_coded,
    booking_held,
    booking_with,
    progress_of,
    promised,
    put_aside_for,
)
from fritidsbank.bookings.rules import AHEAD, BookingState
from fritidsbank.clock import local_day
from fritidsbank.people.queries import names_of
from fritidsbank.printing.bars import code_128
from fritidsbank.refusals import N_
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.choices import category_groups_by_code, name_of
from fritidsbank.stock.queries import NoSuchCategory, categories, thing_with, things_of
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.looks import showed
from fritidsbank.web.room import Room

bookings = Room("bookings")

STATES = {
    BookingState.BOOKED: N_("Booked"),
    BookingState.HANDED_OVER: N_("Handed over"),
    BookingState.CANCELLED: N_("Cancelled"),
    BookingState.EXPIRED: N_("Nobody came"),
}
WHERE = {
    Whereabouts.READY: N_("On the shelf"),
    Whereabouts.SEASON_STORE: N_("Season store"),
    Whereabouts.HELD: N_("Put aside"),
    Whereabouts.OUT: N_("Lent"),
    Whereabouts.LATE: N_("Late"),
    Whereabouts.TO_CHECK: N_("To be checked"),
    Whereabouts.CHECK_DUE: N_("Check due"),
    Whereabouts.IN_WORKSHOP: N_("In the workshop"),
    Whereabouts.NOT_NOW: N_("Blocked or not whole"),
}
NOTICES = {
    "booked": N_("Booked."),
    "moved": N_("Booked. We are closed on one of the days, so it is the next open one."),
    "changed": N_("Saved."),
    "cancelled": N_("Cancelled. Put back what stood aside."),
    "aside": N_("Put aside."),
    "back": N_("Put it back on its shelf."),
}
BAR = {"unit_mm": 0.5, "height_mm": 20}


@bookings.shows("/bookings", who=Role.COUNTER)
def listed() -> str | Response:
    """What is promised; the number of a slip leads straight to its booking."""
    typed = "".join(request.args.get("slip", "").split())
    if barcodes.is_own(typed):
        return redirect(f"/bookings/{booking_coded(g.db, typed).id}", 303)
    db, today = g.db, local_day(g.now)
    found = promised(db, g.actor.branch)
    lines = progress_of(db, [booking.id for booking in found])
    people = names_of(db, [one.borrower_id for one in found if one.borrower_id])
    showed(people)
    wanted = [line.category for each in lines.values() for line in each]
    return render_template(
        "bookings/list.html",
        bookings=found,
        lines=lines,
        people=people,
        names={each.id: name_of(each) for each in categories(db)},
        shorts=shorts(db, g.actor.branch, wanted, today),
        today=today,
        notice=_notice(),
    )


@bookings.shows("/bookings/free", who=Role.COUNTER)
def free() -> str:
    """What is free of a category on the days of a month."""
    today = local_day(g.now)
    code = request.args.get("category", "")
    first = _month(request.args.get("month", ""), today.replace(day=1))
    tree = categories(g.db)
    category = next((each for each in tree if each.parent_id and each.code == code), None)
    if code and category is None:
        raise NoSuchCategory
    month = month_of(g.db, g.actor.branch, category, first, today) if category else None
    # Most days are like the one before: their figures are written once.
    cells = {free: _cells(free) for free in {day.free for day in month.days}} if month else {}
    return render_template(
        "bookings/free.html",
        groups=category_groups_by_code(tree),
        category=category,
        name=name_of(category) if category else "",
        month=month,
        cells=cells,
        month_typed=f"{first:%Y-%m}",
        where=WHERE,
        today=today,
    )


@bookings.shows("/bookings/<uuid:booking>", who=Role.COUNTER)
def one(booking: UUID) -> str:
    """One booking: what is put aside, and what is still to be found."""
    return _page(Form(), booking)


def _page(form: Form, booking: UUID) -> str:
    found = _mine(booking)
    aside = put_aside_for(g.db, found.id)
    who = names_of(g.db, [found.borrower_id] if found.borrower_id else [])
    showed(who)
    return render_template(
        "bookings/booking.html",
        form=form,
        booking=found,
        lines=progress_of(g.db, [found.id])[found.id],
        names={each.id: name_of(each) for each in categories(g.db)},
        things=list(things_of(g.db, list(aside)).values()),
        person=who.get(found.borrower_id or ""),
        state=STATES[found.state],
        notice=_notice(),
    )


@bookings.does("/bookings/<uuid:booking>/aside", who=Role.COUNTER)
@asks(_page)
def put_aside(form: Form, booking: UUID) -> Response:
    """An article that was scanned waits on the hold shelf for this booking."""
    found = _mine_alone(booking)
    actions.refuse_ended(found)  # the page of what has ended has no field to say it beside
    scanned = form.text("scanned", 80, needed=True)
    form.refuse_unclear()
    with form.noting(otherwise="scanned"):
        thing = thing_with(g.db, scanned, home=g.settings.url)
        signed = Signature(g.now, g.actor.account)
        hold_shelf.put_aside(g.db, found, thing, signed=signed)
    return _to(found, "aside")


@bookings.does("/bookings/<uuid:booking>/back", who=Role.COUNTER)
def put_back(booking: UUID) -> Response:
    """An article waits for nobody any more."""
    found = _mine_alone(booking)
    article = Form().whole("article", 1, 10**8)
    hold_shelf.put_back(g.db, found, article or 0)
    return _to(found, "back")


@bookings.does("/bookings/<uuid:booking>/cancel", who=Role.COUNTER)
def cancel(booking: UUID) -> Response:
    """Nobody will come for it."""
    found = _mine_alone(booking)
    actions.cancel(g.db, found, now=g.now)
    return _to(found, "cancelled")


@bookings.shows("/bookings/<uuid:booking>/slip", who=Role.COUNTER)
def slip(booking: UUID) -> str:
    """What is laid beside the things on the hold shelf: a number and days, and no name."""
    found = _mine(booking)
    return render_template(
        "bookings/slip.html",
        booking=found,
        bars=Markup(code_128(found.code).svg(**BAR)),  # noqa: S704 - digits of our own
    )


def _cells(free: Sequence[int]) -> Markup:
    return Markup("".join(f'<td class="number">{many or "–"}</td>' for many in free))  # noqa: S704 - numbers


def _month(typed: str, usual: date) -> date:
    """The first day of a month that was named as 2026-03; the usual one for anything else."""
    try:
        first = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return usual
    return min(max(first, usual), (usual + AHEAD).replace(day=1))


def _mine(booking: UUID) -> Booking:
    """A booking of the branch where one works. Raises NoSuchBooking."""
    found = booking_with(g.db, str(booking))
    if found.branch_id != g.actor.branch:
        raise NoSuchBooking
    return found


def _mine_alone(booking: UUID) -> Booking:
    """The same; nobody else fills, changes or ends it meanwhile. Raises NoSuchBooking."""
    found = booking_held(g.db, str(booking))
    if found.branch_id != g.actor.branch:
        raise NoSuchBooking
    return found


def _to(booking: Booking, said: str) -> Response:
    return redirect(f"/bookings/{booking.id}?said={said}", 303)


def _notice() -> str:
    return say(NOTICES.get(request.args.get("said", ""), ""), g.language)
