"""Personal numbers are found in all their writings, and no other number is taken for one."""

import random
from datetime import date, timedelta

import pytest

from fritidsbank.minutes.privacy.finding import Hit, hits_in
from fritidsbank.minutes.privacy.plain import PrivateKind

pytestmark = pytest.mark.one_database

SEED = 20170419
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
WRITINGS = (
    "{yy}{mm}{dd}-{last}",
    "{yy}{mm}{dd}+{last}",
    "{yy}{mm}{dd}{last}",
    "{yy}{mm}{dd} {last}",
    "{yy}{mm}{dd} - {last}",
    "{yy}{mm}{dd}–{last}",
    "{yy}{mm}{dd}\u2011{last}",
    "{yy}{mm}{dd}\u2212{last}",
    "{yy}{mm}{dd}\u00a0{last}",
    "{yy}{mm}{dd}\u202f-\u202f{last}",
    "{yy}{mm}{dd}-\n{last}",
    "{yy}{mm}{dd}\u00ad-{last}",
    "{yy}{mm}{dd}-**{last}**",
    "{yy}{mm}{dd}\\-{last}",
    "{yy}-{mm}-{dd}-{last}",
    "{yy} {mm} {dd} - {last}",
    "{yyyy}{mm}{dd}-{last}",
    "{yyyy}{mm}{dd}{last}",
    "{yyyy}{mm}{dd} {last}",
    "{yyyy}-{mm}-{dd}-{last}",
    "{yyyy}-{mm}-{dd} {last}",
    "{yyyy}.{mm}.{dd}-{last}",
    "{yyyy} {mm} {dd} {last}",
    "{yyyy}/{mm}/{dd}-{last}",
    "{spaced}",
    "{wide}",
)
SENTENCES = (
    "Vid mötet den 19 april 2017 talade {name} om stöd för ungdomar, {number}, och om hälsodagen.",
    "Personnummer: {number}. Dnr 2017/0412, telefon 042-10 50 00, budget 125 000 kr.",
    "- 1. {number} ({name})\n- 2. 14 hjälmar, 22 par skridskor",
    "Beslut: {name} ({number}) får låna lokalen 17 maj 09.00-15.00.",
)


def check_digit(nine: str) -> int:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(nine))
    return -sum(each // 10 + each % 10 for each in doubled) % 10


def person(rng: random.Random, *, mobile_like: bool = False) -> tuple[date, str, str]:
    """A day of birth, the day as it is written (coordination numbers: 60 more), the last four."""
    born = date(1920, 1, 1) + timedelta(days=rng.randrange(365 * 100))
    day = f"{born.day + 60 * (rng.random() < 0.25):02}"
    three = f"{rng.randrange(1000):03}"
    return born, day, f"{three}{check_digit(f'{born:%y%m}{day}{three}')}"


def written(rng: random.Random, writing: str) -> str:
    born, day, last = person(rng)
    ten = f"{born:%y%m}{day}{last}"
    return writing.format(
        yyyy=f"{born:%Y}",
        yy=f"{born:%y}",
        mm=f"{born:%m}",
        dd=day,
        last=last,
        spaced=" ".join(ten),
        wide=f"{ten[:6]}-{last}".translate(FULL_WIDTH),
    )


def personal(text: str) -> list[Hit]:
    return [hit for hit in hits_in(text) if hit.kind is PrivateKind.PERSONAL_NUMBER]


def test_500_of_500_are_found_in_running_text_with_their_very_words() -> None:
    rng = random.Random(SEED)
    missed = []
    for number in range(500):
        said = written(rng, WRITINGS[number % len(WRITINGS)])
        text = rng.choice(SENTENCES).format(number=said, name="Kim")
        words = [hit.words for hit in personal(text)]
        if len(words) != 1 or words[0].strip("*") != said.strip("*"):
            missed.append((text, words))
    assert missed == []


def test_one_with_a_wrong_check_digit_is_doubtful() -> None:
    rng = random.Random(SEED)
    born, day, last = person(rng)
    wrong = f"{born:%y%m}{day}-{last[:3]}{(int(last[3]) + 1) % 10}"
    assert [hit.sure for hit in personal(f"Hon har {wrong}.")] == [False]


@pytest.mark.parametrize("said", ["800101-T123", "19800101-TF12", "800101-xxxx"])
def test_numbers_that_are_lent_or_cut_are_doubtful(said: str) -> None:
    assert [(hit.words, hit.sure) for hit in personal(f"Gäller {said}, se bilaga")] == [
        (said, False)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dnr 2017/0419-12, KS 2016-001234, ärende 20170419-0420-3",
        "OCR 1234567890123456 eller OCR-nummer 8001011234",
        "OCR 1234 5678 9012 3456, faktura 700101 12 34 56",
        "Telefon 070-174 06 05, 0701740605, +46 70 174 06 05, 08-12 12 12 34",
        "Växel: 042-10 50 00, fax 0431-123 45",
        "Mötet är 2017-04-19 klockan 10.00-11.30, nästa 2017-05-17 1330, därefter 170614",
        "Öppet 2016-10-19--2017-04-19, 19/4 2017, 19.04.2017 och 2017 04 19",
        "ISBN 978-91-1234-567-8, ISBN 9112011234, ISBN 91-1234-567-8",
        "Belopp 1 250 000 kr, 125 000,50 kr, 8 001 011 234 kr, 12345678 kr",
        "Organisationsnummer 212000-1157, bankgiro 5050-1055, plusgiro 12 34 56-7",
        "Artikel 2000 1401 och 2123 4562, streckkod 7310865004703",
        "800231-1234 finns inte och 801301-1234 inte heller",
        "Version 3.11.2, 10.0.0.138:8080, 59.3293, 18.0686",
        "§ 36-41, sid 2 (17), 4 x 100 m, 2016/17, v. 44",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert personal(text) == []


@pytest.mark.parametrize(
    "said",
    [
        "070-174 06 05",
        "0701740605",
        "070 174 06 05",
        "070-1740605",
        "070/174 06 05",
        "+46 70 174 06 05",
        "+46701740605",
        "+46 (0)70 174 06 05",
        "0046 70 174 06 05",
        "(042) 10 50 00",
        "042-10 50 00",
        "042/105000",
        "042–10 50 00",
        "08-123 456 78",
        "0431-123 45",
        "020-11 22 33",
        "+45 33 12 34 56",
        "０７０-１７４ ０６ ０５",
        "070\u00a0174\u00a006\u00a005",
    ],
)
def test_a_phone_number_is_found_in_all_its_writings(said: str) -> None:
    hits = hits_in(f"Frågor besvaras på {said}, efter klockan 9.")
    assert [(hit.kind, hit.words) for hit in hits] == [(PrivateKind.PHONE, said)]


def test_a_number_without_area_code_is_one_after_the_word() -> None:
    assert [hit.words for hit in hits_in("Tel: 10 50 00, rum 12 34 56")] == ["10 50 00"]


@pytest.mark.parametrize(
    "text",
    [
        "Ring 112 vid fara och 1177 för råd",
        "Öppet 09.00-15.00, 08.30 - 16.00 och kl 07:00-09:30",
        "Den 01-02-2017, 01.02.2017 och 03/04 2017",
        "Budget 0,5 tjänst, 09 000 kr, 00000123",
        "Dnr 0123-4567, artikel 01234567",
        "14 hjälmar 54-58, 22 par 2000 1401",
    ],
)
def test_other_numbers_are_no_phone(text: str) -> None:
    assert [hit for hit in hits_in(text) if hit.kind is PrivateKind.PHONE] == []
