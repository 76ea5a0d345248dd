"""What cannot be read is not printed, and the sentence says which label to use instead."""

from dataclasses import replace

import pytest

from fritidsbank.labels.choosing import drawn_for
from fritidsbank.labels.designs import DESIGNS, UnknownLabel, design_called
from fritidsbank.printing.choosing import TooNarrowHere
from fritidsbank.printing.profiles import Stock, media, printer_with
from fritidsbank.printing.surface import TooNarrow
from tests.labels.samples import ARTICLE, SAMPLES

pytestmark = pytest.mark.one_database

OFFICE = printer_with("office")
TINY = media()["sheet-l4731"]


def test_another_label_for_the_same_printer_is_named() -> None:
    with pytest.raises(TooNarrowHere) as refused:
        drawn_for(DESIGNS["flag"], ARTICLE, OFFICE, TINY)
    assert refused.value.medium == TINY.name
    better = next(each for each in media().values() if each.name == refused.value.better)
    assert better.id in OFFICE.media
    assert drawn_for(DESIGNS["flag"], ARTICLE, OFFICE, better)


def test_labels_are_named_before_a_whole_page() -> None:
    with pytest.raises(TooNarrowHere) as refused:
        drawn_for(DESIGNS["flag"], ARTICLE, OFFICE, TINY)
    better = next(each for each in media().values() if each.name == refused.value.better)
    assert better.cells or better.stock is not Stock.SHEET


def test_where_nothing_helps_the_sentence_names_nothing() -> None:
    only = replace(OFFICE, media=(TINY.id,))
    with pytest.raises(TooNarrow):
        drawn_for(DESIGNS["flag"], ARTICLE, only, TINY)


@pytest.mark.parametrize("name", DESIGNS)
def test_every_design_has_samples_of_its_facts(name: str) -> None:
    assert all(isinstance(facts, DESIGNS[name].facts) for facts in SAMPLES[name])


def test_a_label_that_nobody_has_drawn_is_refused() -> None:
    with pytest.raises(UnknownLabel):
        design_called("balloon")
