"""What the title says: which kind of document it is, of which group, and on which day."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from fritidsbank.minutes.reading.clock_times import without_days, without_days_and_times
from fritidsbank.minutes.reading.dating import ANY_DAY, names_day
from fritidsbank.minutes.reading.days import days_in
from fritidsbank.minutes.reading.labels import folded
from fritidsbank.minutes.reading.persons import is_organisation
from fritidsbank.minutes.reading.words import longest_first, words_of


class DocumentKind(StrEnum):
    """What a document calls itself."""

    PROTOKOLL = "protokoll"
    MINNESANTECKNINGAR = "minnesanteckningar"
    MOTESANTECKNINGAR = "mötesanteckningar"
    KALLELSE = "kallelse"
    DAGORDNING = "dagordning"
    INBJUDAN = "inbjudan"
    GROUP_PAGE = "group page"


NOTICES = frozenset({DocumentKind.KALLELSE, DocumentKind.DAGORDNING, DocumentKind.INBJUDAN})
_KIND = [
    (kind, re.compile(rf"\b(?:{longest_first('kinds', kind.name)})\b", re.IGNORECASE))
    for kind in DocumentKind
    if kind is not DocumentKind.GROUP_PAGE
]
_BODY = re.compile(
    rf"\b[\w-]*(?:{longest_first('titles', 'bodies')})(?:en|n|et|s|ens|ets)?\b", re.IGNORECASE
)
_LEADING = re.compile(
    rf"^(?:[\s,:;.·|–—-]+|(?:{longest_first('titles', 'before')}|\d{{1,3}}/\d{{2,4}}|nr\.? \d+)"
    r"(?=[\s,:;–—-]|$))+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"(?:[\s,:;.·|–—(-]+|[\s,](?:{longest_first('titles', 'after')}))+$", re.IGNORECASE
)
_NUMBER = re.compile(
    r",? *(?:(?:möte|sammanträde)? *(?:nr\.? *|# ?)?\d{1,3}/\d{2,4}"
    r"|(?:möte|sammanträde|träff) *(?:(?:nr|nummer)\.? *|# ?)?\d{1,3}|nr\.? *\d{1,3})[ ,]*$",
    re.IGNORECASE,
)
_OWN = re.compile(r"(?<=\w)(n|t)s (?:möte|sammanträde|träff)\b.*", re.IGNORECASE)
"""The name within "ledningsgruppens möte"."""
_THEME = re.compile(r"\s(?:om|angående|med tema|tema|–|-)\s.*$", re.IGNORECASE)
_NAMELESS = frozenset(folded(word) for word in words_of("titles", "nameless"))
_SIMILAR = 0.84


def kind_in(text: str) -> DocumentKind | None:
    """The kind that a title names; the first word of that sort in it."""
    return next(iter(kinds_in(text)), None)


def kinds_in(text: str) -> list[DocumentKind]:
    """All kinds that a title names: "Kallelse och anteckningar"."""
    found = [
        (match.start(), order, kind)
        for order, (kind, pattern) in enumerate(_KIND)
        if (match := pattern.search(text[:300]))
    ]
    return [kind for _, _, kind in sorted(found)]


def without_kind(text: str) -> str:
    """The title without the word for the kind of document."""
    text = text[:300]
    found = next((pattern.search(text) for kind, pattern in _KIND if kind is kind_in(text)), None)
    if found is None:
        return text
    # "Du är välkommen till Brukarforum" names the forum after it.
    before = "" if found[0].casefold().endswith(" till") else text[: found.start()]
    return f"{before} {text[found.end() :]}"


def names_a_body(text: str) -> bool:
    """Whether a line has a word for a group of people that meets."""
    return _BODY.search(text[:200]) is not None


def known_group(texts: Sequence[str], groups: Sequence[str]) -> tuple[str, float] | None:
    """The known group that a title means, also with letters lost or an ending more."""
    best: tuple[float, int, str] | None = None
    for place, text in enumerate(texts):
        words = re.findall(r"[\w&-]+", folded(text[:300]))
        for group in groups:
            wanted = re.findall(r"[\w&-]+", folded(group))
            score = _likeness(wanted, words)
            if score >= _SIMILAR and (best is None or (score, -place) > (best[0], -best[1])):
                best = score, place, group
    return (best[2], best[0]) if best else None


def _likeness(wanted: list[str], words: list[str]) -> float:
    """How alike the wanted words are to the likest words in a row."""
    if not wanted:
        return 0.0
    best, name = 0.0, " ".join(wanted)
    for begin in range(max(1, len(words) - len(wanted) + 1)):
        row = " ".join(words[begin : begin + len(wanted)])
        if abs(len(row) - len(name)) <= 4:
            best = max(best, SequenceMatcher(None, name, row, autojunk=False).ratio())
    return best


def group_in(titles: Sequence[str]) -> tuple[str, float] | None:
    """The name of the group as the title writes it, and how sure that is."""
    candidates = []
    for place, title in enumerate(titles):
        name = name_in(title)
        if not name or folded(name) in _NAMELESS or len(name) < 2:
            continue
        likely = 2 * names_a_body(name) + (kind_in(title) is not None)
        likely += names_day(title) - (is_organisation(name) and not names_a_body(name))
        candidates.append((likely, -place, name))
    if not candidates:
        return None
    likely, _, name = max(candidates)
    return name, 0.9 if likely >= 2 else 0.7 if likely == 1 else 0.5


def name_in(title: str) -> str:
    """What is left of a title without kind, day, hours, and what the meeting is about."""
    bare = without_kind(_subject(title[:300]))
    day = next(iter(days_in(bare, ANY_DAY)), None)
    if day is not None:
        before, after = bare[: day.start], bare[day.end :]
        bare = before if len(_cut(before)) > 2 else after
    else:
        bare = without_days(bare)
    bare = without_days_and_times(bare)
    bare = re.sub(r"\(\s*\)", " ", bare)
    name = _cut(_OWN.sub(r"\1", " ".join(bare.split())))
    if day is None or not _cut(without_kind(title)[: day.start]):
        name = _cut(_THEME.sub("", name))
    return name


def _subject(title: str) -> str:
    """Of a whole sentence only its subject: "Gruppen träffades den 12 oktober."."""
    found = _BODY.search(title)
    return title[: found.end()] if found and title.endswith((".", "!")) else title


def _cut(text: str) -> str:
    text = _LEADING.sub("", text.strip())
    text = _TRAILING.sub("", _NUMBER.sub("", text))
    text = text.strip(' .,:;–—-|"”“')
    if text.isupper() and len(text) > 6:
        return text.capitalize()
    return text[:1].upper() + text[1:] if text else ""
