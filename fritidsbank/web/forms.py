"""A form as somebody filled it in: what was written is kept, and what is unclear is said."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from fritidsbank.refusals import Forbidden, LostRace, N_, Refusal
from fritidsbank.web.context import g
from fritidsbank.web.fields import LONGEST_TEXT
from fritidsbank.web.language import say

E = TypeVar("E", bound=StrEnum)
P = ParamSpec("P")

NEEDED = N_("Fill in this field.")
TOO_LONG = N_("That is longer than {longest} letters. Write less.")
NOT_WHOLE = N_("Write a number from {low} to {high}, without decimals.")
NOT_A_DAY = N_("Write the day as 2026-03-02.")
NOT_A_TIME = N_("Write the time as 15:00.")
NOT_A_CHOICE = N_("Choose one of the list.")


class Unclear(Exception):  # noqa: N818 - it is no error: the page is shown again
    """Something in the form cannot be used; `Form.troubles` says what."""


class Form:
    """What was sent, or what the fields hold when nobody has written in them yet.

    Reading a field that cannot be used notes why and goes on, so that all of it is said at once;
    `refuse_unclear` then stops.
    """

    def __init__(self, usual: Mapping[str, object] | None = None) -> None:
        self.sent: MultiDict[str, str] = request.form if request.method == "POST" else MultiDict()
        self.troubles: dict[str, str] = {}
        self.status = 422
        self._usual = usual or {}
        self._labels: dict[str, str] = {}

    def beside(self, field: str, usual: Mapping[str, object] | None = None) -> "Form":
        """Of a page's several forms the one with `field`: as it was sent, or untouched."""
        if field in self.sent:
            return self
        untouched = Form(usual)
        untouched.sent = MultiDict()
        return untouched

    def value(self, name: str) -> object:
        """What stands in a field: as it was written, else as it usually is."""
        return self.sent.get(name, "") if self.sent else self._usual.get(name, "")

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return bool(self.value(name))

    def trouble(self, name: str) -> str:
        """What is wrong with a field, or nothing."""
        return self.troubles.get(name, "")

    def call(self, name: str, label: str) -> str:
        """Remember what a field is called, for the summary. Says nothing itself."""
        self._labels[name] = label
        return ""

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """Every trouble: its field, what the field is called, the sentence."""
        return [(name, self._labels.get(name, ""), said) for name, said in self.troubles.items()]

    def note(self, name: str, msgid: str, /, **facts: object) -> None:
        """Say what is wrong with a field; "" is the whole form. The first trouble stays."""
        self.troubles.setdefault(name, say(msgid, g.language, facts))

    def clash(self, name: str, msgid: str, /, **facts: object) -> None:
        """Say that somebody else has changed what a field is about: the answer will be a 409."""
        self.status = 409
        self.note(name, msgid, **facts)

    def text(self, name: str, longest: int = 500, *, needed: bool = False) -> str:
        """One line of text, without spaces at its ends."""
        return self._bounded(name, " ".join(self._raw(name).split()), longest, needed=needed)

    def lines(self, name: str, longest: int = LONGEST_TEXT) -> list[str]:
        """Text of several lines; empty ones are left out."""
        text = self._bounded(name, self._raw(name), longest, needed=False)
        return [line for line in map(str.strip, text.splitlines()) if line]

    def whole(self, name: str, low: int, high: int, *, needed: bool = False) -> int | None:
        """A whole number, or None when nothing is written."""
        written = "".join(self._raw(name).split())
        if not written:
            if needed:
                self.note(name, NEEDED)
            return None
        if written.isascii() and written.isdecimal() and len(written) < 10:
            number = int(written)
            if low <= number <= high:
                return number
        self.note(name, NOT_WHOLE, low=str(low), high=str(high))  # a year has no thousands
        return None

    def day(self, name: str) -> date | None:
        """A day, or None when nothing is written."""
        written = self._raw(name).strip()
        if not written:
            return None
        try:
            return date.fromisoformat(written)
        except ValueError:
            self.note(name, NOT_A_DAY)
            return None

    def clock(self, name: str) -> time | None:
        """A time of day as 15:00 or 15.00, or None when nothing is written."""
        written = self._raw(name).strip().replace(".", ":")
        if not written:
            return None
        try:
            return time.fromisoformat(written.rjust(5, "0")).replace(second=0, microsecond=0)
        except ValueError:
            self.note(name, NOT_A_TIME)
            return None

    def choice(self, name: str, words: Iterable[E]) -> E:
        """One of these words of an enum. Raises Unclear when it is none of them."""
        written = self._raw(name)
        for word in words:
            if word.value == written:
                return word
        self.note(name, NOT_A_CHOICE)
        raise Unclear

    def word(self, name: str, allowed: Iterable[str]) -> str:
        """One of these words; anything else is noted."""
        written = self._raw(name)
        if written not in allowed:
            self.note(name, NOT_A_CHOICE)
        return written

    def one_of(self, name: str, allowed: Iterable[int]) -> int:
        """One of these numbers, such as the ids of a list. Raises Unclear when it is not."""
        written = self._raw(name)
        for number in allowed:
            if str(number) == written:
                return number
        self.note(name, NOT_A_CHOICE)
        raise Unclear

    def refuse_unclear(self) -> None:
        """Stop here when something was unclear. Raises Unclear."""
        if self.troubles:
            raise Unclear

    @contextmanager
    def noting(self, **fields: str) -> Iterator[None]:
        """Refusals inside are said beside their field: code=field, or `otherwise` for all others.

        Those that name no field pass through when there is no `otherwise`. Raises Unclear.
        """
        try:
            yield
        except Refusal as refusal:
            field = fields.get(refusal.code, fields.get("otherwise"))
            if field is None or isinstance(refusal, LostRace | Forbidden):
                raise
            msgid, facts = refusal.told()
            self.note(field, msgid, **facts)
            raise Unclear from None

    def _raw(self, name: str) -> str:
        return self.sent.get(name, "")

    def _bounded(self, name: str, text: str, longest: int, *, needed: bool) -> str:
        text = text.replace("\x00", "")
        if needed and not text:
            self.note(name, NEEDED)
        if len(text) > longest:
            self.note(name, TOO_LONG, longest=longest)
        return text[:longest]


def asks(
    page: Callable[Concatenate[Form, P], str],
) -> Callable[[Callable[Concatenate[Form, P], Response]], Callable[P, Response | tuple[str, int]]]:
    """The view is handed the form. What is unclear to it is shown again by `page`, as a 422 or 409.

    Nothing is changed then: what the view had begun is taken back before the page is made.
    """

    def decorate(
        view: Callable[Concatenate[Form, P], Response],
    ) -> Callable[P, Response | tuple[str, int]]:
        @wraps(view)
        def answer(*args: P.args, **kwargs: P.kwargs) -> Response | tuple[str, int]:
            form = Form()
            try:
                return view(form, *args, **kwargs)
            except Unclear:
                g.db.rollback()
                return page(form, *args, **kwargs), form.status

        return answer

    return decorate
