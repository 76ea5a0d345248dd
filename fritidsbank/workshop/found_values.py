"""A value of the table, sealed on its way from the answer to the button that stores it.

What it was worked out from (weight, height, age, how somebody skis) is gone by then and shall be,
so the server signs what it has found. The browser cannot write a higher value into it, nor use it
for other skis, another boot, another account, or tomorrow.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from fritidsbank.refusals import N_, Refusal

HOLDS_FOR = timedelta(hours=1)
"""The skier stands beside the bench, and may change their mind."""
_PURPOSE = b"binding:"


@dataclass(eq=False)
class FoundNoMore(Refusal):
    """Too long ago, found by somebody else, for other skis, or never."""

    message = N_("That value is no longer at hand. Work it out again.")


@dataclass(frozen=True)
class Found:
    """What the table says for a sole on these skis, and who asked. `boot` 0 is none of ours."""

    article: int
    boot: int
    sole: int
    value: float
    account: int
    at: datetime

    def sealed(self, secret: bytes) -> str:
        """As a field of a form carries it."""
        told = f"{self.article}.{self.boot}.{self.sole}.{self.value * 4:.0f}.{self.account}"
        told += f".{int(self.at.timestamp())}"
        return f"{told}.{_seal(told, secret)}"

    @classmethod
    def unsealed(
        cls, token: str, secret: bytes, *, article: int, account: int, now: datetime
    ) -> Self:
        """What was sealed for these skis and this account lately. Raises FoundNoMore."""
        told, _, seal = token.rpartition(".")
        if not hmac.compare_digest(seal.encode(), _seal(told, secret).encode()):
            raise FoundNoMore
        skis, boot, sole, quarters, by, seconds = map(int, told.split("."))
        at = datetime.fromtimestamp(seconds, UTC)
        if (skis, by) != (article, account) or now - at > HOLDS_FOR:
            raise FoundNoMore
        return cls(article, boot, sole, quarters / 4, account, at)


def _seal(told: str, secret: bytes) -> str:
    return hmac.new(secret, _PURPOSE + told.encode(), hashlib.sha256).hexdigest()
