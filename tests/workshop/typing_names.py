"""Somebody who types names into every field that a bench can reach, and looks for them afterwards.

Nothing here lists a page or a field: forms are read from the pages as a browser reads them, and
operations from what the rooms have registered, so that a new one is met without being told of.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from itertools import cycle, islice
from typing import Any
from zipfile import ZipFile, is_zipfile

from PIL import Image
from pypdf import PdfReader

from tests import make
from tests.workshop.names import GROUPS

LOOK_ALIKES = str.maketrans("aeopcxyi", "аеорсхуі")
HERE_ALREADY = {"Amina", "Astrid", "Summer", "Autumn", "Klara", "Linda"}
"""Who is in the shop of these tests, and what is a word of its catalogue, too."""
SHORTEST = 5
"""A shorter name is found by chance, in a word or in a number."""
PEOPLE = 200
WRITTEN = {"waits_for", "because", "name", "size", "harvest"}
_IN_TEXT = {"text", "search", "textarea", "tel", "email", "url", "hidden"}


@dataclass(frozen=True)
class Typed:
    """A name in one of the ways in which people write it; `traces` are what it would leave."""

    name: str
    text: str

    @property
    def traces(self) -> set[str]:
        """The name, and the text without what is said around it."""
        of_text = self.text if " av " not in self.text else self.name
        return {self.name.casefold(), of_text.casefold()}


def _ways(name: str) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return [
        name,
        name.lower(),
        name.upper(),
        f"{name}s",
        f"Slipad av {name}, klar idag",
        bare.lower(),
        " ".join(name),
        ".".join(name),
        name.lower().translate(LOOK_ALIKES),
        "\u200b".join(name),
    ]


def two_hundred() -> list[Typed]:
    """The names of the participants, from every group, each written in one of ten ways."""
    many = cycle([iter(group) for group in GROUPS.values()])
    names: dict[str, None] = {}
    while len(names) < PEOPLE:
        name = next(next(many), "")
        if len(name) >= SHORTEST and name not in HERE_ALREADY:
            names[name] = None
    return [Typed(name, _ways(name)[at % 10]) for at, name in enumerate(names)]


TYPED = two_hundred()


@dataclass
class PageForm:
    """A form of a page: where it goes, what stands in its fields, and of which type they are."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    @property
    def writable(self) -> list[str]:
        """Fields in which somebody with a keyboard, or without a browser, can put a text."""
        return [name for name in self.types if name not in {"form_token", "operation"}]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = known.get("method", "get")
            self.forms.append(PageForm(known.get("action", ""), method))
        elif tag == "select":
            self._select = known.get("name", "")
        if self.forms and tag in {"input", "textarea", "select", "button"} and known.get("name"):
            form, name = self.forms[-1], known["name"]
            form.types.setdefault(name, known.get("type", tag) if tag == "input" else tag)
            if known.get("type") != "checkbox":
                form.values.setdefault(name, known.get("value", ""))
        elif self.forms and tag == "option" and not self.forms[-1].values.get(self._select):
            self.forms[-1].values[self._select] = known.get("value", "")


def forms_in(page: str) -> list[PageForm]:
    """The forms of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def a_photo_of(name: str) -> bytes:
    """A photo whose camera knows whose it is."""
    picture, written = Image.new("RGB", (40, 30), "red"), BytesIO()
    told = picture.getexif()
    told[0x013B] = name
    picture.save(written, "JPEG", exif=told, comment=name.encode())
    return written.getvalue()


@dataclass
class Typist:
    """Types into forms; remembers into which fields."""

    browser: make.Visitor
    names: Iterator[Typed] = field(default_factory=lambda: cycle(TYPED))
    reached: set[tuple[str, str]] = field(default_factory=set)

    def types_into(self, form: PageForm) -> None:
        """Names in each field of a form, while the others hold what they usually hold."""
        token = self.browser.token
        for name in form.writable:
            if form.types[name] == "file":
                who = next(self.names).name
                photo = {name: (BytesIO(a_photo_of(who)), f"{who}.jpg"), "form_token": token}
                self.browser.client.post(form.action, data=photo)
                self.reached.add((form.action, name))
                continue
            how_many = 8 if form.types[name] in _IN_TEXT - {"hidden"} else 2
            if "password" in form.types.values():
                how_many = 1  # to look at one is slow on purpose
            for typed in islice(self.names, how_many):
                sent = form.values | {name: typed.text, "form_token": token}
                if "operation" in form.types:
                    sent["operation"] = make.uid()
                if form.method == "get":
                    self.browser.client.get(form.action, query_string=sent)
                else:
                    self.browser.client.post(form.action, data=sent)
            self.reached.add((form.action, name))


def bodies(
    kind: str, fields: dict[str, Any], usual: dict[str, Any], names: Iterator[Typed]
) -> Iterator[dict[str, Any]]:
    """An operation with a name in each of its fields in turn, and in one that it does not have.

    Where a text is written it is tried by everybody, or by many; elsewhere by a few.
    """
    base = {"kind": kind, **{name: usual[name] for name in fields if name in usual}}
    for name, shape in (fields | {"maker": {"type": "string"}}).items():
        how_many = PEOPLE if name == "note" else 30 if name in WRITTEN else 5
        for typed in islice(names, how_many):
            yield base | {name: _in_shape(shape, typed.text)}


def _in_shape(shape: dict[str, Any], text: str) -> object:
    inner = shape.get("items", {})
    if shape.get("type") == "array" and "properties" in inner:
        return [{name: text} for name in inner["properties"]] + [{"name": text, "how_many": 1}]
    return [text] if shape.get("type") == "array" else text


def read(content: bytes) -> str:
    """What somebody can read in a file: a page, a table, a workbook, a PDF, a database."""
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if content.startswith(b"PK") and is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as zipped:
            return "\n".join(read(zipped.read(name)) for name in zipped.namelist())
    return content.decode("utf-8", "ignore")


def traces_in(texts: Iterable[str]) -> set[str]:
    """Whose names can be found in these texts, also as JSON writes them."""
    whole = "\n".join(texts).casefold()
    unescaped = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), whole)
    texts_read = {whole, unescaped}
    return {
        typed.name
        for typed in TYPED
        for trace in typed.traces | {json.dumps(one)[1:-1] for one in typed.traces}
        if any(_stands_in(text, trace) for text in texts_read)
    }


def _stands_in(text: str, trace: str) -> bool:
    at = text.find(trace)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(trace) : at + len(trace) + 1]
        if not any(sign.isalnum() for sign in around):
            return True
        at = text.find(trace, at + 1)
    return False
