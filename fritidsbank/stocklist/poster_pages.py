"""The poster whose square code leads to the public list."""

from urllib.parse import urlsplit

from flask import render_template
from markupsafe import Markup

from fritidsbank.branches.queries import branch_with, branches
from fritidsbank.branches.surroundings import LOCAL
from fritidsbank.printing.squares import square_code
from fritidsbank.refusals import N_
from fritidsbank.stocklist.sheets import HOME
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.language import LANGUAGES, say
from fritidsbank.web.room import Room

posters = Room("posters")

LINES = (
    N_("What is in just now?"),
    N_("Skates, skis, helmets, tents: see what you can borrow, in which sizes, before you come."),
    N_("Hold the camera of your telephone over the square."),
)
SIDE_MM = 92


@posters.shows("/lagersaldo/poster", who=Role.COUNTER)
def poster() -> str:
    """One sheet of A4 in both languages, for the door, the school and the library."""
    branch = branch_with(g.db, g.actor.branch)
    has_sisters = len(branches(g.db)) > 1
    address = f"{g.settings.url}{HOME['sv']}" + (f"/{branch.id}" if has_sisters else "")
    return render_template(
        "stocklist/poster.html",
        branch=branch,
        address=address,
        shown_address=address.removeprefix("https://").removeprefix("http://"),
        is_local=urlsplit(g.settings.url).hostname in LOCAL,
        # Only the address of this installation stands in it, as a path of digits.
        code=Markup(square_code(address).svg(side_mm=SIDE_MM)),  # noqa: S704
        texts=[(language, [say(line, language) for line in LINES]) for language in LANGUAGES],
    )
