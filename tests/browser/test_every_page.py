"""Every page, in both languages, can be read and used by everybody, on a phone and on a wall."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Response, expect

from fritidsbank.counter.own_loans_pages import HERE as OWN_LOANS
from fritidsbank.loans.own_link import own_token
from tests import make
from tests.browser.conftest import Boss
from tests.browser.pages import SECRETIVE, Furnished, furnish, in_english, rules, tell_everybody
from tests.browser.reading import WIDTHS, troubles_of
from tests.browser.register import Register

VARIANTS = [
    "/articles?q=slalom",
    "/articles?q=ingenting+heter+så",
    "/articles/new?category=SLS",
    "/register?category=SLS",
    "/register?code=20001402",
    "/bookings/free?category=SKR",
    "/bookings/new?borrower={borrower}",
    "/bookings/new?q=ström",
    "/borrowers?q=ström",
    "/borrowers/{borrower}/merge?double={double}",
    "/branches/{branch}/printers/new?model=zebra-zd421-203",
    "/check?done={operation}",
    "/loans/{loan}/move?q=ström",
    "/moten/innovationsgruppen/2026-02-18",
    "/moten/ledningsgruppen/flyttat",
    "/moten/ledningsgruppen/installt",
    "/moten/sok?q=skridsko",
    "/moten/sok?q=finnsinte",
    "/overdue?text=en",
    "/season?store=winter",
    "/season/confirm?way=store&category=4",
    "/reminders/settings?manner=easy",
    "/reports/year/2026?said=frozen",
    "/slip/{visit}?paper=80",
    "/staff/{account}?done=saved",
    "/stocktakes/{closed}",
    "/visits?category=SLP",
]

SENT = [
    ("/bookings/{booking}", "scanned", "1"),
    ("/bookings/new?borrower={borrower}", "from_on", ""),
    ("/borrowers/{borrower}/protect", "alias", ""),
    ("/privacy/extract", "number", "abc"),
    ("/privacy/extract", "number", "070-174 99 99"),
    ("/reminders/settings", "text_before", "Hej!"),
]
"""Pages that answer on the same sheet, a field of theirs, and what somebody writes there."""


@pytest.fixture(scope="module")
def furnished(register: Register) -> Furnished:
    """A small shop with something of everything."""
    tell_everybody(register)
    return furnish(register)


@pytest.fixture
def refused(reader: Page) -> Iterator[list[str]]:
    """What the server has refused to send meanwhile: pages, styles, scripts, pictures."""
    found: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= 400:
            found.append(f"{answer.status} {answer.url}")

    reader.on("response", note)
    yield found
    reader.remove_listener("response", note)


@pytest.mark.parametrize("rule", [*rules(), *VARIANTS])
def test_a_page_can_be_read_and_used_by_everybody(
    reader: Page, boss: Boss, furnished: Furnished, refused: list[str], rule: str
) -> None:
    reader.goto(furnished.path(in_english(rule) if boss.language == "en" else rule))
    if reader.evaluate("document.querySelector('button:empty') !== null"):
        expect(reader.locator("button:empty")).to_have_count(0)  # the counter draws its own
    # What is on a wide page only has the same elements in English.
    ends = WIDTHS[::2] if boss.language == "sv" else WIDTHS[:1]
    assert troubles_of(reader, smallest=44, axe_at=ends) == []
    assert SECRETIVE not in reader.title()
    assert reader.title().strip(" ·")
    assert refused == []


def test_a_name_of_two_lines_does_not_lie_on_what_stands_below_it(
    reader: Page, furnished: Furnished
) -> None:
    reader.goto(furnished.path("/stocktakes/{closed}"))
    reader.set_viewport_size({"width": 320, "height": 800})
    gaps = reader.locator("th > a + .number").evaluate_all(
        "codes => codes.map((code) => code.getBoundingClientRect().top"
        " - textBottom(code.previousElementSibling));"
        "function textBottom(link) { const text = document.createRange();"
        " text.selectNodeContents(link); return text.getBoundingClientRect().bottom; }"
    )
    assert gaps
    assert min(gaps) >= 0


def test_long_names_of_a_file_and_of_a_shelf_stay_within_a_phone(
    reader: Page, furnished: Furnished, register: Register
) -> None:
    content = f"Kategori;Namn;Hylla\nSLP;Pjäxor;{'Källarförråd' * 4}\n".encode()
    with register.store.writing() as db:
        draft = make.import_draft(
            db,
            content,
            branch=register.shop.branch,
            by=register.shop.account,
            now=register.now,
            name=f"{'slutgiltigt' * 9}.csv",
        )
        db.commit()
    reader.goto(f"/import/{draft}")
    assert troubles_of(reader, smallest=44, widths=(320,)) == []


def test_a_code_that_a_stranger_scans_says_where_the_thing_belongs(
    fresh_page: Page, furnished: Furnished
) -> None:
    fresh_page.goto(furnished.path("/i/<code>"))
    assert troubles_of(fresh_page, smallest=44) == []


def test_what_a_recall_would_block_can_be_read_by_everybody(
    reader: Page, furnished: Furnished
) -> None:
    reader.goto("/recalls/new")
    for field, written in (("maker", "Bauer"), ("source", "EU Safety Gate"), ("years_to", "2019")):
        reader.locator(f"#{field}").fill(written)
    reader.locator("#model").fill("Re-Akt 75")
    reader.locator("main button[type=submit]").click()
    expect(reader.locator("form[action='/recalls/new']")).to_be_visible()
    assert troubles_of(reader, smallest=44) == []


def test_a_page_that_is_not_there_is_calm_as_well(reader: Page) -> None:
    reader.goto("/articles/999999")
    assert troubles_of(reader, smallest=44) == []


def test_a_form_that_was_not_understood_says_so_to_everybody(reader: Page) -> None:
    reader.goto("/staff/new")
    reader.locator("main [type=submit]").last.tap()
    expect(reader.locator(".error-summary")).to_be_visible()
    assert troubles_of(reader, smallest=44) == []


@pytest.mark.parametrize(("rule", "field", "written"), SENT)
def test_an_answer_to_what_was_written_can_be_read_by_everybody(
    reader: Page, furnished: Furnished, rule: str, field: str, written: str
) -> None:
    reader.goto(furnished.path(rule))
    reader.locator(f"#{field}").fill(written)
    reader.locator(f"main form:has(#{field}) [type=submit]").first.click()
    expect(reader.locator(".field-error, .notice-look").first).to_be_visible()
    assert troubles_of(reader, smallest=44, widths=(320,)) == []


@pytest.mark.parametrize(
    ("rule", "button"),
    [
        ("/borrowers/{borrower}", "form[action='/privacy/extract'] button"),
        ("/articles/{article}", "form[action$='/last-borrower'] button"),
    ],
)
def test_what_is_said_of_a_borrower_can_be_read_by_everybody(
    reader: Page, furnished: Furnished, rule: str, button: str
) -> None:
    reader.goto(furnished.path(rule))
    reader.locator(button).click()
    expect(reader.locator(f"h1:has-text('{SECRETIVE}')")).to_have_count(0)
    expect(reader.locator("main")).to_contain_text(SECRETIVE)
    assert troubles_of(reader, smallest=44, widths=(320,)) == []


def test_the_link_of_a_slip_can_be_read_by_everybody_until_everything_is_back(
    reader: Page, boss: Boss, register: Register
) -> None:
    tent = register.article("Kupoltält med en lång beskrivning", "TLT", "3")
    register.lends(tent, register.borrower("Leo"))
    token = own_token(register.secret, register.slip(register.loan_of(tent).visit_id))
    reader.goto(f"{OWN_LOANS[boss.language]}/{token}")
    reader.locator("main [type=submit]").click()
    expect(reader.locator(".notice-good")).to_be_visible()
    assert troubles_of(reader, smallest=44, widths=(320,)) == []
    register.takes_back(tent)
    reader.goto(f"{OWN_LOANS[boss.language]}/{token}")
    expect(reader.locator("main [type=submit]")).to_have_count(0)
    assert troubles_of(reader, smallest=44, widths=(320,)) == []


def test_a_reminder_with_a_long_link_stays_within_a_phone(
    reader: Page, furnished: Furnished
) -> None:
    reader.goto(furnished.path("/reminders/settings"))
    shown = reader.locator("p.notice.as-written").first
    shown.evaluate("text => text.append(` HTTPS://${'DISK'.repeat(9)}.EXAMPLE.SE/ML/70000051`)")
    assert troubles_of(reader, smallest=44, widths=(320,)) == []


def test_after_a_wrong_scan_the_next_one_can_follow_at_once(
    reader: Page, furnished: Furnished
) -> None:
    reader.goto(furnished.path("/bookings/{booking}"))
    expect(reader.locator("#scanned")).to_be_focused()
    code = str(furnished.ids["code"])
    reader.keyboard.type(f"{code}\n")
    expect(reader.locator(".field-error")).to_contain_text(f"{code[:4]} {code[4:]}")
    expect(reader.locator("#scanned")).to_be_focused()
    expect(reader.locator("#scanned")).to_have_value("")
