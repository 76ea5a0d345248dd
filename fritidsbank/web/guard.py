"""The guard at the door: strict headers, and a token on every unsafe request."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from enum import StrEnum

from flask import Flask, Response, current_app, request

from fritidsbank.refusals import Forbidden, Malformed, N_
from fritidsbank.web.access import AGENT, BARE
from fritidsbank.web.context import SAFE, NotSignedIn, g

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
}
A_YEAR = 31_536_000
_FORM, _FORM_WITH_FILES = "application/x-www-form-urlencoded", "multipart/form-data"
_BESIDE_A_FILE = 64 * 1024


@dataclass(eq=False)
class ForeignForm(Forbidden):
    """The request does not come from a page of ours."""

    message = N_("This page is out of date. Load it again and try once more.")


@dataclass(eq=False)
class NothingToRead(Malformed):
    """A text with the character that ends texts: no keyboard has it, and PostgreSQL refuses it."""

    message = N_("The request cannot be read.")


class Cookie(StrEnum):
    """What a browser keeps for us."""

    SESSION = "session"
    DEVICE = "device"
    VISITOR = "visitor"


def cookie_name(purpose: Cookie) -> str:
    """`__Host-` binds a cookie to this very host; browsers take such names over https only."""
    return f"__Host-fritidsbank-{purpose}" if g.settings.https else f"fritidsbank-{purpose}"


def set_cookie(response: Response, purpose: Cookie, value: str, *, seconds: int) -> None:
    """A cookie that scripts cannot read and other sites cannot send."""
    response.set_cookie(
        cookie_name(purpose),
        value,
        max_age=seconds,
        secure=g.settings.https,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def form_token() -> str:
    """The token of this browser's forms: an HMAC of the cookie it will be sent with."""
    holder = request.cookies.get(cookie_name(Cookie.SESSION)) or _visitor()
    return _token(holder)


def protect(app: Flask) -> None:
    """Put the guard before each request and the headers behind it."""
    app.before_request(_make_room)
    app.before_request(_check_form)
    app.before_request(_check_texts)
    app.after_request(_headers)
    app.jinja_env.globals["form_token"] = form_token


def _visitor() -> str:
    known: str | None = request.cookies.get(cookie_name(Cookie.VISITOR))
    if known:
        return known
    if "visitor" not in g:
        g.visitor = secrets.token_urlsafe(24)
    return str(g.visitor)


def _token(holder: str) -> str:
    return hmac.new(g.secret, b"form:" + holder.encode(), hashlib.sha256).hexdigest()


def _check_form() -> None:
    if request.method in SAFE:
        return
    if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        raise ForeignForm
    if _opens_without_cookie():
        return
    session = request.cookies.get(cookie_name(Cookie.SESSION))
    holder = session or request.cookies.get(cookie_name(Cookie.VISITOR))
    if holder is None:
        raise NotSignedIn
    given = request.headers.get("X-CSRF-Token")
    if given is None and _is_form():
        given = request.form.get("form_token")
    if given is None or not hmac.compare_digest(given.encode(), _token(holder).encode()):
        raise ForeignForm


def _opens_without_cookie() -> bool:
    """Where a cookie opens nothing, a foreign page can send nothing that would."""
    doors = current_app.extensions.get("fritidsbank.doors", {})
    return doors.get(request.endpoint) in {AGENT, BARE}


def _make_room() -> None:
    if largest := _largest_file():
        request.max_content_length = largest + _BESIDE_A_FILE


def _largest_file() -> int:
    uploads: dict[str, int] = current_app.extensions.get("fritidsbank.uploads", {})
    return uploads.get(request.endpoint or "", 0)


def _is_form() -> bool:
    """Whether the body is read as a form; one with files only where a route waits for them."""
    with_files = request.mimetype == _FORM_WITH_FILES and _largest_file() > 0
    return with_files or request.mimetype == _FORM


def _check_texts() -> None:
    texts = [request.path, *request.args.values()]
    if _is_form():
        texts += request.form.values()
    if any("\x00" in text for text in texts):
        raise NothingToRead


def _headers(response: Response) -> Response:
    headers = response.headers
    for name, value in HEADERS.items():
        headers[name] = value
    if "Cache-Control" not in headers:
        # Names of people must not stay in a shared tablet's cache.
        headers["Cache-Control"] = "no-store"
    if g.settings.https:
        headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
    if "visitor" in g:
        set_cookie(response, Cookie.VISITOR, str(g.visitor), seconds=3600)
    return response
