"""What is kept for how long, what would be deleted now, and what was."""

from datetime import timedelta

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.branches.actions import choose
from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.branches.rules import LIMITS, RETENTION
from fritidsbank.privacy.retaining import LEAPT, dry_run, last_runs, retain
from fritidsbank.privacy.retention import decision_of
from fritidsbank.privacy.retention_rules import RULES
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_everywhere
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

retention = Room("retention")

SECONDS = 5.0
"""So long a page may take; what is left goes on by itself."""

ASLEEP = timedelta(days=2)
"""When retention has not run for so long, nobody calls `tick`."""

NOTICES = {
    "done": N_("Done. What was old enough is deleted."),
    "more": N_("There is more to do. It goes on by itself."),
    "elsewhere": N_("Another retention is at work. Look again in a minute."),
    "saved": N_("Saved."),
}


@retention.shows("/privacy/retention", who=Role.MANAGER)
def retention_page() -> str:
    """The rules, what each would do now, and the log."""
    titles = {rule.name: rule.title for rule in RULES}
    runs = last_runs(g.db)
    return render_template(
        "privacy/retention.html",
        due=dry_run(g.db, g.settings.data, now=g.now),
        limits=LIMITS,
        runs=runs,
        asleep=not runs or g.now - runs[0].began_at > ASLEEP,
        titles={**titles, LEAPT: N_("The clock had leapt: nothing was deleted")},
        may_choose=g.actor.may_everywhere(Role.ADMIN),
        notice=say(NOTICES.get(request.args.get("said", ""), ""), g.language),
    )


@retention.commits_itself("/privacy/retention", who=Role.MANAGER)
def retain_now() -> Response:
    """Delete now what is old enough, in batches; what takes longer goes on with the clock."""
    store, folder, now = g.store, g.settings.data, g.now
    g.close()  # each batch takes its own turn
    ran = retain(store, folder, now=now, by_hand=True, for_seconds=SECONDS)
    said = "elsewhere" if ran.elsewhere else "more" if ran.unfinished else "done"
    return redirect(f"/privacy/retention?said={said}", 303)


def _times_page(form: Form) -> str:
    admit_everywhere(Role.ADMIN)
    return render_template("privacy/times.html", form=form, rules=RULES, limits=LIMITS)


@retention.shows("/privacy/retention/times", who=Role.ADMIN)
def times_page() -> str:
    """For how long each kind is kept, and by which decision."""
    return _times_page(Form(settings_of_operator(g.db)))


@retention.does("/privacy/retention/times", who=Role.ADMIN)
@asks(_times_page)
def choose_times(form: Form) -> Response:
    """Set all of them at once."""
    admit_everywhere(Role.ADMIN)
    chosen: dict[str, object] = {}
    for name, limits in RETENTION.items():
        chosen[name] = form.whole(name, limits.start, limits.stop - 1, needed=True)
    for rule in RULES:
        chosen[decision_of(rule.setting)] = form.text(decision_of(rule.setting), 40)
    form.refuse_unclear()
    for name, value in chosen.items():
        choose(g.db, name, value)
    return redirect("/privacy/retention?said=saved", 303)
