"""Which boot goes into which binding, with what is known and what is not."""

from typing import Any

import pytest

from fritidsbank.sets.fitting import Gear, alpine, board, nordic
from fritidsbank.sets.rules import Span
from fritidsbank.stock.soles import Fit


def gear(size: Span | None = None, **attributes: Any) -> Gear:  # noqa: ANN401 - as categories name them
    """An article of which so much is known."""
    return Gear(size, attributes)


@pytest.mark.parametrize(
    ("boot", "ski", "fit"),
    [
        ("NNN", "NNN", Fit.YES),
        ("NNN", "Prolink", Fit.YES),
        ("Prolink", "NNN", Fit.YES),
        ("SNS", "SNS", Fit.YES),
        ("75 mm", "75 mm", Fit.YES),
        ("NNN", "SNS", Fit.NO),
        ("SNS", "Prolink", Fit.NO),
        ("75 mm", "NNN", Fit.NO),
        ("NNN BC", "NNN", Fit.UNKNOWN),
        (None, "NNN", Fit.UNKNOWN),
        ("NNN", None, Fit.UNKNOWN),
        (None, None, Fit.UNKNOWN),
    ],
)
def test_a_cross_country_boot_needs_its_own_binding(
    boot: str | None, ski: str | None, fit: Fit
) -> None:
    boots = gear(system=boot) if boot else gear()
    skis = gear(binding=ski) if ski else gear()
    assert nordic(boots, skis) is fit


def test_one_thing_that_does_not_fit_is_enough() -> None:
    skis = gear(bsl_range=[260, 340], norm="ISO 5355")
    assert alpine(gear(bsl=300, norm="ISO 5355"), skis) is Fit.YES
    assert alpine(gear(bsl=300), skis) is Fit.UNKNOWN
    assert alpine(gear(bsl=200), skis) is Fit.NO
    assert alpine(gear(norm="GripWalk"), skis) is Fit.NO


@pytest.mark.parametrize(
    ("boot", "binding", "fit"),
    [
        (Span(38, 38), "S", Fit.YES),
        (Span(38, 38), "M", Fit.YES),
        (Span(38, 38), "L", Fit.NO),
        (Span(46, 46), "M", Fit.NO),
        (Span(46, 46), "L", Fit.YES),
        (None, "M", Fit.UNKNOWN),
        (Span(40, 40), None, Fit.UNKNOWN),
    ],
)
def test_a_snowboard_boot_goes_into_bindings_of_its_size(
    boot: Span | None, binding: str | None, fit: Fit
) -> None:
    snowboard = gear(binding_size=binding) if binding else gear()
    assert board(gear(boot), snowboard) is fit
