"""What the counter's page asks for: itself, people as somebody types, what they have out."""

from typing import Any

from flask import Response, jsonify, render_template, request

from fritidsbank import barcodes
from fritidsbank.clock import local_day
from fritidsbank.counter.rules import is_late
from fritidsbank.loans import queries
from fritidsbank.people.queries import (
    BorrowerEntry,
    borrower_of_card,
    borrower_with,
    borrowers_like,
)
from fritidsbank.stock.care_plans import read_plans
from fritidsbank.stock.finding import Wanted, things_like
from fritidsbank.stock.queries import categories, things_of
from fritidsbank.stock.tick_lists import read_points
from fritidsbank.web.access import PUBLIC, SIGNED_IN, Role
from fritidsbank.web.context import g
from fritidsbank.web.fields import FieldWrong, as_uuid
from fritidsbank.web.language import LANGUAGES, script_sentences
from fritidsbank.web.looks import showed
from fritidsbank.web.room import Room

counter = Room("counter")

LONGEST_SEARCH = 80


@counter.shows("/counter", who=PUBLIC)
def page() -> Response:
    """The shell: the same bytes for everybody, without a name and without a token."""
    answer = Response(render_template("counter/counter.html"), mimetype="text/html")
    return _asked_again(answer)


@counter.shows("/api/texts/<language>", who=PUBLIC)
def texts(language: str) -> Response:
    """Every sentence of a language by its msgid, for scripts."""
    if language not in LANGUAGES:
        raise FieldWrong("language")
    answer = jsonify(script_sentences(language))
    return _asked_again(answer)


@counter.shows("/api/catalogue", who=SIGNED_IN)
def catalogue_of_stock() -> Response:
    """The categories with their fault words, in the language of the account."""
    english = g.language == "en"
    return jsonify(
        categories=[
            {
                "code": category.code,
                "name": category.name_en if english else category.name,
                "unit": category.unit.value,
                "guardian_under_18": category.guardian_under_18,
                "check_at_return": category.check_at_return,
                "check_advice": category.check_advice_en if english else category.check_advice,
                "faults": [
                    {"code": fault["code"], "word": fault["word_en" if english else "word"]}
                    for fault in category.faults
                ],
                "checks": [
                    {"code": point.code, "word": point.said(g.language)}
                    for point in read_points(category.checks)
                ],
                "plans": [
                    {
                        "code": plan.code,
                        "word": plan.said(g.language),
                        "fault": plan.fault_among([fault["code"] for fault in category.faults]),
                    }
                    for plan in read_plans(category.plans)
                ],
            }
            for category in categories(g.db)
            if category.parent_id is not None
        ]
    )


@counter.shows("/api/find", who=Role.COUNTER)
def find() -> Response:
    """Borrowers and articles as somebody types; a scan never comes this way."""
    typed = request.args.get("q", "")[:LONGEST_SEARCH]
    people = borrowers_like(g.db, typed)
    out = queries.count_open(g.db, [person.id for person in people])
    return jsonify(
        borrowers=[{**_person(person), "out": out.get(person.id, 0)} for person in people],
        articles=[thing.shown() for thing in things_like(g.db, Wanted(typed))],
    )


@counter.shows("/api/borrowers/<borrower>", who=Role.COUNTER)
def borrower(borrower: str) -> Response:
    """One borrower and all that is out."""
    return jsonify(_with_loans(as_uuid("borrower", borrower)))


@counter.shows("/api/cards/<code>", who=Role.COUNTER)
def card(code: str) -> Response:
    """The borrower that a card belongs to."""
    return jsonify(_with_loans(borrower_of_card(g.db, code)))


@counter.shows("/api/slips/<code>", who=Role.COUNTER)
def slip(code: str) -> Response:
    """The visit that a slip belongs to, and its borrower while they are known."""
    visit = queries.visit_of_slip(g.db, barcodes.parse(code).digits)
    known = _with_loans(visit.borrower_id) if visit.borrower_id else None
    return jsonify(visit=visit.id, borrower=known)


def _asked_again(answer: Response) -> Response:
    """May be kept, but must be asked for each time: 304 when nothing has changed."""
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _with_loans(borrower: str) -> dict[str, Any]:
    person = borrower_with(g.db, borrower)
    showed([borrower])
    today = local_day(g.now)
    loans = queries.open_loans(g.db, borrower=borrower)
    things = things_of(g.db, [loan.article for loan in loans])
    return {
        **_person(person),
        "loans": [
            {
                "loan": loan.id,
                "article": things[loan.article].shown(),
                "due_on": loan.due_on.isoformat(),
                "lent_on": local_day(loan.lent_at).isoformat(),
                "late": is_late(loan.due_on, today),
            }
            for loan in loans
        ],
    }


def _person(person: BorrowerEntry) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "mobile": person.shown_mobile,
        "kind": person.kind.value,
    }
