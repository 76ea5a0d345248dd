"""Reads a LabelWriter's job back as the printer would: what is on each label, dot by dot."""

from PIL import Image

from fritidsbank.printing.profiles import Medium, Printer, dots_of

ESC, SYN, ETB = 0x1B, 0x16, 0x17
_ARGUMENTS = {"h": 0, "i": 0, "c": 0, "d": 0, "e": 0, "g": 0, "A": 0, "L": 2, "Q": 2, "q": 1}


def decode(job: bytes, printer: Printer, medium: Medium) -> list[Image.Image]:
    """Each label, as large as can be printed on it."""
    size = dots_of(printer, medium)
    assert size[1]
    labels: list[Image.Image] = []
    rows: list[bytes] = []
    width, tab, at = printer.row_dots // 8, 0, 0
    while at < len(job):
        command = job[at]
        at += 1
        if command == SYN:
            rows.append(bytes(tab) + job[at : at + width])
            at += width
        elif command == ETB:
            row, at = _short_row(job, at, width * 8)
            rows.append(bytes(tab) + row)
        else:
            assert command == ESC, (command, at)
            if job[at] == ESC:
                continue
            letter = chr(job[at])
            at += 1
            if letter == "D":
                width = job[at]
            elif letter == "B":
                tab = job[at]
            elif letter == "f":
                assert job[at] == 1
                rows += [b""] * job[at + 1]
            elif letter in "EG" and rows:
                labels.append(_label(rows, printer, (size[0], size[1])))
                rows = []
            at += {"D": 1, "B": 1, "f": 2, "E": 0, "G": 0, **_ARGUMENTS}[letter]
    assert not rows, "a label that was never fed"
    return labels


def _short_row(job: bytes, at: int, dots: int) -> tuple[bytes, int]:
    """A row told as runs: the highest bit is the ink, the others how many dots but one."""
    row = ""
    while len(row) < dots:
        row += "01"[job[at] >> 7] * ((job[at] & 0x7F) + 1)
        at += 1
    return int(row, 2).to_bytes(dots // 8), at


def _label(rows: list[bytes], printer: Printer, size: tuple[int, int]) -> Image.Image:
    data = b"".join(row.ljust(printer.row_dots // 8, b"\0") for row in rows)
    head = Image.frombytes("1", (printer.row_dots, len(rows)), data, "raw", "1;I")
    label = Image.new("1", size, 255)
    label.paste(head, (0, 0))
    return label
