"""Looking at what closing a stocktake would do, and closing it."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.refusals import N_
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.choices import name_of
from fritidsbank.stocktake.actions import HasEnded
from fritidsbank.stocktake.closing import CountedMeanwhile, TakeBack, close
from fritidsbank.stocktake.differing import Difference, kept_codes, plan_of
from fritidsbank.stocktake.pages import difference_words, head_of, mine
from fritidsbank.stocktake.rules import CORRECTIONS, Remedy, is_sweeping
from fritidsbank.web.access import Role
from fritidsbank.web.by_form import fresh_id
from fritidsbank.web.context import g
from fritidsbank.web.fields import as_uuid
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.room import Room

NOT_SURE = N_("Tick it if everything was counted. Otherwise count on.")


def _close_page(form: Form, stocktake: str) -> str:
    taken = mine(stocktake, Role.MANAGER)
    if taken.finish is not None:
        raise HasEnded
    plan = plan_of(g.db, taken.id)
    missing = _missing(plan)
    return render_template(
        "stocktake/close.html",
        form=form,
        head=head_of(taken.id),
        name_of=name_of,
        corrections=sum(one.remedy in CORRECTIONS for one in plan),
        sweeping=missing if is_sweeping(missing, taken.counts.expected) else 0,
        operation=fresh_id(),
        **difference_words(plan, kept_codes(g.db, taken.id, late=False), []),
    )


def _missing(plan: list[Difference]) -> int:
    return sum(one.remedy is Remedy.MISSING for one in plan)


def closing_room(take_back: TakeBack) -> Room:
    """The pages of closing, for a house in which the counter takes back what is lent."""
    room = Room("closing")

    @room.shows("/stocktakes/<stocktake>/close", who=Role.MANAGER)
    def close_page(stocktake: str) -> str:
        """What closing would do, before anything is done."""
        return _close_page(Form(), stocktake)

    @room.does("/stocktakes/<stocktake>/close", who=Role.MANAGER)
    @asks(_close_page)
    def close_stocktake(form: Form, stocktake: str) -> Response:
        """Put right what differs, all of it under one operation."""
        taken = mine(stocktake, Role.MANAGER)
        operation = as_uuid("operation", form.sent.get("operation"))
        version = form.whole("version", 0, 10**9 - 1, needed=True) or 0
        missing = _missing(plan_of(g.db, taken.id))
        if is_sweeping(missing, taken.counts.expected) and not form.ticked("sure"):
            form.note("sure", NOT_SURE)
        form.refuse_unclear()
        signed = Signature(g.now, g.actor.account, operation)
        with form.noting(**{CountedMeanwhile.code_name(): ""}):
            close(g.db, taken.id, version, take_back, signed=signed)
        return redirect(f"/stocktakes/{taken.id}", 303)

    return room
