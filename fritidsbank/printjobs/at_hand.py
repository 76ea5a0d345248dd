"""Everything that can be printed, for pages: only the roof knows all rooms."""

from typing import cast

from flask import current_app
from werkzeug.wrappers import Response

from fritidsbank.printjobs.designs import Designs


def designs() -> Designs:
    """What `app.py` has put together."""
    return cast("Designs", current_app.extensions["fritidsbank.designs"])


def as_file(content: bytes, name: str) -> Response:
    """A PDF that the browser shows, with its button to print it."""
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
