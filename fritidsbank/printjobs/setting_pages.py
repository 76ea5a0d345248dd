"""Which printers a branch has and how they are reached, and the agents that reach them from afar.

The addresses of printers come from here alone: whoever could write one elsewhere could make the
server talk to any machine of its network.
"""

from contextlib import AbstractContextManager
from uuid import UUID

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.branches.queries import branch_with
from fritidsbank.printing.profiles import Printer, Stock, media, printer_with, printers
from fritidsbank.printjobs import actions, queries
from fritidsbank.printjobs.models import ShopPrinter
from fritidsbank.printjobs.rules import LONGEST_NAME, Purpose
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_in
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

arranging = Room("arranging_printers")

LONGEST_ADDRESS = 200
PURPOSES = {
    Purpose.LABELS: N_("Labels and cards"),
    Purpose.SLIPS: N_("Loan slips"),
    Purpose.SHEETS: N_("Sheets of paper"),
}
MADE_FOR = {Stock.RECEIPT: Purpose.SLIPS, Stock.SHEET: Purpose.SHEETS}
"""What a new printer is there for to begin with, by what usually lies in it; others: labels."""
WAYS = {
    "tcp": (N_("By the network, most label and receipt printers"), "tcp://192.168.1.20:9100"),
    "ipp": (N_("By the network, office printers and AirPrint"), "ipp://192.168.1.20/ipp/print"),
    "ipps": (N_("The same, encrypted"), "ipps://printer.local/ipp/print"),
    "device": (N_("By a USB cable to the machine of the server"), "device:///dev/usb/lp0"),
    "folder": (N_("Into a folder of the server, for trying it out"), "folder://labels"),
}
"""How a printer is reached: in words, and an example to write after."""


@arranging.shows("/branches/<int:branch>/printers", who=Role.ADMIN)
def printers_of_branch(branch: int) -> str:
    """Its printers and print agents."""
    return _list_page(Form(), branch)


def _list_page(form: Form, branch: int) -> str:
    admit_in(branch, Role.ADMIN)
    agents = queries.agents_of(g.db, branch)
    return render_template(
        "printjobs/of_branch.html",
        form=form,
        branch=branch_with(g.db, branch),
        printers=queries.printers_of(g.db, branch),
        models=printers(),
        media=media(),
        purposes=PURPOSES,
        agents=[(agent, queries.is_away(agent, now=g.now)) for agent in agents],
        agent_names={agent.id: agent.name for agent in agents},
    )


@arranging.shows("/branches/<int:branch>/printers/new", who=Role.ADMIN)
def new_printer_page(branch: int) -> str:
    """First its model, then the rest."""
    return _new_page(Form(), branch)


def _new_page(form: Form, branch: int) -> str:
    admit_in(branch, Role.ADMIN)
    model = printers().get(request.values.get("model", ""))
    if model is not None and request.method == "GET":
        lies = media()[model.media[0]]
        usual = MADE_FOR.get(lies.stock, Purpose.LABELS)
        form = Form({"medium": lies.id, "model": model.id, usual.value: "yes"})
    return _printer_page(form, branch, model, None)


@arranging.does("/branches/<int:branch>/printers/new", who=Role.ADMIN)
@asks(_new_page)
def add_printer(form: Form, branch: int) -> Response:
    """One more printer; a test label comes next."""
    admit_in(branch, Role.ADMIN)
    described = _described(form)
    with _beside_its_field(form):
        actions.add_printer(g.db, branch_with(g.db, branch).id, described)
    return redirect(f"/branches/{branch}/printers?done=added", 303)


@arranging.shows("/branches/<int:branch>/printers/<int:printer>", who=Role.ADMIN)
def printer_page(branch: int, printer: int) -> str:
    """How it is reached, and what it is there for."""
    known = _mine(branch, printer)
    form = Form(
        {
            "name": known.name,
            "medium": known.medium,
            "address": known.address,
            "agent": known.agent_id or "",
            Purpose.LABELS.value: known.for_labels,
            Purpose.SLIPS.value: known.for_slips,
            Purpose.SHEETS.value: known.for_sheets,
        }
    )
    return _change_page(form, branch, printer)


def _change_page(form: Form, branch: int, printer: int) -> str:
    known = _mine(branch, printer)
    model = printers().get(request.values.get("model", known.model))
    return _printer_page(form, branch, model, known)


@arranging.does("/branches/<int:branch>/printers/<int:printer>", who=Role.ADMIN)
@asks(_change_page)
def change_printer(form: Form, branch: int, printer: int) -> Response:
    """Another name, address, roll or purpose."""
    known = _mine(branch, printer)
    described = _described(form)
    with _beside_its_field(form):
        actions.change_printer(g.db, known, described)
    return redirect(f"/branches/{branch}/printers?done=saved", 303)


@arranging.does("/branches/<int:branch>/printers/<int:printer>/remove", who=Role.ADMIN)
def remove_printer(branch: int, printer: int) -> Response:
    """It is not there any more."""
    actions.remove_printer(g.db, _mine(branch, printer), now=g.now)
    return redirect(f"/branches/{branch}/printers?done=removed", 303)


@arranging.does("/branches/<int:branch>/print-agents", who=Role.ADMIN)
@asks(_list_page)
def enrol_agent(form: Form, branch: int) -> Response:
    """A print agent; its token is shown this once."""
    admit_in(branch, Role.ADMIN)
    name = form.text("agent_name", LONGEST_NAME, needed=True)
    form.refuse_unclear()
    with form.noting(otherwise="agent_name"):
        agent, token = actions.enrol_agent(g.db, branch_with(g.db, branch).id, name, now=g.now)
    page = render_template(
        "printjobs/agent.html", agent=agent, token=token, branch=branch, home=g.settings.url
    )
    return Response(page, mimetype="text/html")


@arranging.does("/branches/<int:branch>/print-agents/<uuid:agent>/revoke", who=Role.ADMIN)
def revoke_agent(branch: int, agent: UUID) -> Response:
    """Its token is worth nothing from now on."""
    admit_in(branch, Role.ADMIN)
    actions.revoke_agent(g.db, queries.agent_of(g.db, branch, str(agent)), now=g.now)
    return redirect(f"/branches/{branch}/printers?done=removed", 303)


def _mine(branch: int, printer: int) -> ShopPrinter:
    admit_in(branch, Role.ADMIN)
    return queries.printer_of(g.db, branch, printer)


def _printer_page(
    form: Form, branch: int, model: Printer | None, printer: ShopPrinter | None
) -> str:
    return render_template(
        "printjobs/printer.html",
        form=form,
        branch=branch_with(g.db, branch),
        printer=printer,
        model=model,
        models=[(each.id, each.name) for each in printers().values()],
        media=[(each, media()[each].name) for each in model.media] if model else [],
        ways=[WAYS[way] for way in model.transports] if model else [],
        purposes=[(each.value, say(said, g.language)) for each, said in PURPOSES.items()],
        agents=[(agent.id, agent.name) for agent in queries.agents_of(g.db, branch)],
    )


def _described(form: Form) -> actions.Described:
    """What was written of a printer. Raises Unclear."""
    name = form.text("name", LONGEST_NAME, needed=True)
    model = form.word("model", printers())
    address = form.text("address", LONGEST_ADDRESS, needed=True)
    form.refuse_unclear()
    medium = form.word("medium", printer_with(model).media)
    form.refuse_unclear()
    return actions.Described(
        name,
        model,
        medium,
        address,
        frozenset(purpose for purpose in Purpose if form.ticked(purpose.value)),
        str(form.value("agent")) or None,
    )


def _beside_its_field(form: Form) -> AbstractContextManager[None]:
    return form.noting(
        bad_address="address",
        not_reached_so="address",
        no_such_medium="medium",
        no_such_agent="agent",
        otherwise="name",
    )
