"""Names of people in a plain text: known ones, and words that look like a name.

No list of names is complete, so that two words with capitals count as one until somebody has said
otherwise; what is known to be a place, an organisation or the beginning of a sentence does not.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from fritidsbank.minutes.first_names import first_names
from fritidsbank.minutes.privacy.plain import Found, PrivateKind

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*\.?")
_PARTICLES = frozenset(
    ["af", "al", "bin", "da", "de", "del", "der", "di", "dos", "el", "ibn", "la", "van", "von"]
)
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:;•|>#]|\n|^-|\n-|[\"”»(])[\s\d.)\"”»#>-]*$")
_SURNAME = re.compile(
    r"(?:son|berg|ström|[qk]vist|lund|gren|dahl|stedt|man|holm|lind|feldt|dotter|dottir|vi[cć]|i[cć]"
    r"|ov|ova|sk[iay]|o[gğ]lu|zadeh?|pour|nejad|yan|sen|nen|ez)s?$"
)
_SURNAME_ALONE = re.compile(r"..(?:sson|[qk]vist|vi[cć]|o[gğ]lu|zadeh|i[cć]evi[cć])s?$")
_INFLECTED = re.compile(
    r"(?:ades?|as|erar?|eras|ning|ningen|ningar|ningarna|het|heten|heter|else|elsen|elser|tion"
    r"|tionen|tioner|sk|ska|skt|iga?|igt|liga?|ande|ende|rna|arna|orna|nde|ens|ets)$"
)
"""Endings of the words that sentences begin with."""
_ORGANISATION = re.compile(
    r"(?:förvaltning(?:en)?|nämnd(?:en)?|förening(?:en|ar)?|förbund(?:et)?|hus(?:et)?|skola[ns]?"
    r"|gymnasi(?:um|et)|bibliotek(?:et)?|teater[ns]?|kyrkan?|centrum|center|centret|klubb(?:en)?"
    r"|laget|bolag(?:et)?|grupp(?:en)?|gården|park(?:en)?|verket|byrån?|kontor(?:et)?|rådet|råd"
    r"|myndighet(?:en)?|stiftelsen?|fond(?:en)?|hall(?:en)?|dag(?:en)?|vecka[n]?|kansli(?:et)?"
    r"|bladet|universitet(?:et)?|högskolan?|muse(?:um|et)|arena[n]?|torg(?:et)?|gatan?|vägen"
    r"|företag(?:et)?|kommun(?:en)?|stad(?:en)?|marknad(?:en)?|festival(?:en)?|projekt(?:et)?"
    r"|bank(?:en)?|verkstad(?:en)?|mottagning(?:en)?|enhet(?:en)?|avdelning(?:en)?|tjänst(?:en)?"
    r"|kassan|missionen|utskott(?:et)?|styrelsen?|loppet|cup(?:en)?|mässa[n]?|kurs(?:en)?"
    r"|utveckling|arbete|samverkan|träff(?:en)?|café(?:et)?|kafé(?:et)?|församling(?:en)?)s?$"
)
_NAMES_A_PLACE = re.compile(
    r"\s+(?:gata|väg|plats|torg|park|allé|gränd|skola|stiftelse|fond|minne|pris|hus|sjukhus|gymnasium"
    r"|kyrka|förskola|kommun|stad)\b"
)


@dataclass(frozen=True)
class _Word:
    """A word with a capital, and how it is looked up."""

    start: int
    end: int
    key: str
    opens: bool  # a sentence


def names(signs: str, *, people: Iterable[str] = ()) -> list[Found]:
    """Whatever looks like somebody's name; `people` are known to be some, also by first name."""
    whole, first = _known(tuple(people))
    found = [
        Found(PrivateKind.NAME, match.start(), match.end(), sure)
        for pattern, sure in ((whole, True), (first, False))
        for match in (pattern.finditer(signs) if pattern is not None else ())
    ]
    for run in _runs(signs):
        for part in _without_other_words(run):
            hit = _judged(part, signs)
            if hit is not None:
                found.append(hit)
    return found + list(_small_names(signs)) + list(_turned_names(signs))


def phrases(words: Iterable[str]) -> re.Pattern[str] | None:
    """Where any of these stands, whatever its case and spaces, also when something is theirs."""
    inside = [r"\s+".join(map(re.escape, each.split())) for each in words if each.strip()]
    if not inside:
        return None
    longest_first = "|".join(sorted(inside, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?:s|:s)?(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4)
def _known(people: tuple[str, ...]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Whole names, and the first names of those who have more than one."""
    first = {name.split()[0] for name in people if len(name.split()) > 1}
    alone = "|".join(
        re.escape(each)
        for each in sorted(first)
        if len(each) > 2 and each.casefold() not in _names()[1]
    )
    return phrases(people), re.compile(rf"(?<!\w)(?:{alone})s?(?!\w)") if alone else None


def _runs(signs: str) -> Iterator[list[_Word]]:
    """Words with capitals that follow each other with nothing but spaces between them."""
    run: list[_Word] = []
    end, particles = -1, False
    for match in _TOKEN.finditer(signs):
        word = match[0]
        stop = match.end() - (word.endswith(".") and len(word) > 2)
        between = signs[end : match.start()] if run else ""
        if run and (between.strip(" ") or len(between) > 3):
            yield run
            run, particles = [], False
        if word[0].isupper():
            opens = not run and _SENTENCE_ENDS.search(
                signs[max(0, match.start() - 12) : match.start()]
            )
            run.append(_Word(match.start(), stop, _key(word), bool(opens)))
        elif run and word in _PARTICLES and not particles:
            particles = True
            end = stop
            continue
        elif run:
            yield run
            run, particles = [], False
        end = stop
        particles = False
        if word.endswith(".") and len(word) > 2 and run:
            yield run
            run = []
    if run:
        yield run


def _key(word: str) -> str:
    return word.rstrip(".").casefold()


def _without_other_words(run: list[_Word]) -> Iterator[list[_Word]]:
    part: list[_Word] = []
    for word in run:
        after_name = bool(part) and _is_first(part[-1].key)
        other = _is_other(word.key) and not after_name
        if other or (word.opens and _INFLECTED.search(word.key) and not _is_first(word.key)):
            if part:
                yield part
            part = []
        else:
            part.append(word)
    if part:
        yield part


def _judged(part: list[_Word], signs: str) -> Found | None:
    first, last = part[0], part[-1]
    if _NAMES_A_PLACE.match(signs, last.end):
        return None
    keys = [word.key for word in part if len(word.key) > 1]
    if not keys:
        return None
    if len(part) == 1:
        alone = _is_first(keys[0], alone=True) or _SURNAME_ALONE.search(keys[0])
        return Found(PrivateKind.NAME, first.start, last.end, sure=False) if alone else None
    named = any(map(_is_first, keys))
    if not named and (any(map(_is_organisation, keys)) or _shouts(signs[first.start : last.end])):
        return None
    sure = named or _SURNAME.search(keys[-1]) is not None
    return Found(PrivateKind.NAME, first.start, last.end, sure)


def _shouts(words: str) -> bool:
    """A heading in capitals, or abbreviations."""
    return words.isupper()


def _small_names(signs: str) -> Iterator[Found]:
    """Names of those who write without capitals."""
    for match in re.finditer(r"(?<![\w@.-])([^\W\d_]{3,})[ ]([^\W\d_]{5,})(?![\w@])", signs):
        if _is_first(match[1].casefold(), alone=True) and _SURNAME_ALONE.search(
            match[2].casefold()
        ):
            yield Found(PrivateKind.NAME, match.start(), match.end(), sure=True)


def _turned_names(signs: str) -> Iterator[Found]:
    """Svensson, Anna."""
    for match in re.finditer(r"(?<!\w)([A-ZÅÄÖ]\w+),[ ]([A-ZÅÄÖ][\w-]+)(?!\w)", signs):
        if _SURNAME.search(match[1].casefold()) and _is_first(match[2].casefold()):
            yield Found(PrivateKind.NAME, match.start(), match.end(), sure=True)


def _is_first(key: str, *, alone: bool = False) -> bool:
    certain, ambiguous = _names()
    keys = {key, key.removesuffix("s"), key.removesuffix(":s")}
    keys |= {part for part in re.split(r"['-]", key) if part} if "-" in key else set()
    return not keys.isdisjoint(certain if alone else certain | ambiguous)


def _is_other(key: str) -> bool:
    return not _other_words().isdisjoint({key, key.removesuffix("s"), key.removesuffix(":s")})


def _is_organisation(key: str) -> bool:
    return _ORGANISATION.search(key) is not None


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    both = (first_names().certain, first_names().also_words)
    certain, words = (frozenset(name.casefold() for name in names) for names in both)
    return certain - words, words


@cache
def _other_words() -> frozenset[str]:
    return frozenset(_listed("not_names.txt").casefold().split())


def _listed(name: str) -> str:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))
