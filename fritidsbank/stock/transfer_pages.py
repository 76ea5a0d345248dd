"""What is sent to other branches, what comes from them, and taking it in by scanning."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.branches.queries import branches
from fritidsbank.clock import local_day
from fritidsbank.stock import transfer_lists, transfers
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Transfer
from fritidsbank.stock.transfers import NoSuchTransfer, NothingUnderWay, transfer_with
from fritidsbank.web.access import Role
from fritidsbank.web.by_form import done_by_form, fresh_id, said
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.latest import latest
from fritidsbank.web.paging import A_PAGE, pages_of
from fritidsbank.web.room import Room

between = Room("between")


def _others() -> list[tuple[str, str]]:
    here = g.actor.branch
    return [(str(door.id), door.name) for door in branches(g.db) if door.id != here]


def _list_page(form: Form) -> str:
    here = g.actor.branch
    loads = transfer_lists.loads(g.db, here, today=local_day(g.now))
    return render_template(
        "stock/transfers.html",
        form=form,
        others=_others(),
        coming=[load for load in loads if load.to_branch == here],
        going=[load for load in loads if load.from_branch == here],
        operation=fresh_id(),
        said=said(request.args.get("done")),
        rows=latest(["receive"]),
        home=g.settings.url,
        now=g.now,
        is_slow=transfers.is_slow,
    )


@between.shows("/transfers", who=Role.COUNTER)
def transfer_list() -> str:
    """What is on its way here, what was sent from here, and a field to scan what has come."""
    return _list_page(Form())


@between.does("/transfers", who=Role.COUNTER)
@asks(_list_page)
def begin_transfer(form: Form) -> Response:
    """Today's load to another branch."""
    receiver = form.one_of("branch", [int(door) for door, _ in _others()])
    actor = g.actor
    day = local_day(g.now)
    load = transfers.begin(g.db, actor.branch, receiver, on=day, account=actor.account)
    return redirect(f"/transfers/{load.id}", 303)


@between.does("/transfers/receive", who=Role.COUNTER)
@asks(_list_page)
def receive(form: Form) -> Response:
    """An article has come."""
    scanned = form.text("article", needed=True)
    form.refuse_unclear()
    operation = done_by_form("receive", article=scanned)
    return redirect(f"/transfers?done={operation}", 303)


def _ours(transfer: int) -> Transfer:
    """A transfer from here or to here. Raises NoSuchTransfer."""
    known = transfer_with(g.db, transfer)
    if g.actor.branch not in (known.from_branch_id, known.to_branch_id):
        raise NoSuchTransfer
    return known


def _one_page(form: Form, transfer: int) -> str:
    known = _ours(transfer)
    sender, receiver, count = transfer_lists.load_of(g.db, known)
    pages = pages_of(count)
    is_sender = known.from_branch_id == g.actor.branch
    return render_template(
        "stock/transfer.html",
        form=form,
        transfer=known,
        sender=sender,
        receiver=receiver,
        count=count,
        pages=pages,
        articles=transfer_lists.articles_of(g.db, transfer, most=A_PAGE, skip=pages.skip),
        states=transfer_lists.State,
        is_sender=is_sender,
        is_open=is_sender and known.sent_on == local_day(g.now),
        operation=fresh_id(),
        said=said(request.args.get("done")),
        rows=latest(["send"]) if is_sender else [],
        home=g.settings.url,
        now=g.now,
        is_slow=transfers.is_slow,
    )


@between.shows("/transfers/<int:transfer>", who=Role.COUNTER)
def transfer_page(transfer: int) -> str:
    """One load: how far each article has come; today's is scanned here."""
    return _one_page(Form(), transfer)


@between.does("/transfers/<int:transfer>", who=Role.COUNTER)
@asks(_one_page)
def send(form: Form, transfer: int) -> Response:
    """One more article for this load."""
    known = _ours(transfer)
    scanned = form.text("article", needed=True)
    form.refuse_unclear()
    operation = done_by_form("send", article=scanned, to_branch=str(known.to_branch_id))
    return redirect(f"/transfers/{transfer}?done={operation}", 303)


@between.does("/transfers/<int:transfer>/keep", who=Role.COUNTER)
def keep(transfer: int) -> Response:
    """One article stays after all, or all that is still on its way; only the sender says so."""
    known = _ours(transfer)
    if known.from_branch_id != g.actor.branch:
        raise NoSuchTransfer
    asked = request.form.get("article", "")
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        raise NothingUnderWay  # all of it stays only when no article was named
    article = int(asked) if asked else None
    transfers.keep(g.db, known, article, signed=Signature(g.now, g.actor.account))
    return redirect(f"/transfers/{transfer}?done={'kept' if asked else 'kept_all'}", 303)
