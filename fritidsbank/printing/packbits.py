"""PackBits: rows of dots made short, as TIFF 6.0 (section 9) has it."""

import re

_RUN = re.compile(rb"(.)\1{2,127}", re.DOTALL)
_MOST = 128


def packed(row: bytes) -> bytes:
    """Three and more equal bytes as a count and one byte, anything else as it is."""
    out = bytearray()
    at = 0
    for run in _RUN.finditer(row):
        _copy(out, row[at : run.start()])
        at = run.end()
        out += bytes((257 - len(run[0]), run[0][0]))
    _copy(out, row[at:])
    return bytes(out)


def _copy(out: bytearray, plain: bytes) -> None:
    for at in range(0, len(plain), _MOST):
        part = plain[at : at + _MOST]
        out += bytes((len(part) - 1,)) + part
