"""What in a text somebody must look at before it is published: numbers, addresses, names.

It looks at words alone. Rather one hit too many than one too few: a person says yes or no to each.
"""

from collections.abc import Collection
from dataclasses import dataclass

from fritidsbank.minutes.private_addresses import mail_addresses, street_addresses
from fritidsbank.minutes.private_names import names, phrases
from fritidsbank.minutes.private_numbers import personal_numbers, phone_numbers
from fritidsbank.minutes.private_text import Found, PlainText, PrivateKind, plain_text


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

    `fine` are names that may be said (of organisations, of officials who agreed), `people` names
    of whom it is known that they are people and have not agreed.
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
    return [_hit(each, plain, text) for each in sorted(found, key=lambda each: each.start)]


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
