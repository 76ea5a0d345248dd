"""Of how many parts a text message is made: operators are charged for each.

GSM 03.38: 160 letters of its alphabet fit into one, 153 into each of several; a letter of the
extension takes two places. One letter beyond that alphabet, and 70 fit into one and 67 into each.
"""

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")


def parts_of(text: str) -> int:
    """How many parts it takes to send a text; none for an empty one."""
    if all(c in _BASIC or c in _EXTENSION for c in text):
        return _in([2 if c in _EXTENSION else 1 for c in text], 160, 153)
    return _in([len(c.encode("utf-16-be")) // 2 for c in text], 70, 67)


def _in(places: list[int], alone: int, each: int) -> int:
    """A letter of two places is never divided between two parts."""
    if sum(places) <= alone:
        return 1 if places else 0
    parts, left = 1, each
    for place in places:
        if place > left:
            parts, left = parts + 1, each
        left -= place
    return parts
