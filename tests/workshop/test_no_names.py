"""Two hundred names, typed wherever a bench can type: none stays anywhere."""

import logging
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from werkzeug.routing import Rule

import tests.test_doors as doors
from fritidsbank.app import DESCRIBED, KINDS
from fritidsbank.clock import iso
from fritidsbank.people.rules import free_text
from fritidsbank.serving import Server
from fritidsbank.settings import Settings
from fritidsbank.shop_house import SHOP
from fritidsbank.web.access import Role
from fritidsbank.workshop import operations, part_operations
from tests import make
from tests.snapshots import snapshot
from tests.test_doors import House
from tests.workshop.typing_names import TYPED, PageForm, Typist, bodies, forms_in, read, traces_in

pytestmark = pytest.mark.one_database

house = doors.house
FILES = ("csv", "json", "xlsx", "pdf", "html")
OUR_DOORS = {"public", "signed_in", "workshop"}
AT_ONCE = 40
FIELDS = {kind: dict(fields) for each in DESCRIBED for kind, fields in each.fields.items()}


class Bench:
    """The house with things at its bench, and browsers for whoever stands there."""

    def __init__(self, house: House) -> None:
        self.house, self.now = house, house.shop.now
        self.post = house.enter(Role.WORKSHOP, house.shop.branch)
        self.manager = house.enter(Role.MANAGER, house.shop.branch)
        self.admin = house.enter(Role.ADMIN, None)
        with house.shop.store.writing() as db:
            things = [
                make.article(
                    db, category, branch=house.shop.branch, by=house.shop.account, now=self.now
                )
                for category in ("SKR", "SKR", "CYK", "HJA")
            ]
            db.commit()
        self.things = {thing.id: thing.code for thing in things}
        for code in self.things.values():
            self.says("bench_take_in", article=code)
        self.says("repair_wait", article=things[1].code, waits_for="snöre")
        self.says("repair_end", article=things[2].code, to="shelf")
        self.says("part_add", name="Spänne", how_many=3)
        self.here = things[0].id
        self.looked_at = [thing.id for thing in things[:3]]
        """Being mended, waiting for a part, mended."""

    def says(self, kind: str, **fields: Any) -> None:  # noqa: ANN401 - a JSON body
        """One operation that is done."""
        answer = self.post.says(kind, at=self.now, **fields)
        assert answer.status_code == 200, answer.json

    def paths(self, *, may: set[str]) -> Iterator[tuple[Rule, str]]:
        """Every address that is read, behind those doors; those of articles for each thing."""
        for name, rule in self.house.rules():
            if not name.startswith("GET ") or rule.endpoint == "static":
                continue
            if may and self.house.door(rule) not in may:
                continue
            if "form" in rule.arguments:
                yield from ((rule, self._path(rule, form)) for form in FILES)
            elif "article" in rule.arguments:
                yield from ((rule, self.house.path(rule, article=one)) for one in self.looked_at)
            else:
                yield rule, self.house.path(rule)

    def _path(self, rule: Rule, form: str) -> str:
        path = self.house.path(rule)
        return path.removesuffix(self.house.ids["form"]) + form

    def forms(self) -> list[PageForm]:
        """Every form that the post sees, and those of the workshop that the manager sees."""
        found: dict[tuple[str, ...], PageForm] = {}
        for browser, may in ((self.post, OUR_DOORS), (self.manager, {"manager"})):
            for rule, path in self.paths(may=may):
                if may == {"manager"} and "workshop" not in rule.rule:
                    continue
                for form in forms_in(read(browser.client.get(path).data)):
                    form.action = form.action or path
                    found.setdefault((form.action, *form.types), form)
        return [form for form in found.values() if "sign-out" not in form.action]

    def type_everywhere(self) -> set[tuple[str, str]]:
        """In all forms, in all operations, and in what has no form; which fields were reached."""
        typists = [Typist(self.post), Typist(self.manager)]
        for form in self.forms():
            typists["/release" in form.action or "/words" in form.action].types_into(form)
        self.type_operations()
        self.type_blindly()
        return typists[0].reached | typists[1].reached

    def type_operations(self, *, only: str = "") -> None:
        """In each field of each kind that the post may do, and of those of the bench."""
        names = cycle(TYPED)
        usual = {
            "article": self.things[self.here],
            "fault": "blunt",
            "minutes": 15,
            "part": 1,
            "how_many": 1,
            "why": "bought",
            "waits_for": "rem",
            "because": "lätt slö",
            "name": "Rem",
            "to": "shelf",
            "state": "in_repair",
        }
        for kind in KINDS:
            ours = kind.who is Role.WORKSHOP or kind in operations.KINDS
            if not ours or only not in kind.name:
                continue
            browser = self.post if kind.who is Role.WORKSHOP else self.manager
            all_ = list(bodies(kind.name, FIELDS[kind.name], usual, names))
            for at in range(0, len(all_), AT_ONCE):
                self.sends(browser, all_[at : at + AT_ONCE])

    def sends(self, browser: make.Visitor, many: list[dict[str, Any]]) -> None:
        """Several operations in one request, as a tablet sends them after a break."""
        at = iso(self.now)
        acts = [{"id": make.uid(), "v": 1, "at": at, **body} for body in many]
        answer = browser.posts("/api/operations", {"sent_at": at, "operations": acts})
        assert answer.status_code < 500
        assert len((answer.json or {}).get("answers", [])) in {1, len(acts)}

    def type_blindly(self) -> None:
        """Send every door a form and a JSON object with names in fields that others have."""
        token, fields = self.post.token, {"name", "note", "text", "comment", "language", "account"}
        for name, rule in self.house.rules():
            if not name.startswith("POST ") or self.house.door(rule) not in OUR_DOORS:
                continue
            if "logout" in name or "sign-out" in name or "login" in name:
                continue
            for typed in TYPED[:2]:
                sent = dict.fromkeys(fields, typed.text)
                path = self.house.path(rule, article=self.here)
                headers = {"X-CSRF-Token": token, "User-Agent": typed.name}
                self.post.client.post(path, data=sent, headers=headers)
                self.post.client.post(path, json=sent, headers=headers)

    def shown(self) -> Iterator[tuple[str, str]]:
        """All that anybody can read: pages of everybody, tables, files."""
        for _, path in self.paths(may=set()):
            yield path, read(self.admin.client.get(path).data)
        for _, path in self.paths(may={"workshop"}):
            yield f"{path} at the bench", read(self.post.client.get(path).data)

    def kept(self) -> Iterator[tuple[str, str]]:
        """All that is kept: every row, and the bytes of the files of the database."""
        yield "rows", repr(snapshot(self.house.shop.store))
        folder: Path = self.house.app.extensions["fritidsbank.settings"].data
        for file in folder.rglob("*"):
            if file.is_file():
                yield file.name, read(file.read_bytes())


@pytest.fixture
def bench(house: House) -> Bench:
    """Where work is done."""
    return Bench(house)


def test_no_name_that_was_typed_stands_anywhere(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reached = bench.type_everywhere()
    assert {
        (f"/workshop/{bench.here}/note", "note"),
        (f"/workshop/{bench.here}/wait", "waits_for"),
        (f"/workshop/{bench.here}/release", "because"),
        (f"/workshop/{bench.here}/photos", "photo"),
        ("/workshop", "article"),
        ("/workshop/parts", "name"),
        ("/workshop/words", "word"),
        ("/articles", "q"),
    } <= reached
    places = {place: traces_in([text]) for place, text in (*bench.kept(), *bench.shown())}
    assert {place: names for place, names in places.items() if names} == {}
    logged = [record for record in caplog.records if not record.name.startswith("PIL")]
    assert traces_in(record.getMessage() for record in logged) == set()


def test_with_any_text_allowed_the_names_would_be_found(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        part_operations, "bench_text", lambda _, text, longest, **__: free_text(text, longest)
    )
    bench.type_operations(only="part_add")
    assert len(traces_in(text for _, text in bench.kept())) > 40


def test_the_server_writes_down_no_address_in_which_somebody_has_typed(settings: Settings) -> None:
    server = Server(settings, SHOP, host="127.0.0.1", port=0, ready=print)
    assert server.cfg.accesslog is None
