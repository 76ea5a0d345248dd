"""What a thing weighed when it left the stock, as somebody reads it off the scales."""

import re
from dataclasses import dataclass
from decimal import Decimal

from fritidsbank.refusals import Malformed, N_

HEAVIEST_KG = 500
_KILOS = re.compile(r"(\d{1,3})(?:[.,](\d{1,3}))?(?:\s*kg)?", re.IGNORECASE)


@dataclass(eq=False)
class NotAWeight(Malformed):
    """No number of kilos, or more than any of our things weighs."""

    message = N_("Write the weight in kilos, like 2,5.")


def grams(written: str) -> int | None:
    """Kilos with a decimal comma or point as grams; None when nothing is written.

    Raises NotAWeight.
    """
    text = written.strip()
    if not text:
        return None
    found = _KILOS.fullmatch(text) if text.isascii() else None
    if found is None:
        raise NotAWeight
    weight = int(Decimal(f"{found[1]}.{found[2] or 0}") * 1000)
    if not 0 < weight <= HEAVIEST_KG * 1000:
        raise NotAWeight
    return weight
