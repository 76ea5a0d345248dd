"""Publishing minutes: look through what is private, read the preview, press one button."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.minutes.models import Minutes
from fritidsbank.minutes.privacy.plain import PrivateKind
from fritidsbank.minutes.public.previewing import preview
from fritidsbank.minutes.rules import Mark, MinutesState, Profile
from fritidsbank.minutes.writing.checking import Check, check_of
from fritidsbank.minutes.writing.renditions import publish_minutes, sources_of
from fritidsbank.minutes.writing.stray_marks import LeftOutHasChanged
from fritidsbank.minutes.writing.written import newest_minutes
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.room import Room

publish_room = Room("publish")

WORDS = {
    PrivateKind.PERSONAL_NUMBER: N_("Personal number"),
    PrivateKind.PHONE: N_("Phone number"),
    PrivateKind.MAIL: N_("Mail address"),
    PrivateKind.ADDRESS: N_("Address"),
    PrivateKind.NAME: N_("Name"),
}
CHOICES = {
    Mark.MASK: N_("Mask it"),
    Mark.SHOW: N_("Show it"),
    Mark.HIDE: N_("Leave the paragraph out"),
}
PLACES = {
    "summary": N_("Summary"),
    "place": N_("Place"),
    "attendance": N_("Who was there"),
    "change_note": N_("What is changed"),
    "kept_where": N_("Where the minutes are kept"),
}
CHOOSE = N_("Choose what happens to it.")
LOOK_FIRST = N_("Look first, then tick this.")
TO_PUBLISH = frozenset({MinutesState.DRAFT, MinutesState.REVIEW, MinutesState.APPROVED})


def _page(form: Form, meeting: int) -> str:
    minutes = newest_minutes(g.db, meeting)
    sources = sources_of(g.db, minutes, now=g.now)
    check = check_of(sources, form.sent or None, now=g.now)
    if form.sent:
        _note_unclear(form, check)
    return render_template(
        "minutes/publish.html",
        form=form,
        group=sources.group,
        meeting=sources.meeting,
        minutes=minutes,
        check=check,
        preview=preview(check.page),
        words=WORDS,
        choices=CHOICES,
        places=PLACES,
        may_be_published=minutes.state in TO_PUBLISH,
        left_out_has_changed=LeftOutHasChanged.message,
        waits=_waits_for_approval(minutes, sources.group.profile),
        needs_summary=sources.group.profile is Profile.OPEN and not minutes.summary.strip(),
    )


def _waits_for_approval(minutes: Minutes, profile: Profile) -> bool:
    """A formal group publishes what was approved."""
    return profile is Profile.FORMAL and minutes.state in {MinutesState.DRAFT, MinutesState.REVIEW}


def _note_unclear(form: Form, check: Check) -> None:
    if check.strays and not form.ticked(check.looked):
        form.note(check.looked, LOOK_FIRST)
    for hit in check.open:
        form.note(f"hit-{hit.sha256}", CHOOSE)


@publish_room.shows("/minutes/meetings/<int:meeting>/publish", who=Role.SECRETARY)
def publish_page(meeting: int) -> str:
    """What is private in the minutes, and how they would look."""
    return _page(Form(), meeting)


@publish_room.answers("/minutes/meetings/<int:meeting>/publish/look", who=Role.SECRETARY)
def look(meeting: int) -> str:
    """The same with what was chosen, so that the preview shows it. Nothing is kept."""
    form = Form()
    page = _page(form, meeting)
    form.troubles.clear()
    return page


@publish_room.does("/minutes/meetings/<int:meeting>/publish", who=Role.SECRETARY)
@asks(_page)
def publish(form: Form, meeting: int) -> Response:
    """Keep the choices and put the minutes out; with anything undecided nothing happens at all."""
    minutes = newest_minutes(g.db, meeting)
    check = check_of(sources_of(g.db, minutes, now=g.now), form.sent, now=g.now)
    if form.value("seen") == check.seen:
        _note_unclear(form, check)
        form.refuse_unclear()
    seen = str(form.value("seen"))
    gone = check.strays if form.ticked(check.looked) else ()
    with form.noting(read_again="", left_out_has_changed="", group_not_published=""):
        made = publish_minutes(
            g.db, minutes, check.marks, seen, by=g.actor.account, now=g.now, gone=gone
        )
    return redirect(made.path, 303)
