"""How names are searched and sorted, alike on every database: å ä ö are letters of their own."""

import unicodedata

# Swedish order: a-z, then å ä ö. Private letters keep the order under any byte-wise collation.
_ORDER = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
_KEEP = frozenset("åäö")
# Letters of our neighbours that are no accented ones to Unicode.
_LIKE = str.maketrans({"æ": "ä", "ø": "ö", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})  # noqa: RUF001 - it is that letter


def search_key(text: str) -> str:
    """Lower case, one space between words, accents off except on å ä ö: 'Zoë  ÅS' is 'zoe ås'."""
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return " ".join("".join(_bare(letter) for letter in lowered.translate(_LIKE)).split())


def _bare(letter: str) -> str:
    if letter in _KEEP or letter.isascii():
        return letter
    parts = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(p for p in parts if not unicodedata.combining(p)))


def sort_key(text: str) -> str:
    """What to sort by with plain byte order: å after z, then ä, then ö; numbers by their value."""
    return "".join(
        run.rjust(6, "0") if run[0].isdigit() else run.translate(_ORDER)
        for run in _runs(search_key(text))
    )


def _runs(text: str) -> list[str]:
    runs: list[str] = []
    for letter in text:
        if runs and runs[-1][-1].isdigit() == letter.isdigit():
            runs[-1] += letter
        else:
            runs.append(letter)
    return runs
