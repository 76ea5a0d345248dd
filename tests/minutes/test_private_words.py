"""Names, mail and street addresses are found; places and organisations are not taken for people."""

from time import process_time

import pytest

from fritidsbank.minutes.privacy.deciding import NotDecidedYet, hash_of, open_hits, refuse_open
from fritidsbank.minutes.privacy.finding import hits_in, public_places
from fritidsbank.minutes.privacy.plain import PrivateKind
from fritidsbank.minutes.rules import Mark

pytestmark = pytest.mark.one_database

MINUTES = """
Ledningsgrupp för utveckling
Minnesanteckningar onsdagen den 19 april 2017, klockan 10.00-11.30
Plats: Fontänhuset, Helsingborg
Närvarande: Arbetsmarknadsförvaltningen, Fontänhuset, G7, Ria, Socialförvaltningen, Vorta Drom

1. Hälsodagen
Hälsodagen är onsdagen den 17 maj på Stadsbiblioteket. Fontänhuset ordnar tipspromenad och Ria
bjuder på soppa. Diskuterade vilka stationer som behövs. Region Skåne och Helsingborgs stad är med.
Affischen görs i Microsoft Word och delas på Facebook.

2. Fritidsbanken
Socialförvaltningen väntar på besked om budget. Beslut tas i nämnden i juni. Öppnar tidigast
vecka 44. Idrottsföreningen Fredriksdal lånar ut 14 hjälmar. Hans von, nej: hans förslag var bra.

3. OCN
Nordiskt Valideringsforum utbildar handledare. Saknas en mall kan den beställas. Röda Korset,
Svenska Kyrkan och Rädda Barnen har frågat. Max 20 personer per kurs. I Malmö finns en liknande.

Nästa möte: torsdagen den 18 maj på Ria, Södergatan i Helsingborg. Mötet är öppet för alla.
Vid pennan: samordnaren
"""


def test_ordinary_minutes_without_people_have_nothing_to_decide() -> None:
    assert [hit.words for hit in hits_in(MINUTES, fine=["Vorta Drom", "Ria"])] == []


@pytest.mark.parametrize(
    "said",
    [
        "Anna Svensson",
        "Anna-Karin Berg",
        "Zeynep Arslan",
        "Omar von Essen",
        "Khadija al Hassan",
        "K. Andersson",
        "Dragan Petrović",
        "Åsa Öberg",
        "A\u030asa O\u0308berg",
        "**Anna** Svensson",
        "Anna\u00a0Svensson",
        "Anna Svenssons",
        "ANNA SVENSSON",
        "anna svensson",
        "Svensson, Anna",
        "Sara Lund",
        "Ngozi Okafor",
        "Jean-Pierre O'Brien",
    ],
)
@pytest.mark.parametrize(
    "text", ["Frågan togs upp av {} förra gången.", "{} berättade om läget."], ids=["in", "first"]
)
def test_a_name_is_found(said: str, text: str) -> None:
    hits = hits_in(text.format(said))
    assert [hit.kind for hit in hits] == [PrivateKind.NAME]
    assert hits[0].words.strip("*") == said.strip("*") or "**" in said


def test_each_of_a_column_of_names_is_a_hit_of_its_own() -> None:
    column = "Närvarande\nAnna Svensson\nBo Berg\nZeynep Arslan\n"
    assert [hit.words for hit in hits_in(column)] == ["Anna Svensson", "Bo Berg", "Zeynep Arslan"]


def test_a_first_name_alone_is_doubtful_and_a_word_that_is_one_too_is_none() -> None:
    hits = hits_in("Sedan gick Fatima igenom listan. Hans tur är Max. I maj tar Stig vid.")
    assert [(hit.words, hit.sure) for hit in hits] == [("Fatima", False)]


def test_who_is_known_and_has_not_agreed_is_found_by_first_name_too() -> None:
    hits = hits_in("Xyla Qo öppnade. Därefter visade Xyla bilder.", people=["Xyla Qo"])
    assert [(hit.words, hit.sure) for hit in hits] == [("Xyla Qo", True), ("Xyla", False)]


def test_an_official_who_agreed_may_be_named() -> None:
    assert hits_in("Anna Svensson berättade om Anna Svenssons plan.", fine=["Anna Svensson"]) == []


@pytest.mark.parametrize(
    "said",
    [
        "anna.svensson@helsingborg.se",
        "anna.svensson (at) helsingborg punkt se",
        "anna [at] helsingborg [punkt] se",
        "anna snabel-a helsingborg.se",
        "anna at helsingborg dot se",
        "anna＠helsingborg．se",
        "anna_svensson@mail.helsingborg.se",
        "åsa@exempel.se",
    ],
)
def test_a_mail_address_is_found_however_it_hides(said: str) -> None:
    assert [(hit.kind, hit.words) for hit in hits_in(f"Mejla {said}, tack")] == [
        (PrivateKind.MAIL, said)
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Storgatan 5",
        "Exempelvägen 12 B",
        "Norra Storgatan 5, lgh 1102",
        "Sankt Jörgens väg 3",
        "Smala gränden 4",
        "Tågagränd 4",
        "Södra Stenbocksgatan 101-103",
        "Stortorget 17",
        "Backstigen 3a",
        "storgatan 5",
        "252 25 Helsingborg",
        "SE-252 25 Helsingborg",
        "c/o Berg",
    ],
)
def test_an_address_is_found(said: str) -> None:
    assert [(hit.kind, hit.words) for hit in hits_in(f"Hämtas hos oss, {said}.")] == [
        (PrivateKind.ADDRESS, said)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Vi möts på Stortorget klockan 17 och går till Kärnan",
        "Budgeten är 125 000 kronor, varav 100 00 Kronor till affischer",
        "Promenadvägen är 5 km, och vägen 12 dagar",
        "Frågor (a) om lokaler. (b) om tider. Kontakta kommunen.",
        "Utvecklingsgruppen 2017, Fontänhuset 14 personer",
    ],
)
def test_what_is_no_address_is_none(text: str) -> None:
    assert hits_in(text) == []


def test_a_decision_holds_for_the_very_words_and_no_others() -> None:
    marks = {hash_of("Anna Svensson"): Mark.SHOW}
    texts = {"title": "Anna Svensson", "text": "Av Anna\u00a0Svensson och Anna Svenson"}
    assert [(hit.where, hit.hit.words) for hit in open_hits(texts, (), marks)] == [
        ("text", "Anna Svenson")
    ]


def test_whoever_publishes_undecided_words_is_refused_and_told_how_many_and_not_which() -> None:
    with pytest.raises(NotDecidedYet) as refused:
        refuse_open({"text": "Ring Anna Svensson, 070-174 06 05"}, (), {})
    assert [hit.hit.words for hit in refused.value.hits] == ["Anna Svensson", "070-174 06 05"]
    assert "Svensson" not in f"{refused.value!r} {refused.value} {refused.value.facts()}"


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "A-",
        "a.",
        "1 ",
        "07-",
        "Aa ",
        "A at a ",
        "a punkt ",
        "+1 ",
        "- \n",
        "Anna, ",
        "a@",
        "*_",
    ],
)
def test_a_text_that_is_made_to_be_slow_is_read_as_fast_as_any(piece: str) -> None:
    begun = process_time()
    hits_in(piece * (30_000 // len(piece)))
    assert process_time() - begun < 1.5


@pytest.mark.parametrize("place", ["Ria, Möllegatan 3", "Fontänhuset, Kullagatan 12 B"])
def test_where_a_group_meets_is_no_private_address(place: str) -> None:
    fine = {"Ria", "Fontänhuset"}
    street = place.split(", ")[1]
    assert public_places([place], fine, ()) == (street,)
    said = f"{place}. Vi ses på {street} igen, och inte på Storgatan 8."
    assert [hit.words for hit in hits_in(said, fine={*fine, street})] == ["Storgatan 8"]


@pytest.mark.parametrize(
    "place",
    [
        "Hemma hos oss, Storgatan 8",
        "Zeynep Arslan, Storgatan 8",
        "Hos Ngozi, Storgatan 8",
        "Storgatan 8 lgh 1102",
        "Storgatan 8, ring 070-174 06 05",
        "c/o Ek, Storgatan 8",
    ],
)
def test_where_somebody_lives_is_private_also_as_a_place(place: str) -> None:
    assert public_places([place], (), {"Ngozi Okafor"}) == ()
