"""What may be kept about a borrower, and how a mobile number is read and shown."""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from fritidsbank.barcodes import Barcode, Kind, is_own
from fritidsbank.refusals import Malformed, N_
from fritidsbank.search_keys import search_key, sort_key

LONGEST_NAME = 80
LONGEST_NOTE = 500


@dataclass(eq=False)
class NotANumber(Malformed):
    """The text cannot be dialled. It is not repeated: an answer keeps nothing personal."""

    message = N_(
        "That is not a telephone number. Write it like 070-123 45 67, or with + and the country."
    )


@dataclass(eq=False)
class NameMissing(Malformed):
    """A borrower without a name, though not said to be without details."""

    message = N_("Write a name, or choose to lend without details.")


@dataclass(eq=False)
class NameTooLong(Malformed):
    """Longer than any name."""

    longest: int

    message = N_("That name is longer than {longest} letters. Write a shorter one.")


@dataclass(eq=False)
class NumberMissing(Malformed):
    """A person without a mobile."""

    message = N_("Write a mobile number, or choose to lend without details.")


@dataclass(eq=False)
class LooksLikePersonnummer(Malformed):
    """A personal identity number has no place here."""

    message = N_(
        "That looks like a personal identity number. We never keep those: "
        "a name and a mobile number are enough."
    )


@dataclass(eq=False)
class NotACard(Malformed):
    """A number of ours that is no card's, or no number of ours."""

    message = N_("That is not a borrower card. The number of a card begins with 1.")


@dataclass(eq=False)
class CardMistyped(NotACard):
    """Its check digits do not fit, so no card has that number."""

    message = N_("A digit of that card number is wrong. Compare it with the card.")


# Six or eight digits of a date, perhaps - or +, four digits: 19900102-1234, 900102+1234. A plus
# before the first belongs to the number of a telephone abroad.
_PERSONNUMMER = re.compile(r"(?<![\d+])(19|20)?(\d{2})(\d{2})(\d{2})(\s?[-+]?\s?)(\d{4})(?!\d)")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})([-./ ])(\d{2})\2(\d{2})(?!\d)")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def has_personnummer(text: str) -> bool:
    """Whether a text holds what looks like a Swedish personal or coordination number.

    Ten digits in a row that begin with 07 are taken for a mobile number, as they mostly are.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    for match in _PERSONNUMMER.finditer(_DATE.sub(r"\1\3\4", plain)):
        century, year, month, day, gap, last = match.groups()
        # A coordination number has 60 added to its day.
        is_date = 1 <= int(month) <= 12 and (1 <= int(day) <= 31 or 61 <= int(day) <= 91)
        spelt_out = bool(gap.strip() or (century and not gap))
        may_be = century or year != "07"
        if is_date and (spelt_out or (may_be and _luhn(year + month + day + last))):
            return True
    return False


def _luhn(digits: str) -> bool:
    total = 0
    for position, digit in enumerate(digits):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def free_text(text: str, longest: int = LONGEST_NOTE) -> str:
    """Free text as it may be kept: one that is too long or holds a personnummer is refused.

    Raises LooksLikePersonnummer, NameTooLong.
    """
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if has_personnummer(text):
        raise LooksLikePersonnummer
    if len(text) > longest:
        raise NameTooLong(longest)
    return text


def name_of(text: str) -> str:
    """A name as it may be kept. Raises NameMissing, NameTooLong, LooksLikePersonnummer."""
    name = free_text(text, LONGEST_NAME)
    if not name:
        raise NameMissing
    return name


def keys_of(name: str, contact: str) -> tuple[str, str]:
    """By what a borrower is searched and sorted."""
    return search_key(f"{name} {contact}")[:200], sort_key(name)[:200]


def e164(text: str) -> str:
    """A telephone number as +46701740605; Swedish unless it says another country.

    Raises NotANumber, LooksLikePersonnummer.
    """
    shown = " ".join(text.split())[:40]
    if not shown.startswith(("0", "+")) and has_personnummer(shown):
        raise LooksLikePersonnummer
    try:
        number = phonenumbers.parse(shown, "SE")
    except phonenumbers.NumberParseException:
        raise NotANumber from None
    if not phonenumbers.is_possible_number(number) or number.extension:
        raise NotANumber
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


_SWEDISH_MOBILE = re.compile(r"\+46(7\d)(\d{3})(\d{2})(\d{2})")


def shown_number(number: str) -> str:
    """For people: 070-174 06 05, or +380 44 123 4567."""
    if match := _SWEDISH_MOBILE.fullmatch(number):
        area, first, second, third = match.groups()
        return f"0{area}-{first} {second} {third}"
    if not number:
        return ""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    national = number.startswith("+46")
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, form.NATIONAL if national else form.INTERNATIONAL)


# An alias without a number, a landline, what costs extra: no text message is sent there.
_NO_TEXTS = frozenset(
    {
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.VOIP,
        phonenumbers.PhoneNumberType.PAGER,
        phonenumbers.PhoneNumberType.UAN,
        phonenumbers.PhoneNumberType.VOICEMAIL,
    }
)
_TEXTED_IN_SWEDEN = re.compile(r"\+467[02369]\d{7}")


def gets_texts(number: str) -> bool:
    """Whether a text message can be sent to an E.164 number: a mobile, here or abroad."""
    if number.startswith("+46") or not number:
        return bool(_TEXTED_IN_SWEDEN.fullmatch(number))
    try:
        return phonenumbers.number_type(phonenumbers.parse(number)) not in _NO_TEXTS
    except phonenumbers.NumberParseException:
        return False


def dialled(number: str) -> str:
    """A number as it is dialled here; a plus at its beginning would make a formula of a cell."""
    return f"00{number[1:]}" if number.startswith("+") else number


def card_number(text: str) -> str:
    """The number of a card, as scanned or typed. Raises NotACard, CardMistyped."""
    digits = "".join(text.split())
    if re.fullmatch(r"1[0-9]{7}(?:[0-9]{2})?", digits) and not is_own(digits):
        raise CardMistyped
    if not is_own(digits) or Barcode(digits).kind is not Kind.CARD:
        raise NotACard
    return digits


def number_prefix(text: str) -> str | None:
    """The beginning of an E.164 number that typed digits mean, or None: 0701 is +46701."""
    digits = re.sub(r"[\s\-()/]", "", text)
    if re.fullmatch(r"\+\d{2,15}", digits):
        return digits
    if re.fullmatch(r"00\d{2,15}", digits):
        return "+" + digits[2:]
    if re.fullmatch(r"0\d{1,12}", digits):
        return "+46" + digits[1:]
    if re.fullmatch(r"7\d{1,8}", digits):
        return "+46" + digits
    return None
