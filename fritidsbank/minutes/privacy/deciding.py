"""What people decided about what is private in a text, and what waits for their word.

A decision is bound to the very words by their hash: words that changed are looked at again. It
holds wherever the words stand in the same meeting.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from fritidsbank.minutes.privacy.finding import Hit, hits_in
from fritidsbank.minutes.privacy.plain import PrivateKind
from fritidsbank.minutes.rules import Mark
from fritidsbank.refusals import Malformed, N_

MASKED = {
    PrivateKind.PERSONAL_NUMBER: N_("[personal number removed]"),
    PrivateKind.PHONE: N_("[phone number removed]"),
    PrivateKind.MAIL: N_("[mail address removed]"),
    PrivateKind.ADDRESS: N_("[address removed]"),
    PrivateKind.NAME: N_("[name removed]"),
}
"""What stands in the place of words that are not published."""

Marks = Mapping[str, Mark]
"""Decisions by the hash of the words (`hash_of`)."""


@dataclass(frozen=True)
class OpenHit:
    """A hit that nobody has decided about: in which text, and the words around it."""

    where: str
    hit: Hit
    before: str
    after: str

    @property
    def sha256(self) -> str:
        """The hash by which a decision is kept."""
        return hash_of(self.hit.words)


@dataclass(eq=False)
class NotDecidedYet(Malformed):
    """Something private waits for a decision, and nothing is published before.

    The words themselves are for the page of whoever may read them: no fact, and in no log.
    """

    message = N_("{count} private details wait for your decision. Nothing is published yet.")

    count: int
    hits: tuple[OpenHit, ...] = field(default=(), repr=False)

    def facts(self) -> dict[str, object]:
        """How many."""
        return {"count": self.count}


def hash_of(words: str) -> str:
    """The name of these words among the decisions; how they were wrapped makes no difference."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()


def open_hits(
    texts: Mapping[str, str],
    known_names: Collection[str],
    marks: Marks,
    *,
    people: Collection[str] = (),
) -> list[OpenHit]:
    """What in these texts (by their field) nobody has decided about, each words once.

    `known_names` may be said: organisations, and officials who agreed. `people` are known people.
    """
    seen, found = set[str](), []
    for where, text in texts.items():
        for hit in hits_in(text, fine=known_names, people=people):
            one = in_its_sentence(where, text, hit)
            if one.sha256 not in marks and one.sha256 not in seen:
                seen.add(one.sha256)
                found.append(one)
    return found


def refuse_open(
    texts: Mapping[str, str],
    known_names: Collection[str],
    marks: Marks,
    *,
    people: Collection[str] = (),
) -> None:
    """Raises NotDecidedYet, with the hits, when something waits for a decision."""
    waiting = open_hits(texts, known_names, marks, people=people)
    if waiting:
        raise NotDecidedYet(len(waiting), tuple(waiting))


@dataclass(frozen=True)
class NamesKnown:
    """Names that may be said, and names of people who have not agreed to be named."""

    fine: tuple[str, ...] = ()
    """Also the address of a public place: `private.public_places`."""
    people: tuple[str, ...] = ()


_AROUND = 120


def in_its_sentence(where: str, text: str, hit: Hit) -> OpenHit:
    """A hit with what stands around it."""
    before, after = text[: hit.start], text[hit.end :]
    starts = [before.rfind(sign) + len(sign) for sign in ("\n", ". ") if sign in before]
    ends = [after.find("\n"), after.find(". ") + 1]
    begins = max([*starts, len(before) - _AROUND, 0])
    return OpenHit(
        where,
        hit,
        before[begins:].lstrip(),
        after[: min(each for each in [*ends, _AROUND] if each > 0)],
    )
