"""Tests with the real printer programs of Debian, which stand in the suite `Printers`."""

import pytest

from tests.real_printers.programs import why_not


@pytest.fixture(autouse=True, scope="session")
def _programs_are_here() -> None:
    """What is missing is said in words, not by a program that cannot be started."""
    if reason := why_not():
        raise FileNotFoundError(f"no real printers here: {reason}")
