"""A report as a page that stands by itself: to be mailed, kept, or opened without a server."""

import re
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from fritidsbank.paths import resource
from fritidsbank.reports.table import shown
from fritidsbank.reports.told import Told

STYLES = ("tokens", "themes/default", "base", "components", "layout", "lists", "report", "print")
"""Of the style sheets of the pages, those that a report needs."""


def as_html(told: Told) -> bytes:
    """The file: no script, and nothing that is fetched from anywhere."""
    page = _templates().get_template("reports/file.html")
    return page.render(told=told, styles=_styles()).encode()


@cache
def _templates() -> Environment:
    # Those of the server, without a server: all words stand in what is told.
    templates = Environment(
        loader=FileSystemLoader(resource("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["shown"] = shown
    return templates


@cache
def _styles() -> Markup:
    css = resource("static") / "css"
    sheets = [(css / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
    layers = "@layer reset, tokens, base, components, utilities;"
    plain = re.sub(r"/\*.*?\*/|\n\s*(?=\n)", "", "\n".join([layers, *sheets]), flags=re.DOTALL)
    return Markup(plain)  # noqa: S704 - our own style sheets, without their comments
