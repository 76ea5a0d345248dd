"""Everything that can be printed, for pages: only the roof knows all rooms."""

from typing import cast

from flask import current_app

from fritidsbank.printjobs.designs import Designs


def designs() -> Designs:
    """What `app.py` has put together."""
    return cast("Designs", current_app.extensions["fritidsbank.designs"])
