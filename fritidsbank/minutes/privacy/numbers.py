"""Personal numbers and telephone numbers in a plain text, in all the ways that people write them.

A personal number ("personnummer") is a day of birth and four digits, the last of which is a check
digit by Luhn; in a coordination number ("samordningsnummer") the day has 60 more. Source: the
Swedish Tax Agency, SKV 704 and SKV 707.
"""

import re
from calendar import monthrange

from fritidsbank.minutes.privacy.plain import Found, PrivateKind

_PERSONAL = re.compile(
    r"""
    (?<!\d)
    (?P<year>(?:18|19|20)?\d\d)(?P<apart>[ ]?[-./]?[ ]?)(?P<month>\d\d)(?P=apart)(?P<day>\d\d)
    (?P<join>\s{0,3}[-+./:=,]{0,2}\s{0,3})
    (?P<last>\d{4}|\d\d[ -]\d\d)
    (?!\d)
    """,
    re.VERBOSE,
)
_SPACED = re.compile(r"(?<!\d)\d(?:[ ]{1,2}[-+]?[ ]{0,2}\d){9,11}(?!\d)")
_WITHOUT_DIGITS = re.compile(
    r"(?<!\d)(?P<year>(?:18|19|20)?\d\d)(?P<month>\d\d)(?P<day>\d\d)[ ]?[-+]?[ ]?"
    r"(?:[A-Z]\d{3}|[A-Z]{2}\d\d|[xX]{4})(?!\w)"
)
"""Numbers that hospitals lend (T123), and those whose last digits were left out (xxxx)."""
_OTHER_NUMBER = re.compile(
    r"(?:isbn|issn|dnr|diarie\w*|ocr\w*|(?:bank|plus|post)giro|[bp]g|faktur\w*|artikel\w*|order\w*"
    r"|refer\w*|ref|org\.?\s?n\w*|organisations\w*|konto\w*|serie\w*|ärende\w*)"
    r"[\s.:-]*(?:nr|nummer|-13|-10)?[\s.:#]*$",
    re.IGNORECASE,
)
_SAYS_PHONE = r"(?:tel\w*|tfn|mobil\w*|ring\w*|sms\w*|växel\w*|fax\w*|phone|call|mob)"
_PHONE_BEFORE = re.compile(
    rf"\b{_SAYS_PHONE}[\s.:]*(?:nr|nummer|på|till|oss)?[\s.:]*$", re.IGNORECASE
)
_PHONE = re.compile(
    r"""
    (?<![\d/+])(?<!\d[-.:,])
    (?P<prefix>(?:\+|\b00)[ ]?\d{1,3}[ ./-]{0,2}(?:\(0\)[ ]?)? | \(0\d{1,3}\) | 0)
    (?P<rest>[ ./-]{0,3}(?:\d{1,10}|\(\d{1,4}\))(?:[ ./-]{1,3}\d{1,7}){0,6})
    (?![\d])(?!:\d)
    """,
    re.VERBOSE,
)
_LOCAL = re.compile(
    rf"\b{_SAYS_PHONE}[\s.:]{{1,3}}(?:nr|nummer|på|till|oss)?[\s.:]*"
    r"(?P<number>\d{2,3}(?:[ -]?\d{2,3}){1,3})(?!\d)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d\d[ ./-]{1,3}\d\d[ ./-]{1,3}(?:18|19|20)\d\d")
_HOURS = re.compile(r"[01]\d[.][0-5]\d[ -]{1,3}[012]\d(?:[.][0-5]\d)?\b.*", re.DOTALL)
_LOCAL_LENGTHS = frozenset({6, 7, 8})


def personal_numbers(signs: str) -> list[Found]:
    """Whatever is a personal number, and what has the shape of one and another check digit."""
    found = []
    for match in _PERSONAL.finditer(signs):
        sure = _looks_at(match, signs)
        if sure is not None:
            found.append(Found(PrivateKind.PERSONAL_NUMBER, match.start(), match.end(), sure))
    for match in _SPACED.finditer(signs):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) in {10, 12} and _is_birth(digits[:-8], digits[-8:-6], digits[-6:-4]):
            sure = _luhn_holds(digits[-10:])
            found.append(Found(PrivateKind.PERSONAL_NUMBER, match.start(), match.end(), sure))
    found += [
        Found(PrivateKind.PERSONAL_NUMBER, match.start(), match.end(), sure=False)
        for match in _WITHOUT_DIGITS.finditer(signs)
        if _is_birth(match["year"], match["month"], match["day"])
    ]
    return found


def _looks_at(match: re.Match[str], signs: str) -> bool | None:
    """True: it is one. False: it may be. None: it is something else."""
    join, before = match["join"].strip(), signs[max(0, match.start() - 30) : match.start()]
    if not _is_birth(match["year"], match["month"], match["day"]):
        return None
    if "\n" in match["join"] and join not in {"-", "+"}:
        return None
    digits = match["year"][-2:] + match["month"] + match["day"] + re.sub(r"\D", "", match["last"])
    bare = match[0].isdecimal()
    if bare and (_OTHER_NUMBER.search(before) or _is_mobile(match[0], before)):
        return None
    if _luhn_holds(digits):
        # "2026-03-02 1830" may as well be a day and an hour.
        return not (match["apart"] and not join)
    if bare or (join in {"-", "+"} and len(match["last"]) == 4):
        mobile = bare and digits.startswith("07")
        return None if mobile or _OTHER_NUMBER.search(before) else False
    return None


def _is_mobile(digits: str, before: str) -> bool:
    return digits.startswith("07") and _PHONE_BEFORE.search(before) is not None


def _is_birth(year: str, month: str, day: str) -> bool:
    number = int(day) - 60 if int(day) > 60 else int(day)
    # Of a year without its century nobody knows whether it was a leap year.
    full = int(year) if len(year) == 4 else 2000
    return 1 <= int(month) <= 12 and 1 <= number <= monthrange(full, int(month))[1]


def _luhn_holds(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0


def phone_numbers(signs: str) -> list[Found]:
    """Swedish numbers with their area code or +46, foreign ones with +, local ones after "tel"."""
    found = []
    for match in _PHONE.finditer(signs):
        end = match.end() - len(match[0]) + len(match[0].rstrip(" ./-"))
        sure = _looks_like_phone(match, signs)
        if sure is not None:
            found.append(Found(PrivateKind.PHONE, match.start(), end, sure))
    return found + [
        Found(PrivateKind.PHONE, match.start("number"), match.end(), sure=True)
        for match in _LOCAL.finditer(signs)
        if len(re.sub(r"\D", "", match["number"])) in _LOCAL_LENGTHS
    ]


def _looks_like_phone(match: re.Match[str], signs: str) -> bool | None:
    written, prefix = match[0], match["prefix"]
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    if prefix.startswith("+"):
        return True if 8 <= len(digits) <= 14 else None
    if prefix.startswith("00"):
        return True if 10 <= len(digits) <= 16 else None
    if not 8 <= len(digits) <= 10 or digits[1] == "0":
        return None
    before = signs[max(0, match.start() - 30) : match.start()]
    said = _PHONE_BEFORE.search(before) is not None
    if not said and (_DATE.match(written) or _HOURS.match(written) or _OTHER_NUMBER.search(before)):
        return None
    mobile = digits.startswith("07") and len(digits) == 10
    area = re.match(r"\(0\d{1,3}\)|0\d{1,3}[ ]?[-/]", written) is not None
    return said or mobile or area
