"""Pages of branches, and of the operator's choices."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.branches import actions, queries
from fritidsbank.branches.rules import LIMITS
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_everywhere
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

branches = Room("branches")

SLIPS = {
    "ask": N_("When somebody asks for it"),
    "always": N_("By itself, when the borrower is done"),
    "never": N_("Never"),
}
LABELS = {
    "never": N_("When somebody presses the button"),
    "always": N_("By itself, when something is registered"),
}
BINDINGS = {
    "off": N_("Nothing: the program does not speak of it"),
    "sole": N_("Only fit them to the length of the sole. A specialist sets the release value"),
    "table": N_("Set the release value by ISO 11088, by those who are trusted with it"),
}
LEGAL_BASES = {
    "public_interest": N_("A task of public interest: a municipality"),
    "legitimate_interest": N_("Legitimate interest: an association"),
}
NUMBERS = ("helmet_years", "hold_days")
"""Those of this page; the ones about reminders and about retention have pages of their own."""
THEMES = {"default": N_("Green"), "helsingborg": N_("Helsingborg's red")}


@branches.shows("/settings", who=Role.MANAGER)
def settings_menu() -> str:
    """Everything that can be arranged, by who may arrange it."""
    return render_template("branches/settings.html", branch=g.actor.branch)


def _operator_page(form: Form) -> str:
    admit_everywhere(Role.ADMIN)
    return render_template(
        "branches/operator.html",
        form=form,
        themes=_said(THEMES),
        slips=_said(SLIPS),
        labels=_said(LABELS),
        bindings=_said(BINDINGS),
        legal_bases=_said(LEGAL_BASES),
    )


@branches.shows("/settings/operator", who=Role.ADMIN)
def operator_page() -> str:
    """What holds for the whole operator."""
    return _operator_page(Form(queries.settings_of_operator(g.db)))


@branches.does("/settings/operator", who=Role.ADMIN)
@asks(_operator_page)
def choose_settings(form: Form) -> Response:
    """Set all of them at once."""
    admit_everywhere(Role.ADMIN)
    chosen = {
        "operator": form.text("operator", 80, needed=True),
        "privacy_contact": form.text("privacy_contact", 200),
        "legal_basis": form.word("legal_basis", LEGAL_BASES),
        "theme": form.word("theme", THEMES),
        "climate_figure": form.ticked("climate_figure"),
        "own_loans": form.ticked("own_loans"),
        "slip": form.word("slip", SLIPS),
        "label_at_once": form.word("label_at_once", LABELS),
        "binding_mode": form.word("binding_mode", BINDINGS),
        **{name: _limited(form, name) for name in NUMBERS},
    }
    form.refuse_unclear()
    for name, value in chosen.items():
        actions.choose(g.db, name, value)
    return redirect("/settings/operator?done=saved", 303)


def _said(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(value, say(msgid, g.language)) for value, msgid in words.items()]


def _limited(form: Form, name: str) -> int | None:
    limits = LIMITS[name]
    return form.whole(name, limits.start, limits.stop - 1, needed=True)


@branches.shows("/branches", who=Role.ADMIN)
def branch_list() -> str:
    """Every branch."""
    admit_everywhere(Role.ADMIN)
    return render_template("branches/branches.html", branches=queries.branches(g.db))


def _branch_page(form: Form, branch: int) -> str:
    return render_template(
        "branches/branch.html", form=form, branch=queries.branch_with(g.db, branch)
    )


@branches.shows("/branches/<int:branch>", who=Role.ADMIN)
def branch_page(branch: int) -> str:
    """Name, address and telephone of a branch."""
    admit_everywhere(Role.ADMIN)
    known = queries.branch_with(g.db, branch)
    usual = {"name": known.name, "address": known.address, "phone": known.phone}
    return _branch_page(Form(usual), branch)


@branches.does("/branches/<int:branch>", who=Role.ADMIN)
@asks(_branch_page)
def change_branch(form: Form, branch: int) -> Response:
    """Another name, address or telephone."""
    admit_everywhere(Role.ADMIN)
    known = queries.branch_with(g.db, branch)
    name = form.text("name", 80, needed=True)
    address, phone = form.text("address", 200), form.text("phone", 20)
    form.refuse_unclear()
    with form.noting(otherwise="name"):
        actions.rename_branch(g.db, known, name, address=address, phone=phone)
    return redirect(f"/branches/{branch}?done=saved", 303)
