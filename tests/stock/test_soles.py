"""A sole must be as long as the binding takes, and made for such bindings."""

import pytest

from fritidsbank.stock.catalogue import load
from fritidsbank.stock.soles import Fit, has_binding, has_sole, length_fits, norm_fits

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("length", "fit"),
    [(259, Fit.NO), (260, Fit.YES), (300, Fit.YES), (340, Fit.YES), (341, Fit.NO)],
)
def test_a_sole_lies_inside_the_range_of_the_binding(length: int, fit: Fit) -> None:
    assert length_fits({"bsl": length}, {"bsl_range": [260, 340]}) is fit


def test_a_sole_or_a_range_that_is_not_known_is_tried() -> None:
    assert length_fits({}, {"bsl_range": [260, 340]}) is Fit.UNKNOWN
    assert length_fits({"bsl": 300}, {}) is Fit.UNKNOWN


@pytest.mark.parametrize(
    ("sole", "binding", "fit"),
    [
        ("ISO 5355", "ISO 5355", Fit.YES),
        ("ISO 5355", "GripWalk", Fit.YES),
        ("GripWalk", "GripWalk", Fit.YES),
        ("GripWalk", "ISO 5355", Fit.NO),
        ("ISO 9523", "ISO 5355", Fit.NO),
        ("ISO 9523", "GripWalk", Fit.NO),
    ],
)
def test_a_sole_with_grip_does_not_go_into_a_plain_binding(
    sole: str, binding: str, fit: Fit
) -> None:
    assert norm_fits({"norm": sole}, {"norm": binding}) is fit


def test_skis_have_bindings_and_boots_have_soles() -> None:
    asked = {
        entry.code: [attribute.as_json() for attribute in entry.attributes] for entry in load()
    }
    assert [code for code in asked if has_binding(asked[code])] == ["SLS"]
    assert [code for code in asked if has_sole(asked[code])] == ["SLP"]


def test_what_a_binding_is_set_to_is_no_attribute() -> None:
    names = {attribute.name for entry in load() for attribute in entry.attributes}
    assert names.isdisjoint({"z_set", "z_set_on"})
