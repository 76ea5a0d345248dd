"""What the program says when something cannot be done: a sentence and its facts."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from dataclasses import field as part
from typing import Any, ClassVar


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

    @classmethod
    def code_name(cls) -> str:
        """The class name as machines write it: NotThere is not_there."""
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("_")

    @property
    def code(self) -> str:
        """For machines, see `code_name`."""
        return self.code_name()

    def facts(self) -> dict[str, object]:
        """The typed facts of the sentence, by name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]

    def told(self) -> tuple[str, dict[str, object]]:
        """The sentence and its facts for whoever asks now; what is stored is `facts` alone."""
        return self.message, self.facts()

    def __str__(self) -> str:
        return self.message.format(**self.facts())


class NotFound(Refusal):
    """What was asked for does not exist."""

    status = 404


class Malformed(Refusal):
    """The input cannot be read as what it should be."""

    status = 422


@dataclass(eq=False)
class Quoting(Malformed):
    """Something in a text, which nobody must keep: the facts say only where in a field it stands.

    `message` does without it. `quoting` has {quoted}, for a page that has the text at hand.
    """

    quoting: ClassVar[str] = ""

    field: str
    begins: int
    ends: int
    quoted: str = part(repr=False)

    def facts(self) -> dict[str, object]:
        """Where it stands, and not what it says."""
        return {"field": self.field, "begins": self.begins, "ends": self.ends}

    def told(self) -> tuple[str, dict[str, object]]:
        """The sentence that names it."""
        return self.quoting, {**self.facts(), "quoted": self.quoted}


class Forbidden(Refusal):
    """The account may not do this, here."""

    status = 403


class LostRace(Refusal):
    """Somebody else was first in the same moment: trying once more meets the ordinary rule."""


def sentence_of(code: str) -> str:
    """The sentence of a refusal by its code, for answers that were stored without it."""
    return {kind.code_name(): kind.message for kind in _all(Refusal)}.get(code, "")


def quoted_again(answer: Mapping[str, Any], sent: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The sentence of a stored `Quoting` with what it is about, from the text as it was sent."""
    for kind in _all(Quoting):
        text = sent.get(str(answer.get("field")))
        if kind.code_name() == answer.get("outcome") and isinstance(text, str):
            quoted = text[answer["begins"] : answer["ends"]]
            return kind.quoting, {"quoted": quoted}  # type: ignore[attr-defined]
    return "", {}


def _all(kind: type[Refusal]) -> list[type[Refusal]]:
    return [kind] + [deeper for child in kind.__subclasses__() for deeper in _all(child)]
