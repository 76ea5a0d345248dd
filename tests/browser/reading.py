"""How a strict reader looks at a page: with axe, with a ruler, and with a narrow screen."""

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

_LOOK = """async ({ smallest, colours }) => {
  const { violations } = await axe.run(document, {
    resultTypes: ["violations"], preload: false, elementRef: false,
    rules: { "color-contrast": { enabled: colours } },
  });
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any.concat(node.all, node.none).map((check) => check.message).join("; ").slice(0, 200)}`));

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


def troubles_of(page: Page, *, smallest: int, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """What such a reader would complain of at each width."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        # Colours are a good part of the work. Every rule of the styles that asks for a width is on
        # one side of it at the narrowest and on the other at the widest.
        colours = width in {min(widths), max(widths)}
        told = look(page, smallest=smallest, colours=colours)
        found += [f"{width}: {trouble}" for trouble in told]
    return found


def look(page: Page, *, smallest: int, colours: bool = True) -> list[str]:
    """The same at the width that the page has."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: Any = page.evaluate(_LOOK, {"smallest": smallest, "colours": colours})
    return [str(trouble) for trouble in found]
