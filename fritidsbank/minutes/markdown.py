"""The little Markdown that minutes know: paragraphs, lists, bold, italic, and links to the web.

Headings, pictures, tables, raw HTML and addresses other than http, https and mailto stay text.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_RULES = ("list", "emphasis", "link", "autolink", "newline", "escape", "text_join", "balance_pairs")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)

_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


@dataclass(frozen=True)
class Block:
    """One paragraph or list: its own Markdown, the HTML made of it, and its bare words."""

    source: str
    html: str
    text: str


def blocks_of(markdown: str) -> list[Block]:
    """The paragraphs and lists of a text, in its order."""
    parser = _parser()
    lines = markdown.replace("\r\n", "\n").split("\n")
    tokens = parser.parse("\n".join(lines))
    blocks, first = [], 0
    while first < len(tokens):
        last, depth = first, int(tokens[first].nesting)
        while depth:
            last += 1
            depth += tokens[last].nesting
        part = tokens[first : last + 1]
        begin, end = tokens[first].map or (0, 0)
        html = parser.renderer.render(part, parser.options, {})
        blocks.append(Block("\n".join(lines[begin:end]).strip(), html.strip(), _words(part)))
        first = last + 1
    return blocks


def html_of(markdown: str) -> str:
    """A whole text as HTML."""
    return "\n".join(block.html for block in blocks_of(markdown))


def text_of(markdown: str) -> str:
    """A whole text as bare words, a line for each paragraph or point."""
    return "\n".join(block.text for block in blocks_of(markdown))


def written_plainly(words: str) -> str:
    """Markdown that says just these words, whatever signs are in them."""
    return _SIGN.sub(r"\\\g<0>", words)


def _words(tokens: list[Any]) -> str:
    return "\n".join(
        "".join(_inline(each) for each in token.children or ())
        for token in tokens
        if token.type == "inline"
    )


def _inline(token: Any) -> str:  # noqa: ANN401 - markdown-it's token
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return str(token.content) if token.type == "text" else ""


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - loaded when first asked for

    parser = MarkdownIt("zero", {"html": False, "linkify": False, "breaks": True})
    parser.enable(list(_RULES))
    parser.validateLink = lambda url: _SAFE_LINK.fullmatch(url) is not None  # type: ignore[method-assign]
    return parser
