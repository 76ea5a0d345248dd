"""IPP messages as bytes and back (RFC 8010): pure, and bounded by what they are read from."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import cast

VERSION = b"\x02\x00"
"""2.0: the oldest that every IPP Everywhere printer speaks."""
_DEEPEST = 8
"""Collections within collections; real ones have three."""


class Operation(IntEnum):
    """What a printer is asked (RFC 8011)."""

    PRINT_JOB = 0x0002
    VALIDATE_JOB = 0x0004
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B


class Tag(IntEnum):
    """Which group follows, or of what kind a value is."""

    OPERATION_GROUP = 0x01
    JOB_GROUP = 0x02
    END = 0x03
    PRINTER_GROUP = 0x04
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    RESOLUTION = 0x32
    RANGE = 0x33
    COLLECTION = 0x34
    END_COLLECTION = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49
    MEMBER = 0x4A


_LAST_GROUP = 0x0F
_WHOLE = struct.Struct(">i")
_SIZED = {Tag.INTEGER: 4, Tag.ENUM: 4, Tag.BOOLEAN: 1, Tag.RESOLUTION: 9, Tag.RANGE: 8}

Value = int | bool | str | tuple[int, ...] | dict[str, list["Value"]]
"""A resolution is (across, along, unit), a range (from, to); what we do not know is its text."""
Attributes = dict[str, list[Value]]
Asked = Mapping[str, tuple[Tag, object]]
"""Attributes of a request: the kind of the value, and the value or a list of them."""


class Garbled(ValueError):  # noqa: N818 - it is an answer, not an error
    """These bytes are no IPP message."""


@dataclass(frozen=True)
class Answer:
    """What a printer answered; attributes of one name in several groups of a kind are one list."""

    status: int
    operation: Attributes = field(default_factory=dict)
    job: Attributes = field(default_factory=dict)
    printer: Attributes = field(default_factory=dict)

    @property
    def is_fine(self) -> bool:
        """Done, perhaps without what it does not know."""
        return self.status < 0x0100

    @property
    def said(self) -> str:
        """The printer's own words, for the log."""
        words = self.operation.get("status-message", [])
        return f"status {self.status:#06x} {words[0] if words else ''}".strip()[:160]


def request(operation: Operation, about: Asked, job: Asked | None = None) -> bytes:
    """The message that stands before a document, or alone. Charset and language come first."""
    head = VERSION + struct.pack(">hi", operation, 1)
    first: Asked = {
        "attributes-charset": (Tag.CHARSET, "utf-8"),
        "attributes-natural-language": (Tag.LANGUAGE, "en"),
    }
    parts = [head, bytes([Tag.OPERATION_GROUP])]
    parts += _written({**first, **about})
    if job:
        parts += [bytes([Tag.JOB_GROUP]), *_written(job)]
    return b"".join([*parts, bytes([Tag.END])])


def answer(raw: bytes) -> Answer:
    """What the bytes say. Raises Garbled."""
    if len(raw) < 9:
        raise Garbled("shorter than any answer")
    (status,) = struct.unpack_from(">H", raw, 2)
    groups: dict[int, Attributes] = {}
    for group, name, value in _values(raw):
        groups.setdefault(group, {}).setdefault(name, []).append(value)
    kinds = (Tag.OPERATION_GROUP, Tag.JOB_GROUP, Tag.PRINTER_GROUP)
    return Answer(status, *(groups.get(kind, {}) for kind in kinds))


def _written(attributes: Asked) -> Iterator[bytes]:
    for name, (tag, value) in attributes.items():
        for n, one in enumerate(value if isinstance(value, list) else [value]):
            yield _field(tag, "" if n else name, one)


def _field(tag: Tag, name: str, value: object) -> bytes:
    if tag is Tag.COLLECTION:
        members = b"".join(
            _field(Tag.MEMBER, "", member) + _field(kind, "", inner)
            for member, (kind, inner) in cast("Asked", value).items()
        )
        return _bare(tag, name, b"") + members + _bare(Tag.END_COLLECTION, "", b"")
    if tag in {Tag.INTEGER, Tag.ENUM}:
        return _bare(tag, name, _WHOLE.pack(value))
    return _bare(tag, name, str(value).encode())


def _bare(tag: Tag, name: str, value: bytes) -> bytes:
    key = name.encode()
    sizes = struct.pack(">h", len(key)), struct.pack(">h", len(value))
    return bytes([tag]) + sizes[0] + key + sizes[1] + value


class _Reader:
    """The fields of a message, one after the other."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.at = 8  # behind version, status and number

    def tag(self) -> int:
        return self._take(1)[0]

    def sized(self) -> bytes:
        (size,) = struct.unpack(">H", self._take(2))
        return self._take(size)

    def _take(self, size: int) -> bytes:
        taken = self._raw[self.at : self.at + size]
        if len(taken) < size:
            raise Garbled("ends in the middle")
        self.at += size
        return taken


def _values(raw: bytes) -> Iterator[tuple[int, str, Value]]:
    """Each value with its group and the name of its attribute."""
    reader, group, name = _Reader(raw), 0, ""
    while (tag := reader.tag()) != Tag.END:
        if tag <= _LAST_GROUP:
            group, name = tag, ""
            continue
        key, value = reader.sized(), reader.sized()
        name = _text(key) or name  # further values of an attribute have no name
        if not group or not name:
            raise Garbled("a value without group or name")
        yield group, name, _collection(reader, 1) if tag == Tag.COLLECTION else _value(tag, value)


def _collection(reader: _Reader, depth: int) -> Attributes:
    if depth > _DEEPEST:
        raise Garbled("collections within collections without end")
    members: Attributes = {}
    name = ""
    while True:
        tag = reader.tag()
        reader.sized()
        value = reader.sized()
        if tag == Tag.END_COLLECTION:
            return members
        if tag == Tag.MEMBER:
            name = _text(value)
        elif tag <= _LAST_GROUP:
            raise Garbled("a collection without end")
        else:
            inner = _collection(reader, depth + 1) if tag == Tag.COLLECTION else _value(tag, value)
            members.setdefault(name, []).append(inner)


def _value(tag: int, value: bytes) -> Value:
    if tag in _SIZED and len(value) != _SIZED[Tag(tag)]:
        raise Garbled("a number of the wrong size")
    match tag:
        case Tag.INTEGER | Tag.ENUM:
            return int(_WHOLE.unpack(value)[0])
        case Tag.BOOLEAN:
            return value != b"\x00"
        case Tag.RESOLUTION:
            return struct.unpack(">iiB", value)
        case Tag.RANGE:
            return struct.unpack(">ii", value)
        case _:
            return _text(value)


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")
