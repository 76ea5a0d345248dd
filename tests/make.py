"""What a test needs in a shop, made by the same actions that the pages and tablets use."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from fritidsbank.app import REGISTRY
from fritidsbank.bookings.actions import book
from fritidsbank.bookings.models import Booking
from fritidsbank.bookings.rules import Asked
from fritidsbank.clock import iso, local_day
from fritidsbank.db import Store
from fritidsbank.founding import new_branch
from fritidsbank.intake.importing_drafts import Desk, Kept, keep, looked_through, packed
from fritidsbank.people.actions import forget, give_card, register
from fritidsbank.people.models import BorrowerKind
from fritidsbank.printjobs.actions import (
    Described,
    Printout,
    add_printer,
    enrol_agent,
    queue,
)
from fritidsbank.printjobs.rules import Purpose
from fritidsbank.printjobs.trial_label import TRIAL_LABEL
from fritidsbank.staff.actions import enrol_device, give_roles, open_account, start_session
from fritidsbank.staff.models import AccountKind, Device
from fritidsbank.stock import recalls
from fritidsbank.stock.actions import Signature, move
from fritidsbank.stock.models import Block
from fritidsbank.stock.photos import add_photo
from fritidsbank.stock.pictures import picture_of
from fritidsbank.stock.queries import Thing, category_coded, standard_place, thing_of, thing_with
from fritidsbank.stock.recall_matching import Product
from fritidsbank.stock.recalls import Notice
from fritidsbank.stock.registering import Description, register_article
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.stocktake.actions import About, start
from fritidsbank.stocktake.rules import Scope
from fritidsbank.web.access import Role
from fritidsbank.web.operations import Sender, open_envelope, perform
from fritidsbank.web.room import settle
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.rules import OUTCOME_OF, RepairState

ZEBRA = Described(
    "Zebran vid disken",
    "zebra-zd421-203",
    "label-57x32",
    "tcp://127.0.0.1:9100",
    frozenset({Purpose.LABELS}),
)
"""What a manager says of a printer for labels."""
SKI_HELMET = ("blow", "crack", "buckle", "year")
"""All the points of its safety check, as the catalogue has them."""
_ids = count(1)


def uid() -> str:
    """An id as tablets make them, alike in every run, so that a failure can be run again."""
    # Above the bits that say which version it is: those would make the 4097th one like the first.
    return str(UUID(int=next(_ids) << 80, version=4))


def branch(db: Session, name: str) -> int:
    """One more branch with its standard places; its number."""
    return new_branch(db, name).id


def account(
    db: Session,
    name: str,
    roles: Iterable[tuple[Role, int | None]] = (),
    *,
    secret: str = "",
    language: str = "sv",
    now: datetime,
) -> int:
    """Somebody who works here, with roles for a branch or (None) for all; the account's number.

    With a hashed `secret` they sign in as their name in small letters.
    """
    opened = open_account(
        db,
        name,
        sign_in=name.lower() if secret else "",
        secret=secret,
        kind=AccountKind.PERSON,
        language=language,
        now=now,
    )
    give_roles(db, opened, list(roles))
    return opened.id


def device(db: Session, branch: int, name: str = "Surfplattan", *, now: datetime) -> Device:
    """A tablet that the shop knows."""
    return enrol_device(db, name, branch=branch, now=now)[0]


def article(
    db: Session,
    category: str = "SLP",
    name: str = "Slalompjäxor",
    *,
    branch: int,
    by: int,
    size: str = "",
    code: str = "",
    now: datetime,
    **known: Any,  # noqa: ANN401 - attributes, as the category names them
) -> Thing:
    """A new article on the common shelf of a branch, registered by an account."""
    described = Description(category_coded(db, category).id, name, size, attributes=known)
    shelf = standard_place(db, branch, PlaceKind.SHELF)
    made = register_article(db, described, shelf, code=code, signed=Signature(now, by))
    return thing_of(db, made.id)


def borrower(
    db: Session,
    name: str = "Amina",
    mobile: str = "070-174 06 05",
    *,
    kind: BorrowerKind = BorrowerKind.PERSON,
    card: str = "",
    id_: str = "",
    now: datetime,
) -> str:
    """Somebody who borrows; their id."""
    made = register(db, id_ or uid(), kind=kind, name=name, mobile=mobile, on=local_day(now))
    if card:
        give_card(db, made.id, card, on=local_day(now))
    return made.id


def forgotten(db: Session, borrower: str) -> None:
    """All that is personal about a borrower is erased; the bare borrower stays."""
    forget(db, borrower)


def block(db: Session, thing: Thing, reason: str, *, by: int, now: datetime) -> None:
    """A reason why an article may not go out."""
    db.add(Block(article_id=thing.id, reason=reason, since_at=now, account_id=by))
    db.flush()


def recall(
    db: Session, maker: str = "Bauer", model: str = "Re-Akt 75", *, by: int, now: datetime
) -> int:
    """A recall in force, with its blocks; its number."""
    today = local_day(now)
    notice = Notice(Product(maker, model), "Konsumentverket", today, "Sluta använda den.")
    _, reach = recalls.looked_at(db, notice, today=today)
    signed = Signature(now, by)
    return recalls.add(db, notice, len(reach.hits), today=today, signed=signed).id


def mended(db: Session, thing: Thing, times: int, *, branch: int, now: datetime) -> None:
    """It was at the bench so many times, and left it whole."""
    done = RepairState.DONE
    db.add_all(
        Repair(
            article_id=thing.id,
            branch_id=branch,
            since_line=1,
            opened_at=now,
            changed_at=now,
            ended_at=now,
            state=done,
            outcome=OUTCOME_OF[done],
            went_to=PlaceKind.SHELF,
            fault="buckle",
        )
        for _ in range(times)
    )
    db.flush()


def import_draft(
    db: Session,
    content: bytes,
    *,
    branch: int,
    by: int,
    now: datetime,
    name: str = "register.csv",
) -> str:
    """A register as a file that was looked through and not imported yet; the id of the draft."""
    planned = looked_through(db, content, Desk(branch, frozenset({branch}), local_day(now)))
    file = Kept(planned, content, name, packed(planned))
    return keep(db, file, branch=branch, account=by, now=now).id


def stocktake(db: Session, *, branch: int, by: int, now: datetime) -> str:
    """A stocktake of a whole branch that has begun; its id."""
    begun = uid()
    start(db, begun, About(Scope.BRANCH), branch=branch, signed=Signature(now, by))
    return begun


def booking(
    db: Session,
    borrower: str,
    count: int = 1,
    category: str = "SLP",
    size: str = "",
    *,
    branch: int,
    now: datetime,
    begins: int = 0,
    days: int = 4,
) -> Booking:
    """So many of a kind are promised to a borrower, from so many days from now on."""
    first = local_day(now) + timedelta(days=begins)
    asked = [Asked(category_coded(db, category).id, size, count)]
    return book(db, borrower, asked, first, first + timedelta(days=days), branch=branch, now=now)


def photo(db: Session, thing: Thing, *, by: int, now: datetime) -> int:
    """A photo of an article; its number."""
    written = BytesIO()
    Image.new("RGB", (40, 30), "red").save(written, "JPEG")
    picture = picture_of(written.getvalue())
    return add_photo(db, thing.id, picture, signed=Signature(now, by)).id


def printing(db: Session, branch: int, *, by: int, now: datetime) -> tuple[int, int, str]:
    """A printer for labels, a job that waits for it, and a print agent; their ids."""
    printer = add_printer(db, branch, ZEBRA)
    printout = Printout(TRIAL_LABEL, {"printer": printer.id})
    job = queue(db, branch, printout, by=by, now=now)
    agent, _ = enrol_agent(db, branch, "Datorn på kontoret", now=now)
    return printer.id, job.id, agent.id


def stand(db: Session, code: str, kind: PlaceKind, *, branch: int, by: int, now: datetime) -> Thing:
    """Move an article to a standard place of a branch, as staff do on its page."""
    place = standard_place(db, branch, kind)
    reason = Reason.WORN_OUT if kind is PlaceKind.GONE else Reason.MOVED
    return move(db, thing_with(db, code), place, reason=reason, signed=Signature(now, by))


@dataclass
class Tablet:
    """A tablet at a counter: it says what has happened, and remembers what it was answered.

    `now` is the server's clock, which a test may move; `wrong_by` is what the tablet adds to it.
    """

    store: Store
    sender: Sender
    now: datetime
    sent: list[dict[str, Any]] = field(default_factory=list)

    def says(self, kind: str, /, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - a JSON body
        """Do one operation, done and sent at this moment; its answer as it is stored."""
        body = {"id": uid(), "v": 1, "kind": kind, "at": iso(self.now), **fields}
        self.sent.append(body)
        return self.sends(body)

    def sends(self, body: dict[str, Any], *, sent_at: datetime | None = None) -> dict[str, Any]:
        """Send a body as it is, for the first time or again."""
        envelope = open_envelope(body, REGISTRY.kinds, sent_at=sent_at or self.now)
        with self.store.writing() as db:
            return settle(db, lambda: perform(db, envelope, self.sender, now=self.now))

    def undoes(self) -> dict[str, Any]:
        """Undo the last operation."""
        return self.says("undo", operation=self.last)

    @property
    def last(self) -> str:
        """The id of the last operation."""
        return str(self.sent[-1]["id"])


def tablet(
    store: Store,
    branch: int,
    account: int,
    *,
    now: datetime,
    home: str = "http://localhost:8080",
) -> Tablet:
    """A tablet that an account is signed in on, known to the shop and committed."""
    with store.writing() as db:
        known = device(db, branch, now=now).id
        db.commit()
    return Tablet(store, Sender(account, branch, known, home, b"a secret of the tests"), now)


@dataclass
class Visitor:
    """A browser without a screen: it keeps cookies, and sends the token that forms carry."""

    client: FlaskClient

    def signs_in(self, name: str, password: str, **form: str) -> TestResponse:
        """Fill in the page to sign in."""
        self.client.get("/login")
        answer = self.client.get("/login").text
        token = answer.split('name="form_token" value="')[1].split('"')[0]
        fields = {"name": name, "password": password, "form_token": token, **form}
        return self.client.post("/login", data=fields)

    @property
    def token(self) -> str:
        """What the counter's page sends along, or nothing when nobody is signed in."""
        return str((self.client.get("/api/session").json or {}).get("csrf", ""))

    def posts(self, path: str, body: object) -> TestResponse:
        """Send JSON as the counter's page does."""
        return self.client.post(path, json=body, headers={"X-CSRF-Token": self.token})

    def sends_form(self, path: str, **fields: str | list[str]) -> TestResponse:
        """Send a form as a page does; a list is a field that stands there several times."""
        return self.client.post(path, data={**fields, "form_token": self.token})

    def sends_file(
        self, path: str, content: bytes, name: str = "fil.csv", **fields: str
    ) -> TestResponse:
        """Send a form with a file, in the field `file`."""
        file = FileStorage(BytesIO(content), name)
        parts, body = encode_multipart({"form_token": self.token, **fields, "file": file})
        return self.client.post(
            path, data=body, content_type=f'multipart/form-data; boundary="{parts}"'
        )

    def says(self, kind: str, /, *, at: datetime, **fields: Any) -> TestResponse:  # noqa: ANN401
        """One operation over HTTP, done and sent at a moment."""
        body = {"id": str(uuid4()), "v": 1, "kind": kind, "at": iso(at), **fields}
        return self.posts("/api/operations", {"sent_at": iso(at), "operations": [body]})


def stream(body: bytes) -> BytesIO:
    """A body that comes in pieces, without saying how long it is."""
    return BytesIO(body)


def visitor(app: Flask) -> Visitor:
    """A browser that nobody has used."""
    return Visitor(app.test_client())


def signed_in(app: Flask, store: Store, account: int, branch: int, *, now: datetime) -> Visitor:
    """A browser in which an account is signed in already, without the slow password."""
    with store.writing() as db:
        known = device(db, branch, now=now)
        token = start_session(db, account, known, branch=branch, now=now)
        db.commit()
    browser = visitor(app)
    browser.client.set_cookie("fritidsbank-session", token)
    return browser
