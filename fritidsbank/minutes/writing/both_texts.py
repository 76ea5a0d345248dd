"""Two wrote at once: the page that shows both texts, and lets a person choose or join them."""

from dataclasses import dataclass
from datetime import date

from flask import jsonify, make_response, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.minutes.writing.attending import Present
from fritidsbank.minutes.writing.items import Frame, ItemText, Removed, WrittenMeanwhile
from fritidsbank.minutes.writing.states import Frozen
from fritidsbank.minutes.writing.words import KINDS, OUTCOMES, PARTS, as_part
from fritidsbank.refusals import N_, Refusal
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form
from fritidsbank.web.language import say, say_many, shown_day

MEANWHILE = (WrittenMeanwhile, Removed, Frozen)
"""What may have happened to a text while somebody wrote in it."""
Told = list[tuple[str, str]]

_TITLE, _KIND, _TEXT = N_("Title"), N_("What it is"), N_("The text")
_MATTER, _HIDDEN = N_("Matter"), N_("Do not publish this point")
_SUMMARY, _NEXT, _CHANGE = N_("In plain words"), N_("Next meetings"), N_("What is changed")
_OUR_OWN = frozenset({"form_token", "edition", "then", "take", "add"})


@dataclass(frozen=True)
class Both:
    """One part of the minutes as it stands now, and as somebody has sent it."""

    action: str
    back: str
    edition: int
    theirs: Told
    mine: Told
    settled: str = ""
    """What is settled by adding it anew, of an item that was removed."""


def wants_json() -> bool:
    """Whether the page's own script is asking."""
    return request.accept_mimetypes.best == "application/json"


def both_shown(form: Form, why: Refusal, both: Both) -> Response:
    """The page; a script is told that there is one, and keeps the text meanwhile."""
    sentence = say(why.message, g.language)
    if wants_json():
        return make_response(jsonify(code=why.code, message=sentence), 409)
    page = render_template(
        "minutes/both.html",
        both=both,
        why=why.code,
        sentence=sentence,
        fields=[each for each in form.sent.items(multi=True) if each[0] not in _OUR_OWN],
    )
    return make_response(page, 409)


def told_item(text: ItemText | None, matters: dict[int, str]) -> Told:
    """An item in words; nothing of one that was removed."""
    if text is None:
        return []
    matter = matters.get(text.matter_id, "") if text.matter_id else ""
    told = [(_TITLE, text.title), (_KIND, _said(KINDS[text.kind.value])), (_TEXT, text.text)]
    for each in text.outcomes:
        said = " · ".join(filter(None, (each.text, each.owner, _day(each.due_on))))
        told.append((OUTCOMES[each.kind.value], said))
    told += [(_MATTER, matter), (_HIDDEN, _said(N_("Yes")) if text.hidden else "")]
    return _named(told)


def told_frame(frame: Frame) -> Told:
    """What stands around the items, in words."""
    days = "\n".join(map(_day, frame.next_dates))
    return _named([(_SUMMARY, frame.summary), (_NEXT, days), (_CHANGE, frame.change_note)])


def told_lines(lines: tuple[Present, ...]) -> Told:
    """The attendance in words."""
    return [
        (_said(PARTS[as_part(line)]), told_line(line)) for line in lines if not line.says_nothing
    ]


def told_line(line: Present) -> str:
    """Somebody with function and organisation, or so many guests."""
    guests = ""
    if line.guests:
        guests = say_many("{n} guest", "{n} guests", line.guests, g.language)
    return ", ".join(filter(None, (guests, line.name, line.function, line.organisation)))


def _named(told: Told) -> Told:
    return [(_said(label), said) for label, said in told if said]


def _said(msgid: str) -> str:
    return say(msgid, g.language)


def _day(day: date | None) -> str:
    return shown_day(day, g.language, year=True) if day else ""
