"""Scripts, styles and icons: at an address that changes with them, packed, kept for a year."""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request

from fritidsbank.web.context import g

A_YEAR = 31_536_000
_WORTH_PACKING = 1_000
_PACKED = ("text/", "image/svg", "application/json")
# Only what is the same for everybody: packing a secret beside what a stranger typed gives it away.
# The catalogue needs a sign-in, and holds neither.
_SAME_FOR_ALL = frozenset({"static", "counter.page", "counter.texts", "counter.catalogue_of_stock"})


def version_of(folder: Path) -> str:
    """A short digest of all files that are served, so that a new program has new addresses."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "node_modules" not in file.parts:
            digest.update(str(file.relative_to(folder)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def deliver(app: Flask) -> None:
    """Keep what never changes, and pack what is the same for everybody."""
    app.after_request(_keep)
    app.after_request(_pack)


def _keep(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code == 200:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def _pack(response: Response) -> Response:
    if request.endpoint not in _SAME_FOR_ALL and "same_for_all" not in g:
        return response
    response.vary.add("Accept-Encoding")
    if (
        response.status_code != 200
        or request.accept_encodings["gzip"] <= 0
        or not (response.mimetype or "").startswith(_PACKED)
    ):
        return response
    response.direct_passthrough = False
    plain = response.get_data()
    if len(plain) >= _WORTH_PACKING:
        response.set_data(_gzipped(plain))
        response.headers["Content-Encoding"] = "gzip"
    return response


@lru_cache(maxsize=256)
def _gzipped(plain: bytes) -> bytes:
    return gzip.compress(plain, 9, mtime=0)
