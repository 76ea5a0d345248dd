"""What people call the words of the bench; templates put them through `_`."""

from collections.abc import Mapping

from fritidsbank.refusals import N_
from fritidsbank.workshop.rules import Barrier, Orderer

BARRIERS: Mapping[Barrier, str] = {
    Barrier.WORN_OUT: N_("It is worn out"),
    Barrier.NO_PARTS: N_("There are no parts for it"),
    Barrier.PARTS_TOO_DEAR: N_("The parts cost too much"),
    Barrier.NO_WAY_IN: N_("It cannot be opened"),
    Barrier.NO_TOOL: N_("We do not have the tool"),
    Barrier.NO_INSTRUCTIONS: N_("Nobody knows how it is done"),
}
ORDERERS: Mapping[Orderer, str] = {
    Orderer.WORKSHOP: N_("The workshop"),
    Orderer.COUNTER: N_("The counter"),
    Orderer.MANAGER: N_("The manager"),
    Orderer.MAKER: N_("The maker sends it"),
}
RELEASES = (
    N_("The fault is small and does not matter"),
    N_("It was looked at and nothing is wrong"),
    N_("Somebody needs it now and knows about the fault"),
)
"""Why a manager lets something out unmended; it may be said in other words, too."""
