"""What people and programs write in cells: understood, remarked on, or refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.intake.importing import Outcome
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import category_coded
from fritidsbank.stock.rules import Unit
from tests.intake.looking import BOOTS, HEAD, Look, csv, outcomes, remarked, said

pytestmark = pytest.mark.one_database

WRONG: dict[str, tuple[str, str, str]] = {
    "unknown category": ("Kategori", "Månraketer", "There is no category Månraketer"),
    "parent": ("Kategori", "ALPINT", "There is no category ALPINT"),
    "no category": ("Kategori", "", "which category it belongs to"),
    "no name": ("Benämning", "", "Write what it is"),
    "long name": ("Benämning", "x" * 81, "Write what it is"),
    "personnummer": ("Anteckning", "lånad av 19900102-1234", "personal identity number"),
    "personnummer in a name": ("Benämning", "Skidor 900102-1234", "personal identity number"),
    "long size": ("Storlek", "x" * 21, "longer than 20 letters"),
    "year": ("År", "1066", "four digits"),
    "no year": ("År", "nittonhundra", "four digits"),
    "control": ("Märke", "Salo\x07mon", "nobody can see"),
    "vertical tab": ("Märke", "Salo\x0bmon", "nobody can see"),
    "shortened": ("ID-nummer", "4,00638E+12", "shortened this number"),
    "long code": ("ID-nummer", "X" * 41, "is no number for an article"),
    "a card": ("ID-nummer", "10000119", "is no number for an article"),
    "no shelf": ("Hylla", "Verkstaden", "is no shelf"),
    "long shelf": ("Hylla", "x" * 81, "at most 80 letters"),
    "unit": ("Enhet", "kilo", "piece, pair or set"),
    "day": ("Registrerad", "i höstas", "2026-03-02"),
    "the thirtieth of February": ("Registrerad", "2024-02-30", "2026-03-02"),
    "a day to come": ("Registrerad", "2030-01-01", "to today"),
    "attribute": ("Sullängd", "9000", "from 190 to 380"),
    "word": ("Sulnorm", "trasig", "Choose one of the list"),
    "long part": ("Delar", "x" * 31, "at most 30 letters"),
}


@pytest.mark.parametrize(("heading", "cell", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_row_and_column(
    look: Look, heading: str, cell: str, sentence: str
) -> None:
    head = [*HEAD, *({heading} - {*HEAD})]
    row = dict(zip(HEAD, BOOTS, strict=True)) | {heading: cell}
    ((number, where, told),) = said(look(csv([row[one] for one in head], head=head)))
    assert (number, where) == (2, heading)
    assert sentence in told


def test_all_that_is_wrong_is_said_at_once(look: Look) -> None:
    wrong = ["FB-1", "XYZ", "", "x" * 21, "", "1066", "", "Verkstaden"]
    headings = {heading for _, heading, _ in said(look(csv(wrong)))}
    assert headings == {"Kategori", "Benämning", "Storlek", "År", "Hylla"}


def test_a_row_with_more_cells_than_headings_is_an_error(look: Look) -> None:
    ((row, heading, sentence),) = said(look(csv([*BOOTS, "utanför"])))
    assert (row, heading) == (2, "")
    assert "separator" in sentence


REMARKS: dict[str, tuple[str, str, str]] = {
    "size": ("Storlek", "95", "no usual size"),
    "word as size": ("Storlek", "ganska stora", "no usual size"),
    "almost ours": ("ID-nummer", "20001234", "looks like a number of ours"),
    "attribute of another category": ("Ramnummer", "SE-7", "Nothing of that kind"),
    "branch": ("Filial", "Månen", "no branch Månen"),
}


@pytest.mark.parametrize(("heading", "cell", "sentence"), REMARKS.values(), ids=REMARKS)
def test_what_is_strange_is_said_and_stops_nothing(
    look: Look, heading: str, cell: str, sentence: str
) -> None:
    head = [*HEAD, *({heading} - {*HEAD})]
    row = dict(zip(HEAD, BOOTS, strict=True)) | {heading: cell}
    planned = look(csv([row[one] for one in head], head=head))
    ((number, where, told),) = remarked(planned)
    assert (number, where) == (2, heading)
    assert sentence in told
    assert outcomes(planned) == [Outcome.NEW]


READ: dict[str, tuple[str, str, str, Any]] = {
    "a float as size": ("Storlek", "38.0", "size", "38"),
    "a point in a size": ("Storlek", "25.5", "size", "25,5"),
    "a range": ("Storlek", "54 – 58", "size", "54-58"),
    "a float as year": ("År", "2019.0", "made_year", 2019),
    "a formula": ("Benämning", "=1+1", "name", "=1+1"),
    "at": ("Benämning", "@SUM(A1)", "name", "@SUM(A1)"),
    "plus": ("Benämning", "+46", "name", "+46"),
    "minus": ("Benämning", "-2", "name", "-2"),
    "a formula made harmless": ("Benämning", "'=1+1", "name", "=1+1"),
    "a category by its name": ("Kategori", " slalom Pjäxor ", "category_id", None),
    "a category in English": ("Kategori", "Alpine boots", "category_id", None),
    "a category in small letters": ("Kategori", "slp", "category_id", None),
    "a serial day": ("Registrerad", "45598", "registered_on", date(2024, 11, 2)),
    "a serial day as a float": ("Registrerad", "45598.0", "registered_on", date(2024, 11, 2)),
    "a day with a time": ("Registrerad", "2024-11-02 00:00:00", "registered_on", date(2024, 11, 2)),
    "a day in one piece": ("Registrerad", "20241102", "registered_on", date(2024, 11, 2)),
    "a pair": ("Enhet", "Par", "unit", None),
    "pieces": ("Enhet", "st.", "unit", Unit.PIECE),
    "English unit": ("Unit", "piece", "unit", Unit.PIECE),
    "parts": ("Delar", "stång, pinnar", "parts", ["stång", "pinnar"]),
    "no parts": ("Delar", "none", "parts", []),
    "two lines": ("Anteckning", '"rad ett\nrad två"', "note", "rad ett rad två"),
}


@pytest.mark.parametrize(("heading", "cell", "fact", "value"), READ.values(), ids=READ)
def test_what_people_and_programs_write_is_understood(
    db: Session,
    imports: Callable[[bytes], int],
    heading: str,
    cell: str,
    fact: str,
    value: Any,  # noqa: ANN401 - what a column can hold
) -> None:
    head = [*HEAD, *({heading} - {*HEAD})]
    row = dict(zip(HEAD, BOOTS, strict=True)) | {heading: cell}
    imports(csv([row[one] for one in head], head=head))
    kept = db.scalars(select(Article)).one()
    if fact == "category_id":
        value = category_coded(db, "SLP").id
    assert getattr(kept, fact) == value
