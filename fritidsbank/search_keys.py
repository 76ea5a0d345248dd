"""How names are searched and sorted, alike on every database: å ä ö are letters of their own."""

import unicodedata

# Swedish order: a-z, then å ä ö. Private letters keep the order under any byte-wise collation.
_ORDER = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
_KEEP = frozenset("åäö")


def search_key(text: str) -> str:
    """Lower case, one space between words, accents off except on å ä ö: 'Zoë  ÅS' is 'zoe ås'."""
    lowered = unicodedata.normalize("NFC", text).casefold().replace("æ", "ä").replace("ø", "ö")
    letters = (c if c in _KEEP else unicodedata.normalize("NFD", c)[0] for c in lowered)
    return " ".join("".join(letters).split())


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
