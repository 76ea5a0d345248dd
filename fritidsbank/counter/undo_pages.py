"""Taking an act back by a plain form, from whichever page lists it."""

import re

from flask import redirect, request
from werkzeug.wrappers import Response

from fritidsbank.web.access import Role
from fritidsbank.web.by_form import done_by_form
from fritidsbank.web.fields import FieldWrong
from fritidsbank.web.room import Room

undoing = Room("undoing")

_LISTED_ON = re.compile(r"/(move|transfers(/\d+)?|visits|register)(\?[\w=&-]*)?")
"""The pages where acts are listed; only there anybody is sent back to."""


@undoing.does("/undo", who=Role.COUNTER)
def undo() -> Response:
    """Everything as it was before one operation, and back to the page."""
    back = request.form.get("back", "")
    if not _LISTED_ON.fullmatch(back):
        raise FieldWrong("back")
    operation = done_by_form("undo", operation=request.form.get("undoes", ""))
    return redirect(f"{back}{'&' if '?' in back else '?'}done={operation}", 303)
