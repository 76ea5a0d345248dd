"""Swedish words by their stems, so that hjälmar and hjälmen are found by hjälm."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer import stemmer as Stemmer  # noqa: N812 - what the library calls its maker

_WORD = re.compile(r"\w+")


def stems_of(text: str) -> str:
    """The stems of all words, in the order of the text. å, ä and ö are letters of their own."""
    return " ".join(_stemmer().stemWords(_WORD.findall(text.casefold())))


@cache
def _stemmer() -> "Stemmer":
    import snowballstemmer  # noqa: PLC0415 - loaded when first asked for

    return snowballstemmer.stemmer("swedish")
