"""The form of a new group loan: for which school, which days, and a wish list as it was sent."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from flask import redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from fritidsbank.bookings.actions import book
from fritidsbank.bookings.rules import MOST_ARTICLES, Asked, id_by_form
from fritidsbank.clock import local_day
from fritidsbank.grouploans.wish_list import Known, Line, Wished, read_list
from fritidsbank.people.actions import register
from fritidsbank.people.models import BorrowerKind
from fritidsbank.people.queries import NoSuchBorrower, borrowers_like, names_of, person_with
from fritidsbank.people.rules import LONGEST_NAME
from fritidsbank.refusals import N_
from fritidsbank.search_keys import search_key
from fritidsbank.stock.choices import category_groups, name_of
from fritidsbank.stock.queries import categories
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import NEEDED, Form, Unclear, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

ordering = Room("ordering")

ROWS = 8
"""Rows that the page offers; a long list gets as many as it needs and some."""
MOST_ROWS = 60
NOT_ALL_READ = N_("Some lines were not understood. They stand below with what they may mean.")
_BESIDE = {
    "bad_days": "from_on",
    "closed_for_weeks": "from_on",
    "closed_at_the_end": "until_on",
    "closed_for_good": "from_on",
    "nothing_asked": "wish",
    "no_such_size": "size-0",
    "otherwise": "",
}


@dataclass(frozen=True)
class Unread:
    """A line that was not understood, why, and what it may mean."""

    text: str
    said: str
    suggested: tuple[str, ...]


def _page(form: Form) -> str:
    who = str(form.value("borrower") or request.args.get("borrower", ""))
    person = names_of(g.db, [who]).get(who) if who else None
    typed = request.args.get("q", "")
    filled = [
        n for n in range(MOST_ROWS) if form.value(f"count-{n}") or form.value(f"category-{n}")
    ]
    return render_template(
        "grouploans/new.html",
        form=form,
        page=form.value("page") or uuid4(),
        person=person if person and person.kind is BorrowerKind.ORGANISATION else None,
        typed=typed,
        people=[
            found
            for found in borrowers_like(g.db, typed, most=50)
            if found.kind is BorrowerKind.ORGANISATION
        ],
        groups=category_groups(categories(g.db)),
        rows=range(min(MOST_ROWS, max(ROWS, len(filled) + 2))),
        most=MOST_ARTICLES,
        unclear=_unread(_lines(str(form.value("wish")))),
    )


@ordering.shows("/grouploans/new", who=Role.COUNTER)
def new() -> str:
    """For which school or association, what, and when."""
    return _page(Form())


@ordering.does("/grouploans/new/borrower", who=Role.COUNTER)
@asks(_page)
def new_borrower(form: Form) -> Response:
    """A school or an association that has not borrowed before."""
    name, mobile = form.text("name", LONGEST_NAME), form.text("mobile", 40)
    contact = form.text("contact", LONGEST_NAME)
    form.refuse_unclear()
    borrower, kind, today = str(uuid4()), BorrowerKind.ORGANISATION, local_day(g.now)
    with form.noting(name_missing="name", otherwise="mobile"):
        register(g.db, borrower, kind=kind, name=name, mobile=mobile, contact=contact, on=today)
    return redirect(f"/grouploans/new?borrower={borrower}", 303)


@ordering.does("/grouploans/new", who=Role.COUNTER)
@asks(_page)
def order(form: Form) -> Response:
    """Read the wish list into rows, or promise what the rows say."""
    wish = "\n".join(form.lines("wish"))
    lines = _lines(wish)
    _into_rows(form, lines)
    if any(line.trouble for line in lines):
        form.note("wish", NOT_ALL_READ)
    if "book" not in form.sent and not form.troubles:
        form.status = 200
        raise Unclear
    asked, first, last = _read(form)
    with form.noting(**_BESIDE):
        person = person_with(g.db, form.text("borrower", 40))
        if person.kind is not BorrowerKind.ORGANISATION:
            raise NoSuchBorrower
        made = book(
            g.db,
            person.id,
            asked,
            first,
            last,
            branch=g.actor.branch,
            now=g.now,
            id_=id_by_form(form.text("page", 36), person.id, asked, first, last),
        )
    moved = (made.from_on, made.until_on) != (first, last)
    return redirect(f"/grouploans/{made.id}{'?said=moved' if moved else ''}", 303)


def _lines(wish: str) -> list[Line]:
    known = [
        Known(
            each.id,
            name_of(each),
            tuple(map(search_key, (each.name, each.name_en, each.code))),
            tuple(each.sizes),
        )
        for each in categories(g.db)
        if each.parent_id is not None
    ]
    return read_list(wish, known) if wish else []


def _unread(lines: list[Line]) -> list[Unread]:
    return [
        Unread(line.text, say(line.trouble, g.language, dict(line.facts)), line.suggested)
        for line in lines
        if line.trouble
    ]


def _into_rows(form: Form, lines: list[Line]) -> None:
    """What was understood stands in the rows, where it can be corrected; the rest stays written."""
    sent = MultiDict(form.sent)
    sent["wish"] = "\n".join(line.text for line in lines if line.trouble)
    taken = [n for n in range(MOST_ROWS) if sent.get(f"category-{n}") or sent.get(f"count-{n}")]
    wished: list[Wished] = [one for line in lines for one in line.wished]
    free = [n for n in range(MOST_ROWS) if n not in taken]
    for number, one in zip(free, wished, strict=False):
        sent[f"category-{number}"] = str(one.category)
        sent[f"size-{number}"], sent[f"count-{number}"] = one.size, str(one.count)
    form.sent = sent
    if len(wished) > len(free):
        form.note("wish", TOO_MANY_ROWS, most=MOST_ROWS)


TOO_MANY_ROWS = N_("At most {most} rows of kinds and sizes in one group loan.")


def _read(form: Form) -> tuple[list[Asked], date, date]:
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
