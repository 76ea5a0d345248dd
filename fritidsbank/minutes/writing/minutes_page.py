"""From what was written of a meeting to the page that anybody may read, through the mask.

Names of those who were there are kept out here, and not by the mask: a page has organisation and
function, and a name only of an official who agreed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fritidsbank.minutes.markdown import blocks_of
from fritidsbank.minutes.models import (
    Approval,
    Attendance,
    Figure,
    Group,
    Item,
    Meeting,
    Outcome,
    RosterPerson,
)
from fritidsbank.minutes.privacy.deciding import Marks, NamesKnown, hash_of
from fritidsbank.minutes.privacy.masking import Mask
from fritidsbank.minutes.rendition import (
    Approved,
    Attended,
    Board,
    FigureBox,
    GroupRef,
    ItemPage,
    MinutesPage,
    OutcomeLine,
)
from fritidsbank.minutes.rules import ItemKind, Mark, Numbering, Part
from fritidsbank.minutes.writing.written import Written, WrittenItem
from fritidsbank.refusals import N_
from fritidsbank.web.language import say

WITHHELD = N_("This point is not published")
ADJUSTER = N_("adjuster of the minutes")


@dataclass(frozen=True)
class Sources:
    """All that a page is made of, as it is written, with what people decided about it."""

    group: Group
    meeting: Meeting
    written: Written
    people: Mapping[int, RosterPerson]
    matters: Mapping[int, str]
    approvals: tuple[Approval, ...] = ()
    marks: Marks = field(default_factory=dict)
    stood: Mapping[str, int] = field(default_factory=dict)
    """In how many places what is marked stood when it last went out."""
    names: NamesKnown = field(default_factory=NamesKnown)


def item_hash(item: Item) -> str:
    """By which it is remembered that an item is left out, whatever its words become."""
    return hash_of(f"item {item.key}")


def may_be_named(person: RosterPerson, on: date) -> bool:
    """An official who agreed before the day."""
    return person.public_official and person.agreed_on is not None and person.agreed_on <= on


def is_left_out(item: Item, marks: Marks) -> bool:
    """Whether nothing of an item is published ("publicera ej")."""
    return item.hidden or marks.get(item_hash(item)) is Mark.HIDE


def masked_page(sources: Sources, mask: Mask, *, today: date) -> MinutesPage:
    """The page; what the mask met stands in `mask.open`, and whoever publishes refuses it."""
    group, meeting, written = sources.group, sources.meeting, sources.written
    minutes = written.minutes
    labels = labels_of(group, written)
    summary = (mask.line("summary", line) for line in minutes.summary.splitlines())
    return MinutesPage(
        group=GroupRef(group.slug, group.name),
        slug=meeting.slug,
        uid=meeting.uid,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=mask.line("place", meeting.place) or "",
        profile=group.profile,
        version=minutes.version,
        summary="\n".join(line for line in summary if line is not None),
        attendance=_attendance(sources, mask, today),
        items=tuple(_item(each, labels, sources, mask) for each in written.items),
        next_dates=tuple(date.fromisoformat(day) for day in minutes.next_dates),
        approved=tuple(
            Approved(each.signed_on, each.method, say(ADJUSTER, "sv")) for each in sources.approvals
        ),
        board=_board(sources, labels, mask),
        change_note=mask.line("change_note", minutes.change_note) or "",
    )


def labels_of(group: Group, written: Written) -> dict[str, str]:
    """How the items are numbered, by their anchor: "3.", "§ 36" or nothing."""
    sign = {Numbering.NONE: "", Numbering.PLAIN: "{}.", Numbering.PARAGRAPHS: "§ {}"}
    form = sign[group.numbering]
    return {
        each.item.anchor: form.format(each.item.number or place)
        for place, each in enumerate(written.items, start=1)
    }


def _item(each: WrittenItem, labels: Mapping[str, str], sources: Sources, mask: Mask) -> ItemPage:
    item, label = each.item, labels[each.item.anchor]
    left_out = is_left_out(item, sources.marks)
    title = None if left_out else mask.line(item.anchor, item.title)
    if title is None:
        return ItemPage(
            anchor=item.anchor,
            label=label,
            title=say(WITHHELD, "sv"),
            kind=ItemKind.INFORMATION,
            paragraphs=(),
            outcomes=(),
            figures=(),
            matter="",
            agenda_key=item.agenda_point_id,
            withheld=True,
        )
    blocks = blocks_of(item.text)
    paragraphs = tuple(
        mask.paragraph(item.anchor, f"{item.anchor}-{number}", block)
        for number, block in enumerate(blocks, start=1)
    )
    gone = [
        _alike(block.text) for block, made in zip(blocks, paragraphs, strict=True) if made.withheld
    ]
    return ItemPage(
        anchor=item.anchor,
        label=label,
        title=title,
        kind=item.kind,
        paragraphs=paragraphs,
        outcomes=_outcomes(each.outcomes, gone, item.anchor, mask),
        figures=tuple(_figure(figure, item.anchor, mask) for figure in each.figures),
        matter=sources.matters.get(item.matter_id or 0, ""),
        agenda_key=item.agenda_point_id,
    )


def _outcomes(
    outcomes: tuple[Outcome, ...], gone: list[str], where: str, mask: Mask
) -> tuple[OutcomeLine, ...]:
    """What came of it; a decision that only repeats a paragraph goes where the paragraph went."""
    lines = []
    for each in outcomes:
        if any(_alike(each.text) in paragraph for paragraph in gone):
            continue
        text = mask.line(where, each.text)
        if text is not None:
            owner = mask.line(where, each.owner) or ""
            lines.append(OutcomeLine(each.key, each.kind, text, owner, each.due_on))
    return tuple(lines)


def _alike(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".!?")


def _figure(figure: Figure, where: str, mask: Mask) -> FigureBox:
    def said(words: object) -> str:
        return mask.line(where, str(words)) or ""

    return FigureBox(
        title=said(figure.title),
        source=said(figure.source),
        as_of=figure.as_of,
        sha256=figure.sha256,
        lines=tuple((said(line["word"]), said(line["value"])) for line in figure.lines),
    )


def _attendance(sources: Sources, mask: Mask, today: date) -> tuple[Attended, ...]:
    """Organisation and function; whoever has neither is one of so many guests."""
    lines: list[Attended] = []
    guests = {False: 0, True: 0}
    for row in sources.written.attendance:
        line = _attended(row, sources, mask, today)
        if line.organisation or line.function or line.name or line.part is not Part.OTHER:
            lines.append(line)
        else:
            guests[line.absent] += line.guests or 1
    return tuple(lines) + tuple(
        Attended(Part.OTHER, "", "", "", count, absent) for absent, count in guests.items() if count
    )


def _attended(row: Attendance, sources: Sources, mask: Mask, today: date) -> Attended:
    person = sources.people.get(row.person_id or 0)
    named = person is not None and may_be_named(person, today)
    return Attended(
        part=row.part,
        organisation=mask.line("attendance", row.organisation) or "",
        function=mask.line("attendance", row.function) or "",
        name=person.name if person is not None and named else "",
        guests=row.guests,
        absent=row.absent,
        came=row.came,
        left=row.left,
    )


def _board(sources: Sources, labels: Mapping[str, str], mask: Mask) -> Board | None:
    minutes = sources.written.minutes
    if minutes.posted_on is None or minutes.posted_until_on is None:
        return None
    said = [label.strip(". ") for label in labels.values() if label]
    first_last = [said[0], said[-1].removeprefix("§ ")] if len(said) > 1 else said
    kept = mask.line("kept_where", minutes.kept_where) or ""
    return Board(minutes.posted_on, minutes.posted_until_on, kept, "–".join(first_last))
