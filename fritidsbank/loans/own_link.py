"""The link on a slip: whoever holds it sees what is still out of that visit, and nothing more."""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from fritidsbank.loans.models import Loan, Visit
from fritidsbank.printing.squares import in_capitals
from fritidsbank.refusals import N_, NotFound

_LOOPBACK = frozenset({"", "localhost", "127.0.0.1", "::1"})
_TOKEN = re.compile(r"([0-9]{8}|[0-9]{10})([A-Z2-7]{16})")


@dataclass(eq=False)
class OwnLinkNoMore(NotFound):
    """Mistyped, guessed, or everything is back: nobody learns which of these."""

    message = N_(
        "This link is not in use. It works as long as something from that slip is still out."
    )


def own_token(secret: bytes, code: str) -> str:
    """What stands in the link of a slip: its number, and 80 bits that only we can make of it.

    Capitals and digits, which take half the room in a square code. Nothing of it is stored.
    """
    made = hmac.new(secret, f"own loans:{code}".encode(), hashlib.sha256).digest()
    return code + base64.b32encode(made[:10]).decode()


def own_address(home: str, secret: bytes, code: str) -> str:
    """The whole link, as short as a text message wants it; none where no telephone could follow."""
    if (urlsplit(home).hostname or "") in _LOOPBACK:
        return ""
    return f"{in_capitals(home)}/ML/{own_token(secret, code)}"


def refuse_strange(token: str) -> None:
    """What has not even the shape of one of ours. Raises OwnLinkNoMore."""
    if _TOKEN.fullmatch(token) is None:
        raise OwnLinkNoMore


def visit_linked(db: Session, secret: bytes, token: str) -> Visit:
    """The visit that a link leads to, as long as something of it is out. Raises OwnLinkNoMore."""
    match = _TOKEN.fullmatch(token)
    if match is None or not hmac.compare_digest(own_token(secret, match[1]), token):
        raise OwnLinkNoMore
    lasting = exists().where(Loan.visit_id == Visit.id, Loan.ended_at.is_(None))
    visit = db.scalar(select(Visit).where(Visit.code == match[1], lasting))
    if visit is None:
        raise OwnLinkNoMore
    return visit
