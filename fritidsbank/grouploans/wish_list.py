"""A wish list as somebody types or pastes it, read into rows: "20 skridskor: 2 x 34, 5 x 36".

Pure. What cannot be read for certain is said with what it may have been; nothing is guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from fritidsbank.refusals import N_
from fritidsbank.search_keys import search_key

UNKNOWN = N_("We have nothing that is called so.")
SEVERAL = N_("That may be several things. Say which.")
NO_COUNT = N_("How many? Write for example 2 x 36.")
UNREAD = N_("This was not understood: {rest}")
SUM = N_("It says {said} in all, but the sizes come to {listed}.")
MOST_SUGGESTED = 5


@dataclass(frozen=True)
class Known:
    """A category by all that people call it (as search keys), with the sizes that it has."""

    id: int
    shown: str
    names: tuple[str, ...]
    sizes: tuple[str, ...]


@dataclass(frozen=True)
class Wished:
    """So many of a category in a size; "" is any size."""

    category: int
    size: str
    count: int


@dataclass(frozen=True)
class Line:
    """A line as it was written: what it says, or why it says nothing and what it may mean."""

    text: str
    wished: tuple[Wished, ...] = ()
    trouble: str = ""
    facts: tuple[tuple[str, Any], ...] = ()
    suggested: tuple[str, ...] = ()


def read_list(text: str, known: Sequence[Known]) -> list[Line]:
    """Each line of a list; a semicolon ends a line, too."""
    lines = (line.strip() for line in re.split(r"[\n;]", text))
    return [read_line(line, known) for line in lines if line]


def read_line(text: str, known: Sequence[Known]) -> Line:
    """What one line says."""
    written = search_key(text).replace("\u00d7", "x").replace("\u2013", "-").strip(" .•*")
    # "- 3 skates" is a line of a list; "-3 skates" is nothing that anybody could wish for.
    written = re.sub(r"^-+(?=\D)\s*|-+$", "", written)
    words = [word for word in re.findall(r"[^\W\d_]+", written) if word not in _SMALL]
    if not words:
        return Line(text, trouble=UNKNOWN)
    found, phrase = _category_in(words, known)
    if len(found) != 1:
        suggested = tuple(kind.shown for kind in found[:MOST_SUGGESTED])
        if found:
            return Line(text, trouble=SEVERAL, suggested=suggested)
        return Line(text, trouble=UNKNOWN, suggested=_like(" ".join(words), known))
    kind = found[0]
    rest = re.sub(r"\b" + r"[\s]+".join(map(re.escape, phrase)) + r"\b", _KIND, written, count=1)
    return _counted(text, rest, kind)


_KIND = "\x00"
"""Stands where the category stood."""
_UNITS = r"(?:par|st|styck|stycken|pair|pairs|pcs|pieces)\b\.?"
_SIZE_WORD = r"(?:storlek(?:ar)?|strl|stl|str|size|sizes)\b\.?"
_EACH = r"(?:av varje|av vardera|av var|vardera|varje|var|each|of each)\b"
_SPELT = (
    *("en", "ett", "tva", "två", "tre", "fyra", "fem", "sex", "sju", "atta", "åtta", "nio", "tio"),
    *("tolv", "femton", "tjugo", "trettio", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "twelve", "fifteen", "twenty", "thirty"),
)
"""Numbers in words name no category; they are asked for in digits."""
_SMALL = frozenset(
    (
        *("par", "st", "styck", "stycken", "pair", "pairs", "pcs", "pieces"),
        *("storlek", "storlekar", "strl", "stl", "str", "size", "sizes"),
        *(
            "av",
            "varje",
            "vardera",
            "var",
            "each",
            "of",
            "x",
            "i",
            "in",
            "och",
            "and",
            "till",
            "to",
        ),
        *_SPELT,
    )
)
_ENDINGS = ("orna", "arna", "erna", "or", "ar", "er", "en", "et", "s", "r", "a", "n", "o", "e")


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _category_in(words: list[str], known: Sequence[Known]) -> tuple[list[Known], list[str]]:
    """The categories that the words name; words behind that are sizes belong to the sizes."""
    for length in range(len(words), 0, -1):
        phrase, behind = words[:length], words[length:]
        spoken = " ".join(phrase)
        exact = [kind for kind in known if spoken in kind.names]
        stem = [kind for kind in known if _stem(spoken) in map(_stem, kind.names)]
        found = exact or stem
        if found and set(behind) <= {search_key(size) for kind in found for size in kind.sizes}:
            return found, phrase
    spoken = words[0]
    part = [kind for kind in known if any(_stem(spoken) in name for name in kind.names)]
    # A part of a name is no name, even where only one name has it: it is asked.
    return (part, words[:1]) if len(part) > 1 else ([], words)


def _like(spoken: str, known: Sequence[Known]) -> tuple[str, ...]:
    names = {name: kind.shown for kind in known for name in kind.names}
    near = get_close_matches(spoken, names, n=MOST_SUGGESTED, cutoff=0.6)
    parts = [name for name in names if _stem(spoken) in name]
    return tuple(dict.fromkeys(names[name] for name in [*near, *parts]))[:MOST_SUGGESTED]


def _counted(text: str, rest: str, kind: Known) -> Line:
    """A count before the category and a colon is the sum; the sizes must come to it."""
    said = None
    head = re.match(rf"\s*(\d+)\s*(?:{_UNITS})?\s*{_KIND}\s*(?::|$)\s*", rest)
    if head:
        said, rest = int(head[1][:4]), rest[head.end() :]
    if said and not rest:
        return Line(text, (Wished(kind.id, "", said),))
    alone = re.fullmatch(rf"\s*{_KIND}\s*:?\s*(\d{{1,3}})\s*({_UNITS})?\s*", rest)
    if alone and int(alone[1]) and (alone[2] or (alone[1] not in kind.sizes and ":" in rest)):
        return Line(text, (Wished(kind.id, "", int(alone[1])),))
    wished, unread = _sizes_in(rest, kind)
    if unread or not wished:
        shown = unread.replace(_KIND, "").strip(" :,")
        if not shown or shown in map(search_key, kind.sizes):
            return Line(text, trouble=NO_COUNT)
        return Line(text, trouble=UNREAD, facts=(("rest", shown),))
    listed = sum(one.count for one in wished)
    if said is not None and said != listed:
        return Line(text, trouble=SUM, facts=(("said", said), ("listed", listed)))
    return Line(text, tuple(wished))


def _sizes_in(rest: str, kind: Known) -> tuple[list[Wished], str]:
    """What the sizes say, and what is left that says nothing."""
    by_key = {search_key(size): size for size in kind.sizes}
    if not by_key:
        return [], rest
    ordered = sorted(by_key, key=len, reverse=True)
    one = "|".join(re.escape(size).replace(",", "[,.]") for size in ordered)
    size = rf"(?:{_SIZE_WORD}\s*)?(?<![^\W_x])({one})(?!\w|[,.]\d(?!\s*x))"
    count = r"(?<!\d)(\d{1,3})(?!\d)"
    many = rf"{count}\s*(?:{_UNITS})?"
    joins = rf"{_UNITS}|av\b|of\b|i\b|in\b"
    between = rf"{size}\s*(?:-|till|to)\s*({one})(?!\w)"
    patterns: tuple[tuple[re.Pattern[str], str], ...] = (
        (re.compile(rf"{between}\s*:?\s*{count}\s*(?:{_UNITS})?\s*{_EACH}"), "ffc"),
        (re.compile(rf"{many}\s*{_EACH}\s*{_KIND}?\s*(?:i\s+|in\s+)?{between}"), "cff"),
        (re.compile(rf"{count}\s*(?:x|\*|{joins}|{_KIND}|\s)*[x*\s{_KIND}]\s*{size}"), "cs"),
        (re.compile(rf"{count}\s*x\s*{size}"), "cs"),
        (re.compile(rf"{size}\s*(?:[:=,]\s*)?\(?\s*{count}\s*{_UNITS}\)?"), "sc"),
        (re.compile(rf"{size}\s*(?:[:=x]\s*{count}|\(\s*{count}\s*\))"), "s2"),
    )  # fmt: skip
    wished: list[Wished] = []
    at = 0
    skipped = re.compile(rf"(?:[\s,:{_KIND}]|&|och\b|and\b|\+)*")
    # A category that stands between count and size is part of what is read there.
    only = re.compile(r"(?:[\s,:]|&|och\b|and\b|\+)*")
    while True:
        for skip in (only, skipped):
            begins = skip.match(rest, at)
            assert begins is not None  # it matches nothing as well
            start = begins.end()
            found = _first(patterns, rest, start)
            if found or start == len(rest):
                break
        if start == len(rest):
            return wished, ""
        if found is None:
            return wished, rest[start:]
        match, how = found
        wished += _meant(match, how, kind, by_key)
        if wished and wished[-1].count == 0:
            return [], rest[start:]
        at = match.end()


def _first(
    patterns: Sequence[tuple[re.Pattern[str], str]], rest: str, start: int
) -> tuple[re.Match[str], str] | None:
    for pattern, how in patterns:
        match = pattern.match(rest, start)
        if match:
            return match, how
    return None


def _meant(match: re.Match[str], how: str, kind: Known, by_key: dict[str, str]) -> list[Wished]:
    def sized(group: int) -> str:
        key = match[group]
        return by_key.get(key) or by_key[key.replace(".", ",")]

    if how == "cs":
        return [Wished(kind.id, sized(2), int(match[1]))]
    if how == "sc":
        return [Wished(kind.id, sized(1), int(match[2]))]
    if how == "s2":
        return [Wished(kind.id, sized(1), int(match[2] or match[3]))]
    first, last, many = (1, 2, 3) if how == "ffc" else (2, 3, 1)
    sizes = list(kind.sizes)
    low, high = sizes.index(sized(first)), sizes.index(sized(last))
    return [Wished(kind.id, size, int(match[many])) for size in sizes[low : high + 1]] or [
        Wished(kind.id, sized(first), 0)
    ]
