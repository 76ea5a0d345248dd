"""The Markdown of minutes: what it knows, and that nothing else becomes HTML."""

import pytest

from fritidsbank.minutes.markdown import blocks_of, html_of, text_of

pytestmark = pytest.mark.one_database


def test_paragraphs_and_lists_are_blocks_with_their_own_words() -> None:
    blocks = blocks_of("Vi **bestämde** två saker.\n\n- hjälmar\n- skridskor\n\nSedan fika.")
    assert [block.text for block in blocks] == [
        "Vi bestämde två saker.",
        "hjälmar\nskridskor",
        "Sedan fika.",
    ]
    assert blocks[0].html == "<p>Vi <strong>bestämde</strong> två saker.</p>"


def test_a_block_keeps_its_own_markdown() -> None:
    assert [block.source for block in blocks_of("Ett\n\n- två\n- tre")] == ["Ett", "- två\n- tre"]


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script>",
        "[klicka](javascript:alert(1))",
        "![bild](https://exempel.se/a.png)",
        "<img src=x onerror=alert(1)>",
        "[x](data:text/html,<script>alert(1)</script>)",
        "# Rubrik",
    ],
)
def test_nothing_else_becomes_html(nasty: str) -> None:
    made = html_of(nasty)
    assert not any(f"<{tag}" in made for tag in ("script", "img", "h1"))
    assert not any(f'href="{scheme}' in made for scheme in ("javascript", "data"))


def test_a_link_to_the_web_is_one() -> None:
    assert html_of("[sidan](https://exempel.se)") == '<p><a href="https://exempel.se">sidan</a></p>'
    assert text_of("[sidan](https://exempel.se)") == "sidan"
