"""What a mail address may look like."""

import re
from dataclasses import dataclass

from fritidsbank.refusals import Malformed, N_

# What every mail server takes; stranger ones that the standard allows are not worth the risk.
_ADDRESS = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE
)
LONGEST = 200


@dataclass(eq=False)
class NotAnAddress(Malformed):
    """Mail cannot go there."""

    address: str

    message = N_("{address} is no mail address. Write it as lena@example.se.")


def mail_address(text: str) -> str:
    """The address without spaces around it. Raises NotAnAddress."""
    address = text.strip()
    if len(address) > LONGEST or not _ADDRESS.fullmatch(address):
        raise NotAnAddress(text[:80])
    return address
