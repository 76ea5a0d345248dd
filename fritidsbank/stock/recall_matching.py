"""Which articles a recall is about: names are compared by whole words, however they are written.

"Re-Akt 75", "RE AKT 75" and "Reakt 75" are one name. "K2" is no part of "K200".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any

from fritidsbank.people.rules import free_text
from fritidsbank.refusals import Malformed, N_
from fritidsbank.search_keys import search_key

EARLIEST = 1950
LONGEST = 80
_WORDS = re.compile(r"[^\W_]+")


@dataclass(eq=False)
class MakerMissing(Malformed):
    """A recall of everything is none."""

    message = N_("Write the maker as it stands on the thing, with letters or digits.")


@dataclass(eq=False)
class ModelUnreadable(Malformed):
    """Only signs: it would be about every model, and nobody has meant that."""

    message = N_("Write the model with letters or digits. Leave it empty if it is every model.")


@dataclass(eq=False)
class RecallYearWrong(Malformed):
    """A year in which nothing of ours was made."""

    latest: str

    message = N_("Write the year with four digits, from 1950 to {latest}.")


@dataclass(eq=False)
class YearsReversed(Malformed):
    """From later than to."""

    first: str
    last: str

    message = N_("{first} is later than {last}. Write the first year to the left.")


class Likeness(StrEnum):
    """How an article answers to a recall."""

    HIT = "hit"
    YEAR_UNKNOWN = "year_unknown"  # a hit as well: nobody knows that it is not
    OTHER_MODEL = "other_model"  # all fits but the model, which is not written so, or not at all


HITS = frozenset({Likeness.HIT, Likeness.YEAR_UNKNOWN})


@dataclass(frozen=True)
class Product:
    """What is called back. An empty model is every model; years and category may be left open."""

    maker: str
    model: str = ""
    years_from: int | None = None
    years_to: int | None = None
    category: int | None = None

    def checked(self, *, this_year: int) -> "Product":
        """The same, tidied. Raises what stands above, and what free text raises."""
        maker, model = free_text(self.maker, LONGEST), free_text(self.model, LONGEST)
        if not name_key(maker):
            raise MakerMissing
        if model and not name_key(model):
            raise ModelUnreadable
        for year in (self.years_from, self.years_to):
            if year is not None and not EARLIEST <= year <= this_year + 1:
                raise RecallYearWrong(str(this_year + 1))
        if self.years_from and self.years_to and self.years_from > self.years_to:
            raise YearsReversed(str(self.years_from), str(self.years_to))
        return replace(self, maker=maker, model=model)

    @cached_property
    def names(self) -> tuple[str, str]:
        """The keys of its maker and its model."""
        return name_key(self.maker), name_key(self.model)

    @property
    def key(self) -> tuple[str, str, int | None, int | None, int | None]:
        """Two recalls with the same key are about the same."""
        return *self.names, self.years_from, self.years_to, self.category

    @property
    def is_narrow(self) -> bool:
        """Whether it names more than a maker and years."""
        return bool(self.model) or self.category is not None


@dataclass(frozen=True)
class Written:
    """What is written about an article, as far as a recall can ask."""

    category: int
    name: str
    brand: str
    made_year: int | None
    attributes: Mapping[str, Any]

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that stands in its name, its brand or one of its attributes."""
        texts = [one for one in self.attributes.values() if isinstance(one, str)]
        return frozenset().union(*map(names_in, (self.name, self.brand, *texts)))


def likeness(product: Product, article: Written) -> Likeness | None:
    """How an article answers to a recall; None when it is about something else."""
    maker, model = product.names
    # Of an import of thousands most are told apart by this.
    if maker not in article.names or product.category not in {None, article.category}:
        return None
    first, last = product.years_from or 0, product.years_to or 9999
    if article.made_year is not None and not first <= article.made_year <= last:
        return None
    if model and model not in article.names:
        return Likeness.OTHER_MODEL
    open_years = product.years_from is None and product.years_to is None
    is_unsure = article.made_year is None and not open_years
    return Likeness.YEAR_UNKNOWN if is_unsure else Likeness.HIT


@lru_cache(4_096)
def name_key(name: str) -> str:
    """A name without case, spaces, hyphens and accents; å, ä and ö stay."""
    return "".join(_WORDS.findall(search_key(name)))


@lru_cache(4_096)
def names_in(text: str) -> frozenset[str]:
    """The key of each name in a text: of every whole word, and of words in a row."""
    words = _WORDS.findall(search_key(text))
    places = range(len(words) + 1)
    return frozenset("".join(words[start:end]) for start in places for end in places[start + 1 :])
