"""Sums over what went where in a period, of one branch or of all together."""

from collections import Counter
from collections.abc import Iterable, Mapping

from fritidsbank.reports.figures import CategoryRow
from fritidsbank.reports.rules import Books, Flow, Stood, books_of, is_ours
from fritidsbank.stock.rules import SCRAPPED, PlaceKind, Reason


def moved_for(flows: Iterable[Flow], reason: Reason, branch: int | None) -> Counter[int]:
    """How many articles moved for a reason, by category."""
    counted: Counter[int] = Counter()
    for flow in flows:
        if flow.reason is reason and branch in {None, flow.to_branch}:
            counted[flow.category] += flow.count
    return counted


def category_rows(
    stood: Stood, flows: list[Flow], branch: int | None, codes: Mapping[int, str]
) -> tuple[CategoryRow, ...]:
    """A row for each category of which there is anything to tell, by code."""
    opening: Counter[int] = Counter()
    for (of, category, kind), count in stood.items():
        if is_ours(kind, of, branch):
            opening[category] += count
    lent = moved_for(flows, Reason.LENT, branch)
    returned = moved_for(flows, Reason.RETURNED, branch)
    books = books_of(opening, flows, branch)
    return tuple(
        CategoryRow(codes[each], books.get(each, Books()), lent[each], returned[each])
        for each in sorted({*books, *lent, *returned}, key=codes.__getitem__)
        if books.get(each, Books()) != Books() or lent[each] or returned[each]
    )


def places_in_the_end(stood: Stood, flows: list[Flow], branch: int | None) -> dict[str, int]:
    """What stood in each kind of place when the period was over."""
    there: Counter[PlaceKind] = Counter()
    for (of, _, kind), count in stood.items():
        if branch in {None, of}:
            there[kind] += count
    for flow in flows:
        if branch in {None, flow.to_branch}:
            there[flow.to_kind] += flow.count
        if branch in {None, flow.from_branch}:
            there[flow.from_kind] -= flow.count
    del there[PlaceKind.OUTSIDE]
    return {kind.value: there[kind] for kind in PlaceKind if there[kind]}


def mended(flows: list[Flow], branch: int | None) -> dict[str, int]:
    """What left the workshop mended, by where it went."""
    left = left_bench(flows, branch)
    return _summed((flow.to_kind, flow) for flow in left if flow.reason is Reason.MENDED)


def repaired(flows: list[Flow], branch: int | None) -> dict[str, int]:
    """What became of everything that left the workshop: together they are what left."""
    left = [one for one in left_bench(flows, branch) if one.reason is not Reason.MENDED]
    return mended(flows, branch) | _summed((_unmended(flow), flow) for flow in left)


def scrapped(flows: list[Flow], branch: int | None) -> dict[str, int]:
    """What was scrapped, by reason."""
    return _summed(
        (flow.reason, flow)
        for flow in flows
        if flow.to_kind is PlaceKind.GONE
        and flow.reason in SCRAPPED
        and is_ours(flow.from_kind, flow.from_branch, branch)
    )


def came_to_bench(flows: list[Flow], branch: int | None) -> list[Flow]:
    """What came to the workshop from elsewhere: another place, or another branch's workshop."""
    return [
        flow
        for flow in flows
        if _stands_at_bench(flow.to_kind, flow.to_branch, branch)
        and not _stands_at_bench(flow.from_kind, flow.from_branch, branch)
    ]


def left_bench(flows: list[Flow], branch: int | None) -> list[Flow]:
    """What left the workshop for elsewhere."""
    return [
        flow
        for flow in flows
        if _stands_at_bench(flow.from_kind, flow.from_branch, branch)
        and not _stands_at_bench(flow.to_kind, flow.to_branch, branch)
    ]


def _stands_at_bench(kind: PlaceKind, of: int, branch: int | None) -> bool:
    return kind is PlaceKind.WORKSHOP and branch in {None, of}


def _unmended(flow: Flow) -> str:
    if flow.to_kind is PlaceKind.GONE:
        return "scrapped"
    return "released" if flow.reason is Reason.RELEASED else "unknown"


def _summed(flows: Iterable[tuple[str, Flow]]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for name, flow in flows:
        counted[str(name)] += flow.count
    return dict(counted)
