"""Who is a person, which is an organisation, and what is a function, by the look of their names."""

import re
from functools import lru_cache

from fritidsbank.minutes.first_names import first_names
from fritidsbank.minutes.reading.labels import folded
from fritidsbank.minutes.reading.words import longest_first, words_of

_ENDINGS = re.compile(
    rf"(?:{longest_first('organisations', 'endings')})"
    r"(?:en|n|et|t|ar|er|erna|ens|s|or|orna|a|na)?$"
)
_WORDS = frozenset(words_of("organisations", "words"))
_KNOWN = frozenset(folded(name) for name in words_of("organisations", "known"))
_FUNCTION = re.compile(
    rf"(?:{longest_first('people', 'functions')})(?:en|n|are|s)?(?: .*)?", re.IGNORECASE
)
_SURNAME = re.compile(rf".+(?:{longest_first('people', 'surnames')})")
_PARTICLES = frozenset({"von", "af", "de", "da", "di", "el", "al", "van", "der", "bin", "la", "le"})
_COUNT = re.compile(
    r"(?:\+|och|samt|plus)? ?(\d{1,3}|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|några|flera) ?"
    r"(?:andra |övriga |till |st |inbjudna )?"
    r"(?:gäst(?:er)?|person(?:er)?|deltagare|besökare|åhörare|brukare|representanter|medlemmar"
    r"|studiebesökare|elever|praktikanter|till|andra)(?: .{0,60})?",
    re.IGNORECASE,
)
_NUMBERS = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7,
            "åtta": 8, "nio": 9, "tio": 10}  # fmt: skip
_MORE = re.compile(r"(?:m\.? ?fl\.?|med flera|och andra)", re.IGNORECASE)


def guests_in(text: str) -> int | None:
    """How many "3 gäster" are; 0 for "några gäster"; nothing for a name."""
    found = _COUNT.fullmatch(text.strip())
    if found is None:
        return None
    number = found[1].casefold()
    return int(number) if number.isdigit() else _NUMBERS.get(number, 0)


def is_more(text: str) -> bool:
    """Whether it only says that there were more ("m.fl.")."""
    return _MORE.fullmatch(text.strip()) is not None


def is_function(text: str) -> bool:
    """Whether it says what somebody is, such as "ordförande" or "enhetschef"."""
    words = text.strip(" .()")
    last = words.rsplit(" ", maxsplit=1)[-1]
    return bool(_FUNCTION.search(words) and words[:1].islower()) or bool(
        _FUNCTION.fullmatch(words) or (words[:1].islower() and _FUNCTION.fullmatch(last))
    )


def is_organisation(text: str) -> bool:
    """Whether it looks like an organisation for sure."""
    if folded(text.strip(" .")) in _KNOWN:
        return True
    words = [word.strip(".,()") for word in text.split()[:8]]
    if len(words) > 1 and words[0] in first_names().all and all(map(_name_like, words)):
        return words[-1] in _WORDS
    return any(
        word in _WORDS
        or any(letter.isdigit() for letter in word)
        or (2 <= len(word) <= 5 and word.isupper())
        or _ends_like_one(word)
        for word in words
        if word
    )


def is_person(text: str, *, surely: bool = False) -> bool:
    """Whether it can be the name of a person; `surely`: by a first name or a surname we know."""
    words = text.split()
    if not 1 <= len(words) <= 5 or is_organisation(text) or len(text) > 60:
        return False
    if not words[0][:1].isupper() or not all(_name_like(word) for word in words):
        return False
    known = words[0] in first_names().all or (len(words) > 1 and _SURNAME.fullmatch(words[-1]))
    return bool(known) if surely else bool(known) or len(words) > 1


def _name_like(word: str) -> bool:
    bare = word.strip(".").replace("-", "").replace("'", "").replace("\u2019", "")
    return bare.isalpha() and (bare[0].isupper() or bare in _PARTICLES)


@lru_cache(maxsize=4096)
def _ends_like_one(word: str) -> bool:
    return _ENDINGS.search(word[-60:].casefold()) is not None
