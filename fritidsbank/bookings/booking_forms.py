"""The forms of a booking: for whom, what, how many, and for which days."""

from datetime import date
from uuid import UUID, uuid4

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.bookings import actions
from fritidsbank.bookings.queries import NoSuchBooking, booking_held, booking_with, progress_of
from fritidsbank.bookings.rules import MOST_ARTICLES, Asked, id_by_form
from fritidsbank.clock import local_day
from fritidsbank.people.actions import register
from fritidsbank.people.models import BorrowerKind
from fritidsbank.people.queries import borrowers_like, names_of, person_with
from fritidsbank.people.rules import LONGEST_NAME
from fritidsbank.refusals import N_
from fritidsbank.stock.choices import category_groups
from fritidsbank.stock.queries import categories
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import NEEDED, Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

booking_forms = Room("booking_forms")

ROWS = 8
"""Lines that a page offers; a booking that is saved with more gets as many and some."""
MOST_ROWS = 40
KINDS = {
    BorrowerKind.ORGANISATION: N_("School or association"),
    BorrowerKind.PERSON: N_("Person"),
}
_BESIDE = {
    "bad_days": "from_on",
    "closed_for_weeks": "from_on",
    "closed_at_the_end": "until_on",
    "closed_for_good": "from_on",
    "nothing_asked": "category-0",
    "no_such_size": "size-0",
    "booking_changed": "",
    "otherwise": "",
}


def _new_page(form: Form) -> str:
    who = str(form.value("borrower") or request.args.get("borrower", ""))
    typed = request.args.get("q", "")
    return render_template(
        "bookings/new.html",
        form=form,
        page=form.value("page") or uuid4(),
        person=names_of(g.db, [who]).get(who) if who else None,
        typed=typed,
        people=borrowers_like(g.db, typed, most=20),
        kinds=[(kind.value, say(word, g.language)) for kind, word in KINDS.items()],
        groups=category_groups(categories(g.db)),
        rows=range(ROWS),
        today=local_day(g.now),
        most=MOST_ARTICLES,
    )


@booking_forms.shows("/bookings/new", who=Role.COUNTER)
def new() -> str:
    """For whom, what, and when."""
    return _new_page(Form())


@booking_forms.does("/bookings/new/borrower", who=Role.COUNTER)
@asks(_new_page)
def new_borrower(form: Form) -> Response:
    """Somebody who has not borrowed before."""
    kind = form.choice("borrower_kind", KINDS)
    name, mobile = form.text("name", LONGEST_NAME), form.text("mobile", 40)
    contact = form.text("contact", LONGEST_NAME)
    form.refuse_unclear()
    borrower = str(uuid4())
    with form.noting(name_missing="name", otherwise="mobile"):
        today = local_day(g.now)
        register(g.db, borrower, kind=kind, name=name, mobile=mobile, contact=contact, on=today)
    return redirect(f"/bookings/new?borrower={borrower}", 303)


@booking_forms.does("/bookings/new", who=Role.COUNTER)
@asks(_new_page)
def book(form: Form) -> Response:
    """Promise it."""
    asked, first, last = _read(form)
    with form.noting(**_BESIDE):
        borrower = person_with(g.db, form.text("borrower", 40)).id
        made = actions.book(
            g.db,
            borrower,
            asked,
            first,
            last,
            branch=g.actor.branch,
            now=g.now,
            id_=id_by_form(form.text("page", 36), borrower, asked, first, last),
        )
    moved = (made.from_on, made.until_on) != (first, last)
    return redirect(f"/bookings/{made.id}?said={'moved' if moved else 'booked'}", 303)


def _change_page(form: Form, booking: UUID) -> str:
    found = booking_with(g.db, str(booking))
    if found.branch_id != g.actor.branch:
        raise NoSuchBooking
    lines = progress_of(g.db, [found.id])[found.id]
    usual: dict[str, object] = {
        "from_on": found.from_on,
        "until_on": found.until_on,
        "edition": found.edition,
    }
    for number, line in enumerate(lines):
        usual |= {
            f"category-{number}": line.category,
            f"size-{number}": line.size,
            f"count-{number}": line.count,
        }
    return render_template(
        "bookings/change.html",
        form=form if form.sent else Form(usual),
        booking=found,
        groups=category_groups(categories(g.db)),
        rows=range(min(MOST_ROWS, max(ROWS, len(lines) + 2))),
        most=MOST_ARTICLES,
    )


@booking_forms.shows("/bookings/<uuid:booking>/change", who=Role.COUNTER)
def look_at(booking: UUID) -> str:
    """What is booked, to be changed."""
    return _change_page(Form(), booking)


@booking_forms.does("/bookings/<uuid:booking>/change", who=Role.COUNTER)
@asks(_change_page)
def change(form: Form, booking: UUID) -> Response:
    """Other things or other days."""
    found = booking_held(g.db, str(booking))
    if found.branch_id != g.actor.branch:
        raise NoSuchBooking
    edition = form.whole("edition", 0, 10**8, needed=True) or 0
    if found.ended_at is not None:
        form.clash("", actions.BookingEnded.message)
    elif found.edition != edition:
        form.clash("", actions.BookingChanged.message)
    asked, first, last = _read(form)
    with form.noting(**_BESIDE):
        actions.change(g.db, found, asked, first, last, edition=edition, now=g.now)
    return redirect(f"/bookings/{found.id}?said=changed", 303)


def _read(form: Form) -> tuple[list[Asked], date, date]:
    """The lines and days of a form. Raises Unclear."""
    asked = []
    for number in range(MOST_ROWS):
        category = form.whole(f"category-{number}", 1, 10**8)
        count = form.whole(f"count-{number}", 0, MOST_ARTICLES)
        size = form.text(f"size-{number}", 20)
        if category and count is None:
            form.note(f"count-{number}", NEEDED)
        if count and category is None:
            form.note(f"category-{number}", NEEDED)
        if category and count:
            asked.append(Asked(category, size, count))
    first, last = form.day("from_on"), form.day("until_on")
    for name, day in (("from_on", first), ("until_on", last)):
        if day is None:
            form.note(name, NEEDED)
    form.refuse_unclear()
    assert first is not None  # both were noted above
    assert last is not None
    return asked, first, last
