"""Text as every kind of file can hold it: XML, calendars and papers refuse some characters."""

import re

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 may not hold, or better had not, and halves of characters."""
_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")


def legible(text: str) -> str:
    """The text without what no reader shows; each line ends with one line feed."""
    return _REFUSED.sub("", _ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """The same where only a line has room."""
    return " ".join(legible(text).split())
