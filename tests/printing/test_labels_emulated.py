"""What label languages say, an emulated printer prints; what it answers, they understand."""

import pytest

from fritidsbank.printing.emulators.faults import Fault, Head, Standing
from fritidsbank.printing.emulators.machine import Machine, language, pages_of
from fritidsbank.printing.encoding import language as told_in
from fritidsbank.printing.languages import brother, zpl
from fritidsbank.printing.page import ink
from fritidsbank.printing.status import Trouble
from tests.printing.example_labels import FIRST
from tests.printing.pages import loaded, painted

pytestmark = pytest.mark.one_database

ZEBRA, LABEL = loaded("zebra-zd421-203", "label-57x32")
QL, DK = loaded("brother-ql-820nwb", "dk-11209-62x29")


@pytest.mark.parametrize(
    ("model", "paper"),
    [
        ("zebra-gk420d", "label-51x25"),
        ("zebra-zd621-300", "label-25x75"),
        ("brother-ql-700", "dk-11209-62x29"),
        ("brother-ql-820nwb", "dk-22251-62-red"),
        ("brother-ql-1110nwb", "dk-11201-29x90"),
        ("brother-ql-1110nwb", "dk-22243-102"),
    ],
)
def test_the_machine_prints_every_dot(model: str, paper: str) -> None:
    printer, medium = loaded(model, paper)
    pages = [painted(printer, medium, FIRST + n) for n in range(2)]
    job = b"".join(told_in(printer.language).encode(pages, printer, medium))
    labels = pages_of(printer.language, job, Head(printer.row_dots, printer.dpi))
    assert len(labels) == 2
    # It shows what lies under the head, too; the dots begin so many from its right end.
    right = medium.special.get("brother", {}).get("offset", 0) + printer.quirks.get("right_dots", 0)
    for label, page in zip(labels, pages, strict=True):
        left = label.width - right - page.width
        assert ink(label.crop((left, 0, left + page.width, page.height))) == ink(page.black)


@pytest.mark.parametrize(
    ("fault", "troubles"),
    [
        (Fault.OK, []),
        (Fault.PAPER, [Trouble.NO_PAPER]),
        (Fault.LID, [Trouble.LID_OPEN]),
        (Fault.HOT, [Trouble.HOT]),
    ],
)
def test_a_zebra_and_its_language_understand_each_other(
    fault: Fault, troubles: list[Trouble]
) -> None:
    answer = language("zpl").answer(zpl.ASK.strip(), Standing(fault, waiting=2))
    assert zpl.complete(answer)
    assert list(zpl.heard(answer, LABEL).troubles) == troubles
    assert zpl.heard(answer, LABEL).waiting == 2


@pytest.mark.parametrize(
    ("fault", "troubles"),
    [
        (Fault.OK, []),
        (Fault.PAPER, [Trouble.NO_PAPER]),
        (Fault.LID, [Trouble.LID_OPEN]),
        (Fault.ROLL, [Trouble.WRONG_ROLL]),
        (Fault.JAM, [Trouble.JAM]),
        (Fault.HOT, [Trouble.HOT]),
    ],
)
def test_a_brother_and_its_language_understand_each_other(
    fault: Fault, troubles: list[Trouble]
) -> None:
    machine = Machine("brother")
    machine.fault = fault
    answer = language("brother").answer(b"S", machine.standing)
    assert brother.complete(answer)
    assert list(brother.heard(answer, DK).troubles) == troubles


def test_a_brother_that_has_printed_has_nothing_left() -> None:
    report = language("brother").report(Standing())
    assert [brother.heard(report[:length], DK).waiting for length in (32, 64, 96)] == [1, 0, 0]


def test_a_brother_refuses_a_job_for_another_roll() -> None:
    machine = Machine("brother", roll=(29, 90))
    answer = language("brother").answer(b"S", machine.standing)
    told = brother.heard(answer, DK)
    assert (told.troubles, told.roll) == ((Trouble.WRONG_ROLL,), "29 x 90 mm")
