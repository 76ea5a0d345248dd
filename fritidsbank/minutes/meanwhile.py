"""What somebody else has saved while a form was filled in: both are kept, and nobody is overruled.

A form carries a mark of each of its fields as it was shown. What only the other has changed is
taken over, what only I have changed is saved, and what both have changed is said beside the field:
saved once more, mine holds.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from fritidsbank.minutes.models import Group, Meeting
from fritidsbank.refusals import LostRace, N_
from fritidsbank.schema import rows_changed
from fritidsbank.web.forms import Form

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""Of a field in which one chooses: each value that is stored, and what people call it."""
SEEN = "seen"
"""The hidden field with the marks."""
WRITTEN = N_(
    "Somebody else has saved this here meanwhile: “{stored}”. Save again, and yours holds."
)
EMPTIED = N_("Somebody else has emptied this field meanwhile. Save again, and yours holds.")


@dataclass(eq=False)
class SavedAtOnce(LostRace):
    """Somebody else saved in the same moment."""

    message = N_("Somebody else saved in the same moment. Look once more, and save again.")


def marks(values: Mapping[str, str]) -> str:
    """What a form carries along of the values it shows."""
    return json.dumps({name: _mark(value) for name, value in values.items()})


def seen_by(form: Form) -> dict[str, str]:
    """The marks that came back; a form without them has seen nothing."""
    try:
        found = json.loads(form.sent.get(SEEN, ""))
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}


def untouched(form: Form, names: Iterable[str], seen: Mapping[str, str]) -> bool:
    """Whether these fields came back as they were shown."""
    return all(_mark(form.sent.get(name, "")) == seen.get(name) for name in names)


def meet(form: Form, stored: Mapping[str, str], choices: Choices | None = None) -> None:
    """Let the form hold what is to be saved; where both have changed a field, that is noted."""
    seen, sent = seen_by(form), MultiDict(form.sent)
    for name in stored:
        there, mine = _mark(stored[name]), _mark(sent.get(name, ""))
        if there in {seen.get(name), mine}:
            continue
        if mine == seen.get(name):
            sent[name] = stored[name]
        elif stored[name]:
            words = dict((choices or {}).get(name, ()))
            form.clash(name, WRITTEN, stored=words.get(stored[name], stored[name]))
        else:
            form.clash(name, EMPTIED)
    form.sent = sent


def claim(db: Session, row: Group | Meeting) -> None:
    """One more edition of it. Raises SavedAtOnce when somebody else is saving it as well."""
    kind = type(row)
    taken = update(kind).where(kind.id == row.id, kind.edition == row.edition)
    if rows_changed(db.execute(taken.values(edition=row.edition + 1))) != 1:
        raise SavedAtOnce


def _mark(value: str) -> str:
    # As a field gives it back: spaces and ends of lines are the browser's.
    return hashlib.sha256(" ".join(value.split()).encode()).hexdigest()[:10]
