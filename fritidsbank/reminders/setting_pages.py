"""The words of a branch, the days and hours of the operator, and the dry run before the first."""

from dataclasses import dataclass
from datetime import timedelta

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.barcodes import Kind, own
from fritidsbank.branches.actions import choose
from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.branches.rules import LIMITS
from fritidsbank.clock import local_day
from fritidsbank.refusals import N_, Refusal
from fritidsbank.reminders.actions import Words, choose_words
from fritidsbank.reminders.composing import House, houses_of, messages, text, usual
from fritidsbank.reminders.due import Schedule, Turn
from fritidsbank.reminders.lengths import parts_of
from fritidsbank.reminders.pages import link
from fritidsbank.reminders.queries import DueLoan, own_texts
from fritidsbank.reminders.rules import FACTS, Manner, Step
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_everywhere
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say, shown_count
from fritidsbank.web.room import Room

reminder_settings = Room("reminder_settings")

NUMBERS = tuple(name for name in LIMITS if name.startswith("remind_"))
MANNERS = {
    Manner.BOTH: N_("Swedish, with a line of English"),
    Manner.SWEDISH: N_("Swedish"),
    Manner.ENGLISH: N_("English"),
    Manner.EASY: N_("Easy to read"),
}
A_SLIP = own(Kind.SLIP, 0).digits
SAMPLE = ("Slalomskidor 150", "Pjäxor 25,5", "Hjälm 54-58")


@dataclass(eq=False)
class LookAgain(Refusal):
    """Between the dry run and the button something came back, or another day began."""

    message = N_("It is not the same any more. Look at the figures once more, then begin.")


@dataclass(eq=False)
class NoGateway(Refusal):
    """Nothing could be sent."""

    message = N_(
        "No gateway for text messages is set. Whoever looks after the machine sets FRITIDSBANK_SMS."
    )


@dataclass(frozen=True)
class DryRun:
    """What would go today from all branches, and what that would cost the operator."""

    messages: int
    parts: int
    cost: str
    to_ring: int
    in_peace: int


@reminder_settings.shows("/reminders/settings", who=Role.MANAGER)
def page() -> str:
    """Words, days, hours, dry run."""
    return _page(Form())


def _page(form: Form) -> str:
    db, branch = g.db, g.actor.branch
    settings, houses, written = settings_of_operator(db), houses_of(db), own_texts(db)
    house = houses[branch]
    manner = _manner(house.wording.manner)
    own = written.get((branch, manner))
    plain = usual(manner)
    kept = (own.text_before, own.text_after) if own else (plain.before, plain.after)
    everywhere = g.actor.may_everywhere(Role.MANAGER)
    return render_template(
        "reminders/settings.html",
        form=form,
        words=form.beside(
            "text_before",
            {
                "text_before": kept[0],
                "text_after": kept[1],
                "edition": own.edition if own else 0,
            },
        ),
        schedule=form.beside("remind_before", settings),
        manner=manner,
        manners=[(each, say(word, g.language)) for each, word in MANNERS.items()],
        chosen=house.wording.manner,
        plain=plain,
        samples=_samples(house),
        everywhere=everywhere,
        has_gateway=bool(g.settings.sms),
        on=settings["remind"],
        dry=_dry_run(settings) if everywhere else None,
        known=", ".join(f"{{{fact}}}" for fact in FACTS),
    )


@reminder_settings.does("/reminders/settings/words", who=Role.MANAGER)
@asks(_page)
def save_words(form: Form) -> Response:
    """The branch speaks so from now on."""
    words = Words(
        form.choice("manner", Manner),
        "\n".join(form.lines("text_before")),
        "\n".join(form.lines("text_after")),
        form.whole("edition", 0, 1_000_000, needed=True) or 0,
    )
    form.refuse_unclear()
    with form.noting(otherwise="text_before"):
        choose_words(g.db, g.actor.branch, words)
    return redirect("/reminders/settings?done=saved", 303)


@reminder_settings.does("/reminders/settings/days", who=Role.MANAGER)
@asks(_page)
def save_days(form: Form) -> Response:
    """When reminders go, for all branches."""
    admit_everywhere(Role.MANAGER)
    chosen: dict[str, object] = {
        name: form.whole(name, LIMITS[name].start, LIMITS[name].stop - 1, needed=True)
        for name in NUMBERS
    }
    chosen["remind_sundays"] = form.ticked("remind_sundays")
    form.refuse_unclear()
    for name, value in chosen.items():
        choose(g.db, name, value)
    return redirect("/reminders/settings?done=saved", 303)


@reminder_settings.does("/reminders/settings/begin", who=Role.MANAGER)
def begin() -> Response:
    """Somebody has read the dry run, and says how many it named."""
    admit_everywhere(Role.MANAGER)
    if not g.settings.sms:
        raise NoGateway
    if request.form.get("seen") != str(_dry_run(settings_of_operator(g.db)).messages):
        raise LookAgain
    choose(g.db, "remind", value=True)
    return redirect("/reminders/settings?done=saved", 303)


@reminder_settings.does("/reminders/settings/stop", who=Role.MANAGER)
def stop() -> Response:
    """Nothing goes by itself any more."""
    admit_everywhere(Role.MANAGER)
    choose(g.db, "remind", value=False)
    return redirect("/reminders/settings?done=saved", 303)


def _manner(chosen: Manner) -> Manner:
    """Whose words the page shows: those asked for, else those that are sent."""
    asked = request.values.get("manner", "")
    return Manner(asked) if asked in [*Manner] else chosen


def _dry_run(settings: dict[str, object]) -> DryRun:
    found = messages(g.db, Schedule.of(settings), local_day(g.now), link())
    parts = sum(one.parts for one in found if one.can_go)
    ore = parts * int(str(settings["remind_ore"]))
    return DryRun(
        messages=sum(one.can_go for one in found),
        parts=parts,
        cost=shown_count(max(round(ore / 100), min(ore, 1)), g.language),
        to_ring=sum(not one.can_go and not one.in_peace for one in found),
        in_peace=sum(one.in_peace for one in found),
    )


def _samples(house: House) -> list[tuple[str, str, int]]:
    """What is sent now, to somebody who has skis, boots and a helmet."""
    samples = []
    for word, step, days in (
        (N_("The day before"), Step.BEFORE, 1),
        (N_("The day after"), Step.AFTER, -1),
    ):
        due_on = local_day(g.now) + timedelta(days=days)
        about = [
            DueLoan(0, 0, "", A_SLIP, due_on, what, Turn(step), "", in_peace=False)
            for what in SAMPLE
        ]
        said = text(house, about, link())
        samples.append((word, said, parts_of(said)))
    return samples
