"""A page as somebody fills it in: its form is read, fields are changed, a button is pressed."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from werkzeug.test import TestResponse

from tests import make


@dataclass
class _Forms(HTMLParser):
    """The fields of the form of one address, as a browser would send them."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    _inside: bool = False
    _area: str = ""
    _select: str = ""
    _words: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = said.get("action") == self.action and said.get("method") == "post"
        if not self._inside:
            return
        if tag == "input":
            self._input(said, {name for name, _ in attrs})
        elif tag == "textarea":
            self._area, self._words = said["name"], ""
        elif tag == "select":
            self._select = said["name"]
        elif tag == "option" and self._select:
            self._option(said, {name for name, _ in attrs})

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea" and self._area:
            self.fields.append((self._area, self._words))
            self._area = ""
        elif tag == "select":
            self._select = ""

    def _input(self, said: dict[str, str], flags: set[str]) -> None:
        if said.get("type") in {"checkbox", "radio"} and "checked" not in flags:
            return
        self.fields.append((said["name"], said.get("value", "")))

    def _option(self, said: dict[str, str], flags: set[str]) -> None:
        there = [name for name, _ in self.fields]
        if self._select not in there:
            self.fields.append((self._select, said.get("value", "")))
        elif "selected" in flags:
            self.fields[there.index(self._select)] = (self._select, said.get("value", ""))


def form_of(page: str, action: str) -> dict[str, list[str]]:
    """What a form of a page would send if nobody changed it."""
    read = _Forms(action)
    read.feed(page)
    sent: dict[str, list[str]] = {}
    for name, value in read.fields:
        sent.setdefault(name, []).append(value)
    assert "form_token" in sent, f"no form to {action}"
    return sent


@dataclass
class Sheet:
    """A form as it lies on somebody's screen; it may be sent long after it was opened."""

    browser: make.Visitor
    action: str
    fields: dict[str, list[str]]

    def sends(self, act: str = "", **changes: str) -> TestResponse:
        """Write into fields (a name may have _ for -; nothing unticks) and press a button."""
        sent = dict(self.fields)
        for name, value in changes.items():
            sent[name if name in sent or "_" not in name else name.replace("_", "-")] = [value]
        if act:
            sent["act"] = [act]
        return self.browser.client.post(self.action, data=sent)


def opens(browser: make.Visitor, path: str, action: str = "") -> Sheet:
    """Open a page; its form goes to the page itself unless `action` says where."""
    answer = browser.client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return Sheet(browser, action or path, form_of(answer.text, action or path))


def refused(browser: make.Visitor, answer: TestResponse, action: str) -> Sheet:
    """The form again as it came back with what is unclear."""
    return Sheet(browser, action, form_of(answer.text, action))


def text_of(answer: TestResponse) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())
