"""Reading the fields of an operation or a form: check at the door, then trust."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from fritidsbank.refusals import Malformed, N_

E = TypeVar("E", bound=StrEnum)
LONGEST_TEXT = 2_500
# The sign that ends texts, and halves of signs: no keyboard has them, no database keeps them.
_UNFIT = re.compile("[\x00\ud800-\udfff]")


@dataclass(eq=False)
class FieldMissing(Malformed):
    """A field that must be there is not."""

    field: str

    message = N_("The field {field} is missing.")


@dataclass(eq=False)
class FieldWrong(Malformed):
    """A field is there, and it is not what it should be."""

    field: str

    message = N_("The field {field} cannot be read.")


def as_uuid(field: str, value: object) -> str:
    """A UUID in its usual form. Raises FieldWrong."""
    if isinstance(value, str) and len(value) == 36:
        try:
            return str(UUID(value))
        except ValueError:
            pass
    raise FieldWrong(field)


@dataclass(frozen=True)
class Fields:
    """The body of an operation. Every method may raise FieldWrong and FieldMissing."""

    body: Mapping[str, Any]

    def has(self, field: str) -> bool:
        """Whether it is there and not null."""
        return self.body.get(field) is not None

    def text(self, field: str, default: str | None = None) -> str:
        """A string of at most 2,500 characters, without halves of any."""
        value = self._value(field, default)
        if not isinstance(value, str) or len(value) > LONGEST_TEXT or _UNFIT.search(value):
            raise FieldWrong(field)
        return value

    def uuid(self, field: str) -> str:
        """A UUID."""
        return as_uuid(field, self._value(field, None))

    def flag(self, field: str) -> bool:
        """True or false; false when it is not there."""
        value = self._value(field, default=False)
        if not isinstance(value, bool):
            raise FieldWrong(field)
        return value

    def whole(self, field: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number within bounds; a form sends its digits as text."""
        value = self._value(field, default)
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
            value = int(value)
        if type(value) is not int or not low <= value <= high:
            raise FieldWrong(field)
        return value

    def words(self, field: str) -> list[str]:
        """A list of strings; empty when it is not there."""
        words = self._value(field, [])
        if not isinstance(words, list) or None in words:
            raise FieldWrong(field)
        return [Fields({field: word}).text(field) for word in words]

    def day(self, field: str) -> date:
        """A date as 2026-03-02."""
        try:
            return date.fromisoformat(self.text(field))
        except ValueError:
            raise FieldWrong(field) from None

    def choice(self, field: str, words: type[E], default: E | None = None) -> E:
        """One of the words of an enum."""
        value = self._value(field, default)
        try:
            return words(str(value))
        except ValueError:
            raise FieldWrong(field) from None

    def _value(self, field: str, default: object = None) -> object:
        value = self.body.get(field)
        if value is None:
            value = default
        if value is None:
            raise FieldMissing(field)
        return value
