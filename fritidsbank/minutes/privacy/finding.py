"""What in a text somebody must look at before it is published: numbers, addresses, names.

It looks at words alone. Rather one hit too many than one too few: a person says yes or no to each.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from fritidsbank.minutes.privacy.addresses import mail_addresses, street_addresses
from fritidsbank.minutes.privacy.names import names, phrases
from fritidsbank.minutes.privacy.numbers import personal_numbers, phone_numbers
from fritidsbank.minutes.privacy.plain import Found, PlainText, PrivateKind, plain_text

_AT_HOME = re.compile(r"\b(?:hem|hemma|bostad\w*|lägenhet\w*|privat\w*|villan?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Hit:
    """Something private: which words, and where in the text they stand. Not sure: it looks so."""

    kind: PrivateKind
    start: int
    end: int
    words: str
    sure: bool


def hits_in(text: str, *, fine: Collection[str] = (), people: Collection[str] = ()) -> list[Hit]:
    """Every hit in the order of the text; none lies over another.

    `fine` are names that may be said (of organisations, of officials who agreed) and addresses of
    public places, `people` names of whom it is known that they are people and have not agreed.
    """
    plain = plain_text(text)
    taken = plain.signs
    found: list[Found] = []
    for look in (personal_numbers, mail_addresses, phone_numbers, street_addresses):
        taken = _claim(found, look(taken), taken)
    agreed = phrases(fine)
    if agreed is not None:
        taken = agreed.sub(lambda match: "\x00" * len(match[0]), taken)
    _claim(found, names(taken, people=people), taken)
    hits = (_hit(each, plain, text) for each in sorted(found, key=lambda each: each.start))
    return [hit for hit in hits if not (_may_be_a_place(hit) and _folded(hit.words) in fine)]


def public_places(
    texts: Iterable[str], fine: Collection[str], people: Collection[str]
) -> tuple[str, ...]:
    """Addresses of where a group meets, which everybody is meant to find: no decision is needed.

    Not the address of somebody's home: where a name or a number stands beside it, or a flat.
    """
    places: list[str] = []
    for text in texts:
        hits = hits_in(text, fine=fine, people=people)
        if not _AT_HOME.search(text) and all(_may_be_a_place(hit) for hit in hits):
            places += [_folded(hit.words) for hit in hits]
    return tuple(dict.fromkeys(places))


def _may_be_a_place(hit: Hit) -> bool:
    if hit.kind is not PrivateKind.ADDRESS or hit.sure:
        return False
    return re.search(r"\b(?:lgh|läg|tr)\b", hit.words, re.IGNORECASE) is None


def _folded(words: str) -> str:
    return " ".join(words.split())


def _claim(found: list[Found], new: list[Found], signs: str) -> str:
    """Take the longest of what lies over each other; its signs are not looked at again."""
    left = list(signs)
    for each in sorted(new, key=lambda each: (not each.sure, each.start - each.end)):
        if "\x00" not in left[each.start : each.end] and each.end > each.start:
            found.append(each)
            left[each.start : each.end] = "\x00" * (each.end - each.start)
    return "".join(left)


def _hit(found: Found, plain: PlainText, text: str) -> Hit:
    start, end = plain.written(found.start, found.end)
    return Hit(found.kind, start, end, text[start:end], found.sure)
