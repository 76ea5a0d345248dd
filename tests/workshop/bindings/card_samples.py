"""Cards of ski bindings, for the tests and to be looked at: with values, and with a sole only.

python -m tests.workshop.bindings.card_samples OUT.png
"""

import sys
from dataclasses import replace
from datetime import date
from functools import partial

from fritidsbank.barcodes import Kind, own
from fritidsbank.labels.designs import Design
from fritidsbank.web.language import LANGUAGES
from fritidsbank.workshop.binding_card import CardFacts, card_drawings
from tests.labels.contact_sheet import LABELS, sheet, tile

SET = CardFacts(
    branch="Fritidsbanken Söder",
    phone="042-10 50 00",
    skis="Slalomskidor med bindning 160",
    skis_code=own(Kind.ARTICLE, 1401).digits,
    boot="Slalompjäxor 26,5",
    boot_code=own(Kind.ARTICLE, 1595).digits,
    sole=315,
    values=(6.5, 6.0),
    set_on=date(2026, 2, 16),
    who="Sven Åkesson",
)
SOLE_ONLY = replace(SET, values=None, boot="", boot_code="")


def main(out: str) -> None:
    """Paint them into a file."""
    papers = [label for label in LABELS if label.name in {"80", "58", "A4"}]
    designs = [
        Design(language, "", CardFacts, partial(card_drawings, language=language))
        for language in LANGUAGES
    ]
    rows = [
        [tile(design, facts, paper, 203) for paper in papers for facts in (SET, SOLE_ONLY)]
        for design in designs
    ]
    sheet(rows).save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
