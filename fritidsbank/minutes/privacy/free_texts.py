"""What is private in what a group writes of itself and of its meetings: a person says yes to each.

The contact of an official is meant to be public, so nothing is masked here: it is shown and ticked.
What is out already was said yes to before.
"""

from collections.abc import Sequence

from fritidsbank.minutes.privacy.deciding import NamesKnown, OpenHit, open_hits
from fritidsbank.minutes.privacy.plain import PrivateKind
from fritidsbank.minutes.rendition import GroupPage, NoticePage
from fritidsbank.minutes.rules import Mark
from fritidsbank.refusals import N_
from fritidsbank.web.forms import Form

TICK_FIRST = N_("Tick it if everybody may read it, or change the text first.")
KINDS = {
    PrivateKind.PERSONAL_NUMBER: N_("A personal number"),
    PrivateKind.PHONE: N_("A phone number"),
    PrivateKind.MAIL: N_("A mail address"),
    PrivateKind.ADDRESS: N_("An address"),
    PrivateKind.NAME: N_("A name"),
}


def texts_of(page: GroupPage | NoticePage | None) -> dict[str, str]:
    """All that somebody has written freely on a page."""
    if page is None:
        return {}
    if isinstance(page, GroupPage):
        names = ("purpose", "place_rule", "time_rule", "contact", "status_reason")
        return {name: getattr(page, name) for name in names}
    texts = {name: getattr(page, name) for name in ("place", "attend", "contact", "reason")}
    return texts | {f"agenda-{line.key}": f"{line.title}\n{line.text}" for line in page.agenda}


def asked_about(
    page: GroupPage | NoticePage,
    names: NamesKnown,
    *out: GroupPage | NoticePage | None,
    note: str = "",
) -> list[OpenHit]:
    """What somebody must say yes to before the page goes out, each words once.

    `note` says what has changed, and is read by everybody as well.
    """
    known = {
        hit.sha256: Mark.SHOW
        for each in out
        for hit in open_hits(texts_of(each), names.fine, {}, people=names.people)
    }
    return open_hits(texts_of(page) | {"note": note}, names.fine, known, people=names.people)


def box_of(hit: OpenHit) -> str:
    """The name of the box that says yes to these very words."""
    return f"ok-{hit.sha256[:16]}"


def refuse_unticked(form: Form, asked: Sequence[OpenHit]) -> None:
    """Every one is ticked, or nothing goes out. Raises Unclear."""
    for hit in asked:
        if not form.ticked(box_of(hit)):
            form.note(box_of(hit), TICK_FIRST)
    form.refuse_unclear()
