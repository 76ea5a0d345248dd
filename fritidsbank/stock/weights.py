"""What things weigh: as somebody reads it off the scales, and about what a thing of a kind does."""

import re
from dataclasses import dataclass
from decimal import Decimal

from fritidsbank.refusals import Malformed, N_

HEAVIEST_KG = 500
TYPICAL_G = {
    "SLS": 5_000,
    "SLP": 3_000,
    "STV": 500,
    "SNB": 3_800,
    "SNP": 1_900,
    "LGS": 1_500,
    "LGP": 900,
    "SKR": 1_500,
    "SKT": 4_000,
    "HJA": 450,
    "HJC": 300,
    "HJS": 250,
    "HJH": 550,
    "SKY": 400,
    "INL": 2_800,
    "SKB": 3_000,
    "CYK": 13_000,
    "BOL": 400,
    "KLB": 350,
    "RAC": 300,
    "GLF": 8_000,
    "FSK": 500,
    "FLY": 700,
    "VAT": 12_000,
    "FIS": 500,
    "TLT": 4_000,
    "SOV": 1_500,
    "RYG": 1_500,
    "KOK": 1_000,
    "PUL": 2_000,
    "PAR": 12_000,
    "SPE": 3_000,
    "KLA": 700,
}
"""About what a thing of each category weighs, a pair as a pair, a set as a set.

Our own estimates between sizes for children and adults, rounded; no scales and no source stand
behind a single one. A category that a shop has made itself is in no sum of kilos.
"""
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
