"""Whatever file somebody chooses: its lines, or a sentence that says what to do instead."""

import random
import resource
from collections.abc import Callable
from functools import cache

import pytest

from fritidsbank.minutes.reading import unreadable
from fritidsbank.minutes.reading.documents import Document, Weight
from fritidsbank.minutes.reading.file_kinds import read
from fritidsbank.minutes.reading.opening import read_document
from fritidsbank.refusals import Refusal
from tests.minutes.documents_at_hand import (
    ITEMS,
    TITLE,
    WORDS,
    as_html,
    as_markdown,
    as_pdf,
    as_text,
    as_word,
    lying_word_bomb,
    pdf_bomb,
    picture_pdf,
    word_bomb,
    zip_of,
)

pytestmark = pytest.mark.one_database

KINDS: dict[str, Callable[[], bytes]] = {
    "pdf": as_pdf,
    "docx": as_word,
    "html": as_html,
    "markdown": as_markdown,
    "text": as_text,
}


@cache
def opened(kind: str) -> Document:
    """The minutes as a file of that kind, read once for all that is asked of it."""
    return read_document("minnesanteckningar", KINDS[kind]())


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_minutes_have_the_same_words_in_each_kind_of_file(kind: str) -> None:
    document = opened(kind)
    assert document.kind == kind
    assert " ".join(line.text for line in document.lines).split() == WORDS


@pytest.mark.parametrize("kind", KINDS)
def test_points_are_points_without_their_sign(kind: str) -> None:
    document = opened(kind)
    begun = {line.text.split()[0] for line in document.lines if line.bullet}
    assert begun == {point.split()[0] for _, _, points in ITEMS for point in points}


@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "markdown"])
def test_headings_stand_out_and_nothing_else_does(kind: str) -> None:
    lines = opened(kind).lines
    weight = Weight.STRONG if kind == "pdf" else Weight.HEADING
    loud = " ".join(line.text for line in lines if line.weight)
    assert loud == " ".join((TITLE, *(title for title, _, _ in ITEMS)))
    assert {line.weight for line in lines} == {Weight.BODY, weight}


def test_only_a_pdf_is_wrapped_here() -> None:
    assert [kind for kind in KINDS if opened(kind).wrapped] == ["pdf"]


def test_a_text_wrapped_by_hand_is_known_by_its_sentences_going_on() -> None:
    typed = "Vi pratade om hälsodagen och vad som ska göras inför\nden, bland annat affischen."
    assert read_document("", typed.encode()).wrapped


def test_what_stands_on_every_page_is_told_apart() -> None:
    document = read_document("", as_pdf(2))
    assert "Öppna utvecklingsgrupper i staden" in document.furniture
    assert not [line for line in document.lines if "Sida" in line.text]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_letters_are_read_however_they_were_kept(encoding: str) -> None:
    document = read_document("möte.txt", as_text("\r\n").decode().encode(encoding))
    assert " ".join(line.text for line in document.lines).split() == WORDS


def test_scripts_and_menus_of_a_web_page_are_no_part_of_it() -> None:
    said = opened("html").text
    assert [word for word in ("Kakor", "Skript", "color", "Kontakt", "Ring") if word in said] == []


def test_a_word_file_under_another_name_is_read_as_what_it_is() -> None:
    assert read_document("protokoll.pdf", as_word()).kind == "docx"


def test_a_pdf_locked_only_against_changes_can_be_read() -> None:
    assert read_document("", as_pdf(password="")).kind == "pdf"


def _long_text() -> bytes:
    return "Vi pratade om hälsodagen. ".encode() * (10 * 1024 * 1024 // 27)


REFUSED: dict[str, tuple[type[Refusal], Callable[[], bytes]]] = {
    "empty": (unreadable.NothingInIt, lambda: b""),
    "spaces": (unreadable.NothingInIt, lambda: b" \n\t "),
    "a page with scripts only": (
        unreadable.NothingInIt, lambda: b"<html><body><script>alert(1)</script></body></html>",
    ),
    "more than ten megabytes": (unreadable.DocumentTooLarge, lambda: bytes(11 * 1024 * 1024)),
    "ten megabytes of text": (unreadable.TooMuchText, _long_text),
    "a locked PDF": (unreadable.NeedsPassword, lambda: as_pdf(password="hemligt")),
    "a locked Word file": (
        unreadable.NeedsPassword,
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    ),
    "a scan": (unreadable.NoTextInIt, picture_pdf),
    "a photo": (unreadable.NoTextInIt, lambda: b"\xff\xd8\xff\xe0" + bytes(100)),
    "half a PDF": (unreadable.DocumentDamaged, lambda: as_pdf()[:900]),
    "half a Word file": (unreadable.DocumentDamaged, lambda: as_word()[:9000]),
    "a Word file of gigabytes": (unreadable.DocumentUnpacksTooLarge, word_bomb),
    "one that lies about it": (unreadable.DocumentDamaged, lying_word_bomb),
    "a DOC": (unreadable.OldKind, lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900)),
    "an RTF": (unreadable.OldKind, lambda: b"{\\rtf1 Hej}"),
    "a zip": (unreadable.NoDocument, lambda: zip_of(workbook=b"<w/>")),
    "a program": (unreadable.NoDocument, lambda: b"\x7fELF\x02\x01\x01" + bytes(900)),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_sentence(what: str) -> None:
    refusal, made = REFUSED[what]
    with pytest.raises(refusal):
        read_document("protokoll.pdf", made())


@pytest.mark.parametrize("kind", KINDS)
def test_bytes_that_were_mangled_are_read_or_refused(kind: str) -> None:
    # What the process that reads does inside, a hundred times, without a process for each.
    whole, chance = KINDS[kind](), random.Random(6)
    for _ in range(60):
        answer = read(_mangled(whole, chance), "fil")
        assert answer.get("refused", "NothingInIt") in unreadable.REFUSALS


def _mangled(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(changed))
        match chance.randrange(3):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randint(1, 200)]
            case _:
                changed[at:at] = changed[: chance.randint(1, 50)]
        if len(changed) < 300:
            break
    return bytes(changed[: chance.randint(200, len(changed))] if chance.random() < 0.3 else changed)


def test_a_pdf_of_gigabytes_is_stopped_and_the_server_stays_as_small_as_it_was() -> None:
    read_document("", as_text())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises((unreadable.DocumentUnpacksTooLarge, unreadable.ReadingTookTooLong)):
        read_document("protokoll.pdf", pdf_bomb())
    read_document("", as_pdf(3))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024
