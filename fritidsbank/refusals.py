"""What the program says when something cannot be done: a sentence and its facts."""

from dataclasses import fields
from typing import ClassVar


def N_(msgid: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a sentence for the catalogue without translating it here."""
    return msgid


class Refusal(Exception):  # noqa: N818 - it is an answer, not an error
    """Something cannot be done, and the person can be told why.

    Subclasses are dataclasses whose fields are the facts; `message` names them in braces. They are
    translated at the edge. `code` is for machines and is the class name in snake case.
    """

    status: ClassVar[int] = 409
    message: ClassVar[str] = ""

    @property
    def code(self) -> str:
        """The class name as machines write it: NotThere is not_there."""
        name = type(self).__name__
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")

    def facts(self) -> dict[str, object]:
        """The typed facts of the sentence, by name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]

    def __str__(self) -> str:
        return self.message.format(**self.facts())


class NotFound(Refusal):
    """What was asked for does not exist."""

    status = 404


class Malformed(Refusal):
    """The input cannot be read as what it should be."""

    status = 422


class Forbidden(Refusal):
    """The account may not do this, here."""

    status = 403
