"""The page on which a day on paper is entered afterwards."""

from uuid import UUID, uuid4

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.counter.finding_people import found_people, people_like
from fritidsbank.counter.paper_day import MOST_LINES, Paper, Way, entered, operations
from fritidsbank.people.rules import e164, name_of
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.by_form import registry, said_of, sender
from fritidsbank.web.context import g
from fritidsbank.web.fields import as_uuid
from fritidsbank.web.forms import Form, Unclear
from fritidsbank.web.operations import OLDEST, open_envelope, perform
from fritidsbank.web.room import Room, settle

paper = Room("paper")

NOBODY = N_("Choose who borrowed it, or write a name and a mobile.")
NO_CODES = N_("Write at least one number.")
TOO_MANY = N_("Write at most {most} numbers at a time.")
NOT_THEN = N_("Choose a day of the last 30 days.")


@paper.shows("/paper", who=Role.COUNTER)
def blank() -> str:
    """An empty sheet."""
    day = request.args.get("day") or local_day(g.now).isoformat()
    return _page(Form({"day": day, "way": Way.OUT.value, "sheet": str(uuid4())}))


@paper.commits_itself("/paper", who=Role.COUNTER)
def fill_in() -> Response | tuple[str, int] | str:
    """Enter the sheet line by line, or look for its borrower first."""
    form = Form()
    if request.form.get("step") == "find":
        return _page(form)
    try:
        sheet = _read(form)
    except Unclear:
        return _page(form), 422
    batch = sheet.batch(UUID(as_uuid("sheet", form.value("sheet"))))
    db, by, now, kinds = g.db, sender(), g.now, registry().kinds
    for raw in operations(sheet, batch, now=now):
        envelope = open_envelope(raw, kinds, sent_at=now)
        settle(db, lambda envelope=envelope: perform(db, envelope, by, now=now))  # type: ignore[misc]
    return redirect(f"/paper/{batch}?day={sheet.day}", 303)


@paper.shows("/paper/<uuid:batch>", who=Role.COUNTER)
def answers(batch: UUID) -> str:
    """What each line came to."""
    rows = [(number, said_of(each)) for number, each in entered(g.db, batch)]
    return render_template("counter/paper_answers.html", rows=rows, day=request.args.get("day", ""))


def _page(form: Form) -> str:
    typed, chosen = str(form.value("who")), str(form.value("borrower"))
    today = local_day(g.now)
    return render_template(
        "counter/paper.html",
        form=form,
        people=people_like(g.db, typed) or (found_people(g.db, [chosen]) if chosen else []),
        typed=typed,
        first=(today - OLDEST).isoformat(),
        last=today.isoformat(),
    )


def _read(form: Form) -> Paper:
    day, way = form.day("day"), form.choice("way", Way)
    codes = form.lines("codes")
    today = local_day(g.now)
    if day is None or not today - OLDEST < day <= today:
        form.note("day", NOT_THEN)
    if not codes:
        form.note("codes", NO_CODES)
    if len(codes) > MOST_LINES:
        form.note("codes", TOO_MANY, most=MOST_LINES)
    borrower, newcomer = "", ("", "")
    if way is Way.OUT:
        borrower, newcomer = _who(form)
    form.refuse_unclear()
    return Paper(str(day), way or Way.OUT, tuple(codes), borrower, newcomer)


def _who(form: Form) -> tuple[str, tuple[str, str]]:
    chosen, name, mobile = str(form.value("borrower")), form.text("name"), form.text("mobile")
    if chosen:
        return as_uuid("borrower", chosen), ("", "")
    if not name and not mobile:
        form.note("who", NOBODY)
        return "", ("", "")
    with form.noting(looks_like_personnummer="name", name_missing="name", otherwise="mobile"):
        return "", (name_of(name), e164(mobile))
