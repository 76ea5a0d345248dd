"""What the margin of a page breaks is whole again, and lists of names are read as they are."""

from datetime import date

import pytest

from fritidsbank.minutes.reading.attendees import attendees_in
from fritidsbank.minutes.reading.file_kinds import document_of
from fritidsbank.minutes.reading.outcomes import without_told
from fritidsbank.minutes.reading.understanding import Understood, understand
from tests.minutes.made_documents import as_pdf

pytestmark = pytest.mark.one_database

MINUTES = """! Ledningsgrupp för utveckling 19 april 2017
# Närvarande
Lennart Boman, Ria
Gunilla Österdahl, G7
# Skyltar
Gruppen vill se större skyltar vid hållplatsen.
# Nycklar
Nycklarna lämnas i receptionen.
# Nästa möte
"""


def read(text: str) -> Understood:
    """What is understood of a text that was pasted."""
    return understand(document_of(text.encode(), "minutes.txt"), near=date(2017, 6, 1))


@pytest.mark.parametrize("words", range(8, 18))
def test_a_house_number_below_a_wrapped_line_is_no_heading(words: int) -> None:
    said = "Vi ses onsdagen den 24 maj klockan 13.00 hos dem som bjuder oss på kaffe och kaka"
    last = f"{' '.join(said.split()[:words])} Kullagatan 12."
    paper = document_of(as_pdf(f"{MINUTES}{last}\n"), "paper.pdf")
    found = understand(paper, near=date(2017, 6, 1))
    assert [each.title for each in found.items] == ["Skyltar", "Nycklar"]
    assert not any("Kullagatan" in each.text for each in found.items)


def test_words_that_were_broken_do_not_make_a_wrapped_text_one_without_a_margin() -> None:
    found = read(
        "Minnesanteckningar Cykelrådet 6 september 2022\n\nTrafik\n"
        "Kommunen har mätt trafiken vid skolan och de har\n"
        "kommit fram till att hastigheten är för hög på mor-\n"
        "gonen. Trafikkontoret återkommer i augusti med för-\n"
        "slag till åtgärder. Föräldrarna är oroliga för sina\n"
        "barn när de går över vägen.\n"
    )
    assert "\n" not in found.items[0].text
    assert "morgonen. Trafikkontoret" in found.items[0].text


@pytest.mark.parametrize(
    ("line", "people"),
    [
        (
            "Ismail Yildiz (Cykelköket), Berit Sand (kulturförvaltningen), Jonas Ek, Mimmi Falk",
            [
                "Ismail Yildiz (Cykelköket)",
                "Berit Sand (kulturförvaltningen)",
                "Jonas Ek",
                "Mimmi Falk",
            ],
        ),
        ("Jonas Ek, Ria, Mimmi Falk, G7", ["Jonas Ek, Ria", "Mimmi Falk, G7"]),
    ],
)
def test_people_in_one_line(line: str, people: list[str]) -> None:
    assert [str(each) for each in attendees_in([line])] == people


def test_a_vice_chair_has_a_name() -> None:
    found = attendees_in(["Per-Olof Ahl (M), 1:e vice ordförande", "Ria: Jonas Ek"], column=True)
    assert [str(each) for each in found] == [
        "Per-Olof Ahl (M), 1:e vice ordförande",
        "Jonas Ek, Ria",
    ]


def test_a_list_of_names_that_was_wrapped_loses_nobody() -> None:
    found = read(
        "Anteckningar från Föräldraforum Söder den 5 juni 2024\n\n"
        "Närvarande: Anna-Karin af Klintberg, Mohammed Al-Sayed, Bo Åkesson von\n"
        "Heijne, Li Wei, Ingela Törnkvist (rektor) m.fl.\n\n"
        "Skolvägar\nKommunen har mätt trafiken vid skolan.\n"
    )
    assert [str(each) for each in found.present] == [
        "Anna-Karin af Klintberg",
        "Mohammed Al-Sayed",
        "Bo Åkesson von Heijne",
        "Li Wei",
        "Ingela Törnkvist (rektor)",
        "m.fl.",
    ]


def test_a_day_before_which_something_is_done_is_no_day_to_come() -> None:
    found = read(
        "Anteckningar Skolforum 5 juni 2024\n\nBiblioteket\n"
        "Ingela kontaktar biblioteket före den 20 augusti.\n"
    )
    assert found.next_dates == ()


def test_what_a_board_decides_stays_in_lines_of_its_own() -> None:
    found = read(
        "Protokoll Föreningsrådet 2021-10-25\n\n§ 1 Skogsdagen\nRådet beslutar\n"
        "att hyra en bod\natt söka tillstånd hos polisen\n\n§ 2 Övrigt\nInget.\n"
    )
    assert found.items[0].text.endswith("att hyra en bod\n\natt söka tillstånd hos polisen")


def test_a_numbered_list_in_a_text_is_no_list_of_headings() -> None:
    found = read(
        "Minnesanteckningar Utvecklingsgrupp 16 januari 2017\n\nBrukarrevision\n"
        "Vi gick igenom resultatet av brukarrevisionen.\nFörslag som kom fram:\n"
        "1. Fler kvällsöppna mötesplatser.\n2. Tydligare brev.\n3. En app.\n\n"
        "Återkoppling\nFörslaget om sommarjobb har gått vidare till nämnden.\n"
    )
    assert [each.title for each in found.items] == ["Brukarrevision", "Återkoppling"]
    assert "2. Tydligare brev.\n3. En app." in found.items[0].text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Vi talade.\nBeslut: Vi hyr.\nSedan fika.", "Vi talade.\nSedan fika."),
        ("Vi talade.\n\n**Beslut**\n\nVi hyr.", "Vi talade."),
        ("Att göra:\n- Vi hyr.\n- Ringa Ria", "Att göra:\n- Ringa Ria"),
        ("Beslut:\n- Vi hyr.\n\nSedan fika.", "Sedan fika."),
        ("Beslut\nVi väntar.", "Beslut\nVi väntar."),
        ("Vi hyr.", "Vi hyr."),
    ],
)
def test_what_was_decided_stands_once(text: str, left: str) -> None:
    assert without_told(text, {"Vi hyr."}) == left


def test_a_list_that_ends_with_guests_takes_no_line_below() -> None:
    said = read(
        "Anteckningar Nätverket 13 oktober 2016\n\n"
        "Närvarande: Röda Korset, Matbanken, Svenska kyrkan och 4 gäster\n"
        "Studiebesök på Fritidsbanken\n\n"
        "Matkassar\nBehovet ökar.\n\nLokal\nDen är liten.\n"
    )
    names = [str(each) for each in said.present]
    assert names == ["Röda Korset", "Matbanken", "Svenska kyrkan", "4 gäster"]


@pytest.mark.parametrize(
    "title",
    [
        "Kallelse till öppet möte i Nätverket för rörelse",
        "Protokoll från årsmöte, Nätverket för rörelse",
        "Nätverket för rörelse",
    ],
)
def test_a_meeting_of_a_group_is_not_its_name(title: str) -> None:
    found = read(f"{title}\n\nTid: tisdag 7 februari 2017\n\n1. Lokal\n2. Skyltar\n")
    assert found.group == "Nätverket för rörelse"
