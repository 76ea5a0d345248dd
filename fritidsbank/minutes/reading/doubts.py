"""What somebody must look at before it is believed: a sentence and its facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fritidsbank.minutes.reading.days import Doubt
from fritidsbank.refusals import N_

NO_DAY = N_("No day of the meeting was found.")
NO_GROUP = N_("The name of the group was not found.")
NO_KIND = N_("It does not say whether this is a notice or minutes.")
NO_ITEMS = N_("No items were found.")
NO_HEADINGS = N_("No headings were found: the whole text is one item.")
TOO_LONG = N_("The text is very long. Its end was not read.")
NO_SUCH_DAY = N_("“{said}” is no day that exists.")
OTHER_WEEKDAY = N_("“{said}” has another weekday than {day}.")
YEAR_GUESSED = N_("“{said}” says no year. {day} is a guess.")
YEAR_OF_WEEKDAYS = N_("“{said}” says no year. {day} fits all weekdays of the text.")
DAY_OF_TEXT = N_("The title says no day. {day} is the first one in the text.")
OTHER_DAY = N_("The meeting's day is said twice: {day} and {other}.")
MENDED_DAY = N_("“{said}” was read as {day}.")
UNKNOWN_GROUP = N_("“{group}” is none of the groups that are known.")


@dataclass(frozen=True)
class Warned:
    """A doubt. `sentence` names the facts in braces; pages translate it."""

    sentence: str
    facts: tuple[tuple[str, str], ...] = ()

    def told(self) -> tuple[str, Mapping[str, str]]:
        """The sentence and its facts, for whoever asks now."""
        return self.sentence, dict(self.facts)

    def __str__(self) -> str:
        return self.sentence.format(**dict(self.facts))


def warned(sentence: str, **facts: str) -> Warned:
    """That doubt with its facts."""
    return Warned(sentence, tuple(facts.items()))


_SAID = {
    Doubt.NO_SUCH_DAY: NO_SUCH_DAY,
    Doubt.OTHER_WEEKDAY: OTHER_WEEKDAY,
    Doubt.YEAR_GUESSED: YEAR_GUESSED,
}


def of_day(doubt: Doubt, said: str, day: date | None) -> Warned:
    """What is doubtful about a day, in the words of the text."""
    facts = {} if day is None else {"day": day.isoformat()}
    return warned(_SAID[doubt], said=said, **facts)
