"""Whatever a text was taken from, its lines read alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fritidsbank.minutes.reading.lines import lines_of

TWO_PAGES = """Ledningsgrupp för utveckling
Sida 1 (2)

Vi pratade om affischen.
Affisch
Arena
\fLedningsgrupp för utveckling
Sida 2 (2)
Affisch
Den är klar.
Den hänger i foajén.
Arena
"""


def test_the_head_of_every_page_and_its_number_are_no_part_of_the_text() -> None:
    assert lines_of(TWO_PAGES) == [
        "Vi pratade om affischen.", "Affisch", "", "Affisch", "Den är klar.",
        "Den hänger i foajén.",
    ]  # fmt: skip


def test_a_line_that_is_repeated_inside_the_pages_stays() -> None:
    page = "Nytt {0}\nLäget {0}\nFontänhuset\nRia\nFontänhuset\nVidare {0}\nSlut {0}\n"
    assert lines_of(page.format("a") + "\f" + page.format("b")).count("Fontänhuset") == 4


def test_numbered_paragraphs_at_the_head_of_pages_stay() -> None:
    assert lines_of("§ 36\nVal\n\f§ 37\nRapport\n") == ["§ 36", "Val", "", "§ 37", "Rapport"]


@pytest.mark.parametrize("number", ["Sida 2 (2)", "2(17)", "17", "sid. 3", "Sidan 3 av 4", "2/4"])
def test_a_page_number_is_dropped_however_it_is_written(number: str) -> None:
    assert lines_of(f"Vi ses.\n{number}\n") == ["Vi ses."]


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u00ad-"])
def test_a_word_broken_at_the_margin_is_whole_again(hyphen: str) -> None:
    assert lines_of(f"socialförvalt{hyphen}\nningen") == ["socialförvaltningen"]


def test_a_hyphen_between_names_at_the_margin_stays() -> None:
    assert lines_of("Ria-\nHela människan") == ["Ria-", "Hela människan"]


def test_letters_that_were_put_together_are_letters() -> None:
    assert lines_of("Fonta\u0308nhuset,\u00a0G7\u200b\u00ad") == ["Fontänhuset, G7"]


def test_paragraphs_have_one_empty_line_between_them() -> None:
    assert lines_of("\n\nEtt\r\n\r\n\r\nTvå\r\n\n") == ["Ett", "", "Två"]


@given(st.text(max_size=300))
def test_reading_lines_again_changes_nothing(text: str) -> None:
    once = [line for line in lines_of(text + "\nEtt slut som står kvar.") if "\f" not in line]
    assert all(line == " ".join(line.split(" ")).strip() for line in once)
    assert "" not in (once[0], once[-1])
