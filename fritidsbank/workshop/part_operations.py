"""The kinds of operation about spare parts: a drawer more, in and out of it, out of a thing."""

from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.stock.queries import category_coded
from fritidsbank.stock.scanned import sent_thing
from fritidsbank.web.access import Role
from fritidsbank.web.fields import FieldMissing, Fields, FieldWrong
from fritidsbank.web.operations import Act, Answer, OperationKind
from fritidsbank.workshop import outcomes, parts
from fritidsbank.workshop.at_bench import OnBench, at_bench, signed, told
from fritidsbank.workshop.bench_words import bench_text
from fritidsbank.workshop.part_queries import Part, part_called, part_with, waiting_for
from fritidsbank.workshop.queries import scrapped_repair
from fritidsbank.workshop.rules import PartChange

LONGEST_NAME, LONGEST_SIZE = 60, 20
MOST = 999
"""So many of one kind in a drawer; whoever has more of them counts boxes."""
MOST_KINDS = 20
"""Out of one thing."""
_CHANGES = frozenset({PartChange.BOUGHT, PartChange.COUNTED, PartChange.PUT_BACK})
AT_BENCH = {"bench": True}
"""What such an act keeps for undo: it is put right at the bench."""


def part_add(db: Session, act: Act, fields: Fields) -> Answer:
    """A kind of part with a drawer of its own; how many lie there already may be said at once."""
    category = category_coded(db, fields.text("category")).id if fields.has("category") else None
    name, size = _name(db, fields), _size(db, fields)
    known = part_called(db, name, size, category, branch=act.branch)
    if known is not None and not known.put_away:
        return Answer("part_known", known.shown())
    low = fields.whole("low", 0, MOST, 0)
    lie_there = fields.whole("how_many", 0, MOST, 0)
    if known is None:
        new = parts.NewPart(name, size, category, low)
        known = parts.add_part(db, new, branch=act.branch)
    kept = parts.set_limit(db, parts.keep(db, known), low)
    counted = parts.count_drawer(db, kept, lie_there, signed=signed(act))
    return Answer("part_added", counted.shown(), dict(AT_BENCH))


def part_change(db: Session, act: Act, fields: Fields) -> Answer:
    """Bought, counted, put back; also at how few it is low, and whether it is kept at all."""
    part = part_with(db, fields.whole("part", 1, 2**31 - 1), act.branch)
    if fields.has("low"):
        part = parts.set_limit(db, part, fields.whole("low", 0, MOST))
    if fields.has("why") and fields.has("article"):
        return at_bench(db, act, fields, lambda bench: _put_back(db, act, fields, part, bench))
    if fields.has("why"):
        part = _changed(db, act, fields, part)
    if fields.has("kept"):
        kept = fields.flag("kept")
        part = parts.keep(db, part) if kept else parts.put_away(db, part, signed=signed(act))
    waiting = waiting_for(db, part.id) if part.count else 0
    outcome = "part_came" if waiting else "part_changed"
    return Answer(outcome, part.shown() | {"waiting": waiting}, dict(AT_BENCH))


def part_use(db: Session, act: Act, fields: Fields) -> Answer:
    """Out of the drawer and into what lies on the bench."""
    part = part_with(db, fields.whole("part", 1, 2**31 - 1), act.branch)
    how_many = fields.whole("how_many", 1, MOST, 1)

    def used(bench: OnBench) -> Answer:
        try:
            left = parts.use_part(db, part, how_many, bench.repair.id, signed=signed(act))
        except parts.PartNotThere:
            now = part_with(db, part.id, act.branch)
            review = "part_not_there" if act.done else None
            return Answer("part_not_there", bench.facts() | now.shown(), review=review)
        outcome = "part_used_low" if left.is_low else "part_used"
        return Answer(outcome, bench.facts() | left.shown(), dict(AT_BENCH))

    return at_bench(db, act, fields, used)


def part_harvest(db: Session, act: Act, fields: Fields) -> Answer:
    """Out of what was scrapped at the bench, and into the drawers."""
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    taken = sent_harvest(db, fields)
    if not taken:
        raise FieldMissing("harvest")
    if thing.spot.branch != act.branch:
        return told(act, thing, "at_other_bench")
    repair = scrapped_repair(db, thing)
    if repair is None:
        return told(act, thing, "not_scrapped")
    came = harvested(db, act, taken, OnBench(thing, repair))
    facts = OnBench(thing, repair).facts()
    return Answer("parts_taken", facts | {"parts": came}, dict(AT_BENCH))


def harvested(
    db: Session, act: Act, taken: list[parts.Taken], bench: OnBench
) -> list[dict[str, Any]]:
    """Put what was taken out of a thing into the drawers; what lies there now."""
    came = parts.harvest(
        db,
        taken,
        bench.repair.id,
        category=bench.thing.category_id,
        branch=act.branch,
        signed=signed(act),
    )
    return [part.shown() for part in came]


def sent_harvest(db: Session, fields: Fields) -> list[parts.Taken]:
    """What was taken out, as it was sent; empty when nothing was. Raises FieldWrong."""
    sent = fields.body.get("harvest")
    if sent is None:
        return []
    if not isinstance(sent, list) or len(sent) > MOST_KINDS:
        raise FieldWrong("harvest")
    return [_taken(db, one) for one in sent]


KINDS = (
    OperationKind("part_add", part_add, outcomes.PART_ADDED, Role.WORKSHOP),
    OperationKind("part_change", part_change, outcomes.PART_CHANGED, Role.WORKSHOP),
    OperationKind("part_use", part_use, outcomes.PART_USED, Role.WORKSHOP),
    OperationKind("part_harvest", part_harvest, outcomes.PARTS_TAKEN, Role.WORKSHOP),
)


def _changed(db: Session, act: Act, fields: Fields, part: Part) -> Part:
    why = fields.choice("why", PartChange)
    if why not in _CHANGES:
        raise FieldWrong("why")
    if why is PartChange.COUNTED:
        lie_there = fields.whole("how_many", 0, MOST)
        return parts.count_drawer(db, part, lie_there, signed=signed(act))
    return parts.bring_in(db, part, fields.whole("how_many", 1, MOST), why, signed=signed(act))


def _put_back(db: Session, act: Act, fields: Fields, part: Part, bench: OnBench) -> Answer:
    if fields.choice("why", PartChange) is not PartChange.PUT_BACK:
        raise FieldWrong("why")
    how_many = fields.whole("how_many", 1, MOST, 1)
    lie_there = parts.put_back(db, part, how_many, bench.repair.id, signed=signed(act))
    return Answer("part_changed", bench.facts() | lie_there.shown(), dict(AT_BENCH))


def _taken(db: Session, sent: object) -> parts.Taken:
    if not isinstance(sent, dict):
        raise FieldWrong("harvest")
    one = Fields(sent)
    how_many = one.whole("how_many", 1, MOST, 1)
    if one.has("part"):
        return parts.Taken(how_many, part=one.whole("part", 1, 2**31 - 1))
    return parts.Taken(how_many, name=_name(db, one), size=_size(db, one))


def _name(db: Session, fields: Fields) -> str:
    name = bench_text(db, fields.text("name"), LONGEST_NAME, field="name")
    if not name:
        raise parts.PartNameMissing
    return name


def _size(db: Session, fields: Fields) -> str:
    return bench_text(db, fields.text("size", ""), LONGEST_SIZE, field="size")
