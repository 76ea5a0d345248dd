"""Borrowers are not imported: a file with a column about people is refused as a whole."""

import pytest

from fritidsbank.intake.importing_headings import PeopleInFile, laid_out

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "heading",
    [
        *("Mobil", "MOBILNR.", "E-post", "Förnamn", "Person­nummer", "Låntagare", "Telefon nr"),
        *("Lånad av", "Kontaktperson", "Adress", "Last name", "Guardian", "Date of birth"),
    ],
)
def test_a_column_about_people_is_refused_by_its_name(heading: str) -> None:
    rows = [(1, ["Kategori", "Benämning", heading]), (2, ["SKI", "Skidor", "Sara 0701740605"])]
    with pytest.raises(PeopleInFile) as refused:
        laid_out(iter(rows), [])
    assert refused.value.column == heading


def test_a_register_of_nobody_but_people_is_refused_as_that() -> None:
    with pytest.raises(PeopleInFile):
        laid_out(iter([(1, ["Namn", "Mobil"]), (2, ["Sara", "0701740605"])]), [])


def test_what_is_said_repeats_nobody() -> None:
    rows = [(1, ["Kategori", "Benämning", "Mobil"]), (2, ["SKI", "Skidor", "0701740605"])]
    with pytest.raises(PeopleInFile) as refused:
        laid_out(iter(rows), [])
    assert "0701740605" not in str(refused.value.facts())
