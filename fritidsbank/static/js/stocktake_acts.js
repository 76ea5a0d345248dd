/** The verbs of a stocktake: it is here, and it was not here after all. */

import { say, sound } from "./aloud.js";
import { newRow, place } from "./row_state.js";
import { act } from "./sending.js";
import { changed } from "./state.js";
import { useCounts } from "./stocktake_figures.js";
import { isCounted, wordOf } from "./stocktake_words.js";

/** @typedef {import("./state.js").Row} Row */
/** @typedef {import("./types.js").Answer} Answer */

/** An answer that comes sooner is shown at once; only then is a row shown that waits. */
const SOON = 300;

/**
 * @param {string} stocktake
 * @param {string} code
 * @param {string} here  the number of the place where the tablet is, if it is known
 */
export function count(stocktake, code, here) {
  const row = newRow(code);
  row.waiting = true;
  const late = setTimeout(() => place(row), SOON);
  const where = here ? { place: here } : {};
  const id = act({ kind: "count", stocktake, article: code, ...where }, (answer) => {
    clearTimeout(late);
    row.waiting = false;
    row.answer = answer;
    if (isCounted(answer)) {
      row.done.push({ id, kind: "count", answer });
    }
    useCounts(answer.counts);
    place(row);
    tell(answer);
  });
}

/** @param {string} stocktake @param {Row} row */
export function takeAway(stocktake, row) {
  if (row.waiting) {
    return;
  }
  row.waiting = true;
  act({ kind: "uncount", stocktake, article: row.scanned }, (answer) => {
    row.waiting = false;
    row.undone = answer.outcome === "uncounted";
    row.note = row.undone ? "" : answer.message;
    row.done = [];
    useCounts(answer.counts);
    tell(answer);
    changed();
  });
  changed();
}

/**
 * Acts that waited since before this page was opened, here or at the counter, are answered, too.
 * @param {{kind: string, article?: unknown}} operation
 * @param {Answer} answer
 */
export function answeredLate(operation, answer) {
  const row = newRow(typeof operation.article === "string" ? operation.article : "");
  row.answer = answer;
  place(row);
}

/** @param {Answer} answer */
function tell(answer) {
  sound(answer.tone);
  const title = answer.article ? [answer.article.name, answer.article.size].filter(Boolean).join(" ") : "";
  say([wordOf(answer.outcome), title, answer.message].filter(Boolean).join(". "));
}
