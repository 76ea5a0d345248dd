"""The access log, for the manager: who looked at which borrower, when, and what for."""

from uuid import UUID

from flask import render_template, request

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.privacy.looking import count_looks, looks, who_looked
from fritidsbank.privacy.telling_extract import LOOKS
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.paging import pages_of
from fritidsbank.web.room import Room

access_log = Room("access_log")


@access_log.shows("/privacy/looks", who=Role.MANAGER)
def access_log_page() -> str:
    """The newest first, of one account or about one borrower if that is asked. No names."""
    account, borrower = _account(), _borrower()
    pages = pages_of(count_looks(g.db, account=account, borrower=borrower))
    return render_template(
        "privacy/looks.html",
        looks=looks(g.db, account=account, borrower=borrower, skip=pages.skip, most=pages.size),
        words=LOOKS,
        accounts=who_looked(g.db),
        account=account,
        borrower=borrower,
        pages=pages,
        days=settings_of_operator(g.db)["operation_days"],
    )


def _account() -> int | None:
    asked = request.args.get("account", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None


def _borrower() -> str | None:
    try:
        return str(UUID(request.args.get("borrower", "")))
    except ValueError:
        return None
