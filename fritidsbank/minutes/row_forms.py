"""A list that is written in one form: rows changed, moved and taken away, a new one at the end.

Each row has a key: the number it is stored under, or one of the form's own. Its fields are called
`title-12`; `row` stands once for each, in their order. Two people may write at once: rows that
somebody else has added meanwhile are kept, behind mine (`meanwhile.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from fritidsbank.minutes.meanwhile import Choices, marks, meet, seen_by, untouched
from fritidsbank.web.forms import NEEDED, Form

NEW = "new"
ROW = "row"
MOST_ROWS = 200
UP, DOWN, REMOVE = "up", "down", "remove"


@dataclass(frozen=True)
class Row:
    """One row as a form has it: every value is text, a tick is "yes"."""

    key: str
    values: Mapping[str, str]

    @property
    def number(self) -> int | None:
        """The number under which it is stored, if it is."""
        return int(self.key) if self.key.isdecimal() else None

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it."""
        return not any(value.strip() for value in self.values.values())

    def named(self) -> dict[str, str]:
        """Its values under the names of their fields."""
        return {f"{name}-{self.key}": value for name, value in self.values.items()}


@dataclass(frozen=True)
class Rows:
    """The rows of a form: `stored` as they are, `fields` that each has, the first one needed.

    `usual` is what stands in the new row before anybody has written in it, `choices` are the words
    of the fields in which one chooses.
    """

    fields: tuple[str, ...]
    stored: Sequence[Row]
    usual: Mapping[str, str]
    choices: Choices = field(default_factory=dict)

    def shown(self, form: Form) -> list[Row]:
        """What the page shows: as it was sent, else as it is stored; the new row last."""
        if form.sent:
            return self._sent(form)
        return [*self.stored, Row(NEW, {name: self.usual.get(name, "") for name in self.fields})]

    def marks(self) -> str:
        """What the form carries along, see `meanwhile.marks`."""
        return marks({name: value for row in self.stored for name, value in row.named().items()})

    def meet(self, form: Form) -> None:
        """Take in what somebody else has saved meanwhile; what both have changed is noted."""
        seen, there = seen_by(form), {row.key: row for row in self.stored}
        sent = self._sent(form)
        for row in sent:
            if row.key in there:
                choices = {f"{name}-{row.key}": of for name, of in self.choices.items()}
                meet(form, there[row.key].named(), choices)
        mine = {row.key for row in sent}
        gone = {row.key for row in sent if self._was_taken_away(form, row, there, seen)}
        added = [
            row
            for row in self.stored
            if row.key not in mine and f"{self.fields[0]}-{row.key}" not in seen
        ]
        values = MultiDict(form.sent)
        kept = [key for key in values.getlist(ROW) if key not in gone and key != NEW]
        values.setlist(ROW, [*kept, *(row.key for row in added), *([NEW] * (NEW in mine))])
        for row in added:
            values.update(row.named())
        form.sent = values

    def read(self, form: Form) -> list[Row]:
        """The rows to be saved, moved or taken away as the button says. Notes what is empty."""
        rows = self._acted(self._sent(form), form.sent.get("act", ""))
        kept = [row for row in rows if row.key != NEW or not self._is_untouched(row)]
        for row in kept:
            if not row.values[self.fields[0]].strip():
                form.note(f"{self.fields[0]}-{row.key}", NEEDED)
        return kept

    def _sent(self, form: Form) -> list[Row]:
        keys = list(dict.fromkeys(form.sent.getlist(ROW)))[:MOST_ROWS]
        usable = [key for key in keys if key == NEW or (key.isdecimal() and len(key) < 10)]
        return [
            Row(key, {name: form.sent.get(f"{name}-{key}", "") for name in self.fields})
            for key in usable
        ]

    def _acted(self, rows: list[Row], act: str) -> list[Row]:
        verb, _, key = act.partition("-")
        place = next((n for n, row in enumerate(rows) if row.key == key), None)
        if place is None:
            return rows
        if verb == REMOVE:
            return rows[:place] + rows[place + 1 :]
        other = place + {UP: -1, DOWN: 1}.get(verb, 0)
        if 0 <= other < len(rows) and NEW not in {rows[place].key, rows[other].key}:
            rows[place], rows[other] = rows[other], rows[place]
        return rows

    def _is_untouched(self, row: Row) -> bool:
        return all(
            value.strip() in {"", self.usual.get(name, "")} for name, value in row.values.items()
        )

    def _was_taken_away(
        self, form: Form, row: Row, there: Mapping[str, Row], seen: Mapping[str, str]
    ) -> bool:
        """Somebody else has taken it away, and I have not written in it since: so be it."""
        if row.key == NEW or row.key in there:
            return False
        return untouched(form, row.named(), seen)
