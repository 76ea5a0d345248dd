"""Opening a document that somebody sends: a process of its own reads it, within bounds."""

import json
import subprocess
import sys
from tempfile import TemporaryFile
from typing import Any

from fritidsbank.minutes.reading.documents import Document, Line, Weight
from fritidsbank.minutes.reading.unreadable import (
    LARGEST,
    REFUSALS,
    SECONDS,
    DocumentDamaged,
    DocumentTooLarge,
    NothingInIt,
    ReadingTookTooLong,
)
from fritidsbank.paths import PACKAGE

MEGABYTE = 1024 * 1024

_READER = PACKAGE / "minutes" / "reading" / "opening_reader.py"
_OUT_OF_TIME = (-24, -9)  # SIGXCPU; SIGKILL is what follows when that is not heeded


def read_document(name: str, content: bytes) -> Document:
    """The lines of a document; its kind is told by its content, `name` helps only with Markdown.

    Raises one of the refusals of `unreadable.py`.
    """
    if len(content) > LARGEST * MEGABYTE:
        raise DocumentTooLarge
    if not content:
        raise NothingInIt
    answer = _answer(name, content)
    if "refused" in answer:
        raise REFUSALS[answer["refused"]]
    lines = (Line(text, Weight(weight), *rest) for text, weight, *rest in answer["lines"])
    return Document(answer["kind"], tuple(lines), answer["wrapped"], tuple(answer["furniture"]))


def _answer(name: str, content: bytes) -> dict[str, Any]:
    with TemporaryFile() as sent, TemporaryFile() as written:
        sent.write(json.dumps(name).encode() + b"\n" + content)
        sent.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 - our own program, told a folder and a number
                [sys.executable, "-I", str(_READER), str(PACKAGE.parent), str(SECONDS)],
                stdin=sent,
                stdout=written,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ReadingTookTooLong from None
        if done.returncode in _OUT_OF_TIME:
            raise ReadingTookTooLong
        if done.returncode != 0:
            raise DocumentDamaged
        written.seek(0)
        answer: dict[str, Any] = json.load(written)
        return answer
