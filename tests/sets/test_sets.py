"""The sets that come with the program, and what their reader does not let pass."""

import pytest

from fritidsbank.sets.catalogue import NoSuchSet, read, set_called, sets
from fritidsbank.stock.catalogue import CategoryEntry, load

CATEGORIES = {entry.code: entry for entry in load()}


def words_of(category: CategoryEntry, name: str) -> set[str]:
    """What an attribute of a category may be."""
    return {
        choice.word
        for attribute in category.attributes
        if attribute.name == name
        for choice in attribute.choices
    }


def test_the_sets_are_those_that_people_ask_for() -> None:
    assert {entry.code: entry.categories for entry in sets()} == {
        "slalom": ["SLS", "SLP", "STV", "HJA"],
        "langd": ["LGS", "LGP", "STV"],
        "snowboard": ["SNB", "SNP", "HJA"],
        "skridsko": ["SKR", "HJH"],
    }


def test_a_set_speaks_of_attributes_that_there_are() -> None:
    for entry in sets():
        for piece in entry.pieces:
            category = CATEGORIES[piece.category]
            for name, word in piece.only.items():
                assert word in words_of(category, name)
            if piece.as_asked:
                assert entry.asks is not None
                asked = {choice.word for choice in entry.asks.choices}
                assert asked <= words_of(category, piece.as_asked)
            if piece.in_cm:
                assert piece.in_cm in {attribute.name for attribute in category.attributes}


def test_a_set_that_nobody_knows_is_refused() -> None:
    with pytest.raises(NoSuchSet):
        set_called("curling")


PIECE = '[[set.piece]]\ncategory = "SLS"\nsize = "alpine_ski"\n'
ASKS = '[set.asks]\nname = "level"\nlabel = "Van"\nlabel_en = "Used"\n'
SET = '[[set]]\ncode = "slalom"\nname = "Slalompaket"\nname_en = "Downhill set"\n'


def test_the_shortest_set_is_one_piece() -> None:
    assert read(SET + PIECE)[0].partner("SLS") == ""


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        (SET + PIECE.replace("alpine_ski", "astrology"), "no rule astrology"),
        (SET + PIECE + PIECE, "twice SLS"),
        (SET + SET, "twice slalom"),
        (SET + PIECE + "colour = 'red'\n", "unknown colour"),
        (SET + PIECE + 'as_asked = "style"\n', "nothing is asked"),
        (SET + PIECE + ASKS, "answers"),
        (SET + PIECE + '[set.fit]\nboot = "SLP"\ninto = "SLS"\nby = "alpine"\n', "no piece"),
        (SET + PIECE + '[set.fit]\nboot = "SLS"\ninto = "SLS"\nby = "glue"\n', "glue"),
        ('[[set]]\ncode = "slalom"\n', "name is missing"),
    ],
)
def test_a_mistake_in_the_file_is_named(text: str, trouble: str) -> None:
    with pytest.raises(ValueError, match=trouble):
        read(text)
