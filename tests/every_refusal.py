"""All that the program can refuse, wherever it is defined."""

import importlib
import pkgutil

import fritidsbank
from fritidsbank.refusals import Forbidden, LostRace, Malformed, NotFound, Quoting, Refusal

FAMILIES = {NotFound, Malformed, Quoting, Forbidden, LostRace}
"""Kinds of refusal that are never raised themselves."""


def refusals() -> list[type[Refusal]]:
    """Every refusal of the program, wherever it is defined."""
    for module in pkgutil.walk_packages(fritidsbank.__path__, "fritidsbank."):
        importlib.import_module(module.name)
    found: list[type[Refusal]] = []
    left: list[type[Refusal]] = [Refusal]
    while left:
        children = left.pop().__subclasses__()
        left += children
        found += children
    return sorted(
        {each for each in found if each.__module__.startswith("fritidsbank.")} - FAMILIES,
        key=lambda each: (each.__module__, each.__name__),
    )
