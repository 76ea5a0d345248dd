"""Who gets the weekly report by mail, and what became of the last ones."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.branches.queries import branches
from fritidsbank.refusals import N_
from fritidsbank.reports.mailing import (
    Sent,
    add_reader,
    mail_with,
    promise_again,
    readers,
    remove_reader,
    sent_mails,
)
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_everywhere
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import LANGUAGES, say
from fritidsbank.web.mail_addresses import LONGEST
from fritidsbank.web.room import Room

report_readers = Room("report_readers")

ALL = "all"
LANGUAGE_NAMES = (("sv", "Svenska"), ("en", "English"))
BECAME = {
    "waiting": (N_("Waits to be sent"), "look", "clock"),
    "sent": (N_("Sent"), "back", "check"),
    "unheard": (N_("Sent, but the mail server did not answer"), "look", "look"),
    "refused": (N_("Could not be sent"), "stop", "stop"),
}


def _page(form: Form) -> str:
    admit_everywhere(Role.MANAGER)
    doors = [(str(door.id), door.name) for door in branches(g.db)]
    return render_template(
        "reports/readers.html",
        form=form,
        readers=readers(g.db),
        sent=sent_mails(g.db),
        became=BECAME,
        doors=[(ALL, say(N_("All branches together"), g.language)), *doors],
        languages=LANGUAGE_NAMES,
        has_server=bool(g.settings.smtp),
        may_again={Sent.UNHEARD, Sent.REFUSED},
    )


@report_readers.shows("/reports/readers", who=Role.MANAGER)
def reader_list() -> str:
    """The list, and the latest mails."""
    return _page(Form({"branch": ALL, "language": g.language}))


@report_readers.does("/reports/readers", who=Role.MANAGER)
@asks(_page)
def add(form: Form) -> Response:
    """One more address."""
    admit_everywhere(Role.MANAGER)
    address = form.text("address", LONGEST, needed=True)
    doors = [str(door.id) for door in branches(g.db)]
    branch = form.word("branch", (ALL, *doors))
    language = form.word("language", LANGUAGES)
    form.refuse_unclear()
    with form.noting(otherwise="address"):
        add_reader(
            g.db,
            address,
            branch=None if branch == ALL else int(branch),
            language=language,
            now=g.now,
        )
    return redirect("/reports/readers?done=added", 303)


@report_readers.does("/reports/readers/<int:reader>/remove", who=Role.MANAGER)
def remove(reader: int) -> Response:
    """Off the list."""
    admit_everywhere(Role.MANAGER)
    remove_reader(g.db, reader)
    return redirect("/reports/readers?done=removed", 303)


@report_readers.does("/reports/mails/<int:mail>/again", who=Role.MANAGER)
def send_again(mail: int) -> Response:
    """Somebody has asked, and nothing came."""
    admit_everywhere(Role.MANAGER)
    promise_again(g.db, mail_with(g.db, mail), now=g.now)
    return redirect("/reports/readers?done=added", 303)
