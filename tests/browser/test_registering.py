"""Registering at speed: twenty mixed articles by fingers and a scanner, and what can go wrong."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from time import monotonic

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect
from sqlalchemy import func, select

from fritidsbank.barcodes import Kind, own
from fritidsbank.staff.actions import start_session
from fritidsbank.stock.models import Article, ArticleCode, Photo
from fritidsbank.stock.registering import add_shelf
from tests import make
from tests.browser.conftest import SESSION
from tests.browser.keyboard import Keyboard
from tests.browser.reading import troubles_of
from tests.browser.register import Register
from tests.browser.serving import Server

TAP, SCAN, LOOK = 1.2, 1.5, 6.0
"""Seconds: of a finger, of a beep, and to look at a thing, put it aside and take the next one."""
SKATES, BOOTS, POLES = "Skridskor", "Slalompjäxor", "Stavar, alpint och längd"
DONATED = [
    (SKATES, "38", "Sort: ishockey"),
    (SKATES, "36", "Sort: konståkning"),
    (SKATES, "36", ""),
    (BOOTS, "26,5", ""),
    (BOOTS, "25", "Sulnorm: GripWalk"),
    (POLES, "110", "Sort: alpin"),
    (POLES, "110", ""),
    (POLES, "115", ""),
    (BOOTS, "22", ""),
    (SKATES, "33", "Har snören: Ja"),
    ("Slalomskidor med bindning", "150", "Sulnorm: GripWalk"),
    ("Slalomskidor med bindning", "160", ""),
    ("Längdskidor", "190", "Stil: klassisk"),
    ("Längdskidor", "200", "Stil: skate"),
    ("Längdpjäxor", "42", "System, samma som skidans bindning: NNN"),
    ("Längdpjäxor", "43", ""),
    (SKATES, "40", ""),
    ("Snowboardpjäxor", "41", ""),
    (POLES, "120", ""),
    (BOOTS, "27,5", ""),
]
"""What lay on the table one morning, as it was taken: kind, size, and what else is seen."""
_labels = iter(own(Kind.ARTICLE, 7_000 + n).digits for n in range(1_000))


@dataclass
class Table:
    """The page, with somebody at it whose taps and scans are counted."""

    page: Page
    taps: int = 0
    scans: int = 0
    keyboard: Keyboard = field(init=False)

    def __post_init__(self) -> None:
        self.keyboard = Keyboard(self.page)

    @property
    def outcome(self) -> Locator:
        """What the last act came to."""
        return self.page.locator("#outcome")

    @property
    def lately(self) -> Locator:
        """The last articles, the newest first."""
        return self.page.locator("#registered li")

    def chooses_kind(self, name: str) -> None:
        """What kind of thing it is, if it is another one than before."""
        heading = self.page.locator("#kind")
        if heading.count() and heading.inner_text() == name:
            return
        usual = self.page.locator("#kinds > ul a").filter(has_text=_just(name))
        listed = self.page.locator("#kinds details a").filter(has_text=_just(name))
        if not usual.count() and not listed.is_visible():
            self.presses(self.page.locator("#kinds summary"))
        self.presses(usual if usual.count() else listed)
        expect(heading).to_have_text(name)

    def picks(self, question: str, word: str) -> None:
        """One of the buttons under a question."""
        group = self.page.get_by_role("group", name=question)
        self.presses(group.locator(".pick").filter(has_text=_just(word)))

    def presses(self, what: Locator) -> None:
        """A finger."""
        what.tap()
        self.taps += 1

    def scans_label(self, code: str = "") -> str:
        """A beep; the label that was read."""
        code = code or next(_labels)
        self.keyboard.scans(code)
        self.scans += 1
        return code

    def says(self, words: str) -> None:
        """What stands in the bar once the server has answered."""
        expect(self.outcome).to_contain_text(words)


def _just(word: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(word)}\s*$")


def _grouped(code: str) -> str:
    return f"{code[:4]} {code[4:]}"


@pytest.fixture
def table(fresh_page: Page, register: Register, server: Server) -> Table:
    """The page as Disken opens it in the morning, on a tablet of its own."""
    with register.store.writing() as db:
        now, branch = register.now, register.shop.branch
        device = make.device(db, branch, now=now)
        token = start_session(db, register.shop.account, device, branch=branch, now=now)
        db.commit()
    cookie = {"name": SESSION, "value": token, "url": server.url}
    fresh_page.context.add_cookies([cookie])  # type: ignore[list-item]
    fresh_page.goto("/register")
    return Table(fresh_page)


def count(register: Register) -> int:
    """How many articles there are."""
    with register.store.reading() as db:
        return db.scalar(select(func.count()).select_from(Article)) or 0


def article_with(register: Register, code: str) -> Article:
    """What bears a number."""
    with register.store.reading() as db:
        found = db.scalars(
            select(Article)
            .join(ArticleCode, ArticleCode.article_id == Article.id)
            .where(ArticleCode.code == code)
        )
        return found.one()


def test_twenty_mixed_articles_are_registered_at_more_than_sixty_an_hour(
    table: Table, register: Register, capsys: pytest.CaptureFixture[str]
) -> None:
    before, began, labels = count(register), monotonic(), []
    for kind, size, more in DONATED:
        table.chooses_kind(kind)
        group = table.page.locator("#size")
        if group.locator("input:checked").get_attribute("value") != size:
            table.presses(group.locator(".pick").filter(has_text=_just(size)))
        if more:
            table.picks(*more.split(": "))
        labels.append(table.scans_label())
        table.says(_grouped(labels[-1]))
    took = monotonic() - began
    assert count(register) - before == len(DONATED)
    made = [article_with(register, label) for label in labels]
    assert [article.size for article in made] == [size for _, size, _ in DONATED]
    assert made[13].attributes == {"style": "skate"}
    expect(table.lately).to_have_count(20)
    seconds = table.taps * TAP + table.scans * SCAN + len(DONATED) * LOOK
    by_hand, by_script = (round(3600 * len(DONATED) / each) for each in (seconds, took))
    with capsys.disabled():
        print(  # noqa: T201 - the rates are what this is for
            f"\n{len(DONATED)} articles: {table.taps} taps, {table.scans} scans; "
            f"{by_hand} an hour by a person, {by_script} by the script"
        )
    assert by_hand >= 200


def test_what_is_alike_is_scanned_one_after_the_other(table: Table, register: Register) -> None:
    table.chooses_kind(POLES)
    table.picks("Längd (cm)", "110")
    labels = []
    for _ in range(5):
        labels.append(table.scans_label())
        table.says(_grouped(labels[-1]))
    assert {article_with(register, label).size for label in labels} == {"110"}


def test_several_alike_get_fresh_numbers_at_once_and_are_undone_at_once(
    table: Table, register: Register
) -> None:
    before = count(register)
    table.chooses_kind(POLES)
    for _ in range(3):
        table.page.get_by_role("button", name="En till", exact=True).first.tap()
    expect(table.page.locator("#copies")).to_have_value("4")
    table.page.locator("#register-it").tap()
    table.says("4 likadana")
    assert count(register) == before + 4
    expect(table.page.locator("#copies")).to_have_value("1")
    table.lately.get_by_role("button", name="Ångra").tap()
    table.says("Ångrat")
    expect(table.lately).to_have_count(0)


def test_a_label_that_is_taken_says_whose_it_is_and_keeps_the_sheet(
    table: Table, register: Register
) -> None:
    taken = register.article("Hjälm", "HJA", "52-56")
    before = count(register)
    table.chooses_kind(BOOTS)
    table.picks("Mondopoint (cm)", "26,5")
    table.scans_label(taken.code)
    table.says("hör redan till Hjälm 52-56")
    link = table.outcome.get_by_role("link")
    expect(link).to_have_attribute("href", f"/articles/{taken.id}")
    free = table.scans_label()
    table.says(_grouped(free))
    assert article_with(register, free).size == "26,5"
    assert count(register) == before + 1


def test_an_undone_label_is_free_for_what_it_should_have_been(
    table: Table, register: Register
) -> None:
    table.chooses_kind(BOOTS)
    label = table.scans_label()
    table.says(_grouped(label))
    table.lately.first.get_by_role("button", name="Ångra").tap()
    table.says("Ångrat")
    table.chooses_kind(SKATES)
    table.page.wait_for_timeout(2_100)  # the same label within two seconds is a scanner held still
    table.scans_label(label)
    table.says(_grouped(label))
    assert article_with(register, label).name == SKATES


def test_two_taps_in_a_row_register_once(table: Table, register: Register) -> None:
    before = count(register)
    table.chooses_kind(BOOTS)
    table.page.locator("#register-it").dblclick()
    table.says("Registrerad")
    table.page.wait_for_load_state("networkidle")
    assert count(register) == before + 1


def test_what_has_no_line_waits_and_is_registered_once(table: Table, register: Register) -> None:
    before = count(register)
    table.chooses_kind(BOOTS)

    def answer_is_lost(route: Route) -> None:
        route.fetch()
        route.abort()

    table.page.route("**/register", answer_is_lost, times=1)
    label = table.scans_label()
    expect(table.page.locator("#no-line")).to_be_visible()
    table.says(_grouped(label))
    expect(table.page.locator("#no-line")).to_be_hidden()
    assert count(register) == before + 1


def test_what_was_done_after_the_session_ended_waits_for_a_sign_in(
    table: Table, register: Register
) -> None:
    before = count(register)
    table.chooses_kind(BOOTS)
    session = table.page.context.cookies()
    table.page.context.clear_cookies()
    label = table.scans_label()
    expect(table.page.locator("#signed-out")).to_be_visible()
    assert count(register) == before
    table.page.context.add_cookies(session)  # type: ignore[arg-type]
    table.says(_grouped(label))
    expect(table.page.locator("#signed-out")).to_be_hidden()
    assert count(register) == before + 1


def test_the_label_of_a_shelf_elsewhere_says_that_it_is_elsewhere(
    table: Table, register: Register
) -> None:
    with register.store.writing() as db:
        code = add_shelf(db, make.branch(db, "Söder"), "Fack 9").code
        db.commit()
    table.chooses_kind(BOOTS)
    table.scans_label()
    expect(table.lately.first).to_be_visible()
    table.keyboard.scans(code)
    table.says("Den hyllan finns inte i den här enheten.")


def test_the_label_of_a_shelf_chooses_the_shelf(table: Table, register: Register) -> None:
    with register.store.writing() as db:
        shelf = add_shelf(db, register.shop.branch, "Fack 7")
        code, place = shelf.code, shelf.id
        db.commit()
    table.page.reload()
    table.chooses_kind(BOOTS)
    table.keyboard.scans(code)
    expect(table.page.locator("#shelf")).to_have_value(code)
    label = table.scans_label()
    table.says(_grouped(label))
    assert article_with(register, label).shelf_id == place


def test_the_keyboard_alone_is_enough(table: Table, register: Register) -> None:
    before = count(register)
    table.chooses_kind(BOOTS)
    table.page.locator("h1").click()
    table.keyboard.writes("24.5")
    expect(table.page.locator("#size input:checked")).to_have_value("24,5")
    table.keyboard.writes("\n")
    table.says("Registrerad: Slalompjäxor 24,5")
    assert count(register) == before + 1


def test_what_is_unclear_is_said_beside_its_field(table: Table, register: Register) -> None:
    before = count(register)
    table.chooses_kind(BOOTS)
    table.page.locator("[id='attribute-bsl']").fill("9000")
    table.page.locator("#register-it").tap()
    expect(table.page.locator("[id='attribute-bsl-error']")).to_be_visible()
    expect(table.page.locator("[id='attribute-bsl']")).to_have_value("9000")
    assert count(register) == before


def test_a_photo_goes_with_it(table: Table, register: Register) -> None:
    written = BytesIO()
    Image.new("RGB", (60, 40), "red").save(written, "PNG")
    table.chooses_kind(BOOTS)
    table.page.locator("summary", has_text="foto").tap()
    file = {"name": "boots.png", "mimeType": "image/png", "buffer": written.getvalue()}
    table.page.locator("#photo").set_input_files(file)  # type: ignore[arg-type]
    label = table.scans_label()
    table.says(_grouped(label))
    with register.store.reading() as db:
        boots = article_with(register, label)
        assert db.scalars(select(Photo.article_id)).all() == [boots.id]


def test_everybody_can_read_and_use_it(table: Table) -> None:
    table.chooses_kind(SKATES)
    table.says("Skanna")
    table.scans_label()
    expect(table.lately.first).to_be_visible()
    assert troubles_of(table.page, smallest=44) == []


def test_on_the_narrowest_screen_the_word_stays_within_its_button(table: Table) -> None:
    table.chooses_kind(SKATES)
    table.page.set_viewport_size({"width": 320, "height": 640})
    button = table.page.locator("#register-it")
    assert button.evaluate("one => one.scrollWidth <= one.clientWidth")
