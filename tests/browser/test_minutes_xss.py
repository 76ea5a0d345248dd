"""Whatever somebody writes into minutes is shown, and never run, on any page of theirs."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Dialog, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.app import create_app
from fritidsbank.minutes.following.matters import Told, begin_matter, tell_of_matter
from fritidsbank.minutes.models import (
    Attendance,
    Figure,
    Group,
    Item,
    Minutes,
    Outcome,
    RosterPerson,
)
from fritidsbank.minutes.reading.documents import Document
from fritidsbank.minutes.reading.importing import Sent, keep_reading
from fritidsbank.minutes.reading.understanding import understand
from fritidsbank.minutes.reading.web_lines import web_document
from fritidsbank.minutes.rooms import ROOMS
from fritidsbank.minutes.rules import Mark, MatterState, OutcomeKind
from fritidsbank.minutes.writing.checking import check_of
from fritidsbank.minutes.writing.renditions import publish_minutes, sources_of
from fritidsbank.minutes.writing.text_hash import hash_of_minutes
from fritidsbank.minutes.writing.written import written
from fritidsbank.staff.actions import start_session
from fritidsbank.web.access import Role
from tests import make
from tests.browser.conftest import SESSION, tablet
from tests.browser.register import Register
from tests.browser.serving import Server
from tests.minutes.conftest import (
    WEDNESDAY,
    each_wednesday,
    leading_group,
    meeting_of,
    minutes_of,
)
from tests.minutes.payloads import PAYLOADS
from tests.minutes.public_world import GROUP, HELD_NOTICE, SITE, publish

WATCH = """
window.ran = [];
addEventListener("securitypolicyviolation", (seen) => window.ran.push(
  `${seen.violatedDirective} ${seen.blockedURI} ${seen.sample}`));
"""
LOOK = """() => [...window.ran, ...[...document.querySelectorAll("*")].flatMap((each) => [
  ...[...each.attributes].filter((one) => one.name.startsWith("on")).map((one) => one.name),
  ...["href", "src", "action", "formaction", "data"].map((name) => each.getAttribute(name) || "")
    .filter((to) => /^\\s*(javascript|data|vbscript):/i.test(to) && each.tagName !== "IMG"),
  ...(/^(IFRAME|OBJECT|EMBED|BASE|MARQUEE)$/i.test(each.tagName) ? [each.tagName] : []),
])]"""
BY_THREE = [" ".join(PAYLOADS[place : place + 3]) for place in range(0, len(PAYLOADS), 3)]
MEETING = WEDNESDAY + timedelta(days=14)


def test_there_are_sixty() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 60


@pytest.fixture(scope="module")
def holes(register: Register) -> dict[str, object]:
    """Every payload in every field; what stands in the holes of the addresses."""
    now = register.now
    with register.store.writing() as db:
        by = make.account(db, "Sanna", [(Role.MANAGER, None)], now=now)
        group = leading_group(db, now=now)
        group.name = group.purpose = group.contact = group.status_reason = PAYLOADS[0]
        group.place_rule, group.time_rule = PAYLOADS[13], PAYLOADS[56]
        db.add_all(RosterPerson(group_id=group.id, name=each[:120]) for each in PAYLOADS[::6])
        matter = begin_matter(
            db, Told(PAYLOADS[5], "\n\n".join(PAYLOADS), MatterState.WAITING, PAYLOADS[57]), now=now
        )
        line = tell_of_matter(db, matter, date(2017, 5, 1), "\n".join(PAYLOADS), now=now)
        minutes = _written(db, group.id, matter.id, now=now)
        draft = meeting_of(db, group, now=now, at=MEETING + timedelta(days=7))
        minutes_of(db, draft, *((each[:200], each) for each in BY_THREE), now=now)
        _published(db, minutes, by, now=now)
        for page in (
            replace(SITE, operator=PAYLOADS[3], about=PAYLOADS[4], flaws=PAYLOADS),
            replace(GROUP, slug=group.slug, name=PAYLOADS[6], purpose=" ".join(PAYLOADS)),
            replace(
                HELD_NOTICE, slug=f"{MEETING:%Y-%m-%d}", place=PAYLOADS[14], attend=PAYLOADS[1]
            ),
        ):
            publish(db, page, now=now)
        page_sent = "<h1>Protokoll</h1><p>" + "<p>".join(PAYLOADS)
        document = web_document(page_sent)
        read = understand(document, near=date(2017, 4, 1))
        sent = Sent(PAYLOADS[14], page_sent.encode(), document, read)
        reading = keep_reading(db, sent, account=by, now=now).id
        series = each_wednesday(db, group).id
        item = db.scalars(select(Item.id).where(Item.minutes_id == minutes.id)).first()
        key = db.scalars(select(Outcome.key).where(Outcome.kind == OutcomeKind.PROPOSAL)).first()
        db.commit()
    return {
        "account": by,
        "group": group.slug,
        "day": f"{MEETING:%Y-%m-%d}",
        "version": 1,
        "matter": matter.id,
        "matter_slug": matter.slug,
        "event": line.id,
        "key": key,
        "proposal": key,
        "meeting": draft.id,
        "group_id": group.id,
        "series_id": series,
        "reading_id": reading,
        "item": item,
    }


def _written(db: Session, group: int, matter: int, *, now: datetime) -> Minutes:
    """Minutes whose items, outcomes, figures and attendance are made of payloads."""
    meeting = meeting_of(db, db.get_one(Group, group), now=now, at=MEETING)
    meeting.place, meeting.attend = PAYLOADS[15], PAYLOADS[16]
    read = _lines(web_document("<h1>Protokoll</h1>" + "<p>".join(PAYLOADS)))
    items = [(each[:200], f"{each}\n\n- {each}") for each in BY_THREE]
    minutes = minutes_of(db, meeting, *items, ("Från en sida", read), now=now)
    minutes.summary, minutes.change_note = "\n".join(PAYLOADS), PAYLOADS[13]
    for place, item in enumerate(db.scalars(select(Item).where(Item.minutes_id == minutes.id))):
        payload = BY_THREE[place % len(BY_THREE)][:200]
        kind = [*OutcomeKind][place % 4]
        made = Outcome(item_id=item.id, key=str(uuid4()), position=1, kind=kind, text=payload)
        made.owner = payload[:120]
        figure = Figure(item_id=item.id, position=1, title=payload, source=payload, sha256="0" * 64)
        figure.as_of, figure.lines = date(2017, 4, 10), [{"word": payload, "value": payload}]
        there = Attendance(minutes_id=minutes.id, position=place, organisation=payload[:120])
        there.function = there.name = payload[:120]
        item.matter_id = matter
        db.add_all([made, figure, there])
    db.flush()
    return minutes


def _lines(document: Document) -> str:
    return "\n\n".join(line.text for line in document.lines)


def _published(db: Session, minutes: Minutes, by: int, *, now: datetime) -> None:
    """Everything is shown: what a mask would take away would prove nothing here."""
    check = check_of(sources_of(db, minutes, now=now), None, now=now)
    marks = {each.hit.sha256: Mark.SHOW for each in check.asked}
    publish_minutes(db, minutes, marks, hash_of_minutes(written(db, minutes)), by=by, now=now)


def addresses(register: Register, server: Server, holes: dict[str, object]) -> list[str]:
    """Every page of the minutes that is read in a browser, public and inside."""
    app = create_app(server.settings, register.store)
    names, told = {room.name for room in ROOMS}, []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] not in names or "GET" not in (rule.methods or ()):
            continue
        # What is harvested or saved is no page.
        if rule.rule.startswith("/oparl") or rule.rule.endswith("/original"):
            continue
        if "form" in rule.arguments or "." in rule.rule:
            continue
        values = {name: _fitting(name, holes) for name in rule.arguments}
        made = rule.build(values, append_unknown=False)
        assert made is not None
        told.append(made[1])
    return [*told, f"/moten/sok?q={PAYLOADS[13]}", f"/moten/sok?q={PAYLOADS[57]}"]


def _fitting(name: str, holes: dict[str, object]) -> object:
    if name in holes:
        return holes[name]
    return next((value for hole, value in holes.items() if name.startswith(hole)), 1)


def test_no_page_runs_what_somebody_wrote(
    browser: Browser, server: Server, register: Register, holes: dict[str, object]
) -> None:
    complaints: list[str] = []
    context = tablet(browser, server, complaints)
    context.add_init_script(WATCH)
    with register.store.writing() as db:
        device = make.device(db, register.shop.branch, now=register.now)
        account, branch = int(str(holes["account"])), register.shop.branch
        token = start_session(db, account, device, branch=branch, now=register.now)
        db.commit()
    context.add_cookies([{"name": SESSION, "value": token, "url": server.url}])
    page, found, read = context.new_page(), [], 0
    page.on("dialog", lambda dialog: found.append(_dismissed(dialog)))
    for path in addresses(register, server, holes):
        found += [f"{path}: {each}" for each in _ran_on(page, path)]
        read += "alert(14)" in page.content()
    context.close()
    assert found == []
    assert complaints == []
    assert read >= 8


def _ran_on(page: Page, path: str) -> list[str]:
    answer = page.goto(path, wait_until="load")
    assert answer is not None
    assert answer.status < 500, path
    return [str(each) for each in page.evaluate(LOOK)]


def _dismissed(dialog: Dialog) -> str:
    dialog.dismiss()
    return f"dialog {dialog.message}"
