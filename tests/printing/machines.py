"""A small job for each language that can be emulated, and a line to send it over."""

import socket
from contextlib import closing

from PIL import Image

from fritidsbank.printing.emulators.faults import Fault
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printing.emulators.machine import Machine
from fritidsbank.printing.page import ink

ROWS = [
    "##....##",
    "#......#",
    "#......#",
    "........",
    "########",
]
DOTS = bytes(int(row.replace("#", "1").replace(".", "0"), 2) for row in ROWS)
ZPL = b"^XA^PW8^LL5^FO0,0^GFA,5,5,1,C38181,FF^FS^XZ".replace(b",FF", b"00FF")
ESCPOS = b"\x1b@\x1dv0\x00\x01\x00\x05\x00" + DOTS + b"\x1dVB\x00"
BROTHER = (
    bytes(200)
    + b"\x1b@\x1bia\x01\x1biz\x8e\x0b\x3e\x1d\x05\x00\x00\x00\x00\x00"
    + b"".join(b"g\x00\x5a" + bytes(89) + bytes((int(f"{row:08b}"[::-1], 2),)) for row in DOTS)
    + b"\x1a"
)
JOBS = {"zpl": ZPL, "escpos": ESCPOS, "brother": BROTHER}
ASKS = {
    "zpl": b"~HS",
    "escpos": b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04",
    "brother": b"\x1biS",
}
ANSWERS = {"zpl": 82, "escpos": 4, "brother": 32}
"""How many bytes a whole answer has."""


def drawn(page: Image.Image) -> list[str]:
    """A page of eight dots as rows of signs."""
    return [f"{row:08b}".replace("1", "#").replace("0", ".") for row in ink(page)]


def call(machine: Machine) -> closing[socket.socket]:
    return closing(socket.create_connection(("127.0.0.1", machine.port), timeout=5))


def send(machine: Machine, job: bytes) -> bytes:
    """Everything that comes back until the printer hangs up."""
    with call(machine) as line:
        line.sendall(job)
        line.shutdown(socket.SHUT_WR)
        return all_of(line)


def all_of(line: socket.socket) -> bytes:
    said = b""
    while piece := line.recv(4096):
        said += piece
    return said


def status(speaks: str, fault: Fault) -> bytes:
    with emulator(speaks, fault=fault) as machine, call(machine) as line:
        line.sendall(ASKS[speaks])
        line.shutdown(socket.SHUT_WR)
        return all_of(line)
