"""A counter that is open, where people are forgotten in the end."""

from pathlib import Path

import pytest

from tests.conftest import Shop
from tests.counter.conftest import counter
from tests.privacy.lent import Lent
from tests.staff.crew import crew

__all__ = ["counter", "crew"]


@pytest.fixture
def lent(shop: Shop, tmp_path: Path) -> Lent:
    """Sara has borrowed skis and boots in one visit."""
    folder = tmp_path / "data"
    folder.mkdir(exist_ok=True)
    return Lent(shop, folder)
