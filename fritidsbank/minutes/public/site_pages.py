"""Who publishes all this: the accessibility statement for everybody, and the form it is made by.

What the statement holds: 2018:1937 ("DOS-lagen") with MDFFS 2019:2; digg.se, "Tillgänglighets-
redogörelse". It covers the pages of the stock as well.
"""

from dataclasses import replace
from typing import Any

from flask import redirect, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.minutes.public.queries import SITE_KEY, site_of
from fritidsbank.minutes.public.sheets import STATEMENT, rendered
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import About, newest, put_out
from fritidsbank.minutes.rendition import SitePage, from_json
from fritidsbank.minutes.rules import PublishedKind
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_everywhere
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.public import shows_anybody
from fritidsbank.web.room import Room

site_room = Room("open_site")

UNKNOWN = SitePage("", "", "", "", None, ())
MOST_FLAWS = 20
LONGEST_WAIT = 30
CHANGED_MEANWHILE = N_(
    "Somebody else has published this since you opened the page. What you wrote still stands in"
    " the fields. Look at theirs, and publish yours if it is to hold."
)
REACHED_SOMEHOW = N_("Write an address or a telephone number, so that people can tell you.")
NO_ADDRESS = N_("Write the address as name@example.se.")


@shows_anybody(site_room, STATEMENT["sv"], STATEMENT["en"])
def statement() -> str:
    """What can be used by everybody, what cannot, and whom to tell."""
    return rendered("minutes/public/statement.html", site_of(g.db), within=STATEMENT)


def _site_page(form: Form) -> str:
    admit_everywhere(Role.MANAGER)
    published = newest(g.db, PublishedKind.SITE, SITE_KEY)
    return render_template(
        "minutes/site.html", form=form, seen=published.version if published else 0
    )


@site_room.shows("/minutes/site", who=Role.MANAGER)
def site_page() -> str:
    """What the public pages say of whoever publishes them."""
    known = _site_in(g.db)
    return _site_page(Form({**vars(known), "flaws": "\n".join(known.flaws)}))


@site_room.does("/minutes/site", who=Role.MANAGER)
@asks(_site_page)
def publish_site(form: Form) -> Response:
    """Publish it as it stands in the form."""
    admit_everywhere(Role.MANAGER)
    published = newest(g.db, PublishedKind.SITE, SITE_KEY)
    if form.whole("seen", 0, 1_000_000) != (published.version if published else 0):
        form.note("", CHANGED_MEANWHILE)
    page = _read(form)
    form.refuse_unclear()
    about = About(STATEMENT["sv"], page.operator, page.about)
    put_out(g.db, PublishedKind.SITE, SITE_KEY, page, about, [], now=g.now)
    return redirect("/minutes/site?done=saved", 303)


def _read(form: Form) -> SitePage:
    page = SitePage(
        operator=form.text("operator", 80, needed=True),
        about=form.text("about", 500),
        mail=form.text("mail", 200),
        phone=form.text("phone", 40),
        reviewed_on=form.day("reviewed_on"),
        flaws=tuple(form.lines("flaws")[:MOST_FLAWS]),
        theme=str(settings_of_operator(g.db)["theme"]),
        judged=form.text("judged", 500),
        answer_days=form.whole("answer_days", 1, LONGEST_WAIT, needed=True) or 1,
    )
    if page.mail and "@" not in page.mail.strip("@"):
        form.note("mail", NO_ADDRESS)
    if not page.mail and not page.phone:
        form.note("mail", REACHED_SOMEHOW)
    return page


def _site_in(db: Session) -> SitePage:
    published: Published | None = newest(db, PublishedKind.SITE, SITE_KEY)
    if published is not None and published.withdrawn_at is None:
        return from_json(SitePage, published.document)
    settings: dict[str, Any] = settings_of_operator(db)
    return replace(UNKNOWN, operator=str(settings["operator"]))
