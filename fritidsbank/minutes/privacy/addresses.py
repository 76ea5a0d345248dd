"""Mail addresses and where people live, in a plain text."""

import re

from fritidsbank.minutes.privacy.plain import Found, PrivateKind

_AT = r"(?:@|\((?:at|a|snabel-?a|@)\)|\[(?:at|a|snabel-?a|@)\]|\{at\}|snabel-?a)"
_DOT = r"(?:\.|[ ]{0,2}[(\[](?:dot|punkt|\.)[)\]][ ]{0,2}|[ ]{1,3}(?:punkt|dot)[ ]{1,3})"
_NAME = r"(?<![\w.+'-])[^\W_][\w.+'-]{0,80}"
_MAIL = re.compile(
    rf"{_NAME}(?:[ ]{{1,3}}punkt[ ]{{1,3}}[\w-]{{1,60}}){{0,4}}[ ]{{0,2}}{_AT}[ ]{{0,2}}"
    rf"[^\W_][\w-]{{0,60}}(?:{_DOT}[^\W_][\w-]{{0,60}}){{1,8}}",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    rf"{_NAME}[ ]{{1,3}}(?:at|ätt)[ ]{{1,3}}[\w-]{{1,60}}(?:{_DOT}[\w-]{{1,60}}){{0,4}}"
    rf"{_DOT}(?:se|nu|com|org|net|eu|info|no|dk|fi|de)\b",
    re.IGNORECASE,
)
_WORD = r"[A-ZÅÄÖÉ][\w:.'-]{0,40}"
_KINDS = (
    r"gatan|gata|vägen|väg|gränden|gränd|torget|torg|stigen|stig|allén|allé|plan|backen|backe"
    r"|platsen|plats|esplanaden|kajen|leden|stråket|svängen|ringen|slingan|kroken|gården|gård"
    r"|höjden|bron|kullen|åsen|liden|promenaden|strand|stranden|hamnen|terrassen|trappan|bågen"
)
_HOUSE = r"\d{1,4}(?:[ ]?[A-Za-z]\b)?(?:[ ]?[-/][ ]?\d{1,3}[A-Za-z]?)?"
_FLAT = r"(?:,?[ ](?:lgh|läg\w*|tr|vån\w*|bv|ög|uppg\w*)\.?[ ]?\w{0,6}|,?[ ]\d[ ]?tr\b)"
_STREET = re.compile(
    rf"(?<![\w:.'-])(?:{_WORD}[ ]){{0,3}}"
    rf"(?:[A-ZÅÄÖÉ][\w-]{{0,40}}(?:{_KINDS})|{_WORD}[ ](?:{_KINDS}))"
    rf",?[ ]{{1,2}}{_HOUSE}(?!\w|[.,]\d|[ ]?(?:km|m|kr|%|min)\b){_FLAT}{{0,2}}"
)
_SMALL_STREET = re.compile(
    r"(?<!\w)[a-zåäö]{3,40}(?:gatan|vägen|gränd|stigen|torget)[ ]\d{1,4}(?:[ ]?[A-Za-z]\b)?"
    r"(?!\w|[.,:]\d|[ ]?(?:km|m|kr|%|min|personer|kronor)\b)"
)
_CARE_OF = re.compile(rf"\bc[/.]o[ ]+(?:{_WORD}[ ]?){{1,4}}", re.IGNORECASE)
_POSTAL = re.compile(
    r"(?<![\d/.:-])(?<!\d )(?:S(?:E|-)?-?[ ]?)?[1-9]\d\d[ ]?\d\d[ ]{1,2}[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{2,}"
    r"(?:[ ][A-ZÅÄÖ][a-zåäö]+)?(?!\w)"
)
_NO_TOWN = re.compile(r"(?:Kronor|Kr|Sek|Euro|Personer|Besök|Lån|Timmar)\b", re.IGNORECASE)


def mail_addresses(signs: str) -> list[Found]:
    """Mail addresses, also those that hide from machines: "namn (at) kommun punkt se"."""
    return [
        Found(PrivateKind.MAIL, match.start(), match.end() - _loose_end(match[0]), sure=True)
        for pattern in (_MAIL, _SPOKEN)
        for match in pattern.finditer(signs)
    ]


def street_addresses(signs: str) -> list[Found]:
    """Streets with a number, towns with their postal code, and whose door it is (c/o).

    Sure only with c/o or a flat: the address of a meeting's place looks like anybody's.
    """
    found = [
        Found(PrivateKind.ADDRESS, match.start(), match.end() - _loose_end(match[0]), sure)
        for pattern, sure in ((_CARE_OF, True), (_STREET, False), (_SMALL_STREET, False))
        for match in pattern.finditer(signs)
    ]
    return found + [
        Found(PrivateKind.ADDRESS, match.start(), match.end(), sure=False)
        for match in _POSTAL.finditer(signs)
        if not _NO_TOWN.search(match[0])
    ]


def _loose_end(words: str) -> int:
    return len(words) - len(words.rstrip(" .-'"))
