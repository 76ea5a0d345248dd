"""How a strict reader looks at a page: with axe, with a ruler, and with a narrow screen."""

from collections.abc import Container
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WIDTHS = (320, 768, 1280)

SHOWS_FOCUS = """(element) => {
  element.focus();
  const seen = [element, element.parentElement, element.closest("label") ?? element].map((one) => getComputedStyle(one));
  return seen.some(({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
}"""
"""Whether somebody who uses the keyboard sees where they are."""

_AXE = """async () => {
  if (!window.axe) {
    return null;
  }
  const { violations } = await axe.run(document, {
    resultTypes: ["violations"], preload: false, elementRef: false,
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any.concat(node.all, node.none).map((check) => check.message).join("; ").slice(0, 200)}`));
}"""

_RULER = """(smallest) => {
  const found = [];
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) {
    const culprits = [...document.body.querySelectorAll("*")].filter((element) =>
      element.getBoundingClientRect().right > innerWidth + 1 && !element.children.length);
    found.push(`${wide} px wide: ${culprits.slice(0, 3).map((one) => one.outerHTML.slice(0, 100))}`);
  }

  const targets = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=option]";
  for (const target of document.querySelectorAll(targets)) {
    const box = boxOf(target);
    const isSeen = target.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.bottom > 0;
    if (isSeen && !isInSentence(target) && Math.min(box.width, box.height) < smallest - 0.5) {
      found.push(`${Math.round(box.width)} x ${Math.round(box.height)}: ${target.outerHTML.slice(0, 160)}`);
    }
  }
  return found;

  function boxOf(target) {
    const isTick = target.matches("[type=checkbox], [type=radio]");
    const label = isTick ? target.labels[0] : null;
    return (label ?? target).getBoundingClientRect();
  }

  function isInSentence(target) {
    const said = (element) => element.textContent.trim().length;
    return getComputedStyle(target).display === "inline" && said(target.parentElement) > said(target);
  }
}"""


def troubles_of(
    page: Page,
    *,
    smallest: int,
    widths: tuple[int, ...] = WIDTHS,
    axe_at: Container[int] | None = None,
) -> list[str]:
    """What such a reader would complain of at each width.

    axe is the work, and hardly hangs on the width: every rule of the styles that asks for one is on
    one side of it at the narrowest and on the other at the widest.
    """
    ends = {min(widths), max(widths)} if axe_at is None else axe_at
    found: list[str] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        told = measure(page, smallest=smallest)
        if width in ends:
            told += axe_says(page)
        found += [f"{width}: {trouble}" for trouble in told]
    return found


def look(page: Page, *, smallest: int) -> list[str]:
    """The same at the width that the page has."""
    return [*measure(page, smallest=smallest), *axe_says(page)]


def measure(page: Page, *, smallest: int) -> list[str]:
    """What is too small for a finger or too wide for the window."""
    return [str(trouble) for trouble in page.evaluate(_RULER, smallest)]


def axe_says(page: Page) -> list[str]:
    """What axe finds."""
    found: Any = page.evaluate(_AXE)
    if found is None:
        page.evaluate(AXE)
        found = page.evaluate(_AXE)
    return [str(trouble) for trouble in found]
