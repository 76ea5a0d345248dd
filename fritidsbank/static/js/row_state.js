/** The last eight outcomes. */

import { say, sound } from "./aloud.js";
import { changed, state } from "./state.js";
import { _ } from "./texts.js";

/** @typedef {import("./state.js").Row} Row */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Tone} Tone */

export const MOST_ROWS = 8;
let made = 0;

/**
 * A line for what was just scanned. It is not on screen yet: see `place`.
 * @param {string} scanned
 * @returns {Row}
 */
export function newRow(scanned) {
  made += 1;
  return {
    ...{ key: `row-${made}`, scanned, borrower: state.borrower?.id ?? null, waiting: false },
    ...{ answer: null, done: [], asks: "", unfolded: false, missing: [], wrong: [] },
    ...{ note: "", undone: false, said: null },
  };
}

/**
 * Put it on top, where the newest stands; one that is there already stays where it is.
 * @param {Row} row
 */
export function place(row) {
  if (!state.rows.includes(row)) {
    const older = state.rows.filter((other, index) => index < MOST_ROWS - 1 || other.waiting);
    state.rows = [row, ...older];
  }
  changed();
}

/** @param {Row} row */
export function remove(row) {
  state.rows = state.rows.filter((other) => other !== row);
  changed();
}

/** An answer that comes sooner is shown at once; only then is a row shown that waits. */
export const SOON = 300;

/**
 * A card or a slip is looked up; what is scanned meanwhile waits behind it.
 * @template T
 * @param {string} scanned
 * @param {Promise<T>} looking
 * @returns {Promise<T>}
 */
export async function showWhile(scanned, looking) {
  const said = { tone: /** @type {Tone} */ ("look"), word: () => _("One moment"), line: () => _("Go on scanning.") };
  const row = { ...newRow(scanned), said };
  const late = setTimeout(() => place(row), SOON);
  try {
    return await looking;
  } finally {
    clearTimeout(late);
    remove(row);
  }
}

/**
 * Something the page itself has to say. The words are asked for again when the language changes.
 * @param {Tone} tone
 * @param {() => string} word
 * @param {() => string} line
 * @param {string} [scanned]
 */
export function tell(tone, word, line, scanned = "") {
  place({ ...newRow(scanned), said: { tone, word, line } });
  say([word(), line()].filter(Boolean).join(". "));
  sound(tone);
}
