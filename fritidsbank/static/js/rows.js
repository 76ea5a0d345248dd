/** Draws the last eight outcomes, newest on top; older ones slide down. */

import { grouped } from "./barcodes.js";
import { button, el, outcome, part, showList } from "./dom.js";
import { undo } from "./acts.js";
import { lineFor, meaningOf } from "./outcome_lines.js";
import { iconOf, titleOf, wordOf } from "./outcomes.js";
import { rowButtons, takesMarks } from "./row_buttons.js";
import { partTicks } from "./row_parts.js";
import { pointTicks } from "./row_points.js";
import { isTurnOf, state } from "./state.js";
import { _, language, ngettext } from "./texts.js";

/** @typedef {import("./state.js").Row} Row */
/** @typedef {import("./types.js").Answer} Answer */

/** Of so many returned things the buttons are in sight; those of older ones are one press away. */
const UNFOLDED = 3;

export function drawRows() {
  const list = part("rows");
  const before = places(list);
  const unfolded = new Set(state.rows.filter(takesMarks).slice(0, UNFOLDED));
  showList(list, state.rows, {
    key: (row) => row.key,
    shows: (row) => [
      ...[language(), row.answer, row.done.length, row.asks, row.missing, row.wrong, row.note, row.undone, isSlow(row)],
      ...[unfolded.has(row) || row.unfolded, row.said?.line()],
      isTurnOf(row.borrower) ? state.borrower?.name : null,
    ],
    build: (row) => lineOf(row, unfolded.has(row) || row.unfolded),
  });
  part("rows-empty").hidden = state.rows.length > 0;
  slide(list, before);
}

/** @param {Row} row */
function isSlow(row) {
  return row.waiting && (row.answer === null || state.line !== "open");
}

/** @param {Row} row @param {boolean} unfolded */
function lineOf(row, unfolded) {
  const { tone, picture, word, line } = told(row);
  const title = titleFor(row);
  const code = row.answer?.article?.code ?? row.scanned;
  const isNew = row.answer && !row.undone;
  return el(
    "li",
    { class: `outcome outcome-${tone}${row.undone ? " is-undone" : ""}` },
    ...outcome({ picture, word, line, title, code: code ? grouped(code).slice(0, 40) : "", note: row.note }),
    row.done.length > 0
      ? button(_("Undo"), () => undo(row), {
          ...{ icon: "undo", kind: "button-plain outcome-undo", focus: "undo" },
          "aria-label": _("Undo: {what}", { what: [word, title].filter(Boolean).join(" ") }),
        })
      : null,
    isNew && unfolded && takesMarks(row) ? partTicks(row) : null,
    isNew && (unfolded || !takesMarks(row)) ? pointTicks(row) : null,
    isNew ? rowButtons(row, unfolded) : null,
  );
}

/** @param {Row} row @returns {{tone: string, picture: string, word: string, line: string}} */
function told(row) {
  const { said, answer } = row;
  if (said) {
    return { tone: said.tone, picture: said.tone, word: said.word(), line: said.line() };
  }
  if (isSlow(row)) {
    return { tone: "wait", picture: "clock", word: _("Waiting to be sent"), line: "" };
  }
  if (!answer) {
    return { tone: "wait", picture: "clock", word: "", line: "" };
  }
  if (row.undone) {
    return { tone: "wait", picture: "undo", word: _("Undone"), line: wordOf(answer.outcome) };
  }
  if (answer.outcome === "not_kept") {
    const line = _("This tablet could not keep it. Write it on paper.");
    return { tone: "stop", picture: "stop", word: _("Not done"), line };
  }
  const meaning = meaningOf(answer);
  const picture = iconOf({ ...answer, outcome: meaning });
  return { tone: answer.tone, picture, word: wordOf(meaning), line: lineFor(answer, meaning) };
}

/** @param {Row} row */
function titleFor({ answer }) {
  if (answer?.article) {
    return titleOf(answer.article);
  }
  const many = answer?.loans?.length;
  return many ? ngettext("{n} article", "{n} articles", many) : "";
}

/** @param {HTMLElement} list */
function places(list) {
  return new Map([...list.children].map((line) => [line, line.getBoundingClientRect().top]));
}

/** @param {HTMLElement} list @param {Map<Element, number>} before */
function slide(list, before) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    return;
  }
  for (const line of list.children) {
    const from = before.get(line);
    const by = from === undefined ? -12 : from - line.getBoundingClientRect().top;
    if (Math.abs(by) > 1) {
      line.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: 140, easing: "ease-out" });
    }
  }
}
