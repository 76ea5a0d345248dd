"""Minutes and notices as a paper tells them, in words, so that all forms of it say the same."""

from dataclasses import dataclass
from datetime import date, datetime

from fritidsbank.clock import SWEDEN, local_day
from fritidsbank.minutes.formats.rich_text import Block, blocks_in, plain
from fritidsbank.minutes.legible import legible, one_line
from fritidsbank.minutes.public.words import OUTCOMES, PARTS
from fritidsbank.minutes.rendition import (
    AgendaLine,
    Approved,
    Attended,
    Board,
    FigureBox,
    ItemPage,
    MinutesPage,
    NoticePage,
    OutcomeLine,
    Paragraph,
)
from fritidsbank.minutes.rules import ApprovalMethod, MeetingState, Profile
from fritidsbank.refusals import N_
from fritidsbank.web.language import say, shown_day, shown_moment

TITLES = {Profile.OPEN: N_("Meeting notes"), Profile.FORMAL: N_("Minutes")}
ABSENT = N_("Absent")
PRESENT = N_("Present")
WITHHELD = N_("This is not published.")

Fact = tuple[str, str]
"""A word and what it is about: Place, Fontänhuset."""


@dataclass(frozen=True)
class Imprint:
    """Which version of something a paper is, since when it is out, and the address of its page."""

    version: int
    published_at: datetime
    address: str
    operator: str = ""


@dataclass(frozen=True)
class Person:
    """A row of the attendance: organisation, function or name, and what else is said."""

    organisation: str
    who: str
    remark: str

    @property
    def said(self) -> str:
        """The row as one line."""
        named = ", ".join(each for each in (self.organisation, self.who) if each)
        return f"{named} ({self.remark})" if named and self.remark else named or self.remark


@dataclass(frozen=True)
class Figures:
    """Figures that were shown: what, as of when and from where, and the rows."""

    title: str
    note: str
    rows: tuple[Fact, ...]


@dataclass(frozen=True)
class Section:
    """An item: its heading, its text, what came of it, each with its word."""

    heading: str
    blocks: tuple[Block, ...] = ()
    outcomes: tuple[Fact, ...] = ()
    figures: tuple[Figures, ...] = ()


@dataclass(frozen=True)
class Paper:
    """All that is said, from top to bottom."""

    language: str
    kind: str
    title: str
    group: str
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    lead: tuple[Block, ...]
    attendance: tuple[tuple[str, tuple[Person, ...]], ...]
    sections: tuple[Section, ...]
    closing: tuple[Fact, ...]
    made_at: datetime
    address: str
    operator: str
    heads: tuple[str, str, str]


def minutes_paper(page: MinutesPage, imprint: Imprint, language: str = "sv") -> Paper:
    """The minutes of a meeting."""
    change = [say(N_("Changed: {note}"), language, {"note": one_line(page.change_note)})]
    groups = ((PRESENT, False), (ABSENT, True))
    return Paper(
        language=language,
        kind=say(TITLES[page.profile], language),
        title=_title(
            say(TITLES[page.profile], language), page.group.name, page.starts_at, language
        ),
        group=one_line(page.group.name),
        facts=(
            *_meeting_facts(page.starts_at, page.ends_at, page.place, language),
            *_where(imprint, language),
        ),
        notes=tuple(change if page.change_note else ()),
        lead=tuple(plain(line) for line in legible(page.summary).split("\n") if line.strip()),
        attendance=tuple(
            (say(word, language), people)
            for word, absent in groups
            if (people := _people(page.attendance, language, absent=absent))
        ),
        sections=tuple(_item(item, language) for item in page.items),
        closing=(
            *_next(page.next_dates, language),
            *(_approved(each, language) for each in page.approved),
            *(_board(page.board, language) if page.board else ()),
        ),
        made_at=imprint.published_at,
        address=imprint.address,
        operator=one_line(imprint.operator),
        heads=_heads(language),
    )


def notice_paper(page: NoticePage, imprint: Imprint, language: str = "sv") -> Paper:
    """The notice of a meeting."""
    word = say(N_("Notice of meeting"), language)
    contact = ((say(N_("Contact"), language), one_line(page.contact)),) if page.contact else ()
    open_actions = tuple(_outcome(each, language) for each in page.actions)
    left_over = Section(say(N_("Still to do"), language), outcomes=open_actions)
    return Paper(
        language=language,
        kind=word,
        title=_title(word, page.group.name, page.starts_at, language),
        group=one_line(page.group.name),
        facts=(
            *_meeting_facts(page.starts_at, page.ends_at, page.place, language),
            *contact,
            *_where(imprint, language),
        ),
        notes=what_changed(page, language),
        lead=blocks_in(page.attend_html),
        attendance=(),
        sections=(
            *(_called(line) for line in page.agenda),
            *((left_over,) if open_actions else ()),
        ),
        closing=(),
        made_at=imprint.published_at,
        address=imprint.address,
        operator=one_line(imprint.operator),
        heads=_heads(language),
    )


def hours(starts_at: datetime, ends_at: datetime, language: str) -> str:
    """Onsdag 19 april 2017, kl. 10.00-11.30, as the clock shows it in Sweden."""
    form = "%H.%M" if language == "sv" else "%H:%M"
    first, last = (f"{at.astimezone(SWEDEN):{form}}" for at in (starts_at, ends_at))
    day = _day(local_day(starts_at), language)
    return say(N_("{day}, {first}-{last}"), language, {"day": day, "first": first, "last": last})


def _day(day: date, language: str) -> str:
    return shown_day(day, language, year=True)


def _title(word: str, group: str, at: datetime, language: str) -> str:
    day = shown_day(local_day(at), language, year=True, weekday=False)
    return f"{word}: {one_line(group)}, {day}"


def _heads(language: str) -> tuple[str, str, str]:
    return say(N_("Organisation"), language), say(N_("Who"), language), say(N_("Remark"), language)


def _meeting_facts(
    starts_at: datetime, ends_at: datetime, place: str, lang: str
) -> tuple[Fact, ...]:
    when = (say(N_("Time"), lang), hours(starts_at, ends_at, lang))
    return (when, (say(N_("Place"), lang), one_line(place))) if place else (when,)


def what_changed(page: NoticePage, language: str) -> tuple[str, ...]:
    """Whether it is cancelled, moved, or open to everybody, a sentence each."""
    said = []
    if page.state is MeetingState.CANCELLED:
        said.append(say(N_("The meeting is cancelled."), language))
    elif page.moved_from_at:
        before = shown_moment(page.moved_from_at, language)
        said.append(
            say(N_("The meeting is moved. It was to be {before}."), language, {"before": before})
        )
    if said and page.reason:
        said.append(one_line(page.reason))
    if page.open_to_all and page.state is not MeetingState.CANCELLED:
        said.append(say(N_("The meeting is open to everybody."), language))
    return tuple(said)


def _people(attended: tuple[Attended, ...], language: str, *, absent: bool) -> tuple[Person, ...]:
    return tuple(_person(each, language) for each in attended if each.absent is absent)


def _person(each: Attended, language: str) -> Person:
    who = [each.name, each.function]
    if each.guests == 1:
        who.append(say(N_("1 guest"), language))
    elif each.guests:
        who.append(say(N_("{n} guests"), language, {"n": each.guests}))
    remark = [say(PARTS[each.part], language).lower()]
    for word, at in ((N_("came {at}"), each.came), (N_("left {at}"), each.left)):
        if at:
            remark.append(
                say(word, language, {"at": f"{at:%H.%M}" if language == "sv" else f"{at:%H:%M}"})
            )
    return Person(one_line(each.organisation), _joined(who), _joined(remark))


def _joined(words: list[str]) -> str:
    return ", ".join(one_line(each) for each in words if each)


def _item(item: ItemPage, language: str) -> Section:
    if item.withheld:
        return Section(_heading(item.label, item.title), (plain(say(WITHHELD, language)),))
    return Section(
        _heading(item.label, item.title),
        tuple(block for each in item.paragraphs for block in _paragraph(each, language)),
        tuple(_outcome(each, language) for each in item.outcomes),
        tuple(_figures(each, language) for each in item.figures),
    )


def _heading(label: str, title: str) -> str:
    return one_line(f"{label} {title}")


def _paragraph(each: Paragraph, language: str) -> tuple[Block, ...]:
    return (plain(say(WITHHELD, language)),) if each.withheld else blocks_in(each.html)


def _called(line: AgendaLine) -> Section:
    return Section(_heading(line.label, line.title), blocks_in(line.html))


def _outcome(each: OutcomeLine, language: str) -> Fact:
    more = []
    if each.owner:
        more.append(say(N_("responsible: {owner}"), language, {"owner": one_line(each.owner)}))
    if each.due_on:
        more.append(say(N_("due {day}"), language, {"day": _day(each.due_on, language)}))
    said = one_line(each.text)
    word = say(OUTCOMES[each.kind].word, language)
    return word, f"{said} ({', '.join(more)})" if more else said


def _figures(box: FigureBox, language: str) -> Figures:
    facts = {"day": _day(box.as_of, language), "source": one_line(box.source)}
    note = say(N_("As of {day}. Source: {source}"), language, facts)
    rows = tuple((one_line(word), one_line(value)) for word, value in box.lines)
    return Figures(one_line(box.title), note, rows)


def _next(days: tuple[date, ...], language: str) -> tuple[Fact, ...]:
    if not days:
        return ()
    return ((say(N_("Next meeting"), language), ", ".join(_day(each, language) for each in days)),)


def _approved(each: Approved, language: str) -> Fact:
    words = {
        ApprovalMethod.LOGIN: N_("{day}, by {by}"),
        ApprovalMethod.PAPER: N_("{day}, on paper, by {by}"),
    }
    facts = {"day": _day(each.on, language), "by": one_line(each.by)}
    return say(N_("Approved"), language), say(words[each.method], language, facts)


def _board(board: Board, language: str) -> tuple[Fact, ...]:
    posted = _day(board.posted_on, language), _day(board.until_on, language)
    facts = (
        (N_("Posted on the notice board"), posted[0]),
        (N_("To be taken down"), posted[1]),
        (N_("Paragraphs"), one_line(board.paragraphs)),
        (N_("Kept at"), one_line(board.kept_where)),
    )
    return tuple((say(word, language), value) for word, value in facts if value)


def _where(imprint: Imprint, language: str) -> tuple[Fact, ...]:
    day = local_day(imprint.published_at).isoformat()
    said = say(N_("version {n}, {day}"), language, {"n": str(imprint.version), "day": day})
    return (say(N_("Published"), language), said), (say(N_("Address"), language), imprint.address)
