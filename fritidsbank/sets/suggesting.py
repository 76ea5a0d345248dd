"""From a person's measures and what stands on the shelf to a handful of each piece."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fritidsbank.sets.catalogue import Piece, SetEntry
from fritidsbank.sets.fitting import Gear
from fritidsbank.sets.rules import Person, Span
from fritidsbank.stock.soles import Fit

MOST = 5


@dataclass(frozen=True)
class Candidate:
    """An article on the shelf that may go out."""

    article: int
    category: str
    size: str
    attributes: Mapping[str, Any]


@dataclass(frozen=True)
class Suggestion:
    """One article that may be the one.

    `fit` is to what was picked of the other piece, None as long as nothing is; `fits` are the
    suggestions of the other piece that it goes together with, of `others` in all.
    """

    article: int
    gap: float
    fit: Fit | None = None
    fits: tuple[int, ...] = ()
    others: int = 0
    fits_none: bool = False


@dataclass(frozen=True)
class PieceAnswer:
    """What is suggested of one piece.

    `wanted` is None while nothing is known to say a size by; `standing` is how many there are of
    the right kind, of any size.
    """

    piece: Piece
    wanted: Span | None
    standing: int
    suggestions: tuple[Suggestion, ...] = ()
    picked: int | None = None

    @property
    def right_size(self) -> bool:
        """Whether one of them has the size that was asked for."""
        return any(each.gap == 0 for each in self.suggestions)

    @property
    def none_fits(self) -> bool:
        """Whether nothing on the shelf fits what was picked of the other piece."""
        fits = [each.fit for each in self.suggestions]
        return bool(fits) and all(fit is Fit.NO for fit in fits)


@dataclass(frozen=True)
class _Known:
    """A candidate with its size read."""

    candidate: Candidate
    gear: Gear
    surely: bool


def suggest(
    entry: SetEntry, person: Person, shelf: list[Candidate], picks: Mapping[str, int]
) -> list[PieceAnswer]:
    """Each piece of a set with what may be picked, the nearest size first.

    `picks` are articles by category; one that is not on the shelf any more is left out.
    """
    pools = {piece.category: _pool(piece, entry, person, shelf) for piece in entry.pieces}
    answers = [_answer(entry, piece, person, pools, picks) for piece in entry.pieces]
    return [_paired(entry, answer, answers, pools) for answer in answers]


def clash(entry: SetEntry, shelf: list[Candidate], picks: Mapping[str, int]) -> Fit | None:
    """Whether the two that were picked and must fit each other do; None when they were not."""
    pair = entry.pair
    if pair is None:
        return None
    pieces = {piece.category: piece for piece in entry.pieces}
    by_id = {each.article: each for each in shelf}
    boot, into = (by_id.get(picks.get(category, 0)) for category in (pair.boot, pair.into))
    if boot is None or into is None:
        return None
    return pair.fit(pair.boot, _gear(pieces[pair.boot], boot), _gear(pieces[pair.into], into))


def _pool(piece: Piece, entry: SetEntry, person: Person, shelf: list[Candidate]) -> list[_Known]:
    """Those of the right kind. What is not known of an article does not rule it out."""
    must = dict(piece.only)
    if piece.as_asked and entry.asks:
        must[piece.as_asked] = entry.asks.word_of(person.manner)
    pool = []
    for each in shelf:
        if each.category != piece.category:
            continue
        known = [(each.attributes.get(name), word) for name, word in must.items()]
        if all(has in {None, word} for has, word in known):
            surely = all(has == word for has, word in known)
            pool.append(_Known(each, _gear(piece, each), surely))
    return pool


def _gear(piece: Piece, candidate: Candidate) -> Gear:
    measured = candidate.attributes.get(piece.in_cm) if piece.in_cm else None
    size = Span(*measured) if measured else piece.measure.read(candidate.size)
    return Gear(size, candidate.attributes)


def _answer(
    entry: SetEntry,
    piece: Piece,
    person: Person,
    pools: Mapping[str, list[_Known]],
    picks: Mapping[str, int],
) -> PieceAnswer:
    pool, wanted = pools[piece.category], piece.measure.for_person(person)
    picked = _find(pool, picks.get(piece.category))
    answer = PieceAnswer(piece, wanted, len(pool))
    if picked:
        answer = replace(answer, picked=picked.candidate.article)
    if wanted is None:
        return answer
    partner = entry.partner(piece.category)
    other = _find(pools.get(partner, []), picks.get(partner))
    ranked = sorted(
        (_ranked(entry, piece, each, wanted, other) for each in pool),
        key=lambda ranked: ranked[0],
    )
    fitting = [each for each in ranked if each[1].fit is not Fit.NO]
    shown = [suggestion for _, suggestion in (fitting or ranked)[:MOST]]
    if picked and picked.candidate.article not in {each.article for each in shown}:
        shown.insert(0, _ranked(entry, piece, picked, wanted, other)[1])
    return replace(answer, suggestions=tuple(shown))


def _ranked(
    entry: SetEntry, piece: Piece, known: _Known, wanted: Span, other: _Known | None
) -> tuple[tuple[float, ...], Suggestion]:
    size = known.gear.size
    gap = size.gap(wanted) if size else float("inf")
    fit = None
    if other and entry.pair:
        fit = entry.pair.fit(piece.category, known.gear, other.gear)
    order = (
        gap,
        fit is Fit.UNKNOWN,
        not known.surely,
        size.off_middle(wanted) if size else 0,
        known.candidate.article,
    )
    return order, Suggestion(known.candidate.article, gap, fit)


def _paired(
    entry: SetEntry,
    answer: PieceAnswer,
    answers: list[PieceAnswer],
    pools: Mapping[str, list[_Known]],
) -> PieceAnswer:
    """The same, saying of each which of the other piece's suggestions it goes together with."""
    category = answer.piece.category
    partner = next(
        (each for each in answers if each.piece.category == entry.partner(category)), None
    )
    if partner is None or partner.picked or entry.pair is None:
        return answer
    gears = {known.candidate.article: known.gear for pool in pools.values() for known in pool}
    others = [each.article for each in partner.suggestions]
    told = []
    for each in answer.suggestions:
        fits = {
            other: entry.pair.fit(category, gears[each.article], gears[other]) for other in others
        }
        together = tuple(other for other, fit in fits.items() if fit is Fit.YES)
        none = bool(fits) and set(fits.values()) == {Fit.NO}
        told.append(replace(each, fits=together, others=len(others), fits_none=none))
    return replace(answer, suggestions=tuple(told))


def _find(pool: list[_Known], article: int | None) -> _Known | None:
    return next((known for known in pool if known.candidate.article == article), None)
